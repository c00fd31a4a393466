//! Assessments and plans: what is known of them, and the questions that lead from a score to a
//! signed plan.

use std::collections::BTreeMap;

use asamblea_node::api::{
    ActivityRow, AssessmentDetail, AssessmentItem, AssessmentRequest, AssessmentRow, CompareRow,
    PlanDetail, PlanRequest, PlanRow, Reply, Request,
};

use super::following::Reminder;
use super::inside::{Inside, Pane, Section};
use super::question::{Ask, Question};
use super::schema::{self, Filled, Kind, Spec, spec};
use super::{App, Purpose};
use crate::command_table::Act;
use crate::harmless::harmless;

/// Labels of answers as they are typed, in the order of an item's labels.
const ANSWERS: [&str; 6] = ["1", "2", "3", "4", "NS", "NA"];

const SCORE: &[Spec] = &[
    spec("score", "ui-score-field", Kind::Text),
    spec("note", "ui-note-field", Kind::Optional),
];
const AGREE: &[Spec] = &[
    spec("score", "ui-agreed-field", Kind::Text),
    spec("why", "ui-why-field", Kind::Text),
    spec("evidence", "ui-evidence-field", Kind::Optional),
    spec("dissent", "ui-dissent-field", Kind::Optional),
];
const PRIORITY: &[Spec] = &[
    spec("urgency", "ui-urgency-field", Kind::Number),
    spec("importance", "ui-importance-field", Kind::Number),
    spec("feasibility", "ui-feasibility-field", Kind::Number),
];
const PROGRESS: &[Spec] = &[
    spec("percent", "ui-percent-field", Kind::Number),
    spec("note", "ui-note-field", Kind::Optional),
];

/// What is known of assessments and plans.
#[derive(Debug, Default)]
pub(crate) struct Assessing {
    pub(crate) rounds: Vec<AssessmentRow>,
    pub(crate) details: BTreeMap<String, AssessmentDetail>,
    pub(crate) maps: BTreeMap<String, Vec<CompareRow>>,
    pub(crate) plans: Vec<PlanRow>,
    pub(crate) plan_details: BTreeMap<String, PlanDetail>,
    /// The focused round or plan: rounds first.
    pub(crate) at: usize,
    /// The focused row of what is open.
    pub(crate) row: usize,
    /// Organizations by areas instead of items.
    pub(crate) map: bool,
    /// Activities of a plan as bars over months instead of a table.
    pub(crate) timeline: bool,
    /// Only plans and organizations of this sub-region.
    pub(crate) region: Option<String>,
}

/// What an answer about assessments is for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Assess {
    Start {
        space: String,
    },
    Score {
        id: String,
        item: String,
    },
    Pool {
        id: String,
    },
    /// A plan of one's organization, or the network's.
    Draft {
        id: String,
        network: bool,
    },
    Agree {
        id: String,
        item: String,
    },
    Priority {
        id: String,
        item: String,
    },
    Approve {
        id: String,
    },
    Share {
        id: String,
    },
    Add {
        plan: String,
    },
    Change {
        activity: String,
    },
    GiveUp {
        activity: String,
    },
    Progress {
        activity: String,
    },
    Sign {
        plan: String,
    },
    Remind(Box<Reminder>),
}

impl Assess {
    /// The first answer is the safe one that does nothing.
    pub(super) const fn declines_first(&self) -> bool {
        matches!(
            self,
            Self::Pool { .. }
                | Self::Draft { .. }
                | Self::Approve { .. }
                | Self::Share { .. }
                | Self::GiveUp { .. }
                | Self::Sign { .. }
                | Self::Remind(_)
        )
    }

    /// Where others will read what follows from it: where it is written in two spaces, the one
    /// that more people read.
    pub(super) fn space(&self, inside: &Inside) -> Option<String> {
        let status = inside.known.status.as_ref();
        match self {
            // Sealed: the coordinators of one's organization open it, and no space reads it.
            Self::Score { .. } => None,
            Self::Start { space } => Some(space.clone()),
            Self::Remind(reminder) => Some(reminder.space.clone()),
            Self::Share { id } | Self::Draft { id, network: true } => inside.space_of_round(id),
            Self::Pool { .. }
            | Self::Agree { .. }
            | Self::Priority { .. }
            | Self::Approve { .. }
            | Self::Draft { .. } => status?.org_id.clone(),
            Self::Sign { plan } => inside.space_of_signature(plan),
            Self::Add { plan } => {
                let row = inside.assessing.plans.iter().find(|row| row.id == *plan)?;
                Some(row.org.clone())
            }
            Self::Change { .. } | Self::GiveUp { .. } => Some(inside.planned()?.org.clone()),
            Self::Progress { .. } => {
                let detail = inside.planned_detail()?;
                let outside = detail.published || detail.stale.is_some();
                let outside = outside.then(|| inside.space_of_round(&detail.round));
                Some(outside.flatten().unwrap_or_else(|| detail.org.clone()))
            }
        }
    }
}

/// The score as the node takes it; a dash and a nought are what a keypad has for NA and NS.
fn score_of(typed: &str) -> Result<String, &'static str> {
    let typed = typed.trim().to_uppercase();
    let meant = match typed.as_str() {
        "0" => "NS",
        "-" => "NA",
        other => other,
    };
    let known = ANSWERS.contains(&meant);
    if known {
        Ok(meant.to_owned())
    } else {
        Err("ui-fault-score")
    }
}

impl App {
    /// The question of an act about assessments and plans.
    pub(super) fn assess_question(&self, inside: &Inside, act: Act) -> Option<Question> {
        let texts = &self.texts;
        let round = || inside.assessed().map(|row| row.id.clone());
        let plan = || inside.planned().map(|row| row.id.clone());
        // Words, then no and yes, under the key of the title.
        let sure = |title: &str, words: &[&str], ask| {
            let words = words.iter().map(|key| texts.get(key)).collect();
            let choices = ["no", "yes"].map(|end| texts.get(&format!("{title}-{end}")));
            Question::choose(texts.get(title), words, choices.into(), Ask::Assess(ask))
        };
        match act {
            Act::StartRound => {
                Some(self.start_question(inside.space_to_assess()?, &[], Vec::new()))
            }
            Act::AgreeItem => Some(self.agree_question(round()?, inside.assessed_item()?)),
            Act::PrioritizeItem => Some(self.priority_question(round()?, inside.assessed_item()?)),
            Act::Pool => {
                let words = &["ui-pool-words", "ui-pool-when"][..];
                Some(sure("ui-pool", words, Assess::Pool { id: round()? }))
            }
            Act::DraftPlan | Act::DraftNetworkPlan => {
                let network = act == Act::DraftNetworkPlan;
                let (title, words) = match network {
                    true => ("ui-draft-network", "ui-draft-network-words"),
                    false => ("ui-draft-plan", "ui-draft-plan-words"),
                };
                let id = round()?;
                Some(sure(title, &[words], Assess::Draft { id, network }))
            }
            Act::ApproveRound => {
                let ask = Assess::Approve { id: round()? };
                Some(sure("ui-approve", &["ui-approve-words"], ask))
            }
            Act::ShareRound => {
                let mut choices = vec![texts.get("ui-share-no")];
                choices.extend(LEVELS.map(|level| texts.get(&format!("ui-share-{level}"))));
                let words = ["ui-share-words", "ui-share-never"].map(|key| texts.get(key));
                let ask = Ask::Assess(Assess::Share { id: round()? });
                Some(Question::choose(
                    texts.get("ui-share"),
                    words.to_vec(),
                    choices,
                    ask,
                ))
            }
            Act::AddActivity => Some(self.add_question(inside, plan()?)),
            Act::GiveUp => Some(self.give_up_question(inside.planned_activity()?)),
            Act::Remind => self.reminder_question(inside),
            Act::TellProgress => Some(self.progress_question(inside.planned_activity()?)),
            Act::SignPlan => {
                let words = &["ui-sign-words", "ui-sign-again"][..];
                Some(sure("ui-sign", words, Assess::Sign { plan: plan()? }))
            }
            _ => None,
        }
    }

    /// An item, what each answer means, and what was said.
    fn item_words(&self, item: &AssessmentItem) -> Vec<String> {
        let mut words = vec![harmless(&item.statement)];
        if !item.hint.is_empty() {
            words.push(harmless(&item.hint));
        }
        let levels = ANSWERS.iter().zip(&item.levels);
        let levels = levels.map(|(answer, level)| format!("{answer}  {}", harmless(level)));
        let levels: Vec<String> = levels.collect();
        // What is no level stands in one line, so that the whole fits an old terminal.
        let (levels, rest) = levels.split_at(levels.len().min(4));
        words.extend(levels.iter().cloned());
        words.extend((!rest.is_empty()).then(|| rest.join("   ")));
        words
    }

    fn score_question(&self, id: String, item: &AssessmentItem) -> Question {
        let texts = &self.texts;
        let words = self.item_words(item);
        let score = item.score.clone().unwrap_or_default();
        let note = item.note.clone().unwrap_or_default();
        let item = item.item.clone();
        schema::form(
            texts,
            item.clone(),
            words,
            SCORE,
            &[("score", &score), ("note", &note)],
            "ui-score-next",
            Ask::Assess(Assess::Score { id, item }),
        )
    }

    fn agree_question(&self, id: String, item: &AssessmentItem) -> Question {
        let texts = &self.texts;
        let mut words = self.item_words(item);
        if let Some(pooled) = &item.pooled {
            words.push(crate::view::assessing::spread(texts, pooled));
            words.extend(
                pooled
                    .notes
                    .iter()
                    .map(|note| format!("- {}", harmless(note))),
            );
        }
        let agreed = item.agreed.clone().unwrap_or_default();
        let evidence = agreed.evidence.unwrap_or_default();
        let dissent = agreed.dissent.unwrap_or_default();
        let given = [
            ("score", agreed.score.as_str()),
            ("why", &agreed.why),
            ("evidence", &evidence),
            ("dissent", &dissent),
        ];
        let item = item.item.clone();
        let title = texts.with("ui-agree", &[("item", &item)]);
        let ask = Ask::Assess(Assess::Agree { id, item });
        schema::form(texts, title, words, AGREE, &given, "ui-save", ask)
    }

    fn priority_question(&self, id: String, item: &AssessmentItem) -> Question {
        let texts = &self.texts;
        let words = vec![harmless(&item.statement), texts.get("ui-priority-words")];
        let priority = item.priority.clone().unwrap_or_default();
        let shown = [priority.urgency, priority.importance, priority.feasibility];
        let [urgency, importance, feasibility] = shown.map(|n| match n {
            0 => String::new(),
            n => n.to_string(),
        });
        let given = [
            ("urgency", urgency.as_str()),
            ("importance", &importance),
            ("feasibility", &feasibility),
        ];
        let item = item.item.clone();
        let title = texts.with("ui-priority", &[("item", &item)]);
        let ask = Ask::Assess(Assess::Priority { id, item });
        schema::form(texts, title, words, PRIORITY, &given, "ui-save", ask)
    }

    fn progress_question(&self, row: &ActivityRow) -> Question {
        let texts = &self.texts;
        let percent = row.percent.to_string();
        schema::form(
            texts,
            texts.get("ui-progress"),
            vec![harmless(&row.activity), texts.get("ui-progress-words")],
            PROGRESS,
            &[("percent", &percent)],
            "ui-save",
            Ask::Assess(Assess::Progress {
                activity: row.id.clone(),
            }),
        )
    }

    /// Goes to a round of an assessment, or to a plan, of whatever sub-region that is.
    pub(super) fn open_round_or_plan(&mut self, id: &str) {
        let Some(inside) = self.inside() else {
            return;
        };
        if inside.assessing.plans.iter().any(|row| row.id == id) {
            inside.assessing.region = None;
        }
        if let Some(at) = inside.place_of_assessed(id) {
            inside.assessing.at = at;
            inside.assessing.row = 0;
        }
        self.go_section(Section::Assessments);
        if let Some(inside) = self.inside() {
            inside.pane = Pane::Detail;
        }
        self.read_assessed();
    }

    /// Opens what has the focus: a round or plan, an item to score, an activity to change.
    pub(super) fn open_assessed(&mut self) {
        let Some(inside) = self.inside() else {
            return;
        };
        if inside.pane == Pane::First {
            inside.pane = Pane::Detail;
            return;
        }
        let round = inside.assessed().map(|row| row.id.clone());
        let item = inside.assessed_item().cloned();
        let activity = inside.planned_activity().cloned();
        let changes = inside.why_not_plan().is_none();
        let question = match (round, item, activity) {
            (Some(id), Some(item), _) => Some(self.score_question(id, &item)),
            (None, _, Some(row)) if changes => self.change_question(&row),
            _ => None,
        };
        if let Some(question) = question {
            self.ask(question);
        }
    }

    /// Opens a round at the first item without a score of mine.
    pub(super) fn open_round(&mut self, at: usize) {
        self.go_section(Section::Assessments);
        if let Some(inside) = self.inside() {
            inside.assessing.at = at;
            inside.assessing.map = false;
            inside.pane = Pane::Detail;
            let items = inside.assessed_detail().map(|detail| &detail.items);
            let first = items.and_then(|items| items.iter().position(|one| one.score.is_none()));
            inside.assessing.row = first.unwrap_or(0);
        }
        self.read_assessed();
    }

    /// Acts that ask nothing.
    pub(super) fn assess_at_once(&mut self, act: Act) -> bool {
        let Some(inside) = self.inside() else {
            return false;
        };
        match act {
            Act::AssessMap => {
                inside.assessing.map = !inside.assessing.map;
                inside.assessing.row = 0;
                inside.pane = Pane::Detail;
                self.read_assessed();
            }
            Act::Subregion => self.turn_region(),
            Act::Needs => self.read(Purpose::Needs),
            _ => return false,
        }
        true
    }

    pub(super) fn assess(&mut self, done: &'static str, request: AssessmentRequest) {
        self.call(Purpose::Done(done), Request::Assessment(request));
    }

    fn plan(&mut self, done: &'static str, request: PlanRequest) {
        self.call(Purpose::Done(done), Request::Plan(request));
    }

    /// Goes on after an answer about assessments and plans.
    pub(super) fn assess_answered(
        &mut self,
        ask: &Assess,
        choice: usize,
        values: &[String],
    ) -> Result<(), &'static str> {
        match ask.clone() {
            Assess::Start { space } => return self.start_round(space, values),
            Assess::Score { id, item } => return self.score(id, item, values),
            Assess::Pool { id } => {
                self.assess("ui-done-pooled", AssessmentRequest::Pool { id });
            }
            Assess::Draft { id, network } => {
                let lang = self.texts.language().tag().to_owned();
                let request = AssessmentRequest::Plan { id, lang, network };
                self.assess("ui-done-drafted", request);
            }
            Assess::Agree { id, item } => {
                let filled = Filled::check(AGREE, values)?;
                let request = AssessmentRequest::Agree {
                    id,
                    item,
                    score: score_of(filled.text("score"))?,
                    why: filled.text("why").to_owned(),
                    evidence: filled.optional("evidence"),
                    dissent: filled.optional("dissent"),
                };
                self.assess("ui-done-agreed", request);
            }
            Assess::Priority { id, item } => {
                let request = priority(id, item, values)?;
                self.assess("ui-done-priority", request);
            }
            Assess::Approve { id } => {
                self.assess("ui-done-approved", AssessmentRequest::Approve { id });
            }
            Assess::Share { id } => {
                if let Some(level) = LEVELS.get(choice.saturating_sub(1)) {
                    let level = (*level).to_owned();
                    let request = AssessmentRequest::Share { id, level };
                    self.assess("ui-done-shared", request);
                }
            }
            Assess::Add { plan } => {
                let fields = self.activity_fields(None, values)?;
                self.plan("ui-done-activity", PlanRequest::Add { id: plan, fields });
            }
            Assess::Change { activity } => {
                let fields = self.activity_fields(Some(&activity), values)?;
                let id = activity;
                self.plan("ui-done-activity", PlanRequest::Change { id, fields });
            }
            Assess::GiveUp { activity } => {
                self.plan("ui-done-given-up", PlanRequest::Cancel { id: activity });
            }
            Assess::Progress { activity } => {
                let filled = Filled::check(PROGRESS, values)?;
                let percent = filled.number("percent").filter(|n| *n <= 100);
                let percent = percent.and_then(|n| u8::try_from(n).ok());
                let request = PlanRequest::Progress {
                    id: activity,
                    percent: percent.ok_or("ui-fault-percent")?,
                    note: filled.optional("note"),
                };
                self.plan("ui-done-progress", request);
            }
            Assess::Remind(reminder) => self.remind(*reminder),
            Assess::Sign { plan } => {
                self.plan("ui-done-signed", PlanRequest::Sign { id: plan });
            }
        }
        Ok(())
    }

    /// Saves a score and goes on to the next item.
    fn score(&mut self, id: String, item: String, values: &[String]) -> Result<(), &'static str> {
        let filled = Filled::check(SCORE, values)?;
        let score = score_of(filled.text("score"))?;
        let request = AssessmentRequest::Score {
            id: id.clone(),
            item,
            score,
            note: filled.optional("note"),
        };
        self.assess("ui-done-scored", request);
        let Some(inside) = self.inside() else {
            return Ok(());
        };
        let next = inside.assessing.row + 1;
        if next < inside.assessing_lines() {
            inside.assessing.row = next;
            if let Some(item) = inside.assessed_item().cloned() {
                let question = self.score_question(id, &item);
                self.ask(question);
            }
        }
        Ok(())
    }

    /// Asks for what is focused.
    pub(super) fn read_assessed(&mut self) {
        let Some(inside) = self.inside() else {
            return;
        };
        let round = inside.assessed().map(|row| row.id.clone());
        let plan = inside.planned().map(|row| row.id.clone());
        if let Some(id) = round {
            self.read(Purpose::Round(id.clone()));
            self.read(Purpose::RoundMap(id));
        }
        if let Some(id) = plan {
            self.read(Purpose::PlanShow(id));
        }
    }

    /// Takes what the node told of assessments and plans.
    pub(super) fn assessing_came(&mut self, purpose: &Purpose, reply: Reply) {
        let Some(inside) = self.inside() else {
            return;
        };
        // Whatever comes before it in the list, the focus stays on what it was on.
        let round = inside.assessed().map(|row| row.id.clone());
        let focused = round.or_else(|| inside.planned().map(|row| row.id.clone()));
        let assessing = &mut inside.assessing;
        let mut round_wanted = None;
        match reply {
            Reply::Assessments(rows) => assessing.rounds = rows,
            Reply::Plans(rows) => assessing.plans = rows,
            Reply::Assessment(detail) => {
                assessing.details.insert(detail.id.clone(), *detail);
            }
            Reply::Compare(rows) => {
                if let Purpose::RoundMap(id) = purpose {
                    assessing.maps.insert(id.clone(), rows);
                }
            }
            Reply::Plan(detail) => {
                // Its areas are those of the instrument that it comes from.
                let known =
                    detail.round.is_empty() || assessing.details.contains_key(&detail.round);
                round_wanted = (!known).then(|| detail.round.clone());
                assessing.plan_details.insert(detail.id.clone(), *detail);
            }
            _ => return,
        }
        let rows = inside.assessing_rows();
        let made = inside.made.as_ref();
        let new = made.and_then(|id| inside.place_of_assessed(id));
        if new.is_some() {
            inside.made = None;
        }
        let at = new.or_else(|| inside.place_of_assessed(&focused?));
        let at = at.unwrap_or(inside.assessing.at);
        inside.assessing.at = at.min(rows.saturating_sub(1));
        let is_list = matches!(purpose, Purpose::Rounds | Purpose::Plans);
        if is_list && inside.section == Section::Assessments {
            self.read_assessed();
        }
        if let Some(round) = round_wanted {
            self.read(Purpose::Round(round));
        }
    }
}

const LEVELS: [&str; 3] = ["plan", "areas", "full"];

fn priority(
    id: String,
    item: String,
    values: &[String],
) -> Result<AssessmentRequest, &'static str> {
    let filled = Filled::check(PRIORITY, values)?;
    let number = |name: &str| match filled.number(name) {
        Some(n @ 1..=3) => Ok(u8::try_from(n).unwrap_or(3)),
        _ => Err("ui-fault-weight"),
    };
    Ok(AssessmentRequest::Priority {
        id,
        item,
        urgency: number("urgency")?,
        importance: number("importance")?,
        feasibility: number("feasibility")?,
    })
}
