//! Several profiles on one computer: what belongs to one is told by nothing of another.

use std::process::{Command, Output};

use asamblea_tests::binary::{Device, World, program};

use crate::canary::found_in;

const WORDS: [&str; 4] = [
    "quetzalperfil01red",
    "quetzalperfil02org",
    "quetzalperfil03persona",
    "quetzalperfil04hilo",
];

fn needles() -> Vec<(usize, Vec<u8>)> {
    let words = WORDS.iter().enumerate();
    words
        .map(|(n, word)| (n, word.as_bytes().to_vec()))
        .collect()
}

/// Runs the program as another person would, at home in the same folder.
fn run(world: &World, variables: &[(&str, &str)], arguments: &[&str]) -> Output {
    let mut command = Command::new(program());
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy().into_owned();
        if name.starts_with("ASAMBLEA_") || name.starts_with("XDG_") {
            command.env_remove(name);
        }
    }
    command
        .env("HOME", world.path())
        .env("ASAMBLEA_LANG", "en")
        .envs(variables.iter().copied())
        .args(arguments)
        .output()
        .unwrap()
}

fn says_nothing(what: &str, output: &Output) {
    for bytes in [&output.stdout, &output.stderr] {
        let said = String::from_utf8_lossy(bytes);
        assert!(found_in(bytes, &needles()).is_empty(), "{what}: {said}");
    }
}

/// A device in whose profile all the words stand; its node runs.
fn one(world: &World) -> Device {
    let mut s = world.device("one");
    let w = WORDS;
    let found = ["--network", w[0], "--org", w[1], "--person", w[2]];
    let _founded = s.run(["found"].iter().chain(&found)).object();
    s.start(&[]);
    let network = s.space("network");
    let new = ["--space", &network, "--title", w[3], "--body", w[3]];
    let _made = s.run(["thread", "new"].iter().chain(&new)).object();
    s
}

fn with<'a>(options: &[&'a str], command: &[&'a str]) -> Vec<&'a str> {
    options.iter().chain(command).copied().collect()
}

#[test]
fn a_profile_is_named_by_an_option_a_variable_or_the_home() {
    let world = World::new();
    let secret = world.path().join("passphrase");
    let file = ["--passphrase-file", secret.to_str().unwrap(), "--json"];
    let found = ["found", "--network", "Otra", "--org", "O", "--person", "P"];
    let found = with(&file, &found);
    let third = world.path().join("third");
    let data = world.path().join("data");
    let by_variable = ("ASAMBLEA_PROFILE", third.to_str().unwrap());
    let by_system = ("XDG_DATA_HOME", data.to_str().unwrap());
    for (variables, made) in [
        (&[][..], world.path().join(".local/share/asamblea")),
        (&[by_system], data.join("asamblea")),
        // What is named for this program counts first.
        (&[by_variable, by_system], third.clone()),
    ] {
        let output = run(&world, variables, &found);
        assert!(output.status.success(), "{output:?}");
        assert!(made.join("vault").exists(), "{}", made.display());
    }
    let fourth = world.path().join("fourth");
    let named = ["--profile", fourth.to_str().unwrap()];
    let output = run(&world, &[by_variable], &with(&named, &found));
    assert!(output.status.success(), "{output:?}");
    assert!(fourth.join("vault").exists());
}

#[test]
fn no_profile_tells_anything_of_another_beside_it() {
    let world = World::new();
    let mut s = one(&world);
    let secret = world.path().join("passphrase");
    let file = ["--passphrase-file", secret.to_str().unwrap()];
    let second = ["found", "--network", "Otra", "--org", "O", "--person", "P"];
    let output = run(&world, &[], &with(&file, &second));
    assert!(output.status.success(), "{output:?}");
    says_nothing("found", &output);
    for command in [
        &["status"][..],
        &["who"],
        &["space", "list"],
        &["thread", "list"],
        &["search", "quetzal"],
        &["doctor", "--deep"],
        &["alerts", "list"],
        &["completions", "bash"],
        &["completions", "zsh"],
        &["completions", "fish"],
        &["--help"],
        &["unlock"],
    ] {
        says_nothing(command[0], &run(&world, &[], &with(&file, command)));
    }
    let pages = world.path().join("pages");
    std::fs::create_dir(&pages).unwrap();
    let output = run(&world, &[], &["man", pages.to_str().unwrap()]);
    assert!(output.status.success(), "{output:?}");
    for page in std::fs::read_dir(&pages).unwrap() {
        let bytes = std::fs::read(page.unwrap().path()).unwrap();
        assert!(found_in(&bytes, &needles()).is_empty());
    }
    assert_eq!(s.stop(), 0);
}

#[test]
fn a_locked_profile_says_no_name_to_whoever_has_no_passphrase() {
    let world = World::new();
    let mut s = one(&world);
    let _locked = s.run(["lock"]).done();
    let status = s.status();
    assert_eq!(status["locked"], true);
    for key in ["network", "org", "person"] {
        assert!(status[key].is_null(), "{status}");
    }
    let place = s.profile().to_str().unwrap().to_owned();
    let wrong = world.file("wrong", "otra lechuga tranvía dominó");
    let wrong = wrong.to_str().unwrap();
    let named = ["--profile", &place, "--passphrase-file", wrong];
    for command in [
        &["status"][..],
        &["status", "--json"],
        &["doctor"],
        &["doctor", "--deep", "--json"],
        &["who"],
        &["space", "list", "--json"],
        &["search", "quetzal"],
        &["unlock"],
        &["passphrase", "change"],
    ] {
        says_nothing(command[0], &run(&world, &[], &with(&named, command)));
    }
    assert_eq!(s.stop(), 0);
    for command in [&["status"][..], &["unlock"], &["thread", "list"]] {
        let output = run(&world, &[], &with(&named, command));
        assert_eq!(output.status.code(), Some(3), "{output:?}");
        says_nothing(command[0], &output);
    }
}
