//! An agenda that everybody receives, and a correction that one organization gets later.

use asamblea_tests::binary::{Device, text, until};
use serde_json::{Value, json};

use crate::cast::{Network, object};
use crate::{AGREE, each};

/// Who is away while the second edition goes out.
const AWAY: &str = "B3";

/// The Secretariat publishes two editions; gives the agenda.
pub(crate) fn told(net: &mut Network) -> String {
    let title = ["--title", "Agenda regional (ficticia)"];
    let new = ["agenda", "new", "--space", &net.space];
    let made = net.office.run(new.iter().chain(&title)).object();
    let agenda = text(&made["id"]);
    add(
        net,
        &agenda,
        ["Taller de cuentas", "2027-03-01T16:00:00Z", "training"],
    );
    add(
        net,
        &agenda,
        ["Asamblea regional", "2027-04-12T15:00:00Z", "meeting"],
    );
    let first = object(&net.office, &["agenda", "publish", &agenda]);
    assert_eq!(first["edition"], 1, "{first}");
    read(net, &agenda, 1, &["Taller de cuentas", "Asamblea regional"]);
    let held = receipt(net, &agenda, 1, net.orgs.len() + 1);
    assert_eq!((&held["missing"], &held["of"]), (&json!([]), &json!(16)));

    assert_eq!(net.org_mut(AWAY).head.stop(), 0);
    add(
        net,
        &agenda,
        ["Plazo de los planes", "2027-05-03T12:00:00Z", "deadline"],
    );
    let second = object(&net.office, &["agenda", "publish", &agenda]);
    assert_eq!(second["edition"], 2, "{second}");
    let without = receipt(net, &agenda, 2, net.orgs.len());
    let missing = without["missing"].as_array().unwrap();
    assert_eq!(missing.len(), 1, "{without}");
    assert_eq!(missing[0]["name"], *net.org(AWAY).name(), "{without}");
    let address = net.office.address();
    net.org_mut(AWAY).head.start(&[&address]);
    let all = [
        "Taller de cuentas",
        "Asamblea regional",
        "Plazo de los planes",
    ];
    read(net, &agenda, 2, &all);
    let held = receipt(net, &agenda, 2, net.orgs.len() + 1);
    assert_eq!(held["missing"], json!([]), "{held}");
    agenda
}

fn add(net: &Network, agenda: &str, [title, starts, kind]: [&str; 3]) {
    let add = [
        "agenda", "add", agenda, "--title", title, "--starts", starts,
    ];
    let more = ["--minutes", "90", "--zone", "America/Lima", "--kind", kind];
    let _item = net.office.run(add.iter().chain(&more)).object();
}

/// Everybody reads this edition with these titles, signed by the Secretariat, and corrects none.
fn read(net: &Network, agenda: &str, edition: u64, titles: &[&str]) {
    let reads = |at: &Device| {
        let shown = until(AGREE, "the edition", || {
            let shown = at.run(["agenda", "show", agenda]);
            let shown = (shown.status == 0).then(|| shown.object())?;
            (shown["edition"] == edition).then_some(shown)
        });
        let items = shown["items"].as_array().unwrap().iter();
        let read: Vec<&Value> = items.map(|item| &item["title"]).collect();
        assert_eq!(read, titles, "{shown}");
        let signer = &shown["signed_by"]["name"];
        assert_eq!(signer, "Persona Secretaria (ficticia)", "{shown}");
    };
    let _all = each(net.everybody(), reads);
    let refused = net.org("A1").head.run(["agenda", "publish", agenda]);
    refused.fails(5, "not_permitted");
}

/// What the Secretariat knows of who holds this edition, once so many do.
fn receipt(net: &Network, agenda: &str, edition: u64, holders: usize) -> Value {
    until(AGREE, "receipts", || {
        let receipt = object(&net.office, &["agenda", "receipt", agenda]);
        assert_eq!(receipt["edition"], edition, "{receipt}");
        let held = receipt["held"].as_array().unwrap().len();
        (held == holders).then_some(receipt)
    })
}
