//! `completions` and `man`: what a shell and a manual need to know, from the one table of
//! commands that the program itself reads.

use std::path::{Path, PathBuf};

use clap_complete::Shell;

use super::failure::Failure;
use super::output::say;
use super::session::Session;
use super::usage;

/// Options of `completions`.
#[derive(Debug, clap::Args)]
pub(super) struct Completions {
    shell: Shell,
}

/// Options of `man`.
#[derive(Debug, clap::Args)]
pub(super) struct Man {
    dir: PathBuf,
}

/// Writes the completion script of a shell to standard output.
pub(super) fn completions(args: &Completions, session: &mut Session) -> Result<(), Failure> {
    let mut script = Vec::new();
    let mut command = usage::command(&session.texts);
    clap_complete::generate(args.shell, &mut command, "asamblea", &mut script);
    let script = String::from_utf8(script).map_err(|_| Failure::internal("completions"))?;
    session.out.line(script.trim_end())
}

/// Writes one manual page a command into a folder, which is made.
pub(super) fn man(args: &Man, session: &mut Session) -> Result<(), Failure> {
    let failed = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::StorageFull => Failure::writing(&error),
        _ => {
            let dir = args.dir.to_string_lossy().into_owned();
            Failure::about(asamblea_node::api::ErrorKind::ReadOnly, "error-path", dir)
        }
    };
    std::fs::create_dir_all(&args.dir).map_err(failed)?;
    let mut command = usage::command(&session.texts);
    command.build();
    let pages = pages(&command, &args.dir).map_err(failed)?;
    let pages = pages.to_string();
    let dir = args.dir.to_string_lossy().into_owned();
    let dir = crate::harmless::harmless(&dir);
    let words = [("n", pages.as_str()), ("dir", dir.as_str())];
    if session.out.is_json() {
        return session
            .out
            .object(&serde_json::json!({"pages": words[0].1, "dir": words[1].1}));
    }
    say(&session.texts.with("man-done", &words));
    Ok(())
}

/// The pages of a command and of all below it; says how many.
fn pages(command: &clap::Command, dir: &Path) -> std::io::Result<u32> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    let name = command.get_display_name().unwrap_or(command.get_name());
    std::fs::write(dir.join(format!("{name}.1")), page)?;
    let below = command.get_subcommands().filter(|sub| !sub.is_hide_set());
    let mut count = 1;
    for sub in below {
        count += pages(sub, dir)?;
    }
    Ok(count)
}
