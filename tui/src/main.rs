//! The program `asamblea`: the full-screen interface and every command.
//!
//! It speaks only the node's client API; it never knows libp2p, sled or a cipher.

mod app;
mod command_table;
mod harmless;
mod keymap;
mod lang;
mod theme;
mod view;

use std::path::PathBuf;

#[tokio::main]
async fn main() -> std::process::ExitCode {
    let texts = lang::Texts::new(lang::Language::detect());
    let start = app::Start {
        profile: std::env::args_os()
            .nth(1)
            .map(PathBuf::from)
            .unwrap_or_default(),
        client: None,
        network: asamblea_node::client::NetworkOptions::default(),
        demo: None,
    };
    match app::run(start, texts).await {
        Ok(app::Outcome::Quit) => std::process::ExitCode::SUCCESS,
        Ok(app::Outcome::Demo) => std::process::ExitCode::from(64),
        Err(error) => std::process::ExitCode::from(error.kind.exit_status()),
    }
}
