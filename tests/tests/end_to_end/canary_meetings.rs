//! Canaries in every word of a meeting and of a task: none lies readable on the disk.

use asamblea_tests::binary::{World, text};

use crate::canary::{needles_of, search};

const WORDS: [&str; 13] = [
    "quetzalreunion01titulo",
    "quetzalreunion02lugar",
    "quetzalreunion03organo",
    "quetzalreunion04punto",
    "quetzalreunion05presenta",
    "quetzalreunion06invitada",
    "quetzalreunion07acta",
    "quetzalreunion08acuerdo",
    "quetzalreunion09cargo",
    "quetzalreunion10preside",
    "quetzalreunion11nota",
    "quetzalreunion12otrotitulo",
    "quetzalreunion13aviso",
];

#[test]
fn no_word_of_a_meeting_lies_readable_on_the_disk() {
    let world = World::new();
    let mut s = world.founder("S", "Red");
    let [
        title,
        place,
        organ,
        point,
        presenter,
        guest,
        minutes,
        agreed,
        who,
        chair,
        note,
        other,
        answer,
    ] = WORDS;
    let network = s.space("network");
    let new = ["meeting", "new", "--space", &network, "--title", title];
    let more = ["--starts", "2026-12-01T16:00:00Z", "--type", "ordinary"];
    let where_ = ["--place", place, "--organ", organ];
    let made = s.run(new.iter().chain(&more).chain(&where_)).object();
    let id = text(&made["id"]);
    let _changed = s.run(["meeting", "change", &id, "--title", other]).object();
    let answer = ["meeting", "rsvp", &id, "yes", "--note", answer];
    let _answered = s.run(answer).object();
    let item = ["meeting", "item", "add", &id, "--title", point];
    let _item = s
        .run(item.iter().chain(&["--presenter", presenter]))
        .object();
    let guest = ["meeting", "attend", &id, "--who", guest, "--as", "guest"];
    let _guest = s.run(guest).object();
    let _there = s.run(["meeting", "attend", &id]).object();
    let document = text(&s.run(["meeting", "minutes", &id]).object()["id"]);
    s.add_line(&document, minutes);
    let agree = ["meeting", "agree", &id, "--text", agreed, "--who", who];
    let task = text(&s.run(agree).object()["id"]);
    let _closed = s.run(["meeting", "close", &id, "--chair", chair]).object();
    let _said = s.run(["meeting", "approve", &id]).object();
    let _note = s.run(["task", "note", &task, "--body", note]).object();
    // They are there for her who reads.
    let shown = format!("{:?}", s.run(["meeting", "show", &id]).object());
    for word in WORDS.iter().filter(|word| ![title, note].contains(word)) {
        assert!(shown.contains(word), "{word}");
    }
    assert_eq!(s.stop(), 0);
    search(world.path(), &needles_of(&WORDS), &mut 0);
}
