//! Random histories: honest people who know only a part, and one seized device that knows all and
//! dates back whatever it likes. Whatever happens, it makes no admin and is never the only one
//! that works; two honest words end it for good and give everybody else back what she had.

use std::collections::{BTreeMap, BTreeSet};

use super::flat::flat_of;
use super::nested::nested;
use super::world::{At, Rules, State, World, device, person, person_member, space};
use crate::crypto::SeededRandom;
use crate::id::{EpochId, SpaceId};
use crate::op::{Ask, Control, Cut, Member, Role, SpaceKind, Word};
use crate::tests::asked;

/// Histories at every commit. A long run: `ASAMBLEA_HISTORIES=100000`.
const HISTORIES: u64 = 240;
/// Devices that the seized one calls to its help.
const ACCOMPLICES: [&str; 2] = ["t1", "t2"];

struct Dice(SeededRandom);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        let drawn = rand_core::Rng::next_u64(&mut self.0) % u64::try_from(bound.max(1)).unwrap();
        usize::try_from(drawn).unwrap()
    }

    fn pick<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())].clone()
    }

    fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }
}

/// Who is who in a history.
struct Scene {
    /// The seized device, and where its admins meet.
    seized: &'static str,
    home: &'static str,
    /// How the two honest words name it.
    target: Member,
    /// Whose words they are: an admin's, and another admin's or a guardian's.
    judges: Vec<(&'static str, &'static str)>,
    honest: Vec<&'static str>,
    spaces: Vec<&'static str>,
    /// What the first operations gave each honest device.
    stood: BTreeMap<(&'static str, &'static str), Role>,
}

struct Play {
    world: World,
    dice: Dice,
    scene: Scene,
    /// How many operations stand before the history begins.
    founded: usize,
    known: BTreeMap<&'static str, BTreeSet<At>>,
    codes: usize,
    /// Spaces that the seized device founded.
    made: Vec<String>,
    races: Vec<[String; 2]>,
}

fn flat_scene(rules: Rules, dice: &mut Dice) -> (World, Scene) {
    let admins: &[&'static str] = dice.pick(&[&["A", "B"][..], &["A", "B", "C"][..]]);
    let world = flat_of(rules, admins);
    let seized = dice.pick(&[admins[0], admins[admins.len() - 1]]);
    let honest: Vec<&str> = admins.iter().copied().filter(|a| *a != seized).collect();
    let mut judges = Vec::new();
    for first in &honest {
        for second in honest.iter().copied().chain(["G", "H"]) {
            if *first != second {
                judges.push((*first, second));
            }
        }
    }
    let scene = Scene {
        seized,
        home: "O",
        target: person_member(seized),
        judges,
        honest: honest.into_iter().chain(["w", "x", "G", "H"]).collect(),
        spaces: vec!["O", "N", "S"],
        stood: BTreeMap::new(),
    };
    (world, scene)
}

fn nested_scene(rules: Rules, dice: &mut Dice) -> (World, Scene) {
    let world = nested(rules);
    let (seized, home, judges) = dice.pick(&[
        ("b1", "O", vec![("a1", "c1"), ("c1", "a1"), ("a1", "G")]),
        ("d1", "O", vec![("a1", "c1"), ("c1", "H")]),
        ("G", "S", vec![("H", "a1"), ("H", "q1")]),
    ]);
    let all = [
        "a1", "a2", "b1", "b2", "c1", "d1", "d2", "q1", "q2", "G", "H",
    ];
    let scene = Scene {
        seized,
        home,
        target: Member::Device(device(seized)),
        judges,
        // What she does to her own person's other device, two words in that space undo.
        honest: all
            .into_iter()
            .filter(|name| name[..1] != seized[..1])
            .collect(),
        spaces: vec!["O", "N", "S", "W", "Q"],
        stood: BTreeMap::new(),
    };
    (world, scene)
}

impl Play {
    fn new(rules: Rules, seed: u64) -> Self {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        let mut dice = Dice(SeededRandom::new(bytes));
        let (world, mut scene) = match seed % 3 {
            0 => nested_scene(rules, &mut dice),
            _ => flat_scene(rules, &mut dice),
        };
        let state = world.look();
        for name in &scene.honest {
            for at in &scene.spaces {
                scene.stood.insert((name, at), state.role(name, at));
            }
        }
        let all: BTreeSet<At> = world.now().into_iter().collect();
        let known = scene.honest.iter().map(|name| (*name, all.clone()));
        Self {
            known: known.collect(),
            founded: world.now().len(),
            world,
            dice,
            scene,
            codes: 0,
            made: vec!["V0".to_owned()],
            races: Vec::new(),
        }
    }

    fn code(&mut self) -> String {
        self.codes += 1;
        format!("code {}", self.codes)
    }

    // Honest people.

    /// Lets somebody say something, knowing what she knows.
    fn honestly(&mut self, name: &'static str, say: impl FnOnce(&mut World)) {
        let known: Vec<At> = self.known[name].iter().copied().collect();
        let before = self.world.now().len();
        say(self.world.knowing(&known));
        let mine = self.known.get_mut(name).unwrap();
        mine.extend(before..self.world.now().len());
    }

    fn honest_step(&mut self) {
        let name = self.dice.pick(&self.scene.honest);
        let (seized, target, home) = (self.scene.seized, self.scene.target, space(self.scene.home));
        match self.dice.below(7) {
            0 => {
                let cut = match self.dice.percent(40) {
                    true => self.cut_of_seized(),
                    false => Vec::new(),
                };
                let word = self
                    .dice
                    .pick(&[Word::remove(target), Word::suspend(target)]);
                self.honestly(name, |world| {
                    world.restrict_with_cut(name, home, word, cut);
                });
            }
            1 => {
                let words = self.known_by(
                    name,
                    |control| matches!(control, Control::Restrict(r) if r.target == target),
                );
                if let Some(word) = words {
                    self.honestly(name, |world| {
                        world.second(name, word);
                    });
                }
            }
            2 => {
                let accused = self.dice.pick(&self.scene.honest);
                let accused = self
                    .dice
                    .pick(&[person_member(accused), Member::Device(device(accused))]);
                self.honestly(name, |world| {
                    world.lift(name, home, accused);
                });
            }
            3 => self.race(name),
            4 if self.scene.home == "O" => {
                let whom = self.dice.pick(&["w", "x", "d1", "d2"]);
                if whom != seized {
                    self.honestly(name, |world| {
                        world.add(name, home, person_member(whom), Role::Admin);
                    });
                }
            }
            5 => {
                // She seconds nobody whom she does not know.
                let own: Vec<Member> = self.scene.honest.iter().map(|n| person_member(n)).collect();
                let grants = self.known_by(
                    name,
                    |control| matches!(control, Control::Add(add) if own.contains(&add.member)),
                );
                if let Some(grant) = grants {
                    self.honestly(name, |world| {
                        world.second(name, grant);
                    });
                }
            }
            _ => {
                let other = self.dice.pick(&self.scene.honest);
                let both: BTreeSet<At> = self.known[name]
                    .union(&self.known[other])
                    .copied()
                    .collect();
                self.known.insert(name, both.clone());
                self.known.insert(other, both);
            }
        }
    }

    fn known_by(&mut self, name: &str, which: impl Fn(&Control) -> bool) -> Option<At> {
        let known = self.known[name].iter().copied();
        let found: Vec<At> = known.filter(|at| which(self.world.said(*at).1)).collect();
        (!found.is_empty()).then(|| self.dice.pick(&found))
    }

    /// A code of hers that two use; each may be confirmed by somebody.
    fn race(&mut self, name: &'static str) {
        let code = self.code();
        let home = "O";
        self.honestly(name, |world| {
            world.invite(name, space(home), &code, Role::Write);
        });
        let before: Vec<At> = self.known[name].iter().copied().collect();
        let names = [1, 2].map(|place| format!("{code} user {place}"));
        let mut redeems = Vec::new();
        for user in &names {
            self.world.knowing(&before);
            let born = self.world.born(user, home);
            self.world.knowing(&[&before[..], &[born]].concat());
            redeems.push(
                self.world
                    .redeem(user, space(home), &code, person_member(user)),
            );
        }
        self.races.push(names);
        for redeem in redeems {
            if self.dice.percent(40) {
                let by = self.dice.pick(&self.scene.honest);
                let past = self.world.past(redeem);
                self.known.get_mut(by).unwrap().extend(past);
                self.honestly(by, |world| {
                    world.second(by, redeem);
                });
            }
        }
    }

    // The seized device.

    fn cut_of_seized(&self) -> Vec<Cut> {
        let seized = self.scene.seized;
        let lines = self.scene.spaces.iter().map(|at| {
            let last = self.world.last_of(seized, space(at), self.founded);
            self.world.cut(seized, space(at), last)
        });
        lines.collect()
    }

    /// Any past that she saw, her own later operations left out or not.
    fn date(&mut self) {
        let all = self.world.now();
        let mut past: BTreeSet<At> = BTreeSet::new();
        for _ in 0..=self.dice.below(3) {
            let at = self.dice.pick(&all);
            past.extend(self.world.past(at));
        }
        if self.dice.percent(40) {
            past = all.into_iter().collect();
        }
        let past: Vec<At> = past.into_iter().collect();
        self.world.knowing(&past);
        if self.dice.percent(80) {
            self.world.dated_back();
        }
    }

    fn any_member(&mut self) -> Member {
        let name = self.dice.pick(&self.scene.honest);
        match self.dice.below(6) {
            0 => {
                let made = self.dice.pick(&self.made);
                Member::Space(space(self.dice.pick(&["O", "S", "Q", &made])))
            }
            1 => Member::Invitation(device(&format!("place of {name}"))),
            2 => Member::Device(device(name)),
            3 => {
                let own = self.scene.seized;
                self.dice
                    .pick(&[person_member(own), Member::Device(device(own))])
            }
            _ => person_member(name),
        }
    }

    fn any_space(&mut self) -> SpaceId {
        if self.dice.percent(60) {
            return space(self.scene.home);
        }
        let name = self.dice.pick(&self.scene.honest);
        let named = space(self.dice.pick(&self.scene.spaces));
        let own = person(self.scene.seized);
        let made = space(&self.dice.pick(&self.made));
        self.dice.pick(&[named, named, person(name), own, made])
    }

    fn any_op(&mut self) -> At {
        let all = self.world.now();
        let late: Vec<At> = all[self.founded..].to_vec();
        match self.dice.percent(70) && !late.is_empty() {
            true => self.dice.pick(&late),
            false => self.dice.pick(&all),
        }
    }

    fn hostile_step(&mut self) {
        let mut name = self.scene.seized;
        if self.dice.percent(15) {
            name = self.dice.pick(&ACCOMPLICES);
        }
        let (at, target) = (self.any_space(), self.any_member());
        let before = self.world.now().len();
        match self.dice.below(12) {
            0..=2 => {
                let word = self.dice.pick(&[
                    Word::remove(target),
                    Word::suspend(target),
                    Word::lower(target, Role::Write),
                ]);
                let mut cut = Vec::new();
                if self.dice.percent(40) {
                    let whose = self.dice.pick(&self.scene.honest);
                    let whose = self.dice.pick(&[whose, whose, self.scene.seized]);
                    for at in self.scene.spaces.clone() {
                        cut.push(self.world.cut(whose, space(at), None));
                    }
                }
                self.date();
                self.world.restrict_with_cut(name, at, word, cut);
            }
            3 => {
                let op = self.any_op();
                self.date();
                self.world.second(name, op);
            }
            4 => {
                let whom = self.dice.pick(&["t1", "t2", "w", "d2"]);
                self.date();
                self.world.add(name, at, person_member(whom), Role::Admin);
            }
            5 => {
                self.date();
                self.world.lift(name, at, target);
            }
            6 => {
                let whom = self.dice.pick(&["t1", "w"]);
                let own = self
                    .dice
                    .pick(&[person_member(whom), Member::Space(space("O"))]);
                self.date();
                self.world.refound(name, at, vec![own]);
            }
            7 => {
                self.date();
                let with = [(target, Role::Write)];
                let founder = person_member(name);
                let kind = (SpaceKind::Working, Some(self.scene.home));
                let made = format!("V{}", self.made.len());
                self.world.create(name, &made, kind, founder, &with, &[]);
                self.made.push(made);
            }
            _ => self.call_help(),
        }
        // Whom she tells.
        let news: Vec<At> = (before..self.world.now().len()).collect();
        for name in self.scene.honest.clone() {
            if self.dice.percent(40) {
                for at in &news {
                    let past = self.world.past(*at);
                    self.known.get_mut(name).unwrap().extend(past);
                }
            }
        }
    }

    /// She invites a device of hers as another person, and confirms it herself.
    fn call_help(&mut self) {
        let (name, help) = (self.scene.seized, self.dice.pick(&ACCOMPLICES));
        let code = self.code();
        self.date();
        let invited = self.world.invite(name, space("O"), &code, Role::Write);
        let mut past: Vec<At> = self.world.past(invited).into_iter().collect();
        self.world.knowing(&past);
        if self
            .world
            .last_of(help, person(help), self.world.now().len())
            .is_none()
        {
            self.world.born(help, "O");
        }
        let born = self
            .world
            .last_of(help, person(help), self.world.now().len());
        past.extend(born);
        self.world.knowing(&past);
        let own = self
            .dice
            .pick(&[person_member(help), Member::Device(device(help))]);
        let redeem = self.world.redeem(help, space("O"), &code, own);
        past.push(redeem);
        self.world.knowing(&past).dated_back();
        self.world.second(name, redeem);
    }

    // What must hold.

    fn check(&self, state: &State) -> Result<(), String> {
        let seized = self.scene.seized;
        for help in ACCOMPLICES {
            for at in &self.scene.spaces {
                if state.role(help, at) == Role::Admin {
                    return Err(format!("{help} is admin of {at}"));
                }
            }
        }
        for at in ["O", "N", "S"] {
            let is_admin = |name: &&str| state.role(name, at) == Role::Admin;
            let had = self.scene.stood.iter();
            let mut had = had.filter(|((_, of), role)| *of == at && **role == Role::Admin);
            let alone = !self.scene.honest.iter().any(is_admin);
            if had.next().is_some() && alone && state.works(seized, at) {
                return Err(format!("{seized} is the only admin of {at} that works"));
            }
        }
        for [first, second] in &self.races {
            let stands = |name: &str| state.role(name, "O") > Role::None;
            if stands(first) && stands(second) {
                return Err(format!("{first} and {second} are both in"));
            }
        }
        Ok(())
    }

    /// Two honest words, by people who know everything.
    fn end(&mut self) {
        let (first, second) = self.dice.pick(&self.scene.judges);
        let word = Word::remove(self.scene.target);
        let cut = self.cut_of_seized();
        self.world.knowing_all();
        let home = space(self.scene.home);
        let word = self.world.restrict_with_cut(first, home, word, cut);
        self.world.second(second, word);
    }

    fn check_end(&self, state: &State) -> Result<(), String> {
        for at in &self.scene.spaces {
            for name in [self.scene.seized].into_iter().chain(ACCOMPLICES) {
                if state.role(name, at) > Role::None {
                    return Err(format!("{name} is back in {at}"));
                }
            }
        }
        for ((name, at), role) in &self.scene.stood {
            let now = state.role(name, at);
            if now < *role {
                return Err(format!("{name} has {now:?} in {at}, not {role:?}"));
            }
        }
        Ok(())
    }
}

/// One history; what does not hold in it, if anything.
pub(super) fn history(rules: Rules, seed: u64) -> Result<(), String> {
    let mut play = Play::new(rules, seed);
    play.run().map_err(|fault| {
        let told = asked("ASAMBLEA_TELL").map(|_| play.world.tell(play.founded));
        format!("{fault}{}", told.unwrap_or_default())
    })
}

/// A history among whose operations many only carry keys, and cuts that name them.
pub(super) fn with_keys(seed: u64) -> World {
    let mut play = Play::new(None, seed);
    for _ in 0..6 + play.dice.below(8) {
        match play.dice.below(4) {
            0 => play.hostile_step(),
            1 => play.honest_step(),
            _ => play.key_step(),
        }
        if play.dice.percent(5) {
            play.end();
        }
    }
    play.world
}

impl Play {
    /// Somebody says something that only carries keys; two words may cut the seized device's
    /// behind it, by authors who saw it or not.
    fn key_step(&mut self) {
        let seized = self.scene.seized;
        let other = self.dice.pick(&self.scene.honest);
        let name = self.dice.pick(&[seized, seized, other, ACCOMPLICES[0]]);
        let at = self.any_space();
        self.date();
        let epoch = EpochId::from_bytes([7; 32]);
        let said = self.world.say(name, at, Control::Ask(Ask { epoch }));
        if self.dice.percent(30) {
            let (first, second) = self.dice.pick(&self.scene.judges);
            let cut = vec![self.world.cut(seized, at, Some(said))];
            let word = Word::remove(self.scene.target);
            self.date();
            let home = space(self.scene.home);
            let word = self.world.restrict_with_cut(first, home, word, cut);
            let past: Vec<At> = self.world.past(word).into_iter().collect();
            self.world.knowing(&past).second(second, word);
        }
        for name in self.scene.honest.clone() {
            if self.dice.percent(40) {
                let past = self.world.past(said);
                self.known.get_mut(name).unwrap().extend(past);
            }
        }
    }

    fn run(&mut self) -> Result<(), String> {
        for _ in 0..4 + self.dice.below(8) {
            match self.dice.percent(55) {
                true => self.hostile_step(),
                false => self.honest_step(),
            }
        }
        self.check(&self.world.look())?;
        self.end();
        self.check_end(&self.world.look())?;
        for _ in 0..3 {
            self.hostile_step();
        }
        let state = self.world.state_in_orders(1);
        self.check_end(&state)
            .map_err(|fault| format!("afterwards {fault}"))?;
        self.check(&state)
    }
}

#[test]
fn one_seized_device_gains_nothing_that_two_honest_words_do_not_undo() {
    let count = asked("ASAMBLEA_HISTORIES").unwrap_or(HISTORIES);
    let first = asked("ASAMBLEA_SEED").unwrap_or(0);
    let mut faults = Vec::new();
    for seed in first..first + count {
        if let Err(fault) = history(None, seed) {
            faults.push(format!("history {seed}: {fault}"));
        }
    }
    eprintln!("{count} histories");
    assert!(
        faults.is_empty(),
        "{} of {count}:\n{}",
        faults.len(),
        faults.join("\n")
    );
}
