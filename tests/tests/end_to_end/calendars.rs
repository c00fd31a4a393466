//! What a calendar shows of meetings and plans, and days without an hour, in each zone.

use std::collections::BTreeSet;

use asamblea_tests::binary::{Device, World, text};
use serde_json::Value;

use crate::agendas::{ZONES, foreign_reading};

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
    let start = ["assessment", "start", "--space", &network];
    let more = ["--title", "Ronda", "--instrument", "CAP-RED-1"];
    let start = [&start[..], &more].concat();
    let round = made(&s, &start, &["--closes", DAY]);
    let score = ["--item", "GOB1", "--score", "4", "--why", "Hay reglas"];
    let _pooled = s.run(["assessment", "pool", &round]);
    let agree = ["assessment", "agree", &round];
    let _agreed = s.run(agree.iter().chain(&score)).object();
    let plan = made(&s, &["assessment", "plan", &round], &[]);
    let add = ["plan", "add", &plan, "--objective", "Más", "--activity"];
    let more = ["Taller", "--who", "Org S", "--due", "2098-03-01"];
    let _added = made(&s, &add, &more);
    let _signed = s.run(["plan", "sign", &plan]).object();
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
