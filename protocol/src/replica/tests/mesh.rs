//! Spaces in spaces without end: what a hostile member builds costs others no more than it has
//! operations.

use super::*;
use crate::keys::NESTED_MAX;
use crate::membership::steps;

fn working(by: &mut Device, org: SpaceId, with: &[SpaceId]) -> SpaceId {
    space_with(by, SpaceKind::Working, org, (History::Full, None), with)
}

#[test]
fn an_epoch_over_a_mesh_of_spaces_costs_its_edges() {
    let (_, mut b, _, joined) = two();
    let mut layer: Vec<SpaceId> = vec![joined.org];
    for _ in 0..12 {
        layer = (0..4)
            .map(|_| working(&mut b, joined.org, &layer))
            .collect();
    }
    let (spent, made) = steps::of(|| b.replica.rotate(layer[0], NOW, &mut b.rng));
    assert!(spent < 100_000, "{spent} steps to mint");
    b.keep(made.unwrap().1);
    let (spent, recipients) = steps::of(|| {
        let (judge, graph, epochs) = b.replica.judge();
        let past = judge.everything();
        judge.recipients(graph, epochs, layer[1], past)
    });
    assert!(spent < 20_000, "{spent} steps");
    assert!(!recipients.is_empty());
}

#[test]
fn spaces_nested_without_end_end_somewhere() {
    let (_, mut b, _, joined) = two();
    b.write(joined.org, "hola").unwrap();
    let mut top = joined.org;
    for _ in 0..NESTED_MAX + 10 {
        top = working(&mut b, joined.org, &[top]);
        let made = b.replica.rotate(top, NOW, &mut b.rng).unwrap().1;
        b.keep(made);
    }
    let mut fresh = Device::new(77);
    fresh.pull(&b);
    let (judge, graph, epochs) = fresh.replica.judge();
    let past = judge.everything();
    let best = judge.best_epoch(graph, epochs, top, past);
    assert_eq!(judge.deepest, NESTED_MAX, "each takes some of the stack");
    assert!(best.is_some(), "the same as asked from below");
    // Inner spaces do not feel what somebody built around them.
    let best = judge.best_epoch(graph, epochs, joined.org, past);
    assert!(best.is_some());
}
