//! Who takes herself out of a space: her word reaches the others, and she hears no more of it.

use super::*;
use crate::op::Add;

/// Bytes that two say who hold the same.
const LITTLE: usize = 1_000;

/// A founder, who made a space with another in it.
struct Together {
    a: Device,
    b: Device,
    network: SpaceId,
    space: SpaceId,
    /// As what `b` is in it.
    place: Member,
}

fn together() -> Together {
    let (mut a, founded) = founded();
    let (mut b, joined) = join(&mut a, 2, founded.network);
    let (space, _) = working_space(&mut a, founded.network);
    let place = Member::Space(joined.person);
    let add = Add {
        member: place,
        role: Role::Write,
        card: None,
        confirm: false,
    };
    let made = a.replica.add(space, add, WALL);
    a.made(made.unwrap());
    let network = founded.network;
    meet(&mut a, &mut b, network);
    for text in 0..40 {
        b.write(space, &format!("dentro {text}"));
    }
    meet(&mut a, &mut b, network);
    assert!(a.has("dentro 39"));
    Together {
        a,
        b,
        network,
        space,
        place,
    }
}

fn meet(a: &mut Device, b: &mut Device, network: SpaceId) -> Link {
    let mut link = Link::new(a, b, network.tag());
    link.drive(a, b);
    assert_eq!(link.ended, []);
    assert!(link.a.is_even() && link.b.is_even());
    link
}

fn leave(all: &mut Together) -> Vec<LogId> {
    let word = Word::remove(all.place);
    let b = &mut all.b;
    let made = b
        .replica
        .restrict(all.space, word, Vec::new(), WALL, &mut b.rng);
    b.made(made.unwrap())
}

fn is_in(device: &mut Device, space: SpaceId, place: Member) -> bool {
    device.replica.roles().direct_role(space, &place) > Role::None
}

#[test]
fn who_leaves_is_out_for_the_others_once_they_meet() {
    let mut all = together();
    leave(&mut all);
    let Together {
        a,
        b,
        network,
        space,
        place,
    } = &mut all;
    assert!(!is_in(b, *space, *place) && is_in(a, *space, *place));
    let of_space = a
        .runs
        .iter()
        .filter(|(branch, _)| branch.log.space == *space);
    let bytes: usize = of_space
        .flat_map(|(_, runs)| runs)
        .map(|run| run.encode().len())
        .sum();
    let told = meet(a, b, *network).bytes;
    assert!(!is_in(a, *space, *place));
    // What she holds of it is not sent to her once more.
    assert!(told < bytes / 2, "{told} of {bytes}");
    // She is told nothing of it from then on, and it costs no word more.
    let held = b.replica.graph().logs_of(*space).count();
    a.write(*space, "sin ella");
    let quiet = meet(a, b, *network).bytes;
    assert!(quiet < LITTLE, "two that hold the same say little: {quiet}");
    assert!(!b.has("sin ella"));
    assert_eq!(b.replica.graph().logs_of(*space).count(), held);
}

#[test]
fn who_leaves_while_both_are_connected_is_out_at_once() {
    let mut all = together();
    let mut link = meet(&mut all.a, &mut all.b, all.network);
    let logs = leave(&mut all);
    link.b.stored(&logs, true, &mut all.b.replica);
    link.drive(&mut all.a, &mut all.b);
    assert_eq!(link.ended, []);
    assert!(!is_in(&mut all.a, all.space, all.place));
    assert!(link.a.is_even() && link.b.is_even());
}

#[test]
fn nobody_else_hears_of_a_space_that_was_left() {
    let mut all = together();
    let (mut c, _) = join(&mut all.a, 3, all.network);
    meet(&mut all.a, &mut all.b, all.network);
    leave(&mut all);
    meet(&mut all.b, &mut c, all.network);
    assert!(!c.replica.graph().has_space(all.space));
    assert!(is_in(&mut all.a, all.space, all.place));
}
