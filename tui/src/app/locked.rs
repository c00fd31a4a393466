//! The locked screen: one hidden field that names nothing and nobody.

use super::form::{Form, Item};
use crate::lang::Texts;

/// The longest wait between two passphrases, in seconds.
const WAIT_S_MAX: u64 = 60;

/// What stands on the locked screen.
#[derive(Debug)]
pub(crate) struct Locked {
    /// The field, then the two rows of help.
    pub(crate) form: Form,
    /// The passphrase is being tried.
    pub(crate) opening: bool,
    /// No other may be tried before, in milliseconds since the start.
    pub(crate) wait_until_ms: u64,
    /// Wrong ones so far.
    failures: u32,
    /// A sentence for the notice line.
    pub(crate) notice: Option<String>,
}

impl Locked {
    /// An empty field.
    pub(crate) fn new(texts: &Texts) -> Self {
        let rows = ["ui-lock-forgotten", "ui-lock-folder"];
        let mut items = vec![Form::secret(texts.get("ui-lock-passphrase"))];
        items.extend(rows.iter().map(|key| Form::choice(texts.get(key))));
        Self {
            form: Form::new(items),
            opening: false,
            wait_until_ms: 0,
            failures: 0,
            notice: None,
        }
    }

    /// A wrong passphrase: the next one has to wait, longer each time.
    pub(crate) fn refused(&mut self, texts: &Texts, now_ms: u64) {
        self.opening = false;
        let wait_s = (1_u64 << self.failures.min(10)).min(WAIT_S_MAX);
        self.failures += 1;
        self.wait_until_ms = now_ms + wait_s * 1000;
        let seconds = wait_s.to_string();
        self.notice = Some(texts.with("ui-lock-wrong", &[("seconds", &seconds)]));
    }

    /// Letters in the field.
    pub(crate) fn letters(&self) -> usize {
        match self.form.items.first() {
            Some(Item::Field { field, .. }) => field.letters(),
            _ => 0,
        }
    }
}
