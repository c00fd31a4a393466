//! A case is sealed to nobody whose safety words were not compared.

use asamblea_tests::binary::{Device, World, text, until};

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
    let begin = |by: &Device, space: &str, body: &str| {
        let new = ["--space", space, "--title", "T", "--body", body];
        text(&by.run(["thread", "new"].iter().chain(&new)).object()["id"])
    };
    let inside = begin(&s, &case, "adentro");
    let marta = member(&world, "Marta", &a, "member");
    until(AGREE, "the case at A", || {
        (a.bodies(&inside) == ["adentro"]).then_some(())
    });
    s.reply(&inside, "sin confirmar");
    let outside = begin(&s, &s.space("network"), "para todas");
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
    let later = begin(&a, &case, "confirmada");
    until(AGREE, "what is said from then on", || {
        (marta.bodies(&later) == ["confirmada"]).then_some(())
    });
    // A case has no history for who comes in, and a thread without its beginning is not shown.
    assert!(marta.bodies(&inside).is_empty());
}
