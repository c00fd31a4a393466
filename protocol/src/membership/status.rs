//! Words put together: what is pending, what is decided, where logs are cut (R5, R6, R11, R14).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::evaluate::{Evaluation, Restriction, Status};
use super::index::WordAt;
use super::judge::Judgement;
use super::standing;
use super::view::{Applied, Limits, Seen, View};
use crate::id::{DeviceId, OpId, SpaceId};
use crate::op::{Control, Cut, LogId, Member, OpRef, Role, SpaceKind, Word};
use crate::past::{ControlIndex, PastId, PastTable};

/// What a word asks for, the strongest first: out for good, out, down to a role.
type Effect = (Role, bool);

fn effect(word: Word) -> Effect {
    (word.role, !word.burn)
}

/// The restrictions in force when these operations count and these lifts do.
pub(super) fn status(
    evaluation: &Evaluation<'_>,
    judgement: &Judgement,
    lifting: &[bool],
) -> Limits {
    let nothing = Limits::default();
    let view = View {
        facts: evaluation.facts,
        counted: &judgement.counted,
        seen: Seen::Everything,
        limits: &nothing,
        applied: Applied::Nothing,
    };
    let mut found = Vec::new();
    for (space, target, words) in evaluation.facts.index.words() {
        let group = Group {
            evaluation,
            judgement,
            view: &view,
            space,
            target,
        };
        group.collect(words, lifting, &mut found);
    }
    // By what words restrict: what a refounding lowers counts where it raises.
    let words = Limits::new(found.clone());
    let restricted = View {
        limits: &words,
        applied: Applied::Everything,
        ..view
    };
    for refound in evaluation.facts.index.refounds() {
        if standing::is_completed(&restricted, *refound) {
            lower_unnamed(&view, *refound, &mut found);
        }
    }
    drop_words_of_ousted(&view, Limits::new(found))
}

/// Restrictions that the words in a past decide, but those on one target.
pub(super) fn decided_in(
    evaluation: &Evaluation<'_>,
    past: PastId,
    but: (SpaceId, Member),
) -> Limits {
    // In whatever space: once an admin, always two words.
    let (facts, nothing) = (evaluation.facts, Limits::default());
    let view = View {
        facts,
        counted: &evaluation.free,
        seen: Seen::Past(past),
        limits: &nothing,
        applied: Applied::Nothing,
    };
    let mut found = Vec::new();
    for (space, target, words) in facts.index.words() {
        let same = target == but.1 && (space == but.0 || !planted!(facts, OtherCasesUnprotect));
        if same {
            continue;
        }
        let known: Vec<&WordAt> = words.iter().filter(|word| view.sees(word.index)).collect();
        if let Some((role, burn)) = decided(&view, space, &known) {
            found.extend(known.iter().map(|word| Restriction {
                index: word.index,
                space,
                target,
                role: role.max(word.word.role),
                burn: burn && word.word.burn,
                status: Status::Decided,
            }));
        }
    }
    Limits::new(found)
}

/// The strongest effect that two persons ask for.
fn decided(view: &View<'_>, space: SpaceId, words: &[&WordAt]) -> Option<(Role, bool)> {
    let authors: Vec<DeviceId> = words
        .iter()
        .filter_map(|word| view.facts.author(word.index))
        .collect();
    let mut asked: Vec<Effect> = view
        .group(space, &authors)
        .iter()
        .filter_map(|group| {
            let of_group = group.iter().filter_map(|at| words.get(*at));
            of_group.map(|word| effect(word.word)).min()
        })
        .collect();
    asked.sort_unstable();
    let needed = usize::from(!planted!(view.facts, OneWordDecides));
    asked.get(needed).map(|(role, mild)| (*role, !mild))
}

/// The words against one target.
struct Group<'a> {
    evaluation: &'a Evaluation<'a>,
    judgement: &'a Judgement,
    view: &'a View<'a>,
    space: SpaceId,
    target: Member,
}

impl Group<'_> {
    fn restriction(&self, word: &WordAt, effect: Effect, status: Status) -> Restriction {
        Restriction {
            index: word.index,
            space: self.space,
            target: self.target,
            role: effect.0,
            burn: !effect.1,
            status,
        }
    }

    fn collect(&self, all: &[WordAt], lifting: &[bool], found: &mut Vec<Restriction>) {
        let flag = |flags: &[bool], at: ControlIndex| flags.get(at).copied().unwrap_or(false);
        let mut words = Vec::new();
        for word in all.iter().filter(|word| self.view.sees(word.index)) {
            let author = self.view.facts.author(word.index);
            let herself = author.is_some_and(|author| self.target == Member::Device(author));
            if herself || !flag(&self.evaluation.protected, word.index) {
                // One word is enough.
                found.push(self.restriction(word, effect(word.word), Status::Decided));
            } else {
                words.push(word);
            }
        }
        let gone = self.lifted(&words, lifting);
        words.retain(|word| !gone.contains(&word.index));
        let decided = decided(self.view, self.space, &words);
        for word in words {
            let asked = effect(word.word);
            if let Some((role, burn)) = decided {
                let both = asked.max((role, !burn));
                found.push(self.restriction(word, both, Status::Decided));
                if asked >= (role, !burn) {
                    continue;
                }
            }
            if !flag(&self.judgement.by_guardian, word.index) {
                found.push(self.restriction(word, asked, Status::Pending));
            }
        }
    }

    /// Words that lifts took back: those in a lift's past, unless they decided together with
    /// what the lift's author did not wait for (R6).
    fn lifted(&self, words: &[&WordAt], lifting: &[bool]) -> BTreeSet<ControlIndex> {
        let facts = self.view.facts;
        let all = facts.index.words_on(self.space, self.target);
        // Lifts that took words back, those that others know first.
        let mut done: Vec<ControlIndex> = Vec::new();
        for lift in facts.index.lifts(self.space, self.target) {
            if !lifting.get(*lift).copied().unwrap_or(false) {
                continue;
            }
            // What a lift that it knows took back is no word any more.
            let is_gone = |word: ControlIndex| {
                let mut before = done.iter().filter(|other| facts.knows(*lift, **other));
                before.any(|other| facts.knows(*other, word)) && !planted!(facts, LiftedWordsStand)
            };
            let not_after: Vec<&WordAt> = words
                .iter()
                .filter(|word| !facts.knows(word.index, *lift) && !is_gone(word.index))
                .copied()
                .collect();
            if decided(self.view, self.space, &not_after).is_none() {
                done.push(*lift);
            }
        }
        let known = all.iter().map(|word| word.index);
        known
            .filter(|word| done.iter().any(|lift| facts.knows(*lift, *word)))
            .collect()
    }
}

/// A completed refounding lowers every admin that it does not name to write (R14).
fn lower_unnamed(view: &View<'_>, at: ControlIndex, found: &mut Vec<Restriction>) {
    let Some(op) = view.facts.op(at) else { return };
    let Control::Refound(refound) = &op.control else {
        return;
    };
    let space = op.op.log.space;
    let then = View {
        seen: Seen::Past(op.past),
        ..*view
    };
    for member in view.facts.index.named(space) {
        let named = refound.admins.contains(&member);
        let mut grants = view.facts.index.grants(space, member).iter();
        let asked = !planted!(view.facts, RefoundLeavesWaiting)
            && grants.any(|g| then.sees(g.index) && then.asks_admin(space, member, g));
        if !named && (asked || then.direct_role(space, member) == Role::Admin) {
            found.push(Restriction {
                index: at,
                space,
                target: member,
                role: Role::Write,
                burn: false,
                status: Status::Decided,
            });
        }
    }
}

/// A pending word ends when its author is decided out of the authority that it needed, by what
/// it did not know (R6).
fn drop_words_of_ousted(view: &View<'_>, limits: Limits) -> Limits {
    let facts = view.facts;
    if planted!(facts, WordsOutliveTheirAuthor) {
        return limits;
    }
    let ends = |r: &Restriction| {
        let (Some(op), Some(author)) = (facts.op(r.index), facts.author(r.index)) else {
            return false;
        };
        let unknown = View {
            seen: Seen::Past(op.past),
            limits: &limits,
            applied: Applied::Unknown(r.index, r.space, r.target),
            ..*view
        };
        let known = View {
            applied: Applied::Nothing,
            ..unknown
        };
        // Whoever takes her own space out needs no authority here.
        known.role(author, r.space) == Role::Admin && unknown.role(author, r.space) < Role::Admin
    };
    let kept: Vec<Restriction> = limits
        .list
        .iter()
        .filter(|r| r.status == Status::Decided || !ends(r))
        .copied()
        .collect();
    Limits::new(kept)
}

/// Where a cut works. Two devices of one person decide in her own space; above it that would be
/// one person's word, so there they cut nobody who is an admin or a guardian.
fn reach(
    evaluation: &Evaluation<'_>,
    view: &View<'_>,
    limits: &Limits,
    (at, space, target): (ControlIndex, SpaceId, Member),
) -> BTreeSet<SpaceId> {
    let facts = evaluation.facts;
    let all = view.containing(space);
    if facts.kind(space) != Some(SpaceKind::Person) || planted!(facts, PersonsCutAbove) {
        return all;
    }
    let words = limits.list.iter();
    let words = words.filter(|r| r.space == space && r.target == target);
    let authors: Vec<DeviceId> = words.filter_map(|r| facts.author(r.index)).collect();
    let by_two = authors.split_first().is_some_and(|(first, others)| {
        let mut others = others.iter();
        others.any(|other| !view.is_same_person(*first, *other))
    });
    let above: BTreeSet<SpaceId> = all.iter().copied().filter(|at| *at != space).collect();
    if by_two || !evaluation.cuts_admins_of(at, &above) {
        return all;
    }
    BTreeSet::from([space])
}

/// Where decided restrictions end logs.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Cuts {
    rules: Vec<CutRule>,
}

#[derive(Clone, Debug, Eq, PartialEq)]
struct CutRule {
    /// The space of the restriction and every one above it.
    spaces: BTreeSet<SpaceId>,
    devices: BTreeSet<DeviceId>,
    /// Of each log what stays: so many operations, the last of which names the branch.
    kept: HashMap<LogId, Vec<(u64, OpId)>>,
    /// The control operations named, with what they knew: that stays.
    last: Vec<PastId>,
}

impl CutRule {
    fn means(&self, log: &LogId) -> bool {
        self.devices.contains(&log.author) && self.spaces.contains(&log.space)
    }

    /// Whether content stays: where two lines name two branches, only what both share.
    fn keeps(&self, log: &LogId, leads_to: &dyn Fn(u64, OpId) -> bool) -> bool {
        let lines = self.kept.get(log).map_or(&[][..], Vec::as_slice);
        !lines.is_empty() && lines.iter().all(|(length, last)| leads_to(*length, *last))
    }
}

impl Cuts {
    /// Cuts of decided restrictions, above their spaces by what counts.
    pub(super) fn new(evaluation: &Evaluation<'_>, limits: &Limits, counted: &[bool]) -> Self {
        let facts = evaluation.facts;
        if planted!(facts, CutsIgnored) {
            return Self::default();
        }
        let nothing = Limits::default();
        let free = planted!(facts, CutsByVoidGrants);
        let view = View {
            facts,
            counted: if free { &evaluation.free } else { counted },
            seen: Seen::Everything,
            limits: &nothing,
            applied: Applied::Nothing,
        };
        let decided: BTreeMap<ControlIndex, (SpaceId, Member)> = limits
            .list
            .iter()
            .filter(|r| r.status == Status::Decided || planted!(facts, PendingCuts))
            .map(|r| (r.index, (r.space, r.target)))
            .collect();
        let rules = decided
            .into_iter()
            .filter_map(|(at, (space, target))| {
                let Control::Restrict(restrict) = &facts.op(at)?.control else {
                    return None;
                };
                let cut = restrict.cut.as_slice();
                let mut kept: HashMap<LogId, Vec<(u64, OpId)>> = HashMap::new();
                for line in cut {
                    let lines = kept.entry(line.log()).or_default();
                    lines.extend(line.last.map(|last| (line.length, last)));
                }
                (!cut.is_empty()).then(|| CutRule {
                    spaces: reach(evaluation, &view, limits, (at, space, target)),
                    devices: cut.iter().map(|line| line.device).collect(),
                    kept,
                    last: cut
                        .iter()
                        .filter_map(|line: &Cut| facts.index.by_id(&line.last?))
                        .filter_map(|at| Some(facts.op(at)?.after))
                        .collect(),
                })
            })
            .collect();
        Self { rules }
    }

    /// Whether a control operation is void: it is neither named nor known to one that is (R11).
    pub(super) fn excludes(&self, pasts: &PastTable, log: &LogId, at: ControlIndex) -> bool {
        self.rules.iter().any(|rule| {
            let stays = || rule.last.iter().any(|after| pasts.contains(*after, at));
            rule.means(log) && !stays()
        })
    }

    /// Whether content lies aside. `leads_to` says whether it stands on the branch that ends with
    /// an operation.
    pub(super) fn excludes_content(
        &self,
        log: &LogId,
        leads_to: &dyn Fn(u64, OpId) -> bool,
    ) -> bool {
        let mut rules = self.rules.iter();
        rules.any(|rule| rule.means(log) && !rule.keeps(log, leads_to))
    }

    /// Whether a cut names an operation as the last one of a log that stays. What stands before it
    /// shows as kept only once it is here.
    pub(crate) fn ends_with(&self, op: &OpRef) -> bool {
        let kept = self.rules.iter().filter_map(|rule| rule.kept.get(&op.log));
        kept.flatten().any(|(_, last)| *last == op.id)
    }

    /// Whether a cut says which branch of a log stays.
    pub(super) fn settles(&self, log: &LogId) -> bool {
        self.rules.iter().any(|rule| rule.means(log))
    }
}
