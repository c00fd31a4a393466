//! A round that is begun: with the instrument that comes with the program, or with one's own from
//! a file. Whatever is wrong with a file is said with its line, and nothing typed is lost.

use asamblea_node::api::{AssessmentRequest, InstrumentData};

use super::asking::absolute;
use super::assessing::Assess;
use super::question::{Ask, Question};
use super::schema::{self, Filled, Kind, Spec, spec};
use super::{App, Effect};
use crate::due;
use crate::harmless::harmless;
use crate::instrument::{self, Fault};
use crate::lang::Texts;

/// Days that a round is open where nobody says otherwise.
const OPEN_DAYS: i64 = 30;
/// Faults of a file said at once; the others come once these are mended.
const FAULTS_MAX: usize = 6;

const START: &[Spec] = &[
    spec("title", "ui-title", Kind::Text),
    spec("closes", "ui-closes-field", Kind::Date),
    spec("file", "ui-instrument-field", Kind::Optional),
];

/// A round that waits for its instrument.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Starting {
    pub(crate) space: String,
    /// What was filled in, in the order of the form.
    pub(crate) values: Vec<String>,
}

impl App {
    /// The form of a round, with what is wrong with a file above it.
    pub(super) fn start_question(
        &self,
        space: String,
        values: &[String],
        wrong: Vec<String>,
    ) -> Question {
        let texts = &self.texts;
        let mut words = vec![texts.get("ui-start-words")];
        words.extend(wrong);
        let closes = self.clock.day_in(OPEN_DAYS).to_string();
        let given = START.iter().zip(values);
        let mut given: Vec<(&str, &str)> = given.map(|(spec, text)| (spec.name, &**text)).collect();
        given.push(("closes", &closes));
        schema::form(
            texts,
            texts.get("ui-start"),
            words,
            START,
            &given,
            "ui-start-yes",
            Ask::Assess(Assess::Start { space }),
        )
    }

    /// Begins a round, once its instrument is known.
    pub(super) fn start_round(
        &mut self,
        space: String,
        values: &[String],
    ) -> Result<(), &'static str> {
        let filled = Filled::check(START, values)?;
        let starting = Starting {
            space,
            values: values.to_vec(),
        };
        if let Some(path) = filled.optional("file") {
            let path = absolute(path)?;
            let starting = Box::new(starting);
            self.effects.push(Effect::Load { path, starting });
            return Ok(());
        }
        let instrument = instrument::shipped().into_iter().next();
        self.start_with(&starting, instrument.ok_or("ui-fault-empty")?)
    }

    fn start_with(
        &mut self,
        starting: &Starting,
        instrument: InstrumentData,
    ) -> Result<(), &'static str> {
        let filled = Filled::check(START, &starting.values)?;
        let request = AssessmentRequest::Start {
            space: starting.space.clone(),
            title: filled.text("title").to_owned(),
            closes_ms: due::end_of_day(filled.text("closes")).ok_or("ui-fault-date")?,
            instrument: Box::new(instrument),
        };
        self.assess("ui-done-started", request);
        Ok(())
    }

    /// The file was read, or not.
    pub(super) fn on_loaded(&mut self, starting: &Starting, text: Result<String, &'static str>) {
        let wrong = match text.map(|text| instrument::read(&text)) {
            Ok(Ok(data)) => match self.start_with(starting, data) {
                Ok(()) => return,
                Err(key) => vec![self.texts.get(key)],
            },
            Ok(Err(faults)) => fault_words(&self.texts, &faults),
            Err(key) => vec![self.texts.get(key)],
        };
        let question = self.start_question(starting.space.clone(), &starting.values, wrong);
        self.ask(question);
    }
}

/// Each fault with its line, the first ones.
fn fault_words(texts: &Texts, faults: &[Fault]) -> Vec<String> {
    let words = faults.iter().take(FAULTS_MAX).map(|fault| {
        let what = texts.with(
            fault.key,
            &[("about", &format!("«{}»", harmless(&fault.about)))],
        );
        let line = fault.line.to_string();
        texts.with("instrument-fault-line", &[("line", &line), ("what", &what)])
    });
    let mut words: Vec<String> = words.collect();
    let more = faults.len().saturating_sub(FAULTS_MAX);
    if more > 0 {
        words.push(texts.with("ui-faults-more", &[("n", &more.to_string())]));
    }
    words
}
