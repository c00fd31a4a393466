//! The cruel world: what tests, the simulator and benchmarks share.

pub mod binary;
pub mod check;
pub mod cluster;
pub mod cuts;
pub mod dataset;
pub mod device;
pub mod dice;
pub mod faults;
pub mod fuzz;
pub mod memory;
pub mod net;
pub mod oracle;
pub mod plunder;
pub mod report;
pub mod rot;
pub mod skip;
pub mod stick;
pub mod terminal;
pub mod workload;
pub mod world;
