//! A device that told two stories: both texts, what it means, what can be done.

use asamblea_node::api::{AlertRow, AsideRow, Request};

use super::question::{Ask, Question};
use super::{App, Purpose};
use crate::harmless::harmless;
use crate::lang::Texts;
use crate::view::screens;

/// Letters of a text that stand for it.
const LETTERS_MAX: usize = 60;
/// Texts of one story that are shown: what it is about is seen by then.
const TEXTS_MAX: usize = 4;

impl App {
    /// Reads both stories of the device that an alert is about.
    pub(super) fn open_stories(&mut self, alert: &AlertRow) {
        let purpose = Purpose::Stories(Box::new(alert.clone()));
        self.call(purpose, Request::AsideList { space: None });
    }

    /// Shows them, and asks what to do.
    pub(super) fn show_stories(&mut self, alert: &AlertRow, rows: &[AsideRow]) {
        let question = question(&self.texts, alert, rows);
        self.ask(question);
    }

    /// Does what was chosen of [`Ask::Stories`]; the first choice leaves it as it is.
    pub(super) fn settle_stories(&mut self, device: &str, stories: &[String], choice: usize) {
        let id = device.to_owned();
        let request = Request::DeviceRevoke {
            id,
            urgent: true,
            keep: choice
                .checked_sub(2)
                .and_then(|at| stories.get(at).cloned()),
        };
        self.call(Purpose::Done("ui-done-removed"), request);
    }
}

/// What happened, what it means, both stories, and what can be done.
fn question(texts: &Texts, alert: &AlertRow, rows: &[AsideRow]) -> Question {
    let device = alert.id.rsplit(':').next().unwrap_or_default().to_owned();
    let mut told: Vec<(String, Vec<&AsideRow>)> = Vec::new();
    for row in rows.iter().filter(|row| row.device == device) {
        let Some(story) = &row.story else { continue };
        match told.iter_mut().find(|(known, _)| known == story) {
            Some((_, rows)) => rows.push(row),
            None => told.push((story.clone(), vec![row])),
        }
    }
    told.sort_by(|(a, _), (b, _)| a.cmp(b));
    let (title, words) = screens::alert_words(texts, alert);
    let mut all = vec![words, texts.get("ui-stories-means")];
    for (at, (_, rows)) in told.iter().enumerate() {
        all.push(story_words(texts, at + 1, rows));
    }
    let mut choices = vec![texts.get("ui-stories-leave"), texts.get("ui-stories-both")];
    choices.extend(
        (1..=told.len())
            .map(|number| texts.with("ui-stories-keep", &[("number", &number.to_string())])),
    );
    let ask = Ask::Stories {
        device,
        stories: told.into_iter().map(|(story, _)| story).collect(),
    };
    Question::choose(title, all, choices, ask)
}

/// One story: what its texts begin with.
fn story_words(texts: &Texts, number: usize, rows: &[&AsideRow]) -> String {
    let said: Vec<String> = rows
        .iter()
        .rev()
        .take(TEXTS_MAX)
        .map(|row| {
            let begins: String = harmless(&row.text).chars().take(LETTERS_MAX).collect();
            match begins.is_empty() {
                true => texts.get("ui-stories-edit"),
                false => format!("«{begins}»"),
            }
        })
        .collect();
    let (number, more) = (number.to_string(), rows.len().saturating_sub(TEXTS_MAX));
    let arguments = [("number", number.as_str()), ("texts", &said.join(" "))];
    let mut words = texts.with("ui-stories-one", &arguments);
    if more > 0 {
        words.push(' ');
        words.push_str(&texts.with("ui-stories-more", &[("n", &more.to_string())]));
    }
    words
}
