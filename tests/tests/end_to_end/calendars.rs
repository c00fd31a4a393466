//! What a calendar shows of meetings and plans, and days without an hour, in each zone.

use std::collections::BTreeSet;

use asamblea_tests::binary::{Device, World, text, until};
use serde_json::Value;

use crate::AGREE;
use crate::agendas::{ZONES, foreign_reading, values};

/// A day long after any test, and how the end of it is kept: it ends last twelve hours behind UTC.
const DAY: &str = "2099-11-30";
const DAY_ENDS: &str = "2099-12-01T11:59:59.999Z";

fn made(s: &Device, verb: &[&str], more: &[&str]) -> String {
    text(&s.run(verb.iter().chain(more)).object()["id"])
}

/// What another program reads of an export, in each zone; nothing where there is none here.
fn read_everywhere(world: &World, name: &str, calendar: &str) -> Vec<(&'static str, Vec<Value>)> {
    let file = world.file(name, calendar);
    let zones = ZONES.into_iter();
    zones
        .filter_map(|zone| Some((zone, foreign_reading(&file, zone)?)))
        .collect()
}

fn starts(events: &[Value]) -> BTreeSet<String> {
    events.iter().map(|event| text(&event["starts"])).collect()
}

/// A round that organizations of a space may take part in.
fn begun_round(s: &Device, space: &str) -> String {
    let start = ["assessment", "start", "--space", space];
    let more = ["--title", "Ronda", "--instrument", "CAP-RED-1"];
    let start = [&start[..], &more].concat();
    made(s, &start, &["--closes", DAY])
}

/// An organization's plan of a round, signed by it, and the one activity in it.
fn signed_plan(device: &Device, round: &str) -> (String, String) {
    let score = ["--item", "GOB1", "--score", "4", "--why", "Hay reglas"];
    let _pooled = device.run(["assessment", "pool", round]);
    let agree = ["assessment", "agree", round];
    let _agreed = device.run(agree.iter().chain(&score)).object();
    let plan = made(device, &["assessment", "plan", round], &[]);
    let add = ["plan", "add", &plan, "--objective", "Más", "--activity"];
    let more = ["Taller", "--who", "Ana", "--due", "2098-03-01"];
    let activity = made(device, &add, &more);
    let _signed = device.run(["plan", "sign", &plan]).object();
    (plan, activity)
}

/// The calendar of something; nothing where it is not here.
fn calendar_if(device: &Device, noun: &str, id: &str) -> Option<String> {
    let export = device.run([noun, "export", id, "--format", "ics"]);
    (export.status == 0).then(|| text(&export.object()["text"]))
}

fn calendar(device: &Device, noun: &str, id: &str) -> String {
    calendar_if(device, noun, id).expect("it is here")
}

/// What the events of a calendar are called.
fn names(calendar: &str) -> BTreeSet<String> {
    values(calendar, "UID").into_iter().collect()
}

#[test]
fn days_of_a_plan_are_called_otherwise_in_the_calendars_of_each_organization() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let a = world.organization("A", &s);
    let round = begun_round(&s, &s.space("network"));
    until(AGREE, "the round at A", || {
        let shown = a.run(["assessment", "show", &round]);
        (shown.status == 0).then_some(())
    });
    let (plan, activity) = signed_plan(&a, &round);
    let before = calendar(&a, "plan", &plan);
    assert_eq!(names(&before).len(), 4, "{before}");
    let there = until(AGREE, "A's plan at S", || calendar_if(&s, "plan", &plan));
    assert_eq!(names(&there).len(), 4, "{there}");
    assert!(
        names(&before).is_disjoint(&names(&there)),
        "{before}{there}"
    );
    for file in [&before, &there] {
        for id in [&plan, &activity] {
            assert!(!file.contains(&id[..16]), "{id} in {file}");
        }
    }
    // Whatever becomes of it, a day stays what it is called.
    let moved = ["plan", "change", &activity, "--due", "2098-04-02"];
    let _moved = a.run(moved).object();
    let progress = ["plan", "progress", &activity, "--percent", "40"];
    let _told = a.run(progress).object();
    let _signed = a.run(["plan", "sign", &plan]).object();
    let after = calendar(&a, "plan", &plan);
    assert!(after.contains("DATE:20980402"), "{after}");
    assert_eq!(names(&after), names(&before));
    let newer = until(AGREE, "the change at S", || {
        let now = calendar(&s, "plan", &plan);
        now.contains("DATE:20980402").then_some(now)
    });
    assert_eq!(names(&newer), names(&there));
    let _off = a.run(["plan", "cancel", &activity]).object();
    let off = calendar(&a, "plan", &plan);
    assert_eq!(names(&off), names(&before));
    assert!(off.contains("STATUS:CANCELLED"), "{off}");

    plans_by_space(&s, &plan, &round);
}

/// The plan that began last comes first, and a space has those that its members read there.
fn plans_by_space(s: &Device, of_a: &str, round: &str) {
    let (of_s, _) = signed_plan(s, round);
    let listed = |more: &[&str]| {
        let rows = s.run(["plan", "list"].iter().chain(more)).done().lines;
        rows.iter().map(|row| text(&row["id"])).collect::<Vec<_>>()
    };
    let both = [of_s.clone(), of_a.to_owned()];
    assert_eq!(listed(&[]), both);
    assert_eq!(listed(&["--space", &s.space("network")]), both);
    assert_eq!(listed(&["--space", &s.space("org")]), [of_s]);
    s.run(["plan", "list", "--space", "nada"])
        .fails(4, "not_found");
    let said = s.say(["plan", "list"]).text;
    assert!(said.contains("Próximo plazo: 2098-03-01"), "{said}");
}

#[test]
fn a_meeting_that_moves_is_corrected_in_calendars() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let network = s.space("network");
    let new = ["meeting", "new", "--space", &network, "--title", "Asamblea"];
    let more = ["--starts", "2099-05-02T16:00Z", "--type", "ordinary"];
    let meeting = made(&s, &new, &more);
    let first = calendar(&s, "meeting", &meeting);
    let mut sequence = vec![values(&first, "SEQUENCE")[0].clone()];
    for change in [["--starts", "2099-05-03T16:00Z"], ["--place", "Casa Molde"]] {
        let change = ["meeting", "change", &meeting, change[0], change[1]];
        let _changed = s.run(change).object();
        let now = calendar(&s, "meeting", &meeting);
        assert_eq!(values(&now, "UID"), values(&first, "UID"));
        assert_eq!(values(&now, "DTSTART"), ["20990503T160000Z"]);
        sequence.push(values(&now, "SEQUENCE")[0].clone());
    }
    let _off = s.run(["meeting", "cancel", &meeting]).object();
    let off = calendar(&s, "meeting", &meeting);
    assert_eq!(values(&off, "STATUS"), ["CANCELLED"]);
    sequence.push(values(&off, "SEQUENCE")[0].clone());
    assert_eq!(sequence, ["0", "1", "2", "3"]);
}

#[test]
fn a_meeting_is_at_its_hour_in_every_readers_calendar() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let network = s.space("network");
    let new = ["meeting", "new", "--space", &network, "--title", "Asamblea"];
    // Of the night in which the clocks of the place go back.
    let more = [
        "--starts",
        "2027-04-04T22:00",
        "--zone",
        "America/Santiago",
        "--type",
        "ordinary",
    ];
    let meeting = made(&s, &new, &more);
    for full in [&[][..], &["--full"]] {
        let export = ["meeting", "export", &meeting, "--format", "ics"];
        let calendar = text(&s.run(export.iter().chain(full)).object()["text"]);
        for (zone, events) in read_everywhere(&world, "meeting.ics", &calendar) {
            let want = match zone {
                "America/Mexico_City" => "2027-04-04 20:00",
                "America/Santiago" => "2027-04-04 22:00",
                _ => "2027-04-04 23:00",
            };
            assert_eq!(starts(&events), BTreeSet::from([want.to_owned()]), "{zone}");
            assert_eq!(events[0]["title"] == "Asamblea", !full.is_empty(), "{zone}");
            assert_eq!(events[0]["minutes"], Value::Null, "no end was said");
        }
    }
}

#[test]
fn days_of_a_plan_and_of_its_follow_up_are_the_same_in_every_zone() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let network = s.space("network");
    let (plan, _) = signed_plan(&s, &begun_round(&s, &network));
    let mut want = BTreeSet::from(["2098-03-01".to_owned()]);
    for zone in ["America/Mexico_City", "UTC", "Asia/Manila"] {
        let shown = s.run_in(zone, ["plan", "show", &plan]).object();
        let reviews = shown["reviews"].as_array().expect("dates").clone();
        let dates = reviews.iter().map(|one| text(&one["at"])[..10].to_owned());
        want.extend(dates);
        let export = ["plan", "export", &plan, "--format", "ics"];
        let calendar = text(&s.run_in(zone, export).object()["text"]);
        for (reader, events) in read_everywhere(&world, "plan.ics", &calendar) {
            assert_eq!(starts(&events), want, "typed in {zone}, read in {reader}");
        }
        assert_eq!(want.len(), 4, "{want:?}");
    }
}

#[test]
fn a_close_without_an_hour_is_its_day_in_every_zone_and_a_moment_stays_one() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let network = s.space("network");
    let rule = ["--method", "majority", "--count", "orgs", "--closes"];
    let propose = |zone: &str, title: &str, closes: &str| {
        let new = ["proposal", "new", "--space", &network, "--title", title];
        let all = [&new[..], &["--body", "B"], &rule, &[closes]].concat();
        text(&s.run_in(zone, all).object()["id"])
    };
    let moment = propose("UTC", "Con hora", "2099-11-30T23:00:00Z");
    for typed in ["America/Mexico_City", "UTC", "Asia/Manila"] {
        let day = propose(typed, "Sin hora", DAY);
        let shown = s.run(["proposal", "show", &day]).object();
        assert_eq!(shown["closes"], DAY_ENDS, "typed in {typed}");
        for (zone, hour) in [
            ("America/Mexico_City", "2099-11-30 17:00"),
            ("UTC", "2099-11-30 23:00"),
            ("Asia/Manila", "2099-12-01 07:00"),
        ] {
            let said = s.say_in(zone, ["proposal", "show", &day]).text;
            let closes = said.lines().find(|line| line.contains(DAY));
            let closes = closes.unwrap_or_else(|| panic!("{zone}: {said}"));
            assert!(closes.trim_end().ends_with(DAY), "no hour: {closes}");
            let said = s.say_in(zone, ["proposal", "show", &moment]).text;
            assert!(said.contains(hour), "{zone}: {said}");
            let listed = s.run_in(zone, ["calendar", "--month", "2099-11"]);
            let row = listed.lines.iter().find(|row| row["id"] == day.as_str());
            let row = row.unwrap_or_else(|| panic!("{zone}: {listed:?}"));
            assert_eq!((&row["day"], &row["at"]), (&DAY.into(), &Value::Null));
        }
    }
}
