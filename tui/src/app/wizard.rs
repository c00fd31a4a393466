//! The first run: one question a page, nothing sent before its end, always a way back.

use asamblea_node::api::Founded;
use asamblea_node::client::{Founding, Passphrase, is_invitation_code, is_practice_code};

use super::field::Field;
use super::form::{Form, Item};
use super::tasks::{Task, first_tasks};
use crate::lang::{Language, Texts};
use crate::strength::{LETTERS_MIN, Strength, Weak, judge};

/// What the program promises.
pub(crate) const PROTECTS: [&str; 3] = [
    "ui-protects-off",
    "ui-protects-space",
    "ui-protects-offline",
];
/// What it does not, that which weighs most.
pub(crate) const PROTECTS_NOT: [&str; 4] = [
    "ui-not-open",
    "ui-not-hidden",
    "ui-not-taken-back",
    "ui-not-forgotten",
];
/// And what it does not promise either.
pub(crate) const PROTECTS_NOT_EITHER: [&str; 6] = [
    "ui-not-when",
    "ui-not-two",
    "ui-not-broken",
    "ui-not-others",
    "ui-not-majority",
    "ui-not-signed",
];

/// A page.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Step {
    Language,
    How,
    Names,
    Passphrase,
    Protects,
    Ready,
}

impl Step {
    /// All of them, in order.
    pub(crate) const ALL: [Self; 6] = [
        Self::Language,
        Self::How,
        Self::Names,
        Self::Passphrase,
        Self::Protects,
        Self::Ready,
    ];

    /// From 1.
    pub(crate) fn number(self) -> usize {
        Self::ALL.iter().position(|step| *step == self).unwrap_or(0) + 1
    }

    fn neighbour(self, by: isize) -> Self {
        let at = (self.number() - 1).saturating_add_signed(by);
        Self::ALL[at.min(Self::ALL.len() - 1)]
    }

    /// Key of its title, its question and its reason.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Language => "language",
            Self::How => "how",
            Self::Names => "names",
            Self::Passphrase => "passphrase",
            Self::Protects => "protects",
            Self::Ready => "ready",
        }
    }
}

/// The wizard.
#[derive(Debug)]
pub(crate) struct Wizard {
    pub(crate) step: Step,
    /// She has an invitation; else she founds, or practises.
    pub(crate) joins: bool,
    /// She practises: the network is made with invented colleagues in it.
    pub(crate) practises: bool,
    /// The page that there is no way back from.
    first: Step,
    /// There is a practice network already: it is asked what becomes of it.
    again: bool,
    pub(crate) form: Form,
    /// The reason of the question is shown instead of it.
    pub(crate) why: bool,
    /// Names or code, as last typed.
    answers: Vec<String>,
    passphrase: Field,
    pub(crate) suggestion: String,
    /// Once something is typed.
    pub(crate) strength: Option<Strength>,
    pub(crate) fault: Option<String>,
    /// The profile is being made.
    pub(crate) working: bool,
    /// When this page opened, in milliseconds since the start.
    pub(crate) opened_ms: u64,
    pub(crate) founded: Option<Founded>,
}

/// What a page that is done leads to.
#[derive(Debug)]
pub(crate) enum Next {
    Nothing,
    Language(Language),
    /// She wants to practise.
    Practice,
    /// Opens the practice network that is there.
    OpenPractice,
    /// Throws it away.
    DropPractice,
    Practise(Passphrase, String),
    Suggest,
    Found(Passphrase, Founding),
    Join {
        passphrase: Passphrase,
        code: String,
        person: String,
    },
    /// Inside, perhaps to a first task.
    Enter(Option<Task>),
}

fn numbered(texts: &Texts, key: &str) -> Item {
    Item::Choice {
        text: texts.get(key),
        hint: texts.get(&format!("{key}-hint")),
        numbered: true,
    }
}

impl Wizard {
    /// The first page.
    pub(crate) fn new(texts: &Texts) -> Self {
        let mut wizard = Self {
            step: Step::Language,
            joins: false,
            practises: false,
            first: Step::Language,
            again: false,
            form: Form::default(),
            why: false,
            answers: Vec::new(),
            passphrase: Field::default(),
            suggestion: String::new(),
            strength: None,
            fault: None,
            working: false,
            opened_ms: 0,
            founded: None,
        };
        wizard.lay(texts);
        wizard
    }

    /// The first page of a practice network.
    pub(crate) fn practice(texts: &Texts) -> Self {
        let mut wizard = Self::new(texts);
        wizard.first = Step::Names;
        wizard.step = Step::How;
        wizard.practise(texts, 0);
        wizard
    }

    /// Goes on to a practice network.
    pub(crate) fn practise(&mut self, texts: &Texts, now_ms: u64) {
        self.answers.clear();
        (self.joins, self.practises, self.again) = (false, true, false);
        self.go(1, texts, now_ms);
    }

    /// Asks what becomes of the practice network that is there.
    pub(crate) fn ask_again(&mut self, texts: &Texts) {
        self.again = true;
        self.lay(texts);
    }

    /// Lays out the rows of the page.
    pub(crate) fn lay(&mut self, texts: &Texts) {
        let why = || Form::choice(texts.get("ui-wizard-why"));
        let rows = match self.step {
            Step::Protects if self.why => more_rows(texts),
            _ if self.why => vec![
                Item::Words(texts.get(&format!("ui-wizard-{}-why", self.step.name()))),
                Item::Blank,
                Form::choice(texts.get("ui-back")),
            ],
            Step::Language => vec![
                numbered(texts, "ui-wizard-spanish"),
                numbered(texts, "ui-wizard-portuguese"),
                numbered(texts, "ui-wizard-english"),
                Item::Blank,
                why(),
            ],
            Step::How if self.again => vec![
                Item::Words(texts.get("ui-practice-exists")),
                Item::Blank,
                numbered(texts, "ui-practice-open"),
                Item::Blank,
                numbered(texts, "ui-practice-again"),
                Item::Blank,
                Form::choice(texts.get("ui-back")),
            ],
            Step::How => vec![
                numbered(texts, "ui-wizard-join"),
                Item::Blank,
                numbered(texts, "ui-wizard-found"),
                Item::Blank,
                numbered(texts, "ui-wizard-demo"),
                Item::Blank,
                why(),
            ],
            Step::Names => self.name_rows(texts, why()),
            Step::Passphrase => self.passphrase_rows(texts, why()),
            Step::Protects => protect_rows(texts),
            Step::Ready => self.ready_rows(texts),
        };
        self.form = Form::new(rows);
        self.form.reads = self.why;
    }

    fn name_rows(&self, texts: &Texts, why: Item) -> Vec<Item> {
        let (words, labels): (_, &[&str]) = if self.practises {
            ("ui-practice-names-words", &["ui-wizard-person"])
        } else if self.joins {
            (
                "ui-wizard-code-words",
                &["ui-wizard-code", "ui-wizard-person"],
            )
        } else {
            (
                "ui-wizard-names-words",
                &[
                    "ui-wizard-network",
                    "ui-wizard-org",
                    "ui-wizard-country",
                    "ui-wizard-person",
                ],
            )
        };
        let mut rows = vec![Item::Words(texts.get(words)), Item::Blank];
        for (at, label) in labels.iter().enumerate() {
            let answer = self.answers.get(at).map_or("", String::as_str);
            rows.push(Form::field(texts.get(label), answer));
        }
        rows.extend([Item::Blank, Form::choice(texts.get("ui-go-on")), why]);
        rows
    }

    fn passphrase_rows(&self, texts: &Texts, why: Item) -> Vec<Item> {
        let words = if self.practises {
            "ui-practice-passphrase-words"
        } else {
            "ui-wizard-passphrase-words"
        };
        let mut rows = vec![Item::Words(texts.get(words)), Item::Blank];
        if !self.suggestion.is_empty() {
            let words = self.suggestion.as_str();
            rows.push(Item::Words(
                texts.with("ui-wizard-suggested", &[("words", words)]),
            ));
            rows.push(Item::Blank);
        }
        rows.extend([
            Form::secret(texts.get("ui-lock-passphrase")),
            Form::secret(texts.get("ui-wizard-again")),
            Item::Blank,
            Form::choice(texts.get("ui-wizard-reveal")),
        ]);
        if !self.suggestion.is_empty() {
            rows.push(Form::choice(texts.get("ui-wizard-resuggest")));
        }
        rows.push(why);
        rows
    }

    fn ready_rows(&self, texts: &Texts) -> Vec<Item> {
        if self.practises {
            return vec![
                Item::Words(texts.get("ui-ready-practice")),
                Item::Blank,
                Item::Words(texts.get("practice-words")),
                Item::Words(texts.get("ui-ready-practice-words")),
                Item::Blank,
                Form::choice(texts.get("ui-ready-enter")),
            ];
        }
        let founded = self.founded.as_ref();
        let words = founded.map_or("", |founded| founded.safety_words.as_str());
        let waiting = founded.is_some_and(|founded| founded.state == "waiting");
        let state = match (waiting, self.joins) {
            (true, _) => "ui-ready-waiting",
            (false, true) => "ui-ready-joined",
            (false, false) => "ui-ready-founded",
        };
        let words = crate::harmless::harmless(&crate::safety::own(texts, words));
        let mut rows = vec![
            Item::Words(texts.get(state)),
            Item::Blank,
            Item::Words(texts.with("ui-ready-words", &[("words", &words)])),
            Item::Words(texts.get("ui-ready-words-why")),
            Item::Blank,
            Item::Heading(texts.get("ui-ready-start")),
        ];
        rows.extend(first_tasks(self.joins).map(|task| Item::Choice {
            // A founder is the first of her organization's coordinators.
            text: texts.with(task.text_key(), &[("count", "1")]),
            hint: String::new(),
            numbered: true,
        }));
        rows.extend([Item::Blank, Form::choice(texts.get("ui-ready-enter"))]);
        rows
    }

    /// Goes to a page.
    pub(crate) fn go(&mut self, by: isize, texts: &Texts, now_ms: u64) {
        self.keep();
        self.step = self.step.neighbour(by);
        self.fault = None;
        self.why = false;
        self.strength = None;
        self.opened_ms = now_ms;
        self.lay(texts);
    }

    /// One page back, or from the reason to its question.
    pub(crate) fn back(&mut self, texts: &Texts, now_ms: u64) {
        if self.why || self.again {
            (self.why, self.again) = (false, false);
            self.lay(texts);
        } else if self.step != Step::Ready && self.step != self.first {
            self.go(-1, texts, now_ms);
        }
    }

    fn keep(&mut self) {
        if self.step == Step::Names && !self.why {
            self.answers = self.form.values();
        }
    }

    fn explain(&mut self, texts: &Texts) {
        self.keep();
        self.why = true;
        self.lay(texts);
    }

    /// Looks at what is typed in the passphrase field.
    pub(crate) fn judge(&mut self) {
        if self.step != Step::Passphrase || self.why {
            return;
        }
        let typed = self.form.fields().next().map_or("", Field::text);
        let names: Vec<&str> = self.answers.iter().map(String::as_str).collect();
        self.strength = (!typed.is_empty()).then(|| judge(typed, &names));
    }

    /// A row was chosen.
    pub(crate) fn chosen(&mut self, choice: usize, texts: &Texts, now_ms: u64) -> Next {
        if self.why {
            self.back(texts, now_ms);
            return Next::Nothing;
        }
        match (self.step, choice) {
            (Step::Language, 0..=2) => {
                let languages = Language::ALL;
                return Next::Language(languages[choice]);
            }
            (Step::How, 0) if self.again => return Next::OpenPractice,
            (Step::How, 1) if self.again => return Next::DropPractice,
            (Step::How, _) if self.again => self.back(texts, now_ms),
            (Step::How, 0 | 1) => {
                if self.practises || self.joins != (choice == 0) {
                    self.answers.clear();
                }
                (self.joins, self.practises) = (choice == 0, false);
                self.go(1, texts, now_ms);
            }
            (Step::How, 2) => return Next::Practice,
            (Step::Names, 0) => return self.entered(usize::MAX, texts, now_ms),
            (Step::Passphrase, 0) => self.form.reveal = !self.form.reveal,
            (Step::Passphrase, 1) if !self.suggestion.is_empty() => return Next::Suggest,
            (Step::Protects, 0) => return self.finish(),
            (Step::Ready, _) if self.practises => return Next::Enter(None),
            (Step::Ready, choice) => {
                let task = first_tasks(self.joins).get(choice).copied();
                return Next::Enter(task);
            }
            _ => self.explain(texts),
        }
        Next::Nothing
    }

    /// `Enter` in a field: the next one, or the next page after the last.
    pub(crate) fn entered(&mut self, field: usize, texts: &Texts, now_ms: u64) -> Next {
        let count = self.form.fields().count();
        if field.saturating_add(1) < count {
            self.form.focus_field(field + 1);
            return Next::Nothing;
        }
        let fault = match self.step {
            Step::Names => self.name_fault(),
            _ => self.passphrase_fault(),
        };
        if let Some((fault, field)) = fault {
            let least = LETTERS_MIN.to_string();
            self.fault = Some(texts.with(fault, &[("least", &least)]));
            self.form.focus_field(field);
            return Next::Nothing;
        }
        let first = self.step == Step::Names;
        if !first && let Some(typed) = self.form.field_mut(0) {
            self.passphrase.take_secret();
            self.passphrase.insert(typed.text());
        }
        self.go(1, texts, now_ms);
        if first { Next::Suggest } else { Next::Nothing }
    }

    fn name_fault(&self) -> Option<(&'static str, usize)> {
        let values = self.form.values();
        for (at, value) in values.iter().enumerate() {
            let country = !self.joins && at == 2;
            if value.is_empty() && !country {
                return Some(("ui-fault-empty", at));
            }
            if self.joins && at == 0 && !is_invitation_code(value) {
                return Some(("ui-fault-code", at));
            }
            if self.joins && at == 0 && is_practice_code(value) {
                return Some(("ui-fault-practice-code", at));
            }
            let is_code = value.len() == 2 && value.chars().all(|c| c.is_ascii_alphabetic());
            if country && !value.is_empty() && !is_code {
                return Some(("ui-fault-country", at));
            }
        }
        None
    }

    fn passphrase_fault(&self) -> Option<(&'static str, usize)> {
        let mut fields = self.form.fields();
        let (first, second) = (fields.next()?, fields.next()?);
        match self.strength {
            None => return Some(("ui-fault-short", 0)),
            Some(Strength {
                fault: Some(Weak::Short),
                ..
            }) => return Some(("ui-fault-short", 0)),
            Some(Strength {
                fault: Some(weak), ..
            }) => return Some((weak.text_key(), 0)),
            Some(_) => {}
        }
        (first.text() != second.text()).then_some(("ui-fault-different", 1))
    }

    fn finish(&mut self) -> Next {
        self.working = true;
        self.fault = None;
        let passphrase = Passphrase::new(self.passphrase.text().to_owned());
        let answer = |at: usize| self.answers.get(at).cloned().unwrap_or_default();
        if self.practises {
            return Next::Practise(passphrase, answer(0));
        }
        if self.joins {
            return Next::Join {
                passphrase,
                code: answer(0),
                person: answer(1),
            };
        }
        let founding = Founding {
            network: answer(0),
            org: answer(1),
            country: Some(answer(2).to_ascii_uppercase()).filter(|code| !code.is_empty()),
            person: answer(3),
        };
        Next::Found(passphrase, founding)
    }

    /// The profile is there.
    pub(crate) fn founded(&mut self, founded: Founded, texts: &Texts, now_ms: u64) {
        self.working = false;
        self.passphrase.take_secret();
        self.founded = Some(founded);
        self.go(1, texts, now_ms);
    }
}

fn protect_rows(texts: &Texts) -> Vec<Item> {
    let words = |keys: &'static [&str]| keys.iter().map(|key| Item::Words(texts.get(key)));
    let mut rows: Vec<Item> = words(&PROTECTS).collect();
    rows.push(Item::Blank);
    rows.extend(words(&PROTECTS_NOT));
    rows.extend([
        Item::Blank,
        Form::choice(texts.get("ui-protects-understood")),
        Form::choice(texts.get("ui-protects-more")),
    ]);
    rows
}

fn more_rows(texts: &Texts) -> Vec<Item> {
    let mut rows = vec![
        Item::Words(texts.get("ui-wizard-protects-why")),
        Item::Blank,
    ];
    let words = PROTECTS_NOT_EITHER.iter();
    rows.extend(words.map(|key| Item::Words(texts.get(key))));
    rows.extend([Item::Blank, Form::choice(texts.get("ui-back"))]);
    rows
}
