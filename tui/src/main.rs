//! The program `asamblea`: the full-screen interface and every command.
//!
//! It speaks only the node's client API; it never knows libp2p, sled or a cipher.

mod app;
mod cli;
mod command_lines;
mod command_table;
mod harmless;
mod keymap;
mod lang;
mod reach;
mod theme;
mod view;

fn main() -> std::process::ExitCode {
    cli::run(std::env::args_os().collect())
}
