//! The program `asamblea`: the full-screen interface and every command.
//!
//! It speaks only the node's client API; it never knows libp2p, sled or a cipher.

mod app;
#[cfg(test)]
mod chance;
mod cli;
mod command_lines;
mod command_table;
mod compare;
mod due;
mod export;
mod file;
mod harmless;
mod instrument;
mod keymap;
mod lang;
mod metadata;
mod practice;
mod reach;
mod refusal;
mod safety;
mod strength;
mod theme;
mod view;
mod written;

use std::alloc::System;

use zeroizing_alloc::ZeroAlloc;

/// Memory is wiped when it is freed. A text or a passphrase passes through JSON, channels and
/// buffers that grow; none of them would wipe what it gives back.
#[global_allocator]
static MEMORY: ZeroAlloc<System> = ZeroAlloc(System);

fn main() -> std::process::ExitCode {
    cli::run(std::env::args_os().collect())
}
