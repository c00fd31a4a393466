//! Finding by name: commands, spaces, threads, documents, agendas, people.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::field::Field;
use super::inside::Inside;
use crate::command_table::{Act, COMMANDS};
use crate::harmless::harmless;
use crate::lang::Texts;

/// The most hits of one kind; more would not be read.
const GROUP_MAX: usize = 8;

/// What a hit leads to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Goal {
    Act(Act),
    Space(String),
    Thread(String),
    Document(String),
    Agenda(String),
    Person(String),
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
            Self::Person(_) => "ui-palette-people",
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
}

/// The palette.
#[derive(Debug, Default)]
pub(crate) struct Palette {
    pub(crate) query: Field,
    pub(crate) at: usize,
    /// Commands are left out: somebody searches.
    pub(crate) only_things: bool,
}

impl Palette {
    /// What fits the query, the best first in each group.
    pub(crate) fn hits(&self, inside: &Inside, texts: &Texts) -> Vec<Hit> {
        let mut groups: Vec<Vec<Hit>> = Vec::new();
        if !self.only_things {
            groups.push(commands(inside, texts));
        }
        groups.extend(things(inside));
        let pattern = Pattern::new(
            self.query.text(),
            CaseMatching::Ignore,
            Normalization::Smart,
            AtomKind::Substring,
        );
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut letters = Vec::new();
        let mut hits = Vec::new();
        for group in groups {
            let mut scored: Vec<(u32, Hit)> = group
                .into_iter()
                .filter_map(|hit| {
                    let text = Utf32Str::new(&hit.text, &mut letters);
                    Some((pattern.score(text, &mut matcher)?, hit))
                })
                .collect();
            scored.sort_by_key(|(score, hit)| (hit.why_not.is_some(), std::cmp::Reverse(*score)));
            hits.extend(scored.into_iter().take(GROUP_MAX).map(|(_, hit)| hit));
        }
        hits
    }
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
            let why_not = if command.is_local() && !command.acts_in(place) {
                Some("ui-why-elsewhere")
            } else {
                (command.why_not)(inside)
            };
            Hit {
                goal: Goal::Act(command.act),
                text: texts.get(&command.text_key()),
                beside: command.keys[0].to_owned(),
                why_not: why_not.map(|key| texts.get(key)),
            }
        })
        .collect()
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
    };
    let spaces = known.spaces.iter().filter(|row| row.kind != "case");
    let threads = known.threads.iter().filter(|row| shown(&row.space));
    let docs = known.docs.iter().filter(|row| shown(&row.space));
    let agendas = known.agendas.iter().filter(|row| shown(&row.space));
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
        people
            .map(|row| hit(Goal::Person(row.id.clone()), &row.name, String::new()))
            .collect(),
    ]
}
