//! A word that waits for a second one, and what was decided beside it: both acts, what holds now,
//! what is missing, and what this person may answer.

use asamblea_node::api::{Act as MemberAct, ActRow, AlertRow, PendingRow, Request, Whom};

use super::form::{Form, Item};
use super::question::{Ask, Question};
use super::{App, Purpose};
use crate::harmless::harmless;
use crate::lang::Texts;
use crate::view::when::{Clock, when_exactly};
use crate::view::{aftermath, refounding, screens};

/// Letters of an operation's id that people see.
const ID_LETTERS: usize = 10;

/// What can be answered, in the order of the rows.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Answer {
    Leave,
    Second,
    Lift,
    Read,
    Seen,
}

/// What is known of it while it is on the screen.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Conflict {
    /// The alert by which it was opened.
    pub(crate) alert: AlertRow,
    pub(crate) row: PendingRow,
    pub(crate) answers: Vec<Answer>,
}

/// Whether an alert may be about something that waits; what waits decides.
pub(super) fn may_wait(alert: &AlertRow) -> bool {
    let codes = ["suspended", "lowered", "frozen", "office_left"];
    codes.contains(&alert.code.as_str()) || alert.code.ends_with("_waiting")
}

impl App {
    /// Asks what waits, for the alert about it.
    pub(super) fn open_conflict(&mut self, alert: &AlertRow) {
        let purpose = Purpose::Conflict(Box::new(alert.clone()));
        self.call(purpose, Request::PendingList);
    }

    /// Shows both sides of what the alert is about; the alert alone where nothing waits any more.
    pub(super) fn show_conflict(&mut self, alert: &AlertRow, rows: Vec<PendingRow>) {
        let mut rows = rows.into_iter();
        let row = rows.find(|row| alert.op.as_deref() == Some(&row.act.id));
        let question = match row {
            Some(row) => question(&self.texts, &self.clock, alert, row),
            None => self.alert_question(alert),
        };
        self.ask(question);
    }

    /// The words of an alert, to be marked as seen.
    pub(super) fn alert_question(&self, alert: &AlertRow) -> Question {
        let (title, words) = screens::alert_words(&self.texts, alert);
        let choices = vec![self.texts.get("ui-back"), self.texts.get("ui-alert-seen")];
        let id = alert.id.clone();
        Question::choose(title, vec![words], choices, Ask::Alert { id })
    }

    /// Does what was chosen.
    pub(super) fn settle_conflict(&mut self, conflict: &Conflict, choice: usize) {
        match conflict.answers.get(choice) {
            Some(Answer::Second) => {
                let id = conflict.row.act.id.clone();
                self.call(Purpose::Done("ui-done-second"), Request::Second { id });
            }
            Some(Answer::Lift) => {
                let whom = Whom::Any(conflict.row.act.id.clone());
                let (act, urgent) = (MemberAct::Lift, false);
                let request = Request::Coordinate { whom, act, urgent };
                self.call(Purpose::Done("ui-done-lifted"), request);
            }
            Some(Answer::Read) => {
                let title = self.texts.get("ui-conflict-read");
                let words = signed(&self.texts, &self.clock, &conflict.row);
                let question = Question::read(&self.texts, title, words);
                self.ask(question);
            }
            Some(Answer::Seen) => {
                let id = conflict.alert.id.clone();
                self.call(Purpose::Done("ui-done-alert"), Request::AlertDone { id });
            }
            Some(Answer::Leave) | None => {}
        }
    }
}

fn question(texts: &Texts, clock: &Clock, alert: &AlertRow, row: PendingRow) -> Question {
    let against = matches!(row.act.act.as_str(), "suspend" | "remove" | "lower");
    let about = harmless(&row.act.about_name);
    let title = match (row.crossed.is_empty(), against) {
        (false, _) => texts.get("ui-conflict-title"),
        (true, _) => texts.with("ui-conflict-one", &[("about", &about)]),
    };
    let mut items = Vec::new();
    let acts = std::iter::once(&row.act).chain(&row.crossed);
    items.extend(acts.map(|act| Item::Words(act_words(texts, clock, act, against))));
    items.push(Item::Blank);
    let mut say = |words: String| {
        items.push(Item::Words(words));
        items.push(Item::Blank);
    };
    say(happened(texts, &row));
    say(holds(texts, &row));
    aftermath::of_waiting(texts, &row)
        .into_iter()
        .for_each(&mut say);
    let space = harmless(&row.space_name);
    let missing = match against {
        true => "ui-conflict-missing-word",
        false => "ui-conflict-missing-grant",
    };
    let orgs = refounding::waits_or_none(texts, row.orgs.as_ref());
    say(texts.with(missing, &[("space", &space), ("orgs", &orgs)]));
    let mut answers = vec![Answer::Leave];
    let mut choices = vec![texts.get("ui-conflict-leave")];
    match &row.not_second {
        None => {
            answers.push(Answer::Second);
            choices.push(texts.get(if against {
                "ui-conflict-second-word"
            } else {
                "ui-conflict-second-grant"
            }));
        }
        Some(why) => say(not_words(texts, "ui-conflict-no-second", why, &space)),
    }
    match &row.not_lift {
        _ if !against => {}
        None => {
            answers.push(Answer::Lift);
            choices.push(texts.get(if row.mine {
                "ui-conflict-withdraw"
            } else {
                "ui-conflict-lift"
            }));
        }
        Some(why) => say(not_words(texts, "ui-conflict-no-lift", why, &space)),
    }
    answers.extend([Answer::Read, Answer::Seen]);
    choices.extend([texts.get("ui-conflict-read"), texts.get("ui-alert-seen")]);
    items.extend(choices.into_iter().map(Form::choice));
    let alert = alert.clone();
    let conflict = Box::new(Conflict {
        alert,
        row,
        answers,
    });
    Question::whole(title, items, Ask::Conflict(conflict))
}

/// `dar de baja a Irma`.
fn said(texts: &Texts, act: &ActRow) -> String {
    let about = harmless(&act.about_name);
    let role = texts.get(match act.role.as_str() {
        "admin" => "ui-role-coordinator",
        "write" => "ui-role-member",
        _ => "ui-role-observer",
    });
    let key = match act.act.as_str() {
        "suspend" => "ui-act-suspend",
        "remove" => "ui-act-remove",
        "lower" => "ui-act-lower",
        "raise" => "ui-act-raise",
        "add" => "ui-act-add",
        "invite" => "ui-act-invite",
        "lift" => "ui-act-lift",
        "refound" => "ui-act-refound",
        _ => "ui-act-second",
    };
    texts.with(key, &[("about", &about), ("role", &role)])
}

fn came(texts: &Texts, clock: &Clock, act: &ActRow) -> String {
    let at = act.received_at.as_deref();
    at.map_or_else(|| "?".to_owned(), |at| when_exactly(texts, clock, at))
}

fn act_words(texts: &Texts, clock: &Clock, act: &ActRow, against: bool) -> String {
    let arguments = [
        ("by", harmless(&act.by)),
        ("act", said(texts, act)),
        ("when", came(texts, clock, act)),
    ];
    let arguments: Vec<(&str, &str)> = arguments.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let key = match act.holds || !against {
        true => "ui-conflict-act",
        false => "ui-conflict-act-void",
    };
    texts.with(key, &arguments)
}

fn happened(texts: &Texts, row: &PendingRow) -> String {
    let by = harmless(&row.act.by);
    match row.crossed.is_empty() {
        true => texts.with("ui-conflict-happened-one", &[("by", &by)]),
        false => texts.get("ui-conflict-happened-both"),
    }
}

fn holds(texts: &Texts, row: &PendingRow) -> String {
    let about = harmless(&row.act.about_name);
    let mut words = match row.act.act.as_str() {
        "suspend" | "remove" => texts.with("ui-conflict-holds-out", &[("about", &about)]),
        "lower" => texts.with("ui-conflict-holds-lower", &[("about", &about)]),
        _ => texts.get("ui-conflict-holds-nothing"),
    };
    if row.frozen {
        let by = harmless(&row.act.by);
        words.push(' ');
        words.push_str(&texts.with("ui-conflict-frozen", &[("by", &by)]));
    }
    words
}

fn not_words(texts: &Texts, key: &str, why: &str, space: &str) -> String {
    let why = texts.with(
        match why {
            "own" => "ui-conflict-why-own",
            "me" => "ui-conflict-why-me",
            "not_permitted" => "ui-conflict-why-not-permitted",
            "frozen" => "ui-conflict-why-frozen",
            _ => "ui-conflict-why-no-effect",
        },
        &[("space", space)],
    );
    texts.with(key, &[("why", &why)])
}

/// Each signed operation, to be named to somebody else or on the command line.
fn signed(texts: &Texts, clock: &Clock, row: &PendingRow) -> Vec<String> {
    let acts = std::iter::once(&row.act).chain(&row.crossed);
    let words = acts.map(|act| {
        let id: String = act.id.chars().take(ID_LETTERS).collect();
        let arguments = [
            ("by", harmless(&act.by)),
            ("act", said(texts, act)),
            ("when", came(texts, clock, act)),
            ("id", harmless(&id)),
        ];
        let arguments: Vec<(&str, &str)> =
            arguments.iter().map(|(k, v)| (*k, v.as_str())).collect();
        texts.with("ui-conflict-signed", &arguments)
    });
    words.collect()
}
