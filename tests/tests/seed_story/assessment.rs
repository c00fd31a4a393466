//! A round of assessment: three persons score in each of five organizations, one in the others;
//! thirteen share at one of three levels, and others read what was shared and no more.

use std::collections::BTreeMap;

use asamblea_tests::binary::{Device, text, until};
use serde_json::{Value, json};

use crate::cast::{Network, Org, lines, object};
use crate::{AGREE, each};

/// Areas of the instrument, of four items each.
pub(crate) const AREAS: [&str; 8] = ["GOB", "ADM", "INC", "COM", "PRO", "MYE", "LEG", "SAL"];
/// Items of an area that are agreed.
const AGREED: [usize; 2] = [1, 2];
/// What a person may say of an item.
const ANSWERS: [&str; 6] = ["1", "2", "3", "4", "NS", "NA"];

/// How much each shares; who is not named shares nothing.
pub(crate) const LEVELS: [(&str, &str); 13] = [
    ("A1", "full"),
    ("A2", "areas"),
    ("A3", "full"),
    ("A4", "areas"),
    ("A5", "plan"),
    ("B1", "plan"),
    ("B2", "full"),
    ("B3", "areas"),
    ("B4", "full"),
    ("B5", "plan"),
    ("C1", "areas"),
    ("C2", "full"),
    ("C3", "areas"),
];
/// Approves and shares nothing.
const SILENT: &str = "C4";
/// Scores and pools, and agrees nothing.
const UNDECIDED: &str = "C5";

/// How much an organization shares.
pub(crate) fn level(org: &Org) -> Option<&'static str> {
    let known = LEVELS.iter().find(|(code, _)| *code == org.code);
    known.map(|(_, level)| *level)
}

/// A number of its own for each organization.
fn salt(code: &str) -> usize {
    code.bytes().map(usize::from).sum()
}

/// What is agreed of an item: a level, or that nobody knows.
fn agreed(org: &Org, area: usize, number: usize) -> &'static str {
    let at = salt(&org.code) * 2 + area * 3 + number;
    let unknown = area == 6 && number == 2 && org.code == "A1";
    if unknown { "NS" } else { ANSWERS[at % 4] }
}

/// Levels that were agreed of an area.
pub(crate) fn levels(org: &Org, area: usize) -> Vec<u64> {
    let said = AGREED.iter().map(|number| agreed(org, area, *number));
    said.filter_map(|said| said.parse().ok()).collect()
}

/// The average of an area that others read, in hundredths; nothing where it was not shared.
pub(crate) fn average(org: &Org, area: usize) -> Option<u64> {
    let shares = matches!(level(org), Some("full" | "areas"));
    let levels = levels(org, area);
    shares.then(|| mean(levels.iter().map(|level| level * 100).collect()))
}

/// The mean, to the nearest whole.
fn mean(all: Vec<u64>) -> u64 {
    let n = u64::try_from(all.len()).unwrap();
    (all.iter().sum::<u64>() + n / 2) / n
}

fn verb<'a>(verb: &'a str, round: &'a str) -> [&'a str; 3] {
    ["assessment", verb, round]
}

/// From its beginning to what all read of it; gives the round.
pub(crate) fn told(net: &Network) -> String {
    let start = ["assessment", "start", "--space", &net.space];
    let more = ["--title", "Diagnóstico (ficticio)", "--closes", "30d"];
    let code = ["--instrument", "CAP-RED-1"];
    let started = net.office.run(start.iter().chain(&more).chain(&code));
    let round = text(&started.object()["id"]);
    let _all = each(net.everybody(), |at| {
        until(AGREE, "the round", || {
            (at.run(verb("show", &round)).status == 0).then_some(())
        });
    });
    let _all = each(&net.orgs, |org| {
        scored(org, &round);
        pooled(org, &round);
        decided(org, &round);
    });
    untold(net, &round);
    let _all = each(&net.orgs, |org| shared(org, &round));
    let readers = [&net.office, &net.org(SILENT).head, &net.org("A1").people[0]];
    for at in readers {
        reads_what_was_shared(net, at, &round);
    }
    round
}

fn items() -> impl Iterator<Item = (usize, String)> {
    let codes = AREAS
        .iter()
        .flat_map(|area| (1..=4).map(move |n| format!("{area}{n}")));
    codes.enumerate()
}

/// What a person of an organization says of an item; alone, she says something of every eighth.
fn answer(org: &Org, person: usize, item: usize) -> Option<&'static str> {
    let says = !org.people.is_empty() || item.is_multiple_of(8);
    says.then(|| ANSWERS[(salt(&org.code) + person * 5 + item * 7 + item / 3) % 6])
}

/// The note of a person, a word that stands nowhere else.
fn note(org: &Org, person: usize) -> String {
    format!("nota{}x{person}", org.code)
}

/// Everybody of an organization scores by herself.
fn scored(org: &Org, round: &str) {
    for (person, at) in org.devices().enumerate() {
        for (item, code) in items() {
            let Some(said) = answer(org, person, item) else {
                continue;
            };
            let mut words = verb("score", round).to_vec();
            words.extend(["--item", &code, "--score", said]);
            let note = note(org, person);
            if item == 0 {
                words.extend(["--note", &note]);
            }
            assert_eq!(object(at, &words)["saved"], true);
        }
    }
}

/// What an item's scores come to.
fn spread(org: &Org, item: usize) -> Value {
    let people = 0..=org.people.len();
    let said: Vec<&str> = people
        .clone()
        .filter_map(|who| answer(org, who, item))
        .collect();
    let levels: Vec<u64> = said.iter().filter_map(|said| said.parse().ok()).collect();
    let count = |what| said.iter().filter(|said| **said == what).count();
    let notes: Vec<String> = if item == 0 {
        people.map(|who| note(org, who)).collect()
    } else {
        Vec::new()
    };
    json!({
        "n": levels.len(), "min": levels.iter().min(), "max": levels.iter().max(),
        "unknown": count("NS"), "not_applicable": count("NA"), "notes": notes, "unopened": 0,
    })
}

/// Its coordinator brings together what all of it said, and nobody else can.
fn pooled(org: &Org, round: &str) {
    let rows = until(AGREE, "everybody's scores", || {
        let rows = lines(&org.head, &verb("pool", round));
        let said = |row: &Value| {
            let count = |key: &str| row[key].as_u64().unwrap();
            count("n") + count("unknown") + count("not_applicable")
        };
        let want = |item| {
            let people = 0..=org.people.len();
            let said = people.filter_map(|who| answer(org, who, item)).count();
            u64::try_from(said).unwrap()
        };
        let whole = rows
            .iter()
            .enumerate()
            .all(|(item, row)| said(row) == want(item));
        whole.then_some(rows)
    });
    assert_eq!(rows.len(), 32);
    for ((item, code), row) in items().zip(&rows) {
        assert_eq!(row["item"], *code, "{row}");
        for (key, value) in spread(org, item).as_object().unwrap() {
            assert_eq!(&row[key], value, "{}, {key}: {row}", org.code);
        }
    }
    for at in &org.people {
        at.run(verb("pool", round)).fails(5, "not_permitted");
        until(AGREE, "the spread at a member's", || {
            let shown = lines(at, &verb("show", round)).remove(0);
            let pooled = &shown["items"][0]["pooled"];
            (pooled["notes"] == spread(org, 0)["notes"]).then_some(())
        });
    }
}

/// Fourteen agree, set a priority and approve; three of them draft their plan before they share.
fn decided(org: &Org, round: &str) {
    if org.code == UNDECIDED {
        let mut share = verb("share", round).to_vec();
        share.extend(["--level", "full"]);
        return org.head.run(share).fails(5, "not_permitted");
    }
    let code = &org.code;
    let (evidence, dissent) = (format!("acta{code}"), format!("disenso{code}"));
    for (area, name) in AREAS.iter().enumerate() {
        for number in AGREED {
            let item = format!("{name}{number}");
            let why = format!("porque{code}{item}");
            let mut words = verb("agree", round).to_vec();
            let score = agreed(org, area, number);
            words.extend(["--item", &item, "--score", score, "--why", &why]);
            words.extend(["--evidence", &evidence, "--dissent", &dissent]);
            let _agreed = object(&org.head, &words);
        }
    }
    let mut words = verb("priority", round).to_vec();
    words.extend(["--item", "GOB1", "--urgency", "3", "--importance", "3"]);
    words.extend(["--feasibility", "3"]);
    let _weighed = object(&org.head, &words);
    let _approved = object(&org.head, &verb("approve", round));
    if level(org) == Some("plan") {
        let _draft = object(&org.head, &verb("plan", round));
    }
}

/// All that a device shows of the round, of plans, and finds by a word.
fn seen(at: &Device, round: &str) -> String {
    let mut all = lines(at, &verb("show", round));
    all.extend(lines(at, &verb("compare", round)));
    all.extend(lines(at, &["plan", "list"]));
    for plan in lines(at, &["plan", "list"]) {
        all.extend(lines(at, &["plan", "show", &text(&plan["id"])]));
    }
    for format in ["md", "csv", "html"] {
        let mut words = verb("export", round).to_vec();
        words.extend(["--format", format]);
        all.extend(lines(at, &words));
    }
    all.iter().map(Value::to_string).collect()
}

/// Before anybody shared, the Secretariat reads how far each is and nothing that was said.
fn untold(net: &Network, round: &str) {
    until(AGREE, "how far each is", || {
        let shown = lines(&net.office, &verb("show", round)).remove(0);
        let far = |org: &Org| {
            let rows = shown["orgs"].as_array().unwrap();
            let row = rows.iter().find(|row| row["name"] == *org.name());
            let want = if org.code == UNDECIDED {
                "pooled"
            } else {
                "approved"
            };
            row.is_some_and(|row| row["state"] == want && row["shared"].is_null())
        };
        net.orgs.iter().all(far).then_some(())
    });
    let seen = seen(&net.office, round);
    for word in ["nota", "disenso", "porque", "acta"] {
        for org in &net.orgs {
            let word = format!("{word}{}", org.code);
            assert!(!seen.contains(&word), "{word} was not shared");
        }
    }
    assert_eq!(lines(&net.office, &["plan", "list"]), Vec::<Value>::new());
    // Its own scores are all that it could pool, and it gave none.
    for row in lines(&net.office, &verb("pool", round)) {
        let none = (&row["n"], &row["unknown"], &row["unopened"]);
        assert_eq!(none, (&json!(0), &json!(0), &json!(0)), "{row}");
    }
}

fn shared(org: &Org, round: &str) {
    let Some(level) = level(org) else {
        return;
    };
    let mut words = verb("share", round).to_vec();
    words.extend(["--level", level]);
    let report = object(&org.head, &words);
    let (areas, items) = match level {
        "full" => (AREAS.len(), AREAS.len() * AGREED.len()),
        "areas" => (AREAS.len(), 0),
        _ => (0, 0),
    };
    assert_eq!(
        (&report["areas"], &report["items"]),
        (&json!(areas), &json!(items))
    );
    assert_eq!(report["plan"].is_string(), level == "plan", "{report}");
}

/// The agreed scores of who shared them, in the order of the instrument.
fn shared_items(org: &Org) -> Value {
    let code = &org.code;
    let mut rows = Vec::new();
    for (area, name) in AREAS.iter().enumerate() {
        for number in AGREED {
            rows.push(json!({
                "item": format!("{name}{number}"), "score": agreed(org, area, number),
                "why": format!("porque{code}{name}{number}"), "evidence": format!("acta{code}"),
            }));
        }
    }
    if level(org) == Some("full") {
        rows.into()
    } else {
        json!([])
    }
}

/// A reader of another organization reads exactly what each shared.
fn reads_what_was_shared(net: &Network, at: &Device, round: &str) {
    let rows = until(AGREE, "thirteen that share", || {
        let rows = lines(at, &verb("compare", round));
        let shared = rows.iter().filter(|row| row["shared"].is_string()).count();
        let told = rows.iter().filter(|row| row["state"] == "shared").count();
        (shared == LEVELS.len() && told == LEVELS.len()).then_some(rows)
    });
    // The Secretariat's own row, and one for all of them together.
    assert_eq!(rows.len(), net.orgs.len() + 2, "{rows:?}");
    let hundredths = |row: &Value, area: usize| {
        let average = row["areas"][AREAS[area]].as_f64();
        average.map(|average| format!("{:.0}", average * 100.0))
    };
    let mut by_area: BTreeMap<usize, Vec<u64>> = BTreeMap::new();
    for org in &net.orgs {
        let row = rows.iter().find(|row| row["org_name"] == *org.name());
        let row = row.expect("a row");
        assert_eq!(row["shared"].as_str(), level(org), "{row}");
        assert_eq!(row["items"], shared_items(org), "{}", org.code);
        for area in 0..AREAS.len() {
            let want = average(org, area);
            let read = hundredths(row, area);
            assert_eq!(read, want.map(|one| one.to_string()), "{} {area}", org.code);
            by_area.entry(area).or_default().extend(want);
        }
    }
    let together = rows.iter().find(|row| row["org"].is_null()).unwrap();
    for (area, all) in by_area {
        assert_eq!(all.len(), 10);
        assert_eq!(
            hundredths(together, area),
            Some(mean(all).to_string()),
            "{together}"
        );
    }
    never_shared(net, at, round);
}

/// Words of notes, other views and reasons appear where they were shared and nowhere else.
fn never_shared(net: &Network, at: &Device, round: &str) {
    let seen = seen(at, round);
    let mine = text(&at.status()["org"]);
    for org in net.orgs.iter().filter(|org| org.name() != mine) {
        let full = level(org) == Some("full");
        for (word, shared) in [
            ("nota", false),
            ("disenso", false),
            ("porque", full),
            ("acta", full),
        ] {
            let word = format!("{word}{}", org.code);
            assert_eq!(seen.contains(&word), shared, "{word} at {mine}");
        }
        for word in [note(org, 0), format!("disenso{}", org.code)] {
            assert_eq!(lines(at, &["search", &word]), Vec::<Value>::new(), "{word}");
        }
    }
}
