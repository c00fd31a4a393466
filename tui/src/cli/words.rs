//! Small pieces of answers in words: short ids, local times, translated codes, fields.

use asamblea_node::api::{
    AlertRow, Author, ProposalDetail, ReaderRow, ReaderStep, Status, whole_day,
};

use super::alerts;
use super::failure::Failure;
use super::output::Output;
use super::when::Zone;
use crate::harmless::{harmless, harmless_lines};
use crate::lang::Texts;
use crate::reach;
use crate::safety;
use crate::view::{deciding, reading};

/// Hex digits of an id that people see; any unambiguous prefix is accepted.
const SHORT_ID_CHARS: usize = 10;
/// Between the parts of a line.
const BETWEEN: &str = " · ";

/// Writes answers as lines of words.
pub(super) struct Words<'a> {
    out: &'a mut Output,
    texts: &'a Texts,
    zone: Zone,
}

impl<'a> Words<'a> {
    /// Writes to `out` in the language of `texts` and the zone of this machine.
    pub(super) fn new(out: &'a mut Output, texts: &'a Texts) -> Self {
        Self {
            out,
            texts,
            zone: Zone::here(),
        }
    }

    /// A whole sentence.
    pub(super) fn sentence(&mut self, key: &str) -> Result<(), Failure> {
        let text = self.texts.get(key);
        self.out.line(&text)
    }

    /// A sentence with numbers or quoted text in it.
    pub(super) fn sentence_with(
        &mut self,
        key: &str,
        arguments: &[(&str, &str)],
    ) -> Result<(), Failure> {
        let text = self.texts.with(key, arguments);
        self.out.line(&text)
    }

    /// A label and what belongs to it.
    pub(super) fn field(&mut self, label: &str, value: &str) -> Result<(), Failure> {
        let label = self.texts.get(label);
        self.out.line(&format!("{label}: {}", harmless(value)))
    }

    /// A field, where there is something to say.
    pub(super) fn field_if(&mut self, label: &str, value: Option<&str>) -> Result<(), Failure> {
        value.map_or(Ok(()), |value| self.field(label, value))
    }

    /// The parts that are not empty, as one line.
    pub(super) fn row(&mut self, parts: &[String]) -> Result<(), Failure> {
        let parts: Vec<String> = parts
            .iter()
            .filter(|part| !part.is_empty())
            .map(|part| harmless(part))
            .collect();
        self.out.line(&parts.join(BETWEEN))
    }

    /// Somebody's text, indented so that it cannot pass for ours.
    pub(super) fn block(&mut self, text: &str) -> Result<(), Failure> {
        for line in harmless_lines(text).lines() {
            self.out.line(&format!("    {line}"))?;
        }
        Ok(())
    }

    /// Somebody's text, as it is.
    pub(super) fn text(&mut self, text: &str) -> Result<(), Failure> {
        self.out.line(&harmless_lines(text))
    }

    /// Words to compare, as the node tells them, in the language of the texts.
    pub(super) fn told(&self, words: &str) -> String {
        safety::own(self.texts, words)
    }

    /// The same in the other languages, a line each.
    pub(super) fn told_otherwise(&mut self, words: &str) -> Result<(), Failure> {
        for line in safety::others(self.texts, words) {
            self.out.line(&format!("  {}", harmless(&line)))?;
        }
        Ok(())
    }

    /// My words to compare, to be read out.
    pub(super) fn safety_words(&mut self, words: &str) -> Result<(), Failure> {
        let told = self.told(words);
        self.field("label-safety-words", &told)
    }

    /// An empty line.
    pub(super) fn gap(&mut self) -> Result<(), Failure> {
        self.out.line("")
    }

    /// A time in this machine's zone.
    pub(super) fn time(&self, rfc3339: &str) -> String {
        self.zone.show(rfc3339)
    }

    /// Until when something is open: the day where no hour was said, else the moment.
    pub(super) fn until(&self, rfc3339: &str) -> String {
        whole_day(rfc3339).unwrap_or_else(|| self.time(rfc3339))
    }

    /// A text of the language.
    pub(super) fn get(&self, key: &str) -> String {
        self.texts.get(key)
    }

    /// What a function of the texts says.
    pub(super) fn spoken<T: ?Sized, S>(&self, say: fn(&Texts, &T) -> S, about: &T) -> S {
        say(self.texts, about)
    }

    /// Why somebody reads a space, by one way.
    pub(super) fn why(&self, row: &ReaderRow, path: &[ReaderStep]) -> String {
        reading::why(self.texts, row, path)
    }

    /// A text with a number in it.
    pub(super) fn count(&self, key: &str, n: u64) -> String {
        self.texts.with(key, &[("n", &n.to_string())])
    }

    /// A text with arguments.
    pub(super) fn with(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        self.texts.with(key, arguments)
    }

    /// A choice of a vote.
    pub(super) fn choice(&self, detail: &ProposalDetail, choice: &str) -> String {
        deciding::choice(self.texts, detail, choice)
    }

    /// A text, where it applies; else nothing.
    pub(super) fn mark(&self, applies: bool, key: &str) -> String {
        if applies {
            self.texts.get(key)
        } else {
            String::new()
        }
    }

    /// How far what is here has got.
    pub(super) fn held(&mut self, status: &Status) -> Result<(), Failure> {
        let text = reach::sentence(self.texts, status);
        self.out.line(&text)
    }

    /// The sentence of an alert.
    pub(super) fn alert(&self, row: &AlertRow) -> String {
        alerts::sentence(row, self.texts)
    }

    /// What `none` stands for in texts, where there is nothing.
    pub(super) fn or_none(value: Option<&str>, shown: impl Fn(&str) -> String) -> String {
        value.map_or_else(|| "none".to_owned(), shown)
    }

    /// The word for a code of the contract; the code itself where it is a new one.
    pub(super) fn code(&self, family: &str, code: &str) -> String {
        let key = format!("{family}-{}", code.replace('_', "-"));
        let word = self.texts.get(&key);
        if word == key { code.to_owned() } else { word }
    }
}

/// An id as people see it.
pub(super) fn short(id: &str) -> &str {
    id.get(..SHORT_ID_CHARS).unwrap_or(id)
}

/// Who wrote something.
pub(super) fn author(author: &Author) -> String {
    match author.org_name.as_deref().filter(|name| !name.is_empty()) {
        Some(org) => format!("{} ({org})", author.name),
        None => author.name.clone(),
    }
}

#[cfg(test)]
mod tests;
