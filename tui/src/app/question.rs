//! Questions and small forms: what is asked, the rows to answer with, and what the answer is for.
//! The safe answer stands first and has the focus.

use asamblea_node::api::{PendingRow, SpaceRow, WhoRow};

use super::assessing::Assess;
use super::conflict::Conflict;
use super::deciding::Decide;
use super::form::{Form, Item};
use super::inside::Inside;
use super::meetings::Asking;
use crate::harmless::harmless;
use crate::lang::Texts;
use crate::view::aftermath;

/// A key that is held down must not answer: this long after it opens, `Enter` does nothing.
pub(crate) const DEAF_MS: u64 = 400;

/// What an answer is for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Ask {
    /// Nothing to decide.
    Read,
    /// Something of a meeting, or a task.
    Meeting(Asking),
    /// Take out a person, an organization or a device.
    Remove {
        id: String,
        kind: String,
    },
    /// Give the second word that somebody waits for.
    Second {
        id: String,
    },
    /// Take back what was said against a person, an organization or a device.
    Lift {
        id: String,
    },
    /// Compare words of a device.
    Compare {
        id: String,
        name: String,
        words: String,
    },
    /// Send although more people will read it than when it was begun.
    Wider {
        people: u64,
    },
    /// Throw a draft away.
    Discard,
    /// Take a message of one's own back.
    RetractPost {
        id: String,
    },
    /// Close a thread.
    CloseThread {
        id: String,
    },
    /// Cancel an invitation.
    Revoke {
        id: String,
    },
    /// Publish an edition.
    Publish {
        id: String,
    },
    /// Whom to invite, then her name.
    Invite,
    InviteMember {
        role: &'static str,
    },
    InviteOrg,
    InviteNode,
    /// Fill in.
    NewDocument {
        space: String,
    },
    NewSpace,
    AddMember {
        space: String,
    },
    /// Whether she goes out of a space.
    LeaveSpace {
        space: String,
    },
    NewAgenda {
        space: String,
    },
    AddItem {
        agenda: String,
    },
    /// What changes about an item of an agenda.
    ChangeItem {
        agenda: String,
        item: String,
    },
    /// Whether it is off.
    CancelItem {
        agenda: String,
        item: String,
    },
    /// Where the calendar of an agenda goes.
    /// What is open, to a file.
    Export,
    Calendar {
        agenda: String,
    },
    /// Whether a version comes back.
    Restore {
        id: String,
        version: String,
    },
    /// About which words what is said.
    Comment {
        id: String,
    },
    BundleOut,
    BundleIn,
    /// Where an attached file goes.
    SaveFile {
        id: String,
    },
    /// Which file hangs on something.
    AttachFile {
        id: String,
        /// One post of it, where that can be chosen instead.
        post: Option<String>,
        space: String,
    },
    /// Mark the local networks here as one's own, or take the marks away.
    Trust {
        trusted: bool,
    },
    /// Which of a device's stories stays.
    Stories {
        device: String,
        stories: Vec<String>,
    },
    /// What is answered to a word that waits.
    Conflict(Box<Conflict>),
    /// Words of a device that are not the same.
    Different {
        id: String,
        name: String,
        /// It may be barred from here.
        bars: bool,
    },
    /// Propose, vote, delegate, end a vote.
    Decide(Decide),
    /// Score, agree, approve, share, plan, sign.
    Assess(Assess),
    /// Type the word that destroys everything.
    Destroy,
    /// Whether the practice network is made anew.
    PracticeReset,
    /// An alert, with its id.
    Alert {
        id: String,
    },
}

/// A question on the screen.
#[derive(Debug)]
pub(crate) struct Question {
    pub(crate) title: String,
    pub(crate) form: Form,
    pub(crate) ask: Ask,
    /// When it opened, in milliseconds since the start.
    pub(crate) opened_ms: u64,
    /// What is wrong with what was filled in.
    pub(crate) fault: Option<String>,
}

impl Question {
    /// The space in which something will be written once it is answered.
    pub(crate) fn space(&self, inside: &Inside) -> Option<String> {
        match &self.ask {
            Ask::NewDocument { space }
            | Ask::NewAgenda { space }
            | Ask::AttachFile { space, .. } => Some(space.clone()),
            Ask::AddItem { agenda }
            | Ask::ChangeItem { agenda, .. }
            | Ask::CancelItem { agenda, .. }
            | Ask::Publish { id: agenda } => {
                let rows = &inside.known.agendas;
                let row = rows.iter().find(|row| row.id == *agenda)?;
                Some(row.space.clone())
            }
            Ask::Comment { id } | Ask::Restore { id, .. } => {
                let document = inside.document().filter(|document| document.id == *id)?;
                Some(document.space.clone())
            }
            Ask::RetractPost { .. } | Ask::CloseThread { .. } => {
                Some(inside.thread_row()?.space.clone())
            }
            Ask::Decide(decide) => decide.space(inside),
            Ask::Assess(assess) => assess.space(inside),
            Ask::Meeting(asking) => asking.space(inside),
            _ => None,
        }
    }

    /// Words, then choices.
    pub(crate) fn choose(
        title: String,
        words: Vec<String>,
        choices: Vec<String>,
        ask: Ask,
    ) -> Self {
        let mut items: Vec<Item> = Vec::new();
        for word in words {
            items.push(Item::Words(word));
            items.push(Item::Blank);
        }
        items.extend(choices.into_iter().map(Form::choice));
        Self::whole(title, items, ask)
    }

    /// Rows with words before the choices, which can be read row by row: they may be more than
    /// the window shows.
    pub(crate) fn whole(title: String, items: Vec<Item>, ask: Ask) -> Self {
        let mut question = Self::of(title, items, ask);
        question.form.reads = true;
        question
    }

    /// Words, then fields, then a choice to go on.
    pub(crate) fn fill(
        title: String,
        words: Vec<String>,
        fields: Vec<(String, String)>,
        choices: Vec<String>,
        ask: Ask,
    ) -> Self {
        let mut items: Vec<Item> = words.into_iter().map(Item::Words).collect();
        if !items.is_empty() {
            items.push(Item::Blank);
        }
        for (label, text) in fields {
            items.push(Form::field(label, &text));
        }
        items.push(Item::Blank);
        items.extend(choices.into_iter().map(Form::choice));
        Self::of(title, items, ask)
    }

    /// Puts other choices in the place of those that are there.
    pub(super) fn offer(&mut self, choices: impl IntoIterator<Item = String>) {
        let items = &mut self.form.items;
        items.retain(|item| !matches!(item, Item::Choice { .. }));
        items.extend(choices.into_iter().map(Form::choice));
    }

    fn of(title: String, items: Vec<Item>, ask: Ask) -> Self {
        Self {
            title,
            form: Form::new(items),
            ask,
            opened_ms: 0,
            fault: None,
        }
    }

    /// Words to read, and a way back.
    pub(crate) fn read(texts: &Texts, title: String, words: Vec<String>) -> Self {
        Self::choose(title, words, vec![texts.get("ui-back")], Ask::Read)
    }

    /// Whom to invite. Whom she may not says why; the first whom she may has the focus.
    pub(crate) fn invite(texts: &Texts, inside: &Inside) -> Self {
        let choices = [
            "ui-invite-member",
            "ui-invite-coordinator",
            "ui-invite-observer",
            "ui-invite-device",
            "ui-invite-org",
            "ui-invite-node",
        ];
        let why_not = |at: usize| inside.why_not_invite_as(at);
        let items = choices.iter().enumerate().map(|(at, key)| Item::Choice {
            text: texts.get(key),
            hint: why_not(at).map_or_else(String::new, |why| texts.get(why)),
            numbered: false,
        });
        let mut question = Self::of(texts.get("ui-invite-title"), items.collect(), Ask::Invite);
        let first = (0..choices.len()).find(|at| why_not(*at).is_none());
        question.form.focus = first.unwrap_or(0);
        question
    }

    /// What the second word about somebody means.
    pub(crate) fn second(texts: &Texts, row: &WhoRow, waiting: &[PendingRow]) -> Self {
        let name = harmless(&row.name);
        let raises = row.waits.as_deref() == Some("grant");
        let (title, words, yes) = if raises {
            (
                "ui-second-raise",
                "ui-second-raise-words",
                "ui-second-raise-yes",
            )
        } else {
            ("ui-second-out", "ui-second-out-words", "ui-second-out-yes")
        };
        let mut said = vec![texts.get(words)];
        if !raises {
            said.push(texts.get("ui-remove-keeps"));
            let mut about = waiting.iter();
            let about = about.find(|one| one.act.about.as_ref() == Some(&row.id));
            said.extend(about.and_then(|one| aftermath::of_waiting(texts, one)));
        }
        Self::choose(
            texts.with(title, &[("name", &name)]),
            said,
            vec![texts.get("ui-remove-no"), texts.get(yes)],
            Ask::Second { id: row.id.clone() },
        )
    }

    /// What freeing somebody means.
    pub(crate) fn lift(texts: &Texts, row: &WhoRow) -> Self {
        let name = harmless(&row.name);
        Self::choose(
            texts.with("ui-lift", &[("name", &name)]),
            vec![texts.get("ui-lift-words")],
            vec![texts.get("ui-remove-no"), texts.get("ui-lift-yes")],
            Ask::Lift { id: row.id.clone() },
        )
    }

    /// What going out of a space means.
    pub(crate) fn leave(texts: &Texts, space: &SpaceRow) -> Self {
        let name = harmless(&space.name);
        Self::choose(
            texts.with("ui-leave", &[("name", &name)]),
            vec![texts.get("ui-leave-words")],
            vec![texts.get("ui-remove-no"), texts.get("ui-leave-yes")],
            Ask::LeaveSpace {
                space: space.id.clone(),
            },
        )
    }

    /// What taking this out means.
    pub(crate) fn remove(
        texts: &Texts,
        id: &str,
        kind: &str,
        name: &str,
        coordinator: bool,
    ) -> Self {
        let (title, words) = match kind {
            "device" => ("ui-remove-device", "ui-remove-device-words"),
            "org" => ("ui-remove-org", "ui-remove-org-words"),
            _ if coordinator => ("ui-remove-coordinator", "ui-remove-coordinator-words"),
            _ => ("ui-remove-person", "ui-remove-person-words"),
        };
        let (yes, urgent) = if title == "ui-remove-coordinator" {
            ("ui-suspend-yes", "ui-suspend-urgent")
        } else {
            ("ui-remove-yes", "ui-remove-urgent")
        };
        Self::choose(
            texts.with(title, &[("name", name)]),
            vec![texts.get(words), texts.get("ui-remove-keeps")],
            vec![texts.get("ui-remove-no"), texts.get(yes), texts.get(urgent)],
            Ask::Remove {
                id: id.to_owned(),
                kind: kind.to_owned(),
            },
        )
    }
}
