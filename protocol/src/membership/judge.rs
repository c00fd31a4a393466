//! One pass: which operations count when these restrictions are in force.

use super::evaluate::{Evaluation, Frozen};
use super::standing::is_guardian;
use super::status::Cuts;
use super::view::{Applied, Limits, Seen, View};
use crate::graph::ControlOp;
use crate::id::{DeviceId, SpaceId};
use crate::op::{Control, Create, Member, Redeem, Restrict, Role, Second, SpaceKind, Word};
use crate::past::ControlIndex;

/// What counts.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Judgement {
    pub(super) counted: Vec<bool>,
    /// Words that count only as a guardian's: alone they have no effect (R6).
    pub(super) by_guardian: Vec<bool>,
}

enum Verdict {
    Void,
    Counts,
    CountsAsGuardian,
}

impl From<bool> for Verdict {
    fn from(counts: bool) -> Self {
        if counts { Self::Counts } else { Self::Void }
    }
}

/// Judges every operation in causal order.
pub(super) fn judge(evaluation: &Evaluation<'_>, limits: &Limits, cuts: &Cuts) -> Judgement {
    let ops = evaluation.facts.ops;
    let mut judgement = Judgement {
        counted: vec![false; ops.len()],
        by_guardian: vec![false; ops.len()],
    };
    for (at, op) in ops.iter().enumerate() {
        let log = &op.op.log;
        // A space begins whatever became of its founder: others stand on it.
        let begins = matches!(op.control, Control::Create(_));
        let begins = begins && !planted!(evaluation.facts, CutsVoidCreates);
        if !begins && cuts.excludes(evaluation.facts.pasts, log, at) {
            continue;
        }
        let bench = Bench {
            evaluation,
            counted: &judgement.counted,
            limits,
            at,
            op,
        };
        let (counts, by_guardian) = match bench.verdict() {
            Verdict::Void => (false, false),
            Verdict::Counts => (true, false),
            Verdict::CountsAsGuardian => (true, true),
        };
        let facts = evaluation.facts;
        let beside = |other: usize| !facts.knows(at, other) && !facts.knows(other, at);
        let twice = |(other, told): (usize, &ControlOp)| {
            other != at && told.op.log == *log && beside(other)
        };
        let forked = planted!(facts, ForksVoid) && ops.iter().enumerate().any(twice);
        let counts = counts && !forked;
        if let Some(slot) = judgement.counted.get_mut(at) {
            *slot = counts;
        }
        if let Some(slot) = judgement.by_guardian.get_mut(at) {
            *slot = by_guardian;
        }
    }
    judgement
}

/// Where one operation is judged.
struct Bench<'a> {
    evaluation: &'a Evaluation<'a>,
    counted: &'a [bool],
    limits: &'a Limits,
    at: ControlIndex,
    op: &'a ControlOp,
}

impl Bench<'_> {
    fn author(&self) -> DeviceId {
        self.op.op.log.author
    }

    fn space(&self) -> SpaceId {
        self.op.op.log.space
    }

    fn view(&self, applied: Applied) -> View<'_> {
        View {
            facts: self.evaluation.facts,
            counted: self.counted,
            seen: Seen::Past(self.op.past),
            limits: self.limits,
            applied,
        }
    }

    /// What expands is judged under every restriction that is not after it (R8).
    fn expansive(&self) -> View<'_> {
        if planted!(self.evaluation.facts, ConcurrencyVoidsNothing) {
            return self.view(Applied::Past(self.op.past));
        }
        self.view(Applied::NotAfter(self.at))
    }

    fn verdict(&self) -> Verdict {
        match &self.op.control {
            Control::Create(create) => self.create_counts(create).into(),
            // Judged as epochs, not as members (R17).
            Control::Rotate(_) | Control::Forward(_) | Control::Ask(_) | Control::Renew(_) => {
                Verdict::Counts
            }
            Control::Unknown { .. } => Verdict::Void,
            Control::Add(add) => self.add_counts(add.member).into(),
            Control::Redeem(redeem) => self.redeem_counts(redeem).into(),
            Control::Second(second) => match second.word {
                Some(word) => self.word(word, true),
                None => self.second_counts(second).into(),
            },
            Control::Restrict(restrict) => self.restrict(restrict),
            Control::Lift(lift) => self.lift_counts(lift.target).into(),
            Control::Adopt(_) => {
                let view = self.expansive();
                (self.is_admin(&view) && !self.is_frozen()).into()
            }
            Control::Refound(refound) => {
                let view = self.expansive();
                let guardian = is_guardian(&view, self.author(), self.space());
                (!refound.admins.is_empty() && guardian && !self.is_frozen()).into()
            }
        }
    }

    fn is_admin(&self, view: &View<'_>) -> bool {
        view.role(self.author(), self.space()) == Role::Admin
    }

    fn create_counts(&self, create: &Create) -> bool {
        let Some(first) = create.members.first() else {
            return false;
        };
        let facts = self.evaluation.facts;
        let (space, founder) = (self.space(), self.author());
        let guarded = match create.guardian {
            None => create.kind == SpaceKind::Network,
            Some(guardian) => {
                let known = facts.index.create(guardian);
                create.kind != SpaceKind::Network
                    && known.is_some_and(|at| facts.pasts.contains(self.op.past, at))
            }
        };
        let place = match (create.kind, first.member) {
            (SpaceKind::Person, Member::Device(device)) => device == founder,
            (SpaceKind::Org | SpaceKind::Network, Member::Invitation(key)) => key == founder,
            (
                SpaceKind::Subregion | SpaceKind::Working | SpaceKind::Case,
                Member::Space(person),
            ) => self
                .view(Applied::Past(self.op.past))
                .persons(founder)
                .contains(&person),
            _ => false,
        };
        guarded && place && self.op.op.id == space.create_op()
    }

    fn add_counts(&self, member: Member) -> bool {
        let view = self.expansive();
        let index = view.facts.index;
        let closes_cycle = match member {
            Member::Space(below) => view.under(below).contains(&self.space()),
            Member::Device(_) | Member::Invitation(_) => false,
        };
        index.makes_grant(self.at, self.space(), member)
            && !closes_cycle
            && self.is_admin(&view)
            && !self.is_frozen()
    }

    /// A redeem that knows another one of the same place is refused (R12).
    fn redeem_counts(&self, redeem: &Redeem) -> bool {
        // What revokes the place beside it leaves the redeem and takes its role: whoever stands
        // accused through her place keeps her word.
        let view = self.view(Applied::Past(self.op.past));
        let (index, space) = (view.facts.index, self.space());
        let mut rivals = index.redeems(space, redeem.invitation).iter();
        let place = Member::Invitation(redeem.invitation);
        index.makes_grant(self.at, space, redeem.member)
            && !rivals.any(|rival| view.facts.pasts.contains(self.op.past, *rival))
            && view.direct_role(space, place) > Role::None
    }

    /// A second word that completes a grant, confirms a redeem or completes a refounding.
    fn second_counts(&self, second: &Second) -> bool {
        let view = self.expansive();
        let (facts, space, author) = (view.facts, self.space(), self.author());
        let Some(meant) = facts.index.by_id(&second.op).filter(|at| view.sees(*at)) else {
            return false;
        };
        let Some(op) = facts.op(meant).filter(|op| op.op.log.space == space) else {
            return false;
        };
        let may = match &op.control {
            Control::Add(_) => true,
            Control::Redeem(redeem) => {
                let rivals = facts.index.redeems(space, redeem.invitation).iter();
                let mut rivals = rivals.filter(|rival| **rival != meant && view.sees(**rival));
                !rivals.any(|rival| view.is_seconded(*rival))
            }
            Control::Refound(_) => is_guardian(&view, author, space),
            _ => false,
        };
        may && view.differ(space, author, op.op.log.author)
            && (self.is_admin(&view) || is_guardian(&view, author, space))
            && !self.is_frozen()
    }

    fn restrict(&self, restrict: &Restrict) -> Verdict {
        if !self.cut_fits(restrict) {
            return Verdict::Void;
        }
        let word = restrict.word();
        let protected = &self.evaluation.protected;
        if protected.get(self.at).copied().unwrap_or(false) {
            return self.word(word, false);
        }
        // A removal is not undone because its author was removed meanwhile (R8).
        let view = if planted!(self.evaluation.facts, RemovalsUndone) {
            self.expansive()
        } else {
            self.view(Applied::Past(self.op.past))
        };
        (self.is_admin(&view)
            || self.leaves(&view, word.target)
            || self.refuses(&view, word.target))
        .into()
    }

    /// Whether a person's own device, whatever her admin is, refuses whoever would come in by a
    /// place that waits for a confirmation: it may be the only one that she still has.
    fn refuses(&self, view: &View<'_>, target: Member) -> bool {
        let (facts, space) = (view.facts, self.space());
        let mut grants = facts.index.grants(space, target).iter();
        let own = Member::Device(self.author());
        facts.kind(space) == Some(SpaceKind::Person)
            && grants.any(|g| view.sees(g.index) && facts.waits_for_confirmation(g.index))
            && view.direct_role(space, own) >= Role::Write
            && !planted!(facts, RefusalsByAdminsOnly)
    }

    /// Whoever leaves takes nothing back: others stand on what she and hers did.
    fn cuts(&self) -> bool {
        match &self.op.control {
            Control::Restrict(restrict) => {
                !restrict.cut.is_empty() && !planted!(self.evaluation.facts, SelfCuts)
            }
            _ => false,
        }
    }

    /// A word against a protected member (R5).
    fn word(&self, word: Word, is_second: bool) -> Verdict {
        let (space, author) = (self.space(), self.author());
        let view = self.view(Applied::Word(self.at, space, word.target));
        if self.leaves(&view, word.target) {
            return if is_second {
                Verdict::Void
            } else {
                Verdict::Counts
            };
        }
        let is_target = match word.target {
            Member::Device(device) | Member::Invitation(device) => device == author,
            Member::Space(person) => view.persons(author).contains(&person),
        };
        if is_target {
            Verdict::Void
        } else if self.is_admin(&view) {
            Verdict::Counts
        } else if is_second && is_guardian(&view, author, space) {
            Verdict::CountsAsGuardian
        } else {
            Verdict::Void
        }
    }

    /// Whether the author takes herself, or a space that she is admin of, out.
    fn leaves(&self, view: &View<'_>, target: Member) -> bool {
        if self.cuts() {
            return false;
        }
        match target {
            Member::Device(device) => device == self.author(),
            Member::Space(space) => {
                space != self.space()
                    && view.role(self.author(), space) == Role::Admin
                    && view.is_named(self.space(), target)
                    && !self.is_admin_without(view, target)
            }
            Member::Invitation(_) => false,
        }
    }

    /// An admin's act against a space that she is also admin of is a word like any other.
    fn is_admin_without(&self, view: &View<'_>, target: Member) -> bool {
        let avoided = match target {
            Member::Space(space) => Some(space),
            Member::Device(_) | Member::Invitation(_) => None,
        };
        let own = Member::Device(self.author());
        view.member_role(own, self.space(), avoided) == Role::Admin
    }

    /// Only devices that are the target or are reached through it can be cut (R11).
    fn cut_fits(&self, restrict: &Restrict) -> bool {
        if restrict.cut.is_empty() {
            return true;
        }
        let view = self.view(Applied::Nothing);
        if planted!(view.facts, ForeignCuts) {
            return true;
        }
        let own = |device| device == self.author() && self.cuts();
        restrict.cut.iter().all(|line| match restrict.target {
            Member::Device(device) => device == line.device && !own(device),
            Member::Space(space) => {
                !own(line.device) && view.reaches(space, Member::Device(line.device))
            }
            Member::Invitation(_) => false,
        })
    }

    fn lift_counts(&self, target: Member) -> bool {
        let view = self.expansive();
        let (facts, space, author) = (view.facts, self.space(), self.author());
        let known = facts.index.words_on(space, target).iter();
        let lifts = facts.index.lifts(space, target);
        let is_lifted = |word: ControlIndex| {
            let mut lifts = lifts.iter().filter(|lift| view.sees(**lift));
            lifts.any(|lift| facts.knows(*lift, word)) && !planted!(facts, LiftedWordsBind)
        };
        let mut authors = known
            .filter(|word| view.sees(word.index) && !is_lifted(word.index))
            .filter_map(|word| facts.author(word.index))
            .peekable();
        if authors.peek().is_none() {
            return false;
        }
        // Who takes her own word back needs nobody's leave.
        if authors.all(|other| !view.differ(space, author, other)) {
            return true;
        }
        let is_target = match target {
            Member::Device(device) | Member::Invitation(device) => {
                view.is_same_person(device, author)
            }
            Member::Space(person) => view.persons(author).contains(&person),
        };
        let admin = self.is_admin(&view) && !self.is_frozen();
        !is_target && (admin || is_guardian(&view, author, space))
    }

    fn is_frozen(&self) -> bool {
        // When nothing is restricted nobody is accused: which words accuse is asked afterwards.
        if self.evaluation.free.is_empty() {
            return false;
        }
        let view = self.view(Applied::Nothing);
        let protected = &self.evaluation.protected;
        let frozen = Frozen {
            view: &view,
            protected: &|word| protected.get(word.index).copied().unwrap_or(false),
            free: &self.evaluation.free,
        };
        frozen.is(self.author(), self.space())
    }
}
