//! The network's plan, made of what organizations shared and adopted by one vote each: a ballot
//! comes on a stick, and an organization is removed while the vote goes on.

use asamblea_tests::binary::{Device, World, text, until};
use serde_json::json;

use crate::desk::{DOWN, Desk, ENTER, SOON, TAB, UP, run};

const TITLE: &str = "Plan de la red";

/// From the shares of the others to the adopted plan.
pub(crate) fn told(world: &World, desk: &mut Desk) {
    for at in &desk.others {
        shares(at, &desk.round);
    }
    let plan = drafted(desk);
    let new = ["proposal", "new", "--from", &plan, "--title", TITLE];
    let space = desk.s.space("network");
    let rest = ["--space", &space, "--body", "Un taller para todas"];
    let rule = ["--method", "two-thirds", "--count", "orgs"];
    let until = ["--closes", "2099-12-01T16:00:00Z"];
    let words = [&new[..], &rest, &rule, &until].concat();
    let id = text(&run(&desk.s, &words)["id"]);
    let stick = ballot_on_stick(world, desk, &id);

    desk.screen.keys("5");
    // What is open stands above what was decided.
    desk.at(TITLE, &["g", "g"]);
    desk.sees("Un taller para todas");
    desk.screen.keys("v");
    desk.answers("Volver sin votar", &[DOWN, ENTER]);
    desk.answers("La razón es opcional", &[TAB, TAB, ENTER]);
    desk.sees("votaron 1 de 4");
    vote(&desk.others[1], &id, "no");
    desk.sees("votaron 2 de 4");
    let removed = run(&desk.s, &["org", "remove", "Org C"]);
    assert_eq!(removed["state"], "removed", "{removed}");
    let _voted = run(&desk.s, &["proposal", "vote", &id, "yes"]);
    desk.sees("votaron 3 de 4");

    desk.screen.keys("gy");
    desk.at("i de USB", &["i"]);
    desk.answers(
        "Lee un archivo que otra organización",
        &[&stick, TAB, ENTER],
    );
    desk.sees(" nuevos, ");
    desk.screen.keys("5");
    desk.sees("votaron 4 de 4");
    let close = ["proposal", "close", &id, "--statement", "Se adopta"];
    desk.office(
        &["proposal", "show", &id],
        "the ballot of the stick",
        |rows| {
            let tally = json!({"yes": 3, "no": 1, "abstain": 0});
            (rows.first()?["tally"] == tally).then_some(())
        },
    );
    assert_eq!(run(&desk.s, &close)["outcome"], "adopted");
    desk.sees("Aprobada.");
    // The network's plan stands above her own, which has the focus.
    desk.screen.keys("6");
    desk.at("firma: la organización, la Secretaría", &[UP]);
    desk.sees("ADOPTADO por la votación «Plan de la red»");
}

/// One item agreed low, approved, and shared by areas.
fn shares(at: &Device, round: &str) {
    let of = |verb| ["assessment", verb, round];
    let item = ["--item", "GOB1"];
    let score = [&of("score")[..], &item, &["--score", "1"]].concat();
    let _scored = run(at, &score);
    let _pooled = at.run(of("pool")).done();
    let agree = ["--score", "1", "--why", "falta todo"];
    let _agreed = run(at, &[&of("agree")[..], &item, &agree].concat());
    let _approved = run(at, &of("approve"));
    let _shared = run(at, &[&of("share")[..], &["--level", "areas"]].concat());
}

/// The office drafts it once three have shared, and signs: others read it from then on.
fn drafted(desk: &Desk) -> String {
    desk.office(
        &["assessment", "compare", &desk.round],
        "three shares",
        |rows| {
            let shared = rows.iter().filter(|row| row["shared"].is_string());
            (shared.count() == 3).then_some(())
        },
    );
    let draft = ["assessment", "plan", &desk.round, "--network"];
    let plan = text(&run(&desk.s, &draft)["id"]);
    let shown = run(&desk.s, &["plan", "show", &plan]);
    let activities = shown["activities"].as_array().unwrap();
    assert!(!activities.is_empty(), "what is low together: {shown}");
    let signed = run(&desk.s, &["plan", "sign", &plan]);
    assert_eq!(signed["signed_as"], json!(["secretariat"]), "{signed}");
    plan
}

fn vote(at: &Device, proposal: &str, choice: &str) {
    until(SOON, "the proposal has come", || {
        (at.run(["proposal", "show", proposal]).status == 0).then_some(())
    });
    let vote = ["proposal", "vote", proposal, choice];
    assert_eq!(run(at, &vote)["saved"], true);
}

/// An organization without a connection votes and writes what it holds to a stick.
fn ballot_on_stick(world: &World, desk: &mut Desk, proposal: &str) -> String {
    let away = &mut desk.others[0];
    until(SOON, "the proposal has come", || {
        (away.run(["proposal", "show", proposal]).status == 0).then_some(())
    });
    assert_eq!(away.stop(), 0);
    vote(away, proposal, "yes");
    let stick = world.path().join("stick");
    let stick = stick.to_str().unwrap();
    let written = run(away, &["bundle", "export", stick]);
    assert!(written["ops"].as_u64() > Some(0), "{written}");
    stick.to_owned()
}
