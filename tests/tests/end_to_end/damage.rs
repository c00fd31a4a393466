//! A damaged profile as a person meets it: what is said, what still works, what mends it.

use std::path::{Path, PathBuf};

use asamblea_tests::binary::{Device, World, copy_folder, text, until};

use crate::{AGREE, two_with_thread};

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().path()).collect()
}

fn flip(file: &Path, at: usize) {
    let mut bytes = std::fs::read(file).unwrap();
    bytes[at] ^= 4;
    std::fs::write(file, bytes).unwrap();
}

/// One bit of the largest piece of a journal, where what was written last lies.
pub(crate) fn flip_near_the_end(profile: &Path) {
    let segment = files(&profile.join("journal"))
        .into_iter()
        .max_by_key(|file| file.metadata().unwrap().len())
        .unwrap();
    let size = std::fs::read(&segment).unwrap().len();
    flip(&segment, size - 1_500);
}

/// A founder, another organization, and a thread with posts of both; nothing runs.
fn pair(world: &World) -> (Device, Device, String) {
    let (mut s, mut a, thread) = two_with_thread(world, "cero");
    for number in 0..4 {
        a.reply(&thread, &format!("de A {number}"));
        s.reply(&thread, &format!("de S {number}"));
    }
    until(AGREE, "all posts at A", || {
        (a.posts(&thread).len() == 9).then_some(())
    });
    assert_eq!(a.stop(), 0);
    assert_eq!(s.stop(), 0);
    (s, a, thread)
}

fn state_of_network(status: &serde_json::Value) -> String {
    let spaces = status["spaces"].as_array().unwrap();
    let network = spaces.iter().find(|space| space["kind"] == "network");
    text(&network.unwrap()["state_hash"])
}

#[test]
fn a_flipped_bit_is_said_with_status_7_and_a_meeting_heals_it() {
    let world = World::new();
    let (mut s, mut a, thread) = pair(&world);
    // The last posts lie at the end.
    flip_near_the_end(a.profile());

    let shown = a.run(["thread", "show", &thread]);
    assert_eq!(shown.status, 7, "{shown:?}");
    // A post is missing, or a note of this device that lies among the last.
    assert!((1..=9).contains(&shown.lines.len()), "{shown:?}");
    assert_eq!(a.run(["thread", "list"]).status, 7);
    for doctor in [["doctor", "--deep"].as_slice(), &["doctor"]] {
        let checks = a.run(doctor);
        assert_eq!(checks.status, 7, "{checks:?}");
        let journal = checks.lines.iter().find(|row| row["check"] == "journal");
        let journal = journal.unwrap();
        assert_eq!(
            (&journal["ok"], &journal["damaged"]),
            (&false.into(), &true.into())
        );
        assert!(!text(&journal["mend"]).is_empty());
    }
    let alerts = a.status()["alerts"].clone();
    let damaged = alerts.as_array().unwrap().iter();
    assert_eq!(
        damaged.filter(|alert| alert["code"] == "damaged").count(),
        1,
        "{alerts}"
    );
    let said = a.say(["alerts", "list"]);
    assert!(said.text.contains("asamblea sync"), "{}", said.text);

    s.start(&[]);
    let _synced = a.run(["sync", "--connect", &s.address()]).done();
    assert_eq!(a.posts(&thread).len(), 9);
    let _well = a.run(["doctor", "--deep"]).done();
    let status = a.status();
    assert_eq!(state_of_network(&status), state_of_network(&s.status()));
    let alerts = status["alerts"].as_array().unwrap().iter();
    assert_eq!(alerts.filter(|alert| alert["code"] == "damaged").count(), 0);
    a.start(&[&s.address()]);
    a.reply(&thread, "después");
}

/// A pair whose A wrote on, and said so to S, after a copy was made of all.
fn gone_on(world: &World) -> (Device, Device, String, World) {
    let (mut s, mut a, thread) = pair(world);
    let old = world.copy();
    a.start(&[]);
    a.reply(&thread, "solo aquí y en S");
    s.start(&[&a.address()]);
    until(AGREE, "the post at S", || {
        (s.posts(&thread).len() == 10).then_some(())
    });
    assert_eq!(a.stop(), 0);
    (s, a, thread, old)
}

#[test]
fn a_journal_set_back_writes_nothing_before_it_asked() {
    let world = World::new();
    let (s, a, thread, old) = gone_on(&world);
    for folder in ["journal", "mirror"] {
        let folder = a.profile().join(folder);
        for file in files(&folder) {
            std::fs::remove_file(file).unwrap();
        }
        let was = old.path().join("A").join(folder.file_name().unwrap());
        for file in files(&was) {
            std::fs::copy(&file, folder.join(file.file_name().unwrap())).unwrap();
        }
    }
    let refused = a.run(["thread", "reply", &thread, "--body", "dos veces"]);
    refused.fails(7, "damaged");
    assert_eq!(a.run(["thread", "show", &thread]).status, 7);
    let _synced = a.run(["sync", "--connect", &s.address()]).done();
    assert_eq!(a.posts(&thread).len(), 10);
    a.reply(&thread, "ahora sí");
    let _synced = a.run(["sync", "--connect", &s.address()]).done();
    assert_eq!(s.posts(&thread).len(), 11);
    let _well = a.run(["doctor", "--deep"]).done();
}

#[test]
fn a_whole_folder_put_back_is_told_once_a_peer_brings_what_it_lacks() {
    let world = World::new();
    let (s, a, thread, old) = gone_on(&world);
    std::fs::remove_dir_all(a.profile()).unwrap();
    copy_folder(&old.path().join("A"), a.profile());

    // Alone it knows nothing of it.
    assert_eq!(a.posts(&thread).len(), 9);
    let told = |a: &Device| -> Vec<serde_json::Value> {
        let rows = a.run(["alerts", "list"]).done().lines.into_iter();
        rows.filter(|row| row["code"] == "set_back").collect()
    };
    assert!(told(&a).is_empty());
    let _synced = a.run(["sync", "--connect", &s.address()]).done();
    assert_eq!(a.posts(&thread).len(), 10);
    let rows = told(&a);
    let [row] = rows.as_slice() else {
        panic!("{rows:?}");
    };
    let device = a.status()["device"].clone();
    assert_eq!((&row["device"], &row["done"]), (&device, &false.into()));
    let said = a.say(["alerts", "list"]).text;
    for words in ["volvió a un estado más viejo", "asamblea device revoke"] {
        assert!(said.contains(words), "{said}");
    }
    assert!(told(&s).is_empty(), "nobody else is told");

    // It goes on from there, and tells no second history.
    a.reply(&thread, "ahora sí");
    let _synced = a.run(["sync", "--connect", &s.address()]).done();
    assert_eq!(s.posts(&thread).len(), 11);
    let forks = s.run(["alerts", "list"]).done().lines;
    assert!(forks.iter().all(|row| row["code"] != "fork"), "{forks:?}");
    assert_eq!(told(&a), rows, "once");
    let _well = a.run(["doctor", "--deep"]).done();
}

#[test]
fn one_copy_of_anything_is_mended_and_said() {
    let world = World::new();
    let (_, a, thread) = pair(&world);
    for file in ["vault", "heads", "keys"] {
        flip(&a.profile().join(file), 60);
        assert_eq!(a.posts(&thread).len(), 9, "{file}");
        let alerts = a.run(["alerts", "list"]).done().lines;
        let mended = alerts.iter().filter(|alert| alert["code"] == "mended");
        assert!(
            mended.clone().any(|alert| alert["subject"] == file),
            "{file}: {alerts:?}"
        );
        let _well = a.run(["doctor", "--deep"]).done();
    }
    // Each again: what was mended is whole.
    for file in ["vault", "heads", "keys"] {
        let path = a.profile().join(file);
        let half = std::fs::read(&path).unwrap().len() / 2;
        flip(&path, half + 60);
        assert_eq!(a.posts(&thread).len(), 9, "{file}");
    }
    let is_said = |checks: &[serde_json::Value]| {
        let index = checks.iter().find(|row| row["check"] == "index").unwrap();
        assert_eq!(
            (&index["ok"], &index["damaged"]),
            (&true.into(), &false.into())
        );
        index["mended"] == true && text(&index["detail"]).contains("rebuilt")
    };
    assert!(!is_said(&a.run(["doctor"]).done().lines));
    std::fs::remove_dir_all(a.profile().join("index")).unwrap();
    assert!(is_said(&a.run(["doctor"]).done().lines), "once");
    assert!(!is_said(&a.run(["doctor"]).done().lines));
    std::fs::remove_dir_all(a.profile().join("index")).unwrap();
    assert!(a.say(["doctor"]).text.contains("se rehizo desde el diario"));
    assert_eq!(a.posts(&thread).len(), 9, "without an index");
    std::fs::remove_dir_all(a.profile().join("index")).unwrap();
    std::fs::write(a.profile().join("index"), "no folder").unwrap();
    assert_eq!(a.posts(&thread).len(), 9, "where no index can be");
    a.reply(&thread, "sin índice");
}

#[test]
fn what_rots_while_a_node_runs_is_found_said_and_mended() {
    let world = World::new();
    let (mut s, mut a, thread) = pair(&world);
    a.start(&[]);
    let told = |a: &Device, code: &str| -> Vec<String> {
        let alerts = a.run(["alerts", "list"]).done().lines;
        let open = alerts.iter().filter(|alert| alert["code"] == code);
        open.map(|alert| text(&alert["subject"])).collect()
    };
    let profile = a.profile().to_owned();
    let file = |name: &str| profile.join(name);
    let half = |name: &str| std::fs::read(file(name)).unwrap().len() / 2;
    let segment = files(&file("mirror")).pop().unwrap();
    for (part, path, at) in [
        ("vault", file("vault"), 60),
        ("vault", file("vault"), half("vault") + 30),
        ("keys", file("keys"), 60),
        ("keys", file("keys"), half("keys") + 60),
        ("heads", file("heads"), 60),
        ("heads", file("heads"), half("heads") + 60),
        ("mirror", file("mirror.heads"), 60),
        ("mirror", segment, 700),
    ] {
        let before = told(&a, "mended").len();
        let was = std::fs::read(&path).unwrap();
        flip(&path, at);
        let checks = a.run(["doctor", "--deep"]).done();
        assert!(
            checks.lines.iter().any(|row| row["mended"] == true),
            "{path:?}: {checks:?}"
        );
        let now = told(&a, "mended");
        assert_eq!(now.len(), before + 1, "{path:?} byte {at}: {now:?}");
        assert!(now.contains(&part.to_owned()), "{path:?}: {now:?}");
        if part == "vault" {
            assert_eq!(std::fs::read(&path).unwrap(), was);
        }
        let _quiet = a.run(["doctor", "--deep"]).done();
        assert_eq!(told(&a, "mended").len(), now.len(), "{path:?}");
    }

    flip_near_the_end(a.profile());
    let _unseen = a.run(["doctor"]).done();
    for _ in 0..2 {
        assert_eq!(a.run(["doctor", "--deep"]).status, 7);
        assert_eq!(a.run(["doctor"]).status, 7);
        let told = told(&a, "damaged");
        assert!(told.contains(&"journal".to_owned()), "{told:?}");
    }
    assert_eq!(a.run(["thread", "show", &thread]).status, 7);
    s.start(&[]);
    let _synced = a.run(["sync", "--connect", &s.address()]).done();
    assert_eq!(a.posts(&thread).len(), 9);
    let _well = a.run(["doctor", "--deep"]).done();
    assert_eq!(a.stop(), 0);
    assert_eq!(a.posts(&thread).len(), 9);
    let _well = a.run(["doctor", "--deep"]).done();
}
