//! The sample work: fictional, in Spanish, and marked as such in every text that travels.

use serde::Deserialize;

use crate::cli::failure::Failure;

const SAMPLE: &str = include_str!("sample.json");

/// All of it.
#[derive(Debug, Deserialize)]
pub(super) struct Sample {
    /// The network's name.
    pub(super) network: String,
    /// The Secretariat first.
    pub(super) organizations: Vec<Role>,
    /// A discussion.
    pub(super) thread: Thread,
    /// A document.
    pub(super) document: Document,
    /// What the Secretariat publishes.
    pub(super) agenda: Agenda,
    /// What the others go on writing while somebody watches.
    pub(super) later: Later,
}

/// An organization and who writes for it.
#[derive(Debug, Deserialize)]
pub(super) struct Role {
    /// Its name.
    pub(super) name: String,
    /// ISO 3166 code; each its own, for it names the profile.
    pub(super) country: String,
    /// Who writes.
    pub(super) person: String,
}

/// A discussion; replies name the number of the organization that writes them.
#[derive(Debug, Deserialize)]
pub(super) struct Thread {
    /// Title.
    pub(super) title: String,
    /// First post, by the Secretariat.
    pub(super) body: String,
    /// In order.
    pub(super) replies: Vec<Piece>,
}

/// A document and what each organization adds to it.
#[derive(Debug, Deserialize)]
pub(super) struct Document {
    /// Title.
    pub(super) title: String,
    /// First text, by the Secretariat.
    pub(super) text: String,
    /// In order; each is added at the end.
    pub(super) additions: Vec<Piece>,
}

/// A text by an organization.
#[derive(Debug, Deserialize)]
pub(super) struct Piece {
    /// Its number, from 0.
    pub(super) by: usize,
    /// The text.
    pub(super) text: String,
}

/// An agenda.
#[derive(Debug, Deserialize)]
pub(super) struct Agenda {
    /// Title.
    pub(super) title: String,
    /// Its items.
    pub(super) items: Vec<Item>,
}

/// A dated item, so many days from today.
#[derive(Debug, Deserialize)]
pub(super) struct Item {
    /// Title.
    pub(super) title: String,
    /// Days from today.
    pub(super) in_days: i64,
    /// Hour in UTC.
    pub(super) hour: i64,
    /// How long.
    pub(super) minutes: i64,
    /// IANA zone.
    pub(super) zone: String,
    /// Place.
    pub(super) place: String,
    /// Kind, as in the contract.
    pub(super) kind: String,
}

/// What goes on, in turns, from the first again after the last.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Later {
    /// Replies in the thread.
    pub(super) replies: Vec<String>,
    /// Lines at the end of the document.
    pub(super) lines: Vec<String>,
}

impl Sample {
    /// Reads what this program carries.
    pub(super) fn load() -> Result<Self, Failure> {
        serde_json::from_str(SAMPLE).map_err(|_| Failure::internal("sample"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_is_whole_and_says_that_it_is_fictional() {
        let sample = Sample::load().unwrap();
        assert_eq!(sample.organizations.len(), 3);
        let mut countries: Vec<_> = sample.organizations.iter().map(|o| &o.country).collect();
        countries.dedup();
        assert_eq!(countries.len(), 3, "profiles are named by country");
        assert_eq!(sample.agenda.items.len(), 3);
        let pieces = sample
            .thread
            .replies
            .iter()
            .chain(&sample.document.additions);
        assert!(pieces.clone().all(|piece| piece.by < 3));
        for by in 0..3 {
            assert!(sample.thread.replies.iter().any(|piece| piece.by == by));
            assert!(sample.document.additions.iter().any(|piece| piece.by == by));
        }
        for text in [
            &sample.network,
            &sample.thread.body,
            &sample.document.text,
            &sample.agenda.title,
        ] {
            assert!(text.to_lowercase().contains("fictici"), "{text}");
        }
        assert!(!sample.later.replies.is_empty() && !sample.later.lines.is_empty());
    }
}
