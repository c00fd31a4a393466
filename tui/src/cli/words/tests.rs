//! The texts of the command line are whole: same keys and arguments in every language, a text
//! for every key that the code names.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

use crate::lang::Language;

/// Words of code that look like keys and are none.
const NO_KEYS: [&str; 4] = ["from-join", "asamblea-demo-", "meeting-changed", "ui-"];

fn variables(pattern: &Pattern<&'static str>, found: &mut BTreeSet<&'static str>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else {
            continue;
        };
        let inline = match expression {
            Expression::Inline(inline) => inline,
            Expression::Select { selector, variants } => {
                for variant in variants {
                    variables(&variant.value, found);
                }
                selector
            }
        };
        if let InlineExpression::VariableReference { id } = inline {
            found.insert(id.name);
        }
    }
}

fn messages(language: Language) -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let mut all = BTreeMap::new();
    let entries = language.sources().flat_map(|source| {
        let resource = fluent_syntax::parser::parse(source).expect("no faults");
        resource.body
    });
    for entry in entries {
        if let Entry::Message(message) = entry {
            let mut found = BTreeSet::new();
            variables(&message.value.expect("a text"), &mut found);
            let before = all.insert(message.id.name, found);
            assert!(before.is_none(), "{} twice", message.id.name);
        }
    }
    all
}

#[test]
fn every_language_has_the_same_keys_and_arguments() {
    let spanish = messages(Language::Spanish);
    for language in Language::ALL {
        let other = messages(language);
        assert_eq!(
            spanish.keys().collect::<Vec<_>>(),
            other.keys().collect::<Vec<_>>()
        );
        for (key, arguments) in &spanish {
            assert_eq!(arguments, &other[key], "{key}");
        }
    }
}

fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let is_tests = path.ends_with("tests.rs");
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ext| ext == "rs") && !is_tests {
            let text = std::fs::read_to_string(path).unwrap();
            let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
            found.push(code.to_owned());
        }
    }
}

#[test]
fn every_key_that_the_code_names_has_a_text() {
    let known = messages(Language::Spanish);
    let families: BTreeSet<&str> = known
        .keys()
        .filter_map(|key| key.split_once('-').map(|(family, _)| family))
        // The interface's are held against its own texts.
        .filter(|family| *family != "ui")
        .collect();
    let mut code = Vec::new();
    sources(
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/cli")),
        &mut code,
    );
    let mut named = 0;
    for literal in code
        .iter()
        .flat_map(|code| code.split('"').skip(1).step_by(2))
    {
        let is_kebab = literal.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
        let family = literal.split_once('-').map(|(family, _)| family);
        if !is_kebab || NO_KEYS.contains(&literal) || family.is_none_or(|f| !families.contains(f)) {
            continue;
        }
        named += 1;
        let is_family = known
            .keys()
            .any(|key| key.starts_with(&format!("{literal}-")));
        assert!(known.contains_key(literal) || is_family, "{literal}");
    }
    assert!(named > 100, "{named} keys were found in the code");
}
