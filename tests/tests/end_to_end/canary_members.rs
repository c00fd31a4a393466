//! Canaries in what is said about members, in proposals that are not voted yet, and on the way
//! back in; and where each kind of content is written before a disk is searched.

use std::collections::BTreeSet;

use asamblea_protocol::content::Body;
use asamblea_tests::binary::{Device, World, text, until};

use crate::AGREE;
use crate::canary::{needles_of, search};
use crate::coordination::verify;
use crate::news::id_of;

const WORDS: [&str; 13] = [
    "quetzalsocia01fundadora",
    "quetzalsocia02marta",
    "quetzalsocia03nora",
    "quetzalsocia04paula",
    "quetzalsocia05consulta",
    "quetzalsocia06texto",
    "quetzalsocia07enmienda",
    "quetzalsocia08tarde",
    "quetzalsocia09reunion",
    "quetzalsocia10tarea",
    "quetzalsocia11orgdos",
    "quetzalsocia12coordinadora",
    "203.0.113.77",
];

/// Which test writes each kind of content and then searches.
const WRITTEN: [(&str, &[u64]); 5] = [
    ("canary", &[1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16]),
    (
        "canary_acts, canary_exports",
        &[
            7, 8, 9, 10, 18, 19, 20, 21, 23, 25, 26, 30, 31, 32, 33, 34, 35, 36, 37, 40, 41, 42,
            43, 44,
        ],
    ),
    ("attachments", &[90, 91]),
    ("canary_meetings", &[50, 51, 52, 53, 54, 55, 56, 57, 58, 61]),
    ("canary_members", &[17, 22, 24, 27, 60]),
];

#[test]
fn every_kind_of_content_is_written_before_a_disk_is_searched() {
    let written: Vec<u64> = WRITTEN
        .iter()
        .flat_map(|(_, kinds)| *kinds)
        .copied()
        .collect();
    let once: BTreeSet<u64> = written.iter().copied().collect();
    assert_eq!(once.len(), written.len(), "each has one place");
    let all: BTreeSet<u64> = Body::KINDS.iter().copied().collect();
    assert_eq!(
        once, all,
        "a new kind needs its words in one of these tests"
    );
}

/// A member of the founder's organization whose folder does not have her name.
fn member(world: &World, folder: &str, name: &str, by: &Device) -> Device {
    let mut device = world.device(folder);
    let code = by.invite(&["member", "--name", name]);
    let address = by.address();
    let join = ["join", &code, "--person", name, "--connect", &address];
    assert_eq!(device.run(join).object()["state"], "joined");
    device.start(&[&address]);
    verify(by, &device);
    device
}

/// A proposal that is out for consultation, changed by another organization, opened, and given to
/// the other to carry; a meeting's task that is done.
fn decide(s: &Device, a: &Device) {
    let w = WORDS;
    let network = s.space("network");
    let new = ["proposal", "new", "--space", &network, "--title", w[4]];
    let rule = ["--method", "majority", "--count", "orgs", "--consult"];
    let closes = ["--closes", "2099-01-01T00:00:00Z", "--body", w[5]];
    let made = s.run(new.iter().chain(&rule).chain(&closes)).object();
    let id = text(&made["id"]);
    until(AGREE, "it is at A", || {
        (a.run(["proposal", "show", &id]).status == 0).then_some(())
    });
    let amend = a.run(["proposal", "amend", &id, "--body", w[6]]).object();
    let amendment = text(&amend["id"]);
    until(AGREE, "the amendment is accepted", || {
        let answer = s.run(["proposal", "amendment", "accept", &amendment]);
        (answer.status == 0).then_some(())
    });
    let _opened = s.run(["proposal", "open", &id]).object();
    let other = until(AGREE, "the roll", || {
        let shown = s.run(["proposal", "show", &id]).object();
        let mine = text(&shown["my_unit"]["id"]);
        let units = shown["units"].as_array()?.clone();
        let other = units.iter().find(|unit| unit["id"] != mine.as_str())?;
        Some(text(&other["id"]))
    });
    let given = s.run(["proposal", "delegate", &id, &other]).object();
    assert_eq!(given["saved"], true, "{given}");
    let new = ["meeting", "new", "--space", &network, "--title", w[8]];
    let when = ["--starts", "2026-12-01T16:00:00Z", "--type", "ordinary"];
    let meeting = text(&s.run(new.iter().chain(&when)).object()["id"]);
    let agree = ["meeting", "agree", &meeting, "--text", w[9], "--who", w[0]];
    let task = text(&s.run(agree).object()["id"]);
    let _done = s.run(["task", "done", &task]).object();
}

/// Marta gives parts of her way back to the two others, and begins it on a new device.
fn asks_for_the_way_back(world: &World, marta: &Device) {
    let w = WORDS;
    let made = marta.run(["recovery", "setup", "--with", w[2], w[3]]);
    let made = made.object();
    assert_eq!((&made["need"], &made["of"]), (&2.into(), &2.into()));
    let new = world.device("r");
    let start = ["recovery", "start", "--person", w[1], "--timeout", "1s"];
    assert_eq!(new.run(start).lines[0]["state"], "asking");
}

#[test]
fn nothing_said_about_members_lies_readable_on_a_disk() {
    let world = World::new();
    let w = WORDS;
    let needles = needles_of(&w);
    let mut s = world.device("s");
    let found = [
        "found",
        "--network",
        "Red",
        "--org",
        "Org",
        "--person",
        w[0],
    ];
    let _founded = s.run(found).object();
    s.start_with(&["--announce", &format!("/ip4/{}/tcp/4001", w[12])]);
    let code = s.invite(&["org", "--name", w[10], "--country", "PY"]);
    let mut a = world.device("a");
    let address = s.address();
    let join = ["join", &code, "--person", w[11], "--connect", &address];
    assert_eq!(a.run(join).object()["state"], "joined");
    a.start(&[&address]);
    let folders = [("m", w[1]), ("n", w[2]), ("p", w[3])];
    let mut members = folders.map(|(folder, name)| member(&world, folder, name, &s));
    for name in [w[2], w[3]] {
        let _known = id_of(&members[0], name, "person");
    }
    decide(&s, &a);

    asks_for_the_way_back(&world, &members[0]);

    let network = s.space("network");
    let thread = ["thread", "new", "--space", &network, "--title", "T"];
    let thread = s.run(thread.iter().chain(&["--body", "antes"])).object();
    let thread = text(&thread["id"]);
    for device in [&members[0], &members[1]] {
        until(AGREE, "the thread", || {
            (device.bodies(&thread) == ["antes"]).then_some(())
        });
    }
    // What S has not heard when it takes her out lies aside, until it is said to stand.
    let marta = id_of(&s, w[1], "person");
    let _down = s.run(["member", "suspend", &marta]).object();
    let nora = id_of(&s, w[2], "person");
    let carried = members[2].address();
    members[1].stop();
    members[1].start(&[&carried, &a.address()]);
    assert_eq!(s.stop(), 0);
    let late = members[1].reply(&thread, w[7]);
    until(AGREE, "the late post at A", || {
        (a.bodies(&thread) == ["antes", w[7]]).then_some(())
    });
    let removed = s.run(["member", "remove", &nora, "--cut"]).object();
    assert_eq!(removed["state"], "removed", "{removed}");
    s.start(&[&a.address()]);
    until(AGREE, "the late post aside", || {
        let rows = s.run(["adopt"]).done().lines;
        rows.iter().any(|row| row["text"] == w[7]).then_some(())
    });
    search(world.path(), &needles, &mut 0);
    let _adopted = s.run(["adopt", &late]).object();
    assert_eq!(
        s.bodies(&thread),
        ["antes", w[7]],
        "it is there for her who reads"
    );

    assert_eq!((s.stop(), a.stop()), (0, 0));
    for member in &mut members {
        member.stop();
    }
    search(world.path(), &needles, &mut 0);
}
