//! What the open thing came from and what came of it: which there are, and going there.

use asamblea_node::api::{Chain, LinkRow, Reply};

use super::inside::{Inside, Open, Over, Section};
use super::palette::{Goal, Hit};
use super::{App, Purpose, Stage};
use crate::command_lines::Noun;
use crate::harmless::harmless;

/// What is open.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Opened<'a> {
    pub(crate) id: &'a str,
    pub(crate) title: &'a str,
    pub(crate) space: &'a str,
}

/// The links of what is open.
#[derive(Debug, Default)]
pub(crate) struct Links {
    /// Of what they are known; nothing where nothing is open that has any.
    pub(crate) of: Option<String>,
    pub(crate) chain: Chain,
}

impl Links {
    /// How many it came from, and how many came of it.
    pub(crate) fn count(&self) -> (usize, usize) {
        (self.chain.came_from.len(), self.chain.led_to.len())
    }
}

impl Inside {
    /// What is open and can be linked: whatever takes files, rounds and tasks.
    pub(crate) fn opened(&self) -> Option<Opened<'_>> {
        let (id, title, space) = match self.section {
            Section::Spaces => match &self.open {
                Open::Thread(_) => {
                    let row = self.thread_row()?;
                    (&row.id, &row.title, &row.space)
                }
                Open::Document(document) => (&document.id, &document.title, &document.space),
                Open::Nothing => return None,
            },
            Section::Agenda => {
                let row = self.agenda()?;
                (&row.id, &row.title, &row.space)
            }
            Section::Meetings => {
                let row = self.meeting()?;
                (&row.id, &row.title, &row.space)
            }
            Section::Tasks => {
                // An activity hangs together with others through its plan.
                let row = self.task()?;
                match row.source.as_str() {
                    "plan" => (&row.inside, &row.title, &row.space),
                    _ => (&row.id, &row.text, &row.space),
                }
            }
            Section::Proposals => {
                let row = self.proposal()?;
                (&row.id, &row.title, &row.space)
            }
            Section::Assessments => match (self.assessed(), self.planned()) {
                (Some(row), _) => (&row.id, &row.title, &row.space),
                (None, Some(row)) => (&row.id, &row.title, &row.space),
                (None, None) => return None,
            },
            _ => return None,
        };
        Some(Opened { id, title, space })
    }

    /// What is open, as commands call it. An agreement is shown with its meeting.
    pub(crate) fn noun(&self) -> Option<Noun> {
        let _open = self.opened()?;
        Some(match self.section {
            Section::Spaces if self.document().is_some() => Noun::Doc,
            Section::Spaces => Noun::Thread,
            Section::Agenda => Noun::Agenda,
            Section::Meetings => Noun::Meeting,
            Section::Tasks if self.task()?.source == "plan" => Noun::Plan,
            Section::Tasks => Noun::Meeting,
            Section::Proposals => Noun::Proposal,
            Section::Assessments if self.assessed().is_some() => Noun::Assessment,
            Section::Assessments => Noun::Plan,
            _ => return None,
        })
    }

    /// The link with the focus in their list.
    fn focused_link(&self) -> Option<&LinkRow> {
        match &self.over {
            Some(Over::Links(at)) => self.links.chain.rows().nth(*at),
            _ => None,
        }
    }

    /// Something is linked to what is open.
    pub(crate) fn why_not_links(&self) -> Option<&'static str> {
        self.links.chain.is_empty().then_some("ui-why-no-links")
    }
}

impl App {
    /// Reads the links of what is open, once something else is.
    pub(super) fn follow_links(&mut self) {
        let Some(inside) = self.inside() else {
            return;
        };
        let of = inside.opened().map(|opened| opened.id.to_owned());
        if inside.links.of == of {
            return;
        }
        let chain = Chain::default();
        inside.links = Links { of, chain };
        self.read_links();
        self.fit();
    }

    /// Reads them anew.
    pub(super) fn read_links(&mut self) {
        let of = self.inside().and_then(|inside| inside.links.of.clone());
        if let Some(id) = of {
            self.read(Purpose::Links(id));
        }
    }

    /// Opens their list.
    pub(super) fn open_links(&mut self) {
        self.put_over(Over::Links(0));
        self.read_links();
    }

    /// Goes to the focused one.
    pub(super) fn follow_link(&mut self) {
        let focused = self.inside().and_then(|inside| inside.focused_link());
        let Some(row) = focused.cloned() else {
            return;
        };
        let Some(goal) = goal(&row) else {
            return;
        };
        self.close_over();
        self.go_to(Hit {
            goal,
            text: harmless(&row.title),
            beside: String::new(),
            why_not: None,
            found: false,
        });
    }

    /// What the node told of links.
    pub(super) fn links_came(&mut self, purpose: &Purpose, reply: Reply) {
        let Stage::Inside(inside) = &mut self.stage else {
            return;
        };
        let (Purpose::Links(id), Reply::Chain(chain)) = (purpose, reply) else {
            return;
        };
        if inside.links.of.as_ref() != Some(id) {
            return;
        }
        let last = chain.rows().count().saturating_sub(1);
        inside.links.chain = chain;
        if let Some(Over::Links(at)) = &mut inside.over {
            *at = (*at).min(last);
        }
        self.fit();
    }
}

/// Where a link leads; nowhere where this device cannot read it.
fn goal(row: &LinkRow) -> Option<Goal> {
    goal_of(&row.kind, row.inside.clone())
}

/// Where a thing of a kind is opened; nowhere for a kind of a newer version.
pub(super) fn goal_of(kind: &str, id: String) -> Option<Goal> {
    Some(match kind {
        "thread" => Goal::Thread(id),
        "doc" => Goal::Document(id),
        "agenda" => Goal::Agenda(id),
        "proposal" => Goal::Proposal(id),
        "meeting" | "agreement" => Goal::Meeting(id),
        "assessment" | "plan" => Goal::Assessed(id),
        _ => return None,
    })
}
