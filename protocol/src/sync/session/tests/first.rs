//! What goes first on a link that has much to send.

use super::*;

#[test]
fn a_removal_overtakes_the_content_that_waits() {
    let (mut a, founded) = founded();
    let (mut b, _) = join(&mut a, 2, founded.network);
    let (_, out) = join(&mut a, 3, founded.network);
    let text = |n: usize| format!("{n} {}", "largo ".repeat(4_000));
    let posts = 30;
    for n in 0..posts {
        a.write(founded.network, &text(n));
    }
    let mut link = Link::new(&mut a, &mut b, founded.network.tag());
    while !b.has(&text(0)) {
        let _one = Link::step(&mut link.a, &mut a, &mut link.b, &mut b, link.now);
        let _two = Link::step(&mut link.b, &mut b, &mut link.a, &mut a, link.now);
    }
    let before = b.texts.len();

    let word = Word::remove(Member::Space(out.org));
    let made = a
        .replica
        .restrict(founded.network, word, Vec::new(), WALL, &mut a.rng)
        .unwrap();
    let op = made.last().unwrap().id;
    let logs = a.made(made);
    link.a.stored(&logs, true, &mut a.replica);
    while b.replica.graph().control_index(&op).is_none() {
        let moved = Link::step(&mut link.a, &mut a, &mut link.b, &mut b, link.now);
        assert!(moved.is_some_and(|(_, end, _)| end.is_ok()));
    }
    // One run was on its way.
    assert!(b.texts.len() <= before + 3, "{before}, {}", b.texts.len());
    assert!(b.texts.len() < posts, "the rest waits");
    let epoch = b.replica.epochs().of_op(&op).map(|info| info.header.id);
    let ring = b.replica.ring().unwrap();
    assert!(epoch.is_some_and(|epoch| ring.get(&epoch).is_some()));
    link.drive(&mut a, &mut b);
    assert!((0..posts).all(|n| b.has(&text(n))));
}
