//! What `doctor` says of ports and of others, by a device whose clock goes on.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test ends where its world cannot be made"
)]

use asamblea_node::api::{CheckRow, Reply, Request};
use asamblea_node::engine::Engine;
use asamblea_tests::rot::Sample;

const DAY_MS: u64 = 86_400_000;

fn check(engine: &mut Engine, name: &str) -> CheckRow {
    let Ok(Reply::Checks(rows)) = engine.request(Request::Doctor { deep: false }) else {
        panic!("no checks");
    };
    let mut rows = rows.into_iter();
    rows.find(|row| row.check == name).unwrap()
}

#[test]
fn a_week_without_anybody_and_a_port_that_is_taken_are_told() {
    let sample = Sample::new(9);
    for (days, ok) in [(0, true), (6, true), (8, false)] {
        let mut engine = sample.peer.wake(sample.ms + days * DAY_MS);
        let row = check(&mut engine, "peers");
        assert_eq!(row.ok, ok, "{days} days: {row:?}");
        assert_eq!(row.mend.is_empty(), ok);
        assert!(
            row.detail.contains("last in step with somebody: 20"),
            "{row:?}"
        );
        assert!(!row.damaged, "nothing is lost by it");
    }
    let mut engine = sample.peer.wake(sample.ms);
    assert!(check(&mut engine, "ports").ok);
    engine.listening("/ip4/127.0.0.1/tcp/4001".to_owned());
    assert!(check(&mut engine, "ports").ok);
    assert_eq!(engine.listen_failed("/ip4/127.0.0.1/tcp/4002"), None);
    let row = check(&mut engine, "ports");
    assert!(!row.ok && !row.mend.is_empty(), "{row:?}");
    assert!(
        row.detail.contains("/tcp/4002 could not be opened"),
        "{row:?}"
    );
    engine.forget_links();
    assert!(
        check(&mut engine, "ports").ok,
        "another network, another look"
    );
}
