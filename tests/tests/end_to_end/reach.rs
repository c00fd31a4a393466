//! Saved is not delivered: a device says that nobody has what it holds until somebody does, and
//! it still knows that after a restart.

use asamblea_tests::binary::{World, until};

use crate::AGREE;

#[test]
fn nobody_is_called_up_to_date_who_reached_nobody() {
    let world = World::new();
    let mut a = world.founder("a", "Red sola");
    let alone = a.status();
    assert_eq!(alone["up_to_date"], false, "{alone}");
    assert_eq!(alone["last_exchange"], serde_json::Value::Null);
    assert_eq!(alone["coordinators"], 1);

    let mut b = world.organization("b", &a);
    until(AGREE, "both hold all", || {
        let (one, other) = (a.status(), b.status());
        (one["up_to_date"] == true && other["up_to_date"] == true).then_some(())
    });
    assert_eq!(a.status()["outgoing"], 0);

    // Alone again: what was delivered stays so, and what is new waits.
    assert_eq!(b.stop(), 0);
    until(AGREE, "A is alone", || {
        let status = a.status();
        (status["peers"].as_array()?.is_empty()).then_some(())
    });
    let status = a.status();
    assert_eq!(
        (&status["outgoing"], &status["up_to_date"]),
        (&0.into(), &false.into())
    );
    let space = a.space("network");
    let new = [
        "thread", "new", "--space", &space, "--title", "T", "--body", "x",
    ];
    let _saved = a.run(new).object();
    assert_eq!(a.status()["outgoing"], 1);

    // And still after a restart without anybody.
    assert_eq!(a.stop(), 0);
    let status = a.status();
    assert_eq!(status["outgoing"], 1, "{status}");
    assert!(status["last_exchange"].is_string(), "{status}");
    a.start(&[]);
    let address = a.address();
    b.start(&[&address]);
    until(AGREE, "it arrived", || {
        let status = a.status();
        (status["outgoing"] == 0 && status["up_to_date"] == true).then_some(())
    });
}
