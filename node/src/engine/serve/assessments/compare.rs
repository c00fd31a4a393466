//! What organizations share of an assessment, and what others read off it.

use std::collections::BTreeMap;

use asamblea_protocol::content::{AreaAverage, Body, Instrument, Level, Share, SharedItem, Stage};
use asamblea_protocol::id::{OpId, SpaceId};
use asamblea_protocol::view::{Inside, Register, Round, Rounds, Shared};

use super::super::super::Engine;
use super::show::{level_label, shared_of, stage_of};
use super::{about, answer_label};
use crate::api::{ApiError, CompareRow, ErrorKind, Reply, SharedItemRow, SharedReport};

/// Under so many organizations nothing is said of all of them together: it would point at one.
pub(in crate::engine::serve) const TOGETHER_MIN: usize = 3;

/// Areas with an average in hundredths.
type Averages = BTreeMap<String, u32>;

/// The average of each area that has an agreed level.
fn averages(instrument: &Instrument, inside: &Inside) -> Vec<AreaAverage> {
    let areas = instrument.areas.iter().filter_map(|area| {
        let levels: Vec<u32> = area
            .items
            .iter()
            .filter_map(|item| inside.agreed().get(&item.code)?.value()?.answer.level())
            .map(u32::from)
            .collect();
        let n = u32::try_from(levels.len()).ok()?;
        let sum: u32 = levels.iter().sum();
        Some(AreaAverage {
            area: area.code.clone(),
            hundredths: (sum * 100 + n / 2).checked_div(n)?,
            n,
        })
    });
    areas.collect()
}

fn shared_items(instrument: &Instrument, inside: &Inside) -> Vec<SharedItem> {
    let items = instrument.items().filter_map(|(_, item)| {
        let agreed = inside.agreed().get(&item.code)?.value()?;
        Some(SharedItem {
            item: item.code.clone(),
            answer: agreed.answer,
            why: agreed.why.clone(),
            evidence: agreed.evidence.clone(),
        })
    });
    items.collect()
}

fn units(hundredths: u32) -> f64 {
    f64::from(hundredths) / 100.0
}

/// A difference of hundredths.
fn change(now: u32, before: u32) -> f64 {
    (f64::from(now) - f64::from(before)) / 100.0
}

fn item_rows(shared: Option<&Shared>) -> Vec<SharedItemRow> {
    let items = shared.into_iter().flat_map(|shared| &shared.items);
    let rows = items.map(|one| SharedItemRow {
        item: one.item.clone(),
        score: answer_label(one.answer),
        why: one.why.clone(),
        evidence: one.evidence.clone(),
    });
    rows.collect()
}

fn shared_averages(shared: Option<&Shared>) -> Averages {
    let areas = shared.into_iter().flat_map(|shared| &shared.areas);
    areas
        .map(|one| (one.area.clone(), one.hundredths))
        .collect()
}

/// The average in whole hundredths; zero of none.
pub(in crate::engine::serve) fn mean(all: &[u32]) -> u32 {
    let n = u32::try_from(all.len()).unwrap_or(u32::MAX).max(1);
    (all.iter().sum::<u32>() + n / 2) / n
}

/// What can be said of all of them together: the average of an area that enough shared.
fn together(areas: &[String], all: &[Averages]) -> BTreeMap<String, Option<f64>> {
    let row = areas.iter().map(|area| {
        let values: Vec<u32> = all
            .iter()
            .filter_map(|one| one.get(area))
            .copied()
            .collect();
        let enough = values.len() >= TOGETHER_MIN;
        let average = enough.then(|| units(mean(&values)));
        (area.clone(), average)
    });
    row.collect()
}

/// The change of all of them together: of an area that enough shared in both rounds.
fn changed_together(
    areas: &[String],
    now: &[Averages],
    before: &[Averages],
) -> BTreeMap<String, Option<f64>> {
    let row = areas.iter().map(|area| {
        let both = now.iter().zip(before);
        let both = both.filter_map(|(now, last)| Some((*now.get(area)?, *last.get(area)?)));
        let (now, last): (Vec<u32>, Vec<u32>) = both.unzip();
        let enough = now.len() >= TOGETHER_MIN;
        (
            area.clone(),
            enough.then(|| change(mean(&now), mean(&last))),
        )
    });
    row.collect()
}

impl Engine {
    /// Shares exactly what a level says, of what my organization approved.
    pub(super) fn share_round(&mut self, id: &str, level: &str) -> Result<Reply, ApiError> {
        let (space, round) = self.find_round(id)?;
        let org = self.need_coordinator()?;
        let level = match level {
            "full" => Level::Full,
            "areas" => Level::Areas,
            "plan" => Level::Plan,
            _ => return Err(about(ErrorKind::Usage, "level")),
        };
        let inside = self.inside(&round);
        let approved = inside.filter(|inside| inside.is_approved(&round));
        let inside = approved.ok_or_else(|| about(ErrorKind::NotPermitted, "approve"))?;
        let instrument = &self.round(space, round)?.new.instrument;
        let areas = match level {
            Level::Plan => Vec::new(),
            Level::Areas | Level::Full => averages(instrument, inside),
        };
        let items = match level {
            Level::Plan | Level::Areas => Vec::new(),
            Level::Full => shared_items(instrument, inside),
        };
        let before = self.outside(space, &round);
        let over = before.get(&org).map(|known| known.shared.over());
        let share = Share {
            round,
            org,
            over: over.unwrap_or_default(),
            level,
            areas,
            items,
        };
        let (areas, items) = (share.areas.len(), share.items.len());
        let with_plan = level != Level::Areas;
        let version = with_plan.then(|| self.plan_to_publish(space, org, &round));
        let version = version.flatten();
        let plan = version.as_ref().map(|version| version.plan.to_hex());
        let bodies = [Body::from(share)].into_iter();
        let bodies = bodies.chain(version.map(Body::from));
        self.write(space, bodies.collect())?;
        self.tell_stage(space, round, Stage::Shared);
        let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        Ok(Reply::Shared(SharedReport {
            id: round.to_hex(),
            level: level_label(level).to_owned(),
            areas: count(areas),
            items: count(items),
            plan,
            saved: true,
        }))
    }

    pub(super) fn compare(&mut self, id: &str) -> Result<Reply, ApiError> {
        let (space, round) = self.find_round(id)?;
        let orgs = self.round_orgs(space);
        let regions: Vec<String> = orgs.iter().map(|org| self.region(*org)).collect();
        let known = self.round(space, round)?;
        let codes: Vec<String> = known
            .new
            .instrument
            .areas
            .iter()
            .map(|a| a.code.clone())
            .collect();
        let outside = self.outside(space, &round);
        let (mut rows, mut now, mut before) = (Vec::new(), Vec::new(), Vec::new());
        for (org, subregion) in orgs.into_iter().zip(regions) {
            let of = outside.get(&org).copied();
            let shared = shared_averages(of.and_then(|of| of.shared.value()));
            let last = self.last_shared(space, known, org);
            let area = |code: &String| (code.clone(), shared.get(code).copied().map(units));
            let changed = |code: &String| {
                let both = shared.get(code).zip(last.get(code));
                (code.clone(), both.map(|(now, last)| change(*now, *last)))
            };
            rows.push(CompareRow {
                org: Some(org.to_hex()),
                org_name: Some(self.any_space_name(org)),
                areas: codes.iter().map(area).collect(),
                shared: shared_of(of),
                change: codes.iter().map(changed).collect(),
                state: Some(stage_of(of).to_owned()),
                items: item_rows(of.and_then(|of| of.shared.value())),
                split: of.is_some_and(|of| of.shared.is_split()),
                subregion,
            });
            now.push(shared);
            before.push(last);
        }
        if now.iter().filter(|areas| !areas.is_empty()).count() >= TOGETHER_MIN {
            rows.push(CompareRow {
                areas: together(&codes, &now),
                change: changed_together(&codes, &now, &before),
                ..CompareRow::default()
            });
        }
        Ok(Reply::Compare(rows))
    }

    /// What an organization shared in the newest earlier round of the same instrument that stands
    /// in the same space, and of which it shared areas.
    fn last_shared(&self, space: SpaceId, round: &Round, org: SpaceId) -> Averages {
        let rounds = self.views.shown.rounds(space).into_iter();
        let code = &round.new.instrument.code;
        let mut earlier: Vec<&Round> = rounds
            .flat_map(Rounds::iter)
            .filter(|one| one.new.instrument.code == *code)
            .filter(|one| (one.depth, one.id) < (round.depth, round.id))
            .collect();
        earlier.sort_by_key(|one| std::cmp::Reverse((one.depth, one.id)));
        let shared = |id: &OpId| -> Averages {
            let outside = self.outside(space, id);
            let of = outside.get(&org);
            shared_averages(of.and_then(|of| Register::value(&of.shared)))
        };
        let mut all = earlier.into_iter().map(|one| shared(&one.id));
        all.find(|areas| !areas.is_empty()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn areas(pairs: &[(&str, u32)]) -> Averages {
        pairs.iter().map(|(a, n)| ((*a).to_owned(), *n)).collect()
    }

    #[test]
    fn nothing_is_said_of_all_together_under_three_organizations() {
        let codes = ["A".to_owned(), "B".to_owned()];
        let two = [areas(&[("A", 100), ("B", 200)]), areas(&[("A", 300)])];
        assert_eq!(together(&codes, &two)["A"], None);
        let three = [
            areas(&[("A", 100), ("B", 200)]),
            areas(&[("A", 300), ("B", 300)]),
            areas(&[("A", 250)]),
        ];
        let row = together(&codes, &three);
        assert_eq!((row["A"], row["B"]), (Some(2.17), None));
        let before = [areas(&[("A", 100)]), areas(&[("A", 100)]), areas(&[])];
        assert_eq!(changed_together(&codes, &three, &before)["A"], None);
        let before = [
            areas(&[("A", 100)]),
            areas(&[("A", 100)]),
            areas(&[("A", 150)]),
        ];
        assert_eq!(changed_together(&codes, &three, &before)["A"], Some(1.0));
    }
}
