//! Proposals and votes between organizations: every device comes to the same tally, and so does a
//! program that knows the written rule alone.

use std::path::Path;
use std::process::Command;

use asamblea_tests::binary::{Device, World, text, until};
use serde_json::{Value, json};

use crate::AGREE;
use crate::bundles::{export, import};

/// Long after any test.
const CLOSES: &str = "2099-12-01T16:00:00Z";

fn propose(by: &Device, space: &str, options: &[&str]) -> String {
    let new = ["proposal", "new", "--space", space, "--title", "Plan"];
    let rest = ["--body", "Una gira", "--closes", CLOSES];
    let made = by.run(new.iter().chain(&rest).chain(options)).object();
    assert_eq!(made["saved"], true, "{made}");
    text(&made["id"])
}

fn show(by: &Device, id: &str) -> Value {
    by.run(["proposal", "show", id]).object()
}

fn vote(by: &Device, id: &str, choice: &str) {
    let voted = by.run(["proposal", "vote", id, choice, "--reason", "Razón"]);
    assert_eq!(voted.object()["saved"], true);
}

fn has(by: &Device, id: &str) {
    until(AGREE, "it is there", || {
        (by.run(["proposal", "show", id]).status == 0).then_some(())
    });
}

/// The same as seen by all, once it is so.
fn agreed(all: &[&Device], id: &str, want: impl Fn(&Value) -> bool) -> Value {
    until(AGREE, "all see the same", || {
        let seen: Vec<Value> = all.iter().map(|device| show(device, id)).collect();
        let same = |key: &str| seen.iter().all(|one| one[key] == seen[0][key]);
        let keys = [
            "tally",
            "state",
            "outcome",
            "quorum_met",
            "roll",
            "missing",
            "late",
        ];
        (keys.into_iter().all(same) && want(&seen[0])).then(|| seen[0].clone())
    })
}

/// What the independent program says of an export; nothing where there is no Python.
pub(crate) fn recount(by: &Device, id: &str) -> Option<Value> {
    let export = by
        .run(["proposal", "export", id, "--format", "json"])
        .object();
    assert_eq!(export["format"], "json");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("vote.json");
    std::fs::write(&file, text(&export["text"])).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tally.py");
    let Ok(output) = Command::new("python3")
        .arg("-B")
        .arg(script)
        .arg(&file)
        .output()
    else {
        asamblea_tests::skip::without_python();
        return None;
    };
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said} {:?}", output.stdout);
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

fn state_hash(of: &Device, space: &str) -> Value {
    let status = of.status();
    let spaces = status["spaces"].as_array().unwrap();
    let row = spaces.iter().find(|row| row["id"] == space);
    row.unwrap()["state_hash"].clone()
}

/// What a rule would mean; nothing is written by asking.
fn told_before(by: &Device, network: &str, rule: &[&str]) -> Value {
    let before = by.run(["proposal", "list"]).lines;
    let dry = ["proposal", "new", "--space", network, "--title", "Plan"];
    let dry = dry.into_iter().chain(["--closes", CLOSES, "--preview"]);
    let told = by.run(dry.chain(rule.iter().copied())).object();
    assert_eq!(told["of"], 3, "{told}");
    assert_eq!(
        (&told["if_all"], &told["if_quorum"]),
        (&json!(2), &json!(2))
    );
    assert_eq!(
        by.run(["proposal", "list"]).lines,
        before,
        "nothing is written"
    );
    told
}

#[test]
fn an_empty_text_is_refused_where_somebody_gives_one() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let network = s.space("network");
    let new = ["proposal", "new", "--space", &network, "--title", "Plan"];
    let rule = ["--method", "majority", "--count", "orgs", "--closes"];
    let propose = |more: &[&str]| {
        let arguments = [&new[..], &rule, &[CLOSES], more].concat();
        s.run(arguments)
    };
    for text in ["", " \n"] {
        let refused = propose(&["--body", text]);
        refused.fails(2, "usage");
        let why = "A proposal needs a text.";
        assert!(refused.stderr.contains(why), "{refused:?}");
    }
    assert_eq!(s.run(["proposal", "list"]).lines.len(), 0);
    let _told = propose(&["--body", "", "--preview"]).object();
    let guided = ["doc", "new", "--space", &network, "--title", "Plan"];
    let template = ["--template", "propuesta"];
    let doc = text(&s.run(guided.iter().chain(&template)).object()["id"]);
    let written = s.document(&doc).unwrap();
    assert!(written.contains("## 7. How and when do we review it?"));
    let made = propose(&["--body", &written, "--from", &doc]).object();
    let shown = show(&s, &text(&made["id"]));
    assert_eq!(shown["came_from"][0]["id"], doc.as_str(), "{shown}");
}

#[test]
fn organizations_vote_change_their_mind_and_see_the_same_tally_everywhere() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let a = world.organization("A", &s);
    let mut b = world.organization("B", &s);
    let network = s.space("network");
    until(AGREE, "all three have a vote", || {
        let id = propose(&s, &network, &["--method", "sense", "--count", "orgs"]);
        (show(&s, &id)["roll"]["size"] == 3).then_some(())
    });
    let rule = ["--method", "majority", "--count", "orgs", "--quorum", "2"];
    let told = told_before(&s, &network, &rule);
    let id = propose(&s, &network, &rule);
    let opened = show(&s, &id);
    assert_eq!(opened["preview"], told, "what was told is what stands");
    assert_eq!(opened["state"], "open", "{opened}");
    assert_eq!(opened["missing"].as_array().unwrap().len(), 3);
    for key in ["rule", "secrecy"] {
        assert!(text(&opened[key]).len() > 40, "{opened}");
    }
    has(&a, &id);
    has(&b, &id);
    let as_org = |id: &str| {
        s.run([
            "proposal", "vote", id, "no", "--as-org", "--reason", "Razón",
        ])
    };
    assert_eq!(as_org(&id).object()["saved"], true);
    // Where persons vote, no organization does.
    let people = propose(&s, &network, &["--method", "sense", "--count", "people"]);
    as_org(&people).fails(5, "not_permitted");
    assert_eq!(show(&s, &people)["voted"], 0);
    vote(&a, &id, "no");
    agreed(&[&s, &a, &b], &id, |seen| seen["tally"]["no"] == 2);
    // A changes its mind; B votes where nobody is connected, and its ballot comes on a stick.
    vote(&a, &id, "yes");
    agreed(&[&s, &a, &b], &id, |seen| seen["tally"]["yes"] == 1);
    assert_eq!(b.stop(), 0);
    vote(&b, &id, "yes");
    let stick = export(&b, &world, "stick", &[]);
    import(&s, &stick);
    let seen = agreed(&[&s, &a], &id, |seen| seen["tally"]["yes"] == 2);
    assert_eq!(seen["tally"], json!({"yes": 2, "no": 1, "abstain": 0}));
    assert_eq!(seen["would_be"], "adopted");

    let refused = a.run(["proposal", "close", &id]);
    refused.fails(5, "not_permitted");
    let closed = s.run(["proposal", "close", &id, "--statement", "Se hace"]);
    assert_eq!(closed.object()["outcome"], "adopted");
    // B did not hear of it, and votes late.
    vote(&b, &id, "no");
    b.start(&[&s.address()]);
    let seen = agreed(&[&s, &a, &b], &id, |seen| seen["late"] == 1);
    assert_eq!(seen["tally"], json!({"yes": 2, "no": 1, "abstain": 0}));
    assert_eq!(seen["state"], "closed");
    assert_eq!(seen["minority"][0]["reason"], "Razón");
    a.run(["proposal", "vote", &id, "no"]).fails(5, "no_effect");
    until(AGREE, "the same state", || {
        let hash = state_hash(&s, &network);
        (hash == state_hash(&a, &network) && hash == state_hash(&b, &network)).then_some(())
    });
    for device in [&s, &a, &b] {
        if let Some(counted) = recount(device, &id) {
            assert_eq!(counted["tally"], seen["tally"]);
            assert_eq!(counted["outcome"], "adopted");
        }
    }
}

#[test]
fn consent_stops_at_an_objection_and_goes_on_with_an_amended_text() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let a = world.organization("A", &s);
    let network = s.space("network");
    until(AGREE, "both have a vote", || {
        let id = propose(&s, &network, &["--method", "sense", "--count", "orgs"]);
        (show(&s, &id)["roll"]["size"] == 2).then_some(())
    });
    let id = propose(&s, &network, &["--method", "consent", "--count", "orgs"]);
    has(&a, &id);
    vote(&s, &id, "agree");
    vote(&a, &id, "object");
    agreed(&[&s, &a], &id, |seen| seen["tally"]["disagree"] == 1);
    let reasons = ["--harm", "Pide nombres", "--change", "Seudónimos"];
    let object = ["proposal", "object", &id];
    assert_eq!(a.run(object.iter().chain(&reasons)).object()["saved"], true);
    let seen = agreed(&[&s, &a], &id, |seen| seen["tally"]["object"] == 1);
    assert_eq!(seen["state"], "objection");
    let amend = [
        "proposal",
        "amend",
        &id,
        "--body",
        "Una gira con seudónimos",
    ];
    let amendment = text(&a.run(amend).object()["id"]);
    until(AGREE, "S has the amendment", || {
        let versions = show(&s, &id)["versions"].clone();
        (versions.as_array().unwrap().len() == 2).then_some(())
    });
    a.run(["proposal", "amendment", "accept", &amendment])
        .fails(5, "not_permitted");
    let accepted = s.run(["proposal", "amendment", "accept", &amendment]);
    assert_eq!(accepted.object()["saved"], true);
    let seen = agreed(&[&s, &a], &id, |seen| seen["version"] == 2);
    assert_eq!(seen["text"], "Una gira con seudónimos");
    // Nobody voted for this text yet.
    assert_eq!(seen["voted"], 0, "{seen}");
    vote(&a, &id, "agree");
    vote(&s, &id, "concern");
    agreed(&[&s, &a], &id, |seen| seen["voted"] == 2);
    let closed = s.run(["proposal", "close", &id]).object();
    assert_eq!(closed["outcome"], "adopted");
    recount(&s, &id);
}

#[test]
fn delegation_secret_election_and_a_clock_that_closes() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let a = world.organization("A", &s);
    let network = s.space("network");
    until(AGREE, "both have a vote", || {
        let id = propose(&s, &network, &["--method", "sense", "--count", "orgs"]);
        (show(&s, &id)["roll"]["size"] == 2).then_some(())
    });
    let rule = ["--method", "election", "--count", "orgs"];
    let options = ["--option", "Ana", "--option", "Rosa"];
    let id = propose(&s, &network, &[rule, options].concat());
    has(&a, &id);
    let carrier = text(&show(&a, &id)["units"][0]["id"]);
    let mine = text(&show(&a, &id)["my_unit"]["id"]);
    let (carrier, by, other) = if carrier == mine {
        (carrier, &a, &s)
    } else {
        (carrier, &s, &a)
    };
    let delegated = other.run(["proposal", "delegate", &id, &carrier]).object();
    assert_eq!(delegated["saved"], true);
    // Each side lists it, until it is taken back.
    let listed = |device: &Device| {
        let rows = device.run(["proposal", "list", "--delegated"]).done().lines;
        let row = rows.first()?;
        let one = row["delegations"].as_array()?.first()?;
        Some((text(&one["kind"]), text(&one["state"])))
    };
    let said = |kind: &str| Some((kind.to_owned(), "waits".to_owned()));
    assert_eq!(listed(other), said("given"));
    until(AGREE, "she carries it", || {
        (listed(by) == said("received")).then_some(())
    });
    let _back = other
        .run(["proposal", "delegate", &id, "--revoke"])
        .object();
    assert_eq!(listed(other), None);
    let again = other.run(["proposal", "delegate", &id, &carrier]).object();
    assert_eq!(again["saved"], true);
    vote(by, &id, "Rosa");
    let seen = agreed(&[&s, &a], &id, |seen| seen["voted"] == 2);
    // How it goes is nobody's to see before the end, and who voted what never.
    assert_eq!((&seen["tally"], &seen["ballots"]), (&json!({}), &json!([])));
    assert_eq!(
        (&seen["would_be"], &seen["outcome"]),
        (&Value::Null, &Value::Null)
    );
    let _closed = s.run(["proposal", "close", &id]).object();
    let seen = agreed(&[&s, &a], &id, |seen| seen["state"] == "closed");
    assert_eq!(seen["tally"], json!({"1": 0, "2": 2, "abstain": 0}));
    assert_eq!(
        (&seen["outcome"], &seen["chosen"]),
        (&json!("chosen"), &json!(["2"]))
    );
    assert_eq!(seen["ballots"], json!([]));
    recount(&a, &id);

    // The clock of who proposed it triggers the end.
    let clock = Command::new("date")
        .args(["-u", "-d", "+4 seconds", "+%FT%TZ"])
        .output();
    let soon = String::from_utf8(clock.unwrap().stdout).unwrap();
    let soon = soon.trim().to_owned();
    let new = [
        "proposal", "new", "--space", &network, "--title", "Rápida", "--body", "B",
    ];
    let rest = ["--method", "majority", "--count", "orgs", "--closes", &soon];
    let id = text(&s.run(new.iter().chain(&rest)).object()["id"]);
    vote(&s, &id, "yes");
    has(&a, &id);
    let seen = agreed(&[&s, &a], &id, |seen| seen["state"] == "closed");
    assert_eq!(seen["outcome"], "adopted");
}

#[test]
fn what_is_out_for_consultation_takes_amendments_and_no_ballots_until_it_is_opened() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let a = world.organization("A", &s);
    let network = s.space("network");
    let rule = ["--method", "majority", "--count", "orgs", "--consult"];
    let id = propose(&s, &network, &rule);
    let consulted = show(&s, &id);
    assert_eq!(consulted["state"], "consultation", "{consulted}");
    assert_eq!(consulted["roll"]["size"], 0);
    let rule = text(&consulted["rule"]);
    assert!(rule.contains("when the vote opens"), "{rule}");
    assert!(!rule.contains("of 0"), "{rule}");
    if let Some(counted) = recount(&s, &id) {
        assert_eq!(counted["tally"], Value::Null, "there is nothing to count");
    }
    s.run(["proposal", "vote", &id, "yes"])
        .fails(5, "no_effect");
    s.run(["proposal", "close", &id]).fails(5, "no_effect");
    has(&a, &id);
    a.run(["proposal", "open", &id]).fails(5, "not_permitted");
    let other = a.run(["proposal", "amend", &id, "--body", "Dos giras"]);
    let other = text(&other.object()["id"]);
    until(AGREE, "the amendment is there", || {
        let answered = s.run(["proposal", "amendment", "accept", &other]);
        (answered.status == 0).then_some(())
    });
    until(AGREE, "both would have a vote", || {
        (show(&s, &id)["preview"]["of"] == 2).then_some(())
    });
    let open = s.run(["proposal", "open", &id]).object();
    assert_eq!(open["saved"], true, "{open}");
    s.run(["proposal", "open", &id]).fails(5, "no_effect");
    let opened = agreed(&[&s, &a], &id, |seen| seen["state"] == "open");
    assert_eq!(opened["roll"]["size"], 2, "{opened}");
    assert_eq!(opened["text"], "Dos giras");
    let rests = ["yes", "--reason", "Razón", "--basis", "assembly"];
    let rests = ["proposal", "vote", &id].into_iter().chain(rests);
    assert_eq!(a.run(rests).object()["saved"], true);
    vote(&s, &id, "yes");
    let voted = agreed(&[&s, &a], &id, |seen| seen["tally"]["yes"] == 2);
    assert_eq!(voted["state"], "open", "{voted}");
    let ballots = show(&s, &id)["ballots"].clone();
    let bases: Vec<&Value> = ballots
        .as_array()
        .unwrap()
        .iter()
        .map(|b| &b["basis"])
        .collect();
    assert!(bases.contains(&&json!("assembly")), "{ballots}");
    let closed = s.run(["proposal", "close", &id]).object();
    assert_eq!(closed["state"], "closed", "{closed}");
    agreed(&[&s, &a], &id, |seen| seen["outcome"] == "adopted");
    if let Some(counted) = recount(&a, &id) {
        assert_eq!(counted["outcome"], "adopted", "{counted}");
    }
}
