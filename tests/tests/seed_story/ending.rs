//! The end: every space that is shared has one state on every device that reads it.

use std::collections::{BTreeMap, BTreeSet};

use asamblea_tests::binary::{Device, text, until};
use serde_json::Value;

use crate::cast::Network;
use crate::{AGREE, each, removal};

/// Spaces that a device reads, with their state; none while something of them is still missing.
fn states(at: &Device) -> Option<BTreeMap<String, String>> {
    let listed = at.run(["space", "list"]).done().lines;
    let read: BTreeSet<String> = listed
        .iter()
        .filter(|space| space["kind"] != "person")
        .map(|space| text(&space["id"]))
        .collect();
    let status = at.status();
    let rows = status["spaces"].as_array().unwrap().iter();
    let mine: Vec<&Value> = rows
        .filter(|row| read.contains(&text(&row["id"])))
        .collect();
    let whole = mine
        .iter()
        .all(|row| row["pending"] == 0 && row["quarantined"] == 0);
    let states = mine
        .iter()
        .map(|row| (text(&row["id"]), text(&row["state_hash"])));
    whole.then(|| states.collect())
}

/// Waits until all who are still in hold the same of whatever they share.
pub(crate) fn told(net: &Network, _proposal: &str) {
    let all = until(AGREE, "one state of each space everywhere", || {
        let all: Option<Vec<_>> = each(removal::inside(net), states).into_iter().collect();
        let all = all?;
        let mut known: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (space, state) in all.iter().flatten() {
            known.entry(space).or_default().insert(state);
        }
        known
            .values()
            .all(|states| states.len() == 1)
            .then(|| all.clone())
    });
    let holders = |space: &str| {
        all.iter()
            .filter(|states| states.contains_key(space))
            .count()
    };
    assert_eq!(holders(&net.space), net.everybody().len() - 1);
    for (at, region) in net.regions.iter().enumerate() {
        let orgs = net.orgs.iter().filter(|org| org.region() == at);
        let orgs = orgs.filter(|org| org.code != removal::OUT);
        let readers: usize = orgs.map(|org| org.devices().count()).sum();
        assert_eq!(holders(&region.space), readers + 1, "{}", region.name);
    }
    for org in net.orgs.iter().filter(|org| org.code != removal::OUT) {
        assert_eq!(
            holders(&org.head.space("org")),
            org.devices().count(),
            "{}",
            org.code
        );
    }
}
