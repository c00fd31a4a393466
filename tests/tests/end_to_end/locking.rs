//! Locking a running node.

use asamblea_tests::binary::{World, text, until};

use crate::AGREE;

#[test]
fn a_locked_node_goes_on_and_answers_nobody_until_it_is_unlocked() {
    let world = World::new();
    let mut s = world.founder("S", "Red");
    let a = world.organization("A", &s);
    let network = s.space("network");
    let new = ["--space", &network, "--title", "T", "--body", "uno"];
    let thread = s.run(["thread", "new"].iter().chain(&new)).object();
    let thread = text(&thread["id"]);
    until(AGREE, "the thread at A", || {
        (a.posts(&thread).len() == 1).then_some(())
    });
    let pid = s.node().pid();
    let _locked = s.run(["lock"]).done();
    for command in [
        vec!["thread", "show", &thread],
        vec!["thread", "reply", &thread, "--body", "no"],
        vec!["space", "list"],
        vec!["invite", "device"],
    ] {
        s.run(command).fails(3, "locked");
    }
    // The node still carries what others write.
    a.reply(&thread, "dos");
    let good = world.path().join("passphrase");
    s.use_passphrase(world.file("wrong", "otra lechuga tranvía dominó\n"));
    s.run(["unlock"]).fails(3, "wrong_passphrase");
    s.run(["space", "list"]).fails(3, "locked");
    s.use_passphrase(good);
    let _unlocked = s.run(["unlock"]).done();
    until(AGREE, "what A wrote meanwhile", || {
        (s.bodies(&thread) == ["uno", "dos"]).then_some(())
    });
    assert_eq!(s.node().pid(), pid);
    assert_eq!(s.stop(), 0);
}
