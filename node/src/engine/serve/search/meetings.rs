//! Searching meetings: calls and points, agreements, minutes that are closed.

use asamblea_protocol::content::PointState;
use asamblea_protocol::id::SpaceId;
use asamblea_protocol::view;

use super::{Hits, Question, found};
use crate::engine::Engine;

impl Engine {
    pub(super) fn search_meetings(&self, question: &Question, space: SpaceId, hits: &mut Hits) {
        let meetings = self.views.shown.meetings(space);
        for meeting in meetings.into_iter().flat_map(view::Meetings::iter) {
            let (inside, title) = (meeting.id.to_hex(), meeting.call().title.clone());
            let mut hit = |kind: &str, id: String, text: &str, at, opens: Option<&str>| {
                if let Some(excerpt) = question.excerpt(text) {
                    let ids = (id, inside.clone());
                    let (at, mut row) = found(kind, ids, space, title.clone(), excerpt, at);
                    row.opens = opens.map(str::to_owned);
                    hits.push((at, row));
                }
            };
            let call = meeting.call();
            let mut parts = vec![call.title.clone()];
            parts.extend(call.place.clone());
            parts.extend(call.body.clone());
            let points = meeting.points().into_iter();
            let standing = points.filter(|(_, point)| point.state != PointState::Withdrawn);
            parts.extend(standing.map(|(_, point)| point.title.clone()));
            let id = meeting.id.to_hex();
            hit("meeting", id, &parts.join(" · "), meeting.created_at, None);
            for closing in meeting.closings() {
                let id = closing.id.to_hex();
                hit("minutes", id, &closing.text, closing.at, None);
            }
            for row in meeting.agreements() {
                let agreed = &row.agreed;
                // Somebody does it, or it has a day: it stands in the list of tasks.
                let task = agreed.who.is_some() || agreed.due.is_some();
                let id = row.id.to_hex();
                hit(
                    "agreement",
                    id,
                    &agreed.text,
                    row.at,
                    task.then_some("task"),
                );
            }
        }
    }
}
