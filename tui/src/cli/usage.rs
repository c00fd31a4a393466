//! Help and wrong arguments in the person's language: clap decides, the language files speak.

use std::io::Write;
use std::process::ExitCode;

use asamblea_node::api::ErrorKind;
use clap::error::{ContextKind, ContextValue, ErrorKind as Fault};
use clap::{Arg, CommandFactory};

use super::Cli;
use super::failure::{error_line, quoted};
use super::output::say;
use crate::lang::Texts;

/// Where the options of every command stand in its help: after its own.
const GLOBAL_ORDER: usize = 900;

/// The headings of the help. They live as long as the program: clap keeps no text of its own.
#[derive(Clone, Copy)]
struct Headings {
    usage: &'static str,
    commands: &'static str,
    command: &'static str,
    arguments: &'static str,
    options: &'static str,
}

/// The whole command with help texts of the language.
pub(super) fn command(texts: &Texts) -> clap::Command {
    let heading = |key| &*texts.get(key).leak();
    let headings = Headings {
        usage: heading("help-usage"),
        commands: heading("help-commands"),
        command: heading("help-command"),
        arguments: heading("help-arguments"),
        options: heading("help-options"),
    };
    speak(Cli::command(), "", texts, headings)
}

/// Gives a command and all below it their texts. Keys are `cmd-PATH`, `arg-NAME`, and
/// `arg-PATH-NAME` where a name means something else there.
fn speak(command: clap::Command, path: &str, texts: &Texts, headings: Headings) -> clap::Command {
    let template = format!(
        "{{about-with-newline}}\n{}: {{usage}}\n\n{{all-args}}{{after-help}}",
        headings.usage
    );
    command
        .about(about(path, texts))
        .help_template(template)
        .subcommand_help_heading(headings.commands)
        .subcommand_value_name(headings.command)
        .mut_args(|arg| speak_arg(arg, path, texts, headings))
        .mut_subcommands(|sub| {
            let path = below(path, sub.get_name());
            speak(sub, &path, texts, headings)
        })
}

fn below(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}-{name}")
    }
}

fn about(path: &str, texts: &Texts) -> String {
    if path.is_empty() {
        texts.get("cmd")
    } else {
        texts.get(&format!("cmd-{path}"))
    }
}

fn speak_arg(arg: Arg, path: &str, texts: &Texts, headings: Headings) -> Arg {
    let heading = if arg.is_positional() {
        headings.arguments
    } else {
        headings.options
    };
    let help = arg_help(arg.get_id().as_str(), path, texts);
    let takes_values = arg.get_action().takes_values();
    let mut arg = arg.help(help).help_heading(heading);
    if arg.is_global_set() {
        // What is the same everywhere stands last.
        arg = arg.display_order(GLOBAL_ORDER);
    }
    if takes_values {
        // The text says it, in the language.
        arg.hide_possible_values(true).hide_default_value(true)
    } else {
        arg
    }
}

fn arg_help(id: &str, path: &str, texts: &Texts) -> String {
    let name = id.replace('_', "-");
    let own = format!("arg-{path}-{name}");
    let text = texts.get(&own);
    if path.is_empty() || text == own {
        texts.get(&format!("arg-{name}"))
    } else {
        text
    }
}

/// Answers a request for help, or says what was wrong with the arguments.
pub(super) fn report(error: &clap::Error, texts: &Texts, json: bool) -> ExitCode {
    if matches!(error.kind(), Fault::DisplayHelp | Fault::DisplayVersion) {
        // A reader that left has read enough.
        let mut stdout = std::io::stdout();
        let _left = write!(stdout, "{}", error.render()).and_then(|()| stdout.flush());
        return ExitCode::SUCCESS;
    }
    if error.kind() == Fault::DisplayHelpOnMissingArgumentOrSubcommand {
        say(&error.render().to_string());
    }
    let sentence = sentence(error, texts);
    say(&sentence);
    if json {
        say(&error_line(ErrorKind::Usage.code(), &sentence));
    }
    ExitCode::from(ErrorKind::Usage.exit_status())
}

/// Says what was wrong with one line among others, or gives the help that it asks for; gives the
/// status.
pub(super) fn tell(error: &clap::Error, texts: &Texts) -> u8 {
    if matches!(error.kind(), Fault::DisplayHelp | Fault::DisplayVersion) {
        say(&error.render().to_string());
        return 0;
    }
    say(&sentence(error, texts));
    ErrorKind::Usage.exit_status()
}

fn sentence(error: &clap::Error, texts: &Texts) -> String {
    let argument = context(error, ContextKind::InvalidArg);
    let value = context(error, ContextKind::InvalidValue);
    let (key, what) = match error.kind() {
        Fault::UnknownArgument => ("usage-unknown-argument", argument),
        Fault::InvalidSubcommand => {
            let name = context(error, ContextKind::InvalidSubcommand);
            ("usage-unknown-command", name)
        }
        Fault::MissingRequiredArgument => ("usage-missing-argument", argument),
        Fault::MissingSubcommand | Fault::DisplayHelpOnMissingArgumentOrSubcommand => {
            ("usage-missing-command", String::new())
        }
        Fault::InvalidValue | Fault::ValueValidation if value.is_empty() => {
            ("usage-missing-value", argument)
        }
        Fault::InvalidValue | Fault::ValueValidation => {
            let arguments = [
                ("what", quoted(&argument)),
                ("value", quoted(&value)),
                ("accepted", context(error, ContextKind::ValidValue)),
            ];
            let key = if arguments[2].1.is_empty() {
                "usage-wrong-form"
            } else {
                "usage-wrong-value"
            };
            let arguments = arguments
                .each_ref()
                .map(|(name, text)| (*name, text.as_str()));
            return texts.with(key, &arguments);
        }
        Fault::ArgumentConflict => ("usage-conflict", argument),
        _ => ("usage-wrong", argument),
    };
    let of = command_of(error);
    texts.with(key, &[("what", &quoted(&what)), ("of", &of)])
}

/// The command whose usage an error tells, as it is typed: whoever mistyped a part is led to the
/// help of that one.
fn command_of(error: &clap::Error) -> String {
    let usage = match error.get(ContextKind::Usage) {
        Some(ContextValue::StyledStr(usage)) => usage.to_string(),
        _ => String::new(),
    };
    let line = usage.lines().next().unwrap_or_default();
    let words = line.split_once(": ").map_or("", |(_, words)| words);
    let mut path = vec!["asamblea"];
    let names = words.split_whitespace().skip(1);
    path.extend(
        names.take_while(|word| word.starts_with(|first: char| first.is_ascii_lowercase())),
    );
    path.join(" ")
}

fn context(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Language;

    fn check_texts(command: &clap::Command, path: &str) {
        let about = command.get_about().unwrap().to_string();
        assert!(!about.starts_with("cmd"), "no text for {about}");
        for arg in command.get_arguments() {
            let help = arg.get_help().unwrap().to_string();
            assert!(!help.starts_with("arg-"), "{path}: no text for {help}");
        }
        for sub in command.get_subcommands() {
            check_texts(sub, &below(path, sub.get_name()));
        }
    }

    #[test]
    fn every_command_and_option_is_explained_in_both_languages() {
        for language in Language::ALL {
            let texts = Texts::new(language);
            check_texts(&command(&texts), "");
        }
    }

    #[test]
    fn clap_finds_no_contradiction() {
        command(&Texts::new(Language::Spanish)).debug_assert();
    }

    #[track_caller]
    fn check(line: &str, spanish: &str) {
        let texts = Texts::new(Language::Spanish);
        let error = command(&texts)
            .try_get_matches_from(line.split(' '))
            .unwrap_err();
        assert_eq!(sentence(&error, &texts), spanish);
    }

    #[test]
    fn wrong_arguments_are_named_in_a_sentence() {
        check(
            "asamblea status --jsno",
            "«--jsno» no es nada que esta orden conozca. Ver cómo se usa: asamblea status --help.",
        );
        check(
            "asamblea fruta",
            "No existe la orden «fruta». Ver las que hay: asamblea --help.",
        );
        check(
            "asamblea found --org O --person P",
            "Falta «--network <NETWORK>». Ver cómo se usa: asamblea found --help.",
        );
        check(
            "asamblea invite member --role jefa",
            "«jefa» no sirve para «--role <ROLE>». Se acepta: coordinator, member, observer.",
        );
        check(
            "asamblea invite device --expires 7",
            "«7» no tiene la forma que pide «--expires <TIME>». Ver cómo se usa con --help.",
        );
    }

    #[test]
    fn help_is_in_the_language() {
        let texts = Texts::new(Language::Spanish);
        let error = command(&texts)
            .try_get_matches_from(["asamblea", "thread", "--help"])
            .unwrap_err();
        let help = error.render().to_string();
        assert!(help.contains("Uso: asamblea thread"), "{help}");
        for english in [
            "Usage:",
            "Options:",
            "Commands:",
            "Arguments:",
            "Print help",
        ] {
            assert!(!help.contains(english), "{english} in {help}");
        }
    }
}
