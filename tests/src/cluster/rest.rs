//! Rest: what went wrong is over, and everybody exchanges until there is nothing left to say.

use asamblea_node::engine::LinkNumber;

use super::{Cluster, Numbers, TICK_MS};
use crate::device::Standing;
use crate::net::UNDER_WAY_MAX;
use crate::report::{Broken, Violation};

/// Rounds of quiet exchange in which connected members must come to hold the same.
const ROUNDS_MAX: u32 = 60;
/// Frames that one round may move before it counts as chatter without end.
const ROUND_FRAMES_MAX: u64 = 20_000;
/// A newcomer who is not known by enough others knocks at least this often, and for so long.
const KNOCK_WAIT_MS: u64 = 3_601_000;
const KNOCK_MS: u64 = 20_000;
/// A key whose slot was lost with whoever minted it is asked for after a minute, and a look.
const KEY_WAIT_MS: u64 = 71_000;
/// Such waits: to begin to count, to ask, to be answered.
const KEY_WAITS_MAX: u32 = 4;

/// Rounds after which whoever was refused by everybody knocks no more.
const KNOCKS_MAX: u32 = 12;

/// Turns that a copied device and its copy take with the others.
const TURNS_MAX: u32 = 4;

impl Cluster {
    /// Everything that went wrong is over: everyone is on, connected, and exchanges until there is
    /// nothing left to say.
    ///
    /// # Errors
    ///
    /// What broke on the way, or that it did not end.
    pub fn settle(&mut self, why: &str) -> Result<(), Violation> {
        self.story.tell(|| format!("settles: {why}"));
        let before = std::mem::replace(&mut self.calm, true);
        self.heal()?;
        // Two machines with one key take each other's place with everybody they meet.
        let twins: Vec<[usize; 2]> = (0..self.devices.len())
            .filter_map(|twin| Some([self.devices[twin].twin_of?, twin]))
            .collect();
        for [first, twin] in twins {
            // What one of them hears may make the others write once more.
            for _ in 0..TURNS_MAX {
                let before = self.held_by_all();
                for away in [twin, first] {
                    self.leave_out(away);
                    self.come_to_rest(why)?;
                }
                if self.held_by_all() == before {
                    break;
                }
            }
        }
        if self.left_out.is_none() {
            self.come_to_rest(why)?;
        }
        self.left_out = None;
        self.calm = before;
        self.check_rest()
    }

    fn held_by_all(&self) -> u64 {
        let engines = self.devices.iter().filter_map(|device| device.engine());
        let graphs = engines.map(|engine| engine.replica().graph());
        let logs = graphs.flat_map(|graph| {
            let logs = graph.spaces().flat_map(|space| graph.logs_of(space));
            logs.map(|log| graph.op_count(&log))
        });
        logs.sum()
    }

    /// Nobody meets this device from here on.
    fn leave_out(&mut self, at: usize) {
        self.left_out = Some(at);
        for number in self.links.clone_numbers(at) {
            self.cut(number);
        }
    }

    pub(crate) fn come_to_rest(&mut self, why: &str) -> Result<(), Violation> {
        let (mut quiet, mut key_waits) = (0, 0);
        for number in 0..ROUNDS_MAX {
            let moved = self.round(number)?;
            // What fell due while the round ended is still under way.
            let still = !self.links.iter().any(|link| link.moves(0) || link.moves(1));
            quiet = if moved == 0 && still && self.is_even() {
                quiet + 1
            } else {
                0
            };
            // Forwards wait up to 400 ms for somebody else's: two beats.
            if quiet >= 3 && key_waits < KEY_WAITS_MAX && self.waits_for_a_key() {
                (quiet, key_waits) = (0, key_waits + 1);
                self.pass(KEY_WAIT_MS);
                continue;
            }
            if quiet >= 3 {
                return Ok(());
            }
        }
        self.tell_links();
        let text = format!(
            "not even after {ROUNDS_MAX} rounds ({why}): {}",
            self.uneven()
        );
        Err(self.violation(Broken::Convergence, text))
    }

    /// How everything stands, for whoever reads the story of a world that does not come to rest.
    fn tell_links(&mut self) {
        for link in &self.links {
            self.story.aside(|| {
                let ([a, b], open) = (link.ends, link.open);
                let under_way = [link.under_way[0].len(), link.under_way[1].len()];
                let (number, said) = (link.number, link.said_all);
                format!("link {number} d{a}-d{b} {open:?} {under_way:?} {said:?}")
            });
        }
        for (at, device) in self.devices.iter().enumerate() {
            self.story.aside(|| {
                let (standing, joins) = (device.standing, device.joining.is_some());
                let even = device.engine().map(|engine| engine.is_even());
                let keys = self.devices.iter().map(|other| other.own_transport());
                let gate: Vec<bool> = keys.map(|key| device.gate.contains(&key)).collect();
                let waits = device.engine().map(|engine| {
                    let graph = engine.replica().graph();
                    let held: usize = graph.spaces().map(|space| graph.held_in(space)).sum();
                    let waited = graph.waited_for();
                    let waited: Vec<String> = waited
                        .map(|(log, seq)| format!("{:?} {seq} of {}", log.lane, log.author.short()))
                        .collect();
                    format!("{held} wait for {}", waited.join(", "))
                });
                let waits = waits.unwrap_or_default();
                format!("d{at} {standing:?} joins {joins} even {even:?} lets in {gate:?} {waits}")
            });
        }
    }

    pub(crate) fn heal(&mut self) -> Result<(), Violation> {
        self.walls.clear();
        for link in &mut self.links {
            link.stalled = [false; 2];
        }
        for at in 0..self.devices.len() {
            // What a dishonest one kept back it says when it is asked anew.
            if self.devices[at].dishonest {
                for number in self.links.clone_numbers(at) {
                    self.cut(number);
                }
            }
            let device = &mut self.devices[at];
            device.disk.fill(None);
            device.disk.fail_syncs(0);
            device.full = false;
            if !self.devices[at].is_on() && !self.devices[at].gone {
                self.power_on(at)?;
            }
        }
        Ok(())
    }

    /// Moves every frame until nobody has anything more to say; false when that does not end.
    pub fn move_all(&mut self) -> bool {
        let before = self.frames;
        loop {
            let moving = self
                .links
                .iter()
                .find_map(|link| Some((link.number, (0..2).find(|d| link.moves(*d))?)));
            let Some((number, direction)) = moving else {
                return true;
            };
            self.deliver(number, direction, UNDER_WAY_MAX);
            if self.frames - before > ROUND_FRAMES_MAX {
                return false;
            }
        }
    }

    /// Everybody who can connects and says what there is to say; how many frames moved.
    pub(crate) fn round(&mut self, number: u32) -> Result<u64, Violation> {
        let late = number >= KNOCKS_MAX;
        let met = (0..self.devices.len()).filter(|at| !(late && self.knocks_in_vain(*at)));
        let met: Vec<usize> = met.collect();
        for from in met.iter().copied() {
            for to in met.iter().copied() {
                let linked = self.links.iter().any(|link| link.joins(from, to));
                let dials = from < to || self.devices[from].joining.is_some();
                if !linked && dials {
                    self.connect(from, to, false);
                }
            }
        }
        let live_before = self.live_frames;
        if !self.move_all() {
            return Err(self.violation(Broken::Limit, "chatter without end".to_owned()));
        }
        // Half-open links end.
        let half: Vec<LinkNumber> = self
            .links
            .iter()
            .filter(|link| link.open != [true; 2])
            .map(|link| link.number)
            .collect();
        for number in half {
            self.cut(number);
        }
        let moved = self.live_frames - live_before;
        self.resolve_doubts();
        let waits = (0..self.devices.len()).any(|at| self.has_to_knock(at));
        // Who was taken out may knock for ever, and so may whom nobody knows.
        let knocks = (0..self.devices.len()).any(|at| {
            let device = &self.devices[at];
            let in_vain = match device.standing {
                Standing::Removed => true,
                Standing::Joining => !self.can_enter(at),
                _ => false,
            };
            device.joining.is_some() && !in_vain
        });
        self.pass(match (knocks, waits) {
            (true, _) if moved == 0 => KNOCK_MS,
            (false, true) => KNOCK_WAIT_MS,
            _ => TICK_MS + 150,
        });
        self.check_step()?;
        Ok(moved)
    }

    /// Whether a newcomer knocks in vain: she was refused, and nobody holds her use of a code. All
    /// that comes of it is that others look once more for what they lack.
    fn knocks_in_vain(&self, at: usize) -> bool {
        let device = &self.devices[at];
        let out = matches!(device.standing, Standing::Removed | Standing::Refused);
        let mut others = (0..self.devices.len()).filter(|by| *by != at);
        device.joining.is_some() && out && !others.any(|by| self.knows(by, at))
    }

    /// Whether a member holds something that she may read and cannot open yet.
    fn waits_for_a_key(&self) -> bool {
        self.honest_readers().into_iter().any(|at| {
            let replica = self.devices[at].engine().map(|engine| engine.replica());
            replica.is_some_and(|replica| {
                let mut spaces = replica.graph().spaces();
                spaces.any(|space| replica.unopened_in(space) > 0)
            })
        })
    }

    /// Whether no session of a member has anything left to say.
    fn is_even(&self) -> bool {
        self.uneven().is_empty()
    }

    /// Whether a newcomer can come in: somebody honest knows her invitation. Whoever turned
    /// dishonest may keep back that she invited her, or be gone; whose disk was set back may have
    /// forgotten it; whoever was taken out told nobody else, and whom nobody meets did not yet.
    fn can_enter(&self, at: usize) -> bool {
        let key = self.devices[at].transport();
        let met = |other: &usize| self.left_out != Some(*other);
        let mut members = self.honest_members().into_iter().filter(met);
        let by = &self.devices[self.devices[at].invited_by];
        // Nobody comes in to an organization or a person that is out.
        let device = &self.devices[at];
        let gone = |other: usize| other != at && self.devices[other].standing == Standing::Removed;
        let out = gone(device.head) || gone(device.person);
        let away = self.left_out == Some(device.invited_by);
        let told_nobody = by.dishonest || by.set_back || by.standing == Standing::Removed || away;
        !out && (!told_nobody || members.any(|other| self.devices[other].gate.contains(&key)))
    }

    fn uneven(&self) -> String {
        let mut names = String::new();
        let lost = self.oracle.shares_with_outsiders() && self.waits_for_the_lost();
        for (at, device) in self.devices.iter().enumerate() {
            let Some(engine) = device.engine() else {
                continue;
            };
            let busy = match device.standing {
                // A broken one reads its journal again in a few seconds.
                Standing::Member if engine.is_broken() => Some("broken"),
                Standing::Member if engine.is_even() == Some(false) && !lost => Some("uneven"),
                Standing::Member if engine.has_due_work() => Some("has something to write"),
                Standing::Member if self.has_to_knock(at) => Some("is not known by all"),
                Standing::Member if device.joining.is_some() => Some("knocks"),
                Standing::Joining if self.can_enter(at) => Some("joins"),
                _ => None,
            };
            if let Some(busy) = busy {
                names.push_str(&format!("{} {busy}; ", device.name));
            }
        }
        names
    }
}
