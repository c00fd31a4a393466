//! The plan of the network itself: drafted by its Secretariat from what organizations shared,
//! changed and signed by it in the network's space, and adopted by a vote on one of its versions.

use std::collections::{BTreeMap, BTreeSet};

use asamblea_protocol::content::{ACTIVITIES_MAX, Activity};
use asamblea_protocol::id::{OpId, SpaceId};
use asamblea_protocol::view::{Outcome, Phase, Plans, Published};

use super::super::super::Engine;
use super::super::assessments::{TOGETHER_MIN, mean};
use super::needs::{NEEDS_UNDER, asked};
use super::show::Known;
use super::{Found, LEVEL_MAX, about, drafted};
use crate::api::{Adoption, ApiError, ErrorKind, Reply, Saved};

impl Engine {
    /// Drafts the network's plan of a round that stands in the network's space: an activity for
    /// each area in which three or more that shared need support, or are low together. Nothing new
    /// where there is one.
    pub(in crate::engine::serve) fn draft_network_plan(
        &mut self,
        id: &str,
        lang: &str,
    ) -> Result<Reply, ApiError> {
        let network = self.network()?;
        if !self.holds_office() {
            return Err(ErrorKind::NotPermitted.into());
        }
        let (space, round) = self.find_round(id)?;
        if space != network {
            return Err(about(ErrorKind::NoEffect, "elsewhere"));
        }
        if let Some(plan) = self.plan_of(network, &round) {
            return Ok(Reply::Created(Saved::of(plan.id.to_hex())));
        }
        let office = self.my_org();
        let who = office.map_or_else(String::new, |org| self.any_space_name(org));
        let drafts = self.network_drafts(network, round, lang)?;
        self.write_draft(network, (network, round), &who, drafts)
    }

    /// An activity for each area that asks for one, of what all who read the plan may read: what
    /// was shared of this round in the network's space, and plans published there.
    fn network_drafts(
        &self,
        network: SpaceId,
        round: OpId,
        lang: &str,
    ) -> Result<Vec<Activity>, ApiError> {
        let instrument = &self.round(network, round)?.new.instrument;
        let outside = self.outside(network, &round);
        let shared: Averages = outside
            .iter()
            .filter_map(|(org, of)| Some((*org, of.shared.value()?)))
            .flat_map(|(org, shared)| {
                let areas = shared.areas.iter();
                areas.map(move |one| ((one.area.clone(), org), one.hundredths))
            })
            .collect();
        let plans = self.views.shown.plans(network).into_iter();
        let asked = plans
            .flat_map(Plans::all_published)
            .filter(|(_, org, _)| *org != network)
            .filter_map(|(_, org, published)| Some((org, published.version.value()?)))
            .filter(|(_, version)| version.round == round)
            .flat_map(|(org, version)| asked(Some(version)).map(move |area| (area, org)));
        let asked: BTreeSet<(String, SpaceId)> = asked.collect();
        let areas = instrument.areas.iter().filter_map(|area| {
            let need = need(&area.code, &shared, &asked)?;
            // As in an organization's draft: the next level's own words say what is to be done.
            let next = usize::try_from(need.mean.unwrap_or(0) / 100).unwrap_or(0);
            let next = instrument.scale.get(next);
            let next = next.map_or("", |words| words.in_language(lang));
            let title = area.title.in_language(lang);
            Some(Activity {
                id: [0; 16],
                objective: title.to_owned(),
                activity: drafted(&area.code, title, next),
                who: String::new(),
                cancelled: false,
                due: None,
                area: Some(area.code.clone()),
                support: None,
                budget: None,
                indicator: need.mean.map(indicator),
            })
        });
        Ok(areas.take(ACTIVITIES_MAX).collect())
    }

    /// Whether this is the network's own.
    pub(in crate::engine::serve) fn is_networks(&self, org: SpaceId) -> bool {
        self.replica.directory().network() == Some(org)
    }

    /// The published version of the network's plan that stands, by its operation: what a proposal
    /// comes from that is to adopt it. Nothing where it is no plan of the network, and in other
    /// spaces, whose votes bind only themselves.
    pub(in crate::engine::serve) fn to_adopt(
        &self,
        space: SpaceId,
        plan: OpId,
    ) -> Result<Option<OpId>, ApiError> {
        let network = self.replica.directory().network();
        let network = network.filter(|network| *network == space);
        let Some(network) = network.filter(|at| self.inner_plan(*at, &plan).is_ok()) else {
            return Ok(None);
        };
        let found = Found {
            space: network,
            id: plan,
            org: network,
        };
        let known = self.known(found)?;
        let version = self.standing_version(&known);
        let version = version.ok_or_else(|| about(ErrorKind::NoEffect, "unpublished"))?;
        Ok(Some(version))
    }

    /// Versions of plans of the network, each with its plan.
    pub(in crate::engine::serve) fn network_versions(&self) -> Vec<(OpId, OpId)> {
        let network = self.replica.directory().network();
        let plans = network.and_then(|network| self.views.shown.plans(network));
        let all = plans.into_iter().flat_map(Plans::all_published);
        let own = all.filter(|(_, org, _)| Some(*org) == network);
        own.flat_map(|(plan, _, published)| {
            let versions = published.versions.keys();
            versions.map(move |version| (*version, plan))
        })
        .collect()
    }

    /// What a proposal came from, as people know it: the plan, where it is a version of the
    /// network's.
    pub(in crate::engine::serve) fn source_named(&self, from: OpId) -> OpId {
        let versions = self.network_versions();
        let of = versions.iter().find(|(version, _)| *version == from);
        of.map_or(from, |(_, plan)| *plan)
    }

    /// The operation that published exactly what stands.
    fn standing_version(&self, known: &Known<'_>) -> Option<OpId> {
        let digest = known.digest()?;
        let published: &Published = known.published?;
        let mut heads = published.version.heads();
        let same = heads.find(|(_, version)| version.digest().ok() == Some(digest));
        same.map(|(id, _)| *id)
    }

    /// The proposal in the network's space that adopted exactly what stands; of several the first.
    /// Which operation published it does not matter: a version that says the same is the same.
    pub(super) fn adopted(&self, known: &Known<'_>) -> Option<Adoption> {
        let network = self.replica.directory().network()?;
        if known.version.org != network {
            return None;
        }
        let versions: BTreeSet<OpId> = known.published?.saying(&known.digest()?).collect();
        let proposals = self.views.shown.proposals(network)?;
        let of_it = |from: OpId| versions.contains(&from);
        let mut from = proposals
            .iter()
            .filter(|one| one.new.from.is_some_and(of_it));
        let adopted = from.find(|one| {
            let tally = one.tally();
            tally.phase == Phase::Closed && tally.outcome == Outcome::Adopted
        })?;
        Some(Adoption {
            proposal: adopted.id.to_hex(),
            title: adopted.new.title.clone(),
        })
    }
}

/// Averages in hundredths, by area and organization.
type Averages = BTreeMap<(String, SpaceId), u32>;

/// Why an area is in the draft.
#[derive(Debug, Eq, PartialEq)]
struct Need {
    /// The average of all who shared it, in hundredths, where enough did.
    mean: Option<u32>,
}

/// Whether an area asks for an activity of the network: where enough shared it and are low
/// together, or enough need support in it. Of fewer nothing is said: it would point at them.
fn need(area: &str, shared: &Averages, asked: &BTreeSet<(String, SpaceId)>) -> Option<Need> {
    let of = || shared.iter().filter(|((code, _), _)| code == area);
    let values: Vec<u32> = of().map(|(_, value)| *value).collect();
    let mut needing: BTreeSet<SpaceId> = of()
        .filter(|(_, value)| **value < NEEDS_UNDER)
        .map(|((_, org), _)| *org)
        .collect();
    let asking = asked.iter().filter(|(code, _)| code == area);
    needing.extend(asking.map(|(_, org)| *org));
    let mean = (values.len() >= TOGETHER_MIN).then(|| mean(&values));
    let low = mean.is_some_and(|mean| mean < NEEDS_UNDER);
    (low || needing.len() >= TOGETHER_MIN).then_some(Need { mean })
}

/// The average as it is, and one more.
fn indicator(mean: u32) -> String {
    let units = |hundredths: u32| format!("{}.{:02}", hundredths / 100, hundredths % 100);
    let next = (mean + 100).min(u32::from(LEVEL_MAX) * 100);
    format!("{} → {}", units(mean), units(next))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn org(n: u8) -> SpaceId {
        SpaceId::from_bytes([n; 32])
    }

    fn shared(values: &[u32]) -> Averages {
        let all = (1..).zip(values);
        all.map(|(n, value)| ((String::from("A"), org(n)), *value))
            .collect()
    }

    fn asked(orgs: &[u8]) -> BTreeSet<(String, SpaceId)> {
        orgs.iter().map(|n| (String::from("A"), org(*n))).collect()
    }

    #[test]
    fn an_area_is_drafted_where_three_are_low_together_or_three_need_support() {
        let drafted = |values: &[u32], asks: &[u8]| need("A", &shared(values), &asked(asks));
        let with = |mean| Some(Need { mean });
        for (values, asks, want) in [
            (&[100, 100][..], &[][..], None),
            (&[100, 100, 200], &[], with(Some(133))),
            (&[200, 200, 200], &[], None),
            (&[199, 199, 199], &[], with(Some(199))),
            // Low ones and those who ask count once each.
            (&[100, 150, 400, 400], &[1, 2], None),
            (&[100, 150, 400, 400], &[3], with(Some(263))),
            (&[], &[1, 2], None),
            (&[], &[1, 2, 3], with(None)),
            (&[100], &[8, 9], with(None)),
        ] {
            assert_eq!(drafted(values, asks), want, "{values:?} {asks:?}");
        }
        assert_eq!(need("B", &shared(&[100; 5]), &asked(&[1, 2, 3])), None);
        assert_eq!(indicator(133), "1.33 → 2.33");
        assert_eq!(indicator(350), "3.50 → 4.00");
    }
}
