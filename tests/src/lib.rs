//! The cruel world: what tests, the simulator and benchmarks share.

pub mod binary;
pub mod dataset;
