//! A list that comes anew keeps the focus on what has it: the next key is meant for the row that
//! somebody reads, not for one that slid into its place.

use super::inside::{Inside, Party, Section, Waiting};
use super::tasks::Task;

/// What has the focus, by names that outlast a list.
#[derive(Debug, Eq, PartialEq)]
pub(super) enum Held {
    /// A row of the first screen.
    Row(Row),
    /// Somebody, and the device of hers.
    Party(String, Option<String>),
}

/// A row of the first screen.
#[derive(Debug, Eq, PartialEq)]
pub(super) enum Row {
    /// An act that would help now.
    Task(Task),
    /// The heading under which it stands, and what it leads to.
    Of(&'static str, String),
}

impl Inside {
    /// What has the focus. Nothing before a key was pressed: then the first row has it, whatever
    /// that comes to be.
    pub(super) fn held(&self) -> Option<Held> {
        if !self.touched {
            return None;
        }
        match self.section {
            Section::Home => {
                let rows = self.waiting_rows();
                rows.get(self.home_at)
                    .map(|row| Held::Row(self.row_of(row)))
            }
            Section::People => {
                let devices = self.devices();
                let device = devices.get(self.device_at).map(|row| row.id.clone());
                Some(Held::Party(self.party_id(self.party()?), device))
            }
            _ => None,
        }
    }

    /// Gives the focus back to what had it, where that is there still and its screen in front.
    pub(super) fn hold(&mut self, held: &Held) {
        match (held, self.section) {
            (Held::Row(held), Section::Home) => {
                let rows = self.waiting_rows();
                let at = rows.iter().position(|row| self.row_of(row) == *held);
                self.home_at = at.unwrap_or(self.home_at);
            }
            (Held::Party(id, device), Section::People) => {
                let mut parties = self.parties().into_iter();
                let Some(at) = parties.position(|party| self.party_id(party) == *id) else {
                    return;
                };
                self.people_at = at;
                let devices = self.devices();
                let mut ids = devices.iter().map(|row| Some(&row.id));
                let at = ids.position(|id| id == device.as_ref());
                self.device_at = at.unwrap_or(self.device_at);
            }
            _ => {}
        }
    }

    fn party_id(&self, party: Party) -> String {
        match party {
            Party::Org(at) | Party::Person(at) => self.known.who[at].id.clone(),
            Party::Invitation(at) => self.known.invitations[at].id.clone(),
        }
    }

    fn row_of(&self, row: &Waiting) -> Row {
        let known = &self.known;
        let id = match row {
            Waiting::Task(task) => return Row::Task(*task),
            Waiting::Alert(at) => &known.alerts[*at].id,
            Waiting::Unread(at) => &known.spaces[*at].id,
            Waiting::Document(at) => &known.docs[*at].id,
            Waiting::Vote(at) | Waiting::Answer(at) | Waiting::Proposal(at) => {
                &self.deciding.rows[*at].id
            }
            Waiting::Round(at) | Waiting::Score(at) => &self.assessing.rounds[*at].id,
            Waiting::Review(at) | Waiting::Sign(at) => &self.assessing.plans[*at].id,
            Waiting::Edition(at) => &known.agendas[*at].id,
            Waiting::Duty(at) => &known.duties[*at].id,
            Waiting::Meeting(at)
            | Waiting::Ahead(at)
            | Waiting::Rsvp(at)
            | Waiting::Approve(at) => &known.meetings[*at].id,
            Waiting::Date(id, at) => {
                let detail = known.agenda_details.get(id);
                let item = detail.and_then(|detail| detail.items.get(*at));
                item.map_or(id, |item| &item.id)
            }
        };
        Row::Of(row.heading(), id.clone())
    }
}
