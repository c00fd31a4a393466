//! A round of assessment from its beginning to a signed plan, by the compiled program: Secretariat,
//! an organization of three persons, another organization.

use std::collections::BTreeSet;

use asamblea_tests::binary::{Device, World, text, until};
use serde_json::Value;

use crate::AGREE;
use crate::coordination::known;

/// What never leaves the organization: a note, a dissent, a reason while nothing was shared.
const NOTE: &str = "palabraescondida";
const DISSENT: &str = "otramirada";
const WHY: &str = "porqueloacordamos";

struct Net {
    s: Device,
    a: Device,
    marta: Device,
    nora: Device,
    b: Device,
    round: String,
}

fn run(at: &Device, words: &[&str]) -> Vec<Value> {
    at.run(words).done().lines
}

fn network(world: &World) -> Net {
    let s = world.founder("S", "Red");
    let a = world.organization("A", &s);
    let b = world.organization("B", &s);
    let marta = known(world, "Marta", &a, "member");
    let nora = known(world, "Nora", &a, "member");
    let space = s.space("network");
    let start = ["assessment", "start", "--space", &space, "--title", "Ronda"];
    let more = ["--instrument", "CAP-RED-1", "--closes", "7d"];
    let round = s.run(start.iter().chain(&more)).object();
    let net = Net {
        round: text(&round["id"]),
        s,
        a,
        marta,
        nora,
        b,
    };
    for device in [&net.a, &net.marta, &net.nora, &net.b] {
        until(AGREE, "the round", || {
            let rows = run(device, &["assessment", "list"]);
            rows.iter()
                .any(|row| row["id"] == round["id"])
                .then_some(())
        });
    }
    net
}

impl Net {
    fn verb<'a>(&'a self, verb: &'a str) -> Vec<&'a str> {
        vec!["assessment", verb, &self.round]
    }

    fn score(&self, at: &Device, item: &str, score: &str, note: Option<&str>) {
        let mut words = self.verb("score");
        words.extend(["--item", item, "--score", score]);
        words.extend(note.into_iter().flat_map(|note| ["--note", note]));
        let saved = at.run(words).object();
        assert_eq!(saved["saved"], true, "{saved}");
    }

    fn pooled(&self, item: &str) -> Value {
        let rows = run(&self.a, &self.verb("pool"));
        let mut rows = rows.into_iter();
        rows.find(|row| row["item"] == item).expect("a row")
    }

    fn agree(&self, item: &str, score: &str) {
        let mut words = self.verb("agree");
        words.extend(["--item", item, "--score", score, "--why", WHY]);
        words.extend(["--evidence", "acta 12", "--dissent", DISSENT]);
        let _saved = self.a.run(words).object();
    }

    /// All that a device shows of the round and of plans.
    fn seen(&self, at: &Device) -> String {
        let mut all = run(at, &self.verb("show"));
        all.extend(run(at, &self.verb("compare")));
        all.extend(run(at, &["plan", "list"]));
        for format in ["md", "csv"] {
            let mut words = self.verb("export");
            words.extend(["--format", format]);
            all.extend(run(at, &words));
        }
        all.iter().map(Value::to_string).collect()
    }

    fn compared(&self, at: &Device, org: &str) -> Value {
        let rows = run(at, &self.verb("compare"));
        let mut rows = rows.into_iter();
        rows.find(|row| row["org_name"] == org).expect("a row")
    }

    fn until_shared(&self, at: &Device, level: &str) -> Value {
        until(AGREE, level, || {
            let row = self.compared(at, "Org A");
            (row["shared"] == level).then_some(row)
        })
    }
}

/// Scores, one of them changed, come to spreads without names.
fn scored(net: &Net) {
    net.marta.run(net.verb("pool")).fails(5, "not_permitted");
    net.score(&net.a, "GOB1", "3", None);
    net.score(&net.marta, "GOB1", "1", Some(NOTE));
    net.score(&net.marta, "ADM1", "NS", None);
    net.score(&net.nora, "gob1", "4", None);
    let row = until(AGREE, "three scores", || {
        let row = net.pooled("GOB1");
        (row["n"] == 3).then_some(row)
    });
    assert_eq!((&row["min"], &row["max"]), (&1.into(), &4.into()), "{row}");
    assert_eq!(row["notes"], serde_json::json!([NOTE]));
    net.score(&net.nora, "GOB1", "2", None);
    let row = until(AGREE, "a changed score", || {
        let row = net.pooled("GOB1");
        (row["max"] == 3).then_some(row)
    });
    assert_eq!((&row["n"], &row["min"]), (&3.into(), &1.into()), "{row}");
    let unknown = net.pooled("ADM1");
    assert_eq!((&unknown["n"], &unknown["unknown"]), (&0.into(), &1.into()));
    let mine = run(&net.nora, &net.verb("show")).remove(0);
    let items = mine["items"].as_array().unwrap();
    assert_eq!(items.len(), 32);
    assert_eq!(items[0]["score"], "2", "{}", items[0]);
    until(AGREE, "the spread at Nora's", || {
        let shown = run(&net.nora, &net.verb("show")).remove(0);
        (shown["items"][0]["pooled"]["n"] == 3).then_some(())
    });
}

fn agreed_and_shared(net: &Net) {
    net.agree("GOB1", "2");
    net.agree("GOB2", "3");
    net.agree("SAL1", "1");
    let mut words = net.verb("score");
    words.extend(["--item", "GOB1", "--score", "1"]);
    net.a.run(words).fails(5, "no_effect");
    net.a.run(net.verb("pool")).fails(5, "no_effect");
    let mut share = net.verb("share");
    share.extend(["--level", "areas"]);
    net.a.run(&share).fails(5, "not_permitted");
    let mut words = net.verb("priority");
    words.extend(["--item", "GOB2", "--urgency", "3", "--importance", "3"]);
    words.extend(["--feasibility", "2"]);
    let _saved = net.a.run(words).object();
    let _approved = net.a.run(net.verb("approve")).object();
    let seen = net.seen(&net.s);
    for word in [NOTE, DISSENT, WHY] {
        assert!(!seen.contains(word), "{word}");
    }

    let _shared = net.a.run(&share).object();
    let row = net.until_shared(&net.s, "areas");
    assert_eq!(row["areas"]["GOB"], 2.5, "{row}");
    assert_eq!(
        (&row["areas"]["LEG"], &row["items"]),
        (&Value::Null, &serde_json::json!([]))
    );
    let rows = run(&net.s, &net.verb("compare"));
    assert!(rows.iter().all(|row| row["org"].is_string()), "{rows:?}");
    for device in [&net.s, &net.b] {
        let seen = net.seen(device);
        assert!(!seen.contains(WHY) && !seen.contains(DISSENT), "{seen}");
    }

    share.pop();
    share.push("full");
    let _shared = net.a.run(&share).object();
    let row = net.until_shared(&net.b, "full");
    let first = &row["items"][0];
    assert_eq!(
        (&first["score"], &first["why"]),
        (&"2".into(), &WHY.into()),
        "{row}"
    );
    let _row = net.until_shared(&net.s, "full");
    let seen = net.seen(&net.s);
    assert!(seen.contains(WHY) && !seen.contains(DISSENT) && !seen.contains(NOTE));
    let shown = run(&net.s, &net.verb("show")).remove(0);
    let orgs = shown["orgs"].as_array().unwrap();
    let state = |name: &str| {
        let found = orgs.iter().find(|row| row["name"] == name);
        text(&found.expect("an organization")["state"])
    };
    assert_eq!(
        (state("Org A"), state("Org B")),
        ("shared".into(), "scoring".into())
    );
}

fn show(at: &Device, plan: &str) -> Value {
    at.run(["plan", "show", plan]).object()
}

/// A plan from low scores and high priorities, which nobody else reads yet.
fn drafted(net: &Net) -> String {
    let made = net.a.run(net.verb("plan")).object();
    let plan = text(&made["id"]);
    let again = net.a.run(net.verb("plan")).object();
    assert_eq!(again["id"], made["id"], "one plan a round");
    let drafted = show(&net.a, &plan);
    let activities = drafted["activities"].as_array().unwrap();
    let areas: Vec<&str> = activities
        .iter()
        .filter_map(|one| one["area"].as_str())
        .collect();
    assert_eq!(areas.len(), 3, "{drafted}");
    assert!(
        areas.contains(&"SAL") && areas.contains(&"GOB"),
        "{drafted}"
    );
    assert!(
        activities
            .iter()
            .all(|one| one["due"].is_string() && one["who"] != "")
    );
    // At a glance, in as many columns as an old terminal leaves them.
    let begin = |one: &Value| text(&one["activity"]).chars().take(20).collect::<String>();
    let begins: BTreeSet<String> = activities.iter().map(begin).collect();
    assert_eq!(begins.len(), 3, "{begins:?}");
    for code in ["GOB1 ", "GOB2 ", "SAL1 "] {
        let named = begins.iter().any(|begin| begin.starts_with(code));
        assert!(named, "{begins:?}");
    }
    net.s.run(["plan", "show", &plan]).fails(4, "not_found");
    plan
}

/// Organization and Secretariat sign one version, and nobody else does.
fn signed_by_both(net: &Net, plan: &str) -> Value {
    let sign = ["plan", "sign", plan];
    net.marta
        .run(
            [
                "plan",
                "add",
                plan,
                "--objective",
                "o",
                "--activity",
                "a",
                "--who",
                "w",
            ]
            .iter()
            .chain(&["--due", "30d"]),
        )
        .fails(5, "not_permitted");
    let signed = net.a.run(sign).object();
    assert_eq!(signed["signed_as"], serde_json::json!(["org"]), "{signed}");
    let read = until(AGREE, "the plan at the Secretariat", || {
        let shown = net.s.run(["plan", "show", plan]);
        (shown.status == 0).then(|| shown.object())
    });
    assert_eq!(read["version"], signed["version"]);
    let by_office = net.s.run(sign).object();
    assert_eq!(by_office["signed_as"], serde_json::json!(["secretariat"]));
    assert_eq!(by_office["version"], signed["version"]);
    net.b.run(sign).fails(5, "not_permitted");
    let both = until(AGREE, "both signatures", || {
        let shown = show(&net.a, plan);
        (shown["signed"].as_array().unwrap().len() == 2).then_some(shown)
    });
    let days: Vec<i64> = both["reviews"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|one| one["days"].as_i64())
        .collect();
    assert_eq!(days, [30, 90, 180]);
    signed
}

/// A later change is another version, and asks both again.
fn changed(net: &Net, plan: &str, signed: &Value) {
    let sign = ["plan", "sign", plan];
    let add = [
        "plan",
        "add",
        plan,
        "--objective",
        "Más",
        "--activity",
        "Taller",
    ];
    let more = [
        "--who",
        "Comisión",
        "--due",
        "2027-03-01",
        "--support",
        "Org B",
        "--area",
        "LEG",
    ];
    let added = net.a.run(add.iter().chain(&more)).object();
    let changed = show(&net.a, plan);
    assert_eq!(
        (&changed["signed"], &changed["signed_before"]),
        (&serde_json::json!([]), &true.into())
    );
    assert_ne!(changed["version"], signed["version"]);
    let stale = |at: &Device| show(at, plan)["stale"].clone();
    assert_eq!(stale(&net.a)["version"], signed["version"], "{changed}");
    assert_eq!(stale(&net.s), Value::Null, "others know what they read");
    let listed = run(&net.a, &["plan", "list"]);
    assert_eq!(listed[0]["stale"], true, "{listed:?}");
    let _signed = net.a.run(sign).object();
    assert_eq!(stale(&net.a), Value::Null, "others read it as it stands");
    until(AGREE, "the new version at the Secretariat", || {
        let shown = show(&net.s, plan);
        (shown["version"] == changed["version"]).then_some(())
    });
    let activity = text(&added["id"]);
    let told = [
        "plan",
        "progress",
        &activity,
        "--percent",
        "40",
        "--note",
        DISSENT,
    ];
    let _told = net.a.run(told).object();
    until(AGREE, "progress at the Secretariat", || {
        let shown = show(&net.s, plan);
        let all = shown["activities"].as_array().unwrap().clone();
        all.iter().any(|one| one["percent"] == 40).then_some(())
    });
    assert!(
        !show(&net.s, plan).to_string().contains(DISSENT),
        "notes stay inside"
    );
}

/// Who needs, and a plan on paper.
fn needs_and_pages(net: &Net, plan: &str) {
    let needs = run(&net.s, &["plan", "needs"]);
    let row = |area: &str| {
        needs
            .iter()
            .find(|row| row["area"] == area)
            .expect("an area")
    };
    assert_eq!(
        row("LEG")["needs"][0]["name"],
        "Org A",
        "asked for in the plan"
    );
    assert_eq!(row("SAL")["needs"][0]["name"], "Org A", "a low average");
    for format in ["md", "html", "csv", "ics"] {
        let page = net
            .s
            .run(["plan", "export", plan, "--format", format])
            .object();
        assert_eq!(page["format"], format);
        assert_eq!(
            text(&page["text"]).contains("Taller"),
            format != "ics",
            "{page}"
        );
    }
}

#[test]
fn a_round_goes_from_secret_scores_to_a_plan_that_both_sign() {
    let world = World::new();
    let net = network(&world);
    scored(&net);
    agreed_and_shared(&net);
    let plan = drafted(&net);
    let signed = signed_by_both(&net, &plan);
    changed(&net, &plan, &signed);
    needs_and_pages(&net, &plan);
}

fn both_vote(s: &Device, a: &Device, proposal: &str) {
    for device in [s, a] {
        until(AGREE, "the vote", || {
            let vote = device.run(["proposal", "vote", proposal, "yes"]);
            (vote.status == 0).then_some(())
        });
    }
    until(AGREE, "both votes", || {
        let shown = s.run(["proposal", "show", proposal]).object();
        (shown["voted"] == 2).then_some(())
    });
}

/// What is published anew and says what was adopted is adopted: who decided knew this text.
fn changed_back(s: &Device, plan: &str, activity: &str, proposal: &str) {
    let whose = |org: &str| {
        let change = ["plan", "change", activity, "--who", org];
        let _changed = s.run(change).object();
        let _published = s.run(["plan", "sign", plan]).object();
        s.run(["plan", "show", plan]).object()["adopted"]["proposal"].clone()
    };
    assert_eq!(whose("Org C"), Value::Null, "another version is published");
    assert_eq!(whose("Org A"), proposal, "a version that says the same");
    // What is decided on is the plan, by the name that commands know.
    let shown = s.run(["proposal", "show", proposal]).object();
    assert_eq!(shown["from"], plan, "{shown}");
}

#[test]
fn the_networks_plan_is_the_offices_to_write_and_adopted_by_a_vote_on_its_version() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let a = world.organization("A", &s);
    let space = s.space("network");
    let start = ["assessment", "start", "--space", &space, "--title", "Ronda"];
    let more = ["--instrument", "CAP-RED-1", "--closes", "7d"];
    let round = text(&s.run(start.iter().chain(&more)).object()["id"]);
    let draft = ["assessment", "plan", &round, "--network"];
    let plan = text(&s.run(draft).object()["id"]);
    assert_eq!(text(&s.run(draft).object()["id"]), plan, "there is one");
    let add = ["plan", "add", &plan, "--objective", "Voceras"];
    let add = [&add[..], &["--activity", "Taller"]].concat();
    let whose = ["--who", "Org A", "--due", "2031-06-30"];
    let _added = s.run(add.iter().chain(&whose)).object();
    let propose = [
        "proposal", "new", "--space", &space, "--title", "Plan", "--body", "B",
    ];
    let rule = ["--method", "majority", "--count", "orgs", "--closes"];
    let rule = [&rule[..], &["2099-12-01T16:00:00Z"]].concat();
    let from = ["--from", &plan];
    // What nobody published cannot be adopted.
    s.run(propose.iter().chain(&rule).chain(&from))
        .fails(5, "no_effect");
    let signed = s.run(["plan", "sign", &plan]).object();
    assert_eq!(
        signed["signed_as"],
        serde_json::json!(["secretariat"]),
        "{signed}"
    );

    let seen = until(AGREE, "the plan at A", || {
        let rows = run(&a, &["plan", "list"]);
        let row = rows.into_iter().find(|row| row["id"] == plan.as_str())?;
        (row["signed"] == serde_json::json!(["secretariat"])).then_some(row)
    });
    assert_eq!(
        (&seen["org"], &seen["activities"]),
        (&space.as_str().into(), &1.into())
    );
    assert_eq!(seen["adopted"], Value::Null);
    a.run(add.iter().chain(&whose)).fails(5, "not_permitted");
    a.run(["plan", "sign", &plan]).fails(5, "not_permitted");

    let made = s.run(propose.iter().chain(&rule).chain(&from)).object();
    let proposal = text(&made["id"]);
    both_vote(&s, &a, &proposal);
    let _closed = s.run(["proposal", "close", &proposal]).object();
    let adopted = |device: &Device| {
        device.run(["plan", "show", &plan]).object()["adopted"]["proposal"].clone()
    };
    until(AGREE, "it is adopted at A", || {
        (adopted(&a) == proposal.as_str()).then_some(())
    });
    let shown = s.run(["plan", "show", &plan]).object();
    let activity = text(&shown["activities"][0]["id"]);
    let _told = s
        .run(["plan", "progress", &activity, "--percent", "40"])
        .object();
    assert_eq!(
        adopted(&s),
        proposal.as_str(),
        "how far it is changes no version"
    );
    let _changed = s
        .run(["plan", "change", &activity, "--who", "Org B"])
        .object();
    assert_eq!(adopted(&s), Value::Null, "a change is another version");
    let shown = s.run(["plan", "show", &plan]).object();
    assert_eq!(shown["stale"]["version"], signed["version"], "{shown}");
    changed_back(&s, &plan, &activity, &proposal);
    until(AGREE, "it is adopted again at A", || {
        (adopted(&a) == proposal.as_str()).then_some(())
    });
}

/// A round of an instrument in which S agrees on some items and shares at a level; its id.
fn round_of(s: &Device, instrument: &str, agreed: &[(&str, &str)], level: &str) -> String {
    let network = s.space("network");
    let start = ["assessment", "start", "--space", &network, "--title", "R"];
    let more = ["--closes", "7d", "--instrument", instrument];
    let round = text(&s.run(start.iter().chain(&more)).object()["id"]);
    let verb = |verb: &'static str, more: &[&str]| {
        let words = ["assessment", verb, &round];
        let done = s.run(words.iter().chain(more)).done();
        assert!(!done.lines.is_empty(), "{verb}: {done:?}");
    };
    verb("score", &["--item", agreed[0].0, "--score", "2"]);
    verb("pool", &[]);
    for &(item, score) in agreed {
        let why = ["--item", item, "--score", score, "--why", WHY];
        verb("agree", &why);
    }
    verb("approve", &[]);
    verb("share", &["--level", level]);
    round
}

#[test]
fn a_change_is_one_since_the_last_round_of_the_same_instrument_that_shared_areas() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let own = ["assessment", "instruments", "--print", "CAP-RED-1"];
    let own = s.say(own).text.replace("CAP-RED-1", "PROPIO-1");
    let own = world.file("propio.toml", &own);
    let own = own.to_str().expect("a path");
    let compared = |round: &str| {
        let rows = run(&s, &["assessment", "compare", round]);
        let org = s.space("org");
        let row = rows.into_iter().find(|row| row["org"] == org.as_str());
        row.expect("my organization's")["change"].clone()
    };
    let first = [("GOB1", "2"), ("ADM1", "3")];
    let first = round_of(&s, "CAP-RED-1", &first, "areas");
    assert_eq!(
        compared(&first)["GOB"],
        Value::Null,
        "there was none before"
    );
    // Neither one of another instrument, nor one of which no area was shared.
    let _other = round_of(&s, own, &[("GOB1", "4")], "areas");
    let plan_alone = round_of(&s, "CAP-RED-1", &[("GOB1", "4")], "plan");
    assert_eq!(compared(&plan_alone)["GOB"], Value::Null);
    let second = [("GOB1", "4"), ("GOB2", "3"), ("SAL1", "1")];
    let second = round_of(&s, "CAP-RED-1", &second, "full");
    let change = compared(&second);
    assert_eq!(change["GOB"], 1.5, "{change}");
    for area in ["ADM", "SAL", "LEG"] {
        assert_eq!(change[area], Value::Null, "{area} is in one of both alone");
    }
    let third = round_of(&s, "CAP-RED-1", &[("GOB1", "3"), ("SAL1", "3")], "areas");
    let change = compared(&third);
    assert_eq!(
        (&change["GOB"], &change["SAL"]),
        (&(-0.5).into(), &2.0.into())
    );
    // What came later changes nothing of what stood before.
    assert_eq!(compared(&second)["GOB"], 1.5);
    assert_eq!(compared(&first)["GOB"], Value::Null);
}
