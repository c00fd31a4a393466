//! Agendas that everybody holds in one edition: corrections, calendars that other programs read,
//! who has what.

use std::path::Path;
use std::process::Command;

use asamblea_tests::binary::{Device, World, text, until};
use serde_json::Value;

use crate::AGREE;

/// An independent reader of calendars, told the zone of whoever reads.
const READER: &str = include_str!("agendas/read_ics.py");
/// Zones of readers: without daylight saving, and with it in the south.
pub(crate) const ZONES: [&str; 3] = [
    "America/Argentina/Buenos_Aires",
    "America/Mexico_City",
    "America/Santiago",
];

/// Events as Python's `icalendar` reads them in a zone; nothing where this machine lacks it.
pub(crate) fn foreign_reading(file: &Path, zone: &str) -> Option<Vec<Value>> {
    for python in ["/usr/bin/python3", "python3"] {
        let has = Command::new(python)
            .args(["-c", "import icalendar"])
            .output();
        if !has.is_ok_and(|has| has.status.success()) {
            continue;
        }
        let read = Command::new(python)
            .args(["-c", READER, file.to_str().unwrap(), zone])
            .output()
            .unwrap();
        assert!(read.status.success(), "{read:?}");
        let lines = String::from_utf8(read.stdout).unwrap();
        return Some(
            lines
                .lines()
                .map(|line| serde_json::from_str(line).unwrap())
                .collect(),
        );
    }
    asamblea_tests::skip::skipped("no python3 here has `icalendar` (Debian: python3-icalendar)");
    None
}

/// A property of each event, read without any library.
pub(crate) fn values(calendar: &str, name: &str) -> Vec<String> {
    let whole = calendar.replace("\r\n ", "").replace("\n ", "");
    let prefix = format!("{name}:");
    whole
        .lines()
        .filter_map(|line| line.strip_prefix(&prefix))
        .map(|value| value.trim_end().to_owned())
        .collect()
}

fn exported(device: &Device, agenda: &str, more: &[&str]) -> String {
    let export = ["agenda", "export", agenda, "--format"];
    let object = device.run(export.iter().chain(more)).object();
    assert_eq!(text(&object["format"]), more[0]);
    text(&object["text"])
}

fn add(s: &Device, agenda: &str, title: &str, starts: &str, zone: &str) -> String {
    let add = [
        "agenda", "add", agenda, "--title", title, "--starts", starts,
    ];
    let more = ["--zone", zone, "--minutes", "90", "--place", "Casa Molde"];
    text(&s.run(add.iter().chain(&more)).object()["id"])
}

fn edition_at(device: &Device, agenda: &str, edition: u64) {
    until(AGREE, "the edition", || {
        let shown = device.run(["agenda", "show", agenda]);
        (shown.status == 0 && shown.object()["edition"] == edition).then_some(())
    });
}

/// An agenda of three items with one edition that both hold, and its first two items.
fn published(s: &Device, a: &Device) -> (String, String, String) {
    let network = s.space("network");
    let new = [
        "agenda",
        "new",
        "--space",
        &network,
        "--title",
        "Agenda Secreta",
    ];
    let agenda = text(&s.run(new).object()["id"]);
    // Santiago's clocks go back in the night to 2027-04-04.
    let zone = "America/Santiago";
    let first = add(s, &agenda, "Encuentro Rosa", "2027-04-03T22:00", zone);
    let second = add(s, &agenda, "Charla", "2027-04-04T22:00", zone);
    let _third = add(s, &agenda, "Marcha", "2027-04-15T16:00", "America/La_Paz");
    assert_eq!(s.run(["agenda", "publish", &agenda]).object()["edition"], 1);
    edition_at(a, &agenda, 1);
    (agenda, first, second)
}

/// One item moves, one is off; edition 2 says so.
fn corrected(s: &Device, a: &Device, agenda: &str, first: &str, second: &str) {
    // An hour without a zone is one of the place; the end moves along.
    let change = [
        "agenda",
        "change",
        agenda,
        second,
        "--starts",
        "2027-04-05T10:00",
    ];
    let _changed = s.run(change).object();
    let cancel = ["agenda", "cancel", agenda];
    let _cancelled = s.run(cancel.iter().chain(&[first])).object();
    s.run(cancel.iter().chain(&[first])).fails(5, "no_effect");
    let refused = a.run(cancel.iter().chain(&[first]));
    refused.fails(5, "not_permitted");
    assert!(refused.stderr.contains("Secretariat"), "{refused:?}");
    s.run(cancel.iter().chain(&["ffffffff"]))
        .fails(4, "not_found");
    let shown = s.run(["agenda", "show", agenda]).object();
    let unpublished = shown["unpublished"].as_array().unwrap();
    assert_eq!(
        (unpublished.len(), &shown["edition"]),
        (2, &1.into()),
        "{shown}"
    );
    assert_eq!(s.run(["agenda", "publish", agenda]).object()["edition"], 2);
    edition_at(a, agenda, 2);
}

#[test]
fn a_correction_replaces_an_edition_and_says_what_is_new() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let a = world.organization("A", &s);
    let (agenda, first, second) = published(&s, &a);
    corrected(&s, &a, &agenda, &first, &second);
    let shown = a.run(["agenda", "show", &agenda]).object();
    assert_eq!(shown["replaces"], 1, "{shown}");
    assert_eq!(shown["unpublished"], serde_json::json!([]));
    let items = shown["items"].as_array().unwrap().iter();
    let kinds: Vec<&str> = items
        .map(|item| item["change"]["kind"].as_str().unwrap_or_default())
        .collect();
    assert_eq!(kinds, ["cancelled", "changed", ""]);
    let moved = &shown["items"][1];
    assert_eq!(moved["change"]["starts"], "2027-04-05T02:00:00Z");
    assert_eq!(moved["ends"], "2027-04-05T15:30:00Z");
    let said = a.say(["agenda", "show", &agenda]);
    for words in [
        "Reemplaza a la edición 1: cambiaron 2 fechas",
        "CANCELADA",
        "antes:",
    ] {
        assert!(said.text.contains(words), "{words} in {said:?}");
    }
    let old = a
        .run(["agenda", "show", &agenda, "--edition", "1"])
        .object();
    assert_eq!(
        (&old["edition"], &old["items"][0]["state"]),
        (&1.into(), &"planned".into())
    );
    a.run(["agenda", "show", &agenda, "--edition", "9"])
        .fails(4, "not_found");
    let receipt = s.run(["agenda", "receipt", &agenda]).object();
    assert_eq!(
        (&receipt["edition"], &receipt["of"]),
        (&2.into(), &2.into())
    );
}

#[test]
fn calendars_follow_a_correction_and_tell_nothing_but_hours() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let a = world.organization("A", &s);
    let (agenda, first, second) = published(&s, &a);
    let before = exported(&a, &agenda, &["ics"]);
    assert_eq!(values(&before, "SEQUENCE"), ["1", "1", "1"]);
    let starts = ["20270404T010000Z", "20270405T020000Z", "20270415T200000Z"];
    assert_eq!(values(&before, "DTSTART"), starts);
    assert_eq!(before, exported(&a, &agenda, &["ics"]), "at any hour");
    corrected(&s, &a, &agenda, &first, &second);
    let after = exported(&a, &agenda, &["ics"]);
    assert_eq!(values(&after, "SEQUENCE"), ["2", "2", "1"]);
    assert_eq!(values(&after, "UID"), values(&before, "UID"));
    let states = ["CANCELLED", "CONFIRMED", "CONFIRMED"];
    assert_eq!(values(&after, "STATUS"), states);
    let elsewhere = exported(&s, &agenda, &["ics"]);
    assert_ne!(values(&after, "UID"), values(&elsewhere, "UID"));
    let old = exported(&a, &agenda, &["ics", "--edition", "1"]);
    assert_eq!(old, before, "an edition stays what it was");
    let telling = [
        "Secreta", "Rosa", "Molde", "Charla", "Santiago", "Red", "asamblea",
    ];
    for word in telling.iter().chain(&[&*agenda, &first]) {
        assert!(!after.contains(word), "{word} in {after}");
    }
    read_elsewhere(&world.file("agenda.ics", &after));

    let full = exported(&a, &agenda, &["ics", "--full"]);
    assert_eq!(values(&full, "LOCATION"), ["Casa Molde"; 3]);
    let page = exported(&a, &agenda, &["html"]);
    assert!(
        page.contains("<s>Encuentro Rosa</s>") && !page.contains("http:"),
        "{page}"
    );
    let printed = a.say(["agenda", "export", &agenda, "--format", "md"]);
    assert!(
        printed.text.starts_with("# Agenda Secreta\n"),
        "{printed:?}"
    );
}

/// Another program shows the right hours in each zone, on both sides of a change of clocks.
fn read_elsewhere(file: &Path) {
    for zone in ZONES {
        let Some(events) = foreign_reading(file, zone) else {
            continue;
        };
        let starts: Vec<String> = events.iter().map(|event| text(&event["starts"])).collect();
        let want = match zone {
            "America/Mexico_City" => ["2027-04-03 19:00", "2027-04-05 08:00", "2027-04-15 14:00"],
            "America/Santiago" => ["2027-04-03 22:00", "2027-04-05 10:00", "2027-04-15 16:00"],
            _ => ["2027-04-03 22:00", "2027-04-05 11:00", "2027-04-15 17:00"],
        };
        assert_eq!(starts, want, "{zone}");
        for event in &events {
            assert_eq!(
                (&event["title"], &event["minutes"]),
                (&"Meeting".into(), &90.into())
            );
        }
    }
}

#[test]
fn a_receipt_counts_the_organizations_that_may_say_so_where_the_agenda_is() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let a = world.organization("A", &s);
    let b = world.organization("B", &s);
    let new = ["space", "new", "--name", "Sur", "--kind", "subregion"];
    let with = ["--with", "Org A"];
    let region = text(&s.run(new.iter().chain(&with)).object()["id"]);
    let new = ["agenda", "new", "--space", &region, "--title", "Del sur"];
    let agenda = text(&s.run(new).object()["id"]);
    let _item = add(&s, &agenda, "Encuentro", "2027-04-03T22:00", "UTC");
    let _published = s.run(["agenda", "publish", &agenda]).object();
    edition_at(&a, &agenda, 1);
    let receipt = || s.run(["agenda", "receipt", &agenda]).object();
    until(AGREE, "A's word at S", || {
        (receipt()["missing"] == serde_json::json!([])).then_some(())
    });
    let names = |rows: &Value| {
        let rows = rows.as_array().expect("organizations").iter();
        let mut names: Vec<String> = rows.map(|row| text(&row["name"])).collect();
        names.sort();
        names
    };
    let known = receipt();
    assert_eq!(names(&known["held"]), ["Org A", "Org S"], "{known}");
    assert_eq!(known["of"], 2, "{known}");
    b.run(["agenda", "show", &agenda]).fails(4, "not_found");
    // Who only reads there can say nothing, and is waited for by nobody.
    let add = ["space", "add", &region, "Org B", "--role", "read"];
    let _reads = s.run(add).object();
    edition_at(&b, &agenda, 1);
    let known = receipt();
    assert_eq!(
        (&known["of"], names(&known["missing"])),
        (&2.into(), vec![])
    );
}

#[test]
fn a_calendar_from_a_damaged_profile_says_so_with_status_7() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let mut a = world.organization("A", &s);
    let network = s.space("network");
    let new = ["agenda", "new", "--space", &network, "--title", "T"];
    let agenda = text(&s.run(new).object()["id"]);
    let _item = add(&s, &agenda, "Charla", "2027-04-03T22:00", "UTC");
    let _published = s.run(["agenda", "publish", &agenda]).object();
    edition_at(&a, &agenda, 1);
    for n in 0..6 {
        let body = format!("{n} {}", "hoja ".repeat(200));
        let new = [
            "thread", "new", "--space", &network, "--title", "T", "--body", &body,
        ];
        let thread = text(&a.run(new).object()["id"]);
        assert_eq!(a.posts(&thread).len(), 1);
    }
    assert_eq!(a.stop(), 0);
    crate::damage::flip_near_the_end(a.profile());
    for verb in [
        ["agenda", "show", &agenda].as_slice(),
        &["agenda", "export", &agenda, "--format", "ics"],
        &["agenda", "receipt", &agenda],
    ] {
        let said = a.run(verb);
        assert_eq!(said.status, 7, "{said:?}");
        assert_eq!(said.lines.len(), 1, "{said:?}");
    }
}
