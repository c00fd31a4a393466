//! An organization is removed while a vote goes on: its ballot and its place in the roll stay, and
//! what it says from then on reaches nobody.

use std::time::Duration;

use asamblea_tests::binary::{Device, text, until};
use serde_json::{Value, json};

use crate::cast::{Network, lines, object};
use crate::{AGREE, each};

/// Who is removed.
pub(crate) const OUT: &str = "C5";
/// How long a removed device may stay connected.
const CLOSED: Duration = Duration::from_secs(20);

/// Devices of all who are still in.
pub(crate) fn inside(net: &Network) -> Vec<&Device> {
    let out = net.org(OUT).head.profile();
    let all = net.everybody().into_iter();
    all.filter(|at| at.profile() != out).collect()
}

/// Those of them whose node runs.
fn there(net: &Network) -> Vec<&Device> {
    let all = inside(net).into_iter();
    all.filter(|at| at.runs()).collect()
}

/// The row of an organization among the units of a vote.
fn unit(at: &Device, proposal: &str, name: &str) -> Value {
    let seen = object(at, &["proposal", "show", proposal]);
    let rows = seen["units"].as_array().unwrap().iter();
    let mut rows = rows.filter(|row| row["name"] == name);
    rows.next().cloned().unwrap_or_default()
}

/// The Secretariat removes it after it voted.
pub(crate) fn during_the_vote(net: &Network, proposal: &str) {
    let org = net.org(OUT);
    let removed = object(&net.office, &["org", "remove", &org.name()]);
    assert_eq!(removed["state"], "removed", "{removed}");
    assert_eq!(removed["still_in"], json!([]), "{removed}");
    let _all = each(there(net), |at| {
        until(AGREE, "the removal", || {
            let row = unit(at, proposal, &org.name());
            let stays = row["state"] == "counted" && row["choices"] == json!(["no"]);
            assert!(stays, "its ballot counts on: {row}");
            (row["removed"] == true).then_some(())
        });
        let seen = object(at, &["proposal", "show", proposal]);
        assert_eq!(seen["roll"]["size"], 16, "the roll is frozen: {seen}");
    });
    left_its_region(net);
    until(CLOSED, "nobody speaks with it", || {
        let peers = org.head.status()["peers"].clone();
        let peers = peers.as_array().unwrap();
        peers.is_empty().then_some(())
    });
    until(AGREE, "it hears that it is out", || {
        let alerts = lines(&org.head, &["alerts", "list"]);
        alerts.iter().any(|row| row["code"] == "out").then_some(())
    });
    without_it(net);
    changes_its_mind(net, proposal);
}

/// The Secretariat made the sub-region's space: whoever is taken out of the network is out of it.
fn left_its_region(net: &Network) {
    let org = net.org(OUT);
    let region = &net.regions[org.region()];
    let reads = |space: &str| {
        let rows = lines(&net.office, &["space", "readers", space]);
        let hers = rows.iter().filter(|row| row["org_name"] == *org.name());
        hers.filter(|row| row["reads"] == true).count()
    };
    assert_eq!((reads(&net.space), reads(&region.space)), (0, 0));
}

/// What is written from now on is not sealed to it, in the network as in its sub-region.
fn without_it(net: &Network) {
    let org = net.org(OUT);
    let region = &net.regions[org.region()];
    let neighbor = net.org("C4");
    for (space, body) in [
        (&net.space, "sólo la red"),
        (&region.space, "sólo la sub-región"),
    ] {
        let new = [
            "thread", "new", "--space", space, "--title", "Después", "--body", body,
        ];
        let thread = text(&neighbor.head.run(new).object()["id"]);
        until(AGREE, "the thread at the Secretariat", || {
            (net.office.bodies(&thread) == [body]).then_some(())
        });
        let stick = net.world.path().join("after");
        let _all = object(&net.office, &["bundle", "export", stick.to_str().unwrap()]);
        let taken = org.head.run(crate::vote::import(&stick));
        let nothing = taken.status != 0 || taken.lines[0]["ops"] == 0;
        assert!(nothing, "{taken:?}");
        assert_eq!(org.head.bodies(&thread), Vec::<String>::new());
    }
}

/// It votes anew without knowing who decided what. Its word stands beside its removal, so it counts
/// where it arrives before the end: a stick carries it.
fn changes_its_mind(net: &Network, proposal: &str) {
    let org = net.org(OUT);
    let _vote = object(&org.head, &["proposal", "vote", proposal, "yes"]);
    let stick = net.world.path().join("from-out");
    let _all = object(&org.head, &["bundle", "export", stick.to_str().unwrap()]);
    let taken = object(&net.office, &crate::vote::import(&stick));
    assert_eq!(taken["ops"], 1, "{taken}");
    let row = unit(&net.office, proposal, &org.name());
    assert_eq!(row["choices"], json!(["yes"]), "{row}");
    assert_eq!(row["state"], "counted", "{row}");
}
