//! Searching files by their names. What stands in them is not looked into: it is of any form.

use asamblea_protocol::id::SpaceId;
use asamblea_protocol::view;

use super::{Hits, Question, found};
use crate::engine::Engine;

impl Engine {
    pub(super) fn search_files(&self, question: &Question, space: SpaceId, hits: &mut Hits) {
        let files = self.views.shown.attachments(space).into_iter();
        let named = files
            .flat_map(view::Attachments::iter)
            .filter_map(|attached| {
                let excerpt = question.excerpt(&attached.file.name)?;
                Some((attached, excerpt))
            });
        let named: Vec<_> = named.collect();
        if named.is_empty() {
            return;
        }
        let objects = named.iter().map(|(attached, _)| attached.file.object);
        let holders = self.file_holders(space, &objects.collect());
        for (attached, excerpt) in named {
            // What it hangs on may be gone from here, or of a kind that this version does not know.
            let Some(on) = holders.get(&attached.file.object) else {
                continue;
            };
            let ids = (attached.id.to_hex(), on.inside.clone());
            let (at, mut row) = found(
                "attachment",
                ids,
                space,
                on.title.clone(),
                excerpt,
                attached.at,
            );
            row.opens = Some(on.kind.to_owned());
            hits.push((at, row));
        }
    }
}
