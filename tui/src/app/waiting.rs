//! What the first screen offers: alerts, acts that help now, votes, unread, next dates.

use super::inside::{Inside, Waiting};

/// The most dates shown ahead.
const DATES_MAX: usize = 5;
/// The most changed documents and editions shown; the others stand in their spaces.
const CHANGES_MAX: usize = 5;

impl Inside {
    /// The rows, the most pressing first.
    pub(crate) fn waiting_rows(&self) -> Vec<Waiting> {
        let known = &self.known;
        let alerts = (0..known.alerts.len()).filter(|&at| !known.alerts[at].done);
        let mut rows: Vec<Waiting> = alerts.map(Waiting::Alert).collect();
        rows.extend(self.tasks().into_iter().map(Waiting::Task));
        let votes = 0..self.deciding.rows.len();
        let votes = votes.filter(|&at| self.deciding.rows[at].waits_for_me());
        rows.extend(votes.map(Waiting::Vote));
        rows.extend(self.to_score());
        rows.extend(self.to_sign());
        rows.extend(self.duties());
        let unread = self
            .tree_spaces()
            .into_iter()
            .filter(|&at| known.spaces[at].unread > 0);
        rows.extend(unread.map(Waiting::Unread));
        rows.extend(self.dates());
        rows.extend(self.changes());
        rows
    }

    /// Rounds in which I have not scored everything yet.
    fn to_score(&self) -> impl Iterator<Item = Waiting> {
        let rounds = &self.assessing.rounds;
        let open =
            |at: &usize| rounds[*at].state == "scoring" && rounds[*at].scored < rounds[*at].items;
        (0..rounds.len()).filter(open).map(Waiting::Score)
    }

    /// Plans that wait for my signature: my organization's, and for the office those that their
    /// organization has signed.
    fn to_sign(&self) -> impl Iterator<Item = Waiting> {
        let plans = &self.assessing.plans;
        let waits = |at: &usize| self.signs(&plans[*at]);
        (0..plans.len()).filter(waits).map(Waiting::Sign)
    }

    /// What others changed since it was last looked at, and is no message.
    fn changes(&self) -> Vec<Waiting> {
        let known = &self.known;
        let docs = (0..known.docs.len())
            .filter(|&at| known.docs[at].unread && self.is_shown(&known.docs[at].space))
            .map(Waiting::Document);
        let agendas = (0..known.agendas.len())
            .filter(|&at| known.agendas[at].unread)
            .map(Waiting::Edition);
        let meetings = (0..known.meetings.len())
            .filter(|&at| known.meetings[at].unread && self.is_shown(&known.meetings[at].space))
            .map(Waiting::Meeting);
        let changes = meetings.chain(agendas).chain(docs);
        changes.take(CHANGES_MAX).collect()
    }

    /// Cases never stand on the first screen.
    fn is_shown(&self, space: &str) -> bool {
        self.space_by_id(space).is_none_or(|row| row.kind != "case")
    }

    fn dates(&self) -> Vec<Waiting> {
        let now = self.now.map_or(i64::MIN, |now| now.as_second());
        let mut dates: Vec<(i64, String, usize)> = Vec::new();
        for (id, detail) in &self.known.agenda_details {
            for (at, item) in detail.items.iter().enumerate() {
                let starts = item.starts.parse::<jiff::Timestamp>();
                let ahead = starts.map_or(i64::MIN, |starts| starts.as_second());
                if ahead >= now && item.state != "cancelled" {
                    dates.push((ahead, id.clone(), at));
                }
            }
        }
        dates.sort();
        let dates = dates.into_iter().take(DATES_MAX);
        dates.map(|(_, id, at)| Waiting::Date(id, at)).collect()
    }
}
