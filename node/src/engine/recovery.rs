//! A recovery as time passes: who asks and gathers answers, who waits, who confirms.
//!
//! A new device of a person who lost hers asks with a request, gathers answers, and uses the place
//! that they open. It waits there: nodes of guardians confirm it two days after they first saw it,
//! unless somebody refused. The clock triggers that word; no rule asks it.

use asamblea_protocol::id::{DeviceId, SpaceId};
use asamblea_protocol::invitation::{Address, InvitationCode};
use asamblea_protocol::limits::RECOVERY_ANSWERS_MAX;
use asamblea_protocol::membership::{Recovery, Stage};
use asamblea_protocol::op::Member;
use asamblea_protocol::recovery::{
    Answer, Gathered, REQUEST_NAME_BYTES_MAX, Request as Asked, Share, gather,
};
use asamblea_protocol::words::Language;

use super::Engine;
use super::local::{LocalRecord, Setting};
use super::serve::code_fault;
use crate::api::{ApiError, ErrorKind, Recovering};

/// What the place of a recovery is called among invitations, and what its errors are about.
pub(super) const RECOVERY: &str = "recovery";
/// So long a recovery can be refused before a guardian's node confirms it: whoever has a device
/// left sees it within a weekend.
pub const RECOVERY_WAIT_MS: u64 = 48 * 60 * 60 * 1000;

impl Engine {
    /// Begins to ask, in a new profile.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] for a name that is too long, the faults of a disk.
    pub fn begin_asking(&mut self, name: Option<&str>) -> Result<(), ApiError> {
        let name = name.map(str::trim).unwrap_or_default();
        if name.len() > REQUEST_NAME_BYTES_MAX {
            return Err(ApiError::about(ErrorKind::Usage, "recovery-name"));
        }
        let mut records = vec![LocalRecord::Setting(Setting::Asking, format!("1 {name}"))];
        if !name.is_empty() {
            records.push(LocalRecord::Setting(Setting::PersonName, name.to_owned()));
        }
        self.remember(records)
    }

    /// Whether this profile asks to be let in again, or came in so.
    #[must_use]
    pub fn is_asking(&self) -> bool {
        self.setting(Setting::Asking).is_some()
    }

    fn asked(&self) -> Result<Asked, ApiError> {
        let keys = self.replica.keys().ok_or(ErrorKind::Locked)?;
        let name = self.setting(Setting::Asking).unwrap_or_default();
        let name = name.strip_prefix("1 ").unwrap_or_default();
        Ok(Asked {
            device: keys.device(),
            seal: keys.seal_public(),
            name: (!name.is_empty()).then(|| name.to_owned()),
        })
    }

    /// Takes answers; those that are good are kept, whatever the others are.
    ///
    /// # Errors
    ///
    /// That of the first answer which is none, or is for another request; the faults of a disk.
    pub fn take_answers(&mut self, texts: &[String]) -> Result<(), ApiError> {
        let asked = self.asked()?;
        let mut known = self.answers();
        let before = known.len();
        let mut fault = None;
        for text in texts {
            let keys = self.replica.keys().ok_or(ErrorKind::Locked)?;
            match keys.open_answer(text, &asked) {
                Ok(answer) if known.contains(&answer) => {}
                Ok(answer) => known.push(answer),
                Err(found) => fault = fault.or(Some(code_fault(found))),
            }
        }
        // Of more than are looked at the newest stay: so nothing that came first is in the way.
        let extra = known.len().saturating_sub(RECOVERY_ANSWERS_MAX);
        known.drain(..extra);
        if known.len() != before || extra > 0 {
            let kept: Vec<Kept> = known.iter().map(kept_of).collect();
            let kept = serde_json::to_string(&kept).map_err(|_| ErrorKind::Internal)?;
            self.set(Setting::Answers, kept)?;
        }
        fault.map_or(Ok(()), Err)
    }

    fn answers(&self) -> Vec<Answer> {
        let kept = self.setting(Setting::Answers).unwrap_or_default();
        let kept: Vec<Kept> = serde_json::from_str(kept).unwrap_or_default();
        kept.into_iter().filter_map(answer_of).collect()
    }

    fn gathered(&self) -> Gathered {
        let shares: Vec<Share> = self.answers().into_iter().map(|one| one.share).collect();
        gather(&shares)
    }

    /// The code that the answers give together, once they are enough.
    #[must_use]
    pub fn recovered_code(&self) -> Option<InvitationCode> {
        let gathered = self.gathered();
        let (secret, share) = (gathered.secret?, gathered.share?);
        let answers = self.answers().into_iter();
        let addresses: Vec<_> = answers
            .filter(|answer| answer.share.place == share.place)
            .flat_map(|answer| answer.addresses)
            .collect();
        Some(InvitationCode::new(*secret, share.network, &addresses))
    }

    /// How far asking has come.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Locked`].
    pub fn recovering(&self) -> Result<Recovering, ApiError> {
        let asked = self.asked()?;
        let gathered = self.gathered();
        let need = (gathered.need > 0).then_some(gathered.need);
        let missing = need.map(|need| {
            let missing = need.saturating_sub(gathered.have);
            missing.max(u8::from(gathered.wrong))
        });
        Ok(Recovering {
            founded: self.founded("asking"),
            request: asked.encode(),
            words: asked.words(Language::Spanish),
            words_pt: asked.words(Language::Portuguese),
            words_en: asked.words(Language::English),
            need,
            answers: gathered.have,
            missing,
            foreign: u64::try_from(gathered.foreign).unwrap_or(u64::MAX),
            wrong: gathered.wrong,
        })
    }

    /// How the recovery of a device stands, as far as it is known here.
    pub fn recovery_stage(&mut self, device: DeviceId) -> Option<Stage> {
        let mut all = self.replica.recoveries().into_iter();
        all.find(|one| one.device == device).map(|one| one.stage)
    }

    /// How this device's own recovery stands, where it began one.
    pub(super) fn own_recovery(&mut self) -> Option<Stage> {
        self.recovery_stage(self.replica.device())
    }

    /// Confirmed, it makes a key of its person's space: nobody is left who could send it one.
    pub(super) fn open_own_space(&mut self, person: SpaceId) -> Result<(), ApiError> {
        let epochs = self.replica.epochs();
        let held = self.replica.ring().map(|ring| ring.heads(epochs, person));
        if held.is_none_or(|mut heads| heads.next().is_some()) {
            return Ok(());
        }
        let now = self.wall();
        match self.replica.rotate(person, now, &mut self.rng) {
            Ok(_) => self.flush(),
            // It writes nothing there until somebody sends it a key.
            Err(_) => Ok(()),
        }
    }

    /// When this device first saw a recovery, by its own clock; noted at the first look.
    fn seen_since(&mut self, one: &Recovery) -> Result<u64, ApiError> {
        let id = one.op.to_hex();
        if let Some(since) = self.local.recoveries.get(&id) {
            return Ok(*since);
        }
        let now = self.wall().0;
        self.remember(vec![LocalRecord::Recovery(id, now)])?;
        Ok(now)
    }

    /// Until when a device that waits can be refused, by this device's clock; nothing for any
    /// other.
    pub(super) fn waits_until(&mut self, device: DeviceId) -> Result<Option<u64>, ApiError> {
        let all = self.replica.recoveries().into_iter();
        let waits = |one: &Recovery| matches!(one.stage, Stage::Waiting | Stage::Contested);
        let mut all = all.filter(|one| one.device == device && waits(one));
        let Some(one) = all.next() else {
            return Ok(None);
        };
        Ok(Some(
            self.seen_since(&one)?.saturating_add(RECOVERY_WAIT_MS),
        ))
    }

    /// A clock triggers the confirmation, an operation gives it: of recoveries that nobody refused
    /// for two days, by a guardian's node.
    pub(super) fn confirm_recoveries(&mut self) -> Result<(), ApiError> {
        if self.is_locked() || self.broken {
            return Ok(());
        }
        let own = self.my_person();
        let now = self.wall().0;
        for one in self.replica.recoveries() {
            // Two that used one place are a question for people.
            if one.stage != Stage::Waiting || Some(one.person) == own {
                continue;
            }
            let since = self.seen_since(&one)?;
            if now.saturating_sub(since) < RECOVERY_WAIT_MS || !self.may_confirm(&one) {
                continue;
            }
            // What the rules leave without effect is not written.
            if self.replica.second(one.op, self.now.wall).is_ok() {
                self.flush()?;
            }
        }
        Ok(())
    }

    fn may_confirm(&mut self, one: &Recovery) -> bool {
        let own = self.replica.device();
        let target = Member::Device(one.device);
        let (judge, graph, _) = self.replica.judge();
        let everything = judge.everything();
        let mut restricted = judge.membership().restrictions().iter();
        let barred = restricted.any(|restriction| restriction.target == target);
        !barred && judge.view(graph, everything).is_guardian(own, one.person)
    }
}

/// One answer as it is kept: its share, then its addresses. It lies sealed like all that is
/// this device's own.
type Kept = (Vec<u8>, Vec<String>);

fn kept_of(answer: &Answer) -> Kept {
    let addresses = answer.addresses.iter().map(ToString::to_string);
    (answer.share.to_bytes().to_vec(), addresses.collect())
}

fn answer_of((share, addresses): Kept) -> Option<Answer> {
    let addresses = addresses.iter();
    Some(Answer {
        share: Share::from_bytes(&share).ok()?,
        addresses: addresses
            .filter_map(|text| Address::from_multiaddr(text))
            .collect(),
    })
}
