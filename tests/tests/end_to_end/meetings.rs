//! Meetings: called, attended also by proxy, written by several, agreed, closed; and the tasks
//! that come of them.

use asamblea_protocol::crypto::Digest;
use asamblea_tests::binary::{Device, World, text, until};
use serde_json::Value;

use crate::AGREE;
use crate::together::same_states;

/// A meeting as a device sees it, once it does.
fn meeting(device: &Device, id: &str) -> Option<Value> {
    let output = device.run(["meeting", "show", id]);
    (output.status == 0).then(|| output.object())
}

fn rows<'a>(meeting: &'a Value, key: &str) -> &'a Vec<Value> {
    meeting[key].as_array().expect("a list")
}

/// The numbers of the agreements that a device sees.
fn numbers(device: &Device, id: &str) -> Vec<String> {
    let shown = meeting(device, id).expect("the meeting");
    let mut numbers: Vec<String> = rows(&shown, "agreements")
        .iter()
        .map(|row| text(&row["number"]))
        .collect();
    numbers.sort();
    numbers
}

fn call(s: &Device) -> String {
    let network = s.space("network");
    let call = [
        "--space",
        &network,
        "--title",
        "Asamblea",
        "--starts",
        "2026-12-01 16:00",
        "--zone",
        "America/Lima",
        "--type",
        "ordinary",
        "--quorum",
        "3",
        "--second-call",
        "17:00",
        "--second-quorum",
        "2",
    ];
    let made = s.run(["meeting", "new"].iter().chain(&call)).object();
    assert_eq!(made["saved"], true, "{made}");
    let id = text(&made["id"]);
    for (title, to) in [("Informes", "1"), ("Varios", "2"), ("Presupuesto", "2")] {
        let item = ["meeting", "item", "add", &id, "--title", title, "--to", to];
        assert_eq!(s.run(item).object()["saved"], true);
    }
    let _done = s.run(["meeting", "item", "done", &id, "Informes"]).object();
    id
}

/// Two are there, the third lets one of them speak.
fn attend(s: &Device, a: &Device, b: &Device, id: &str) {
    let before = s
        .run(["meeting", "attend", id, "--as", "delegate"])
        .object();
    assert_eq!(before["quorum"]["met"], false, "{before}");
    let _there = a.run(["meeting", "attend", id]).object();
    let _proxy = b
        .run(["meeting", "attend", id, "--proxy", "Org A"])
        .object();
    for device in [s, a, b] {
        until(AGREE, "the quorum", || {
            let quorum = meeting(device, id)?["quorum"].take();
            (quorum["met"] == true).then(|| {
                assert_eq!(quorum["counts"], "orgs", "{quorum}");
                let counted = [&quorum["present"], &quorum["proxies"], &quorum["of"]];
                assert_eq!(counted, [2, 1, 3], "{quorum}");
            })
        });
    }
    // Nobody lets herself speak.
    let own = a.run(["meeting", "attend", id, "--proxy", "Org A"]);
    own.fails(5, "not_permitted");
}

fn agree(device: &Device, id: &str, said: &str, who: &str, due: &str) -> Value {
    let what = ["--text", said, "--who", who, "--due", due];
    device
        .run(["meeting", "agree", id].iter().chain(&what))
        .object()
}

/// Tasks of a device's own as (number, state, overdue).
fn own_tasks(device: &Device) -> Vec<(String, String, bool)> {
    let rows = device.run(["task", "list", "--mine"]).done().lines;
    let row = |row: &Value| {
        let overdue = row["overdue"].as_bool().expect("a bool");
        (text(&row["number"]), text(&row["state"]), overdue)
    };
    rows.iter().map(row).collect()
}

#[test]
fn three_organizations_meet_agree_at_once_and_freeze_the_same_minutes() {
    let world = World::new();
    let mut s = world.founder("S", "Red");
    let mut a = world.organization("A", &s);
    let mut b = world.organization("B", &s);
    let id = call(&s);
    for device in [&a, &b] {
        let shown = until(AGREE, "the call with its points", || {
            meeting(device, &id).filter(|shown| rows(shown, "items").len() == 3)
        });
        let titles: Vec<_> = rows(&shown, "items")
            .iter()
            .map(|i| text(&i["title"]))
            .collect();
        assert_eq!(titles, ["Informes", "Presupuesto", "Varios"], "{shown}");
        assert_eq!(shown["starts"], "2026-12-01T21:00:00Z", "{shown}");
    }
    attend(&s, &a, &b, &id);

    let minutes = text(&meeting(&s, &id).expect("the meeting")["minutes"]);
    until(AGREE, "the document of the minutes", || {
        a.document(&minutes).and(b.document(&minutes))
    });
    assert_eq!((s.stop(), a.stop(), b.stop()), (0, 0, 0));
    // Cut off from each other, two write and both take the next number.
    s.add_line(&minutes, "Habló S.");
    a.add_line(&minutes, "Habló A.");
    let first = agree(&s, &id, "Pedir audiencia", "Org B", "2026-01-31");
    let second = agree(&a, &id, "Escribir la carta", "Persona B", "2099-12-31");
    assert_eq!(
        first["number"], second["number"],
        "nobody knew of the other"
    );
    let number = text(&first["number"]);
    let both = [format!("{number}a"), format!("{number}b")];
    s.start(&[]);
    let address = s.address();
    a.start(&[&address]);
    b.start(&[&address]);
    for device in [&s, &a, &b] {
        until(AGREE, "both agreements, told apart", || {
            (numbers(device, &id) == both).then_some(())
        });
        until(AGREE, "what both wrote", || {
            let written = device.document(&minutes)?;
            (written.contains("Habló S.") && written.contains("Habló A.")).then_some(())
        });
    }

    // Only she who called, or an admin of the space, freezes the minutes.
    for (device, may) in [(&s, true), (&a, false)] {
        let shown = device.run(["meeting", "show", &id]).object();
        assert_eq!(shown["may_change"], may, "{shown}");
    }
    let refused = a.run(["meeting", "close", &id]);
    refused.fails(5, "not_permitted");
    assert!(refused.stderr.contains("called the meeting"), "{refused:?}");
    let closed = s.run(["meeting", "close", &id, "--chair", "Ana"]).object();
    let hash = text(&closed["hash"]);
    frozen([&s, &a, &b], &id, &hash, &both[0]);
    approve([&s, &a, &b], &id, &hash);
    tasks(&s, &b, &number);
}

#[test]
fn who_comes_is_said_ahead_and_the_last_word_of_each_stands() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let a = world.organization("A", &s);
    let network = s.space("network");
    let new = ["meeting", "new", "--space", &network, "--title", "Lejana"];
    let when = ["--starts", "2099-12-01T16:00:00Z", "--type", "ordinary"];
    let id = text(&s.run(new.iter().chain(&when)).object()["id"]);
    until(AGREE, "the call at A", || meeting(&a, &id));
    let row = |device: &Device| device.run(["meeting", "list"]).done().lines.remove(0);
    assert_eq!(row(&a)["to_answer"], true, "{}", row(&a));
    let said = a.run(["meeting", "rsvp", &id, "yes"]).object();
    assert_eq!(said["answers"]["mine"], "yes", "{said}");
    assert_eq!(row(&a)["to_answer"], false, "{}", row(&a));
    let counts = |device: &Device| {
        let answers = meeting(device, &id)?["answers"].take();
        let of = |key: &str| answers[key].as_u64();
        Some((of("coming")?, of("declined")?, of("of")?))
    };
    until(AGREE, "A's word at S", || {
        (counts(&s)? == (1, 0, 2)).then_some(())
    });
    assert_eq!(row(&s)["coming"], 1, "{}", row(&s));
    let changed = ["meeting", "rsvp", &id, "no", "--note", "sin pasajes"];
    let _changed = a.run(changed).object();
    let _own = s.run(["meeting", "rsvp", &id, "yes"]).object();
    for device in [&s, &a] {
        until(AGREE, "both words", || {
            (counts(device)? == (1, 1, 2)).then_some(())
        });
        let shown = meeting(device, &id).expect("the meeting");
        let seats = rows(&shown, "seats");
        let no: Vec<_> = seats
            .iter()
            .filter(|seat| seat["answer"]["comes"] == false)
            .collect();
        assert_eq!(no.len(), 1, "{shown}");
        assert_eq!(no[0]["answer"]["note"], "sin pasajes", "{shown}");
        assert_eq!(no[0]["answer"]["by"]["name"], "Persona A", "{shown}");
    }
    // A meeting that is off asks nobody.
    let _off = s.run(["meeting", "cancel", &id]).object();
    assert_eq!(row(&s)["to_answer"], false, "{}", row(&s));
    s.run(["meeting", "rsvp", &id, "maybe"]).fails(2, "usage");
}

/// Everybody holds the same minutes, and nothing is added to them.
fn frozen(devices: [&Device; 3], id: &str, hash: &str, agreed: &str) {
    for device in devices {
        until(AGREE, "the closing", || {
            meeting(device, id).filter(|shown| shown["hash"] == hash)
        });
        let export = ["meeting", "export", id, "--format", "md"];
        let export = device.run(export).object();
        let written = text(&export["text"]);
        let own: String = Digest::of_text(&written)
            .as_bytes()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert_eq!(
            (own, text(&export["hash"])),
            (hash.to_owned(), hash.to_owned())
        );
        for said in [
            "Org B by Org A",
            "Habló S.",
            "Habló A.",
            "Pedir audiencia",
            agreed,
        ] {
            assert!(written.contains(said), "{said}: {written}");
        }
        device
            .run(["meeting", "agree", id, "--text", "tarde"])
            .fails(5, "not_permitted");
        device
            .run(["meeting", "close", id])
            .fails(5, "not_permitted");
    }
    until(AGREE, "the same state hashes", || {
        same_states(&devices).then_some(())
    });
}

/// The minutes are approved once both that were present said so; B let another speak.
fn approve([s, a, b]: [&Device; 3], id: &str, hash: &str) {
    let approval = |device: &Device| Some(meeting(device, id)?["approval"].take());
    let open = approval(a).expect("the approval");
    assert_eq!(
        (&open["state"], &open["mine"]),
        (&"proposed".into(), &true.into())
    );
    assert_eq!(
        (&open["of"], &open["need"]),
        (&2.into(), &2.into()),
        "{open}"
    );
    let row = |device: &Device| device.run(["meeting", "list"]).done().lines.remove(0);
    assert_eq!(row(a)["to_approve"], true, "{}", row(a));
    assert_eq!(row(b)["to_approve"], false, "{}", row(b));
    let say = |device: &Device| device.run(["meeting", "approve", id]);
    say(b).fails(5, "not_permitted");
    let other = "0".repeat(64);
    a.run(["meeting", "approve", id, "--hash", &other])
        .fails(5, "no_effect");
    let said = a.run(["meeting", "approve", id, "--hash", hash]).object();
    assert_eq!(said["approval"]["state"], "proposed", "{said}");
    say(a).fails(5, "no_effect");
    until(AGREE, "A's word at S", || {
        let known = approval(s)?;
        (rows(&known, "by").len() == 1).then_some(())
    });
    let said = say(s).object();
    assert_eq!(said["approval"]["state"], "approved", "{said}");
    for device in [s, a, b] {
        until(AGREE, "the approved minutes", || {
            let known = approval(device)?;
            (known["state"] == "approved").then(|| {
                let names: Vec<_> = rows(&known, "by")
                    .iter()
                    .map(|row| text(&row["who"]["name"]))
                    .collect();
                assert_eq!(names.len(), 2, "{known}");
                assert!(names.contains(&"Org A".to_owned()), "{known}");
            })
        });
    }
    assert_eq!(row(a)["approval"], "approved");
    let page = ["meeting", "export", id, "--format", "html"];
    let page = text(&b.run(page).object()["text"]);
    assert!(page.contains("Org A") && page.contains(hash), "{page}");
}

/// What was agreed waits for B, in her organization's name and in hers, until she did it.
fn tasks(s: &Device, b: &Device, number: &str) {
    let mut mine = own_tasks(b);
    mine.sort_by_key(|(_, _, overdue)| !overdue);
    let states: Vec<_> = mine
        .iter()
        .map(|(_, state, late)| (&**state, *late))
        .collect();
    assert_eq!(states, [("open", true), ("open", false)], "{mine:?}");
    assert!(mine.iter().all(|(known, _, _)| known.starts_with(number)));
    assert_eq!(own_tasks(s), []);
    let overdue = s.run(["task", "list", "--overdue"]).done().lines;
    assert_eq!(overdue.len(), 1, "{overdue:?}");
    let task = mine[0].0.clone();
    let _note = b.run(["task", "note", &task, "--body", "mañana"]).object();
    let done = b.run(["task", "done", &task]).object();
    assert_eq!(done["id"], overdue[0]["id"], "{done}");
    until(AGREE, "the task done at S", || {
        let rows = s.run(["task", "list"]).done().lines;
        let row = rows.iter().find(|row| row["id"] == done["id"])?;
        (row["state"] == "done" && row["notes"][0]["text"] == "mañana").then_some(())
    });
    let again = ["task", "done", &task, "--undo"];
    let _open = b.run(again).object();
    assert!(own_tasks(b).iter().all(|(_, state, _)| state == "open"));
    b.run(["task", "done", "9999-99"]).fails(4, "not_found");
}

#[test]
fn hours_of_a_change_are_those_of_the_meetings_place() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let id = call(&s);
    let change = |zone: &str, what: &[&str]| {
        let change = ["meeting", "change", &id];
        s.run_in(zone, change.iter().chain(what))
    };
    let when = |id: &str| {
        let shown = meeting(&s, id).expect("the meeting");
        let second = shown["quorum"]["second_call"].clone();
        (text(&shown["starts"]), text(&second), text(&shown["zone"]))
    };
    let is = |starts: &str, second: &str| {
        let at = |hour: &str| format!("2026-12-{hour}:00Z");
        let lima = "America/Lima".to_owned();
        assert_eq!(when(&id), (at(starts), at(second), lima));
    };
    is("01T21:00", "01T22:00");
    // Wherever she who moves it is, and whatever day that is there.
    let _moved = change("Asia/Manila", &["--second-call", "17:30"]).object();
    is("01T21:00", "01T22:30");
    let both = ["--starts", "2026-12-03 20:00", "--second-call", "20:30"];
    let _moved = change("Europe/Madrid", &both).object();
    is("04T01:00", "04T01:30");
    let _moved = change("Asia/Manila", &["--second-call", "21:00"]).object();
    is("04T01:00", "04T02:00");
    let _moved = change("UTC", &["--starts", "19:00"]).object();
    is("04T00:00", "04T02:00");
    let late = change("UTC", &["--starts", "21:01"]);
    late.fails(2, "usage");
    let why = "The second call would come before the start.";
    assert!(late.stderr.contains(why), "{late:?}");
    let early = change("UTC", &["--ends", "18:00"]);
    early.fails(2, "usage");
    assert!(early.stderr.contains("would end before"), "{early:?}");
    change("UTC", &["--second-call", "luego"]).fails(2, "usage");
    is("04T00:00", "04T02:00");
    let there = s.say_in("Asia/Manila", ["meeting", "attend", &id]).text;
    assert!(there.contains("2026-12-03 21:00 America/Lima"), "{there}");
}

#[test]
fn a_call_is_changed_cancelled_and_written_out() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let id = call(&s);
    let change = ["--starts", "2026-12-02T21:00:00Z", "--modality", "mixed"];
    let change = s.run(["meeting", "change", &id].iter().chain(&change));
    // The second call would come before the first.
    change.fails(2, "usage");
    let why = "The second call would come before the start.";
    assert!(change.stderr.contains(why), "{change:?}");
    let change = [
        "--starts",
        "2026-12-02 16:00",
        "--second-call",
        "17:30",
        "--zone",
        "America/Lima",
    ];
    let _changed = s
        .run(["meeting", "change", &id].iter().chain(&change))
        .object();
    let call = s.run(["meeting", "export", &id, "--format", "md"]).object();
    let written = text(&call["text"]);
    for line in [
        "2026-12-02 16:00 (America/Lima)",
        "2026-12-02 17:30",
        "1. Informes",
    ] {
        assert!(written.contains(line), "{line}: {written}");
    }
    let _first = s.run(["meeting", "agree", &id, "--text", "Uno"]).object();
    let revokes = ["--text", "Dos", "--who", "Ana", "--revokes", "Uno"];
    let unknown = s.run(["meeting", "agree", &id].iter().chain(&revokes));
    unknown.fails(4, "not_found");
    let found = s.run(["search", "uno"]).done().lines;
    assert_eq!(
        (&found[0]["kind"], &found[0]["inside"]),
        (&Value::from("agreement"), &Value::from(&*id))
    );
    let list = s.run(["meeting", "list"]).done().lines;
    assert_eq!(
        (&list[0]["items"], &list[0]["agreements"]),
        (&Value::from(3), &Value::from(1))
    );
    let _gone = s.run(["meeting", "cancel", &id]).object();
    assert_eq!(meeting(&s, &id).expect("the meeting")["state"], "cancelled");
    s.run(["meeting", "attend", &id]).fails(5, "not_permitted");
    s.run(["meeting", "show", "nada"]).fails(4, "not_found");
}
