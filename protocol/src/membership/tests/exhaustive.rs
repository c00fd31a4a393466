//! Every history of a few operations of three members, two of them coordinators and one of these
//! seized, and of their guardian: every order, every past.
//!
//! A plain enumeration, no model checker: a history is judged as a set, so there are no transitions
//! to explore but the histories themselves, and those that differ in the order of what does not
//! know each other are one. (`stateright` would be that checker: it has no features to leave out,
//! and brings 46 crates with a web server and another `rand_core` for what is a loop here.)

use std::collections::{BTreeSet, HashSet};

use super::flat::check;
use super::world::{At, World, device, person_member, space};
use crate::crypto::{Digest, Domain, hash};
use crate::op::{Control, Member, Role, Word};
use crate::tests::asked;

/// Operations of a history at every commit. By hand: `ASAMBLEA_MODEL_OPS=5`.
const OPS: u64 = 4;

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
    seen: HashSet<Digest>,
}

/// An operation by what it says and what it knows, whenever it was said.
fn named(item: usize, past: &BTreeSet<At>, founded: usize, names: &[Digest]) -> Digest {
    let late = past
        .iter()
        .filter_map(|at| names.get(at.checked_sub(founded)?));
    let mut known: Vec<Digest> = late.copied().collect();
    known.sort_unstable();
    let known: Vec<u8> = known.iter().flat_map(|name| *name.as_bytes()).collect();
    hash(Domain::Test, &[&item.to_be_bytes(), &known])
}

impl Model {
    /// Every way to go on.
    fn go(&mut self, world: &World, names: &[Digest], left: u64) {
        let mut all = names.to_vec();
        all.sort_unstable();
        let all: Vec<u8> = all.iter().flat_map(|name| *name.as_bytes()).collect();
        if !self.seen.insert(hash(Domain::Test, &[&all])) {
            return;
        }
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
                if !pasts.insert(past.clone()) {
                    continue;
                }
                let mut next = world.clone();
                let Some(at) = say(&mut next, item, &past) else {
                    continue;
                };
                // An honest author knows what she said before, too.
                let knows = next
                    .past(at)
                    .into_iter()
                    .filter(|known| *known != at)
                    .collect();
                let name = named(item, &knows, self.founded, names);
                if !names.contains(&name) {
                    self.go(&next, &[names, &[name]].concat(), left - 1);
                }
            }
        }
    }

    fn holds(&self, world: &World) {
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
        seen: HashSet::new(),
    };
    model.go(&world, &[], ops);
    let seen = model.seen.len();
    eprintln!("{seen} histories of up to {ops} operations");
    assert!(seen > 50);
}
