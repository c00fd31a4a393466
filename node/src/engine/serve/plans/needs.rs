//! Who needs and who may offer, by area and sub-region: from what organizations shared, and from
//! nothing else.

use std::collections::{BTreeMap, BTreeSet};

use asamblea_protocol::content::PlanVersion;
use asamblea_protocol::id::SpaceId;
use asamblea_protocol::op::{Member, Role, SpaceKind};
use asamblea_protocol::view::{Plans, Rounds};

use super::super::super::Engine;
use crate::api::{ApiError, NeedRow, OrgName, Reply};

/// A shared average (in hundredths) under which an organization is seen as in need of support.
pub(super) const NEEDS_UNDER: u32 = 200;
/// One from which it may have something to offer.
const OFFERS_FROM: u32 = 300;

/// Organizations by area.
#[derive(Default)]
struct Market {
    titles: BTreeMap<String, String>,
    needs: BTreeSet<(String, SpaceId)>,
    offers: BTreeSet<(String, SpaceId)>,
}

impl Engine {
    pub(super) fn needs(&mut self, lang: &str) -> Result<Reply, ApiError> {
        let market = self.market(lang);
        let everybody: BTreeSet<SpaceId> = market
            .needs
            .iter()
            .chain(&market.offers)
            .map(|(_, org)| *org)
            .collect();
        let regions: BTreeMap<SpaceId, String> = everybody
            .into_iter()
            .map(|org| (org, self.region(org)))
            .collect();
        let mut rows: BTreeMap<(String, String), NeedRow> = BTreeMap::new();
        let mut row = |area: &String, org: &SpaceId, needs: bool, name: OrgName| {
            let region = regions.get(org).cloned().unwrap_or_default();
            let key = (area.clone(), region.clone());
            let row = rows.entry(key).or_insert_with(|| NeedRow {
                area: area.clone(),
                area_title: market.titles.get(area).cloned().unwrap_or_default(),
                subregion: region,
                ..NeedRow::default()
            });
            let list = if needs {
                &mut row.needs
            } else {
                &mut row.offers
            };
            list.push(name);
        };
        let name = |org: &SpaceId| OrgName {
            id: org.to_hex(),
            name: self.any_space_name(*org),
        };
        for (area, org) in &market.needs {
            row(area, org, true, name(org));
        }
        for (area, org) in &market.offers {
            row(area, org, false, name(org));
        }
        Ok(Reply::Needs(rows.into_values().collect()))
    }

    /// What every organization shared last, and what plans ask for.
    fn market(&self, lang: &str) -> Market {
        let mut market = Market::default();
        let mut last: BTreeMap<SpaceId, (u32, BTreeMap<String, u32>)> = BTreeMap::new();
        for space in self.views.shown.spaces() {
            let rounds = self.views.shown.rounds(space).into_iter();
            for round in rounds.flat_map(Rounds::iter) {
                for area in &round.new.instrument.areas {
                    let title = area.title.in_language(lang).to_owned();
                    market.titles.insert(area.code.clone(), title);
                }
                let all = self.views.shown.rounds(space).into_iter();
                for (org, outside) in all.flat_map(|rounds| rounds.outside(&round.id)) {
                    let Some(shared) = outside.shared.value().filter(|s| !s.areas.is_empty())
                    else {
                        continue;
                    };
                    let areas = shared.areas.iter();
                    let areas = areas.map(|one| (one.area.clone(), one.hundredths));
                    let newer = last.get(&org).is_none_or(|(depth, _)| *depth < round.depth);
                    if newer {
                        last.insert(org, (round.depth, areas.collect()));
                    }
                }
            }
            let plans = self.views.shown.plans(space).into_iter();
            for (_, org, published) in plans.flat_map(Plans::all_published) {
                let version = published.version.value();
                market.needs.extend(asked(version).map(|area| (area, org)));
            }
        }
        for (org, (_, areas)) in last {
            for (area, average) in areas {
                if average < NEEDS_UNDER {
                    market.needs.insert((area, org));
                } else if average >= OFFERS_FROM {
                    market.offers.insert((area, org));
                }
            }
        }
        market
    }

    /// The sub-region that an organization is in, as far as this device reads there; else its
    /// country.
    pub(in crate::engine::serve) fn region(&mut self, org: SpaceId) -> String {
        if let Some(name) = self.subregion(org) {
            return name;
        }
        let network = self.replica.directory().network();
        let names = network.and_then(|network| self.views.shown.names(network));
        let country = names.and_then(|names| names.country(org));
        country.unwrap_or_default().to_owned()
    }

    /// The name of the sub-region that an organization is in, as far as this device reads there.
    pub(in crate::engine::serve) fn subregion(&mut self, org: SpaceId) -> Option<String> {
        let spaces: Vec<SpaceId> = self.views.shown.spaces().collect();
        let regions: Vec<SpaceId> = spaces
            .into_iter()
            .filter(|space| self.replica.directory().kind(*space) == Some(SpaceKind::Subregion))
            .collect();
        let roles = self.replica.roles();
        let member = Member::Space(org);
        let of = regions
            .into_iter()
            .find(|space| roles.direct_role(*space, &member) > Role::Carrier);
        of.and_then(|space| self.space_name(space))
    }
}

/// Areas in which a published plan asks others for support.
pub(super) fn asked(version: Option<&PlanVersion>) -> impl Iterator<Item = String> + '_ {
    let activities = version.into_iter().flat_map(|version| &version.activities);
    let asks = activities.filter(|one| one.support.is_some() && !one.cancelled);
    asks.filter_map(|one| one.area.clone())
}
