//! Safety words that are not the same: what it means, barring the device, telling the others.

use super::composer::Target;
use super::question::{Ask, Question};
use super::{App, Stage};
use crate::theme::Role;

impl App {
    /// Says what it means that a device's words are others, and asks what to do.
    pub(super) fn ask_about_different(&mut self, id: &str, name: &str) {
        let Stage::Inside(inside) = &self.stage else {
            return;
        };
        let row = inside.known.who.iter().find(|row| row.id == id);
        let why_not = row.and_then(|row| inside.why_not_bar(row));
        let texts = &self.texts;
        let mut words = vec![
            texts.get("ui-different-means"),
            texts.get("ui-different-do"),
        ];
        let mut choices = vec![texts.get("ui-remove-no")];
        match why_not {
            None => choices.push(texts.get("ui-different-bar")),
            Some(why) => {
                let why = texts.get(why);
                words.push(texts.with("ui-different-no-bar", &[("why", &why)]));
            }
        }
        choices.push(texts.get("ui-different-tell"));
        let ask = Ask::Different {
            id: id.to_owned(),
            name: name.to_owned(),
            bars: why_not.is_none(),
        };
        let title = texts.with("ui-different-title", &[("name", name)]);
        self.ask(Question::choose(title, words, choices, ask));
    }

    /// Does what was chosen.
    pub(super) fn settle_different(&mut self, id: &str, name: &str, bars: bool, choice: usize) {
        match (bars, choice) {
            // Whoever came in with another's code must not read on.
            (true, 1) => self.remove(id, "device", true),
            _ => self.tell_of_different(name),
        }
    }

    /// Begins a message to the organization that says so; she reads it before she sends it.
    pub(super) fn tell_of_different(&mut self, name: &str) {
        let now = self.now_ms();
        let org = self.inside().and_then(|inside| {
            let id = inside.known.status.as_ref()?.org_id.clone()?;
            inside.space_by_id(&id).map(|space| space.id.clone())
        });
        let Some(space) = org else {
            let words = self.texts.get("ui-why-no-space");
            self.say(&words, Role::Care);
            return;
        };
        let title = self
            .texts
            .with("ui-different-post-title", &[("name", name)]);
        let text = self.texts.with("ui-different-post", &[("name", name)]);
        self.compose(Target::Thread { space });
        if let Some(composer) = self.inside().and_then(|inside| inside.composer.as_mut()) {
            composer.title.insert(&title);
            composer.editor.insert(&text);
            composer.in_title = false;
            composer.changed(now);
        }
    }
}
