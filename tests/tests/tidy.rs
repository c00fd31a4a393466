//! The fences of the house, as tests: what a compiler does not check and a reader would miss.
//!
//! It reads the sources as text and asks `cargo metadata` for the edges between rooms. It knows no
//! meaning: each rule is one that anybody can check by eye, only faster.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a check without its files has nothing to say"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The most code lines of a file: what one reads without losing the thread.
const CODE_LINES_MAX: usize = 600;
/// The most columns of a line: two files side by side on a laptop.
const COLUMNS_MAX: usize = 100;

/// Files that are longer, each with the reason.
const LONGER: &[(&str, &str)] = &[];

/// Files with lines that the formatter cannot break, inside a macro.
const WIDER: &[&str] = &["node/src/control.rs"];

/// Words that promise work instead of doing it. Cut in two, so that this file may hold them.
const BANNED: &[(&str, &str)] = &[
    ("FIX", "ME"),
    ("TO", "DO:"),
    ("TO", "DO("),
    ("XX", "X "),
    ("to", "do!("),
    ("unimple", "mented!("),
    ("db", "g!("),
    // Paths of one machine.
    ("/ro", "ot/"),
    ("/wo", "rk/"),
    ("../sha", "red"),
];

/// What each room must not depend on, itself or through a path of the workspace.
const FORBIDDEN_EDGES: &[(&str, &[&str])] = &[
    (
        "asamblea-protocol",
        &[
            "asamblea",
            "asamblea-node",
            "crossterm",
            "futures",
            "getrandom",
            "libp2p",
            "ratatui",
            "rustix",
            "sled",
            "tokio",
        ],
    ),
    ("asamblea-node", &["asamblea", "crossterm", "ratatui"]),
    (
        "asamblea",
        &[
            "argon2",
            "asamblea-protocol",
            "blahaj",
            "blake3",
            "chacha20poly1305",
            "ed25519-dalek",
            "hpke",
            "libp2p",
            "rustix",
            "sled",
        ],
    ),
];

/// Crates that one room alone may name, and that room.
const OWNED: &[(&[&str], &[&str])] = &[
    (
        &[
            "argon2",
            "blahaj",
            "blake3",
            "chacha20poly1305",
            "ed25519_dalek",
            "hpke",
        ],
        &["protocol/src/crypto.rs", "protocol/src/crypto/"],
    ),
    (
        &["loro"],
        &["protocol/src/document.rs", "protocol/src/document/"],
    ),
    (&["libp2p"], &["node/src/network.rs", "node/src/network/"]),
    (
        &["sled"],
        &["node/src/store/index.rs", "node/src/store/index/"],
    ),
];

/// What the pure room never says, outside its tests.
const IMPURE: &[&str] = &[
    "async ",
    "::now(",
    "std::env",
    "std::fs",
    "std::process",
    "std::thread",
    "TcpListener",
    "TcpStream",
    "UdpSocket",
    "println!",
];

fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().expect("a workspace").to_owned()
}

/// Every text file of the repository by its path from the root.
fn files(extensions: &[&str]) -> BTreeMap<String, String> {
    let (root, mut found) = (root(), BTreeMap::new());
    let mut open = vec![root.clone()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().and_then(|n| n.to_str()).unwrap_or("");
            if path.is_dir() {
                if !matches!(name, "target" | ".git") {
                    open.push(path);
                }
                continue;
            }
            let extension = path.extension().and_then(|e| e.to_str()).unwrap_or(name);
            if extensions.contains(&extension) {
                let place = path.strip_prefix(&root).expect("inside").display();
                let text = fs::read_to_string(&path).expect("UTF-8");
                found.insert(place.to_string(), text);
            }
        }
    }
    assert!(!found.is_empty(), "no files of {extensions:?}");
    found
}

fn read(place: &str) -> String {
    fs::read_to_string(root().join(place)).unwrap_or_else(|error| panic!("{place}: {error}"))
}

/// Code before the tests inside a file; nothing of a file that is all tests.
fn outside_tests<'a>(place: &str, text: &'a str) -> &'a str {
    if place.ends_with("/tests.rs") || place.contains("/tests/") {
        return "";
    }
    let end = text.find("#[cfg(test)]\nmod tests {").unwrap_or(text.len());
    &text[..end]
}

fn is_code(line: &str) -> bool {
    let line = line.trim_start();
    !line.is_empty() && !line.starts_with("//")
}

/// Whether a line of code names a crate: as a word, followed by `::`, `;` or a space.
fn names(text: &str, krate: &str) -> bool {
    text.lines().filter(|line| is_code(line)).any(|line| {
        line.match_indices(krate).any(|(at, _)| {
            let before = line[..at].chars().next_back();
            let after = &line[at + krate.len()..];
            before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != ':' && c != '"')
                && (after.starts_with("::")
                    || line.trim_start().starts_with("use ") && after.starts_with(';'))
        })
    })
}

/// A sentence, or the arguments of a property: neither can be broken in two.
fn is_unbreakable(place: &str, line: &str) -> bool {
    line.trim_start().starts_with('"') || line.contains(" in prop::") || WIDER.contains(&place)
}

#[track_caller]
fn none(broken: &[String]) {
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[test]
fn every_source_file_says_what_it_owns() {
    let sources = files(&["rs"]);
    let silent: Vec<String> = sources
        .iter()
        // The file beside it says what is tested.
        .filter(|(place, _)| !place.ends_with("/tests.rs"))
        .filter(|(_, text)| !text.starts_with("//! "))
        .map(|(place, _)| format!("{place}: begins without a module doc"))
        .collect();
    none(&silent);
}

#[test]
fn files_and_lines_keep_their_sizes() {
    let mut broken = Vec::new();
    for (place, text) in files(&["rs"]) {
        let code = text.lines().filter(|line| is_code(line)).count();
        let allowed = LONGER.iter().any(|(longer, _)| *longer == place);
        if (code > CODE_LINES_MAX) != allowed {
            broken.push(format!(
                "{place}: {code} code lines, at most {CODE_LINES_MAX}; see LONGER"
            ));
        }
        for (number, line) in text.lines().enumerate() {
            let columns = line.chars().count();
            if columns > COLUMNS_MAX && !is_unbreakable(&place, line) {
                broken.push(format!("{place}:{}: {columns} columns", number + 1));
            }
        }
    }
    none(&broken);
}

#[test]
fn nobody_leaves_promises_or_paths_of_one_machine() {
    let mut broken = Vec::new();
    for (place, text) in files(&["rs", "md", "toml", "ftl", "snap", "run", "txt", "py"]) {
        for (head, tail) in BANNED {
            let word = format!("{head}{tail}");
            if text.contains(&word) {
                broken.push(format!("{place}: holds {word:?}"));
            }
        }
    }
    none(&broken);
}

#[test]
fn rooms_depend_only_on_what_they_may_know() {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args([
            "metadata",
            "--format-version",
            "1",
            "--no-deps",
            "--offline",
        ])
        .current_dir(root())
        .output()
        .expect("cargo metadata");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let (mut broken, mut seen) = (Vec::new(), 0);
    for (room, forbidden) in FORBIDDEN_EDGES {
        let package = packages.iter().find(|package| package["name"] == **room);
        let edges = package
            .and_then(|p| p["dependencies"].as_array())
            .expect("a room");
        for name in edges.iter().filter_map(|edge| edge["name"].as_str()) {
            seen += 1;
            if forbidden.contains(&name) {
                broken.push(format!("{room} depends on {name}"));
            }
        }
    }
    assert!(seen > 20, "cargo metadata told of {seen} edges");
    none(&broken);
}

#[test]
fn a_crate_with_an_owner_is_named_in_its_room_alone() {
    let (mut broken, sources) = (Vec::new(), files(&["rs"]));
    for (crates, rooms) in OWNED {
        for krate in *crates {
            let users = || {
                let shipped = |place: &str| {
                    !place.starts_with("tests/") && !place.starts_with("protocol/tests/")
                };
                sources
                    .iter()
                    .filter(move |(place, text)| shipped(place) && names(text, krate))
            };
            assert!(users().next().is_some(), "nobody names {krate}");
            broken.extend(
                users()
                    .filter(|(place, _)| !rooms.iter().any(|room| place.starts_with(room)))
                    .map(|(place, _)| format!("{place}: names {krate}")),
            );
        }
    }
    none(&broken);
}

#[test]
fn the_protocol_has_no_clock_disk_socket_thread_or_async() {
    let mut broken = Vec::new();
    for (place, text) in files(&["rs"]) {
        if !place.starts_with("protocol/src/") {
            continue;
        }
        for line in outside_tests(&place, &text)
            .lines()
            .filter(|line| is_code(line))
        {
            for word in IMPURE.iter().filter(|word| line.contains(**word)) {
                broken.push(format!("{place}: {word:?} in {:?}", line.trim()));
            }
        }
    }
    none(&broken);
}

#[test]
fn the_byte_specification_names_every_domain_limit_and_kind() {
    let wire = read("docs/wire.md");
    let mut wanted = BTreeSet::new();
    for line in read("protocol/src/crypto/hash.rs").lines() {
        if let Some((_, rest)) = line.split_once("=> \"asamblea 1 ") {
            let context = rest.trim_end().trim_end_matches(',').trim_end_matches('"');
            wanted.insert(format!("asamblea 1 {context}"));
        }
    }
    for line in read("protocol/src/limits.rs").lines() {
        if let Some(rest) = line.strip_prefix("pub const ") {
            wanted.insert(rest.split(':').next().unwrap_or("").to_owned());
        }
    }
    assert!(wanted.len() > 50, "found {} names only", wanted.len());
    let missing = wanted
        .iter()
        .filter(|name| !wire.contains(&format!("`{name}`")));
    none(
        &missing
            .map(|name| format!("docs/wire.md lacks `{name}`"))
            .collect::<Vec<_>>(),
    );
    for kind in content_kinds() {
        assert!(
            wire.contains(&kind),
            "docs/wire.md lacks content kind {kind:?}"
        );
    }
}

/// Rows of the table of content kinds, as the byte specification writes them.
fn content_kinds() -> Vec<String> {
    let source = read("protocol/src/content.rs");
    let table = source
        .split("\nbodies! {")
        .nth(1)
        .expect("the table of kinds");
    let table = table.split("\n}").next().unwrap_or("");
    let kinds: Vec<String> = table
        .lines()
        .filter_map(|line| line.trim().trim_end_matches(',').split_once(" = "))
        .map(|(name, number)| format!("| {number} | {name} |"))
        .collect();
    assert!(kinds.len() >= 16, "found {} kinds only", kinds.len());
    kinds
}

/// The words in quotes that are made like a code.
fn codes(text: &str) -> impl Iterator<Item = &str> {
    text.split('"').skip(1).step_by(2).filter(|word| {
        let mut letters = word.bytes();
        !word.is_empty() && letters.all(|b| b.is_ascii_lowercase() || b == b'_')
    })
}

#[test]
fn every_alert_is_raised_under_a_listed_code() {
    let list = read("node/src/api/alert.rs");
    let end = list.find("];").expect("the end of the list");
    let listed: BTreeSet<&str> = codes(&list[..end]).collect();
    let mut broken = Vec::new();
    let news = read("node/src/engine/watch/news.rs");
    let mut raised: Vec<&str> = codes(&news).collect();
    let files = files(&["rs"]);
    let engine = files
        .iter()
        .filter(|(place, _)| place.starts_with("node/src/"));
    for (_, text) in engine {
        let calls = ["alert(", "say_out("].map(|call| text.split(call).skip(1));
        for after in calls.into_iter().flatten() {
            let first = after.trim_start();
            raised.extend(
                first
                    .strip_prefix('"')
                    .and_then(|rest| rest.split('"').next()),
            );
        }
    }
    assert!(raised.len() > listed.len() / 2, "{raised:?}");
    for code in raised {
        if !listed.contains(code) {
            broken.push(format!(
                "{code} is not in ALERT_CODES of node/src/api/alert.rs"
            ));
        }
    }
    none(&broken);
}

/// What is said after these words and before a quote names a subject of an error: with the kind
/// that stands between them, else with the one beside it. Where a function puts a beginning before
/// it, that stands there too; a `?` is one of its file.
const SUBJECT_CALLS: [(&str, &str, &str); 9] = [
    ("ApiError::about(ErrorKind::", "", ""),
    (" about(ErrorKind::", "", "?"),
    ("=about(ErrorKind::", "", "?"),
    ("|about(ErrorKind::", "", "?"),
    ("(about(ErrorKind::", "", "?"),
    ("usage(", "Usage", ""),
    ("missing(", "Usage", ""),
    ("wrong(", "Usage", ""),
    ("refused(", "NotPermitted", "leaving-"),
];

/// Subjects of errors that a file of the node names, with their kinds where those stand beside
/// them. Faults of the program itself have none: what they are about is for whoever mends it.
fn subjects(place: &str, text: &str) -> BTreeSet<(String, String)> {
    let code: Vec<&str> = text.lines().filter(|line| is_code(line)).collect();
    // One line of it all: an argument may stand below the call that it belongs to.
    let code = code.join(" ");
    let code: Vec<&str> = code.split_whitespace().collect();
    let code = code.join(" ").replace("( ", "(");
    let family = match place {
        place if place.contains("serve/assessments") => "assessment-",
        place if place.contains("serve/plans") => "plan-",
        _ => "",
    };
    let mut found = BTreeSet::new();
    for (call, kind, before) in SUBJECT_CALLS {
        let before = if before == "?" { family } else { before };
        for after in code.split(call).skip(1) {
            let (kind, after) = match kind {
                "" => after.split_once(", ").unwrap_or_default(),
                kind => (kind, after),
            };
            let quoted = after.strip_prefix('"');
            let subject = quoted.and_then(|rest| rest.split('"').next());
            if let Some(subject) = subject.filter(|_| kind != "Internal") {
                found.insert((kind.to_owned(), format!("{before}{subject}")));
            }
        }
    }
    // A constant, or a word on its way to one of those calls, is known by its beginning.
    let words = code.split('"').skip(1).step_by(2);
    let words = words.filter(|word| is_of_family(word));
    found.extend(words.map(|word| (String::new(), word.to_owned())));
    found
}

fn is_of_family(word: &str) -> bool {
    const FAMILIES: [&str; 8] = [
        "agenda-",
        "attachment-",
        "meeting-",
        "membership-",
        "recovery-",
        "thread-",
        "travel-",
        "vote-",
    ];
    let mut letters = word.bytes();
    letters.all(|b| b.is_ascii_lowercase() || b == b'-')
        && FAMILIES.iter().any(|family| word.starts_with(family))
}

#[test]
fn every_subject_of_an_error_is_listed() {
    let list = read("node/src/api/subject.rs");
    let listed: BTreeSet<&str> = list.split('"').skip(1).step_by(2).collect();
    let (mut named, mut broken) = (BTreeSet::new(), Vec::new());
    for (place, text) in files(&["rs"]) {
        if !place.starts_with("node/src/") || place.ends_with("/api/subject.rs") {
            continue;
        }
        for (kind, subject) in subjects(&place, outside_tests(&place, &text)) {
            let with_kind = format!("(ErrorKind::{kind}, \"{subject}\")");
            let known = match kind.as_str() {
                "" => listed.contains(subject.as_str()),
                _ => list.contains(&with_kind),
            };
            if !known {
                broken.push(format!(
                    "{place}: {kind} {subject:?} is not in SUBJECTS of node/src/api/subject.rs"
                ));
            }
            named.insert(subject);
        }
    }
    let found = listed.iter().filter(|subject| named.contains(**subject));
    let found = found.count();
    assert!(found > listed.len() * 3 / 4, "only {found} are found");
    none(&broken);
}

#[test]
fn the_handbook_has_the_same_pages_in_both_languages() {
    let pages = |language: &str| -> BTreeSet<String> {
        let prefix = format!("docs/handbook/{language}/");
        files(&["md"])
            .keys()
            .filter_map(|place| place.strip_prefix(&prefix).map(ToOwned::to_owned))
            .collect()
    };
    let (spanish, english) = (pages("es"), pages("en"));
    assert!(spanish.len() >= 6);
    assert_eq!(spanish, english);
}

#[test]
fn links_between_documents_lead_somewhere() {
    let mut broken = Vec::new();
    for (place, text) in files(&["md"]) {
        let folder = root().join(&place).parent().expect("a folder").to_owned();
        for (_, rest) in text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split_once(')').map(|(to, after)| (after, to)))
        {
            let target = rest.split('#').next().unwrap_or("");
            if !target.is_empty() && !target.contains("://") && !folder.join(target).exists() {
                broken.push(format!("{place}: {rest} leads nowhere"));
            }
        }
    }
    none(&broken);
}

#[test]
fn paths_in_the_map_of_the_code_exist() {
    let map = read("ARCHITECTURE.md");
    let quoted = map.split('`').skip(1).step_by(2);
    let places = quoted.filter(|text| {
        ["protocol/", "node/", "tui/", "tests/", "docs/"]
            .iter()
            .any(|room| text.starts_with(room))
            && !text.contains([' ', '{', '*', '<'])
    });
    let (mut broken, mut seen) = (Vec::new(), 0);
    for place in places {
        seen += 1;
        if !root().join(place).exists() {
            broken.push(format!("ARCHITECTURE.md: {place} is not there"));
        }
    }
    assert!(seen > 20, "the map names {seen} places only");
    none(&broken);
}
