//! The first place of the plain-text mode: what waits, as `home` lists it, with numbers that open
//! it.

use asamblea_node::api::Status;

use super::Reader;
use super::duties::whole;
use super::page::{Numbered, Place};
use crate::app::inside::Inside;
use crate::cli::failure::Failure;
use crate::cli::home::{self, HomeRow, clock};
use crate::harmless::harmless;
use crate::lang::Texts;
use crate::reach::{self, Reach};
use crate::view::screens::alert_words;

impl Reader<'_> {
    pub(super) async fn home(&mut self) -> Result<(), Failure> {
        let inside = home::known(&self.client, &self.session.texts).await?;
        if let Some(status) = &inside.known.status {
            let line = self.state(status);
            self.line(&line)?;
        }
        self.unread = inside.known.spaces.iter().map(|row| row.unread).sum();
        let rows = home::rows(&self.session.texts, &clock(), &inside);
        if rows.is_empty() {
            self.text("ui-home-quiet")?;
        }
        let mut heading = "";
        for row in rows {
            if row.heading != heading {
                heading = row.heading;
                self.text(heading)?;
            }
            match numbered(&self.session.texts, &inside, &row) {
                Some(item) => self.item(item, &[row.title, row.more])?,
                // Nothing is opened to do it: it has no number.
                None => self.line(&row.title)?,
            }
        }
        self.text("text-hint")
    }

    fn state(&self, status: &Status) -> String {
        let texts = &self.session.texts;
        let names = [&status.network, &status.person, &status.org];
        let mut parts: Vec<String> = names
            .into_iter()
            .flatten()
            .map(|name| harmless(name))
            .collect();
        if !status.peers.is_empty() {
            let online = status.peers.len().to_string();
            parts.push(texts.with("ui-online", &[("count", &online)]));
        }
        parts.push(Reach::of(status).words(texts));
        parts.extend(reach::waiting(texts, status));
        parts.join(", ")
    }
}

/// What the number of a row opens.
fn numbered(texts: &Texts, inside: &Inside, row: &HomeRow) -> Option<Numbered> {
    let id = row.id.clone();
    Some(Numbered::To(match row.kind {
        "alert" => {
            let alert = inside.known.alerts.iter().find(|alert| alert.id == id)?;
            let (_, words) = alert_words(texts, alert);
            return Some(Numbered::Alert { id, words });
        }
        "task" => {
            let task = inside.known.duties.iter().find(|task| task.id == id)?;
            let words = whole(texts, task);
            return Some(Numbered::Task { id, words });
        }
        "vote" | "answer" | "changed-proposal" => Place::Proposal(id),
        "score" | "round" => Place::Round(id),
        "sign" | "review" => Place::Plan(id),
        "approve" | "rsvp" | "meeting" | "changed-meeting" => Place::Meeting(id),
        "unread" => Place::Space(id),
        "date" | "changed-agenda" => Place::Agenda(id),
        "changed-doc" => Place::Document(id),
        _ => return None,
    }))
}
