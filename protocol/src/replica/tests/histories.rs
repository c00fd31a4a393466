//! Random histories of whole devices that hear of each other late, with real keys: nobody opens
//! what somebody wrote who knew that she was out (exclusion), and everybody who still reads there
//! opens in the end what somebody wrote who knew that she was a reader (inclusion).

use super::keys::everybody;
use super::*;
use crate::membership::Roles;
use crate::tests::asked;
use std::collections::BTreeSet;

/// Histories at every commit. A long run: `ASAMBLEA_KEY_HISTORIES=500`.
const HISTORIES: u64 = 40;

/// What somebody wrote, and whom she took for a reader and whom not.
struct Written {
    text: String,
    space: SpaceId,
    readers: BTreeSet<DeviceId>,
    out: BTreeSet<DeviceId>,
}

struct Dice(SeededRandom);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        let drawn = rand_core::Rng::next_u64(&mut self.0) % u64::try_from(bound).unwrap();
        usize::try_from(drawn).unwrap()
    }

    fn two(&mut self, bound: usize) -> (usize, usize) {
        let one = self.below(bound);
        (one, (one + 1 + self.below(bound - 1)) % bound)
    }
}

fn pull(devices: &mut [Device], to: usize, from: usize) {
    let stored = devices[from].stored.clone();
    let other = Device {
        stored,
        ..Device::new(200)
    };
    devices[to].pull(&other);
}

fn readers(roles: &Roles, space: SpaceId) -> BTreeSet<DeviceId> {
    let devices = roles.devices(space).into_iter();
    let readers = devices.filter(|(_, role)| *role >= Role::Read);
    readers.map(|(device, _)| device).collect()
}

/// What a device that took everything one after another found out is what one finds out that
/// evaluates all of it at once.
fn agrees_with_a_fresh_one(replica: &mut Replica) {
    let mut copy = replica.graph().clone();
    let mut fresh = Judge::new(&mut copy);
    let (grown, graph, epochs) = replica.judge();
    assert_eq!(grown.roles(graph), fresh.roles(&copy));
    assert_eq!(grown.everything(), fresh.everything());
    let afters = epochs.iter().map(|info| info.after);
    let pasts: Vec<_> = afters.chain([fresh.everything()]).collect();
    for past in pasts {
        for space in graph.spaces() {
            let best = grown.best_epoch(graph, epochs, space, past);
            assert_eq!(best, fresh.best_epoch(&copy, epochs, space, past));
            let readers = grown.readers(graph, space, past);
            assert_eq!(readers, fresh.readers(&copy, space, past));
            let to = grown.recipients(graph, epochs, space, past);
            assert_eq!(to, fresh.recipients(&copy, epochs, space, past));
        }
    }
}

struct Play {
    dice: Dice,
    devices: Vec<Device>,
    spaces: [SpaceId; 3],
    org: SpaceId,
    persons: [SpaceId; 2],
    newcomers: u8,
    written: Vec<Written>,
}

impl Play {
    /// A coordinator of the Secretariat, one of an organization, two members of hers, one with two
    /// devices.
    fn new(seed: u64) -> Self {
        let mut bytes = [3; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        let (a, mut b, founded, joined) = two();
        let (mut c, hers) = join(&mut b, 3, joined.org, 30);
        let (c2, _) = join(&mut c, 4, hers.person, 40);
        let (d, other) = join(&mut b, 5, joined.org, 50);
        let mut play = Self {
            dice: Dice(SeededRandom::new(bytes)),
            devices: vec![a, b, c, c2, d],
            spaces: [founded.network, joined.org, hers.person],
            org: joined.org,
            persons: [hers.person, other.person],
            newcomers: 0,
            written: Vec::new(),
        };
        play.meet();
        play
    }

    fn meet(&mut self) {
        let mut all: Vec<&mut Device> = self.devices.iter_mut().collect();
        everybody(&mut all);
    }

    fn step(&mut self, text: String) {
        let (one, two) = self.dice.two(self.devices.len());
        match self.dice.below(10) {
            0..=3 => pull(&mut self.devices, one, two),
            4 => self.devices[one].forward(),
            5 => self.remove(two),
            6 if self.newcomers == 0 => self.newcomer(),
            _ => self.write(one, text),
        }
        agrees_with_a_fresh_one(&mut self.devices[one].replica);
        agrees_with_a_fresh_one(&mut self.devices[two].replica);
    }

    /// One who may takes somebody out: the Secretariat, the coordinator, a person her phone.
    fn remove(&mut self, whom: usize) {
        let by = self.dice.below(3);
        let target = match (by, self.dice.below(2)) {
            (1, 0) => Member::Space(self.persons[self.dice.below(2)]),
            (2, _) => Member::Device(self.devices[3].replica.device()),
            _ => Member::Device(self.devices[whom].replica.device()),
        };
        let (space, device) = (self.spaces[by], &mut self.devices[by]);
        let word = Word::remove(target);
        let made = device
            .replica
            .restrict(space, word, Vec::new(), NOW, &mut device.rng);
        // Whoever may not is told so.
        if let Ok(made) = made {
            device.keep(made);
        }
    }

    /// Somebody joins, and only her inviter knows.
    fn newcomer(&mut self) {
        let inviter = &mut self.devices[1];
        let me = inviter.replica.device();
        let admin = inviter.replica.roles().role(me, self.org) == Role::Admin;
        if admin && !inviter.replica.is_frozen(self.org) {
            self.newcomers += 1;
            let (new, _) = join(inviter, 90 + self.newcomers, self.org, 90);
            self.devices.push(new);
        }
    }

    fn write(&mut self, by: usize, text: String) {
        let space = self.spaces[self.dice.below(self.spaces.len())];
        let device = &mut self.devices[by];
        let roles = device.replica.roles();
        if device.write(space, &text).is_ok() {
            let readers = readers(&roles, space);
            let ever = roles.named_devices(space);
            let out = ever.difference(&readers).copied().collect();
            self.written.push(Written {
                text,
                space,
                readers,
                out,
            });
        }
    }

    /// How many could read and were kept from reading.
    fn check(&mut self) -> (usize, usize) {
        let (mut read, mut kept) = (0, 0);
        for device in &mut self.devices {
            let own = device.replica.device();
            let roles = device.replica.roles();
            for written in &self.written {
                let Written { text, out, .. } = written;
                let mut all = device.opened.iter();
                let opened = all.any(|(plain, _)| plain == text.as_bytes());
                // Nobody forwards to whom she knows to be out by now.
                let still = readers(&roles, written.space).contains(&own);
                let may = still && written.readers.contains(&own);
                let must_not = out.contains(&own);
                assert!(!(opened && must_not), "{own:?} opened {text}");
                assert!(opened || !may, "{own:?} did not open {text}");
                read += usize::from(may);
                kept += usize::from(must_not);
            }
        }
        (read, kept)
    }
}

#[test]
fn who_was_out_opens_nothing_and_who_was_a_reader_everything() {
    let count = asked("ASAMBLEA_KEY_HISTORIES").unwrap_or(HISTORIES);
    let (mut read, mut kept) = (0, 0);
    for seed in 0..count {
        let mut play = Play::new(seed);
        for step in 0..14 + play.dice.below(10) {
            play.step(format!("historia {seed}, paso {step}"));
        }
        play.meet();
        let (more, others) = play.check();
        read += more;
        kept += others;
    }
    eprintln!("{count} histories with keys: {read} readings, {kept} kept out");
    assert!(read > 0 && kept > 0);
}
