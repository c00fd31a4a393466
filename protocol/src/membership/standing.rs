//! Guardians (R9) and refounding (R14): who may help a space whose own admins cannot act.

use std::collections::BTreeSet;

use super::evaluate::Restriction;
use super::index::{GrantAt, Source};
use super::view::{Applied, Facts, Limits, Seen, View};
use crate::id::{DeviceId, SpaceId};
use crate::op::{Control, Member, Role, SpaceKind};
use crate::past::ControlIndex;

/// The network of a space: the end of its guardian chain.
fn network_of(facts: Facts<'_>, space: SpaceId) -> Option<SpaceId> {
    let top = facts.guardians(space).last().copied().unwrap_or(space);
    (facts.kind(top) == Some(SpaceKind::Network)).then_some(top)
}

/// Whether a device is a guardian of a space.
pub(super) fn is_guardian(view: &View<'_>, device: DeviceId, space: SpaceId) -> bool {
    let facts = view.facts;
    let own = Member::Device(device);
    let least = if planted!(facts, GuardianByMembership) {
        Role::Write
    } else {
        Role::Admin
    };
    let is_admin = |of| view.member_role(own, of, Some(space)) >= least;
    if facts.kind(space) == Some(SpaceKind::Network) {
        return orgs_of(view, space)
            .into_iter()
            .any(|org| view.member_role(own, org, Some(space)) == Role::Admin);
    }
    let office = network_of(facts, space).filter(|network| {
        let holds = view.direct_role(*network, Member::Space(space)) == Role::Admin;
        let is_org = facts.guardians(space).first() == Some(network);
        holds && !planted!(facts, OfficeStandsAlone)
            || is_org && is_vacant(view, *network) && !planted!(facts, VacancyHelpsNobody)
    });
    match office {
        // Nobody stands above the Secretariat but the others, nor above any organization where
        // nobody holds the office.
        Some(network) => orgs_of(view, network)
            .into_iter()
            .filter(|org| *org != space)
            .any(is_admin),
        None if planted!(facts, NearestGuardianOnly) => {
            facts.guardians(space).into_iter().take(1).any(is_admin)
        }
        None => facts.guardians(space).into_iter().any(is_admin),
    }
}

/// Whether no organization holds the office of a network: whoever stepped down gave it to one whose
/// grant is void by what somebody said beside it.
fn is_vacant(view: &View<'_>, network: SpaceId) -> bool {
    let mut direct = view.direct(network);
    !direct.any(|(member, role)| matches!(member, Member::Space(_)) && role == Role::Admin)
}

/// Organizations that write in a network.
fn orgs_of(view: &View<'_>, network: SpaceId) -> Vec<SpaceId> {
    view.direct(network)
        .filter_map(|(member, role)| match member {
            Member::Space(org) if role >= Role::Write => Some(org),
            _ => None,
        })
        .collect()
}

/// What organizations said to a refounding of their network (R14).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RefoundWords {
    /// Standing ones whose admin said so.
    pub agreed: BTreeSet<SpaceId>,
    /// Standing ones of which nobody did.
    pub missing: BTreeSet<SpaceId>,
}

impl RefoundWords {
    /// Of how many the words are needed: two thirds of all that stand.
    #[must_use]
    pub fn needed(&self) -> usize {
        let standing = self.agreed.len().saturating_add(self.missing.len());
        standing.saturating_mul(2).div_ceil(3)
    }

    fn are_enough(&self) -> bool {
        !self.agreed.is_empty() && self.agreed.len() >= self.needed()
    }
}

/// Whether a `refound` has the words that it needs: of a second guardian, for a network of two
/// thirds of the standing organizations.
pub(super) fn is_completed(view: &View<'_>, refound: ControlIndex) -> bool {
    let facts = view.facts;
    let Some(op) = facts.op(refound) else {
        return false;
    };
    if !view.sees(refound) {
        return false;
    }
    // Two words always, also where one organization stands alone.
    let two = view.is_seconded(refound) || planted!(facts, RefoundByOne);
    if facts.kind(op.op.log.space) != Some(SpaceKind::Network) {
        return two;
    }
    (two || planted!(facts, OneOrgRefounds))
        && words_for(view, refound).is_some_and(|words| words.are_enough())
}

/// What was said to the refounding of a network; nothing for that of another space.
pub(super) fn words_for(view: &View<'_>, refound: ControlIndex) -> Option<RefoundWords> {
    let facts = view.facts;
    let op = facts.op(refound).filter(|_| view.sees(refound))?;
    let space = op.op.log.space;
    if facts.kind(space) != Some(SpaceKind::Network) {
        return None;
    }
    let seconds = facts.index.seconds(&op.op.id).iter().copied();
    let words: Vec<ControlIndex> = std::iter::once(refound)
        .chain(seconds.filter(|second| view.sees(*second)))
        .collect();
    // What was said of an organization, or of somebody of hers, in knowledge of all words, or of
    // her own, comes too late to take them back.
    let takes_back = planted!(facts, LaterWordsUnfound);
    let is_after = |r: &Restriction| words.iter().all(|word| facts.knows(r.index, *word));
    let limits = view.limits.list.iter().copied();
    let limits = Limits::new(limits.filter(|r| takes_back || !is_after(r)).collect());
    let before = View {
        limits: &limits,
        ..*view
    };
    let standing = standing(&before, space, &words);
    let agreed: BTreeSet<SpaceId> = words
        .iter()
        .filter_map(|word| {
            let then = View {
                seen: Seen::Past(facts.op(*word)?.past),
                applied: match view.applied {
                    Applied::Nothing => Applied::Nothing,
                    _ if takes_back => view.applied,
                    _ => Applied::NotAfter(*word),
                },
                ..*view
            };
            let author = Member::Device(facts.author(*word)?);
            let mut orgs = standing.iter().copied();
            orgs.find(|org| then.member_role(author, *org, Some(space)) == Role::Admin)
        })
        .collect();
    let missing = standing.difference(&agreed).copied().collect();
    Some(RefoundWords { agreed, missing })
}

/// Organizations that count for a refounding of their network: the founder's, and each whose
/// coming in an admin of another standing one confirmed, another person than its inviter. Whoever
/// came in after all words were given does not count.
fn standing(view: &View<'_>, network: SpaceId, words: &[ControlIndex]) -> BTreeSet<SpaceId> {
    let facts = view.facts;
    let is_late = |at: ControlIndex| words.iter().all(|word| facts.knows(at, *word));
    let mut open: Vec<(SpaceId, ControlIndex)> = Vec::new();
    let mut standing = BTreeSet::new();
    // Without what refoundings gave: it is asked whether one of them counts.
    let own = |grant: &GrantAt| grant.source != Source::Refounded;
    for member in facts.index.named(network) {
        let Member::Space(org) = member else { continue };
        if view.role_by(network, member, &own) == Role::None {
            continue;
        }
        for grant in facts.index.grants(network, member) {
            if !view.sees(grant.index) || is_late(grant.index) || !own(grant) {
                continue;
            }
            let founded = match facts.op(grant.index).map(|op| &op.control) {
                Some(Control::Redeem(redeem)) => facts
                    .index
                    .create(network)
                    .and_then(|create| facts.author(create))
                    .is_some_and(|founder| founder == redeem.invitation),
                _ => false,
            };
            if founded {
                standing.insert(org);
            } else {
                open.push((org, grant.index));
            }
        }
    }
    // Each round admits at least one more.
    loop {
        let before = standing.len();
        for (org, grant) in &open {
            let confirmed = !standing.contains(org)
                && is_vouched(view, network, *org, *grant, &standing, &is_late);
            if confirmed {
                standing.insert(*org);
            }
        }
        if standing.len() == before {
            return standing;
        }
    }
}

fn is_vouched(
    view: &View<'_>,
    network: SpaceId,
    org: SpaceId,
    grant: ControlIndex,
    standing: &BTreeSet<SpaceId>,
    is_late: &dyn Fn(ControlIndex) -> bool,
) -> bool {
    let facts = view.facts;
    let Some(op) = facts.op(grant) else {
        return false;
    };
    let inviters = inviters(facts, network, grant);
    let seconds = facts.index.seconds(&op.op.id).iter().copied();
    seconds
        .filter(|second| view.sees(*second) && !is_late(*second))
        .filter_map(|second| facts.author(second))
        .filter(|author| {
            inviters
                .iter()
                .all(|other| view.differ(network, *author, *other))
        })
        .any(|author| {
            let mut others = standing.iter().filter(|other| **other != org);
            others.any(|other| {
                view.member_role(Member::Device(author), *other, Some(network)) == Role::Admin
            })
        })
}

/// Who opened the place that a grant uses, or wrote the grant.
pub(super) fn inviters(facts: Facts<'_>, network: SpaceId, grant: ControlIndex) -> Vec<DeviceId> {
    match facts.op(grant).map(|op| &op.control) {
        Some(Control::Redeem(redeem)) => facts
            .index
            .grants(network, Member::Invitation(redeem.invitation))
            .iter()
            .filter_map(|place| facts.author(place.index))
            .collect(),
        _ => facts.author(grant).into_iter().collect(),
    }
}
