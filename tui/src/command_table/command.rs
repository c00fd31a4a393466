//! What a command is: its name, its keys, where it acts.

use self::Scope::{Always, Everywhere, In};
use super::names::{Act, Place};
use crate::app::inside::{Inside, Section};

/// Where a command acts.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Scope {
    /// Wherever one is inside and no letter is typed.
    Everywhere,
    /// Inside, even where letters are typed.
    Always,
    /// Only there.
    In(&'static [Place]),
}

/// Why a command cannot act: the key of a sentence, or nothing.
pub(crate) type WhyNot = fn(&Inside) -> Option<&'static str>;

/// A command.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Command {
    pub(crate) name: &'static str,
    pub(crate) keys: &'static [&'static str],
    pub(crate) act: Act,
    pub(crate) scope: Scope,
    pub(crate) why_not: WhyNot,
}

/// A row of the table.
pub(super) const fn command(
    name: &'static str,
    keys: &'static [&'static str],
    act: Act,
    scope: Scope,
    why_not: WhyNot,
) -> Command {
    Command {
        name,
        keys,
        act,
        scope,
        why_not,
    }
}

/// Parts of the table, one after the other.
///
/// # Panics
///
/// At compile time, where the number does not fit.
pub(super) const fn joined<const N: usize>(parts: &[&[Command]]) -> [Command; N] {
    let mut all = [parts[0][0]; N];
    let (mut part, mut at) = (0, 0);
    while part < parts.len() {
        let mut row = 0;
        while row < parts[part].len() {
            all[at] = parts[part][row];
            at += 1;
            row += 1;
        }
        part += 1;
    }
    assert!(at == N, "every place is filled");
    all
}

impl Command {
    /// Its keys act in this place.
    pub(crate) fn acts_in(&self, place: Place) -> bool {
        match self.scope {
            Everywhere => !place.takes_letters(),
            Always => true,
            In(places) => places.contains(&place),
        }
    }

    /// It belongs to screens, not to all of them.
    pub(crate) const fn is_local(&self) -> bool {
        matches!(self.scope, In(_))
    }

    /// A section from which it can be done, where it belongs to one; nothing where something must
    /// be open first.
    pub(crate) fn section(&self) -> Option<Section> {
        let In(places) = self.scope else {
            return None;
        };
        places.iter().find_map(|place| match place {
            Place::Home => Some(Section::Home),
            Place::Tree | Place::List => Some(Section::Spaces),
            Place::Agendas => Some(Section::Agenda),
            Place::Meetings => Some(Section::Meetings),
            Place::Proposals => Some(Section::Proposals),
            Place::Rounds => Some(Section::Assessments),
            Place::Tasks => Some(Section::Tasks),
            Place::People => Some(Section::People),
            Place::Sync => Some(Section::Sync),
            _ => None,
        })
    }

    /// Key of what it does.
    pub(crate) fn text_key(&self) -> String {
        format!("ui-cmd-{}", self.name.replace('.', "-"))
    }

    /// Key of its word in the footer.
    pub(crate) fn word_key(&self) -> String {
        format!("ui-key-{}", self.name.replace('.', "-"))
    }
}
