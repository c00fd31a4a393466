//! What the first screen offers: alerts, acts that help now, unread, next dates.

use super::inside::{Inside, Waiting};
use crate::command_table::Act;

/// The most dates shown ahead.
const DATES_MAX: usize = 5;
/// With fewer coordinators an organization may lose its way back.
const COORDINATORS_WANTED: usize = 3;

impl Inside {
    /// The rows, the most pressing first.
    pub(crate) fn waiting_rows(&self) -> Vec<Waiting> {
        let known = &self.known;
        let alerts = (0..known.alerts.len()).filter(|&at| !known.alerts[at].done);
        let mut rows: Vec<Waiting> = alerts.map(Waiting::Alert).collect();
        rows.extend(self.tasks());
        let unread = self
            .tree_spaces()
            .into_iter()
            .filter(|&at| known.spaces[at].unread > 0);
        rows.extend(unread.map(Waiting::Unread));
        rows.extend(self.dates());
        rows
    }

    fn tasks(&self) -> Vec<Waiting> {
        let known = &self.known;
        let Some(status) = &known.status else {
            return Vec::new();
        };
        let mut tasks = Vec::new();
        let coordinators = known.who.iter().filter(|row| {
            row.kind == "person"
                && row.role.as_deref() == Some("coordinator")
                && row.state == "active"
                && (row.me || row.org == status.org_id || row.org == status.org)
        });
        let few = coordinators.count() < COORDINATORS_WANTED;
        if few && status.role.as_deref() == Some("coordinator") && !known.who.is_empty() {
            tasks.push(Waiting::Task("ui-task-invite", Act::People));
        }
        let unverified = known
            .who
            .iter()
            .any(|row| row.kind == "device" && row.state == "unverified" && !row.me);
        if unverified {
            tasks.push(Waiting::Task("ui-task-compare", Act::People));
        }
        let written = !known.threads.is_empty();
        if !written && !known.spaces.is_empty() {
            tasks.push(Waiting::Task("ui-task-greet", Act::Spaces));
        }
        tasks
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
