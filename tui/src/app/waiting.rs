//! What the first screen offers: alerts, acts that help now, votes, unread, next dates.

use super::inside::{Inside, Waiting};

/// The most dates shown ahead.
const DATES_MAX: usize = 5;
/// The most changed documents and editions shown; the others stand in their spaces.
const CHANGES_MAX: usize = 5;
/// How far a round is when its coordinators go on with it.
const LED: [&str; 4] = ["pooled", "agreeing", "priorities", "approved"];

impl Waiting {
    /// The key of the heading under which it stands.
    pub(crate) const fn heading(&self) -> &'static str {
        match self {
            Self::Alert(_) => "ui-home-alerts",
            Self::Task(_) => "ui-home-tasks",
            Self::Score(_) => "ui-home-score",
            Self::Sign(_) => "ui-home-sign",
            Self::Answer(_) => "ui-home-answers",
            Self::Round(_) => "ui-home-rounds",
            Self::Duty(_) => "ui-home-duties",
            Self::Approve(_) => "ui-home-approve",
            Self::Rsvp(_) => "ui-home-rsvp",
            Self::Vote(_) => "ui-home-votes",
            Self::Unread(_) => "ui-home-unread",
            Self::Ahead(_) | Self::Review(_) | Self::Date(..) => "ui-home-dates",
            Self::Proposal(_) | Self::Meeting(_) | Self::Document(_) | Self::Edition(_) => {
                "ui-home-changed"
            }
        }
    }
}

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
        rows.extend(self.to_answer());
        rows.extend(self.to_score());
        rows.extend(self.to_lead());
        rows.extend(self.to_sign());
        rows.extend(self.calls());
        rows.extend(self.to_approve());
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

    /// Proposals of mine that somebody waits for.
    fn to_answer(&self) -> impl Iterator<Item = Waiting> {
        let rows = &self.deciding.rows;
        let waits = |at: &usize| rows[*at].answers > 0;
        (0..rows.len()).filter(waits).map(Waiting::Answer)
    }

    /// Rounds that go on only by the coordinators of my organization, where I am one.
    fn to_lead(&self) -> impl Iterator<Item = Waiting> {
        let status = self.known.status.as_ref();
        let leads = status.is_some_and(|status| status.role.as_deref() == Some("coordinator"));
        let rounds = &self.assessing.rounds;
        let waits = move |at: &usize| leads && LED.contains(&rounds[*at].state.as_str());
        (0..rounds.len()).filter(waits).map(Waiting::Round)
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

    /// Meetings ahead of which nobody said in my name whether I come.
    fn calls(&self) -> impl Iterator<Item = Waiting> {
        let rows = &self.known.meetings;
        let waits = |at: &usize| rows[*at].to_answer && self.is_shown(&rows[*at].space);
        (0..rows.len()).filter(waits).map(Waiting::Rsvp)
    }

    /// Minutes of meetings I was at.
    fn to_approve(&self) -> impl Iterator<Item = Waiting> {
        let rows = &self.known.meetings;
        let waits = |at: &usize| rows[*at].to_approve && self.is_shown(&rows[*at].space);
        (0..rows.len()).filter(waits).map(Waiting::Approve)
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
            .filter(|&at| {
                let row = &known.meetings[at];
                row.unread && !row.to_approve && !row.to_answer && self.is_shown(&row.space)
            })
            .map(Waiting::Meeting);
        let rows = &self.deciding.rows;
        let proposals = (0..rows.len())
            .filter(|&at| {
                let row = &rows[at];
                row.unread && !row.waits_for_me() && self.is_shown(&row.space)
            })
            .map(Waiting::Proposal);
        let changes = proposals.chain(meetings).chain(agendas).chain(docs);
        changes.take(CHANGES_MAX).collect()
    }

    /// Cases never stand on the first screen.
    fn is_shown(&self, space: &str) -> bool {
        self.space_by_id(space).is_none_or(|row| row.kind != "case")
    }

    fn dates(&self) -> Vec<Waiting> {
        let now = self.now.map_or(i64::MIN, |now| now.as_second());
        let second = |text: &str| {
            let at = text.parse::<jiff::Timestamp>();
            at.map_or(i64::MIN, |at| at.as_second())
        };
        let mut dates: Vec<(i64, Waiting)> = Vec::new();
        for (id, detail) in &self.known.agenda_details {
            let items = detail.items.iter().enumerate();
            let on = items.filter(|(_, item)| item.state != "cancelled");
            dates.extend(on.map(|(at, item)| {
                let starts = second(&item.starts);
                (starts, Waiting::Date(id.clone(), at))
            }));
        }
        let meetings = self.known.meetings.iter().enumerate();
        // A new call stands among the changes.
        let called = meetings
            .filter(|(_, row)| row.state == "called" && !row.unread && !row.to_answer)
            .filter(|(_, row)| self.is_shown(&row.space));
        dates.extend(called.map(|(at, row)| (second(&row.starts), Waiting::Ahead(at))));
        let plans = self.assessing.plans.iter().enumerate();
        let reviews = plans.filter_map(|(at, row)| {
            let next = row
                .next_review
                .as_deref()
                .filter(|_| self.is_own(&row.org))?;
            Some((second(next), Waiting::Review(at)))
        });
        dates.extend(reviews);
        dates.retain(|(ahead, _)| *ahead >= now);
        dates.sort_by_key(|(ahead, _)| *ahead);
        let dates = dates.into_iter().take(DATES_MAX);
        dates.map(|(_, date)| date).collect()
    }

    fn is_own(&self, org: &str) -> bool {
        let status = self.known.status.as_ref();
        status.is_some_and(|status| status.org_id.as_deref() == Some(org))
    }
}
