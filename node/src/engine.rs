//! The engine: one device's replica on its store, without a socket or a clock of its own.
//!
//! The loop in `node` feeds it frames, requests and time, and the simulator does the same. What it
//! acknowledges is durable; what it sends is durable, too.

mod addresses;
mod aside;
mod backup;
mod blame;
mod clock;
mod damage;
mod doctor;
mod exchange;
mod flood;
#[cfg(feature = "planted")]
mod hostile;
mod joining;
mod keys;
mod leaving;
mod lifecycle;
mod local;
mod mirror;
mod peers;
mod presence;
mod records;
mod recovery;
mod renewal;
mod retain;
mod rot;
mod serve;
mod set_back;
mod travel;
mod views;
mod watch;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::Builder;
use std::time::Duration;

use asamblea_protocol::crypto::{BoxKey, CryptoRng, Domain, ErasingRandom, KeyMaterial, hash};
use asamblea_protocol::graph::Branch;
use asamblea_protocol::id::{DeviceId, OpId, SpaceId, TransportId};
use asamblea_protocol::is_planted;
use asamblea_protocol::op::{Lane, LogId};
use asamblea_protocol::replica::{DeviceKeys, Plain, Replica, Sealed, Settled};
use asamblea_protocol::time::{MonoTime, WallTime};

pub use clock::Now;
pub use joining::{Joining, Speaker, Step};
pub use local::{InvitationRecord, Setting};
pub use peers::{LinkNumber, Opening};
pub use recovery::RECOVERY_WAIT_MS;
pub use travel::Stub;

use self::damage::{Found, Harm};
use self::exchange::Exchange;
use self::flood::Writers;
use self::keys::Errands;
use self::local::Local;
use self::mirror::Reading;
use self::peers::Link;
use self::presence::Places;
use self::serve::Surroundings;
use self::set_back::SetBack;
use self::views::{Seen, Views};
use crate::api::{ApiError, ErrorKind, Event};
use crate::store::{
    Disk, Extent, Imprint, Index, Journal, MemoryIndex, Mirror, OpenReport, Phase, Progress,
};

/// Threads that open content: a laptop has so many, and more would wait for memory.
const THREADS_MAX: usize = 4;
/// Fewer pieces are opened before another thread has begun.
const SEALED_PER_THREAD_MIN: usize = 128;

/// What an engine draws from.
pub trait Randomness: CryptoRng + Send {
    /// Mixes another seed in.
    fn stir(&mut self, seed: [u8; 32]);
}

impl Randomness for ErasingRandom {
    fn stir(&mut self, seed: [u8; 32]) {
        Self::stir(self, seed);
    }
}

/// A source whose memory tells nothing of what it gave.
#[must_use]
pub fn erasing(seed: [u8; 32]) -> Box<dyn Randomness> {
    Box::new(ErasingRandom::new(seed))
}

/// What an engine is built on.
pub struct Parts {
    /// The profile's disk.
    pub disk: Arc<dyn Disk>,
    /// The index, which may be thrown away.
    pub index: Box<dyn Index>,
    /// 32 bytes from the operating system, or from a simulator's seed.
    pub entropy: [u8; 32],
    /// Makes what it draws from of such bytes: [`erasing`], but in a simulator.
    pub random: fn([u8; 32]) -> Box<dyn Randomness>,
    /// The profile folder, for messages and bundles; absent in a simulator.
    pub folder: Option<PathBuf>,
    /// Is told how far every reading of the profile is, this one and later ones.
    pub progress: Progress,
}

/// One device at work.
pub struct Engine {
    disk: Arc<dyn Disk>,
    progress: Progress,
    folder: Option<PathBuf>,
    journal: Journal,
    mirror: Mirror,
    index: Box<dyn Index>,
    /// It was filled from the journal since this process began.
    index_rebuilt: bool,
    report: OpenReport,
    replica: Replica,
    views: Views,
    places: Places,
    local: Local,
    private: Option<BoxKey>,
    links: BTreeMap<LinkNumber, Link>,
    rng: Box<dyn Randomness>,
    /// Apart from the other, so that what the mirror draws changes nothing that is drawn there.
    mirror_rng: Box<dyn Randomness>,
    now: Now,
    events: Vec<Event>,
    pending: Pending,
    errands: Errands,
    gate_changed: bool,
    /// A write failed: memory is ahead of the disk until the journal was read again.
    broken: bool,
    mend_at: Option<MonoTime>,
    /// The key of the profile, while unlocked: to read the journal again.
    root: Option<KeyMaterial>,
    indexed: u64,
    carrying: bool,
    transport: TransportId,
    addresses: Vec<String>,
    /// Where listening failed since the network began.
    listens_failed: BTreeSet<String>,
    announced: Option<Vec<String>>,
    announce_at: Option<MonoTime>,
    remember_at: Option<MonoTime>,
    delivered: BTreeMap<LogId, u64>,
    exchange: Exchange,
    /// Which writing of the file of keys is on the disk.
    keys_written: u64,
    writers: Writers,
    surroundings: Surroundings,
    /// Membership may have changed since people were last told.
    watch_due: bool,
    /// Since when whoever answers turns this device away, and nobody speaks with it.
    away_since: Option<MonoTime>,
    join_failed: Option<ErrorKind>,
    /// Who holds what this device made to enter.
    knowers: BTreeSet<DeviceId>,
    /// It knocked since it entered, at all whom it could reach.
    knocked: bool,
    /// Since when it waits to knock with its invitation again, and how long.
    knock_at: Option<(MonoTime, Duration)>,
    knock_wait: Duration,
    introduced: bool,
    harm: Harm,
    set_back: SetBack,
    /// The vault as it was when it was opened.
    vault: Option<Imprint>,
    space_bytes: BTreeMap<SpaceId, u64>,
    /// Every record that opening found or this process wrote, for a backup.
    extents: Vec<Extent>,
    /// Its network is for practice; kept apart from the settings, which a lock forgets.
    practice: bool,
    #[cfg(feature = "planted")]
    planted: Option<asamblea_protocol::replica::Plant>,
    #[cfg(feature = "planted")]
    heads_first: bool,
}

/// Runs staged in the journal but not yet committed.
#[derive(Default)]
struct Pending {
    logs: BTreeSet<LogId>,
    /// Operations of which slots are staged.
    slots: Vec<OpId>,
    extents: Vec<(Branch, u64, records::RunPlace)>,
}

impl Pending {
    /// Whether a run of this branch is staged: the index does not know it yet.
    fn has(&self, branch: &Branch) -> bool {
        self.extents.iter().any(|(staged, ..)| staged == branch)
    }
}

/// What the engine draws from, and its mirror.
fn sources(parts: &Parts) -> [Box<dyn Randomness>; 2] {
    [parts.entropy, mirror_seed(&parts.entropy)].map(parts.random)
}

fn mirror_seed(entropy: &[u8; 32]) -> [u8; 32] {
    *hash(Domain::StoreMirror, &[entropy]).as_bytes()
}

impl Engine {
    /// Opens the journal and reads everything.
    ///
    /// # Errors
    ///
    /// The faults of a disk.
    pub fn open(parts: Parts, root: &KeyMaterial, now: Now) -> Result<Self, ApiError> {
        let [mut rng, mut mirror_rng] = sources(&parts);
        let (disk, mut index, progress) = (parts.disk, parts.index, parts.progress);
        let reading = Reading {
            disk: &disk,
            index: &mut *index,
            now,
            progress: &progress,
        };
        let read = reading.read(root, (&mut rng, &mut mirror_rng))?;
        let found = Found::of(&read);
        let transport = read.replayed.replica.keys().map(DeviceKeys::transport_id);
        let mut engine = Self {
            disk,
            progress,
            folder: parts.folder,
            journal: read.copies.journal,
            mirror: read.copies.mirror,
            index,
            index_rebuilt: read.replayed.rebuilt,
            report: read.copies.report,
            replica: read.replayed.replica,
            views: Views::default(),
            places: Places::default(),
            local: read.replayed.local,
            private: Some(read.private),
            links: BTreeMap::new(),
            rng,
            mirror_rng,
            now,
            events: Vec::new(),
            pending: Pending::default(),
            errands: Errands::default(),
            gate_changed: true,
            broken: false,
            mend_at: None,
            root: Some(KeyMaterial::from_bytes(*root.expose())),
            indexed: read.replayed.records,
            carrying: true,
            transport: transport.unwrap_or(TransportId::from_bytes([0; 32])),
            addresses: Vec::new(),
            listens_failed: BTreeSet::new(),
            announced: None,
            announce_at: None,
            remember_at: None,
            delivered: BTreeMap::new(),
            exchange: Exchange::default(),
            keys_written: 0,
            writers: Writers::default(),
            surroundings: Surroundings::default(),
            watch_due: true,
            away_since: None,
            join_failed: None,
            knowers: BTreeSet::new(),
            knocked: false,
            knock_at: None,
            knock_wait: Duration::ZERO,
            introduced: false,
            harm: Harm::default(),
            set_back: SetBack::default(),
            vault: None,
            space_bytes: read.replayed.bytes,
            extents: read.replayed.extents,
            practice: false,
            #[cfg(feature = "planted")]
            planted: None,
            #[cfg(feature = "planted")]
            heads_first: false,
        };
        engine.begin(found)?;
        Ok(engine)
    }

    /// Recalls what outlasts a process, and says what opening found.
    fn begin(&mut self, found: Found) -> Result<(), ApiError> {
        self.know_practice();
        self.recall_exchange();
        self.recall_fetched();
        self.settle()?;
        self.mend_index()?;
        self.events.clear();
        self.note_damage(found);
        Ok(())
    }

    /// How far it is where it reads its profile.
    #[must_use]
    pub const fn reading(&self) -> &Progress {
        &self.progress
    }

    /// The device's replica.
    #[must_use]
    pub const fn replica(&self) -> &Replica {
        &self.replica
    }

    /// Plants a mistake, for the simulator.
    #[cfg(feature = "planted")]
    pub const fn plant(&mut self, plant: Option<asamblea_protocol::replica::Plant>) {
        self.planted = plant;
        self.replica.plant(plant);
    }

    /// A planted bug: the heads are written before the journal.
    #[cfg(feature = "planted")]
    pub const fn plant_heads_first(&mut self) {
        self.heads_first = true;
    }

    /// Sets the time for what comes next.
    pub const fn set_now(&mut self, now: Now) {
        self.now = now;
    }

    /// Events since the last call.
    pub fn take_events(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.events)
    }

    /// Whether the keys are in memory.
    #[must_use]
    pub const fn is_locked(&self) -> bool {
        self.replica.is_locked()
    }

    fn wall(&self) -> WallTime {
        self.now.wall
    }

    /// Stages what acts made: it is in the replica already. [`Engine::flush`] makes it durable.
    fn stage(&mut self) -> Result<(), ApiError> {
        let made = self.replica.take_made();
        self.keep_minted(&made)?;
        for (slots, run) in &made {
            self.stage_run(slots, run)?;
        }
        Ok(())
    }

    /// Makes durable what acts made and what was staged, then tells views, listeners and peers. An
    /// act is saved when this has returned.
    ///
    /// # Errors
    ///
    /// The faults of a disk: then nothing of it counts as saved.
    pub fn flush(&mut self) -> Result<(), ApiError> {
        // An act may have failed half-way: what it wrote stands in memory.
        self.stage()?;
        let pending = std::mem::take(&mut self.pending);
        if pending.logs.is_empty() && pending.slots.is_empty() {
            return self.after_known();
        }
        #[cfg(feature = "planted")]
        if self.heads_first {
            let _planted = self.journal.remember_ahead(&self.own_digest());
        }
        // Opening what came in needs no disk, so it is done meanwhile; it is shown afterwards.
        let replica = &mut self.replica;
        let (committed, settled) = if is_planted!(replica, ToldBeforeDurable) {
            (Ok(()), replica.settle_with(&open_sealed))
        } else {
            self.journal
                .commit_beside(|| replica.settle_with(&open_sealed))
        };
        if !is_planted!(self.replica, FailedSyncTaken) {
            committed.map_err(|error| self.fail(error))?;
        }
        self.mirror.write();
        self.plan_remembering();
        self.index_runs(&pending.extents);
        let logs: Vec<LogId> = pending.logs.into_iter().collect();
        self.show_all(settled)?;
        let control = logs.iter().any(|log| log.lane == Lane::Control);
        let graph = self.replica.graph();
        self.watch_due |= logs.iter().any(|log| graph.is_forked(log));
        for link in self.links.values_mut() {
            link.session.stored(&logs, control, &mut self.replica);
            link.session.slots_stored(&pending.slots, &self.replica);
        }
        if control {
            self.gate_changed = true;
            self.drop_strangers();
        }
        if control || !pending.slots.is_empty() {
            self.errands.fetch.changed();
        }
        self.ask_for_slots();
        Ok(())
    }

    /// Runs that were known all along are acknowledged, too.
    fn after_known(&mut self) -> Result<(), ApiError> {
        for link in self.links.values_mut() {
            link.session.stored(&[], false, &mut self.replica);
        }
        self.ask_for_slots();
        Ok(())
    }

    /// Makes private records durable when nothing else is staged.
    fn commit_alone(&mut self) -> Result<(), ApiError> {
        if is_planted!(self.replica, DraftsUnsynced) {
            return Ok(());
        }
        self.journal.commit().map_err(|error| self.fail(error))?;
        self.mirror.write();
        self.plan_remembering();
        self.index_runs(&[]);
        Ok(())
    }

    /// Evaluates what came in and shows it.
    fn settle(&mut self) -> Result<(), ApiError> {
        // How much there is to show is known once it is open.
        self.progress.begin(Phase::Sorting, 0);
        let settled = self.replica.settle_with(&open_sealed);
        let opened = u64::try_from(settled.opened.len()).unwrap_or(u64::MAX);
        self.progress.begin(Phase::Sorting, opened);
        let shown = self.show_all(settled);
        self.progress.end();
        shown
    }

    fn show_all(&mut self, settled: Settled) -> Result<(), ApiError> {
        let mut changed: BTreeSet<(SpaceId, Option<Seen>)> = BTreeSet::new();
        for space in settled.stale {
            self.read_again(space)?;
            changed.insert((space, None));
        }
        for opened in settled.opened {
            changed.insert(self.show(opened));
            self.progress.add(1);
        }
        if settled.control {
            self.watch_due = true;
            self.errands.leaving.members_changed();
            self.after_control();
            changed.extend(self.replica.graph().spaces().map(|space| (space, None)));
        }
        for (space, seen) in changed {
            let space = space.to_hex();
            let event = match seen {
                Some(Seen::OpenDoc(id)) => Event::DocChanged {
                    id: id.to_hex(),
                    cursors: self.cursors(id),
                },
                Some(Seen::Object(id)) => Event::Changed {
                    space,
                    object: Some(id.to_hex()),
                },
                None => Event::Changed {
                    space,
                    object: None,
                },
            };
            self.events.push(event);
        }
        Ok(())
    }

    /// Forgets identity and content keys. The node goes on storing and forwarding.
    pub fn lock(&mut self, all: bool) {
        self.leave_places();
        self.replica.lock();
        self.views = Views::default();
        self.local = Local::default();
        self.private = None;
        self.root = None;
        self.carrying = !all;
        self.gate_changed = true;
        if all {
            self.close_all();
        }
        self.events.push(Event::Locked {});
    }

    /// Locked, drops what storing takes, too: until it is unlocked it takes nothing from anybody.
    pub fn shut(&mut self) {
        self.journal.shut();
        self.mirror.shut();
        // The other one has keys of its own.
        self.index = Box::new(MemoryIndex::new());
    }

    /// Puts an index in the place of the one that went with [`Engine::shut`], before it is
    /// unlocked.
    pub fn give_index(&mut self, index: Box<dyn Index>) {
        self.index = index;
    }

    /// Whether what storing takes is gone.
    #[must_use]
    pub const fn is_shut(&self) -> bool {
        self.journal.is_shut()
    }

    /// How many places of the journal are damaged and not healed.
    #[must_use]
    pub fn damaged(&self) -> usize {
        self.open_places().len()
    }
}

/// Opens sealed content, on several threads where there is much of it.
fn open_sealed(sealed: &[Sealed<'_>]) -> Vec<Plain> {
    let open = |part: &[Sealed<'_>]| -> Vec<Plain> { part.iter().map(Sealed::open).collect() };
    let useful = (sealed.len() / SEALED_PER_THREAD_MIN).min(THREADS_MAX);
    if useful < 2 {
        return open(sealed);
    }
    // Costs a dozen system calls: more than opening one.
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = cores.min(useful);
    if threads < 2 {
        return open(sealed);
    }
    std::thread::scope(|scope| {
        let mut parts = sealed.chunks(sealed.len().div_ceil(threads));
        let first = parts.next().unwrap_or_default();
        let others: Vec<_> = parts
            .map(|part| {
                let work = move || crate::scrub::scrubbed(|| open(part));
                (part, Builder::new().spawn_scoped(scope, work))
            })
            .collect();
        let mut plains = open(first);
        for (part, other) in others {
            // What finds no thread is opened here.
            let opened = other.ok().and_then(|other| other.join().ok());
            plains.extend(opened.unwrap_or_else(|| open(part)));
        }
        plains
    })
}

fn store_fault(error: crate::store::StoreError) -> ApiError {
    use crate::store::{DiskError, StoreError};
    match error {
        StoreError::Disk(DiskError::Full) => ErrorKind::DiskFull.into(),
        StoreError::Disk(DiskError::ReadOnly) => ErrorKind::ReadOnly.into(),
        StoreError::Disk(DiskError::WrongOwner) => ErrorKind::WrongOwner.into(),
        StoreError::Damaged(_) => ErrorKind::Damaged.into(),
        StoreError::Shut => ErrorKind::Locked.into(),
        other => ApiError::about(ErrorKind::Internal, other.to_string()),
    }
}
