//! Every history of a few operations of two coordinators, one of them seized, a writer and a
//! guardian: every order, every past.
//!
//! A plain enumeration, no model checker: a history is judged as a set, so there is no state space
//! to search but the histories themselves.

use std::collections::BTreeSet;

use super::flat::check;
use super::world::{At, World, device, person_member, space};
use crate::op::{Control, Member, Role, Word};
use crate::tests::asked;

/// Operations of a history at every commit. By hand: `ASAMBLEA_MODEL_OPS=4`.
const OPS: u64 = 3;

/// What may be said; the first ones by the seized device A.
const MENU: usize = 9;

fn base() -> World {
    let mut world = World::network(None, &["G"]);
    world.joined_org("O", &["A", "B"], "G");
    world.joined("w", "O", "B", Role::Write);
    world
}

/// The last operation in a past that is meant by a second word.
fn meant(world: &World, past: &BTreeSet<At>, is: impl Fn(&Control) -> bool) -> Option<At> {
    past.iter().rev().copied().find(|at| is(world.said(*at).1))
}

/// Says what the menu has at a place, if there is anything to say it about.
fn say(world: &mut World, item: usize, past: &BTreeSet<At>) -> Option<At> {
    let home = space("O");
    // Nobody honest seconds a word against an honest person.
    let against = person_member("A");
    let is_word =
        |control: &Control| matches!(control, Control::Restrict(r) if r.target == against);
    let is_grant = |control: &Control| matches!(control, Control::Add(a) if a.role == Role::Admin);
    let (word, grant) = (meant(world, past, is_word), meant(world, past, is_grant));
    let known: Vec<At> = past.iter().copied().collect();
    world.knowing(&known);
    // The seized device leaves out of its past what it likes, an honest one nothing of her own.
    if item < 5 {
        world.dated_back();
    }
    let said = match item {
        0 => world.restrict("A", home, Word::remove(person_member("B"))),
        1 => world.add("A", home, person_member("w"), Role::Admin),
        2 => world.restrict(
            "A",
            home,
            Word::remove(Member::Invitation(device("place of B"))),
        ),
        3 => world.lift("A", home, person_member("A")),
        4 => world.second("A", grant.or(word)?),
        5 => world.restrict("B", home, Word::remove(person_member("A"))),
        6 => world.lift("B", home, person_member("B")),
        7 => world.second("B", grant?),
        _ => world.second("G", word?),
    };
    Some(said)
}

struct Model {
    founded: usize,
    seen: u64,
}

impl Model {
    /// Every way to go on.
    fn go(&mut self, world: &World, left: u64) {
        self.holds(world);
        if left == 0 {
            return;
        }
        let late: Vec<At> = (self.founded..world.now().len()).collect();
        for item in 0..MENU {
            let mut pasts = BTreeSet::new();
            for some in 0..1_usize << late.len() {
                let mut past: BTreeSet<At> = (0..self.founded).collect();
                for (bit, at) in late.iter().enumerate() {
                    if some & (1 << bit) != 0 {
                        past.extend(world.past(*at));
                    }
                }
                if pasts.insert(past.clone()) {
                    let mut next = world.clone();
                    if say(&mut next, item, &past).is_some() {
                        self.go(&next, left - 1);
                    }
                }
            }
        }
    }

    fn holds(&mut self, world: &World) {
        self.seen += 1;
        let state = world.look();
        let honest = state.role("B", "O") == Role::Admin;
        let said = || world.tell(self.founded);
        assert!(
            honest || !state.works("A", "O"),
            "A works alone: {}",
            said()
        );
        let mut end = world.clone();
        end.knowing_all();
        let last = end.last_of("A", space("O"), self.founded);
        let cut = vec![
            end.cut("A", space("O"), last),
            end.cut("A", space("N"), end.last_of("A", space("N"), self.founded)),
        ];
        let word = Word::remove(person_member("A"));
        let word = end.restrict_with_cut("B", space("O"), word, cut);
        end.second("G", word);
        check(&end.look(), "B", "w", "A");
    }
}

#[test]
fn every_short_history_ends_well() {
    let ops = asked("ASAMBLEA_MODEL_OPS").unwrap_or(OPS);
    let world = base();
    let mut model = Model {
        founded: world.now().len(),
        seen: 0,
    };
    model.go(&world, ops);
    eprintln!("{} histories of up to {ops} operations", model.seen);
    assert!(model.seen > 50);
}
