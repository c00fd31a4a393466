//! Who was taken out of where she belongs goes out of every other space, too: a person of her
//! organization's, an organization and its people of the network's.
//!
//! What is said of one space holds in no other. Whoever administers another one says it there: her
//! device does so by itself where one word is enough. Where it takes two, or nobody is there to say
//! it, all who read the space are told after a while who still reads with them.

use std::collections::BTreeSet;
use std::time::Duration;

use asamblea_protocol::graph::ControlOp;
use asamblea_protocol::id::{OpId, SpaceId};
use asamblea_protocol::membership::Status;
use asamblea_protocol::op::{Control, Member, Role, SpaceKind};
use asamblea_protocol::past::ControlIndex;
use asamblea_protocol::time::MonoTime;

use super::Engine;
use super::clock::rfc3339;
use crate::api::{AlertRow, ApiError, Membership};

/// Who administers a space waits a random part of this before her device says there what was said
/// elsewhere: of many who administer it mostly one says it, and each costs a key.
const FOLLOW_WAIT_MS: u64 = 15_000;
/// So long those who administer a space have time, before its readers are told who still reads.
const TELL_WAIT: Duration = Duration::from_secs(600);

/// When something is to be done about those who are out.
#[derive(Debug, Default)]
pub(super) struct Leaving {
    /// Looked for since membership changed.
    looked: bool,
    follow_at: Option<MonoTime>,
    tell_at: Option<MonoTime>,
}

impl Leaving {
    pub(super) const fn members_changed(&mut self) {
        self.looked = false;
    }

    /// Whether this device is about to say something in another space.
    pub(super) const fn is_due(&self) -> bool {
        self.follow_at.is_some()
    }
}

/// A direct member of a space who is out of where she belongs.
#[derive(Clone, Copy)]
struct Stayed {
    space: SpaceId,
    /// The person or organization that was taken out, and the word that did it.
    who: SpaceId,
    by: OpId,
    /// She, or a person of hers.
    member: SpaceId,
}

impl Engine {
    /// Says in the spaces that are administered here who is out, and tells of those who stay.
    /// `ends`: the process ends, so what is due later is said now.
    ///
    /// # Errors
    ///
    /// The faults of a disk.
    pub(super) fn follow_in_time(&mut self, ends: bool) -> Result<(), ApiError> {
        if self.is_locked() || self.broken {
            return Ok(());
        }
        let now = self.now.mono;
        if !self.errands.leaving.looked {
            self.errands.leaving.looked = true;
            let stayed = self.stayed();
            let follows = stayed.iter().any(|one| self.may_follow(*one));
            let follow_at = follows.then(|| {
                let wait = self.random_below(FOLLOW_WAIT_MS);
                now.after(Duration::from_millis(wait))
            });
            let leaving = &mut self.errands.leaving;
            let tell_at = (!stayed.is_empty()).then(|| now.after(TELL_WAIT));
            leaving.follow_at = follow_at.and(leaving.follow_at.or(follow_at));
            leaving.tell_at = tell_at.and(leaving.tell_at.or(tell_at));
        }
        let leaving = &mut self.errands.leaving;
        if leaving.follow_at.take_if(|at| ends || *at <= now).is_some() {
            self.follow_by_itself()?;
        }
        let leaving = &mut self.errands.leaving;
        if leaving.tell_at.take_if(|at| *at <= now).is_some() {
            for one in self.stayed() {
                self.tell_of(one, "still_in")?;
            }
        }
        Ok(())
    }

    fn follow_by_itself(&mut self) -> Result<(), ApiError> {
        for one in self.stayed() {
            if !self.may_follow(one) {
                continue;
            }
            match self.restrict(one.space, Member::Space(one.member)) {
                Ok(_) => self.tell_of(one, "followed_out")?,
                Err(fault) if self.broken => return Err(fault),
                // A space with too much in it, say: its readers are told that she is still there.
                Err(_) => {}
            }
        }
        Ok(())
    }

    /// Whoever was just taken out is taken out of every other space that is administered here.
    pub(super) fn follow_out(
        &mut self,
        who: SpaceId,
        out: &mut Membership,
    ) -> Result<(), ApiError> {
        for one in self.stayed() {
            if one.who == who && self.administers(one.space) {
                let made = self.restrict(one.space, Member::Space(one.member))?;
                out.epochs_rotated += made.epochs_rotated;
                out.bytes += made.bytes;
            }
        }
        Ok(())
    }

    fn administers(&mut self, space: SpaceId) -> bool {
        let device = self.replica.device();
        self.replica.roles().role(device, space) == Role::Admin
    }

    /// Whether this device may take her out alone: against whoever coordinates a space it takes
    /// two persons, and none of them is a program.
    fn may_follow(&mut self, one: Stayed) -> bool {
        let roles = self.replica.roles();
        let hers = roles.devices(one.member).into_keys();
        let mut coordinating = hers.filter(|device| roles.role(*device, one.space) == Role::Admin);
        let is_admin = roles.direct_role(one.space, &Member::Space(one.member)) == Role::Admin;
        self.administers(one.space) && !is_admin && coordinating.next().is_none()
    }

    /// Who is out and still a member of another space that this device reads. Whom somebody let in
    /// there in knowledge of it is left where she is.
    fn stayed(&mut self) -> Vec<Stayed> {
        let mut found = Vec::new();
        let out = self.out_for_good();
        if out.is_empty() {
            return found;
        }
        let own: BTreeSet<Member> = self.own_members().collect();
        let (device, roles) = (self.replica.device(), self.replica.roles());
        let (directory, graph) = (self.replica.directory(), self.replica.graph());
        for (at, who) in out {
            let Some(word) = graph.controls().get(at) else {
                continue;
            };
            let is_hers = |member: SpaceId| member == who || directory.org_of(member) == Some(who);
            for space in graph.spaces() {
                let home = space == word.op.log.space || space == who;
                if home || roles.role(device, space) < Role::Read {
                    continue;
                }
                for (member, _) in roles.direct(space) {
                    let Member::Space(inside) = member else {
                        continue;
                    };
                    let knew = |op: &ControlOp| {
                        op.op.log.space == space
                            && grants(&op.control, &member)
                            && graph.pasts().contains(op.past, at)
                    };
                    if is_hers(inside)
                        && !own.contains(&member)
                        && !graph.controls().iter().any(knew)
                    {
                        found.push(Stayed {
                            space,
                            who,
                            by: word.op.id,
                            member: inside,
                        });
                    }
                }
            }
        }
        found
    }

    /// Persons who are out of their organization and organizations that are out of the network,
    /// and by which word: decided ones alone.
    fn out_for_good(&mut self) -> Vec<(ControlIndex, SpaceId)> {
        let roles = self.replica.roles();
        let membership = self.replica.judge().0.membership();
        let decided: Vec<_> = membership
            .restrictions()
            .iter()
            .filter(|r| r.status == Status::Decided && r.role == Role::None && r.burn)
            .copied()
            .collect();
        let directory = self.replica.directory();
        let out = decided.iter().filter_map(|r| {
            let Member::Space(who) = r.target else {
                return None;
            };
            let belongs = match directory.kind(who) {
                Some(SpaceKind::Org) => directory.network() == Some(r.space),
                Some(SpaceKind::Person) => directory.org_of(who) == Some(r.space),
                _ => false,
            };
            let is_out = roles.direct_role(r.space, &r.target) == Role::None;
            (belongs && is_out).then_some((r.index, who))
        });
        // Where two said it, the first that is held stands for both.
        let mut told = BTreeSet::new();
        out.filter(|(_, who)| told.insert(*who)).collect()
    }

    /// Once for each space in which she stayed.
    fn tell_of(&mut self, one: Stayed, code: &str) -> Result<(), ApiError> {
        let subject = self
            .space_name(one.member)
            .or_else(|| self.person_name(one.member, None))
            .unwrap_or_else(|| one.member.short());
        let space = self.any_space_name(one.space);
        let [by, member, place] = [one.by.to_hex(), one.member.to_hex(), one.space.to_hex()];
        let what = match code {
            "followed_out" => "is out, and was taken out here by this device",
            _ => "is out, and still reads here",
        };
        self.raise(AlertRow {
            id: format!("{code}:{by}:{member}:{place}"),
            code: code.to_owned(),
            text: format!("{subject} {what} ({space})"),
            subject,
            space: Some(space),
            at: rfc3339(self.wall()),
            ..AlertRow::default()
        })
    }
}

/// Whether an operation names a direct member.
fn grants(control: &Control, member: &Member) -> bool {
    match control {
        Control::Create(create) => create.members.iter().any(|grant| grant.member == *member),
        Control::Add(add) => add.member == *member,
        Control::Redeem(redeem) => redeem.member == *member,
        Control::Refound(refound) => refound.admins.contains(member),
        _ => false,
    }
}
