//! The state hash: everything that counts in a space, in one order.

use std::collections::BTreeMap;

use super::thread::PostView;
use super::{Edition, SpaceView};
use crate::content::{Item, ItemKind, ItemState};
use crate::crypto::{Digest, Domain, Hasher};
use crate::id::OpId;

/// Hashes values so that no two lists of values run together: each variable one by its length.
struct State(Hasher);

impl State {
    fn number(&mut self, value: u64) {
        self.0.update(&value.to_be_bytes());
    }

    fn fixed(&mut self, value: &[u8; 32]) {
        self.0.update(value);
    }

    fn text(&mut self, value: &str) {
        self.number(u64::try_from(value.len()).unwrap_or(u64::MAX));
        self.0.update(value.as_bytes());
    }

    fn some<T>(&mut self, value: Option<T>, write: impl FnOnce(&mut Self, T)) {
        match value {
            Some(value) => {
                self.number(1);
                write(self, value);
            }
            None => self.number(0),
        }
    }

    fn each<T>(&mut self, values: impl Iterator<Item = T>, mut write: impl FnMut(&mut Self, T)) {
        for value in values {
            self.number(1);
            write(self, value);
        }
        self.number(0);
    }

    fn post(&mut self, post: &PostView<'_>) {
        self.fixed(post.id.as_bytes());
        self.fixed(post.author.device.as_bytes());
        self.number(post.at.0);
        self.some(post.reply_to, |state, id| state.fixed(id.as_bytes()));
        self.some(post.body, Self::text);
        self.some(post.edited, |state, at| state.number(at.0));
        self.some(post.imported, |state, from| {
            state.some(from.by.as_deref(), Self::text);
            state.some(from.at, |state, at| state.number(at.0));
        });
    }

    fn item(&mut self, item: &Item) {
        self.0.update(&item.id);
        self.text(&item.title);
        self.number(item.starts.0);
        self.some(item.ends, |state, ends| state.number(ends.0));
        self.text(&item.zone);
        self.some(item.place.as_deref(), Self::text);
        self.number(match item.kind {
            ItemKind::Meeting => 1,
            ItemKind::Training => 2,
            ItemKind::Action => 3,
            ItemKind::Deadline => 4,
        });
        self.number(match item.state {
            ItemState::Planned => 0,
            ItemState::Cancelled => 1,
        });
        self.some(item.who.as_deref(), Self::text);
    }

    fn edition(&mut self, edition: &Edition<'_>) {
        self.fixed(edition.id.as_bytes());
        self.fixed(edition.author.device.as_bytes());
        self.number(edition.number.into());
        self.number(edition.at.0);
        self.text(edition.title);
        self.each(edition.items.iter(), Self::item);
    }
}

pub(super) fn state_hash(view: &SpaceView, texts: &BTreeMap<OpId, Digest>) -> Digest {
    let mut state = State(Hasher::new(Domain::StateHash));
    state.fixed(view.space.as_bytes());
    names(&mut state, view);
    threads(&mut state, view);
    documents(&mut state, view, texts);
    agendas(&mut state, view);
    state.each(view.refused.keys(), |state, id| state.fixed(id.as_bytes()));
    state.each(view.newer.keys(), |state, id| state.fixed(id.as_bytes()));
    state.0.finish()
}

fn names(state: &mut State, view: &SpaceView) {
    state.each(view.names.names.iter(), |state, (of, stated)| {
        state.fixed(of.as_bytes());
        state.text(&stated.value.name);
        state.some(stated.value.country, |state, country| {
            state.text(country.as_str())
        });
    });
    state.each(view.names.aliases.iter(), |state, (person, stated)| {
        state.fixed(person.as_bytes());
        state.text(&stated.value);
    });
    state.each(view.names.invitations.iter(), |state, (key, stated)| {
        let (name, country) = &stated.value;
        state.fixed(key.as_bytes());
        state.some(name.as_deref(), State::text);
        state.some(country.as_ref(), |state, country| {
            state.text(country.as_str())
        });
    });
    state.each(view.names.addresses.iter(), |state, (device, stated)| {
        state.fixed(device.as_bytes());
        state.each(stated.value.iter(), |state, address| state.text(address));
    });
}

fn threads(state: &mut State, view: &SpaceView) {
    state.each(view.threads(), |state, thread| {
        state.text(thread.title());
        state.number(thread.is_closed().into());
        state.each(
            thread.opening().into_iter().chain(thread.posts()),
            |state, post| {
                state.post(&post);
            },
        );
    });
}

fn documents(state: &mut State, view: &SpaceView, texts: &BTreeMap<OpId, Digest>) {
    state.each(view.documents(), |state, document| {
        state.fixed(document.id.as_bytes());
        state.text(document.title());
        state.fixed(document.author().device.as_bytes());
        state.number(document.at().0);
        state.each(document.updates(), |state, update| {
            state.fixed(update.id.as_bytes());
            state.fixed(update.author.device.as_bytes());
        });
        state.some(texts.get(&document.id), |state, digest| {
            state.fixed(digest.as_bytes())
        });
    });
}

fn agendas(state: &mut State, view: &SpaceView) {
    state.each(view.agendas(), |state, agenda| {
        state.fixed(agenda.id.as_bytes());
        state.some(agenda.begun(), |state, (author, at)| {
            state.fixed(author.device.as_bytes());
            state.number(at.0);
        });
        state.text(agenda.title());
        state.each(agenda.drafts(), |state, draft| {
            state.item(draft.item);
            state.fixed(draft.author.device.as_bytes());
            state.number(draft.at.0);
        });
        state.each(agenda.editions(), |state, edition| state.edition(&edition));
        state.each(agenda.refused(), |state, edition| state.edition(&edition));
    });
    state.each(view.agendas.held.iter(), |state, (object, orgs)| {
        state.fixed(object.as_bytes());
        state.each(orgs.iter(), |state, org| state.fixed(org.as_bytes()));
    });
}
