//! Profiles that older programs wrote: each is opened, shows what it showed, and is written on.
//!
//! One lies in `tests/data/profile-1`, without its index, beside what it shows. A change that makes
//! this fail has changed the format of a file: it needs a new version of it, a way from the old
//! one, and one more folder here. `BLESS_PROFILE=1` writes the folder where there is none.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where its world cannot be made"
)]

use std::fs::{Permissions, copy, create_dir_all, read_dir, set_permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use asamblea_node::api::{Reply, Request};
use asamblea_node::engine::Engine;
use asamblea_node::store::Profile;
use asamblea_tests::rot::{PASSPHRASE, Sample, Sight, open_folder};

/// The sample is looked at this long after it was begun, so that nothing of it is overdue.
const MS: u64 = 10_000_000;
/// What a profile holds that cannot be made anew from the rest.
const PARTS: [&str; 4] = ["vault", "keys", "heads", "journal"];

fn kept() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data")
}

/// Copies a folder, for its owner alone.
fn carry(from: &Path, to: &Path) {
    create_dir_all(to).unwrap();
    set_permissions(to, Permissions::from_mode(0o700)).unwrap();
    for entry in read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let to = to.join(path.file_name().unwrap());
        if path.is_dir() {
            carry(&path, &to);
        } else {
            copy(&path, &to).unwrap();
            set_permissions(&to, Permissions::from_mode(0o600)).unwrap();
        }
    }
}

/// What a profile shows that came without its index.
fn sight_of(engine: &mut Engine) -> Sight {
    let mut sight = Sight::of(engine);
    sight.doctor.retain(|line| !line.starts_with("index:"));
    sight
}

fn bless(folder: &Path) {
    let sample = Sample::new(1);
    let scratch = sample.copy_to_scratch();
    std::fs::remove_dir_all(scratch.path().join("index")).unwrap();
    std::fs::remove_file(scratch.path().join("lock")).unwrap();
    carry(scratch.path(), folder);
    let mut engine = open_folder(scratch.path(), &sample.root, 1, MS).unwrap();
    let shown = folder.with_extension("txt");
    std::fs::write(shown, format!("{:#?}\n", sight_of(&mut engine))).unwrap();
}

#[test]
fn a_profile_of_the_first_format_opens_and_shows_what_it_showed() {
    let folder = kept().join("profile-1");
    if std::env::var_os("BLESS_PROFILE").is_some() && !folder.exists() {
        bless(&folder);
    }
    for part in PARTS {
        assert!(folder.join(part).exists(), "{part} is missing");
    }
    let scratch = tempfile::tempdir().unwrap();
    let at = scratch.path().join("profile");
    carry(&folder, &at);
    let (profile, root) = Profile::open(&at, PASSPHRASE).unwrap();
    assert!(profile.vault_is_whole() && !profile.vault_was_damaged());
    let mut engine = open_folder(&at, root.expose(), 1, MS).unwrap();
    let sight = sight_of(&mut engine);
    assert!(!sight.unwell && sight.posts.len() > 10 && sight.facts.len() > 5);
    let shown = std::fs::read_to_string(folder.with_extension("txt")).unwrap();
    assert_eq!(format!("{sight:#?}\n"), shown);
    let thread = sight.posts.values().next().unwrap().0.clone();
    let reply = Request::ThreadReply {
        id: thread.clone(),
        to: None,
        body: "escrito más tarde".to_owned(),
    };
    engine.request(reply).unwrap();
    engine.flush().unwrap();
    engine.finish().unwrap();
    drop(engine);
    let mut engine = open_folder(&at, root.expose(), 2, MS).unwrap();
    let Ok(Reply::Posts { posts, damaged }) = engine.request(Request::ThreadShow { id: thread })
    else {
        panic!("its posts");
    };
    assert!(!damaged && posts.iter().any(|post| post.body == "escrito más tarde"));
}
