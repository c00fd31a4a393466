//! The tables: every command has its words in every language, no key means two things, and the
//! languages say the same with the same arguments.

use std::collections::{BTreeMap, BTreeSet};

use asamblea_node::api::ALERT_CODES;
use fluent_syntax::ast;

use super::harness::Harness;
use super::screens::USUAL;
use crate::command_table::{COMMANDS, Place};
use crate::keymap::{Chord, parse};
use crate::lang::{FILES, Language, Texts};

fn in_expression(expression: &ast::Expression<&str>, names: &mut BTreeSet<String>) {
    match expression {
        ast::Expression::Inline(inline) => in_inline(inline, names),
        ast::Expression::Select { selector, variants } => {
            in_inline(selector, names);
            for variant in variants {
                in_pattern(&variant.value, names);
            }
        }
    }
}

fn in_inline(inline: &ast::InlineExpression<&str>, names: &mut BTreeSet<String>) {
    match inline {
        ast::InlineExpression::VariableReference { id } => {
            names.insert(id.name.to_owned());
        }
        ast::InlineExpression::Placeable { expression } => in_expression(expression, names),
        ast::InlineExpression::FunctionReference { arguments, .. } => {
            for argument in &arguments.positional {
                in_inline(argument, names);
            }
        }
        _ => {}
    }
}

fn in_pattern(pattern: &ast::Pattern<&str>, names: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let ast::PatternElement::Placeable { expression } = element {
            in_expression(expression, names);
        }
    }
}

/// Keys and attributes of a file, each with the names of its arguments.
fn messages(source: &str) -> BTreeMap<String, BTreeSet<String>> {
    let resource = fluent_syntax::parser::parse(source).expect("the file is well formed");
    let mut keys = BTreeMap::new();
    for entry in &resource.body {
        let ast::Entry::Message(message) = entry else {
            continue;
        };
        let mut add = |key: String, pattern: &ast::Pattern<&str>| {
            let mut names = BTreeSet::new();
            in_pattern(pattern, &mut names);
            assert!(
                keys.insert(key.clone(), names).is_none(),
                "{key} stands twice"
            );
        };
        if let Some(value) = &message.value {
            add(message.id.name.to_owned(), value);
        }
        for attribute in &message.attributes {
            add(
                format!("{}.{}", message.id.name, attribute.id.name),
                &attribute.value,
            );
        }
    }
    keys
}

#[test]
fn languages_have_the_same_keys_and_arguments() {
    for (file, [spanish, others @ ..]) in FILES {
        for other in others {
            assert_eq!(messages(spanish), messages(other), "{file}");
        }
    }
}

#[test]
fn no_key_stands_in_two_files() {
    let mut seen = BTreeSet::new();
    for (file, [spanish, ..]) in FILES {
        for key in messages(spanish).into_keys() {
            assert!(seen.insert(key.clone()), "{file}: {key}");
        }
    }
}

#[test]
fn every_key_that_the_program_names_has_a_text() {
    let known: BTreeSet<String> = FILES
        .iter()
        .flat_map(|(_, [spanish, ..])| messages(spanish).into_keys())
        .collect();
    let mut named = BTreeSet::new();
    for source in sources(std::path::Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/src"
    ))) {
        for (at, _) in source.match_indices("\"ui-") {
            let rest = &source[at + 1..];
            let key: String = rest
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
                .collect();
            if rest[key.len()..].starts_with('"') && !key.ends_with('-') {
                named.insert(key);
            }
        }
    }
    assert!(named.len() > 100, "the search found only {}", named.len());
    let missing: Vec<&String> = named.iter().filter(|key| !known.contains(*key)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

fn sources(folder: &std::path::Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(std::fs::read_to_string(path).unwrap());
        }
    }
    found
}

#[test]
fn every_command_every_error_and_every_page_has_words_in_every_language() {
    use asamblea_node::api::ErrorKind;
    let errors = [
        ErrorKind::WrongPassphrase,
        ErrorKind::Locked,
        ErrorKind::WeakPassphrase,
        ErrorKind::NotFound,
        ErrorKind::Ambiguous,
        ErrorKind::NotPermitted,
        ErrorKind::Frozen,
        ErrorKind::Forked,
        ErrorKind::NoEffect,
        ErrorKind::Carrier,
        ErrorKind::Practice,
        ErrorKind::InvitationUsed,
        ErrorKind::InvitationEnded,
        ErrorKind::InvitationMalformed,
        ErrorKind::Unreachable,
        ErrorKind::Damaged,
        ErrorKind::Forged,
        ErrorKind::ProfileBusy,
        ErrorKind::DiskFull,
        ErrorKind::ReadOnly,
        ErrorKind::WrongOwner,
        ErrorKind::NoProfile,
        ErrorKind::ProfileExists,
        ErrorKind::Usage,
        ErrorKind::RetainDays,
        ErrorKind::RetainsNothing,
        ErrorKind::SpaceForgets,
        ErrorKind::TooLong,
        ErrorKind::NoKeyYet,
        ErrorKind::NewerVersion,
        ErrorKind::Address,
        ErrorKind::Internal,
    ];
    for language in Language::ALL {
        let texts = Texts::new(language);
        let mut keys: Vec<String> = errors
            .iter()
            .map(|kind| format!("ui-error-{}", kind.code().replace('_', "-")))
            .collect();
        for command in COMMANDS {
            keys.extend([command.text_key(), command.word_key()]);
        }
        for step in crate::app::wizard::Step::ALL {
            for end in ["", "-why", "-note"] {
                keys.push(format!("ui-wizard-{}{end}", step.name()));
            }
        }
        for kind in ["network", "org", "subregion", "person", "working"] {
            keys.push(format!("ui-kind-{kind}"));
        }
        for code in ALERT_CODES.iter().copied().chain(["other"]) {
            let code = code.replace('_', "-");
            keys.extend([format!("ui-alert-{code}"), format!("ui-alert-{code}-words")]);
        }
        let own = ["ui-error-ask-damaged", "ui-error-wrong-owner-file"];
        keys.extend(own.map(str::to_owned));
        for part in ["journal", "set-back", "keys", "keys-back"] {
            keys.extend(["", "-words"].map(|end| format!("ui-alert-damaged-{part}{end}")));
        }
        for part in ["heads", "keys", "mirror", "vault", "vault-half"] {
            keys.extend(["", "-words"].map(|end| format!("ui-alert-mended-{part}{end}")));
        }
        for key in keys {
            assert_ne!(texts.get(&key), key, "no text in {language:?}");
        }
    }
}

#[test]
fn every_subject_of_a_failure_is_said_in_words_of_its_own() {
    let all = Language::ALL.map(|language| Harness::inside(language, USUAL));
    crate::refusal::tests::all_are_said(|language, error| {
        let at = Language::ALL.iter().position(|one| *one == language);
        all[at.expect("one of all")].app.sentence(error)
    });
}

#[test]
fn every_written_key_can_be_read() {
    for command in COMMANDS {
        assert!(!command.keys.is_empty(), "{}", command.name);
        for keys in command.keys {
            assert!(parse(keys).is_some(), "{}: {keys}", command.name);
        }
    }
}

#[test]
fn no_key_means_two_things_in_one_place_and_none_shadows_a_global_one() {
    for &place in Place::ALL {
        let mut seen: Vec<(Vec<Chord>, &str)> = Vec::new();
        for command in COMMANDS.iter().filter(|command| command.acts_in(place)) {
            for keys in command.keys {
                let chords = parse(keys).unwrap();
                for (others, name) in &seen {
                    let shadows = chords.starts_with(others) || others.starts_with(&chords);
                    assert!(!shadows, "{place:?}: {keys} is {name} and {}", command.name);
                }
                seen.push((chords, command.name));
            }
        }
    }
}

#[test]
fn where_letters_are_typed_no_command_is_a_letter() {
    for &place in Place::ALL.iter().filter(|place| place.takes_letters()) {
        for command in COMMANDS
            .iter()
            .filter(|command| command.is_local() && command.acts_in(place))
        {
            for keys in command.keys {
                let letter = parse(keys).unwrap()[0].letter();
                assert_eq!(letter, None, "{place:?}: {}", command.name);
            }
        }
    }
}

#[test]
fn reserved_letters_belong_to_no_screen() {
    for command in COMMANDS.iter().filter(|command| command.is_local()) {
        for keys in command.keys {
            let first = parse(keys).unwrap()[0].letter();
            let reserved = first.is_some_and(|c| "hjklgqnmyuN/:?!".contains(c));
            assert!(!reserved, "{} takes {keys}", command.name);
        }
    }
}

#[test]
fn where_one_writes_no_two_keys_differ_only_by_shift() {
    for &place in Place::ALL {
        let local: Vec<&str> = COMMANDS
            .iter()
            .filter(|command| command.is_local() && command.acts_in(place))
            .flat_map(|command| command.keys.iter().copied())
            .filter(|keys| keys.chars().count() == 1)
            .collect();
        for keys in &local {
            let other = keys.to_lowercase();
            let pair = other != **keys && local.contains(&other.as_str());
            assert!(!pair, "{place:?}: {keys} and {other}");
        }
    }
}

#[test]
fn no_text_holds_a_control_or_a_sign_beyond_the_old_consoles() {
    for (file, texts) in FILES {
        for c in texts.iter().flat_map(|text| text.chars()) {
            let fine = c == '\n'
                || (' '..='~').contains(&c)
                || ('\u{a1}'..='\u{ff}').contains(&c)
                || "›•…●○█▓▒░▄▀▌".contains(c);
            // Names of languages are written in their own letters.
            assert!(fine || file == "cli.ftl", "{file}: {c:?}");
        }
    }
}
