//! What opening found damaged: who is told, what waits until others were asked, and when it is
//! healed.

use std::collections::BTreeSet;

use asamblea_protocol::crypto::{Domain, hash};
use asamblea_protocol::id::{DeviceId, SpaceId};
use asamblea_protocol::op::{Lane, LogId, Role};
use serde::{Deserialize, Serialize};

use super::Engine;
use super::local::LocalRecord;
use super::mirror::ReadProfile;
use crate::api::{ApiError, AssessmentRequest, ErrorKind, PlanRequest, Request};
use crate::store::{Damage, Imprint, OpenReport};

/// What is wrong is named so in errors: interfaces say to ask others first.
pub(super) const ASK: &str = "ask";

/// What is known of damage from one start to the next.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub(super) struct WoundsRecord {
    /// The journal was shorter than remembered, or nothing was remembered: nobody answered yet.
    pub(super) lost: bool,
    /// This device's own keys were lost, and something waits that was sealed to them.
    pub(super) keys: bool,
    /// Places where nothing opens, and nothing is missing any more.
    pub(super) mended: BTreeSet<String>,
}

/// How this device's own keys were found.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum KeysFound {
    /// As they were written, or there never were any.
    Whole,
    /// One copy was damaged, and was written anew.
    Mended,
    /// Neither opens: there are new ones.
    Lost,
}

/// The file of keys, as it was found.
#[derive(Clone, Copy, Debug)]
pub(super) struct KeysFile {
    /// How.
    pub(super) found: KeysFound,
    /// Which writing of it this is; 0 for one that was made only now.
    pub(super) written: u64,
}

/// What an opening found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    keys: KeysFile,
    restored: usize,
    mirror_damaged: bool,
}

impl Found {
    pub(super) const fn of(read: &ReadProfile) -> Self {
        Self {
            keys: read.keys,
            restored: read.copies.restored,
            mirror_damaged: read.copies.mirror_damaged,
        }
    }
}

/// Damage of this profile, as far as it is not healed.
#[derive(Debug, Default)]
pub(super) struct Harm {
    /// Something may be missing.
    open: bool,
    /// What this device wrote last may be missing: it would write it a second time.
    ask: bool,
    /// Somebody else could know it.
    others: bool,
    /// This device's own keys were lost.
    keys: bool,
    /// At this start an older file of keys stood beside a newer journal.
    keys_back: bool,
    /// Spaces of which somebody who is in them gave all that she has.
    asked: BTreeSet<SpaceId>,
    /// Parts of which one copy was damaged; they were written anew, and nothing is missing.
    mended: BTreeSet<&'static str>,
    /// Of these nobody was told: the profile is locked.
    mended_untold: BTreeSet<&'static str>,
    /// Parts that rotted while this process ran, and could not be written anew.
    rotten: BTreeSet<&'static str>,
    /// That something is missing is not stored: what is remembered must go on saying so.
    untold: bool,
}

impl Harm {
    /// Whether the remembered heads may be written: they would hide what is missing.
    pub(super) const fn may_remember(&self) -> bool {
        !self.untold
    }

    /// Whether this device's own keys were lost, and what was sealed to them is awaited.
    pub(super) const fn lacks_keys(&self) -> bool {
        self.keys
    }

    /// Whether an older file of keys stood beside a newer journal.
    pub(super) const fn has_old_keys(&self) -> bool {
        self.keys && self.keys_back
    }

    /// Whether a part was damaged and mended at this start.
    pub(super) fn was_mended(&self, part: &str) -> bool {
        self.mended.contains(part)
    }

    /// Whether a part rotted and could not be written anew.
    pub(super) fn is_rotten(&self, part: &str) -> bool {
        self.rotten.contains(part)
    }
}

impl Engine {
    /// Says what opening found damaged, once.
    pub(super) fn note_damage(&mut self, found: Found) {
        let before = std::mem::take(&mut self.harm);
        let report = self.report.clone();
        let lost = report.shorter_than_remembered || report.memory_lost || found.restored > 0;
        let places = self.open_places();
        let lost_keys = found.keys.found == KeysFound::Lost;
        let is_old = found.keys.written < report.keys;
        let keys = lost_keys || is_old;
        let (was_lost, had_lost) = (self.local.wounds.lost, self.local.wounds.keys);
        let first = lost && !was_lost || keys && !had_lost;
        self.harm.keys = keys || had_lost;
        self.harm.keys_back = is_old && !lost_keys;
        self.harm.open = lost || was_lost || self.harm.keys || !places.is_empty();
        self.harm.others = self.has_others();
        // Where something waits for what is lost, what comes next cannot be signed.
        let waits = self.waits_somewhere();
        self.harm.ask = self.harm.open && (waits || !self.holds_own_logs());
        for (part, damaged) in [
            (
                "heads",
                report.heads_slots_damaged > 0 && !report.memory_lost,
            ),
            ("keys", found.keys.found == KeysFound::Mended),
            ("mirror", found.mirror_damaged),
        ] {
            if damaged {
                self.harm.mended.insert(part);
            }
        }
        self.keys_written = found.keys.written.max(report.keys);
        if self.is_locked() {
            return;
        }
        if is_old {
            // From here on it is the newest there is; where it cannot be written, it is told again.
            let _full = self.save_keys();
        }
        if first {
            let wounds = WoundsRecord {
                lost: lost || was_lost,
                keys: self.harm.keys,
                ..self.local.wounds.clone()
            };
            let told = self.remember(vec![LocalRecord::Wounds(Box::new(wounds))]);
            self.harm.untold = told.is_err();
        }
        if lost && !was_lost {
            self.tell_damage("set-back", &self.wall().0.to_string());
        }
        if !places.is_empty() {
            let all: Vec<String> = places.into_iter().collect();
            self.tell_damage("journal", &all.join(" "));
        }
        if keys && !had_lost {
            let what = if lost_keys { "keys" } else { "keys-back" };
            self.tell_damage(what, &self.wall().0.to_string());
        }
        let mut untold = before.mended_untold;
        untold.extend(&self.harm.mended);
        for part in untold {
            self.tell_mended(part);
        }
        self.harm.mended.extend(before.mended);
        self.recall_set_back();
        // A full disk keeps nobody out: the heads say it once more at the next start.
        let _full = self.tell_set_back();
        let heads = report.heads_slots_damaged > 0 || report.torn_bytes > 0;
        if heads || report.remembered != Some(self.remembered_digest()) {
            self.plan_remembering();
        }
    }

    /// What the vault said when it was opened or written: whether one of its copies was damaged,
    /// and whether both are good now.
    pub fn note_vault(&mut self, damaged: bool, whole: bool) {
        self.vault = Imprint::take(&*self.disk).ok();
        if whole {
            self.harm.mended.remove("vault-half");
        }
        if damaged && whole {
            self.note_mended("vault");
        } else if !whole {
            self.note_mended("vault-half");
        }
    }

    /// A part was damaged; it was written anew, and nothing is missing.
    pub(super) fn note_mended(&mut self, part: &'static str) {
        self.harm.mended.insert(part);
        self.tell_mended(part);
    }

    /// A part rotted, and could not be written anew.
    pub(super) fn note_rotten(&mut self, part: &'static str) {
        self.harm.rotten.insert(part);
    }

    /// What was said of parts that rotted holds no more: they are looked at again.
    pub(super) fn forget_rotten(&mut self) {
        self.harm.rotten.clear();
    }

    fn tell_damage(&mut self, what: &str, which: &str) {
        let digest = hash(Domain::StoreRecord, &[what.as_bytes(), which.as_bytes()]);
        let digest: String = digest
            .as_bytes()
            .iter()
            .take(8)
            .map(|b| format!("{b:02x}"))
            .collect();
        let text = match what {
            "keys" => "the file of keys was damaged: this device made new ones",
            "keys-back" => {
                "an older file of keys was put back: what came under later ones is awaited"
            }
            "set-back" => "the journal lost its end or was set back: meet a member before writing",
            _ => "the journal is damaged: a meeting with a member brings back what is missing",
        };
        let row = crate::api::AlertRow {
            id: format!("damaged:{what}:{digest}"),
            code: "damaged".to_owned(),
            subject: what.to_owned(),
            text: text.to_owned(),
            at: super::clock::rfc3339(self.wall()),
            ..crate::api::AlertRow::default()
        };
        // A full disk keeps nobody out; the damage is found again at the next start.
        let _full = self.raise(row);
    }

    fn tell_mended(&mut self, part: &'static str) {
        if self.is_locked() {
            self.harm.mended_untold.insert(part);
            return;
        }
        let row = crate::api::AlertRow {
            id: format!("mended:{part}:{}", self.wall().0),
            code: "mended".to_owned(),
            subject: part.to_owned(),
            text: format!("a copy of the {part} was damaged and mended: nothing is missing"),
            at: super::clock::rfc3339(self.wall()),
            ..crate::api::AlertRow::default()
        };
        let _full = self.raise(row);
    }

    /// Damaged places of the journal that are not healed.
    pub(super) fn open_places(&self) -> BTreeSet<String> {
        let places = self.all_places().into_iter();
        places
            .filter(|place| !self.local.wounds.mended.contains(place))
            .collect()
    }

    fn all_places(&self) -> BTreeSet<String> {
        places_of(&self.report)
    }

    /// Takes in what a look at the open journal found. Whether there was anything new.
    pub(super) fn note_new_places(&mut self, found: &OpenReport) -> bool {
        let (known, now) = (self.all_places(), places_of(found));
        if now.is_subset(&known) && !found.shorter_than_remembered {
            return false;
        }
        self.report.damaged.clone_from(&found.damaged);
        self.report.ends.clone_from(&found.ends);
        self.harm.open = true;
        true
    }

    /// Whether a place of the journal is known to be damaged.
    pub(super) fn is_known_place(&self, place: &Damage) -> bool {
        let mut known = self.report.damaged.iter().zip(&self.report.ends);
        known.any(|(damage, end)| {
            damage.segment == place.segment
                && (*end == 0 || (damage.offset..*end).contains(&place.offset))
        })
    }

    /// Whether something may be missing here.
    #[must_use]
    pub const fn is_damaged(&self) -> bool {
        self.harm.open
    }

    /// Whether something of a space may be missing that others could give back.
    pub(super) fn is_missing_here(&self, space: SpaceId) -> bool {
        self.harm.open && (!self.harm.asked.contains(&space) || self.waits_in_space(space))
    }

    fn waits_somewhere(&self) -> bool {
        let graph = self.replica.graph();
        graph.spaces().any(|space| graph.held_in(space) > 0)
    }

    /// Whether something of a space is here that cannot be shown before something else comes.
    fn waits_in_space(&self, space: SpaceId) -> bool {
        let sealed = self.harm.keys && self.replica.unopened_in(space) > 0;
        sealed || self.replica.graph().held_in(space) > 0
    }

    pub(super) fn has_others(&mut self) -> bool {
        let all: Vec<DeviceId> = self.replica.directory().all_devices().collect();
        all.into_iter().any(|device| self.replica.is_peer(device))
    }

    /// Says where the logs of this device end.
    pub(super) fn own_digest(&self) -> [u8; 32] {
        let (graph, author) = (self.replica.graph(), self.replica.device());
        let mut ends: Vec<String> = Vec::new();
        for space in graph.spaces() {
            for lane in [Lane::Control, Lane::Content] {
                let log = LogId {
                    space,
                    author,
                    lane,
                };
                let len = graph.len(&log);
                if len > 0 {
                    let id = graph.id_at(&log, len - 1).map(|id| id.to_hex());
                    ends.push(format!("{} {lane:?} {len} {id:?}", space.to_hex()));
                }
            }
        }
        ends.sort();
        *hash(Domain::StoreHeads, &[ends.join("\n").as_bytes()]).as_bytes()
    }

    /// What is remembered with the heads: nothing, while what this device wrote may be missing; a
    /// mark, while it was set back and nobody could be told.
    pub(super) fn remembered_digest(&self) -> [u8; 32] {
        match self.set_back.mark() {
            Some(mark) => mark,
            None if self.harm.ask => [0; 32],
            None => self.own_digest(),
        }
    }

    /// Whether all is here that this device had written when it last remembered.
    fn holds_own_logs(&self) -> bool {
        self.report.remembered == Some(self.own_digest())
    }

    /// Whether nothing may be written before others were asked: a place of a log that is written
    /// twice is a fork.
    pub(super) fn waits_to_ask(&self) -> bool {
        self.harm.ask && self.harm.others && self.harm.asked.is_empty()
    }

    /// As [`Engine::waits_to_ask`], in one space.
    pub(super) fn check_asked(&mut self, space: SpaceId) -> Result<(), ApiError> {
        let unasked = !self.harm.asked.contains(&space) || self.waits_in_space(space);
        let waits = self.harm.ask && self.harm.others && unasked;
        if waits && self.has_company(space) {
            return Err(ApiError::about(ErrorKind::Damaged, ASK));
        }
        Ok(())
    }

    /// Refuses what writes, while others must be asked first.
    pub(super) fn check_request(&self, request: &Request) -> Result<(), ApiError> {
        if self.waits_to_ask() && writes(request) {
            return Err(ApiError::about(ErrorKind::Damaged, ASK));
        }
        if matches!(
            request,
            Request::NetworkTrust | Request::NetworkForget { .. } | Request::TravelPrepare { .. }
        ) {
            return self.need_network();
        }
        Ok(())
    }

    fn has_company(&mut self, space: SpaceId) -> bool {
        let (roles, device) = (self.replica.roles(), self.replica.device());
        roles.devices(space).keys().any(|other| *other != device)
    }

    /// Notes who gave all that she has, and whether that was everybody who could.
    pub(super) fn note_asked(&mut self) {
        if !self.harm.open || self.is_locked() || self.broken {
            return;
        }
        let even = self.links.values().filter(|link| link.session.is_even());
        let even: Vec<DeviceId> = even.filter_map(super::peers::Link::proven_device).collect();
        if even.is_empty() || self.my_org().is_none() {
            return;
        }
        let (roles, device) = (self.replica.roles(), self.replica.device());
        let mine: Vec<SpaceId> = roles.spaces_of(device).into_keys().collect();
        for space in &mine {
            if even
                .iter()
                .any(|peer| roles.role(*peer, *space) > Role::None)
            {
                self.harm.asked.insert(*space);
            }
        }
        let healed = mine.iter().all(|space| {
            let asked = self.harm.asked.contains(space) || !self.has_company(*space);
            asked && !self.waits_in_space(*space)
        });
        if healed {
            // A full disk: at the next look.
            let _later = self.note_healed();
        }
    }

    fn note_healed(&mut self) -> Result<(), ApiError> {
        let wounds = WoundsRecord {
            lost: false,
            keys: false,
            mended: self.all_places(),
        };
        let open = self.local.alerts.values();
        let open = open.filter(|alert| alert.code == "damaged" && !alert.done);
        let mut records = vec![LocalRecord::Wounds(Box::new(wounds))];
        records.extend(open.map(|alert| LocalRecord::AlertDone(alert.id.clone())));
        self.remember(records)?;
        self.harm.open = false;
        self.harm.ask = false;
        self.harm.keys = false;
        self.harm.untold = false;
        self.plan_remembering();
        // Also without that nothing is missing.
        let _later = self.journal.remove_unreadable();
        Ok(())
    }
}

fn places_of(report: &OpenReport) -> BTreeSet<String> {
    let damaged = report.damaged.iter().zip(&report.ends);
    damaged
        .map(|(damage, end)| format!("{}:{}-{end}", damage.segment, damage.offset))
        .collect()
}

/// Whether a request writes for others.
const fn writes(request: &Request) -> bool {
    match request {
        Request::Status
        | Request::WhoList
        | Request::InviteList
        | Request::DeviceList
        | Request::PendingList
        | Request::AsideList { .. }
        | Request::SpaceList
        | Request::SpaceShow { .. }
        | Request::Readers { .. }
        | Request::SpaceReaders { .. }
        | Request::ThreadList { .. }
        | Request::ThreadShow { .. }
        | Request::ThreadRead { .. }
        | Request::DocList { .. }
        | Request::DocShow { .. }
        | Request::DocRecord { .. }
        | Request::DocHistory { .. }
        | Request::DocComments { .. }
        | Request::DocClose { .. }
        | Request::AgendaList { .. }
        | Request::AgendaShow { .. }
        | Request::AgendaReceipt { .. }
        | Request::AgendaRead { .. }
        | Request::Chain { .. }
        | Request::Dates { .. }
        | Request::Search { .. }
        | Request::NetworkList
        | Request::NetworkTrust
        | Request::NetworkForget { .. }
        | Request::BundleExport { .. }
        | Request::BundleImport { .. }
        | Request::AlertList
        | Request::AlertDone { .. }
        | Request::Doctor { .. }
        | Request::Whole
        | Request::DraftGet { .. }
        | Request::DraftSet { .. }
        | Request::JoinState => false,
        Request::Proposal(proposal) => !proposal.reads(),
        Request::Assessment(about) => !matches!(
            about,
            AssessmentRequest::List { .. }
                | AssessmentRequest::Show { .. }
                | AssessmentRequest::Compare { .. }
        ),
        Request::Plan(about) => !matches!(
            about,
            PlanRequest::List { .. } | PlanRequest::Show { .. } | PlanRequest::Needs { .. }
        ),
        Request::DocExchange { splices, .. } => !splices.is_empty(),
        Request::Meeting(request) => !request.only_reads(),
        Request::Task(request) => !request.only_reads(),
        Request::Attachment(request) => !request.only_reads(),
        _ => true,
    }
}
