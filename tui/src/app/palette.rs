//! Finding by name: commands, spaces, threads, documents, agendas, proposals, people.

use asamblea_node::api::{FoundRow, plain_letter};
use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::App;
use super::field::Field;
use super::inside::{Inside, Pane};
use super::links::goal_of;
use crate::command_table::{Act, COMMANDS, of};
use crate::harmless::harmless;
use crate::lang::Texts;
use crate::view::text::cut;

/// The most hits of one kind; more would not be read.
const GROUP_MAX: usize = 8;
/// The most texts shown.
const FOUND_MAX: usize = 20;
/// Columns of the title beside a text that was found.
const BESIDE_COLUMNS: usize = 24;
/// Texts are searched this long after the last letter: one question for a word, not for a letter.
const SEARCH_MS: u64 = 200;
/// Fewer letters are in everything.
const SEARCH_LETTERS_MIN: usize = 2;

/// What a hit leads to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Goal {
    Act(Act),
    Space(String),
    Thread(String),
    Document(String),
    Agenda(String),
    Proposal(String),
    Meeting(String),
    /// A task, found by what was agreed.
    Task(String),
    /// A round of an assessment, or a plan.
    Assessed(String),
    Person(String),
    /// A post with its thread, found by what it says.
    Post {
        thread: String,
        post: String,
    },
}

impl Goal {
    /// The key of its group's heading.
    pub(crate) const fn heading(&self) -> &'static str {
        match self {
            Self::Act(_) => "ui-palette-commands",
            Self::Space(_) => "ui-palette-spaces",
            Self::Thread(_) => "ui-palette-threads",
            Self::Document(_) => "ui-palette-documents",
            Self::Agenda(_) => "ui-palette-agendas",
            Self::Meeting(_) => "ui-meetings",
            Self::Task(_) => "ui-tasks",
            Self::Assessed(_) => "ui-assessments",
            Self::Proposal(_) => "ui-palette-proposals",
            Self::Person(_) => "ui-palette-people",
            Self::Post { .. } => "ui-palette-texts",
        }
    }
}

/// A hit.
#[derive(Clone, Debug)]
pub(crate) struct Hit {
    pub(crate) goal: Goal,
    pub(crate) text: String,
    /// Keys of a command, or where a thing is.
    pub(crate) beside: String,
    /// Why it cannot be done.
    pub(crate) why_not: Option<String>,
    /// Found by what it says, not by its name.
    pub(crate) found: bool,
}

impl Hit {
    /// The key of its group's heading.
    pub(crate) const fn heading(&self) -> &'static str {
        if self.found {
            "ui-palette-texts"
        } else {
            self.goal.heading()
        }
    }
}

/// The palette.
#[derive(Debug, Default)]
pub(crate) struct Palette {
    pub(crate) query: Field,
    pub(crate) at: usize,
    /// Commands are left out and texts are searched: somebody looks for something.
    pub(crate) only_things: bool,
    /// What the node found.
    pub(crate) found: Vec<FoundRow>,
    /// When the node is asked, in milliseconds since the start.
    due_ms: Option<u64>,
}

impl Palette {
    /// For somebody who looks for something.
    pub(crate) fn search() -> Self {
        Self {
            only_things: true,
            ..Self::default()
        }
    }

    /// Something was typed.
    pub(crate) fn typed(&mut self, now_ms: u64) {
        self.at = 0;
        if self.only_things {
            self.due_ms = Some(now_ms + SEARCH_MS);
        }
    }

    /// When [`Self::question`] has something to ask.
    pub(crate) const fn wake_ms(&self) -> Option<u64> {
        self.due_ms
    }

    /// What to search for, once typing paused.
    pub(crate) fn question(&mut self, now_ms: u64) -> Option<String> {
        self.due_ms.take_if(|due| *due <= now_ms)?;
        let text = self.query.text().trim().to_owned();
        if text.chars().count() < SEARCH_LETTERS_MIN {
            self.found.clear();
            return None;
        }
        Some(text)
    }

    /// The node's answer to a question; one to an older question is forgotten.
    pub(crate) fn answered(&mut self, question: &str, found: Vec<FoundRow>) {
        if self.only_things && self.query.text().trim() == question {
            self.found = found;
        }
    }

    /// What fits the query, the best first in each group.
    pub(crate) fn hits(&self, inside: &Inside, texts: &Texts) -> Vec<Hit> {
        let mut groups: Vec<Vec<Hit>> = Vec::new();
        if !self.only_things {
            groups.push(commands(inside, texts));
        }
        groups.extend(things(inside));
        // Both sides are made plain here: the matcher itself finds no word typed with its accent.
        let pattern = Pattern::new(
            &plain(self.query.text()),
            CaseMatching::Respect,
            Normalization::Never,
            AtomKind::Substring,
        );
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut letters = Vec::new();
        let mut hits = Vec::new();
        for group in groups {
            let mut scored: Vec<(u32, Hit)> = group
                .into_iter()
                .filter_map(|hit| {
                    let text = plain(&hit.text);
                    let text = Utf32Str::new(&text, &mut letters);
                    Some((pattern.score(text, &mut matcher)?, hit))
                })
                .collect();
            scored.sort_by_key(|(score, hit)| (hit.why_not.is_some(), std::cmp::Reverse(*score)));
            hits.extend(scored.into_iter().take(GROUP_MAX).map(|(_, hit)| hit));
        }
        hits.extend(texts_found(&self.found));
        hits
    }
}

fn plain(text: &str) -> String {
    text.chars().map(plain_letter).collect()
}

fn commands(inside: &Inside, texts: &Texts) -> Vec<Hit> {
    let place = inside.place_below();
    let moves = [
        Act::Up,
        Act::Down,
        Act::Left,
        Act::Right,
        Act::PageUp,
        Act::PageDown,
        Act::First,
        Act::Last,
        Act::Palette,
        Act::Open,
        Act::Back,
    ];
    let mut sorted: Vec<_> = COMMANDS
        .iter()
        .filter(|command| !moves.contains(&command.act))
        .filter(|command| !(command.is_local() && command.keys[0] == "Esc"))
        .collect();
    sorted.sort_by_key(|command| !command.acts_in(place));
    sorted
        .into_iter()
        .map(|command| {
            // What belongs to another section is done there; what needs something open waits.
            let closed = command.is_local() && !command.acts_in(place);
            let why_not = if closed && command.section().is_none() {
                Some("ui-why-elsewhere")
            } else {
                (command.why_not)(inside)
            };
            Hit {
                goal: Goal::Act(command.act),
                text: texts.get(&command.text_key()),
                beside: command.keys[0].to_owned(),
                why_not: why_not.map(|key| texts.get(key)),
                found: false,
            }
        })
        .collect()
}

impl App {
    /// Does what was chosen by its name, where it acts.
    pub(super) fn act_from_palette(&mut self, act: Act) {
        let local = matches!(
            act,
            Act::Send | Act::NewLine | Act::Leave | Act::Discard | Act::StopWriting | Act::Undo
        );
        if !local {
            self.leave_composer();
        }
        self.go_where_it_acts(act);
        self.try_act(act);
    }

    /// Goes to the section of a command that does not act here.
    fn go_where_it_acts(&mut self, act: Act) {
        let (Some(command), Some(inside)) = (of(act), self.inside()) else {
            return;
        };
        if command.acts_in(inside.place()) {
            return;
        }
        let Some(section) = command.section() else {
            return;
        };
        self.go_section(section);
        if let Some(inside) = self.inside()
            && !command.acts_in(inside.place())
        {
            inside.pane = Pane::Second;
        }
    }
}

/// What was found inside of things; their titles are found by name.
fn texts_found(found: &[FoundRow]) -> Vec<Hit> {
    let hit = |row: &FoundRow| {
        let goal = match row.kind.as_str() {
            "post" => Goal::Post {
                thread: row.inside.clone(),
                post: row.id.clone(),
            },
            "doc" if row.excerpt != row.title => Goal::Document(row.id.clone()),
            "item" => Goal::Agenda(row.inside.clone()),
            "comment" => Goal::Document(row.inside.clone()),
            "agreement" if row.opens.as_deref() == Some("task") => Goal::Task(row.id.clone()),
            "agreement" | "minutes" | "note" => Goal::Meeting(row.inside.clone()),
            "assessment" if row.excerpt != row.title => Goal::Assessed(row.id.clone()),
            "agreed" => Goal::Assessed(row.inside.clone()),
            "attachment" => goal_of(row.opens.as_deref()?, row.inside.clone())?,
            "amendment" | "ballot" => Goal::Proposal(row.inside.clone()),
            "proposal" if row.excerpt != row.title => Goal::Proposal(row.id.clone()),
            "activity" => Goal::Assessed(row.inside.clone()),
            _ => return None,
        };
        Some(Hit {
            goal,
            text: harmless(&row.excerpt),
            beside: cut(&harmless(&row.title), BESIDE_COLUMNS),
            why_not: None,
            found: true,
        })
    };
    found.iter().filter_map(hit).take(FOUND_MAX).collect()
}

fn things(inside: &Inside) -> Vec<Vec<Hit>> {
    let known = &inside.known;
    let place = |space: &str| {
        let space = inside.space_by_id(space);
        space.map_or_else(String::new, |space| harmless(&space.name))
    };
    // Cases are found only inside their space.
    let shown = |space: &str| {
        inside
            .space_by_id(space)
            .is_none_or(|row| row.kind != "case")
    };
    let hit = |goal: Goal, text: &str, beside: String| Hit {
        goal,
        text: harmless(text),
        beside,
        why_not: None,
        found: false,
    };
    let spaces = known.spaces.iter().filter(|row| row.kind != "case");
    let threads = known.threads.iter().filter(|row| shown(&row.space));
    let docs = known.docs.iter().filter(|row| shown(&row.space));
    let agendas = known.agendas.iter().filter(|row| shown(&row.space));
    let proposals = inside.deciding.rows.iter();
    let proposals = proposals.filter(|row| shown(&row.space));
    let rounds = inside.assessing.rounds.iter();
    let rounds = rounds.filter(|row| shown(&row.space));
    let rounds = rounds.map(|row| (row.id.clone(), &row.title, place(&row.space)));
    let plans = inside.assessing.plans.iter();
    let plans = plans.map(|row| (row.id.clone(), &row.title, harmless(&row.org_name)));
    let people = known.who.iter().filter(|row| row.kind != "device");
    vec![
        spaces
            .map(|row| hit(Goal::Space(row.id.clone()), &row.name, String::new()))
            .collect(),
        threads
            .map(|row| hit(Goal::Thread(row.id.clone()), &row.title, place(&row.space)))
            .collect(),
        docs.map(|row| {
            hit(
                Goal::Document(row.id.clone()),
                &row.title,
                place(&row.space),
            )
        })
        .collect(),
        agendas
            .map(|row| hit(Goal::Agenda(row.id.clone()), &row.title, place(&row.space)))
            .collect(),
        proposals
            .map(|row| {
                hit(
                    Goal::Proposal(row.id.clone()),
                    &row.title,
                    place(&row.space),
                )
            })
            .collect(),
        known
            .meetings
            .iter()
            .filter(|row| shown(&row.space))
            .map(|row| hit(Goal::Meeting(row.id.clone()), &row.title, place(&row.space)))
            .collect(),
        rounds
            .chain(plans)
            .map(|(id, title, beside)| hit(Goal::Assessed(id), title, beside))
            .collect(),
        people
            .map(|row| hit(Goal::Person(row.id.clone()), &row.name, String::new()))
            .collect(),
    ]
}
