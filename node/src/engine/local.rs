//! What concerns this device alone: drafts, read marks, invitations it made, alerts, settings.
//! Sealed once more inside the journal, so that a locked node cannot read it.

use std::collections::{BTreeMap, BTreeSet};

use asamblea_protocol::crypto::BoxKey;
use asamblea_protocol::id::OpId;
use serde::{Deserialize, Serialize};

use super::Engine;
use super::damage::WoundsRecord;
use super::records::LOCAL;
use crate::api::{AlertRow, ApiError, ErrorKind};

/// Associated data of private records.
const PRIVATE: &[u8] = b"private";

/// A thing remembered about the device.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Setting {
    /// The TCP port, chosen once and kept.
    Port,
    /// The invitation code that this device joins with.
    JoinCode,
    /// The name its person chose.
    PersonName,
    /// Organization, network and country names to write once keys are there.
    FirstNames,
    /// Carriers that were dialed: a device and an address, one a line.
    Machines,
    /// The code that let this device in, until enough others know it.
    UsedCode,
    /// The device whose backup this one was restored from: until it is in, it shows what that one
    /// may read.
    StandIn,
    /// Who this device says it is of, while it asks trusted people to let it in: `1` and a name.
    Asking,
    /// What they answered.
    Answers,
    /// The network is for practice: nothing of it leaves this device.
    Practice,
}

/// An invitation that this device made.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct InvitationRecord {
    /// Its key, in hex.
    pub id: String,
    /// The secret of the code; a founding place has one before it has a code.
    pub secret: [u8; 16],
    /// `org`, `member`, `device`, `node`, `backup`, `recovery`.
    pub kind: String,
    /// Whom it greets.
    pub name: Option<String>,
    /// ISO 3166 code, for an organization.
    pub country: Option<String>,
    /// By this device's clock, milliseconds since 1970; 0 for a founding place without a code.
    pub expires_ms: u64,
    /// The code, once given out; empty where only a file has it.
    pub code: Option<String>,
}

/// One private record.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum LocalRecord {
    Setting(Setting, String),
    Draft(String, String),
    Read(String, BTreeMap<String, u64>),
    Invitation(Box<InvitationRecord>),
    Alert(Box<AlertRow>),
    AlertDone(String),
    Shown(String, String),
    /// A local network marked as her own, or no more.
    Place(String, Option<MarkedPlace>),
    /// Changes of membership that people were told of.
    Watched(Vec<String>),
    /// How far others held what was written here.
    Exchange(Box<ExchangeRecord>),
    /// When this device first saw a recovery, milliseconds since 1970.
    Recovery(String, u64),
    /// Who keeps the parts of this person's recovery.
    Holders(Box<HoldersRecord>),
    /// What is known of damage.
    Wounds(Box<WoundsRecord>),
    /// A score of this person's own: nobody else keeps it in a form that she can read.
    Score(Box<ScoreRecord>),
}

/// A score of this person's own.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub(super) struct ScoreRecord {
    /// The round, in hex.
    pub(super) round: String,
    /// The item's code.
    pub(super) item: String,
    /// `1`, `2`, `3`, `4`, `NS`, `NA`.
    pub(super) score: String,
    /// Why.
    pub(super) note: Option<String>,
}

/// Who keeps the parts of this person's recovery, as this device set it up.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub(super) struct HoldersRecord {
    /// The place that they open together, in hex.
    pub(super) place: String,
    /// Their persons, in hex.
    pub(super) holders: Vec<String>,
}

/// A local network that a person marked as her own.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub(super) struct MarkedPlace {
    /// For people.
    pub(super) label: String,
    /// When, milliseconds since 1970.
    pub(super) at_ms: u64,
}

/// What is remembered of exchanges, so that a device that wakes up alone does not say more or
/// less than it knew.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub(super) struct ExchangeRecord {
    /// When this device last held the same as another, milliseconds since 1970; 0 for never.
    pub(super) even_ms: u64,
    /// Space → operations of this device there that another one said it holds.
    pub(super) held: BTreeMap<String, u64>,
}

/// All private records, the newest of each.
#[derive(Debug, Default)]
pub(super) struct Local {
    pub(super) settings: BTreeMap<Setting, String>,
    pub(super) drafts: BTreeMap<String, String>,
    /// Thread → author's device → operations read of her log.
    pub(super) read: BTreeMap<String, BTreeMap<String, u64>>,
    pub(super) invitations: BTreeMap<String, InvitationRecord>,
    pub(super) alerts: BTreeMap<String, AlertRow>,
    /// Document or agenda → version last shown.
    pub(super) shown: BTreeMap<String, String>,
    /// Local networks marked as her own, by name.
    pub(super) places: BTreeMap<String, MarkedPlace>,
    /// Changes of membership told; `None` before the first look.
    pub(super) watched: Option<BTreeSet<String>>,
    pub(super) exchange: ExchangeRecord,
    /// Recovery → when it was first seen.
    pub(super) recoveries: BTreeMap<String, u64>,
    pub(super) holders: HoldersRecord,
    pub(super) wounds: WoundsRecord,
    /// Round and item → this person's own score.
    pub(super) scores: BTreeMap<(String, String), ScoreRecord>,
}

impl Local {
    pub(super) fn take(&mut self, record: LocalRecord) {
        match record {
            LocalRecord::Setting(setting, value) => {
                self.settings.insert(setting, value);
            }
            LocalRecord::Draft(key, text) if text.is_empty() => {
                self.drafts.remove(&key);
            }
            LocalRecord::Draft(key, text) => {
                self.drafts.insert(key, text);
            }
            LocalRecord::Read(thread, marks) => {
                self.read.insert(thread, marks);
            }
            LocalRecord::Invitation(record) => {
                self.invitations.insert(record.id.clone(), *record);
            }
            LocalRecord::Alert(alert) => {
                self.alerts.entry(alert.id.clone()).or_insert(*alert);
            }
            LocalRecord::AlertDone(id) => {
                if let Some(alert) = self.alerts.get_mut(&id) {
                    alert.done = true;
                }
            }
            LocalRecord::Shown(object, version) => {
                self.shown.insert(object, version);
            }
            LocalRecord::Place(name, Some(place)) => {
                self.places.insert(name, place);
            }
            LocalRecord::Place(name, None) => {
                self.places.remove(&name);
            }
            LocalRecord::Watched(told) => {
                self.watched.get_or_insert_default().extend(told);
            }
            LocalRecord::Exchange(record) => self.exchange = *record,
            LocalRecord::Recovery(id, since) => {
                self.recoveries.entry(id).or_insert(since);
            }
            LocalRecord::Holders(record) => self.holders = *record,
            LocalRecord::Wounds(record) => self.wounds = *record,
            LocalRecord::Score(record) => {
                let key = (record.round.clone(), record.item.clone());
                self.scores.insert(key, *record);
            }
        }
    }

    /// All of it that a restored device goes on with. What let this device in stays its own.
    pub(super) fn snapshot(&self) -> Vec<LocalRecord> {
        let own = [
            Setting::JoinCode,
            Setting::UsedCode,
            Setting::StandIn,
            Setting::Asking,
            Setting::Answers,
        ];
        let settings = self.settings.iter().filter(|(name, _)| !own.contains(name));
        let settings = settings.map(|(name, value)| LocalRecord::Setting(*name, value.clone()));
        let drafts = self.drafts.iter();
        let drafts = drafts.map(|(key, text)| LocalRecord::Draft(key.clone(), text.clone()));
        let read = self.read.iter();
        let read = read.map(|(id, marks)| LocalRecord::Read(id.clone(), marks.clone()));
        let invitations = self.invitations.values().cloned();
        let invitations = invitations.map(|one| LocalRecord::Invitation(Box::new(one)));
        let alerts = self.alerts.values().cloned();
        let alerts = alerts.map(|alert| LocalRecord::Alert(Box::new(alert)));
        let shown = self.shown.iter();
        let shown = shown.map(|(id, version)| LocalRecord::Shown(id.clone(), version.clone()));
        let places = self.places.iter();
        let places = places.map(|(id, one)| LocalRecord::Place(id.clone(), Some(one.clone())));
        let told = self.watched.iter();
        let told = told.map(|told| LocalRecord::Watched(told.iter().cloned().collect()));
        let scores = self.scores.values().cloned();
        let scores = scores.map(|score| LocalRecord::Score(Box::new(score)));
        settings
            .chain(scores)
            .chain(drafts)
            .chain(read)
            .chain(invitations)
            .chain(alerts)
            .chain(shown)
            .chain(places)
            .chain(told)
            .chain([LocalRecord::Holders(Box::new(self.holders.clone()))])
            .collect()
    }

    /// Opens a private record; one that does not open is left out.
    pub(super) fn take_sealed(&mut self, key: &BoxKey, sealed: &[u8]) {
        if let Ok(plain) = key.open(PRIVATE, sealed)
            && let Ok(record) = serde_json::from_slice(&plain)
        {
            self.take(record);
        }
    }
}

impl Engine {
    /// Writes private records durably.
    pub(super) fn remember(&mut self, records: Vec<LocalRecord>) -> Result<(), ApiError> {
        let key = self.private.clone().ok_or(ErrorKind::Locked)?;
        for record in records {
            let plain = serde_json::to_vec(&record).map_err(|_| ErrorKind::Internal)?;
            let sealed = key.seal(PRIVATE, &plain, &mut self.rng);
            let extents = self
                .journal
                .append(&[(LOCAL, &sealed)])
                .map_err(|error| self.fail(error))?;
            self.mirror.stage(LOCAL, &sealed);
            self.extents.extend(extents);
            self.indexed += 1;
            self.local.take(record);
        }
        self.know_practice();
        // Runs that were staged before become durable with it.
        if self.pending.logs.is_empty() {
            self.commit_alone()
        } else {
            self.flush()
        }
    }

    /// Reads a setting.
    #[must_use]
    pub fn setting(&self, setting: Setting) -> Option<&str> {
        self.local.settings.get(&setting).map(String::as_str)
    }

    /// Writes a setting durably.
    ///
    /// # Errors
    ///
    /// The faults of a disk.
    pub fn set(&mut self, setting: Setting, value: String) -> Result<(), ApiError> {
        self.remember(vec![LocalRecord::Setting(setting, value)])
    }

    /// Tells listeners that there is an alert. What a node prints ends in the logs of its machine,
    /// readable there: no name goes into it.
    pub(super) fn tell_alert(&mut self, code: &str) {
        self.events.push(crate::api::Event::Alert {
            code: code.to_owned(),
            text: format!("something needs care: {code}"),
        });
    }

    /// Whether its network is for practice: it never uses a network, also while it is locked.
    #[must_use]
    pub const fn is_practice(&self) -> bool {
        self.practice
    }

    /// What was read or written says so, and what was forgotten since takes nothing back.
    pub(super) fn know_practice(&mut self) {
        self.practice |= self.setting(Setting::Practice).is_some();
    }

    /// Refuses what only a network that leaves this device can do.
    pub(crate) const fn need_network(&self) -> Result<(), ApiError> {
        if self.practice {
            return Err(ApiError::new(ErrorKind::Practice));
        }
        Ok(())
    }

    /// Remembers which version of something was looked at.
    pub(super) fn note_shown(&mut self, id: OpId, version: String) -> Result<(), ApiError> {
        let id = id.to_hex();
        if self.local.shown.get(&id) == Some(&version) {
            return Ok(());
        }
        self.remember(vec![LocalRecord::Shown(id, version)])
    }

    /// Raises an alert once; its id says what it is about.
    pub(super) fn alert(
        &mut self,
        code: &str,
        subject: &str,
        text: String,
    ) -> Result<(), ApiError> {
        self.raise(AlertRow {
            id: format!("{code}:{subject}"),
            code: code.to_owned(),
            subject: subject.to_owned(),
            text,
            at: super::clock::rfc3339(self.wall()),
            ..AlertRow::default()
        })
    }

    /// Raises an alert once; its id says what it is about.
    pub(super) fn raise(&mut self, alert: AlertRow) -> Result<(), ApiError> {
        if self.local.alerts.contains_key(&alert.id) || self.private.is_none() {
            return Ok(());
        }
        self.tell_alert(&alert.code);
        self.remember(vec![LocalRecord::Alert(Box::new(alert))])
    }
}
