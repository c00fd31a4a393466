//! Individual scores open for an organization's coordinators alone, and others read what it shared
//! and no more.

use asamblea_node::api::{AssessmentRequest, Reply, Request};
use asamblea_protocol::id::{OpId, SpaceId};
use asamblea_protocol::view::SealedScore;

use crate::cluster::Cluster;
use crate::device::Part;
use crate::oracle::Given;
use crate::report::{Broken, Violation};

/// Begins every note, reason and other view: words that nobody else says.
pub const NOTE: &str = "confidencia";
/// Each score is tried at once, and again after so many steps: who was given a key since?
const TRIED_STEPS: usize = 10;

impl Cluster {
    /// Every individual score that a device holds.
    pub(crate) fn sealed(&self, at: usize) -> Vec<(OpId, SpaceId, SealedScore)> {
        let engine = self.devices[at].engine();
        engine.map_or_else(Vec::new, |engine| engine.sealed_scores())
    }

    /// Nobody who never coordinated an organization opens what somebody of it scored, whoever has
    /// it from whom.
    pub(super) fn check_scores(&mut self) -> Result<(), Violation> {
        let tried = std::mem::replace(&mut self.oracle.scores_tried, self.oracle.scores.len());
        let turn = usize::try_from(self.step).unwrap_or(0);
        for (number, given) in self.oracle.scores.iter().enumerate() {
            if number >= tried || (number + turn).is_multiple_of(TRIED_STEPS) {
                self.check_score(given)?;
            }
        }
        Ok(())
    }

    fn check_score(&self, given: &Given) -> Result<(), Violation> {
        for (at, device) in self.devices.iter().enumerate() {
            let Some(engine) = device
                .engine()
                .filter(|_| !self.coordinated(at, given.head))
            else {
                continue;
            };
            if engine.opens_score(&given.round, given.org, &given.sealed) {
                let text = format!("d{at} opens a score of d{}'s organization", given.head);
                return Err(self.violation(Broken::Score, text));
            }
        }
        Ok(())
    }

    /// Whether the person of a device was ever a coordinator of an organization.
    fn coordinated(&self, at: usize, head: usize) -> bool {
        let person = self.devices[at].person;
        let hers = self.devices.iter().filter(|other| other.person == person);
        let mut hers = hers.filter(|other| other.head == head);
        hers.any(|device| device.part == Part::Head || device.coordinator)
    }

    /// What honest members of other organizations are shown of one is what it shared.
    pub(super) fn check_shared(&mut self) -> Result<(), Violation> {
        if !self.settings.assesses {
            return Ok(());
        }
        for at in self.honest_members() {
            let rounds = self.shown_of(at, AssessmentRequest::List { space: None });
            let Some(Reply::Assessments(rounds)) = rounds else {
                continue;
            };
            for round in rounds {
                self.check_round(at, &round.id)?;
            }
        }
        Ok(())
    }

    fn shown_of(&mut self, at: usize, request: AssessmentRequest) -> Option<Reply> {
        let now_ms = self.now_ms;
        let engine = self.devices[at].engine_at(now_ms)?;
        engine.request(Request::Assessment(request)).ok()
    }

    fn check_round(&mut self, at: usize, id: &str) -> Result<(), Violation> {
        let compare = AssessmentRequest::Compare { id: id.to_owned() };
        let Some(Reply::Compare(rows)) = self.shown_of(at, compare) else {
            return Ok(());
        };
        for row in rows {
            let Some(org) = row.org.as_deref().and_then(SpaceId::from_hex) else {
                continue;
            };
            let heads = (0..self.devices.len()).filter(|head| self.devices[*head].head == *head);
            let head = heads
                .filter(|head| self.devices[*head].org() == Some(org))
                .min();
            let Some(head) = head.filter(|head| *head != self.devices[at].head) else {
                continue;
            };
            let said = |level| self.oracle.shares.contains(&(id.to_owned(), head, level));
            let areas = row.areas.values().any(Option::is_some);
            let (full, level) = (!row.items.is_empty(), row.shared.as_deref());
            let fits = (!full || said("full"))
                && (!areas || said("full") || said("areas"))
                && ["full", "areas", "plan"]
                    .iter()
                    .all(|known| level != Some(known) || said(known));
            if !fits {
                let text = format!("d{at} reads of d{head} what was not shared: {row:?}");
                return Err(self.violation(Broken::Score, text));
            }
        }
        self.check_notes(at, id)
    }

    /// Notes and other views are read in their organization alone.
    fn check_notes(&mut self, at: usize, id: &str) -> Result<(), Violation> {
        let show = AssessmentRequest::Show {
            id: id.to_owned(),
            lang: "es".to_owned(),
        };
        let Some(Reply::Assessment(shown)) = self.shown_of(at, show) else {
            return Ok(());
        };
        let head = self.devices[at].head;
        let others = (0..self.devices.len()).filter(|other| self.devices[*other].head != head);
        let others: Vec<String> = others.map(|other| format!(" de d{other}")).collect();
        let pooled = shown.items.iter().filter_map(|item| item.pooled.as_ref());
        let mut notes = pooled.flat_map(|pool| &pool.notes);
        let foreign = notes.find(|note| others.iter().any(|other| note.ends_with(other.as_str())));
        match foreign {
            Some(note) => {
                let text = format!("d{at} reads a note of another organization: {note}");
                Err(self.violation(Broken::Score, text))
            }
            None => Ok(()),
        }
    }
}
