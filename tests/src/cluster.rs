//! A cluster of devices in one simulated world: links, time, power. It moves things; what is done
//! with them stands in `workload`, what must hold in `check`.

mod beginning;
mod days;
mod entry;
mod rest;

pub use self::beginning::CARRIED;
use asamblea_node::api::{ApiError, ErrorKind, Event, Reply, Request};
use asamblea_node::engine::{Joining, LinkNumber, Opening};
use asamblea_protocol::replica::Plant;
use asamblea_protocol::sync::Frame;

use crate::device::{Device, Part, Standing};
use crate::dice::Dice;
use crate::faults::{Fault, Tally};
use crate::net::{Link, UNDER_WAY_MAX};
use crate::oracle::Oracle;
use crate::report::{Broken, Story, Violation};
use crate::workload::{Sticks, Words};

/// How often a node's loop looks at its waits.
pub const TICK_MS: u64 = 250;
/// What a dishonest device keeps of what it heard.
const OVERHEARD_MAX: usize = 64;

/// What a run is made of.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// The seed.
    pub seed: u64,
    /// Devices in the beginning.
    pub nodes: usize,
    /// Steps.
    pub steps: u32,
    /// The bug planted in every device.
    pub plant: Option<Plant>,
    /// Also what is known to leave open ends: spaces of several organizations, of which whoever is
    /// taken out of the network stays a member, and flipped bits, which may take membership.
    pub harsh: bool,
    /// Also spaces that forget, and at the end the days after which they do.
    pub forgets: bool,
    /// Also rounds of assessment: people score, coordinators pool, agree and share.
    pub assesses: bool,
    /// Also carriers, and hours in which nobody else is reached.
    pub carries: bool,
    /// Devices draw from the program's own source, which one seed rebuilds as well: other days.
    pub erases: bool,
    /// Keep the story's lines.
    pub keep_story: bool,
}

impl Settings {
    /// A world of few, for what is told step by step.
    #[must_use]
    pub const fn few(seed: u64, nodes: usize) -> Self {
        Self {
            seed,
            nodes,
            steps: 0,
            plant: None,
            harsh: false,
            forgets: false,
            assesses: false,
            carries: false,
            erases: false,
            keep_story: false,
        }
    }
}

/// The world.
pub struct Cluster {
    /// What it is made of.
    pub settings: Settings,
    /// Everyone, also those taken out.
    pub devices: Vec<Device>,
    /// Connections.
    pub links: Vec<Link>,
    /// Pairs that cannot reach each other.
    pub walls: Vec<(usize, usize)>,
    /// Milliseconds since the beginning.
    pub now_ms: u64,
    /// Steps done.
    pub step: u32,
    /// Chance for what happens.
    pub dice: Dice,
    /// Chance for what devices draw.
    pub entropy: Dice,
    /// What struck.
    pub faults: Tally,
    /// The story.
    pub story: Story,
    /// What must hold.
    pub oracle: Oracle,
    /// Bundles that lie around.
    pub sticks: Sticks,
    /// What was said about members on a day of words.
    pub words: Words,
    /// Acts that succeeded.
    pub acts: u64,
    /// Frames that arrived.
    pub frames: u64,
    /// Frames that arrived between devices that are members or on their way in.
    live_frames: u64,
    /// Nobody meets this device.
    pub(crate) left_out: Option<usize>,
    /// Quiet world: nothing goes wrong by chance.
    pub calm: bool,
    ticked_ms: u64,
    next_link: LinkNumber,
}

impl Cluster {
    /// An empty world.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            devices: Vec::new(),
            links: Vec::new(),
            walls: Vec::new(),
            now_ms: 0,
            step: 0,
            dice: Dice::new(settings.seed, 1),
            entropy: Dice::new(settings.seed, 2),
            faults: Tally::default(),
            story: Story::new(settings.keep_story),
            oracle: Oracle::default(),
            sticks: Sticks::default(),
            words: Words::default(),
            acts: 0,
            frames: 0,
            live_frames: 0,
            left_out: None,
            calm: true,
            ticked_ms: 0,
            next_link: 0,
        }
    }

    /// The network's id, in hex.
    #[must_use]
    pub fn network(&self) -> String {
        self.devices
            .first()
            .and_then(Device::engine)
            .and_then(|engine| engine.replica().directory().network())
            .map_or_else(|| self.oracle.network.clone(), |network| network.to_hex())
    }

    /// A broken promise, seen now.
    #[must_use]
    pub const fn violation(&self, broken: Broken, text: String) -> Violation {
        Violation {
            broken,
            step: self.step,
            text,
        }
    }

    // Power.

    /// Switches a device on and checks what it was promised.
    ///
    /// # Errors
    ///
    /// What is not there any more.
    pub fn power_on(&mut self, at: usize) -> Result<(), Violation> {
        let entropy = self.entropy.bytes();
        let opened = self.devices[at].switch_on(self.now_ms, entropy);
        opened.map_err(|error| {
            let text = format!("d{at} does not open: {error}");
            self.violation(Broken::SavedLost, text)
        })?;
        self.turn(at);
        self.check_promises(at)
    }

    /// Cuts a device's power; `noticed`: the others see it at once.
    pub fn power_off(&mut self, at: usize, noticed: bool) {
        let device = &mut self.devices[at];
        device.switch_off();
        let before = device.disk.losses();
        device.disk.crash(self.dice.source());
        let after = device.disk.losses();
        self.faults.add_many(Fault::LostWrite, after.0 - before.0);
        self.faults.add_many(Fault::TornWrite, after.1 - before.1);
        for link in self.links.clone_numbers(at) {
            if noticed {
                self.cut(link);
            } else {
                self.forget_end(link, at);
            }
        }
    }

    fn forget_end(&mut self, number: LinkNumber, at: usize) {
        if let Some(link) = self.links.iter_mut().find(|link| link.number == number)
            && let Some(end) = link.end_of(at)
        {
            link.open[end] = false;
            link.said_all = [false; 2];
            link.under_way[end].clear();
            link.under_way[1 - end].clear();
        }
        self.links.retain(|link| !link.is_over());
    }

    // Links.

    /// Connects two nodes when both gates let them; `anyway` leaves the gates out.
    pub fn connect(&mut self, from: usize, to: usize, anyway: bool) -> bool {
        let walled = |a, b| self.walls.contains(&(a, b)) || self.walls.contains(&(b, a));
        let (dialing, listening) = (&self.devices[from], &self.devices[to]);
        if [Some(from), Some(to)].contains(&self.left_out) {
            return false;
        }
        if from == to || !dialing.is_on() || !listening.is_on() || walled(from, to) {
            return false;
        }
        // Whoever is joining listens nowhere.
        if listening.joining.is_some() {
            return false;
        }
        let keys = [dialing.transport(), listening.transport()];
        let welcome = dialing.joining.is_some() || dialing.gate.contains(&keys[1]);
        let let_in = anyway || (welcome && listening.gate.contains(&keys[0]));
        if !let_in {
            return false;
        }
        self.next_link += 1;
        let number = self.next_link;
        self.links.push(Link::new(number, [from, to], keys));
        for (end, at) in [from, to].into_iter().enumerate() {
            let opening = Opening {
                transport: keys[1 - end],
                address: format!("/ip4/10.0.0.{at}/tcp/1"),
                via: "tcp",
                outbound: end == 0,
            };
            let tag = self.devices[at].tag();
            let (engine, joining) = self.devices[at].engine_and_joining(self.now_ms);
            if let Some(engine) = engine {
                let speaker = engine.speaker(joining.as_deref());
                engine.connected(number, opening, tag, speaker);
            }
        }
        self.turn(from);
        self.turn(to);
        true
    }

    /// Breaks a link; what is under way is lost.
    pub fn cut(&mut self, number: LinkNumber) {
        let Some(at) = self.links.iter().position(|link| link.number == number) else {
            return;
        };
        let link = self.links.swap_remove(at);
        for (end, node) in link.ends.into_iter().enumerate() {
            if link.open[end]
                && let Some(engine) = self.devices[node].engine_at(self.now_ms)
            {
                engine.closed(number, "cut");
            }
            // A device that was being told that it is out is let in no longer.
            self.take_gate(node);
        }
    }

    /// Moves up to `count` frames of one direction of a link.
    pub fn deliver(&mut self, number: LinkNumber, direction: usize, count: usize) {
        let now_ms = self.now_ms;
        let Some(link) = self.links.iter_mut().find(|link| link.number == number) else {
            return;
        };
        let to = link.ends[1 - direction];
        let open = link.open[1 - direction];
        let mut frames: Vec<Vec<u8>> = Vec::new();
        while frames.len() < count
            && let Some(frame) = link.under_way[direction].pop_front()
        {
            frames.push(frame);
        }
        let ended = link.under_way[direction].is_empty() && link.said_all[direction];
        let live = link.ends.iter().all(|end| {
            let standing = self.devices[*end].standing;
            matches!(standing, Standing::Member | Standing::Joining)
        });
        if open {
            for frame in frames {
                self.frames += 1;
                self.live_frames += u64::from(live);
                self.story.note(&frame);
                self.story.aside(|| {
                    let what = crate::net::describe(&frame);
                    format!("       link {number} to d{to}: {what}")
                });
                self.hand_over(to, number, &frame);
            }
        }
        if ended && let Some(link) = self.links.iter_mut().find(|link| link.number == number) {
            link.open[1 - direction] = false;
            if let Some(engine) = self.devices[to].engine_at(now_ms) {
                engine.closed(number, "ended");
            }
        }
        self.links.retain(|link| !link.is_over());
        self.turn(to);
    }

    /// Gives a frame to a device, as if it had arrived over a link.
    pub fn hand_over(&mut self, to: usize, number: LinkNumber, frame: &[u8]) {
        self.devices[to].stirred = true;
        if self.devices[to].dishonest {
            let overheard = &mut self.devices[to].overheard;
            overheard.push_back(frame.to_vec());
            if overheard.len() > OVERHEARD_MAX {
                overheard.pop_front();
            }
        }
        let honest = !self.links.iter().any(|link| {
            link.number == number && link.ends.iter().any(|end| self.devices[*end].dishonest)
        });
        let (engine, joining) = self.devices[to].engine_and_joining(self.now_ms);
        let Some(engine) = engine else {
            return;
        };
        match engine.frame(number, frame) {
            Ok(Ok(())) => {}
            Ok(Err(end)) => {
                self.story.tell(|| format!("d{to} ends {number}: {end}"));
                if honest {
                    self.oracle.ended(end);
                }
                if let Some(joining) = joining {
                    joining.ended(end);
                }
            }
            Err(_) => engine.closed(number, "disk"),
        }
    }

    /// One turn of a node's loop after something happened to it: what was staged becomes durable,
    /// joining goes on, the gate is told, frames leave.
    pub fn turn(&mut self, at: usize) {
        let now_ms = self.now_ms;
        let device = &mut self.devices[at];
        let Some(engine) = device.engine_at(now_ms) else {
            return;
        };
        // A disk fault voids what was staged, as in the node's loop.
        let _full = engine.flush();
        let again = device.joining.as_ref().is_some_and(Joining::is_again);
        let became = device.advance_joining();
        if became {
            self.story.tell(|| format!("d{at} is in"));
            if !again {
                self.note_entered(at);
            }
            self.restart_network(at);
        }
        if self.devices[at].engine_at(now_ms).is_none() {
            return;
        }
        self.take_gate(at);
        self.hear_events(at);
        self.note_given_up(at);
        if let Some(engine) = self.devices[at].engine().filter(|e| !e.is_broken()) {
            self.oracle.note_written(engine.replica());
        }
        for number in self.links.clone_numbers(at) {
            self.pump(at, number);
        }
        // A connection that ended by that may have kept a key allowed.
        self.take_gate(at);
    }

    fn take_gate(&mut self, at: usize) {
        let engine = self.devices[at].engine_at(self.now_ms);
        if let Some(keys) = engine.and_then(|engine| engine.gate()) {
            self.devices[at].gate = keys.into_iter().collect();
            if self.devices[at].joining.is_none() {
                self.shut_out(at);
            }
        }
    }

    /// A node shows another transport key from here on: its connections end once its last frames
    /// have left.
    fn restart_network(&mut self, at: usize) {
        for number in self.links.clone_numbers(at) {
            self.pump(at, number);
            self.drain_to_peer(at, number);
        }
        if let Some(engine) = self.devices[at].engine_at(self.now_ms) {
            engine.forget_links();
            engine.reopen_gate();
        }
    }

    /// A link's end closes; what it said last still arrives.
    fn drain_to_peer(&mut self, at: usize, number: LinkNumber) {
        if let Some(link) = self.links.iter_mut().find(|link| link.number == number)
            && let Some(end) = link.end_of(at)
        {
            link.open[end] = false;
            link.said_all[end] = true;
        }
        self.links.retain(|link| !link.is_over());
    }

    fn shut_out(&mut self, at: usize) {
        let gate = &self.devices[at].gate;
        let barred: Vec<LinkNumber> = self
            .links
            .iter()
            .filter(|link| {
                link.end_of(at)
                    .is_some_and(|end| !gate.contains(&link.keys[1 - end]))
            })
            .map(|link| link.number)
            .collect();
        for number in barred {
            self.story.tell(|| format!("d{at} shuts link {number}"));
            self.cut(number);
        }
    }

    fn hear_events(&mut self, at: usize) {
        let events = match self.devices[at].engine_at(self.now_ms) {
            Some(engine) => engine.take_events(),
            None => return,
        };
        for event in events {
            if let Event::Alert { code, text } = event {
                self.story.tell(|| format!("d{at} alert {code}: {text}"));
                self.oracle.alerts.push((at, code, text));
            }
        }
    }

    fn pump(&mut self, at: usize, number: LinkNumber) {
        let Some(link) = self.links.iter_mut().find(|link| link.number == number) else {
            return;
        };
        let Some(end) = link.end_of(at).filter(|end| link.open[*end]) else {
            return;
        };
        let device = &mut self.devices[at];
        let mut promises = std::mem::take(&mut device.promises);
        let tampers = device.dishonest && !self.calm;
        let carries = device.part == Part::Carrier;
        let Some(engine) = device.engine_at(self.now_ms) else {
            device.promises = promises;
            return;
        };
        while link.under_way[end].len() < UNDER_WAY_MAX {
            let Some(frame) = engine.poll(number) else {
                if engine.has_ended(number) {
                    engine.closed(number, "ended");
                    link.open[end] = false;
                    link.said_all[end] = true;
                }
                break;
            };
            // Some of what it has, whoever asks; or all of it, where a carrier shows one half of
            // the world nothing.
            let keeps_back = tampers && self.dice.percent(8);
            let turns_away = tampers && carries && link.ends[1 - end] % 2 == 1;
            if (keeps_back || turns_away) && matches!(Frame::decode(&frame), Ok(Frame::Run { .. }))
            {
                self.faults.add(match turns_away {
                    true => Fault::TwoFaced,
                    false => Fault::Withhold,
                });
                continue;
            }
            let replica = engine.replica();
            self.oracle.frame_leaves(at, &frame, replica, &mut promises);
            let frame = if tampers && self.dice.percent(50) {
                tampered(&frame).inspect(|_| self.faults.add(Fault::Tamper))
            } else {
                None
            }
            .unwrap_or(frame);
            if link.open[1 - end] {
                link.under_way[end].push_back(frame);
            }
        }
        device.promises = promises;
    }

    // Time.

    /// Lets time pass; every node's loop looks at its waits as often as it should. It ends early
    /// when somebody begins to knock: others must hear that.
    pub fn pass(&mut self, ms: u64) {
        let end = self.now_ms + ms;
        while self.ticked_ms + TICK_MS <= end {
            // Long silences are not walked through beat by beat.
            self.ticked_ms += TICK_MS.max((end - self.ticked_ms) / 4);
            self.now_ms = self.ticked_ms.min(end);
            let mut knocks = false;
            for at in 0..self.devices.len() {
                let device = &mut self.devices[at];
                if let Some(engine) = device.engine_at(self.now_ms) {
                    let _full = engine.tick();
                    knocks |= self.knock(at);
                    self.note_silence(at);
                    self.turn(at);
                }
            }
            if knocks {
                return;
            }
        }
        self.now_ms = end;
    }

    /// Asks a device for something, as an interface does.
    ///
    /// # Errors
    ///
    /// The outer one is a broken promise: a failure that only a fault of the program explains.
    pub fn ask(
        &mut self,
        at: usize,
        request: Request,
    ) -> Result<Result<Reply, ApiError>, Violation> {
        let device = &mut self.devices[at];
        device.stirred = true;
        let Some(engine) = device.engine_at(self.now_ms) else {
            return Ok(Err(ErrorKind::Unreachable.into()));
        };
        let reply = engine
            .request(request)
            .and_then(|reply| engine.flush().map(|()| reply));
        match &reply {
            Ok(_) => {
                self.acts += 1;
                self.oracle.saved(at, device);
            }
            Err(error) => {
                // A device that lost something it wrote waits until it heard the rest.
                let asks = error.kind == ErrorKind::Damaged;
                let forgot =
                    device.set_back || device.wounded || self.oracle.cloned.contains(&device.id());
                let by_program = error.kind == ErrorKind::Internal || (asks && !forgot);
                if by_program && !device.full && !self.oracle.disk_may_fail {
                    let text = format!("d{at}: {error}");
                    return Err(self.violation(Broken::Internal, text));
                }
            }
        }
        self.turn(at);
        Ok(reply)
    }
}

/// A frame of slots with another slot in it.
fn tampered(frame: &[u8]) -> Option<Vec<u8>> {
    let Ok(Frame::Slots { op, slots, last }) = Frame::decode(frame) else {
        return None;
    };
    let mut slots = slots;
    let byte = slots.first_mut()?.slot.sealed.last_mut()?;
    *byte ^= 1;
    Some(Frame::Slots { op, slots, last }.encode())
}

/// Numbers of a node's links, so that links can change while they are walked.
pub trait Numbers {
    /// The numbers of the links that end at a node.
    fn clone_numbers(&self, at: usize) -> Vec<LinkNumber>;
}

impl Numbers for Vec<Link> {
    fn clone_numbers(&self, at: usize) -> Vec<LinkNumber> {
        self.iter()
            .filter(|link| link.end_of(at).is_some())
            .map(|link| link.number)
            .collect()
    }
}
