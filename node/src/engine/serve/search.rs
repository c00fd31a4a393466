//! Searching everything that this device can read, in memory: nothing of a question or of what it
//! found is written anywhere.

mod files;
mod meetings;
mod work;

use asamblea_protocol::content::Item;
use asamblea_protocol::id::{OpId, SpaceId};
use asamblea_protocol::op::SpaceKind;
use asamblea_protocol::time::WallTime;
use asamblea_protocol::view;

use super::super::Engine;
use super::super::clock::rfc3339;
use crate::api::{ApiError, ErrorKind, FoundRow, Reply, plain_letter};

/// The most bytes of a question: one line of a screen, with room.
const QUESTION_BYTES_MAX: usize = 1024;
/// The most words of a question.
const WORDS_MAX: usize = 8;
/// The most hits, the newest: nobody reads more, and a common word is in every post.
const HITS_MAX: usize = 200;
/// Letters of an excerpt before the first word that was found.
const BEFORE: usize = 30;
/// Letters of an excerpt from there on.
const AFTER: usize = 90;

/// What is looked for: words that must all be there.
struct Question(Vec<Vec<char>>);

impl Question {
    fn new(text: &str) -> Result<Self, ApiError> {
        if text.len() > QUESTION_BYTES_MAX {
            return Err(ErrorKind::TooLong.into());
        }
        let words: Vec<Vec<char>> = text
            .split_whitespace()
            .take(WORDS_MAX)
            .map(|word| word.chars().map(plain_letter).collect())
            .collect();
        if words.is_empty() {
            return Err(ApiError::about(ErrorKind::Usage, "text"));
        }
        Ok(Self(words))
    }

    /// Where the first of the words that are found stands, when all are there.
    fn place(&self, text: &[char]) -> Option<usize> {
        let mut first = usize::MAX;
        for word in &self.0 {
            let at = text.windows(word.len()).position(|part| part == word)?;
            first = first.min(at);
        }
        Some(first)
    }

    /// A piece of the text around what was found.
    fn excerpt(&self, text: &str) -> Option<String> {
        let letters: Vec<char> = text.chars().collect();
        let folded: Vec<char> = letters.iter().copied().map(plain_letter).collect();
        let at = self.place(&folded)?;
        let from = at.saturating_sub(BEFORE);
        let to = at.saturating_add(AFTER).min(letters.len());
        let piece: String = letters.get(from..to).unwrap_or_default().iter().collect();
        let piece = piece.split_whitespace().collect::<Vec<_>>().join(" ");
        let (before, after) = (from > 0, to < letters.len());
        let dots = |there: bool| if there { "…" } else { "" };
        Some(format!("{}{piece}{}", dots(before), dots(after)))
    }
}

/// Hits with the time they are sorted by.
type Hits = Vec<(WallTime, FoundRow)>;

impl Engine {
    pub(super) fn search(&mut self, text: &str, space: Option<&str>) -> Result<Reply, ApiError> {
        let question = Question::new(text)?;
        let only = space.map(|space| self.find_space(space)).transpose()?;
        let spaces: Vec<SpaceId> = self.views.shown.spaces().collect();
        let mut hits = Hits::new();
        let among = |engine: &Self, space: SpaceId| {
            let case = engine.replica.directory().kind(space) == Some(SpaceKind::Case);
            only.map_or(!case, |only| only == space)
        };
        for space in spaces {
            if !among(self, space) {
                continue;
            }
            self.search_threads(&question, space, &mut hits);
            self.search_docs(&question, space, &mut hits)?;
            self.search_agendas(&question, space, &mut hits);
            self.search_meetings(&question, space, &mut hits);
            self.search_notes(&question, space, &mut hits);
            self.search_proposals(&question, space, &mut hits);
            self.search_rounds(&question, space, &mut hits);
            self.search_files(&question, space, &mut hits);
        }
        self.search_agreed(&question, |space| among(self, space), &mut hits);
        self.search_plans(&question, |space| among(self, space), &mut hits);
        hits.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.id.cmp(&b.1.id)));
        hits.truncate(HITS_MAX);
        Ok(Reply::Found(hits.into_iter().map(|(_, row)| row).collect()))
    }

    fn search_threads(&self, question: &Question, space: SpaceId, hits: &mut Hits) {
        let threads = self.views.shown.threads(space);
        for thread in threads.into_iter().flat_map(view::Threads::iter) {
            let row = |kind: &str, id: OpId, excerpt, at| {
                let inside = thread.id.to_hex();
                let title = thread.title.clone();
                found(kind, (id.to_hex(), inside), space, title, excerpt, at)
            };
            if let Some(excerpt) = question.excerpt(&thread.title) {
                hits.push(row("thread", thread.id, excerpt, thread.last_at));
            }
            for post in thread.posts() {
                if let Some(excerpt) = question.excerpt(&post.body) {
                    hits.push(row("post", post.id, excerpt, post.at));
                }
            }
        }
    }

    fn search_docs(
        &mut self,
        question: &Question,
        space: SpaceId,
        hits: &mut Hits,
    ) -> Result<(), ApiError> {
        let docs = self.views.shown.docs(space);
        let docs: Vec<(OpId, String, WallTime)> = docs
            .into_iter()
            .flat_map(view::Docs::iter)
            .map(|doc| (doc.id, doc.title.clone(), doc.last_at()))
            .collect();
        for (id, title, at) in docs {
            let text = format!("{title}\n{}", self.doc_text(space, id)?);
            if let Some(excerpt) = question.excerpt(&text) {
                let ids = (id.to_hex(), id.to_hex());
                hits.push(found("doc", ids, space, title.clone(), excerpt, at));
            }
            let doc = self.views.shown.docs(space).and_then(|docs| docs.get(&id));
            for comment in doc.into_iter().flat_map(view::Doc::comments) {
                if let Some(excerpt) = question.excerpt(&comment.body) {
                    let ids = (comment.id.to_hex(), id.to_hex());
                    let title = title.clone();
                    hits.push(found("comment", ids, space, title, excerpt, comment.at));
                }
            }
        }
        Ok(())
    }

    /// A document's text as it stands. What was built once is kept until the document changes.
    fn doc_text(&mut self, space: SpaceId, id: OpId) -> Result<String, ApiError> {
        if let Some(open) = self.views.open.get(&id) {
            return Ok(open.document.text());
        }
        let docs = self.views.shown.docs(space);
        let updates = docs
            .and_then(|docs| docs.get(&id))
            .map_or(0, view::Doc::len);
        if let Some((known, text)) = self.views.texts.get(&id)
            && *known == updates
        {
            return Ok(text.clone());
        }
        let text = self.build(space, id)?.text();
        self.views.texts.insert(id, (updates, text.clone()));
        Ok(text)
    }

    fn search_agendas(&mut self, question: &Question, space: SpaceId, hits: &mut Hits) {
        let office = self.holds_office();
        let agendas = self.views.shown.agendas(space);
        for agenda in agendas.into_iter().flat_map(view::Agendas::iter) {
            let newest = agenda.newest();
            // Drafts are for the people who write them.
            if newest.is_none() && !office {
                continue;
            }
            let title = newest.map_or(&agenda.title, |edition| &edition.title);
            let items = newest.map_or_else(|| agenda.draft(), |edition| edition.items.clone());
            let at = newest.map_or(agenda.created_at, |edition| edition.at);
            let inside = agenda.id.to_hex();
            if let Some(excerpt) = question.excerpt(title) {
                let ids = (inside.clone(), inside.clone());
                hits.push(found("agenda", ids, space, title.clone(), excerpt, at));
            }
            for item in items {
                if let Some(excerpt) = question.excerpt(&item_text(&item)) {
                    let id: String = item.id.iter().map(|b| format!("{b:02x}")).collect();
                    let ids = (id, inside.clone());
                    hits.push(found("item", ids, space, title.clone(), excerpt, at));
                }
            }
        }
    }
}

fn item_text(item: &Item) -> String {
    let parts = [
        Some(item.title.as_str()),
        item.place.as_deref(),
        item.who.as_deref(),
    ];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    parts.join(" · ")
}

fn found(
    kind: &str,
    (id, inside): (String, String),
    space: SpaceId,
    title: String,
    excerpt: String,
    at: WallTime,
) -> (WallTime, FoundRow) {
    let row = FoundRow {
        kind: kind.to_owned(),
        id,
        inside,
        opens: None,
        space: space.to_hex(),
        title,
        excerpt,
        at: rfc3339(at),
    };
    (at, row)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(question: &str, text: &str, want: Option<&str>) {
        let question = Question::new(question).unwrap();
        assert_eq!(question.excerpt(text).as_deref(), want);
    }

    #[test]
    fn case_accents_and_order_do_not_count_and_every_word_must_be_there() {
        check("reunion", "La Reunión es hoy", Some("La Reunión es hoy"));
        check("REUNIÓN", "la reunion", Some("la reunion"));
        check("hoy la", "La reunión\nes  hoy", Some("La reunión es hoy"));
        check("hoy ayer", "La reunión es hoy", None);
        check("nina", "NIÑA", Some("NIÑA"));
        check("x", "", None);
    }

    #[test]
    fn an_excerpt_says_where_it_was_cut_and_never_splits_a_letter() {
        let long = format!("{}aguja{}", "ñ".repeat(100), "ü".repeat(200));
        let want = format!("…{}aguja{}…", "ñ".repeat(BEFORE), "ü".repeat(AFTER - 5));
        check("aguja", &long, Some(&want));
        let exact = format!("{}aguja{}", "a".repeat(BEFORE), "b".repeat(AFTER - 5));
        check("aguja", &exact, Some(&exact));
    }

    #[test]
    fn an_empty_question_and_one_too_long_are_refused() {
        let kind = |text: &str| Question::new(text).map(drop).unwrap_err().kind;
        assert_eq!(kind(" \n"), ErrorKind::Usage);
        assert!(Question::new(&"a".repeat(QUESTION_BYTES_MAX)).is_ok());
        assert_eq!(
            kind(&"a".repeat(QUESTION_BYTES_MAX + 1)),
            ErrorKind::TooLong
        );
    }
}
