//! Strengthening plans: drafted from what was agreed, read where they were shared or signed, signed
//! by organization and Secretariat on one version; and who needs and offers what, by sub-region.

use std::collections::{BTreeMap, BTreeSet};

use asamblea_tests::binary::{Device, text, until};
use serde_json::{Value, json};

use crate::assessment::{AREAS, average, level, levels};
use crate::cast::{Network, Org, lines, object};
use crate::{AGREE, each};

/// Both sign these.
const SIGNED: [&str; 4] = ["A1", "A3", "A5", "B1"];
/// Shared with what is said of plans alone, and signed by nobody.
const SHOWN: &str = "B5";
/// Drafted, and neither shared nor signed.
const INNER: &str = "A2";
/// Changes its plan after both signed.
const CHANGED: &str = "B1";
/// What it asks others for: an area, and what nobody named so far.
const ASKED: (&str, &str) = ("LEG", "apoyolegal");

/// Plans by the code of their organization.
type Plans = BTreeMap<&'static str, String>;

/// From drafts to signatures; gives how many all read.
pub(crate) fn told(net: &Network, round: &str) -> usize {
    let codes = SIGNED.iter().chain([&SHOWN, &INNER]).copied();
    let plans: Plans = codes
        .map(|code| (code, drafted(net.org(code), round)))
        .collect();
    let _all = each(SIGNED, |code| signed(net, code, &plans[code], 1));
    changed(net, &plans[CHANGED]);
    signed(net, CHANGED, &plans[CHANGED], 2);
    for at in [&net.office, &net.org("C4").head, &net.org("C1").people[1]] {
        reads_what_is_public(net, at, &plans);
    }
    let inner = net.office.run(["plan", "show", &plans[INNER]]);
    inner.fails(4, "not_found");
    needs(net);
    SIGNED.len() + 1
}

/// A plan with an activity for each low score and for what has priority.
fn drafted(org: &Org, round: &str) -> String {
    let plan = text(&object(&org.head, &["assessment", "plan", round])["id"]);
    let shown = object(&org.head, &["plan", "show", &plan]);
    let mut want: Vec<&str> = Vec::new();
    for (area, name) in AREAS.iter().enumerate() {
        for (number, level) in levels(org, area).iter().enumerate() {
            let first = (area, number) == (0, 0);
            let low = *level <= 2 || (first && *level < 4);
            want.extend(low.then_some(name));
        }
    }
    let activities = shown["activities"].as_array().unwrap().iter();
    let mut areas: Vec<&str> = activities.filter_map(|one| one["area"].as_str()).collect();
    areas.sort_unstable();
    want.sort_unstable();
    assert_eq!(areas, want, "{}: {shown}", org.code);
    plan
}

/// Organization and Secretariat sign one version; another organization may not.
fn signed(net: &Network, code: &str, plan: &str, version: usize) {
    let org = net.org(code);
    let mine = object(&org.head, &["plan", "sign", plan]);
    assert_eq!(mine["signed_as"], json!(["org"]), "{mine}");
    until(AGREE, "the version at the Secretariat", || {
        let shown = net.office.run(["plan", "show", plan]);
        (shown.status == 0 && shown.object()["version"] == mine["version"]).then_some(())
    });
    let hers = object(&net.office, &["plan", "sign", plan]);
    assert_eq!(hers["signed_as"], json!(["secretariat"]), "{hers}");
    assert_eq!(hers["version"], mine["version"]);
    let other = &net.org("C4").head;
    until(AGREE, "both signatures elsewhere", || {
        let shown = other.run(["plan", "show", plan]);
        let shown = (shown.status == 0).then(|| shown.object())?;
        let by = signers(&shown);
        (by == ["org", "secretariat"] && shown["version"] == mine["version"]).then_some(())
    });
    other.run(["plan", "sign", plan]).fails(5, "not_permitted");
    let shown = object(&org.head, &["plan", "show", plan]);
    assert_eq!(shown["signed_before"], version > 1, "{shown}");
}

fn signers(plan: &Value) -> Vec<String> {
    let rows = plan["signed"].as_array().unwrap().iter();
    let mut all: Vec<String> = rows.map(|row| text(&row["signer"])).collect();
    all.sort_unstable();
    all
}

/// Another activity is another version, under which nobody signed.
fn changed(net: &Network, plan: &str) {
    let head = &net.org(CHANGED).head;
    let before = object(head, &["plan", "show", plan]);
    let add = [
        "plan",
        "add",
        plan,
        "--objective",
        "Defensa",
        "--activity",
        "Consultorio",
    ];
    let more = [
        "--who",
        "Comisión",
        "--due",
        "2027-06-01",
        "--area",
        ASKED.0,
    ];
    let support = ["--support", ASKED.1];
    let _added = head.run(add.iter().chain(&more).chain(&support)).object();
    let after = object(head, &["plan", "show", plan]);
    assert_ne!(after["version"], before["version"]);
    assert_eq!(signers(&after), Vec::<String>::new(), "{after}");
}

/// The same plans in the same versions everywhere; drafts stay at home.
fn reads_what_is_public(net: &Network, at: &Device, plans: &Plans) {
    let public: BTreeSet<String> = SIGNED
        .iter()
        .chain([&SHOWN])
        .map(|code| net.org(code).name())
        .collect();
    until(AGREE, "plans that were shared or signed", || {
        let rows = lines(at, &["plan", "list"]);
        let orgs: BTreeSet<String> = rows.iter().map(|row| text(&row["org_name"])).collect();
        assert!(orgs.is_subset(&public), "{orgs:?}");
        let same = plans
            .iter()
            .filter(|(code, _)| **code != INNER)
            .all(|(code, plan)| {
                let home = object(&net.org(code).head, &["plan", "show", plan]);
                let here = at.run(["plan", "show", plan]);
                let here = (here.status == 0).then(|| here.object());
                let signed = SIGNED.contains(code);
                here.is_some_and(|here| {
                    here["version"] == home["version"]
                        && signers(&here) == signers(&home)
                        && (signers(&here).len() == 2) == signed
                })
            });
        (orgs == public && same).then_some(())
    });
}

/// Areas with who needs and who offers in a sub-region.
type Market = BTreeMap<(String, String), [BTreeSet<String>; 2]>;

/// Who needs and who offers, by sub-region: from what was shared, and from nothing else.
fn needs(net: &Network) {
    let mut want = Market::new();
    for org in &net.orgs {
        let region = &net.regions[org.region()].name;
        for (area, name) in AREAS.iter().enumerate() {
            let average = average(org, area);
            let asks = org.code == CHANGED && *name == ASKED.0;
            let side = match average {
                Some(average) if average < 200 => 0,
                _ if asks => 0,
                Some(average) if average >= 300 => 1,
                _ => continue,
            };
            let key = ((*name).to_owned(), region.clone());
            want.entry(key).or_default()[side].insert(org.name());
        }
    }
    assert!(net.orgs.iter().any(|org| level(org).is_none()));
    let rows = lines(&net.office, &["plan", "needs"]);
    let names = |row: &Value, key: &str| -> BTreeSet<String> {
        let all = row[key].as_array().unwrap().iter();
        all.map(|org| text(&org["name"])).collect()
    };
    let read: Market = rows
        .iter()
        .map(|row| {
            let key = (text(&row["area"]), text(&row["subregion"]));
            (key, [names(row, "needs"), names(row, "offers")])
        })
        .collect();
    assert_eq!(read, want);
}
