//! One device whose power fails again and again in the middle of anything, on a disk that then
//! drops any part of what was not synced: what it was told is saved, and what it finds.

#![expect(
    clippy::expect_used,
    reason = "a test ends where its data cannot be made"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use asamblea_node::api::{InviteFor, Reply, Request};
use asamblea_node::client::Founding;
use asamblea_node::engine::Engine;
use asamblea_node::store::{MemoryIndex, SimDisk};
use asamblea_protocol::replica::Plant;

use crate::dice::Dice;
use crate::rot::{open, tick};

/// Cuts in one life: the longer it is, the more there is to read at each start.
pub const CUTS_PER_LIFE: u64 = 10;
/// The power fails after so many changes of the disk at most, or holds.
const CHANGES_MAX: u64 = 70;
/// What a person does between two cuts at most.
const ACTS_MAX: u64 = 12;

/// A mistake to be found.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Mistake {
    /// None.
    None,
    /// In the engine.
    Plant(Plant),
    /// The disk says that it synced and did not.
    DiskLies,
    /// The heads are written before the journal.
    HeadsFirst,
}

/// What many lives came to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Count {
    /// Cuts of the power.
    pub cuts: u64,
    /// Those that struck in the middle of a call.
    pub midway: u64,
    /// Writes that were taken.
    pub lost: u64,
    /// Writes that were torn.
    pub torn: u64,
    /// Things called saved.
    pub saved: u64,
}

impl Count {
    /// Adds another count.
    pub const fn add(&mut self, other: Self) {
        self.cuts += other.cuts;
        self.midway += other.midway;
        self.lost += other.lost;
        self.torn += other.torn;
        self.saved += other.saved;
    }
}

struct Life {
    disk: SimDisk,
    root: [u8; 32],
    dice: Dice,
    mistake: Mistake,
    ms: u64,
    thread: String,
    /// Posts that were called saved.
    saved: BTreeMap<String, String>,
    /// Texts that were tried and not called saved: they may be there.
    tried: BTreeSet<String>,
    /// Drafts: what was called saved last, and what was tried since.
    drafts: BTreeMap<String, (String, BTreeSet<String>)>,
    /// Codes of invitations that were given out.
    invitations: BTreeSet<String>,
    written: u64,
    count: Count,
}

/// Lives one life from its seed.
///
/// # Errors
///
/// The first broken promise, in words.
pub fn live(seed: u64, mistake: Mistake) -> Result<Count, String> {
    let lived = catch_unwind(AssertUnwindSafe(|| Life::new(seed, mistake).run()));
    match lived {
        Ok(Ok(count)) => Ok(count),
        Ok(Err(fault)) => Err(format!("life {seed}: {fault}")),
        Err(_) => Err(format!("life {seed}: a panic")),
    }
}

impl Life {
    fn new(seed: u64, mistake: Mistake) -> Self {
        let mut dice = Dice::new(seed, 21);
        Self {
            disk: SimDisk::new(),
            root: dice.bytes(),
            dice,
            mistake,
            ms: 1_000,
            thread: String::new(),
            saved: BTreeMap::new(),
            tried: BTreeSet::new(),
            drafts: BTreeMap::new(),
            invitations: BTreeSet::new(),
            written: 0,
            count: Count::default(),
        }
    }

    fn open(&mut self) -> Result<Engine, String> {
        self.ms += 10_000;
        let seed = self.dice.below(u64::MAX);
        let disk = Arc::new(self.disk.clone());
        let mut engine = open(
            disk,
            Box::new(MemoryIndex::new()),
            &self.root,
            (seed, self.ms),
        )?;
        match self.mistake {
            Mistake::Plant(plant) => engine.plant(Some(plant)),
            Mistake::HeadsFirst => engine.plant_heads_first(),
            Mistake::None | Mistake::DiskLies => {}
        }
        Ok(engine)
    }

    fn run(mut self) -> Result<Count, String> {
        self.found();
        self.disk.lie_about_sync(self.mistake == Mistake::DiskLies);
        for _ in 0..CUTS_PER_LIFE {
            let mut engine = self.open()?;
            self.check(&mut engine)?;
            if self.dice.percent(90) {
                let changes = self.dice.below(CHANGES_MAX);
                self.disk.fail_after(changes);
            }
            if self.mistake == Mistake::Plant(Plant::FailedSyncTaken) {
                self.disk.fail_syncs(1);
            }
            self.act(&mut engine);
            if self.dice.percent(10) {
                let _fails = engine.finish();
            }
            drop(engine);
            if self.dice.percent(15) {
                // Only the program died: what it wrote lies in the page cache.
                self.disk.fail_after(u64::MAX);
                let mut engine = self.open()?;
                self.check(&mut engine)?;
            }
            self.disk.crash(self.dice.source());
            self.count.cuts += 1;
        }
        let mut engine = self.open()?;
        self.check(&mut engine)?;
        let (lost, torn) = self.disk.losses();
        self.count.lost = lost;
        self.count.torn = torn;
        self.count.saved = self.saved.len() as u64;
        Ok(self.count)
    }

    fn found(&mut self) {
        let mut engine = self.open().expect("an empty disk opens");
        let founding = Founding {
            network: "Red".to_owned(),
            org: "Una".to_owned(),
            person: "Ana".to_owned(),
            country: None,
        };
        engine.found(&founding).expect("founded");
        let Ok(Reply::Status(status)) = engine.request(Request::Status) else {
            unreachable!("a status")
        };
        let new = Request::ThreadNew {
            space: status.network_id,
            title: "T".to_owned(),
            body: "cero".to_owned(),
        };
        let Ok(Reply::ThreadNew(thread)) = engine.request(new) else {
            unreachable!("a thread")
        };
        self.saved.insert(thread.post, "cero".to_owned());
        self.thread = thread.id;
        engine.finish().expect("the disk takes it");
    }

    fn text(&mut self) -> String {
        self.written += 1;
        let more = match self.dice.below(12) {
            0 => 3_000 + self.dice.index(70_000),
            1..4 => self.dice.index(2_000),
            _ => self.dice.index(60),
        };
        format!("texto {} {}", self.written, "a".repeat(more))
    }

    fn act(&mut self, engine: &mut Engine) {
        for _ in 0..self.dice.below(ACTS_MAX) {
            let done = match self.dice.below(12) {
                0..5 => self.reply(engine),
                5..8 => self.draft(engine),
                8 => self.invite(engine),
                9 => {
                    self.ms += 1_500;
                    let ms = self.ms;
                    let ticked = catch_unwind(AssertUnwindSafe(|| tick(engine, ms)));
                    ticked.is_ok()
                }
                10 => {
                    let id = self.thread.clone();
                    engine.request(Request::ThreadRead { id }).is_ok()
                }
                _ => engine.flush().is_ok(),
            };
            // A program goes on after a failed write: it reads again what is saved.
            if !done && self.dice.percent(50) {
                self.count.midway += 1;
                return;
            }
        }
    }

    fn reply(&mut self, engine: &mut Engine) -> bool {
        let body = self.text();
        let request = Request::ThreadReply {
            id: self.thread.clone(),
            to: None,
            body: body.clone(),
        };
        let reply = engine.request(request);
        let saved = reply.and_then(|reply| engine.flush().map(|()| reply));
        match saved {
            Ok(Reply::Saved(post)) => {
                self.saved.insert(post.id, body);
                true
            }
            _ => {
                self.tried.insert(body);
                false
            }
        }
    }

    fn draft(&mut self, engine: &mut Engine) -> bool {
        let key = format!("d{}", self.dice.below(3));
        let text = self.text();
        let request = Request::DraftSet {
            key: key.clone(),
            text: text.clone(),
        };
        let kept = engine.request(request).is_ok();
        let known = self.drafts.entry(key).or_default();
        if kept {
            *known = (text, BTreeSet::new());
        } else {
            known.1.insert(text);
        }
        kept
    }

    fn invite(&mut self, engine: &mut Engine) -> bool {
        let whom = InviteFor::Member {
            name: None,
            role: "member".to_owned(),
        };
        let expires_s = 86_400;
        let reply = engine.request(Request::Invite { whom, expires_s });
        match reply.and_then(|reply| engine.flush().map(|()| reply)) {
            Ok(Reply::Invitation(invitation)) => {
                self.invitations.insert(invitation.id);
                true
            }
            _ => false,
        }
    }

    /// Everything called saved is there, and nothing that was never written; and no false alarm.
    fn check(&mut self, engine: &mut Engine) -> Result<(), String> {
        let id = self.thread.clone();
        let posts = match engine.request(Request::ThreadShow { id }) {
            Ok(Reply::Posts { posts, damaged }) if !damaged => posts,
            Ok(Reply::Posts { .. }) => return Err("a false alarm: the thread".to_owned()),
            other => return Err(format!("the thread is gone: {other:?}")),
        };
        let shown: BTreeMap<String, String> =
            posts.into_iter().map(|post| (post.id, post.body)).collect();
        for (id, body) in &self.saved {
            if shown.get(id) != Some(body) {
                return Err(format!("a post that was called saved is gone: {id}"));
            }
        }
        for (id, body) in &shown {
            if !self.saved.contains_key(id) && !self.tried.contains(body) {
                return Err(format!("a post that nobody wrote: {id}"));
            }
        }
        // What was found once is kept.
        self.saved = shown;
        for (key, (saved, tried)) in &mut self.drafts {
            let key = key.clone();
            let text = match engine.request(Request::DraftGet { key: key.clone() }) {
                Ok(Reply::Draft(text)) => text.unwrap_or_default(),
                other => return Err(format!("draft {key}: {other:?}")),
            };
            if text != *saved && !tried.contains(&text) {
                return Err(format!("draft {key} is another"));
            }
            *saved = text;
            tried.clear();
        }
        let invitations = match engine.request(Request::InviteList) {
            Ok(Reply::Invitations(rows)) => rows,
            other => return Err(format!("invitations: {other:?}")),
        };
        let known: BTreeSet<&String> = invitations.iter().map(|row| &row.id).collect();
        if let Some(gone) = self.invitations.iter().find(|id| !known.contains(id)) {
            return Err(format!("an invitation is gone: {gone}"));
        }
        let damaged = match engine.request(Request::Doctor { deep: true }) {
            Ok(Reply::Checks(rows)) => rows.into_iter().find(|row| row.damaged),
            other => return Err(format!("doctor: {other:?}")),
        };
        damaged.map_or(Ok(()), |row| Err(format!("a false alarm: {row:?}")))
    }
}
