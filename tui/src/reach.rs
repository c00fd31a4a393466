//! How far what is here has got: whether anybody is reached, and what waits to go out. The same
//! words on every screen, in the plain-text mode and in `status`.

use asamblea_node::api::Status;

use crate::lang::Texts;

/// Whether another device is reached.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Reach {
    /// No other device ever held what this one holds.
    Never,
    /// Nobody is connected; there was an exchange before.
    Alone,
    /// Somebody is, and not everything is exchanged.
    Busy,
    /// Somebody is, and everything is exchanged.
    Even,
}

impl Reach {
    /// What a status says.
    pub(crate) const fn of(status: &Status) -> Self {
        match (status.peers.is_empty(), &status.last_exchange) {
            (true, None) => Self::Never,
            (true, Some(_)) => Self::Alone,
            (false, _) if status.up_to_date => Self::Even,
            (false, _) => Self::Busy,
        }
    }

    /// For a title: `sin conexión: nadie lo tiene todavía`.
    pub(crate) fn words(self, texts: &Texts) -> String {
        texts.get(match self {
            Self::Never => "ui-reach-never",
            Self::Alone => "ui-reach-alone",
            Self::Busy => "ui-reach-busy",
            Self::Even => "ui-up-to-date",
        })
    }

    /// The same where there is little room.
    pub(crate) fn short(self, texts: &Texts) -> String {
        match self {
            Self::Never => texts.get("ui-reach-never-short"),
            _ => self.words(texts),
        }
    }
}

/// `3 por enviar`; nothing where nothing waits.
pub(crate) fn waiting(texts: &Texts, status: &Status) -> Option<String> {
    let count = status.outgoing.to_string();
    // Nothing ever goes out of a practice network.
    (status.outgoing > 0 && !status.practice)
        .then(|| texts.with("ui-outgoing", &[("count", &count)]))
}

/// The sentence about what waits, or that nothing does.
pub(crate) fn sentence(texts: &Texts, status: &Status) -> String {
    let count = status.outgoing.to_string();
    let key = match (Reach::of(status), status.outgoing) {
        _ if status.practice => "practice-held",
        (Reach::Never, _) => "ui-held-never",
        (_, 0) => "ui-held-all",
        _ => "ui-held-some",
    };
    texts.with(key, &[("count", &count)])
}
