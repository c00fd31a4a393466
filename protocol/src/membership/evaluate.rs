//! The evaluation: which control operations count, which restrictions are in force.

use std::collections::BTreeSet;

use super::Roles;
use super::index::{Index, WordAt};
use super::judge::{Judgement, judge};
use super::planted::Rules;
use super::standing::{self, RefoundWords};
use super::status::{Cuts, status};
use super::view::{Applied, Facts, Limits, Seen, View};
use crate::graph::ControlOp;
use crate::id::{DeviceId, OpId, SpaceId};
use crate::op::{Control, LogId, Member, Role, SpaceKind};
use crate::past::{ControlIndex, PastId, PastTable};

/// Rounds after which an evaluation that does not settle is ended: doubt then keeps restrictions
/// and drops grants. Seen: at most three.
const ROUNDS_MAX: usize = 8;

/// Whether a restriction can still be taken back.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Status {
    /// One word against a protected member: in force, reversible (R6).
    Pending,
    /// In force for good.
    Decided,
}

/// A restriction in force.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Restriction {
    /// Its number.
    pub index: ControlIndex,
    /// Where.
    pub space: SpaceId,
    /// Whom.
    pub target: Member,
    /// What stays.
    pub role: Role,
    /// For good.
    pub burn: bool,
    /// One word or enough.
    pub status: Status,
}

/// What counts in a set of control operations.
#[derive(Clone, Debug, Default)]
pub struct Membership {
    index: Index,
    counted: Vec<bool>,
    free: Vec<bool>,
    limits: Limits,
    cuts: Cuts,
    /// Space by space: nobody shows in one what lies aside in another.
    adopted: BTreeSet<(SpaceId, OpId)>,
    confirmed: BTreeSet<OpId>,
    lifts: Vec<ControlIndex>,
    /// Whether one more round would have been left.
    has_slack: bool,
    rules: Rules,
}

/// What one evaluation is made of.
pub(super) struct Evaluation<'a> {
    pub(super) facts: Facts<'a>,
    /// Restrictions that need two words (R4).
    pub(super) protected: Vec<bool>,
    /// What counts when nothing is restricted.
    pub(super) free: Vec<bool>,
}

/// What the alternation ended with.
struct Settlement {
    under: Vec<bool>,
    limits: Limits,
    cuts: Cuts,
    has_slack: bool,
}

impl Membership {
    /// Evaluates a set of operations that holds the past of each, in any causal order.
    #[must_use]
    pub fn evaluate(ops: &[ControlOp], pasts: &PastTable) -> Self {
        Self::evaluate_by(ops, pasts, Rules::default())
    }

    /// The same by rules that may have a mistake in them.
    #[must_use]
    pub fn evaluate_by(ops: &[ControlOp], pasts: &PastTable, rules: Rules) -> Self {
        let index = Index::new(ops, pasts);
        let facts = Facts {
            ops,
            pasts,
            index: &index,
            rules,
        };
        Self::of(facts).with(index)
    }

    fn with(mut self, index: Index) -> Self {
        self.index = index;
        self
    }

    fn of(facts: Facts<'_>) -> Self {
        let ops = facts.ops;
        let mut evaluation = Evaluation {
            facts,
            protected: vec![true; ops.len()],
            free: Vec::new(),
        };
        let free = judge(&evaluation, &Limits::default(), &Cuts::default());
        evaluation.free.clone_from(&free.counted);
        evaluation.protected = (0..ops.len())
            .map(|at| evaluation.is_protected(at))
            .collect();
        let Settlement {
            under,
            limits,
            cuts,
            has_slack,
        } = evaluation.settle(free);
        let of_kind = |at: &ControlIndex| under.get(*at).copied().unwrap_or(false);
        let counted_ops = || {
            let all = ops.iter().enumerate();
            all.filter(|(at, _)| of_kind(at)).map(|(_, op)| op)
        };
        let adopted = counted_ops()
            .filter_map(|op| match &op.control {
                Control::Adopt(adopt) => {
                    let space = op.op.log.space;
                    Some(adopt.ops.iter().map(move |adopted| (space, *adopted)))
                }
                _ => None,
            })
            .flatten()
            .collect();
        let lifts = (0..ops.len())
            .filter(|at| matches!(ops.get(*at).map(|op| &op.control), Some(Control::Lift(_))))
            .collect();
        let mut membership = Self {
            index: Index::default(),
            counted: Vec::new(),
            free: Vec::new(),
            limits,
            cuts,
            adopted,
            confirmed: BTreeSet::new(),
            lifts,
            has_slack,
            rules: facts.rules,
        };
        let view = View {
            facts,
            counted: &under,
            seen: Seen::Everything,
            limits: &membership.limits,
            applied: Applied::Everything,
        };
        membership.confirmed = (0..ops.len())
            .filter(|at| under.get(*at).copied().unwrap_or(false) && view.is_seconded(*at))
            .filter_map(|at| Some(ops.get(at)?.op.id))
            .collect();
        membership.counted = under;
        membership.free = evaluation.free;
        membership
    }

    /// Takes in the operations that came since, if they only carry keys: the result is that of
    /// evaluating all of them. False if it has to be evaluated again; nothing is changed then.
    ///
    /// Invariant: no rule asks about a `rotate`, a `forward` or an `ask`. They grant nothing, are
    /// no words, no second ones and no lifts, and in the past of none that was there before; a cut
    /// can name one, which `Index::is_key` refuses. So every verdict on the others stands in every
    /// round, and theirs is whether a cut leaves them out. Whether they are left out may settle one
    /// round later than the rest, so one more round must have been left.
    pub fn take_keys(&mut self, ops: &[ControlOp], pasts: &PastTable) -> bool {
        let known = self.counted.len();
        let new = ops.get(known..).unwrap_or_default();
        let only_keys = new.iter().all(|op| self.index.is_key(op));
        if !only_keys || !(self.has_slack || new.is_empty()) {
            return false;
        }
        for (at, op) in ops.iter().enumerate().skip(known) {
            let out = self.cuts.excludes(pasts, &op.op.log, at);
            self.counted.push(!out);
            self.free.push(true);
            self.index.take_key(at, op);
        }
        true
    }

    /// Whether two evaluations of the same operations say the same of all of them.
    #[cfg(test)]
    pub(super) fn says_the_same(&self, other: &Self) -> bool {
        self.counted == other.counted
            && self.free == other.free
            && self.limits.list == other.limits.list
            && self.cuts == other.cuts
            && self.adopted == other.adopted
            && self.confirmed == other.confirmed
            && self.lifts == other.lifts
    }

    /// How many operations were evaluated.
    #[must_use]
    pub fn len(&self) -> usize {
        self.counted.len()
    }

    /// Whether none was.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.counted.is_empty()
    }

    /// Whom any operation, void or not, named a reader of a space, and which.
    #[must_use]
    pub fn named_readers(&self, space: SpaceId) -> &[(ControlIndex, Member)] {
        self.index.readers(space)
    }

    /// Whether an operation counts.
    #[must_use]
    pub fn counts(&self, index: ControlIndex) -> bool {
        self.counted.get(index).copied().unwrap_or(false)
    }

    /// Restrictions in force, one a word.
    #[must_use]
    pub fn restrictions(&self) -> &[Restriction] {
        &self.limits.list
    }

    /// Every `lift`, counting or not, as they may have handed keys on (R19).
    #[must_use]
    pub fn lifts(&self) -> &[ControlIndex] {
        &self.lifts
    }

    /// Whether a second word confirmed a `redeem`, or completed a grant.
    #[must_use]
    pub fn is_confirmed(&self, op: &OpId) -> bool {
        self.confirmed.contains(op)
    }

    /// Whether a decided cut leaves content out (R11). `leads_to` says whether it stands on the
    /// branch whose place before the number holds the operation.
    #[must_use]
    pub fn is_cut(&self, log: &LogId, leads_to: &dyn Fn(u64, OpId) -> bool) -> bool {
        self.cuts.excludes_content(log, leads_to)
    }

    /// Whether a decided cut says which branch of a forked log stays (R16).
    #[must_use]
    pub fn is_settled(&self, log: &LogId) -> bool {
        self.cuts.settles(log)
    }

    /// Whether somebody who may showed content that would lie aside (R15).
    #[must_use]
    pub fn is_adopted(&self, space: SpaceId, op: &OpId) -> bool {
        if planted!(self, AdoptAnywhere) {
            return self.adopted.iter().any(|(_, adopted)| adopted == op);
        }
        self.adopted.contains(&(space, *op))
    }

    /// What is adopted, and where logs are cut: content is shown by it.
    pub(crate) fn shown_by(&self) -> (&BTreeSet<(SpaceId, OpId)>, &Cuts) {
        (&self.adopted, &self.cuts)
    }

    /// Roles as they stand with everything held.
    #[must_use]
    pub fn roles(&self, ops: &[ControlOp], pasts: &PastTable) -> Roles {
        self.view(ops, pasts, None).roles()
    }

    /// Roles if nobody were suspended: who still has a word to give.
    #[must_use]
    pub fn standing(&self, ops: &[ControlOp], pasts: &PastTable) -> Roles {
        let view = View {
            applied: Applied::Decided,
            ..self.view(ops, pasts, None)
        };
        view.roles()
    }

    /// What would count if nobody were restricted: operations refer to what is void by now, and
    /// whoever is to judge them needs it.
    #[must_use]
    pub fn unrestricted<'a>(&'a self, ops: &'a [ControlOp], pasts: &'a PastTable) -> View<'a> {
        View {
            counted: &self.free,
            applied: Applied::Nothing,
            ..self.view(ops, pasts, None)
        }
    }

    /// What counts here of what an operation knew, or of everything (R10).
    #[must_use]
    pub fn view<'a>(
        &'a self,
        ops: &'a [ControlOp],
        pasts: &'a PastTable,
        past: Option<PastId>,
    ) -> View<'a> {
        View {
            facts: Facts {
                ops,
                pasts,
                index: &self.index,
                rules: self.rules,
            },
            counted: &self.counted,
            seen: past.map_or(Seen::Everything, Seen::Past),
            limits: &self.limits,
            applied: past.map_or(Applied::Everything, Applied::Past),
        }
    }
}

impl View<'_> {
    /// Whether a device may give the second word in a space (R9).
    #[must_use]
    pub fn is_guardian(&self, device: DeviceId, space: SpaceId) -> bool {
        standing::is_guardian(self, device, space)
    }

    /// What the organizations said so far to a refounding of their network (R14); nothing for that
    /// of another space.
    #[must_use]
    pub fn refound_words(&self, refound: ControlIndex) -> Option<RefoundWords> {
        let op = self.facts.op(refound)?;
        matches!(op.control, Control::Refound(_)).then_some(())?;
        standing::words_for(self, refound)
    }

    /// Whether a refounding has the words that it needs (R14): a second one, of a network those of
    /// two thirds of the organizations.
    #[must_use]
    pub fn is_refounded(&self, refound: ControlIndex) -> bool {
        standing::is_completed(self, refound)
    }

    /// Whether a device accused somebody and may not expand until another person seconded it or
    /// it took the word back (R7).
    #[must_use]
    pub fn is_frozen(&self, device: DeviceId, space: SpaceId) -> bool {
        let frozen = Frozen {
            view: self,
            protected: &|word| word.is_second || self.is_open_word(word.index),
            free: self.counted,
        };
        frozen.is(device, space)
    }

    /// A word in force that another person may still second: shown, never judged by.
    fn is_open_word(&self, at: ControlIndex) -> bool {
        let mut pending = self.limits.list.iter();
        pending.any(|r| r.index == at && r.status == Status::Pending)
    }

    /// Whether a grant of admin waits for its second word (R3).
    #[must_use]
    pub fn is_waiting(&self, space: SpaceId, member: Member) -> bool {
        let grants = self.facts.index.grants(space, member).iter();
        let mut asked = grants.filter(|grant| self.sees(grant.index));
        let role = self.direct_role(space, member);
        role > Role::None && role < Role::Admin && asked.any(|grant| grant.role == Role::Admin)
    }
}

/// Who may not expand (R7): an accuser whose word nobody seconded and nobody took back.
pub(super) struct Frozen<'a> {
    /// What the accuser knew.
    pub(super) view: &'a View<'a>,
    /// Which words need a second.
    pub(super) protected: &'a dyn Fn(&WordAt) -> bool,
    /// What counts when nothing is restricted: such a second is enough.
    pub(super) free: &'a [bool],
}

impl Frozen<'_> {
    pub(super) fn is(&self, author: DeviceId, space: SpaceId) -> bool {
        if planted!(self.view.facts, AccuserNotFrozen) {
            return false;
        }
        self.view
            .facts
            .index
            .words()
            .any(|(at, target, words)| self.is_by(author, space, at, target, words))
    }

    fn is_by(
        &self,
        author: DeviceId,
        space: SpaceId,
        at: SpaceId,
        target: Member,
        words: &[WordAt],
    ) -> bool {
        let (view, facts) = (self.view, self.view.facts);
        let known = |index| match view.seen {
            Seen::Past(past) => facts.pasts.contains(past, index),
            Seen::Everything | Seen::NotAfter(_) => true,
        };
        words.iter().any(|word| {
            let Some(accuser) = facts.author(word.index) else {
                return false;
            };
            let is_open = view.sees(word.index)
                && (self.protected)(word)
                && target != Member::Device(accuser)
                && view.is_same_person(author, accuser);
            let only = planted!(facts, FrozenInTheSpaceOnly) && at != space;
            if !is_open || only || !view.at_or_above(at).contains(&space) {
                return false;
            }
            let is_lifted = |word: ControlIndex| {
                let lifts = facts.index.lifts(at, target).iter();
                let mut lifts = lifts.filter(|lift| view.sees(**lift));
                lifts.any(|lift| facts.knows(*lift, word))
            };
            let is_seconded = words.iter().any(|other| {
                // What somebody said and a lift took back seconds nothing said later.
                let stands = !is_lifted(other.index) || planted!(facts, LiftedWordsSecond);
                let counts = stands && self.free.get(other.index).copied().unwrap_or(false);
                let author = facts.author(other.index);
                counts && known(other.index) && author.is_some_and(|a| view.differ(at, a, accuser))
            });
            !is_lifted(word.index) && !is_seconded
        })
    }
}

impl Evaluation<'_> {
    /// Alternates between "most restrictions" and "fewest" until neither changes.
    fn settle(&self, free: Judgement) -> Settlement {
        let mut over = free;
        let mut under = Judgement::default();
        let mut most = Limits::default();
        for round in 1..=ROUNDS_MAX {
            let before = most;
            most = status(self, &over, &under.counted);
            let cuts = Cuts::new(self, &most, &over.counted);
            let least = judge(self, &most, &cuts);
            let fewest = status(self, &least, &over.counted);
            let next = judge(self, &fewest, &Cuts::new(self, &fewest, &least.counted));
            let settled = before.list == most.list && under == least && over == next;
            (under, over) = (least, next);
            if settled {
                return Settlement {
                    under: under.counted,
                    limits: most,
                    cuts,
                    has_slack: round < ROUNDS_MAX,
                };
            }
        }
        // Doubt: what either of the last rounds restricted, and what counts under all of it.
        let last = status(self, &over, &under.counted);
        let mut list = most.list;
        for r in last.list {
            if !list.contains(&r) {
                list.push(r);
            }
        }
        let limits = Limits::new(list);
        let cuts = Cuts::new(self, &limits, &over.counted);
        let under = judge(self, &limits, &cuts);
        Settlement {
            under: under.counted,
            limits,
            cuts,
            has_slack: false,
        }
    }

    /// Whether a restriction needs two words: in a person's space, and where its target is or
    /// reaches admin in what its author knew and what is concurrent to that (R4).
    fn is_protected(&self, at: ControlIndex) -> bool {
        let facts = self.facts;
        let Some(op) = facts.op(at) else {
            return false;
        };
        let target = match &op.control {
            Control::Restrict(restrict) => restrict.target,
            Control::Second(second) if second.word.is_some() => return true,
            _ => return false,
        };
        let space = op.op.log.space;
        if let Member::Invitation(key) = target {
            return self.is_confirmed_place(at, space, key);
        }
        if facts.kind(space) == Some(SpaceKind::Person) {
            return true;
        }
        // Restrictions on the target itself are left out; others count if what the author knew
        // decided them.
        let known = super::status::decided_in(self, op.past, (space, target));
        let view = View {
            facts,
            counted: &self.free,
            seen: if planted!(facts, ProtectedByThePastOnly) {
                Seen::Past(op.past)
            } else {
                Seen::NotAfter(at)
            },
            limits: &known,
            applied: Applied::Everything,
        };
        view.member_role(target, space, None) == Role::Admin || self.cuts_admins(at, space)
    }

    /// What counts when nothing is restricted, and is not after an operation.
    fn not_after<'b>(&'b self, at: ControlIndex, nothing: &'b Limits) -> View<'b> {
        View {
            facts: self.facts,
            counted: &self.free,
            seen: Seen::NotAfter(at),
            limits: nothing,
            applied: Applied::Nothing,
        }
    }

    /// Whether a cut names somebody who is admin or guardian where it works: reached through a
    /// target without such a role, she would lose by one word what takes two.
    fn cuts_admins(&self, at: ControlIndex, space: SpaceId) -> bool {
        let Some(Control::Restrict(restrict)) = self.facts.op(at).map(|op| &op.control) else {
            return false;
        };
        if restrict.cut.is_empty() || planted!(self.facts, CutOfAdminsByOne) {
            return false;
        }
        let nothing = Limits::default();
        let spaces = self.not_after(at, &nothing).containing(space);
        self.cuts_admins_of(at, &spaces)
    }

    /// The same, of these spaces.
    pub(super) fn cuts_admins_of(&self, at: ControlIndex, spaces: &BTreeSet<SpaceId>) -> bool {
        let Some(Control::Restrict(restrict)) = self.facts.op(at).map(|op| &op.control) else {
            return false;
        };
        let nothing = Limits::default();
        let view = self.not_after(at, &nothing);
        let devices: BTreeSet<DeviceId> = restrict.cut.iter().map(|line| line.device).collect();
        spaces.iter().any(|space| {
            let mut devices = devices.iter();
            devices.any(|device| {
                view.role(*device, *space) == Role::Admin
                    || standing::is_guardian(&view, *device, *space)
            })
        })
    }

    /// Whether revoking an invitation takes an admin out: one who came by a founding place and was
    /// confirmed, unless the author knew her redeem, which she then leaves as it is.
    fn is_confirmed_place(&self, at: ControlIndex, space: SpaceId, key: DeviceId) -> bool {
        let nothing = Limits::default();
        let view = self.not_after(at, &nothing);
        let mut redeems = self.facts.index.redeems(space, key).iter();
        !planted!(self.facts, PlaceRevokedByOne)
            && view.is_founding_place(space, key)
            && redeems.any(|redeem| {
                !self.facts.knows(at, *redeem) && view.sees(*redeem) && view.is_seconded(*redeem)
            })
    }
}
