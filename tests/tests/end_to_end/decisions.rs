//! What waits for a second word: both sides of it, and who may answer.

use asamblea_tests::binary::{Device, World, text, until};
use serde_json::Value;

use crate::AGREE;
use crate::coordination::known;

fn pending(at: &Device) -> Vec<Value> {
    at.run(["pending"]).done().lines
}

#[test]
fn two_who_accuse_each_other_apart_read_both_words_and_what_each_may_answer() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let mut beatriz = known(&world, "Beatriz", &s, "coordinator");
    until(AGREE, "Beatriz coordinates", || {
        (beatriz.status()["role"] == "coordinator").then_some(())
    });
    assert_eq!(pending(&s), Vec::<Value>::new());
    beatriz.stop();
    let one = text(&s.run(["member", "suspend", "Beatriz"]).object()["id"]);
    let other = beatriz.run(["member", "remove", "Persona S"]).object();
    let other = text(&other["id"]);
    let alone = pending(&s);
    assert_eq!(alone.len(), 1, "{alone:?}");
    let row = &alone[0];
    assert_eq!(
        (&row["id"], &row["act"]),
        (&one.as_str().into(), &"suspend".into())
    );
    assert_eq!(row["about_name"], "Beatriz", "{row}");
    assert_eq!((&row["mine"], &row["frozen"]), (&true.into(), &true.into()));
    // The second word is another person's; the first is hers to take back.
    assert_eq!(
        (&row["not_second"], &row["not_lift"]),
        (&"own".into(), &Value::Null)
    );
    assert_eq!(row["crossed"], Value::Array(Vec::new()));

    beatriz.start(&[&s.address()]);
    let both = until(AGREE, "both words at S", || {
        Some(pending(&s)).filter(|rows| rows.len() == 2)
    });
    for (id, act, beside, mine) in [
        (&one, "suspend", &other, true),
        (&other, "remove", &one, false),
    ] {
        let row = both.iter().find(|row| row["id"] == **id).unwrap();
        assert_eq!(
            (&row["act"], &row["holds"]),
            (&act.into(), &true.into()),
            "{row}"
        );
        assert_eq!(
            (&row["mine"], &row["about_me"]),
            (&mine.into(), &(!mine).into()),
            "{row}"
        );
        let crossed: Vec<&Value> = row["crossed"].as_array().unwrap().iter().collect();
        assert_eq!(crossed.len(), 1, "{row}");
        assert_eq!(crossed[0]["id"], **beside, "{row}");
        assert!(text(&row["received_at"]).ends_with('Z'), "{row}");
    }
    // Nobody decides about herself.
    let hers = both.iter().find(|row| row["mine"] == false).unwrap();
    assert_eq!(
        (&hers["not_second"], &hers["not_lift"]),
        (&"me".into(), &"me".into()),
        "{hers}"
    );
    let _back = s.run(["member", "lift", "Beatriz"]).object();
    let left = pending(&s);
    assert!(left.iter().all(|row| row["id"] != one.as_str()), "{left:?}");
}
