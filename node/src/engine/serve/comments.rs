//! Comments beside the text of documents, and old versions that come back as new changes.

use asamblea_protocol::content::{CommentRetract, DocComment, QUOTE_BYTES_MAX};
use asamblea_protocol::document::{Document, Version};
use asamblea_protocol::id::{OpId, SpaceId};
use asamblea_protocol::view;

use super::super::Engine;
use super::super::clock::rfc3339;
use super::docs::doc_fault;
use super::selectors::pick;
use crate::api::{ApiError, CommentRow, ErrorKind, Reply, Saved};

impl Engine {
    pub(super) fn comment_doc(
        &mut self,
        id: &str,
        on: &str,
        body: String,
    ) -> Result<Reply, ApiError> {
        if body.trim().is_empty() {
            return Err(ApiError::about(ErrorKind::Usage, "body"));
        }
        let (space, doc) = self.find_doc(id)?;
        self.tells_one_story(space)?;
        self.save_open(doc)?;
        let document = self.build(space, doc)?;
        let at = document.anchor(once(&document.text(), on)?);
        let quote = beginning(on, QUOTE_BYTES_MAX).to_owned();
        let comment = DocComment {
            doc,
            at,
            quote,
            body,
        };
        let id = self.write_one(space, comment.into())?.to_hex();
        Ok(Reply::Created(Saved::of(id)))
    }

    pub(super) fn retract_comment(&mut self, id: &str) -> Result<Reply, ApiError> {
        let (space, comment) = self.find_comment(id)?;
        let (device, person) = (self.replica.device(), self.my_person());
        if !comment.is_by(device, person) {
            return Err(ErrorKind::NotPermitted.into());
        }
        if comment.retracted {
            return Err(ErrorKind::NoEffect.into());
        }
        let comment = comment.id;
        self.write_one(space, CommentRetract { comment }.into())?;
        let id = comment.to_hex();
        Ok(Reply::Saved(Saved::of(id)))
    }

    fn find_comment(&self, text: &str) -> Result<(SpaceId, view::Comment), ApiError> {
        let shown = &self.views.shown;
        let docs = |space| shown.docs(space).into_iter().flat_map(view::Docs::iter);
        let all = || {
            let of_space = |space| docs(space).map(move |doc| (space, doc));
            shown.spaces().flat_map(of_space)
        };
        let ids = all().flat_map(|(_, doc)| doc.comments());
        let found: OpId = pick(text, ids.map(|row| (row.id, row.id.to_hex(), None)))?;
        all()
            .find_map(|(space, doc)| {
                let row = doc.comments().find(|row| row.id == found)?;
                Some((space, row.clone()))
            })
            .ok_or_else(|| ErrorKind::NotFound.into())
    }

    /// [`Reply::Comments`], in causal order.
    pub(super) fn comments(&mut self, id: &str) -> Result<Reply, ApiError> {
        let (space, id) = self.find_doc(id)?;
        self.save_open(id)?;
        let mut document = self.build(space, id)?;
        let rows = self.comment_rows(space, id, &mut document)?;
        Ok(Reply::Comments(rows))
    }

    /// The comments of a document beside its text.
    pub(super) fn comment_rows(
        &self,
        space: SpaceId,
        id: OpId,
        document: &mut Document,
    ) -> Result<Vec<CommentRow>, ApiError> {
        let doc = self.doc(space, id)?;
        let letters: Vec<char> = document.text().chars().collect();
        let (device, person) = (self.replica.device(), self.my_person());
        let mut rows = Vec::new();
        for comment in doc.comments() {
            let place = document.anchored(comment.anchor).min(letters.len());
            let (before, after) = letters.split_at(place);
            let breaks = before.iter().filter(|letter| **letter == '\n').count();
            let quoted: Vec<char> = comment.quote.chars().collect();
            rows.push(CommentRow {
                id: comment.id.to_hex(),
                author: self.author(comment.author, space),
                body: comment.body.clone(),
                quote: comment.quote.clone(),
                at: rfc3339(comment.at),
                place,
                line: breaks.saturating_add(1),
                stands: after.starts_with(&quoted),
                retracted: comment.retracted,
                mine: comment.is_by(device, person),
            });
        }
        Ok(rows)
    }

    /// Makes the text what it was at a version: a change like any other, which all see.
    pub(super) fn restore_doc(&mut self, id: &str, version: &str) -> Result<Reply, ApiError> {
        let (space, doc) = self.find_doc(id)?;
        self.save_open(doc)?;
        let version: Version = self.version_of(space, doc, version)?;
        let text = self
            .build(space, doc)?
            .text_at(&version)
            .map_err(doc_fault)?;
        self.edit_doc(&doc.to_hex(), &text, None)
    }
}

/// Where some words stand in a text, in code points; they must stand there once.
fn once(text: &str, words: &str) -> Result<usize, ApiError> {
    if words.trim().is_empty() {
        return Err(ApiError::about(ErrorKind::Usage, "on"));
    }
    let mut found = text.match_indices(words).map(|(at, _)| at);
    let first = found.next();
    let at = first.ok_or_else(|| ApiError::about(ErrorKind::NotFound, words))?;
    if found.next().is_some() {
        return Err(ApiError::about(ErrorKind::Ambiguous, words));
    }
    Ok(text.get(..at).unwrap_or_default().chars().count())
}

/// As much of a text as fits, in whole characters.
fn beginning(text: &str, bytes_max: usize) -> &str {
    let mut end = text.len().min(bytes_max);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_where_they_stand_once() {
        assert_eq!(once("ñandú y más", "más"), Ok(8));
        let kind = |text, words| once(text, words).unwrap_err().kind;
        assert_eq!(kind("uno y uno", "uno"), ErrorKind::Ambiguous);
        assert_eq!(kind("uno", "dos"), ErrorKind::NotFound);
        assert_eq!(kind("uno", " "), ErrorKind::Usage);
    }

    #[test]
    fn a_long_quote_ends_between_characters() {
        assert_eq!(beginning("ñññ", 4), "ññ");
        assert_eq!(beginning("ñññ", 5), "ññ");
        assert_eq!(beginning("ñññ", 9), "ñññ");
        assert_eq!(beginning("", 0), "");
    }
}
