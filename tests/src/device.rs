//! One simulated device: the production engine on a simulated disk, with clocks of its own.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use asamblea_node::engine::{Engine, Joining, Now, Parts, Randomness, Setting, Step, erasing};
use asamblea_node::store::{MemoryIndex, Progress, SimDisk};
use asamblea_protocol::crypto::{KeyMaterial, SeededRandom};
use asamblea_protocol::id::{DeviceId, OpId, SpaceId, TransportId};
use asamblea_protocol::invitation::InvitationCode;
use asamblea_protocol::op::{LogId, VerifiedOp};
use asamblea_protocol::replica::DeviceKeys;
use asamblea_protocol::replica::Plant;
use asamblea_protocol::time::{MonoTime, WallTime};

/// What a simulated device draws: a day that found something stays that day.
struct Replayable(SeededRandom);

impl Deref for Replayable {
    type Target = SeededRandom;

    fn deref(&self) -> &SeededRandom {
        &self.0
    }
}

impl DerefMut for Replayable {
    fn deref_mut(&mut self) -> &mut SeededRandom {
        &mut self.0
    }
}

impl Randomness for Replayable {
    fn stir(&mut self, _seed: [u8; 32]) {}
}

fn replayable(seed: [u8; 32]) -> Box<dyn Randomness> {
    Box::new(Replayable(SeededRandom::new(seed)))
}

/// Wall clocks start in 2026.
const WALL_START_MS: i64 = 1_795_000_000_000;

/// How a device stands with the others, as the simulation knows it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Standing {
    /// On her way in.
    Joining,
    /// Never got in: her invitation had ended.
    Refused,
    /// A member.
    Member,
    /// Taken out; she may not know.
    Removed,
    /// A flipped bit took what makes her a member: she refuses all others, who could heal her.
    Unhealed,
    /// Only devices that were taken out since ever heard of her.
    Stranded,
}

/// What a device is in the story.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Part {
    /// Founded or heads an organization.
    Head,
    /// A second person of her organization.
    Person,
    /// Her person's second device.
    Second,
    /// A machine of her organization that keeps everything and reads nothing.
    Carrier,
}

/// What a device was told is saved.
#[derive(Default)]
pub struct Promises {
    /// Its own logs: how many operations, and the last of them.
    pub logs: BTreeMap<LogId, (u64, OpId)>,
    /// Posts by thread, post and text.
    pub posts: Vec<(String, String, String)>,
    /// The draft last saved.
    pub draft: String,
    /// Its disk is another one than it was: whatever draft is there is the draft.
    pub draft_unknown: bool,
    /// Drafts whose saving failed, or was under way when the power failed.
    pub drafts_in_doubt: Vec<String>,
    /// Logs of which it told another that it holds so many.
    pub acknowledged: BTreeMap<LogId, u64>,
}

/// A device.
pub struct Device {
    /// How the story calls it.
    pub name: String,
    /// The device whose organization it belongs to: the head's index.
    pub head: usize,
    /// The first device of its person.
    pub person: usize,
    /// What it is there.
    pub part: Part,
    /// How it stands.
    pub standing: Standing,
    /// It writes what it may not, and nothing else any more.
    pub dishonest: bool,
    /// An observer: reads, never writes.
    pub observer: bool,
    /// Invited as a coordinator.
    pub coordinator: bool,
    /// Who invited it.
    pub invited_by: usize,
    /// Somebody compared safety words with it: its place is completed.
    pub confirmed: bool,
    /// Its disk.
    pub disk: SimDisk,
    /// What it was told is saved.
    pub promises: Promises,
    /// Its disk takes no more.
    pub full: bool,
    /// How it enters.
    pub joining: Option<Joining>,
    /// It still had its code at its last turn.
    pub has_code: bool,
    /// Who knew it when it gave up its code.
    pub known_by: Vec<usize>,
    /// Whom its gate lets in.
    pub gate: BTreeSet<TransportId>,
    /// Its wall clock is wrong by so much.
    pub skew_ms: i64,
    /// Its wall clock jumped once.
    pub clock_moved: bool,
    /// The bug planted in it.
    pub plant: Option<Plant>,
    /// It draws from the program's source, not from the simulator's: its days are others.
    pub erases: bool,
    /// It is away for good.
    pub gone: bool,
    /// A dishonest one keeps what it heard last.
    pub overheard: VecDeque<Vec<u8>>,
    /// An older copy of its disk.
    pub copy: Option<BTreeMap<String, Vec<u8>>>,
    /// Its disk was set back to an older copy.
    pub set_back: bool,
    /// A bit of its disk flipped: it says so.
    pub wounded: bool,
    /// What it holds may be other than at the last look.
    pub stirred: bool,
    /// Since when it keeps its code and does not knock, and since when that is too long.
    pub silent_since: Option<(u64, Option<u64>)>,
    /// It is a copy of this device, and both are alive.
    pub twin_of: Option<usize>,
    root: [u8; 32],
    id: DeviceId,
    own_transport: TransportId,
    engine: Option<Engine>,
    opened_at: u64,
}

impl Device {
    /// A device with an empty disk, switched off.
    #[must_use]
    pub fn new(name: String, [head, person]: [usize; 2], part: Part, root: [u8; 32]) -> Self {
        let keys = DeviceKeys::from_root(&KeyMaterial::from_bytes(root));
        Self {
            name,
            head,
            person,
            part,
            standing: Standing::Joining,
            dishonest: false,
            observer: false,
            coordinator: false,
            invited_by: 0,
            confirmed: false,
            disk: SimDisk::new(),
            promises: Promises::default(),
            full: false,
            joining: None,
            gate: BTreeSet::new(),
            has_code: false,
            known_by: Vec::new(),
            skew_ms: 0,
            clock_moved: false,
            plant: None,
            erases: false,
            gone: false,
            overheard: VecDeque::new(),
            copy: None,
            set_back: false,
            wounded: false,
            stirred: true,
            silent_since: None,
            twin_of: None,
            id: keys.device(),
            own_transport: TransportId::from_bytes([0; 32]),
            root,
            engine: None,
            opened_at: 0,
        }
    }

    /// A copy of this device on another machine, both of them alive; its number is given.
    #[must_use]
    pub fn twin(&self, of: usize, image: &BTreeMap<String, Vec<u8>>) -> Self {
        let mut twin = Self::new(
            format!("{}'", self.name),
            [self.head, self.person],
            self.part,
            self.root,
        );
        twin.standing = self.standing;
        twin.observer = self.observer;
        twin.coordinator = self.coordinator;
        twin.invited_by = self.invited_by;
        twin.confirmed = self.confirmed;
        twin.known_by = self.known_by.clone();
        twin.plant = self.plant;
        twin.erases = self.erases;
        twin.clock_moved = true;
        twin.disk = SimDisk::from_image(image);
        twin.promises.draft_unknown = true;
        twin.twin_of = Some(of);
        twin
    }

    /// Its root key.
    #[must_use]
    pub fn root(&self) -> KeyMaterial {
        KeyMaterial::from_bytes(self.root)
    }

    /// Its id.
    #[must_use]
    pub const fn id(&self) -> DeviceId {
        self.id
    }

    /// The transport key of its card.
    #[must_use]
    pub const fn own_transport(&self) -> TransportId {
        self.own_transport
    }

    /// Its organization's space, as it knows it.
    #[must_use]
    pub fn org(&self) -> Option<SpaceId> {
        let directory = self.engine()?.replica().directory();
        directory.org_of(directory.person_of(self.id)?)
    }

    /// Switches it on: opens the journal as the program does.
    ///
    /// # Errors
    ///
    /// Why it did not open, in words.
    pub fn switch_on(&mut self, now_ms: u64, entropy: [u8; 32]) -> Result<(), String> {
        self.opened_at = now_ms;
        self.stirred = true;
        self.silent_since = None;
        let parts = Parts {
            disk: Arc::new(self.disk.clone()),
            index: Box::new(MemoryIndex::new()),
            entropy,
            random: if self.erases { erasing } else { replayable },
            folder: None,
            progress: Progress::default(),
        };
        let root = self.root();
        let mut engine =
            Engine::open(parts, &root, self.now(now_ms)).map_err(|error| error.to_string())?;
        engine.plant(self.plant);
        let code = engine.setting(Setting::JoinCode).map(str::to_owned);
        self.joining = code
            .filter(|code| !code.is_empty())
            .and_then(|code| InvitationCode::decode(&code).ok())
            .map(Joining::new);
        // That it entered was found on its disk, though it heard that writing it failed.
        let entered = self.joining.is_none() && engine.has_redeemed();
        if entered && self.standing == Standing::Joining {
            self.standing = Standing::Member;
        }
        self.own_transport = engine.own_transport();
        self.engine = Some(engine);
        self.gate.clear();
        Ok(())
    }

    /// The power is gone; what was not synced is in doubt.
    pub fn switch_off(&mut self) {
        self.engine = None;
    }

    /// Begins to join with a code.
    pub fn join_with(&mut self, code: &str) -> bool {
        let Ok(decoded) = InvitationCode::decode(code) else {
            return false;
        };
        let name = self.name.clone();
        let Some(engine) = &mut self.engine else {
            return false;
        };
        let set = engine
            .set(Setting::JoinCode, code.to_owned())
            .and_then(|()| engine.set(Setting::PersonName, name));
        self.joining = Some(Joining::new(decoded));
        set.is_ok()
    }

    /// The code with which it is joining.
    #[must_use]
    pub fn code(&self) -> Option<String> {
        let code = self.engine.as_ref()?.setting(Setting::JoinCode)?;
        (!code.is_empty()).then(|| code.to_owned())
    }

    /// This moment by its clocks.
    #[must_use]
    pub fn now(&self, now_ms: u64) -> Now {
        let wall = WALL_START_MS
            .saturating_add_unsigned(now_ms)
            .saturating_add(self.skew_ms)
            .max(0);
        Now {
            mono: MonoTime(now_ms.saturating_sub(self.opened_at)),
            wall: WallTime(wall.unsigned_abs()),
        }
    }

    /// The engine, while it is on.
    #[must_use]
    pub const fn engine(&self) -> Option<&Engine> {
        self.engine.as_ref()
    }

    /// The engine with its clocks set, while it is on.
    pub fn engine_at(&mut self, now_ms: u64) -> Option<&mut Engine> {
        let now = self.now(now_ms);
        let engine = self.engine.as_mut()?;
        engine.set_now(now);
        Some(engine)
    }

    /// The engine with its clocks set, and how it enters.
    pub fn engine_and_joining(
        &mut self,
        now_ms: u64,
    ) -> (Option<&mut Engine>, Option<&mut Joining>) {
        let now = self.now(now_ms);
        if let Some(engine) = &mut self.engine {
            engine.set_now(now);
        }
        (self.engine.as_mut(), self.joining.as_mut())
    }

    /// Whether a write failed and its memory may be ahead of its disk.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.engine.as_ref().is_some_and(Engine::is_broken)
    }

    /// Whether it holds the key under which an operation is sealed.
    #[must_use]
    pub fn opens(&self, op: &VerifiedOp) -> bool {
        let ring = self.engine().and_then(|engine| engine.replica().ring());
        let epoch = op.header.epoch;
        ring.is_some_and(|ring| epoch.is_some_and(|epoch| ring.get(&epoch).is_some()))
    }

    /// Whether it is on.
    #[must_use]
    pub const fn is_on(&self) -> bool {
        self.engine.is_some()
    }

    /// The transport key that it shows.
    #[must_use]
    pub fn transport(&self) -> TransportId {
        match &self.joining {
            Some(joining) => joining.transport_id(),
            None => self.own_transport,
        }
    }

    /// The network's tag, as it knows it.
    #[must_use]
    pub fn tag(&self) -> [u8; 8] {
        match (&self.joining, &self.engine) {
            (Some(joining), _) => joining.tag(),
            (None, Some(engine)) => engine.network_tag(),
            (None, None) => [0; 8],
        }
    }

    /// Goes on with joining, as the node's loop does after each turn. True when it has become
    /// itself: every connection starts anew.
    pub fn advance_joining(&mut self) -> bool {
        let (Some(joining), Some(engine)) = (&self.joining, &mut self.engine) else {
            return false;
        };
        match engine.advance_joining(joining) {
            Step::Wait => return false,
            Step::Refused(_) => {
                self.standing = Standing::Refused;
                self.joining = None;
                return false;
            }
            Step::Entered => {}
        }
        self.joining = None;
        if self.standing == Standing::Joining {
            self.standing = Standing::Member;
        }
        true
    }
}
