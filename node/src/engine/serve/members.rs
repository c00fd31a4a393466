//! Organizations, people, devices: who they are, and taking them out.

use std::collections::{BTreeMap, BTreeSet};

use asamblea_protocol::id::{DeviceId, SpaceId};
use asamblea_protocol::limits::CUT_MAX;
use asamblea_protocol::op::{Control, Cut, Member, Role, Word};
use asamblea_protocol::words::{Language, compare, safety_words};

use super::super::Engine;
use super::super::views::{act_fault, person_role_label, role_label};
use super::standing::{Standing, WORDS};
use crate::api::{ApiError, ErrorKind, Membership, Reply, WhoRow};

impl Engine {
    /// Every organization that the network ever named.
    pub(super) fn orgs(&mut self) -> Vec<SpaceId> {
        let Some(network) = self.replica.directory().network() else {
            return Vec::new();
        };
        let named: Vec<Member> = self
            .replica
            .roles()
            .named(network)
            .map(|(m, _)| m)
            .collect();
        named
            .into_iter()
            .filter_map(|member| match member {
                Member::Space(space) => Some(space),
                Member::Device(_) | Member::Invitation(_) => None,
            })
            .collect()
    }

    /// Organizations, people and devices, in that order.
    pub(super) fn who(&mut self) -> Vec<WhoRow> {
        let Some(network) = self.replica.directory().network() else {
            return Vec::new();
        };
        let mut rows = Vec::new();
        let inviters = self.inviters();
        let orgs = self.orgs();
        for org in &orgs {
            let mut row = self.member_row(network, Member::Space(*org), "org");
            row.invited_by = self.inviter(&inviters, &Member::Space(*org));
            row.subregion = self.subregion(*org);
            rows.push(row);
        }
        let mut people: Vec<(SpaceId, SpaceId)> = Vec::new();
        for org in orgs {
            let named: Vec<Member> = self.replica.roles().named(org).map(|(m, _)| m).collect();
            people.extend(named.into_iter().filter_map(|member| match member {
                Member::Space(person) => Some((org, person)),
                Member::Device(_) | Member::Invitation(_) => None,
            }));
        }
        for (org, person) in &people {
            let mut row = self.member_row(*org, Member::Space(*person), "person");
            row.invited_by = self.inviter(&inviters, &Member::Space(*person));
            if self.is_gone(network, *org) && matches!(row.state.as_str(), "active" | "unverified")
            {
                row.state = "removed".to_owned();
            }
            rows.push(row);
        }
        for (_, person) in people {
            rows.extend(self.device_rows(person));
        }
        rows.extend(self.machine_rows(None));
        rows.extend(self.invited_rows());
        rows
    }

    /// Whether another organization is out of the network: whoever is in it is out with it.
    fn is_gone(&mut self, network: SpaceId, org: SpaceId) -> bool {
        Some(org) != self.my_org()
            && self.standing_in(network, Member::Space(org)).state == "removed"
    }

    /// Who made each invitation that was used, by its key.
    pub(super) fn inviters(&self) -> BTreeMap<DeviceId, DeviceId> {
        let mut made = BTreeMap::new();
        for op in self.replica.graph().controls() {
            match &op.control {
                Control::Add(add) => {
                    if let Member::Invitation(key) = add.member {
                        made.insert(key, op.op.log.author);
                    }
                }
                Control::Create(create) => {
                    for grant in &create.members {
                        if let Member::Invitation(key) = grant.member {
                            made.insert(key, op.op.log.author);
                        }
                    }
                }
                _ => {}
            }
        }
        made
    }

    /// The name of who invited a member; nothing for founders.
    fn inviter(&self, inviters: &BTreeMap<DeviceId, DeviceId>, member: &Member) -> Option<String> {
        let graph = self.replica.graph();
        self.replica.directory().joined_by(member).find_map(|op| {
            let op = graph.controls().get(graph.control_index(&op)?)?;
            let Control::Redeem(redeem) = &op.control else {
                return None;
            };
            let device = inviters.get(&redeem.invitation)?;
            let person = self.replica.directory().person_of(*device)?;
            let herself = *member == Member::Space(person);
            (!herself).then(|| self.device_name(*device))
        })
    }

    /// Direct members of a space.
    pub(super) fn member_rows(&mut self, space: SpaceId) -> Vec<WhoRow> {
        let named: Vec<Member> = self.replica.roles().named(space).map(|(m, _)| m).collect();
        named
            .into_iter()
            .filter(|member| !matches!(member, Member::Invitation(_)))
            .map(|member| {
                let kind = match member {
                    Member::Device(_) => "device",
                    Member::Space(inner) => self.kind_label(inner),
                    Member::Invitation(_) => "invitation",
                };
                self.member_row(space, member, kind)
            })
            .collect()
    }

    fn member_row(&mut self, space: SpaceId, member: Member, kind: &str) -> WhoRow {
        let role = self.replica.roles().direct_role(space, &member);
        let standing = self.standing_in(space, member);
        let (id, name, org, me) = match member {
            Member::Space(inner) => {
                let org = match kind {
                    "person" => self.replica.directory().org_of(inner),
                    _ => None,
                };
                let me = Some(inner) == self.my_person() || Some(inner) == self.my_org();
                (inner.to_hex(), self.any_space_name(inner), org, me)
            }
            Member::Device(device) | Member::Invitation(device) => (
                device.to_hex(),
                device.short(),
                None,
                device == self.replica.device(),
            ),
        };
        let role = match kind {
            "person" => person_role_label(role),
            _ => role_label(role),
        };
        WhoRow {
            kind: kind.to_owned(),
            id,
            name,
            org: org.map(|org| org.to_hex()),
            role: Some(role.to_owned()),
            state: standing.state.to_owned(),
            me,
            waits: standing.waits.map(str::to_owned),
            ..WhoRow::default()
        }
    }

    fn device_rows(&mut self, person: SpaceId) -> Vec<WhoRow> {
        let devices: Vec<DeviceId> = self
            .replica
            .directory()
            .devices()
            .filter(|(_, of)| *of == person)
            .map(|(device, _)| device)
            .collect();
        devices
            .into_iter()
            .map(|device| self.device_row(person, device))
            .collect()
    }

    fn device_row(&mut self, person: SpaceId, device: DeviceId) -> WhoRow {
        let org = self.replica.directory().org_of(person);
        let network = self.replica.directory().network();
        let mut row = self.member_row(person, Member::Device(device), "device");
        let of_person = org.map(|org| self.standing_in(org, Member::Space(person)));
        let of_org = network.zip(org);
        let of_org = of_org.map(|(network, org)| self.standing_in(network, Member::Space(org)));
        let above: Vec<Standing> = [of_person, of_org].into_iter().flatten().collect();
        let of_org_gone = network
            .zip(org)
            .is_some_and(|(network, org)| self.is_gone(network, org));
        // Barred further up, or out with her person or organization.
        let barred = org.is_some_and(|org| self.replica.roles().role(device, org) == Role::None)
            || of_org_gone;
        let compares =
            row.waits.as_deref() == Some(WORDS) || above.iter().any(|one| one.waits == Some(WORDS));
        let here = matches!(row.state.as_str(), "active" | "unverified" | "waiting");
        if compares && here {
            // Whoever compares its words lets her in.
            row.state = "unverified".to_owned();
        } else if barred && matches!(row.state.as_str(), "active" | "unverified") {
            let state = of_person.map(|one| one.state);
            let state = state.filter(|state| matches!(*state, "suspended" | "waiting"));
            row.state = state.unwrap_or("removed").to_owned();
        } else if row.state == "active" && above.iter().any(|one| one.state == "unverified") {
            // A newcomer's device is verified with her.
            row.state = "unverified".to_owned();
        }
        row.org = org.map(|org| org.to_hex());
        row.person = Some(person.to_hex());
        row.name = self
            .person_name(person, None)
            .unwrap_or_else(|| device.short());
        row.safety_words = network.map(|network| safety_words(network, device, Language::Spanish));
        row.last_seen = self.last_seen(device);
        row
    }

    /// Carriers, of one organization or of all.
    fn machine_rows(&mut self, of: Option<SpaceId>) -> Vec<WhoRow> {
        let machines: Vec<(DeviceId, SpaceId)> = self
            .replica
            .directory()
            .machines()
            .filter(|(_, org)| of.is_none_or(|of| of == *org))
            .collect();
        let network = self.replica.directory().network();
        let mut rows = Vec::new();
        for (device, org) in machines {
            let mut row = self.member_row(org, Member::Device(device), "device");
            let out = network.is_some_and(|n| self.replica.roles().role(device, n) == Role::None);
            if out && matches!(row.state.as_str(), "active" | "unverified") {
                // Out with its organization.
                row.state = "removed".to_owned();
            }
            row.org = Some(org.to_hex());
            row.name = self.machine_name(device).unwrap_or_else(|| device.short());
            row.safety_words =
                network.map(|network| safety_words(network, device, Language::Spanish));
            row.last_seen = self.last_seen(device);
            rows.push(row);
        }
        rows
    }

    fn last_seen(&self, device: DeviceId) -> Option<String> {
        let now = super::super::clock::rfc3339(self.wall());
        self.peers().contains(&device).then_some(now)
    }

    fn invited_rows(&mut self) -> Vec<WhoRow> {
        let all: Vec<(DeviceId, SpaceId)> = self.replica.directory().invitations().collect();
        let mut rows = Vec::new();
        for (key, space) in all {
            let has_name = self
                .views
                .shown
                .names(space)
                .and_then(|names| names.invitation(key))
                .map(|(name, _)| name.map(str::to_owned));
            // A founding place without a code is nobody yet.
            let Some(name) = has_name else { continue };
            if self.replica.open_invitation(key).is_none() {
                continue;
            }
            let place = Member::Invitation(key);
            let carries = self.replica.roles().direct_role(space, &place) == Role::Carrier;
            let kind = match self.kind_label(space) {
                _ if carries => "device",
                "network" => "org",
                "org" => "person",
                _ => "device",
            };
            rows.push(WhoRow {
                kind: kind.to_owned(),
                id: key.to_hex(),
                name: name.unwrap_or_else(|| key.short()),
                org: (kind == "person" || carries).then(|| space.to_hex()),
                role: carries.then(|| role_label(Role::Carrier).to_owned()),
                state: "invited".to_owned(),
                ..WhoRow::default()
            });
        }
        rows
    }

    /// My devices, and the carriers of my organization.
    pub(super) fn own_devices(&mut self) -> Vec<WhoRow> {
        let mut rows = self
            .my_person()
            .map(|person| self.device_rows(person))
            .unwrap_or_default();
        if let Some(org) = self.my_org() {
            rows.extend(self.machine_rows(Some(org)));
        }
        rows
    }

    pub(super) fn remove_member(&mut self, who: &str, urgent: bool) -> Result<Reply, ApiError> {
        let person = self.find_person(who)?;
        let org = self.my_org().ok_or(ErrorKind::NotFound)?;
        self.need_somebody_else(Member::Space(person))?;
        self.say_where_she_belongs(org, Word::remove(Member::Space(person)), Vec::new(), urgent)
    }

    pub(super) fn remove_org(&mut self, who: &str, urgent: bool) -> Result<Reply, ApiError> {
        let org = self.find_org(who)?;
        let network = self.network()?;
        self.need_somebody_else(Member::Space(org))?;
        self.say_where_she_belongs(
            network,
            Word::remove(Member::Space(org)),
            Vec::new(),
            urgent,
        )
    }

    /// A word against a person in her organization, or against an organization in the network. Who
    /// is out goes out of every other space that is administered here; where she still reads is
    /// named.
    pub(super) fn say_where_she_belongs(
        &mut self,
        space: SpaceId,
        word: Word,
        cut: Vec<Cut>,
        urgent: bool,
    ) -> Result<Reply, ApiError> {
        let target = word.target;
        let mut row = self.say_word(space, word, cut, urgent)?;
        if let Member::Space(who) = target {
            if row.state == "removed" {
                self.follow_out(who, &mut row)?;
            }
            row.still_in = self.names_of_reached(who);
        }
        Ok(Reply::Membership(row))
    }

    /// One's own device in one's own space; another's in the organization.
    /// What is held of it stays; what a copy of it writes, whatever its clock says, lies aside.
    pub(super) fn revoke_device(
        &mut self,
        id: &str,
        urgent: bool,
        keep: Option<&str>,
    ) -> Result<Reply, ApiError> {
        let device = self.find_device(id)?;
        if self.replica.waits_in(device).is_some() {
            return self.refuse_recovery(Some(&device.to_hex()));
        }
        let person = self.replica.directory().person_of(device);
        let space = if person.is_some() && person == self.my_person() {
            person
        } else {
            self.my_org()
        };
        let space = space.ok_or(ErrorKind::NotFound)?;
        let keep = match keep {
            Some(op) => vec![self.named_op(device, op)?],
            None => Vec::new(),
        };
        let target = Member::Device(device);
        let cut = whole_cut(self.replica.cut_of(space, target, &keep));
        let uncut = cut.is_none();
        let cut = cut.unwrap_or_default();
        let mut row = self.say_word(space, Word::remove(target), cut, urgent)?;
        row.uncut = uncut;
        Ok(Reply::Membership(row))
    }

    /// Takes somebody out, with a fresh epoch in the same operation.
    pub(in crate::engine) fn restrict(
        &mut self,
        space: SpaceId,
        target: Member,
    ) -> Result<Membership, ApiError> {
        self.say_word(space, Word::remove(target), Vec::new(), false)
    }

    /// Says a word against a member; `urgent` also rotates every other space that she reached.
    pub(super) fn say_word(
        &mut self,
        space: SpaceId,
        word: Word,
        cut: Vec<Cut>,
        urgent: bool,
    ) -> Result<Membership, ApiError> {
        self.mend()?;
        let target = word.target;
        let reached = self.reached(&target);
        let now = self.wall();
        let mut made = self
            .replica
            .restrict(space, word, cut, now, &mut self.rng)
            .map_err(act_fault)?;
        let id = made.last();
        let mut unrotated = Vec::new();
        if urgent {
            for other in reached.into_iter().filter(|other| *other != space) {
                // Spaces in which this device may not write are rotated by those who may.
                match self.replica.rotate(other, now, &mut self.rng) {
                    Ok((_, rotated)) => made.extend(rotated),
                    Err(_) => unrotated.push(other),
                }
            }
        }
        self.flush()?;
        if !unrotated.is_empty() {
            // Where she still reads, another key would be hers, too.
            let still = self.reached(&target);
            unrotated.retain(|other| !still.contains(other));
        }
        let unrotated = unrotated.into_iter();
        let unrotated = unrotated.map(|other| self.any_space_name(other)).collect();
        let standing = self.standing_in(space, target);
        let mut row = self.membership_row(&made, standing.state);
        row.waits = standing.waits.map(str::to_owned);
        row.unrotated = unrotated;
        if let Some(id) = id {
            row.id = id.id.to_hex();
        }
        Ok(row)
    }

    /// What the spaces are called that a person or an organization reaches, without her own.
    fn names_of_reached(&mut self, who: SpaceId) -> Vec<String> {
        let hers = self.replica.roles().under(who);
        let reached = self.reached(&Member::Space(who)).into_iter();
        let others = reached.filter(|space| *space != who && !hers.contains(space));
        others.map(|space| self.any_space_name(space)).collect()
    }

    /// Spaces that a member reaches, inner ones first: minted in that order, an outer epoch has one
    /// slot for an inner one.
    fn reached(&mut self, target: &Member) -> Vec<SpaceId> {
        let roles = self.replica.roles();
        let devices: BTreeSet<DeviceId> = match target {
            Member::Device(device) | Member::Invitation(device) => BTreeSet::from([*device]),
            Member::Space(space) => roles.devices(*space).into_keys().collect(),
        };
        let spaces = self.replica.graph().spaces();
        let mut spaces: Vec<SpaceId> = spaces
            .filter(|space| devices.iter().any(|d| roles.role(*d, *space) > Role::None))
            .collect();
        spaces.sort_by_cached_key(|space| roles.under(*space).len());
        spaces
    }

    pub(super) fn verify_device(&mut self, id: &str, words: &str) -> Result<Reply, ApiError> {
        let device = self.find_device(id)?;
        let network = self.network()?;
        let compared = compare(network, device, words)
            .map_err(|_| ApiError::about(ErrorKind::NotPermitted, "words"))?;
        let device = compared.device();
        let person = self.replica.directory().person_of(device);
        // Her own devices know her; all others give those devices the time to refuse.
        if person != self.my_person()
            && let Some(until) = self.waits_until(device)?
            && self.wall().0 < until
        {
            return Err(ApiError::about(ErrorKind::NotPermitted, "recovery-early"));
        }
        let org = person.and_then(|person| self.replica.directory().org_of(person));
        // The place that let her in: of the device, of the person, or of the organization. A
        // carrier's words say nothing of its organization.
        let members = std::iter::once(Member::Device(device))
            .chain(person.map(Member::Space))
            .chain(org.map(Member::Space));
        let now = self.wall();
        let mut made = asamblea_protocol::replica::Made::default();
        let mut refused: Option<ApiError> = None;
        for member in members {
            let redeems: Vec<_> = self.replica.directory().joined_by(&member).collect();
            for redeem in redeems {
                if self.replica.judge().0.membership().is_confirmed(&redeem) {
                    continue;
                }
                match self.replica.second(redeem, now) {
                    Ok(confirmed) => made.extend(confirmed),
                    // Of the nearest place.
                    Err(fault) => refused = refused.or_else(|| Some(act_fault(fault))),
                }
            }
        }
        if made.runs.is_empty() {
            return Err(refused.unwrap_or_else(|| ErrorKind::NotFound.into()));
        }
        self.flush()?;
        Ok(self.membership(&made, "active"))
    }
}

/// A cut that one word carries: one that leaves logs out would take those back whole (R11).
pub(super) fn whole_cut(lines: Vec<Cut>) -> Option<Vec<Cut>> {
    (lines.len() <= CUT_MAX).then_some(lines)
}

#[cfg(test)]
mod tests {
    use asamblea_protocol::op::Lane;

    use super::*;

    #[test]
    fn a_cut_is_whole_or_there_is_none() {
        let line = Cut {
            space: SpaceId::from_bytes([1; 32]),
            device: DeviceId::from_bytes([2; 32]),
            lane: Lane::Content,
            length: 1,
            last: None,
        };
        for (lines, whole) in [
            (0, true),
            (CUT_MAX - 1, true),
            (CUT_MAX, true),
            (CUT_MAX + 1, false),
        ] {
            let cut = whole_cut(vec![line; lines]);
            assert_eq!(cut.map(|cut| cut.len()), whole.then_some(lines), "{lines}");
        }
    }
}
