//! A case is sealed to nobody whose safety words were not compared.

use asamblea_tests::binary::{World, text, until};

use crate::AGREE;
use crate::coordination::verify;
use crate::news::member;

#[test]
fn a_case_is_opened_to_a_newcomer_once_somebody_compared_words_with_her() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let a = world.organization("A", &s);
    verify(&s, &a);
    let new = ["--name", "Caso", "--kind", "case", "--with", "Org A"];
    let case = text(&s.run(["space", "new"].iter().chain(&new)).object()["id"]);
    let begin = |space: &str, body: &str| {
        let new = ["--space", space, "--title", "T", "--body", body];
        text(&s.run(["thread", "new"].iter().chain(&new)).object()["id"])
    };
    let inside = begin(&case, "adentro");
    let marta = member(&world, "Marta", &a, "member");
    until(AGREE, "the case at A", || {
        (a.bodies(&inside) == ["adentro"]).then_some(())
    });
    s.reply(&inside, "sin confirmar");
    let outside = begin(&s.space("network"), "para todas");
    until(AGREE, "what is for all at Marta", || {
        (marta.bodies(&outside) == ["para todas"]).then_some(())
    });
    let spaces = marta.run(["space", "list"]).done().lines;
    assert!(spaces.iter().all(|row| row["id"] != *case), "{spaces:?}");
    verify(&a, &marta);
    until(AGREE, "the case at Marta", || {
        let spaces = marta.run(["space", "list"]).done().lines;
        spaces.iter().any(|row| row["id"] == *case).then_some(())
    });
    a.reply(&inside, "confirmada");
    until(AGREE, "what is said from then on", || {
        let bodies = marta.bodies(&inside);
        bodies.contains(&"confirmada".to_owned()).then_some(())
    });
    assert!(!marta.bodies(&inside).contains(&"sin confirmar".to_owned()));
}
