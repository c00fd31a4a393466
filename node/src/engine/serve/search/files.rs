//! Searching files by their names. What stands in them is not looked into: it is of any form.

use asamblea_protocol::id::SpaceId;
use asamblea_protocol::view;

use super::{Hits, Question, found};
use crate::engine::Engine;

impl Engine {
    pub(super) fn search_files(&self, question: &Question, space: SpaceId, hits: &mut Hits) {
        let files = self.views.shown.attachments(space);
        for attached in files.into_iter().flat_map(view::Attachments::iter) {
            let Some(excerpt) = question.excerpt(&attached.file.name) else {
                continue;
            };
            // What it hangs on may be gone from here, or of a kind that this version does not know.
            let Some(on) = self.hangs_on(space, attached.file.object) else {
                continue;
            };
            let ids = (attached.id.to_hex(), on.inside);
            let (at, mut row) = found("attachment", ids, space, on.title, excerpt, attached.at);
            row.opens = Some(on.kind.to_owned());
            hits.push((at, row));
        }
    }
}
