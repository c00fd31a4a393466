//! Several profiles on one computer: what belongs to one is told by nothing of another.

use std::process::{Command, Output};

use asamblea_tests::binary::{World, program};

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

#[test]
fn a_profile_is_named_by_option_variable_or_home_and_tells_nothing_of_another() {
    let world = World::new();
    let mut s = world.device("one");
    let w = WORDS;
    let found = ["--network", w[0], "--org", w[1], "--person", w[2]];
    let _founded = s.run(["found"].iter().chain(&found)).object();
    s.start(&[]);
    let network = s.space("network");
    let new = ["--space", &network, "--title", w[3], "--body", w[3]];
    let _made = s.run(["thread", "new"].iter().chain(&new)).object();

    let secret = world.path().join("passphrase");
    let file = ["--passphrase-file", secret.to_str().unwrap(), "--json"];
    let second = ["found", "--network", "Otra", "--org", "O", "--person", "P"];
    let arguments: Vec<&str> = file.iter().chain(&second).copied().collect();
    // At home, where nothing is named.
    let output = run(&world, &[], &arguments);
    assert!(output.status.success(), "{output:?}");
    says_nothing("found", &output);
    assert!(world.path().join(".local/share/asamblea/vault").exists());
    // By the variable; a data folder named by the system counts where it is set.
    let third = world.path().join("third");
    let output = run(
        &world,
        &[("ASAMBLEA_PROFILE", third.to_str().unwrap())],
        &arguments,
    );
    assert!(output.status.success(), "{output:?}");
    assert!(third.join("vault").exists());
    let data = world.path().join("data");
    let output = run(
        &world,
        &[("XDG_DATA_HOME", data.to_str().unwrap())],
        &arguments,
    );
    assert!(output.status.success(), "{output:?}");
    assert!(data.join("asamblea/vault").exists());

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
        let arguments: Vec<&str> = file.iter().chain(command).copied().collect();
        says_nothing(command[0], &run(&world, &[], &arguments));
    }
    let pages = world.path().join("pages");
    std::fs::create_dir(&pages).unwrap();
    let output = run(&world, &[], &["man", pages.to_str().unwrap()]);
    assert!(output.status.success(), "{output:?}");
    for page in std::fs::read_dir(&pages).unwrap() {
        let bytes = std::fs::read(page.unwrap().path()).unwrap();
        assert!(found_in(&bytes, &needles()).is_empty());
    }
    // Without its passphrase the one that is locked says no name either.
    let _locked = s.run(["lock"]).done();
    let one = s.profile().to_str().unwrap().to_owned();
    let wrong = world.file("wrong", "otra lechuga tranvía dominó");
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
        let named = [
            "--profile",
            &one,
            "--passphrase-file",
            wrong.to_str().unwrap(),
        ];
        let arguments: Vec<&str> = named.iter().chain(command).copied().collect();
        says_nothing(command[0], &run(&world, &[], &arguments));
    }
    let status = s.run(["status"]).object();
    assert_eq!(status["locked"], true);
    for key in ["network", "org", "person"] {
        assert!(status[key].is_null(), "{status}");
    }
    assert_eq!(s.stop(), 0);
    for command in [&["status"][..], &["unlock"], &["thread", "list"]] {
        let named = [
            "--profile",
            &one,
            "--passphrase-file",
            wrong.to_str().unwrap(),
        ];
        let arguments: Vec<&str> = named.iter().chain(command).copied().collect();
        let output = run(&world, &[], &arguments);
        assert_eq!(output.status.code(), Some(3), "{output:?}");
        says_nothing(command[0], &output);
    }
}
