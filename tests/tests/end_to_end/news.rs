//! What everybody hears of: who came, who was suspended, who is out; and that it can be
//! acknowledged.

use asamblea_tests::binary::{Device, World, text, until};
use serde_json::Value;

use crate::AGREE;

fn alerts(device: &Device, code: &str) -> Vec<Value> {
    let rows = device.run(["alerts", "list"]).done().lines;
    rows.into_iter().filter(|row| row["code"] == code).collect()
}

/// A member of A's organization whose node runs.
pub(crate) fn member(world: &World, name: &str, by: &Device, role: &str) -> Device {
    let mut device = world.device(name);
    let code = by.invite(&["member", "--name", name, "--role", role]);
    let address = by.address();
    let join = ["join", &code, "--person", name, "--connect", &address];
    assert_eq!(device.run(join).object()["state"], "joined");
    device.start(&[&address]);
    device
}

pub(crate) fn id_of(device: &Device, name: &str, kind: &str) -> String {
    until(AGREE, "her row", || {
        let who = device.run(["who"]).done().lines;
        let row = who
            .iter()
            .find(|row| row["name"] == name && row["kind"] == kind);
        row.map(|row| text(&row["id"]))
    })
}

#[test]
fn a_newcomer_and_a_removal_are_told_to_all_and_acknowledged_once() {
    let world = World::new();
    let a = world.founder("a", "Red de avisos");
    let m = member(&world, "Marta", &a, "member");
    let i = member(&world, "Irma", &a, "member");
    until(AGREE, "A hears of both", || {
        (alerts(&a, "newcomer").len() == 2).then_some(())
    });
    let heard = until(AGREE, "Marta hears of Irma", || {
        alerts(&m, "newcomer").first().cloned()
    });
    assert_eq!(heard["subject"], "Irma");
    assert!(
        alerts(&i, "newcomer").is_empty(),
        "what was before is no news"
    );
    let who = m.run(["who"]).done().lines;
    let irma = who.iter().find(|row| row["name"] == "Irma").unwrap();
    assert!(text(&irma["invited_by"]).contains("Persona a"), "{irma}");

    let irma = id_of(&a, "Irma", "person");
    let out = a.run(["member", "remove", &irma]).object();
    assert_eq!(out["state"], "removed");
    let told = until(AGREE, "Marta hears that Irma is out", || {
        alerts(&m, "removed").first().cloned()
    });
    assert_eq!(
        (&told["subject"], &told["done"]),
        (&"Irma".into(), &false.into())
    );
    assert!(
        alerts(&a, "removed").is_empty(),
        "who did it needs no news of it"
    );
    let _seen = m.run(["alerts", "done", &text(&told["id"])]).done();
    assert_eq!(alerts(&m, "removed")[0]["done"], true);
    let status = m.status();
    let open = status["alerts"].as_array().unwrap().iter();
    assert_eq!(open.filter(|row| row["code"] == "removed").count(), 0);
}

#[test]
fn a_barred_device_is_told_with_its_owner() {
    let world = World::new();
    let a = world.founder("a", "Red de avisos");
    let m = member(&world, "Marta", &a, "member");
    let i = member(&world, "Irma", &a, "member");
    let device = text(&m.status()["device"]);
    until(AGREE, "A knows her device", || {
        let who = a.run(["who"]).done().lines;
        who.iter()
            .any(|row| row["id"] == device.as_str())
            .then_some(())
    });
    let out = a.run(["device", "revoke", &device, "--urgent"]).object();
    assert_eq!(out["state"], "removed", "{out}");
    let told = until(AGREE, "Irma hears of it", || {
        alerts(&i, "removed").first().cloned()
    });
    let subject = text(&told["subject"]);
    assert!(subject.starts_with("Marta, "), "{subject}");
    let _seen = i.run(["alerts", "done", &text(&told["id"])]).done();
}

#[test]
fn nothing_is_told_twice_after_a_restart() {
    let world = World::new();
    let mut a = world.founder("a", "Red de avisos");
    let _m = member(&world, "Marta", &a, "member");
    until(AGREE, "A hears of her", || {
        alerts(&a, "newcomer").first().cloned()
    });
    assert_eq!(a.stop(), 0);
    a.start(&[]);
    assert_eq!(alerts(&a, "newcomer").len(), 1);
}

#[test]
fn one_who_accused_and_is_not_seconded_gives_out_no_code() {
    let world = World::new();
    let a = world.founder("a", "Red en pausa");
    let b = member(&world, "Berta", &a, "coordinator");
    let device = id_of(&a, "Berta", "device");
    let who = a.run(["who"]).done().lines;
    let words = who.iter().find(|row| row["id"] == device.as_str());
    let words = text(&words.unwrap()["safety_words"]);
    let verify = ["device", "verify", &device, "--words", &words];
    let _verified = a.run(verify).object();
    until(AGREE, "Berta coordinates", || {
        (a.status()["coordinators"] == 2).then_some(())
    });
    let before = a.run(["invite", "member", "--name", "Antes"]).object();
    assert_eq!(before["state"], "open");

    let berta = id_of(&a, "Berta", "person");
    let word = a.run(["member", "remove", &berta]).object();
    assert_eq!(word["state"], "suspended", "one word suspends");
    let codes = |device: &Device| device.run(["invite", "list"]).done().lines.len();
    let held = codes(&a);
    for whom in [
        &["member", "--name", "X"][..],
        &["member", "--role", "observer"],
    ] {
        let refused = a.run(["invite"].iter().chain(whom));
        refused.fails(5, "frozen");
        assert!(refused.lines.is_empty(), "no code: {refused:?}");
    }
    assert_eq!(codes(&a), held, "and none is kept");
    drop(b);
}
