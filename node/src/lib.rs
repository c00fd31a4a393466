//! Carries a device: what it keeps, whom it talks with, who may command it.

pub mod network;
