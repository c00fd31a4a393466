//! `completions` and `man`: what a shell and a manual need to know, from the one table of
//! commands that the program itself reads.

use std::path::{Path, PathBuf};

use clap_complete::Shell;

use super::failure::Failure;
use super::output::say;
use super::session::Session;
use super::usage;
use crate::lang::Texts;

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
    let script = script(args.shell, &session.texts);
    let script = String::from_utf8(script).map_err(|_| Failure::internal("completions"))?;
    session.out.line(script.trim_end())
}

fn script(shell: Shell, texts: &Texts) -> Vec<u8> {
    let mut script = Vec::new();
    let mut command = usage::command(texts);
    clap_complete::generate(shell, &mut command, "asamblea", &mut script);
    script
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Language;

    #[test]
    fn every_shell_gets_a_script_that_knows_the_commands() {
        let texts = Texts::new(Language::Spanish);
        let shells = [
            Shell::Bash,
            Shell::Zsh,
            Shell::Fish,
            Shell::Elvish,
            Shell::PowerShell,
        ];
        for shell in shells {
            let script = String::from_utf8(script(shell, &texts)).unwrap();
            for word in ["thread", "reply", "network", "trust"] {
                assert!(script.contains(word), "{shell}: no {word}");
            }
        }
    }

    fn count(command: &clap::Command) -> u32 {
        let below = command.get_subcommands().filter(|sub| !sub.is_hide_set());
        1 + below.map(count).sum::<u32>()
    }

    #[test]
    fn every_command_has_a_page_in_the_language() {
        for (language, words) in [
            (Language::Spanish, "Responder en una discusi"),
            (Language::English, "Reply in a discussion"),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let mut command = usage::command(&Texts::new(language));
            command.build();
            let made = pages(&command, folder.path()).unwrap();
            assert_eq!(made, count(&command));
            let files = std::fs::read_dir(folder.path()).unwrap().count();
            assert_eq!(
                u32::try_from(files).unwrap(),
                made,
                "no page covers another"
            );
            let page = folder.path().join("asamblea-thread-reply.1");
            let page = std::fs::read_to_string(page).unwrap();
            assert!(page.contains(words), "{page}");
        }
    }
}
