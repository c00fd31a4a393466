//! A message being written: its text, its draft, and who will read it.

use asamblea_node::api::{ProposalRequest, Request};
use serde::{Deserialize, Serialize};

use super::editor::Editor;
use super::field::Field;

/// A change is saved as a draft this long after it.
pub(crate) const DRAFT_MS: u64 = 2000;

/// What a message is for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Target {
    /// A reply in a thread, perhaps to one post.
    Reply {
        space: String,
        thread: String,
        to: Option<String>,
    },
    /// The first message of a new thread.
    Thread { space: String },
    /// Another text for a proposal.
    Amendment { space: String, proposal: String },
    /// Another text of a message of one's own, with the text that it has.
    Edit {
        space: String,
        post: String,
        body: String,
    },
}

impl Target {
    /// Where it goes.
    pub(crate) fn space(&self) -> &str {
        match self {
            Self::Reply { space, .. }
            | Self::Thread { space }
            | Self::Amendment { space, .. }
            | Self::Edit { space, .. } => space,
        }
    }

    /// The key of its draft.
    pub(crate) fn draft_key(&self) -> String {
        match self {
            Self::Reply { thread, .. } => format!("thread:{thread}"),
            Self::Thread { space } => format!("new-thread:{space}"),
            Self::Amendment { proposal, .. } => format!("amend:{proposal}"),
            Self::Edit { post, .. } => format!("post:{post}"),
        }
    }
}

/// A draft as it is kept by the node.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
struct Draft {
    title: String,
    text: String,
    to: Option<String>,
    /// Who would have read it when it was begun.
    people: Option<u64>,
}

/// A message being written.
#[derive(Debug)]
pub(crate) struct Composer {
    pub(crate) target: Target,
    /// Name of who is answered and the beginning of what she wrote.
    pub(crate) quoted: Option<(String, String)>,
    /// The title of a new thread; of an amendment why it is proposed.
    pub(crate) title: Field,
    /// Letters go to the title.
    pub(crate) in_title: bool,
    pub(crate) editor: Editor,
    /// Columns and rows of the text.
    pub(crate) window: (usize, usize),
    /// People who would have read it when it was begun.
    pub(crate) begun_for: Option<u64>,
    /// She agreed to this many readers.
    pub(crate) agreed: Option<u64>,
    /// The first change that is not saved, in milliseconds.
    changed_ms: Option<u64>,
    /// A save is under way.
    pub(crate) saving: bool,
    /// What is on the disk is what is on the screen.
    pub(crate) saved: bool,
    /// The message is on its way.
    pub(crate) sending: bool,
    /// The draft was asked for and has come.
    pub(crate) loaded: bool,
    /// The text that an amendment changes, once it is known.
    standing: Option<String>,
}

impl Composer {
    /// An empty message; its draft may still come.
    pub(crate) fn new(target: Target, quoted: Option<(String, String)>) -> Self {
        let in_title = matches!(target, Target::Thread { .. });
        let editor = match &target {
            Target::Edit { body, .. } => Editor::new(body),
            _ => Editor::default(),
        };
        Self {
            target,
            quoted,
            title: Field::default(),
            in_title,
            editor,
            window: (40, 4),
            begun_for: None,
            agreed: None,
            changed_ms: None,
            saving: false,
            saved: false,
            sending: false,
            loaded: false,
            standing: None,
        }
    }

    /// It has a title field.
    pub(crate) const fn has_title(&self) -> bool {
        matches!(
            self.target,
            Target::Thread { .. } | Target::Amendment { .. }
        )
    }

    /// Something must stand in that field.
    pub(crate) const fn needs_title(&self) -> bool {
        matches!(self.target, Target::Thread { .. })
    }

    /// The text that stands: an amendment of it begins with it.
    pub(crate) fn stand(&mut self, id: &str, text: &str) {
        let amends = matches!(&self.target, Target::Amendment { proposal, .. } if proposal == id);
        if !amends || self.standing.is_some() {
            return;
        }
        self.standing = Some(text.to_owned());
        if self.editor.chars().is_empty() {
            self.editor = Editor::new(text);
        }
    }

    /// An amendment that says what the text says already.
    pub(crate) fn says_the_same(&self) -> bool {
        let standing = self.standing.as_deref();
        standing.is_some_and(|text| text.trim() == self.editor.text().trim())
    }

    /// Something was typed.
    pub(crate) fn changed(&mut self, now_ms: u64) {
        self.saved = false;
        self.changed_ms.get_or_insert(now_ms);
    }

    /// When the draft is to be saved.
    pub(crate) fn wake_ms(&self) -> Option<u64> {
        let first = self.changed_ms.filter(|_| !self.saving && !self.sending)?;
        Some(first + DRAFT_MS)
    }

    /// There is nothing to lose.
    pub(crate) fn is_empty(&self) -> bool {
        let untouched = self.editor.chars().is_empty() || self.says_the_same();
        untouched && self.title.text().is_empty()
    }

    /// Something waits to be saved.
    pub(crate) const fn is_unsaved(&self) -> bool {
        self.changed_ms.is_some()
    }

    /// Saves what is there.
    pub(crate) fn save(&mut self) -> Request {
        self.changed_ms = None;
        self.saving = true;
        let draft = Draft {
            title: self.title.text().to_owned(),
            text: self.editor.text(),
            to: match &self.target {
                Target::Reply { to, .. } => to.clone(),
                Target::Thread { .. } | Target::Amendment { .. } | Target::Edit { .. } => None,
            },
            people: self.begun_for,
        };
        let text = if self.is_empty() {
            String::new()
        } else {
            serde_json::to_string(&draft).unwrap_or_default()
        };
        Request::DraftSet {
            key: self.target.draft_key(),
            text,
        }
    }

    /// The save ended.
    pub(crate) fn save_ended(&mut self, well: bool, now_ms: u64) {
        self.saving = false;
        self.saved = well && self.changed_ms.is_none();
        if !well {
            self.changed_ms.get_or_insert(now_ms);
        }
    }

    /// The draft came: it goes before what was typed meanwhile.
    pub(crate) fn restore(&mut self, draft: Option<&str>) -> bool {
        self.loaded = true;
        let Some(draft) = draft.and_then(|text| serde_json::from_str::<Draft>(text).ok()) else {
            return false;
        };
        let typed = self.editor.text();
        self.editor = match self.target {
            // What stands there is the message itself, which the draft was made of.
            Target::Edit { .. } => Editor::new(&draft.text),
            // What an amendment begins with was not typed.
            _ if self.says_the_same() => Editor::new(&draft.text),
            _ => Editor::new(&format!("{}{typed}", draft.text)),
        };
        if self.title.text().is_empty() {
            self.title.insert(&draft.title);
        }
        if let Target::Reply { to, .. } = &mut self.target
            && to.is_none()
        {
            *to = draft.to;
        }
        self.begun_for = draft.people.or(self.begun_for);
        self.in_title = self.needs_title() && self.title.text().is_empty();
        self.saved = true;
        true
    }

    /// The message as a request.
    pub(crate) fn request(&self) -> Request {
        let body = self.editor.text().trim_end().to_owned();
        match &self.target {
            Target::Reply { thread, to, .. } => Request::ThreadReply {
                id: thread.clone(),
                to: to.clone(),
                body,
            },
            Target::Edit { post, .. } => Request::ThreadEdit {
                post: post.clone(),
                body,
            },
            Target::Thread { space } => Request::ThreadNew {
                space: space.clone(),
                title: self.title.text().trim().to_owned(),
                body,
            },
            Target::Amendment { proposal, .. } => Request::Proposal(ProposalRequest::Amend {
                id: proposal.clone(),
                text: body,
                reason: Some(self.title.text().trim().to_owned()).filter(|why| !why.is_empty()),
            }),
        }
    }
}
