//! Changing and taking back what one wrote, and closing a thread.

use asamblea_node::api::{PostRow, Request};

use super::composer::Target;
use super::inside::Inside;
use super::question::{Ask, Question};
use super::{App, Purpose};
use crate::command_table::Act;
use crate::harmless::harmless;

/// Letters of a message that a question about it repeats.
const REPEATED_CHARS: usize = 120;

impl Inside {
    /// The message with the focus.
    fn focused_post(&self) -> Option<&PostRow> {
        let thread = self.thread()?;
        thread.posts.get(thread.at)
    }

    /// A person is whoever has this profile.
    pub(crate) fn is_me(&self, person: &str) -> bool {
        let status = self.known.status.as_ref();
        status.is_some_and(|status| status.person_id.as_deref() == Some(person))
    }

    /// The focused message is mine and says something.
    pub(crate) fn why_not_post(&self) -> Option<&'static str> {
        match self.focused_post() {
            None => Some("ui-why-no-thread"),
            Some(post) if !self.is_me(&post.author.person) => Some("ui-why-not-my-post"),
            Some(post) if post.retracted => Some("ui-why-retracted"),
            Some(_) => self.why_not_compose(),
        }
    }

    /// The open thread is mine to close, or an admin's.
    pub(crate) fn why_not_close(&self) -> Option<&'static str> {
        let first = self.thread().and_then(|thread| thread.posts.first());
        let hers = first.is_some_and(|post| self.is_me(&post.author.person));
        let admin = self.current_space().is_some_and(|row| row.role == "admin");
        match self.why_not_reply() {
            None if hers || admin => None,
            None => Some("ui-why-not-my-thread"),
            why => why,
        }
    }
}

impl App {
    /// Writes the focused message anew.
    pub(super) fn edit_post(&mut self) {
        let Some(inside) = self.inside() else {
            return;
        };
        let space = inside.thread_row().map(|row| row.space.clone());
        let post = inside.focused_post();
        let target = space.zip(post).map(|(space, post)| Target::Edit {
            space,
            post: post.id.clone(),
            body: post.body.clone(),
        });
        if let Some(target) = target {
            self.compose(target);
        }
    }

    /// Asks before a message is taken back or a thread closed.
    pub(super) fn post_question(&self, inside: &Inside, act: Act) -> Option<Question> {
        let texts = &self.texts;
        let (title, said, yes, ask) = if act == Act::RetractPost {
            let post = inside.focused_post()?;
            let id = post.id.clone();
            let ask = Ask::RetractPost { id };
            ("ui-retract-title", &post.body, "ui-retract-yes", ask)
        } else {
            let row = inside.thread_row()?;
            let id = row.id.clone();
            let ask = Ask::CloseThread { id };
            ("ui-close-title", &row.title, "ui-close-yes", ask)
        };
        let said: String = harmless(said).chars().take(REPEATED_CHARS).collect();
        let words = vec![said, texts.get(&format!("{title}-words"))];
        let answers = vec![texts.get("ui-back"), texts.get(yes)];
        Some(Question::choose(texts.get(title), words, answers, ask))
    }

    pub(super) fn retract_post(&mut self, id: &str) {
        let post = id.to_owned();
        let request = Request::ThreadRetract { post };
        self.call(Purpose::Done("ui-done-retracted"), request);
    }

    pub(super) fn close_thread(&mut self, id: &str) {
        let id = id.to_owned();
        self.call(Purpose::Done("ui-done-closed"), Request::ThreadClose { id });
    }
}
