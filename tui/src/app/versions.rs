//! Versions of a document side by side, one that comes back, and comments beside the text.

use asamblea_node::api::{CommentRow, DocDetail, Request};

use super::document::{Document, History};
use super::inside::{Inside, Open};
use super::question::{Ask, Question};
use super::schema::{Filled, Kind, Spec, form, spec};
use super::{App, Purpose};
use crate::command_table::Act;
use crate::compare::compare;
use crate::harmless::{harmless, harmless_lines};
use crate::view::when::when;

const COMMENT: &[Spec] = &[
    spec("on", "ui-comment-on", Kind::Text),
    spec("body", "ui-comment-body", Kind::Text),
];

impl Inside {
    fn history(&mut self) -> Option<(&str, &mut History)> {
        match &mut self.open {
            Open::Document(document) => {
                let Document { id, history, .. } = &mut **document;
                Some((id, history.as_mut()?))
            }
            _ => None,
        }
    }

    /// A version has the focus.
    pub(crate) fn why_not_version(&self) -> Option<&'static str> {
        let history = self
            .document()
            .and_then(|document| document.history.as_ref());
        let some = history.is_some_and(|history| !history.versions.is_empty());
        (!some).then_some("ui-why-no-version")
    }
}

impl App {
    /// Shows what the focused version changed: it beside the one before.
    pub(super) fn compare_versions(&mut self) {
        let Some((id, history)) = self.inside().and_then(Inside::history) else {
            return;
        };
        let Some(version) = history.versions.get(history.at) else {
            return;
        };
        let at = Some(version.version.clone());
        // They stand newest first.
        let before = history.versions.get(history.at + 1);
        let before = before.map(|version| version.version.clone());
        let id = id.to_owned();
        history.before = before.is_none().then(String::new);
        if before.is_some() {
            let show = Request::DocShow {
                id: id.clone(),
                at: before,
            };
            self.call(Purpose::Before(id.clone()), show);
        }
        self.call(Purpose::After(id.clone()), Request::DocShow { id, at });
    }

    /// One of the two texts came.
    pub(super) fn version_came(&mut self, id: &str, older: bool, doc: DocDetail) {
        let Some((open, history)) = self.inside().and_then(Inside::history) else {
            return;
        };
        if open != id {
            return;
        }
        if older {
            history.before = Some(doc.text);
        } else {
            history.after = Some(doc.text);
        }
        if let (Some(before), Some(after)) = (&history.before, &history.after) {
            history.text = Some(compare(before, after).text());
            history.top = 0;
            (history.before, history.after) = (None, None);
        }
    }

    /// Asks before a version comes back.
    pub(super) fn restore_question(&self, inside: &Inside) -> Option<Question> {
        let document = inside.document()?;
        let history = document.history.as_ref()?;
        let version = history.versions.get(history.at)?;
        let texts = &self.texts;
        let at = when(texts, &self.clock, &version.at);
        Some(Question::choose(
            texts.with("ui-restore-title", &[("when", &at)]),
            vec![texts.get("ui-restore-words")],
            vec![texts.get("ui-restore-no"), texts.get("ui-restore-yes")],
            Ask::Restore {
                id: document.id.clone(),
                version: version.version.clone(),
            },
        ))
    }

    /// A version comes back as a new change; the text shows it.
    pub(super) fn restore(&mut self, id: &str, version: &str) {
        let (id, version) = (id.to_owned(), version.to_owned());
        if let Some(Open::Document(document)) = self.inside().map(|inside| &mut inside.open) {
            document.history = None;
        }
        let restore = Request::DocRestore { id, version };
        self.call(Purpose::Done("ui-done-restored"), restore);
    }

    /// The comments of the open document, or what is said about which words.
    pub(super) fn comments(&mut self, act: Act) {
        let Some(document) = self.inside().and_then(|inside| inside.document()) else {
            return;
        };
        let id = document.id.clone();
        if act == Act::Comments {
            let list = Request::DocComments { id: id.clone() };
            self.call(Purpose::Comments(id), list);
            return;
        }
        let texts = &self.texts;
        let title = texts.get("ui-comment-title");
        let words = vec![texts.get("ui-comment-words")];
        let ask = Ask::Comment { id };
        self.ask(form(texts, title, words, COMMENT, &[], "ui-save", ask));
    }

    /// A comment goes out.
    pub(super) fn comment(&mut self, id: &str, values: &[String]) -> Result<(), &'static str> {
        let filled = Filled::check(COMMENT, values)?;
        let [on, body] = ["on", "body"].map(|name| filled.text(name).to_owned());
        let id = id.to_owned();
        let comment = Request::DocComment { id, on, body };
        self.call(Purpose::Done("ui-done-comment"), comment);
        Ok(())
    }

    /// The comments came.
    pub(super) fn show_comments(&mut self, rows: &[CommentRow]) {
        let texts = &self.texts;
        let mut words = Vec::new();
        for row in rows.iter().filter(|row| !row.retracted) {
            let (line, quote) = (row.line.to_string(), harmless(&row.quote));
            let key = if row.stands {
                "ui-comment-at"
            } else {
                "ui-comment-gone"
            };
            let place = texts.with(key, &[("quote", &quote), ("line", &line)]);
            let who = harmless(&row.author.name);
            let at = when(texts, &self.clock, &row.at);
            words.push(format!("{place} {who}, {at}"));
            let body = harmless_lines(&row.body);
            words.extend(body.lines().map(|line| format!("  {line}")));
        }
        if words.is_empty() {
            words.push(texts.get("ui-comments-none"));
        }
        let question = Question::read(texts, texts.get("ui-comments-title"), words);
        self.ask(question);
    }
}
