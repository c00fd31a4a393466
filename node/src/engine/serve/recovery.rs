//! Recovery by trusted people: parts given out, answers, refusals.

use std::collections::BTreeSet;

use asamblea_protocol::content::{Body, RecoveryShare};
use asamblea_protocol::crypto::Domain;
use asamblea_protocol::id::{DeviceId, SpaceId};
use asamblea_protocol::invitation::{InvitationCode, InvitationKeys};
use asamblea_protocol::limits::{RECOVERY_HOLDERS_MAX, RECOVERY_NEED_MIN};
use asamblea_protocol::membership::{Recovery, Stage};
use asamblea_protocol::op::{Member, Role, Word};
use asamblea_protocol::recovery::{Answer, RecoveryFault, Request as Asked, Share};
use asamblea_protocol::view::SealedShare;
use asamblea_protocol::words::Language;

use super::super::Engine;
use super::super::local::{HoldersRecord, InvitationRecord, LocalRecord};
use super::super::recovery::RECOVERY;
use super::super::views::act_fault;
use super::selectors::{PREFIX_CHARS_MIN, pick};
use crate::api::{ApiError, ErrorKind, HolderRow, RecoveryHelp, RecoverySetup, Reply, Who};

/// Parts that are needed where she says nothing: one holder may be away, and none is enough.
const NEED_DEFAULT: u8 = 2;

fn usage(subject: &str) -> ApiError {
    ApiError::about(ErrorKind::Usage, subject)
}

pub(in crate::engine) fn code_fault(fault: RecoveryFault) -> ApiError {
    match fault {
        RecoveryFault::Newer(_) => ErrorKind::NewerVersion.into(),
        RecoveryFault::Foreign => ApiError::about(ErrorKind::Forged, "recovery-other"),
        _ => ApiError::about(ErrorKind::InvitationMalformed, "recovery-code"),
    }
}

impl Engine {
    /// Splits the way back in among people. The parts of an earlier setup are good for nothing
    /// afterwards.
    pub(super) fn set_up_recovery(
        &mut self,
        with: &[Who],
        need: Option<u8>,
    ) -> Result<Reply, ApiError> {
        let network = self.network()?;
        let person = self.my_person().ok_or(ErrorKind::NotPermitted)?;
        let device = self.replica.device();
        if self.replica.roles().role(device, person) < Role::Admin {
            return Err(ApiError::about(ErrorKind::NotPermitted, "recovery-first"));
        }
        let holders = self.holders(with, person)?;
        let of = u8::try_from(holders.len()).unwrap_or(u8::MAX);
        let need = need.unwrap_or(NEED_DEFAULT);
        if !(RECOVERY_NEED_MIN..=of).contains(&need) {
            return Err(usage("recovery-need"));
        }
        if !self.has_other_guardian(person) {
            return Err(ApiError::about(ErrorKind::NoEffect, "recovery-alone"));
        }
        let secret = InvitationCode::fresh_secret(&mut self.rng);
        let shares = Share::split(&secret, network.tag(), person, (need, of), &mut self.rng);
        let place = InvitationKeys::from_secret(secret).place();
        let bodies = self.sealed_shares(&holders, &shares)?;
        let space = self.shared_space(&holders, network);
        // Parts of a place that is not there yet harm nobody; a place without parts is no use.
        self.write(space, bodies)?;
        let now = self.wall();
        let old = self.replica.recovery_places(person);
        let mut made = self
            .replica
            .admit_recovery(person, &place, now)
            .map_err(act_fault)?;
        for before in &old {
            let revoked = self.replica.refuse_recovery(person, *before, now);
            made.extend(revoked.map_err(act_fault)?);
        }
        self.stage()?;
        let id = place.id().to_hex();
        self.remember(vec![
            LocalRecord::Invitation(Box::new(InvitationRecord {
                id: id.clone(),
                // Only the parts have it from here on; it ends when it is revoked.
                secret: [0; 16],
                kind: RECOVERY.to_owned(),
                name: None,
                country: None,
                expires_ms: u64::MAX,
                code: Some(String::new()),
            })),
            LocalRecord::Holders(Box::new(HoldersRecord {
                place: id.clone(),
                holders: holders.iter().map(|holder| holder.to_hex()).collect(),
            })),
        ])?;
        let holders = holders.into_iter().map(|holder| HolderRow {
            id: holder.to_hex(),
            name: self.person_name(holder, None),
        });
        Ok(Reply::RecoverySetup(RecoverySetup {
            id,
            need,
            of,
            holders: holders.collect(),
            replaced: !old.is_empty(),
            saved: true,
        }))
    }

    /// Whom she chose: people of the network, each once, and not herself.
    fn holders(&mut self, with: &[Who], person: SpaceId) -> Result<Vec<SpaceId>, ApiError> {
        let mut holders: Vec<SpaceId> = Vec::new();
        for who in with {
            let holder = self.find_person(who)?;
            if holder == person {
                return Err(usage("recovery-self"));
            }
            if holders.contains(&holder) {
                return Err(usage("recovery-twice"));
            }
            if !self.stands(holder) {
                return Err(ApiError::about(ErrorKind::NotPermitted, "recovery-out"));
            }
            holders.push(holder);
        }
        let (least, most) = (RECOVERY_NEED_MIN, RECOVERY_HOLDERS_MAX);
        if holders.len() < usize::from(least) {
            return Err(usage("recovery-few"));
        }
        if holders.len() > usize::from(most) {
            return Err(usage("recovery-many"));
        }
        Ok(holders)
    }

    /// Whether a person reads in the network.
    pub(in crate::engine) fn stands(&mut self, person: SpaceId) -> bool {
        let roles = self.replica.roles();
        let directory = self.replica.directory();
        let (Some(org), Some(network)) = (directory.org_of(person), directory.network()) else {
            return false;
        };
        roles.direct_role(org, &Member::Space(person)) >= Role::Read
            && roles.direct_role(network, &Member::Space(org)) >= Role::Read
    }

    /// Whether somebody but herself could confirm a new device of hers.
    fn has_other_guardian(&mut self, person: SpaceId) -> bool {
        let devices: Vec<DeviceId> = self
            .replica
            .directory()
            .devices()
            .filter(|(_, of)| *of != person)
            .map(|(device, _)| device)
            .collect();
        let (judge, graph, _) = self.replica.judge();
        let everything = judge.everything();
        let view = judge.view(graph, everything);
        devices
            .into_iter()
            .any(|device| view.is_guardian(device, person))
    }

    fn sealed_shares(
        &mut self,
        holders: &[SpaceId],
        shares: &[Share],
    ) -> Result<Vec<Body>, ApiError> {
        let mut bodies = Vec::new();
        for (holder, share) in holders.iter().zip(shares) {
            let aad = Share::aad(share.person, share.place);
            let plain = share.to_bytes();
            let domain = Domain::RecoveryShare;
            let sealed = self
                .replica
                .seal_to_person(*holder, domain, &aad, &plain, &mut self.rng);
            if sealed.is_empty() {
                return Err(ErrorKind::NoKeyYet.into());
            }
            let place = share.place;
            let bodies_of = sealed
                .into_iter()
                .map(|sealed| RecoveryShare { place, sealed });
            bodies.extend(bodies_of.map(Body::from));
        }
        Ok(bodies)
    }

    /// Where all of them read: my organization, else the network.
    fn shared_space(&self, holders: &[SpaceId], network: SpaceId) -> SpaceId {
        let directory = self.replica.directory();
        let org = self.my_org();
        let mut others = holders.iter().map(|holder| directory.org_of(*holder));
        match org {
            Some(org) if others.all(|other| other == Some(org)) => org,
            _ => network,
        }
    }

    /// Says who asks, and answers her with the part that is kept here.
    pub(super) fn help_recovery(
        &mut self,
        code: &str,
        whose: Option<&str>,
        words: Option<&str>,
        answer: bool,
    ) -> Result<Reply, ApiError> {
        let asked = Asked::decode(code).map_err(code_fault)?;
        let me = self.my_person().ok_or(ErrorKind::NotPermitted)?;
        if !self.stands(me) {
            return Err(ApiError::about(ErrorKind::NotPermitted, "recovery-out"));
        }
        if let Some(words) = words {
            asked
                .compare(words)
                .map_err(|_| ApiError::about(ErrorKind::NotPermitted, "recovery-words"))?;
        }
        let kept = self.kept_shares(me);
        let person = self.whose_share(&kept, whose, asked.name.as_deref())?;
        let share = kept.into_iter().find(|share| share.person == person);
        let share = share.ok_or_else(|| ApiError::about(ErrorKind::NotFound, "recovery-none"))?;
        let (need, of) = (share.need, share.of);
        let answer = answer.then(|| Answer {
            share,
            addresses: self.code_addresses(),
        });
        let sealed = answer.map(|answer| answer.seal(&asked, &mut self.rng));
        let malformed = || ApiError::about(ErrorKind::InvitationMalformed, "recovery-code");
        Ok(Reply::RecoveryHelp(RecoveryHelp {
            person: person.to_hex(),
            name: self.person_name(person, None),
            says: asked.name.clone(),
            device: asked.device.to_hex(),
            words: asked.words(Language::Spanish),
            words_pt: asked.words(Language::Portuguese),
            words_en: asked.words(Language::English),
            need,
            of,
            answer: sealed
                .map(|sealed| sealed.ok_or_else(malformed))
                .transpose()?,
        }))
    }

    /// The parts that this device's person keeps, of places that stand open.
    fn kept_shares(&mut self, me: SpaceId) -> Vec<Share> {
        let shown = self.views.shown.spaces();
        let shares = shown.filter_map(|space| self.views.shown.shares(space));
        let all: Vec<SealedShare> = shares.flat_map(|s| s.newest_first().cloned()).collect();
        let network = self.network_tag();
        let mut found: Vec<Share> = Vec::new();
        for kept in all {
            let known = found.iter().any(|share| share.person == kept.person);
            let open = |engine: &mut Self| {
                let places = engine.replica.recovery_places(kept.person);
                places.contains(&kept.place)
            };
            if known || !open(self) {
                continue;
            }
            let aad = Share::aad(kept.person, kept.place);
            let domain = Domain::RecoveryShare;
            let plain = self.replica.open_as_person(me, domain, &aad, &kept.sealed);
            let share = plain.and_then(|plain| Share::from_bytes(&plain).ok());
            found.extend(share.filter(|share| {
                share.person == kept.person && share.place == kept.place && share.network == network
            }));
        }
        found
    }

    /// Whose part is meant: the one named here, else the one that the request names, else the only
    /// one.
    fn whose_share(
        &mut self,
        kept: &[Share],
        whose: Option<&str>,
        says: Option<&str>,
    ) -> Result<SpaceId, ApiError> {
        let people: BTreeSet<SpaceId> = kept.iter().map(|share| share.person).collect();
        let none = || ApiError::about(ErrorKind::NotFound, "recovery-none");
        let rows = |engine: &Self| {
            let rows = people.iter();
            let rows = rows.map(|one| (*one, one.to_hex(), engine.person_name(*one, None)));
            rows.collect::<Vec<_>>()
        };
        if let Some(text) = whose.or(says) {
            return pick(text, rows(self).into_iter()).map_err(|error| match error.kind {
                ErrorKind::NotFound => none(),
                kind => ApiError::about(kind, "recovery-whose"),
            });
        }
        let mut people = people.iter();
        match (people.next(), people.next()) {
            (Some(one), None) => Ok(*one),
            (None, _) => Err(none()),
            _ => Err(ApiError::about(ErrorKind::Ambiguous, "recovery-whose")),
        }
    }

    /// Refuses a device that waits to be confirmed: for good as one of the same person, else by a
    /// bar in the coordinator's organization or network.
    pub(in crate::engine) fn refuse_recovery(
        &mut self,
        id: Option<&str>,
    ) -> Result<Reply, ApiError> {
        self.mend()?;
        let one = self.recovery_named(id)?;
        if Some(one.person) == self.my_person() {
            let now = self.wall();
            let made = self
                .replica
                .refuse_recovery(one.person, one.place, now)
                .map_err(act_fault)?;
            self.flush()?;
            Ok(self.membership(&made, "removed"))
        } else {
            let own = self.replica.device();
            let roles = self.replica.roles();
            let above = [self.my_org(), self.network().ok()].into_iter().flatten();
            let mut above = above.filter(|space| roles.role(own, *space) == Role::Admin);
            let space = above.next().ok_or(ErrorKind::NotPermitted)?;
            let word = Word::remove(Member::Device(one.device));
            self.say_word(space, word, Vec::new(), false)
                .map(Reply::Membership)
        }
    }

    /// A recovery that waits: by its device, or the only one that this device hears of, its own
    /// person's first.
    fn recovery_named(&mut self, id: Option<&str>) -> Result<Recovery, ApiError> {
        let nothing = || ApiError::about(ErrorKind::NotFound, "recovery-nothing");
        let all = self.replica.recoveries().into_iter();
        let waits = |one: &Recovery| matches!(one.stage, Stage::Waiting | Stage::Contested);
        let mut all: Vec<Recovery> = all.filter(waits).collect();
        match id {
            Some(id) => {
                let id = id.to_lowercase();
                let named = |one: &Recovery| {
                    id.len() >= PREFIX_CHARS_MIN && one.device.to_hex().starts_with(&id)
                };
                all.retain(named);
            }
            None => {
                let own = self.my_person();
                if all.iter().any(|one| Some(one.person) == own) {
                    all.retain(|one| Some(one.person) == own);
                }
            }
        }
        let places: BTreeSet<DeviceId> = all.iter().map(|one| one.place).collect();
        match (all.first(), places.len()) {
            // One refusal is of the place, and so of all who used it.
            (Some(one), 1) => Ok(*one),
            (None, _) => Err(nothing()),
            _ => Err(ApiError::about(ErrorKind::Ambiguous, "recovery-which")),
        }
    }
}
