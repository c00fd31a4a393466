//! The network's plan, adopted by one vote an organization: one changes its mind, two ballots come
//! on a stick, and one organization is removed while the vote goes on.

use std::path::{Path, PathBuf};
use std::process::Command;

use asamblea_tests::binary::{Device, text, until};
use serde_json::{Value, json};

use crate::cast::{Network, object};
use crate::{AGREE, each, removal};

/// Ballots that organizations give with their nodes running.
const BALLOTS: [(&str, &str); 13] = [
    ("A1", "yes"),
    ("A2", "yes"),
    ("A3", "yes"),
    ("A4", "yes"),
    ("A5", "yes"),
    ("B1", "yes"),
    ("B2", "yes"),
    ("B3", "abstain"),
    ("B4", "yes"),
    ("B5", "no"),
    ("C1", "yes"),
    ("C4", "yes"),
    (removal::OUT, "no"),
];
/// Changes its mind.
const CHANGED: &str = "A4";
/// Off while all others vote: their ballots travel on sticks, to the Secretariat and to another.
const AWAY: [&str; 2] = ["C2", "C3"];

/// From the plan to the end of the vote; gives the proposal.
pub(crate) fn told(net: &mut Network, round: &str) -> String {
    let plan = drafted(net, round);
    let proposal = opened(net, &plan);
    let _all = each(net.everybody(), |at| {
        until(AGREE, "the proposal", || {
            (at.run(["proposal", "show", &proposal]).status == 0).then_some(())
        });
    });
    for code in AWAY {
        assert_eq!(net.org_mut(code).head.stop(), 0);
    }
    vote(&net.office, &proposal, "yes");
    let _all = each(BALLOTS, |(code, choice)| {
        vote(&net.org(code).head, &proposal, choice);
    });
    vote(&net.org(CHANGED).head, &proposal, "no");
    let tally = json!({"yes": 10, "no": 3, "abstain": 1});
    let seen = until_tally(&net.office, &proposal, &tally);
    let missing = seen["missing"].as_array().unwrap();
    assert_eq!(missing.len(), AWAY.len(), "{seen}");

    let sticks = AWAY.map(|code| ballot_on_stick(net, code, &proposal));
    removal::during_the_vote(net, &proposal);
    let _taken = object(&net.office, &import(&sticks[0]));
    let _taken = object(&net.org("A1").head, &import(&sticks[1]));
    let tally = json!({"yes": 13, "no": 2, "abstain": 1});
    let _seen = until_tally(&net.office, &proposal, &tally);
    let refused = net.org("A1").head.run(["proposal", "close", &proposal]);
    refused.fails(5, "not_permitted");
    let close = ["proposal", "close", &proposal, "--statement", "Se adopta"];
    assert_eq!(object(&net.office, &close)["outcome"], "adopted");

    let address = net.office.address();
    for code in AWAY {
        net.org_mut(code).head.start(&[&address]);
    }
    same_everywhere(net, &proposal, &tally);
    let _all = each(removal::inside(net), |at| {
        until(AGREE, "the plan as adopted", || {
            let seen = object(at, &["plan", "show", &plan]);
            (seen["adopted"]["proposal"] == proposal.as_str()).then_some(())
        });
    });
    proposal
}

/// The Secretariat drafts the network's plan from what was shared, adds to it and publishes it.
fn drafted(net: &Network, round: &str) -> String {
    let draft = ["assessment", "plan", round, "--network"];
    let plan = text(&object(&net.office, &draft)["id"]);
    let activities = || {
        let shown = object(&net.office, &["plan", "show", &plan]);
        shown["activities"].as_array().map_or(0, Vec::len)
    };
    let from_needs = activities();
    assert!(from_needs > 0, "what is low together is in the draft");
    let add = ["plan", "add", &plan, "--objective", "Formación"];
    let what = ["--activity", "Un taller en cada sub-región"];
    let who = ["--who", "Secretaría", "--due", "2030-06-30"];
    let _added = object(&net.office, &[&add[..], &what, &who].concat());
    assert_eq!(activities(), from_needs + 1);
    let signed = object(&net.office, &["plan", "sign", &plan]);
    assert_eq!(signed["signed_as"], json!(["secretariat"]), "{signed}");
    plan
}

/// Comes from the version of the plan that stands: what is adopted is that.
fn opened(net: &Network, plan: &str) -> String {
    let new = [
        "proposal",
        "new",
        "--space",
        &net.space,
        "--title",
        "Plan de la red (ficticio)",
    ];
    let rest = [
        "--body",
        "Un taller en cada sub-región",
        "--closes",
        "2099-12-01T16:00:00Z",
        "--from",
        plan,
    ];
    let rule = ["--method", "two-thirds", "--count", "orgs", "--quorum", "9"];
    let made = net
        .office
        .run(new.iter().chain(&rest).chain(&rule))
        .object();
    let proposal = text(&made["id"]);
    let seen = object(&net.office, &["proposal", "show", &proposal]);
    assert_eq!(seen["roll"]["size"], net.orgs.len() + 1, "{seen}");
    proposal
}

fn vote(at: &Device, proposal: &str, choice: &str) {
    let vote = ["proposal", "vote", proposal, choice, "--reason", "Razón"];
    assert_eq!(object(at, &vote)["saved"], true);
}

fn until_tally(at: &Device, proposal: &str, tally: &Value) -> Value {
    until(AGREE, "the tally", || {
        let seen = object(at, &["proposal", "show", proposal]);
        (seen["tally"] == *tally).then_some(seen)
    })
}

/// An organization whose node is off votes, and writes what it holds to a stick.
fn ballot_on_stick(net: &Network, code: &str, proposal: &str) -> PathBuf {
    let head = &net.org(code).head;
    vote(head, proposal, "yes");
    let stick = net.world.path().join(format!("stick-{code}"));
    let written = object(head, &["bundle", "export", stick.to_str().unwrap()]);
    assert!(written["ops"].as_u64() > Some(0), "{written}");
    stick
}

/// The words that take in a stick.
pub(crate) fn import(stick: &Path) -> [&str; 3] {
    ["bundle", "import", stick.to_str().unwrap()]
}

/// Every device that is still in says the same of the vote, and so does the independent counter.
fn same_everywhere(net: &Network, proposal: &str, tally: &Value) {
    let keys = [
        "tally",
        "state",
        "outcome",
        "quorum_met",
        "voted",
        "roll",
        "missing",
        "late",
        "units",
        "version",
    ];
    let first = object(&net.office, &["proposal", "show", proposal]);
    assert_eq!(&first["tally"], tally, "{first}");
    assert_eq!(
        (&first["outcome"], &first["state"]),
        (&json!("adopted"), &json!("closed"))
    );
    assert_eq!(
        (&first["voted"], &first["missing"]),
        (&json!(16), &json!([]))
    );
    let _all = each(removal::inside(net), |at| {
        until(AGREE, "the same result", || {
            let seen = object(at, &["proposal", "show", proposal]);
            keys.iter().all(|key| seen[key] == first[key]).then_some(())
        });
    });
    for at in [&net.office, &net.org("A1").head, &net.org(AWAY[0]).head] {
        if let Some(counted) = recount(at, proposal) {
            assert_eq!(&counted["tally"], tally, "{counted}");
            assert_eq!(
                (&counted["outcome"], &counted["voted"]),
                (&json!("adopted"), &json!(16))
            );
        }
    }
}

/// What the independent program says of an export; nothing where there is no Python.
fn recount(at: &Device, proposal: &str) -> Option<Value> {
    let export = object(at, &["proposal", "export", proposal, "--format", "json"]);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("vote.json");
    std::fs::write(&file, text(&export["text"])).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tally.py");
    let run = Command::new("python3")
        .arg("-B")
        .arg(script)
        .arg(&file)
        .output();
    let Ok(output) = run else {
        asamblea_tests::skip::without_python();
        return None;
    };
    assert!(output.status.success(), "{output:?}");
    Some(serde_json::from_slice(&output.stdout).unwrap())
}
