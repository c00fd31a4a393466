//! Acts on members: words against them, words for them, cuts, refounding.
//!
//! Each act is tried first: what the rules would leave without effect is not written.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::deps::{EPOCH_BYTES, Next};
use super::{ActFault, Made, Replica};
use crate::crypto::CryptoRng;
use crate::graph::Graph;
use crate::id::{DeviceId, OpId, SpaceId};
use crate::keys::{Epochs, Judge};
use crate::limits::{ADOPT_MAX, CREATE_MEMBERS_MAX, CUT_MAX};
use crate::membership::{Roles, Status};
use crate::op::{
    Add, Adopt, Control, Cut, Lane, Lift, LogId, Member, OpDraft, OpRef, Refound, Restrict, Role,
    Second, VerifiedRun, Word,
};
use crate::time::WallTime;

impl Replica {
    /// Says a word against a member: takes a role away, with a fresh epoch in the same operation.
    /// Against whoever is protected it suspends until another person gives the second word.
    ///
    /// # Errors
    ///
    /// [`ActFault`] says why nothing was written.
    pub fn restrict(
        &mut self,
        space: SpaceId,
        word: Word,
        cut: Vec<Cut>,
        now: WallTime,
        rng: &mut dyn CryptoRng,
    ) -> Result<Made, ActFault> {
        self.secrets()?;
        at_most(cut.len(), CUT_MAX)?;
        self.need_role(space, Role::Carrier)?;
        let roles = self.roles();
        let target = word.target;
        let herself = match target {
            Member::Device(device) => device == self.device,
            Member::Space(below) => {
                roles.role(self.device, below) == Role::Admin
                    && roles.role(self.device, space) < Role::Admin
            }
            Member::Invitation(_) => false,
        };
        if !herself {
            self.need_role(space, Role::Admin)?;
        }
        let waits = |replica: &mut Self| match target {
            Member::Device(device) => replica.waits_in(device).is_some(),
            Member::Space(_) | Member::Invitation(_) => false,
        };
        let known = roles.reaches(space, &target)
            || roles.direct(space).any(|(member, _)| member == target)
            || waits(self);
        if !known {
            return Err(ActFault::NoMember);
        }
        let mut restrict = Restrict {
            target,
            role: word.role,
            burn: word.burn,
            cut,
            epoch: None,
        };
        let control = Control::Restrict(Box::new(restrict.clone()));
        let body = control.encode().len().saturating_add(EPOCH_BYTES);
        let mut next = self.next(space, Lane::Control, &[], body)?;
        let device = self.device;
        let look = |judge: &mut Judge, graph: &Graph, epochs: &Epochs| {
            let past = judge.everything();
            // Whoever cannot write afterwards carries no epoch: another will mint one.
            let writes = judge.view(graph, past).role(device, space) >= Role::Write;
            let mints = writes && !matches!(target, Member::Invitation(_));
            mints.then(|| judge.recipients(graph, epochs, space, past))
        };
        let mut recipients = match self.after(&next, &control, look) {
            Err(ActFault::NoEffect) => return Err(self.why_no_word(&next, restrict)),
            other => other?,
        };
        let mut made = Made::default();
        if let Some(known) = &recipients {
            made = self.mend_below(known, now, rng)?;
            if !made.runs.is_empty() {
                next = self.next(space, Lane::Control, &[], body)?;
                recipients = self.after(&next, &control, look)?;
            }
        }
        let mut slots = None;
        if let Some(recipients) = recipients {
            let (keys, epoch, sealed) = self.mint_for(space, &recipients, rng)?;
            if let Some(secrets) = &mut self.secrets {
                secrets.ring.insert(keys);
            }
            restrict.epoch = Some(epoch);
            slots = Some(sealed);
        }
        let body = Control::Restrict(Box::new(restrict)).encode();
        made.extend(self.apply(next, None, body, slots, None, now)?);
        Ok(made)
    }

    /// Why a word would not count: for its cut, where it would without one.
    fn why_no_word(&mut self, next: &Next, mut restrict: Restrict) -> ActFault {
        if std::mem::take(&mut restrict.cut).is_empty() {
            return ActFault::NoEffect;
        }
        let bare = Control::Restrict(Box::new(restrict));
        match self.after(next, &bare, |_, _, _| ()) {
            Ok(()) => ActFault::ForeignCut,
            Err(fault) => fault,
        }
    }

    /// Looks at the state that an operation would make, if it counts there.
    fn after<T>(
        &mut self,
        next: &Next,
        control: &Control,
        look: impl FnOnce(&mut Judge, &Graph, &Epochs) -> T,
    ) -> Result<T, ActFault> {
        let draft = OpDraft {
            header: next.header.clone(),
            salt: None,
            body: control.encode(),
        };
        let run = VerifiedRun::sign(draft, self.secrets()?.keys.signing())?;
        let op = run.ops().first().ok_or(ActFault::NoEffect)?;
        let (epochs, rules) = (&self.epochs, self.rules());
        let look = |graph: &mut Graph, at| {
            let mut judge = Judge::by(graph, rules);
            let counts = judge.membership().counts(at);
            counts.then(|| look(&mut judge, graph, epochs))
        };
        let found = if next.before.is_empty() {
            self.graph.tried(op, look)
        } else {
            let mut copy = self.graph.clone();
            for run in &next.before {
                copy.insert(run.clone())?;
            }
            copy.tried(op, look)
        };
        found.ok_or(ActFault::NoEffect)
    }

    /// Names a member. Nobody is told a code that opens nothing: an accuser who may not expand
    /// is refused.
    ///
    /// # Errors
    ///
    /// [`ActFault`] says why nothing was written.
    pub fn add(&mut self, space: SpaceId, add: Add, now: WallTime) -> Result<Made, ActFault> {
        self.secrets()?;
        self.need_role(space, Role::Admin)?;
        self.need_unburned(space, &[add.member])?;
        let also = match add.member {
            Member::Space(below) => self.heads_of(below),
            _ => Vec::new(),
        };
        self.control_that_counts(space, &Control::Add(Box::new(add)), &also, now)
    }

    /// Refuses what would name a device again that is out of a space for good: no grant of it
    /// holds there (R1).
    fn need_unburned(&mut self, space: SpaceId, members: &[Member]) -> Result<(), ActFault> {
        let membership = self.judge().0.membership();
        let mut burned = membership.restrictions().iter().filter(|r| {
            let device = matches!(r.target, Member::Device(_));
            device && r.burn && r.space == space && r.status == Status::Decided
        });
        match burned.any(|r| members.contains(&r.target)) {
            true => Err(ActFault::Burned),
            false => Ok(()),
        }
    }

    /// Writes a control operation if it would count.
    pub(super) fn control_that_counts(
        &mut self,
        space: SpaceId,
        control: &Control,
        also: &[OpRef],
        now: WallTime,
    ) -> Result<Made, ActFault> {
        self.secrets()?;
        if !self.graph.has_space(space) {
            return Err(ActFault::NoSpace);
        }
        let next = self.tried(space, control, also)?;
        self.apply(next, None, control.encode(), None, None, now)
    }

    /// Where a control operation would stand, if it would count.
    fn tried(
        &mut self,
        space: SpaceId,
        control: &Control,
        also: &[OpRef],
    ) -> Result<Next, ActFault> {
        let next = self.next(space, Lane::Control, also, control.encode().len())?;
        match self.after(&next, control, |_, _, _| ()) {
            Ok(()) => Ok(next),
            Err(ActFault::NoEffect) => Err(self.why_not(space, control)),
            Err(other) => Err(other),
        }
    }

    fn why_not(&mut self, space: SpaceId, control: &Control) -> ActFault {
        if self.is_frozen(space) {
            return ActFault::Frozen;
        }
        let (device, got) = (self.device, self.roles().role(self.device, space));
        let (judge, graph, _) = self.judge();
        let view = judge.view(graph, judge.everything());
        if got == Role::Admin || view.is_guardian(device, space) {
            self.why_void(space, control)
        } else {
            ActFault::NotPermitted {
                got,
                needed: Role::Admin,
            }
        }
    }

    /// Which rule leaves without effect what its author may say.
    fn why_void(&mut self, space: SpaceId, control: &Control) -> ActFault {
        let (judge, graph, _) = self.judge();
        let is_taken = |second: &Second| {
            let at = graph.control_index(&second.op)?;
            let Control::Redeem(redeem) = &graph.controls().get(at)?.control else {
                return None;
            };
            let membership = judge.membership();
            let mut others = graph.controls().iter().filter(|other| {
                let same = |control: &Control| match control {
                    Control::Redeem(rival) => rival.invitation == redeem.invitation,
                    _ => false,
                };
                other.op.id != second.op && other.op.log.space == space && same(&other.control)
            });
            others.find(|rival| membership.is_confirmed(&rival.op.id))
        };
        match control {
            Control::Add(add) => match add.member {
                Member::Space(below)
                    if judge
                        .view(graph, judge.everything())
                        .under(below)
                        .contains(&space) =>
                {
                    ActFault::Cycle
                }
                _ => ActFault::NoEffect,
            },
            Control::Second(second) if is_taken(second).is_some() => ActFault::Taken,
            _ => ActFault::NoEffect,
        }
    }

    /// Whether this device's person accused somebody and may not expand in a space (R7).
    pub fn is_frozen(&mut self, space: SpaceId) -> bool {
        let device = self.device;
        let (judge, graph, _) = self.judge();
        let everything = judge.everything();
        judge.view(graph, everything).is_frozen(device, space)
    }

    /// Gives the second word to an operation: a grant of admin, a redeem after its safety words
    /// were compared, a refounding, or a word against a member.
    ///
    /// # Errors
    ///
    /// [`ActFault`] says why nothing was written.
    pub fn second(&mut self, op: OpId, now: WallTime) -> Result<Made, ActFault> {
        let (space, second) = self.second_of(op)?;
        let also = self.standing_heads();
        self.control_that_counts(space, &second, &also, now)
    }

    /// Whether [`Replica::second`] would write something.
    ///
    /// # Errors
    ///
    /// [`ActFault`] says why it would not.
    pub fn may_second(&mut self, op: OpId) -> Result<(), ActFault> {
        self.secrets()?;
        let (space, second) = self.second_of(op)?;
        let also = self.standing_heads();
        self.tried(space, &second, &also).map(|_| ())
    }

    /// Devices that a second word throws out beside those of whom it is about: in somewhere if the
    /// words were taken back, nowhere there once they are decided. None for anything but a word.
    ///
    /// # Errors
    ///
    /// [`ActFault`] says why this device may not give it.
    pub fn second_ousts(&mut self, op: OpId) -> Result<Vec<DeviceId>, ActFault> {
        self.secrets()?;
        let (space, second) = self.second_of(op)?;
        let Control::Second(Second {
            word: Some(word), ..
        }) = &second
        else {
            return Ok(Vec::new());
        };
        let target = word.target;
        let also = self.standing_heads();
        let decided = self.roles_after(space, &second, &also)?;
        let lift = Control::Lift(Lift { target });
        // Whoever may not take them back compares with what holds meanwhile.
        let freed = match self.roles_after(space, &lift, &also) {
            Ok(roles) => roles,
            Err(_) => self.roles(),
        };
        let hers = match target {
            Member::Space(space) => decided.named_devices(space),
            Member::Device(device) | Member::Invitation(device) => BTreeSet::from([device]),
        };
        let loses = |device: &DeviceId| {
            let had = freed.spaces_of(*device).into_iter();
            let mut had = had.filter(|(_, role)| *role > Role::None);
            had.any(|(space, _)| decided.role(*device, space) == Role::None)
        };
        let others = self.directory.all_devices();
        let others = others.filter(|device| !hers.contains(device) && loses(device));
        Ok(others.collect::<BTreeSet<DeviceId>>().into_iter().collect())
    }

    fn roles_after(
        &mut self,
        space: SpaceId,
        control: &Control,
        also: &[OpRef],
    ) -> Result<Arc<Roles>, ActFault> {
        let next = self.next(space, Lane::Control, also, control.encode().len())?;
        self.after(&next, control, |judge, graph, _| judge.roles(graph))
    }

    fn second_of(&self, op: OpId) -> Result<(SpaceId, Control), ActFault> {
        let at = self.graph.control_index(&op).ok_or(ActFault::NoMember)?;
        let meant = self.graph.controls().get(at).ok_or(ActFault::NoMember)?;
        let space = meant.op.log.space;
        let word = match &meant.control {
            Control::Restrict(restrict) => Some(restrict.word()),
            Control::Second(second) => second.word,
            _ => None,
        };
        Ok((space, Control::Second(Second { op, word })))
    }

    /// Takes back the words against a member that are known here, unless they decided.
    ///
    /// # Errors
    ///
    /// [`ActFault`] says why nothing was written.
    pub fn lift(
        &mut self,
        space: SpaceId,
        target: Member,
        now: WallTime,
    ) -> Result<Made, ActFault> {
        let also = self.standing_heads();
        self.control_that_counts(space, &Control::Lift(Lift { target }), &also, now)
    }

    /// Whether [`Replica::lift`] would write something.
    ///
    /// # Errors
    ///
    /// [`ActFault`] says why it would not.
    pub fn may_lift(&mut self, space: SpaceId, target: Member) -> Result<(), ActFault> {
        self.secrets()?;
        let lift = Control::Lift(Lift { target });
        let also = self.standing_heads();
        self.tried(space, &lift, &also).map(|_| ())
    }

    /// Shows content that lies aside.
    ///
    /// # Errors
    ///
    /// [`ActFault`] says why nothing was written.
    pub fn adopt(
        &mut self,
        space: SpaceId,
        ops: Vec<OpId>,
        now: WallTime,
    ) -> Result<Made, ActFault> {
        at_most(ops.len(), ADOPT_MAX)?;
        self.control_that_counts(space, &Control::Adopt(Adopt { ops }), &[], now)
    }

    /// Names the admins of a space whose own cannot act: the first of two words.
    ///
    /// # Errors
    ///
    /// [`ActFault`] says why nothing was written.
    pub fn refound(
        &mut self,
        space: SpaceId,
        admins: Vec<Member>,
        now: WallTime,
    ) -> Result<Made, ActFault> {
        at_most(admins.len(), CREATE_MEMBERS_MAX)?;
        self.need_unburned(space, &admins)?;
        let also = self.standing_heads();
        self.control_that_counts(space, &Control::Refound(Refound { admins }), &also, now)
    }

    /// What a guardian stands on: her person and her organization lie under a guardian of the
    /// space, not under the space, so nothing else of the operation refers to them.
    fn standing_heads(&self) -> Vec<OpRef> {
        let person = self.directory.person_of(self.device);
        let org = self.directory.org_of_device(self.device);
        let spaces = [person, org].into_iter().flatten();
        spaces.flat_map(|space| self.heads_of(space)).collect()
    }

    /// What a cut of a member says when everything held of its devices stays: their logs in the
    /// space and in every space above it. Of a forked log stays what its branches share, or the
    /// branch that brought one of `keep`. Lower the lengths to leave out more.
    pub fn cut_of(&mut self, space: SpaceId, target: Member, keep: &[OpId]) -> Vec<Cut> {
        let roles = self.roles();
        let devices: Vec<DeviceId> = match target {
            Member::Device(device) => vec![device],
            Member::Space(below) => roles.named_devices(below).into_iter().collect(),
            Member::Invitation(_) => Vec::new(),
        };
        let above: Vec<SpaceId> = self
            .graph
            .spaces()
            .filter(|at| *at == space || roles.under(*at).contains(&space))
            .collect();
        let mut lines = Vec::new();
        for space in above {
            for log in self.graph.logs_of(space) {
                if devices.contains(&log.author) {
                    lines.extend(self.cut_line(log, keep));
                }
            }
        }
        lines
    }

    fn cut_line(&self, log: LogId, keep: &[OpId]) -> Option<Cut> {
        let (length, last) = match self.graph.fork_point(&log) {
            None => {
                let head = self.graph.admitted_head(&log)?;
                (head.seq.saturating_add(1), Some(head.id))
            }
            Some(point) => match self.branch_with(&log, point, keep) {
                Some(head) => (head.seq.saturating_add(1), Some(head.id)),
                None => (
                    point,
                    point
                        .checked_sub(1)
                        .and_then(|seq| self.graph.id_at(&log, seq)),
                ),
            },
        };
        Some(Cut {
            space: log.space,
            device: log.author,
            lane: log.lane,
            length,
            last,
        })
    }

    /// The end of the branch of a forked log that brought one of these, after all that the
    /// branches share.
    fn branch_with(&self, log: &LogId, point: u64, ops: &[OpId]) -> Option<OpRef> {
        let mut heads = self.graph.admitted_heads(log).into_iter();
        heads.find(|head| {
            let branch = self.graph.branch_of(log, head.seq, head.id);
            branch.is_some_and(|branch| {
                let mut brought = (point..=head.seq).filter_map(|at| self.graph.id_on(&branch, at));
                brought.any(|id| ops.contains(&id))
            })
        })
    }
}

const fn at_most(got: usize, max: usize) -> Result<(), ActFault> {
    if got > max {
        return Err(ActFault::TooMany { got, max });
    }
    Ok(())
}
