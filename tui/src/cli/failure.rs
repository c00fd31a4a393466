//! Why a command was not done: one sentence in the person's language, one code, one status.

use std::io;
use std::process::ExitCode;

use asamblea_node::api::{ApiError, ErrorKind};

use super::output::say;
use crate::file::Fault;
pub(super) use crate::harmless::quoted;
use crate::lang::Texts;
use crate::refusal;

/// Why a command was not done.
#[derive(Debug)]
pub(super) enum Failure {
    /// The node says so.
    Api(ApiError),
    /// This side says so, with a sentence of its own.
    Said {
        /// Gives code and status.
        kind: ErrorKind,
        /// The sentence.
        key: &'static str,
        /// What it is about; empty where the sentence needs nothing.
        about: String,
    },
    /// Whoever read standard output left: nothing to say and nobody to say it to.
    PipeClosed,
    /// The person broke it off.
    Interrupted,
}

impl Failure {
    /// A sentence of this side.
    pub(super) const fn said(kind: ErrorKind, key: &'static str) -> Self {
        Self::Said {
            kind,
            key,
            about: String::new(),
        }
    }

    /// A sentence of this side about something.
    pub(super) fn about(kind: ErrorKind, key: &'static str, about: impl Into<String>) -> Self {
        Self::Said {
            kind,
            key,
            about: about.into(),
        }
    }

    /// A fault of the program or the machine.
    pub(super) fn internal(what: &str) -> Self {
        Self::Api(ApiError::about(ErrorKind::Internal, what))
    }

    /// Standard output or a file did not take what was written.
    pub(super) fn writing(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::PipeClosed,
            io::ErrorKind::StorageFull => Self::Api(ErrorKind::DiskFull.into()),
            _ => Self::said(ErrorKind::Internal, "error-write"),
        }
    }

    /// A file that the person named cannot be read.
    pub(super) fn reading(error: &io::Error, name: &str) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::about(ErrorKind::NotFound, "error-no-file", name),
            _ => Self::about(ErrorKind::Internal, "error-read", name),
        }
    }

    const fn kind(&self) -> ErrorKind {
        match self {
            Self::Api(error) => error.kind,
            Self::Said { kind, .. } => *kind,
            Self::PipeClosed | Self::Interrupted => ErrorKind::Internal,
        }
    }

    fn sentence(&self, texts: &Texts) -> String {
        match self {
            Self::Api(error) => sentence(error.kind, error.subject.as_deref(), texts),
            Self::Said { key, about, .. } => texts.with(key, &[("about", &quoted(about))]),
            Self::PipeClosed | Self::Interrupted => texts.get("error-interrupted"),
        }
    }
}

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Self {
        Self::Api(error)
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        let Fault { kind, key, about } = fault;
        if kind == ErrorKind::DiskFull {
            return Self::Api(kind.into());
        }
        Self::about(kind, key, about)
    }
}

/// The sentence of an error: what was wrong, and what to do.
pub(super) fn sentence(kind: ErrorKind, subject: Option<&str>, texts: &Texts) -> String {
    // What is wrong with these asks for something else to be done.
    let about = ApiError {
        kind,
        subject: subject.map(str::to_owned),
    };
    if let Some(own) = refusal::own(&about) {
        return texts.get(&own);
    }
    // `none` picks the form without a subject; quoted text never looks like it or like a number.
    let subject = subject.map_or_else(|| "none".to_owned(), quoted);
    texts.with(&key(kind), &[("subject", &subject)])
}

/// The key of the sentence of an error.
pub(super) fn key(kind: ErrorKind) -> String {
    format!("error-{}", kind.code().replace('_', "-"))
}

/// Says why, and gives the status.
pub(super) fn report(failure: &Failure, texts: &Texts, json: bool, verbose: u8) -> ExitCode {
    if matches!(failure, Failure::PipeClosed) {
        return ExitCode::SUCCESS;
    }
    let kind = failure.kind();
    let sentence = failure.sentence(texts);
    say(&sentence);
    if verbose > 0 {
        say(&format!("{failure:?}"));
    }
    if json {
        say(&error_line(kind.code(), &sentence));
    }
    ExitCode::from(kind.exit_status())
}

/// Says why among others that may follow; gives the status.
pub(super) fn tell(failure: &Failure, texts: &Texts) -> u8 {
    say(&failure.sentence(texts));
    failure.kind().exit_status()
}

/// The last line of standard error with `--json`.
pub(super) fn error_line(code: &str, message: &str) -> String {
    serde_json::json!({"error": {"code": code, "message": message}}).to_string()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::lang::Language;

    /// Every kind of failure: a new one must be named here, and so gets its sentence.
    pub(in crate::cli) const KINDS: [ErrorKind; 33] = [
        ErrorKind::WrongPassphrase,
        ErrorKind::Locked,
        ErrorKind::WeakPassphrase,
        ErrorKind::NotFound,
        ErrorKind::Ambiguous,
        ErrorKind::NotPermitted,
        ErrorKind::Frozen,
        ErrorKind::Forked,
        ErrorKind::NoEffect,
        ErrorKind::Carrier,
        ErrorKind::Practice,
        ErrorKind::InvitationUsed,
        ErrorKind::InvitationEnded,
        ErrorKind::InvitationMalformed,
        ErrorKind::Unreachable,
        ErrorKind::Damaged,
        ErrorKind::Forged,
        ErrorKind::ProfileBusy,
        ErrorKind::DiskFull,
        ErrorKind::ReadOnly,
        ErrorKind::WrongOwner,
        ErrorKind::NoProfile,
        ErrorKind::Travelling,
        ErrorKind::ProfileExists,
        ErrorKind::Usage,
        ErrorKind::RetainDays,
        ErrorKind::RetainsNothing,
        ErrorKind::SpaceForgets,
        ErrorKind::TooLong,
        ErrorKind::NoKeyYet,
        ErrorKind::NewerVersion,
        ErrorKind::Address,
        ErrorKind::Internal,
    ];

    #[test]
    fn every_failure_has_a_sentence_in_both_languages() {
        for language in Language::ALL {
            let texts = Texts::new(language);
            for kind in KINDS {
                let bare = sentence(kind, None, &texts);
                let about = sentence(kind, Some("x\u{1b}y"), &texts);
                for text in [&bare, &about] {
                    assert_ne!(text, &key(kind));
                    assert!(text.ends_with('.'), "{text}");
                    assert!(!text.contains('{') && !text.contains("none"), "{text}");
                    assert!(!text.contains('\u{1b}'), "{text}");
                }
            }
        }
    }

    #[test]
    fn every_subject_of_a_failure_is_said_in_words_of_its_own() {
        refusal::tests::all_are_said(|language, error| {
            sentence(error.kind, error.subject.as_deref(), &Texts::new(language))
        });
    }

    #[test]
    fn what_is_wrong_with_a_backup_has_sentences_of_its_own() {
        for language in Language::ALL {
            let texts = Texts::new(language);
            for kind in [
                ErrorKind::WrongPassphrase,
                ErrorKind::Damaged,
                ErrorKind::NotPermitted,
                ErrorKind::InvitationUsed,
                ErrorKind::InvitationEnded,
            ] {
                let own = sentence(kind, Some("backup"), &texts);
                assert_ne!(own, sentence(kind, Some("backups"), &texts), "{kind:?}");
                assert!(own.ends_with('.') && own.contains(' '), "{own}");
            }
        }
    }

    #[test]
    fn what_is_wrong_with_a_recovery_has_sentences_of_its_own() {
        for language in Language::ALL {
            let texts = Texts::new(language);
            for (kind, subject) in [
                (ErrorKind::Usage, "few"),
                (ErrorKind::Usage, "many"),
                (ErrorKind::Usage, "need"),
                (ErrorKind::Usage, "self"),
                (ErrorKind::Usage, "twice"),
                (ErrorKind::NotPermitted, "out"),
                (ErrorKind::NotPermitted, "first"),
                (ErrorKind::NoEffect, "alone"),
                (ErrorKind::InvitationMalformed, "code"),
                (ErrorKind::Forged, "other"),
                (ErrorKind::NotPermitted, "words"),
                (ErrorKind::NotFound, "none"),
                (ErrorKind::Ambiguous, "whose"),
                (ErrorKind::NotFound, "nothing"),
                (ErrorKind::Ambiguous, "which"),
                (ErrorKind::NotPermitted, "early"),
                (ErrorKind::InvitationEnded, ""),
                (ErrorKind::InvitationUsed, ""),
            ] {
                let subject = format!("recovery-{subject}");
                let subject = subject.trim_end_matches('-');
                let own = sentence(kind, Some(subject), &texts);
                assert_ne!(own, sentence(kind, Some("recover"), &texts), "{subject}");
                assert!(own.ends_with('.') && !own.contains(subject), "{own}");
            }
        }
    }

    #[test]
    fn what_keeps_from_travelling_has_sentences_of_its_own() {
        for language in Language::ALL {
            let texts = Texts::new(language);
            for (kind, subject) in [
                (ErrorKind::Usage, "drafts"),
                (ErrorKind::Usage, "invitations"),
                (ErrorKind::Usage, "only-here"),
                (ErrorKind::NotPermitted, ""),
                (ErrorKind::Unreachable, ""),
                (ErrorKind::Damaged, ""),
                (ErrorKind::WrongPassphrase, ""),
            ] {
                let subject = format!("travel-{subject}");
                let subject = subject.trim_end_matches('-');
                let own = sentence(kind, Some(subject), &texts);
                assert_ne!(own, sentence(kind, Some("else"), &texts), "{subject}");
                assert!(own.ends_with('.') && !own.contains('«'), "{own}");
            }
        }
    }

    #[test]
    fn who_may_not_leave_hears_why_in_words_of_its_own() {
        for language in Language::ALL {
            let texts = Texts::new(language);
            for why in ["myself", "only", "org", "through", "own"] {
                let subject = format!("leaving-{why}");
                let own = sentence(ErrorKind::NotPermitted, Some(&subject), &texts);
                let other = sentence(ErrorKind::NotPermitted, Some("else"), &texts);
                assert!(own.ends_with('.') && own != other, "{why}: {own}");
                assert!(!own.contains('«'), "{own}");
            }
        }
    }

    #[test]
    fn each_rule_that_leaves_an_act_without_effect_has_a_sentence_of_its_own() {
        for language in Language::ALL {
            let texts = Texts::new(language);
            let mut said = vec![sentence(ErrorKind::NoEffect, None, &texts)];
            for rule in ["cycle", "burned", "cut", "taken"] {
                let subject = format!("membership-{rule}");
                let own = sentence(ErrorKind::NoEffect, Some(&subject), &texts);
                assert!(own.ends_with('.') && !own.contains('«'), "{rule}: {own}");
                assert!(!said.contains(&own), "{rule}: {own}");
                said.push(own);
            }
        }
    }

    #[test]
    fn who_is_turned_away_and_what_cannot_be_lifted_have_sentences_of_their_own() {
        for language in Language::ALL {
            let texts = Texts::new(language);
            for (kind, subject) in [
                (ErrorKind::NotPermitted, "away"),
                (ErrorKind::NoEffect, "lift"),
                (ErrorKind::Damaged, "ask"),
            ] {
                let own = sentence(kind, Some(subject), &texts);
                assert_ne!(own, sentence(kind, Some("else"), &texts), "{subject}");
                assert!(own.contains("asamblea ") && !own.contains('«'), "{own}");
            }
        }
    }

    #[test]
    fn statuses_are_those_of_the_contract() {
        let table = [
            ("wrong_passphrase", 3),
            ("locked", 3),
            ("weak_passphrase", 2),
            ("not_found", 4),
            ("ambiguous", 2),
            ("not_permitted", 5),
            ("invitation_used", 5),
            ("invitation_ended", 5),
            ("invitation_malformed", 2),
            ("unreachable", 6),
            ("damaged", 7),
            ("forged", 7),
            ("profile_busy", 1),
            ("disk_full", 1),
            ("usage", 2),
        ];
        for (code, status) in table {
            let kind = KINDS.iter().find(|kind| kind.code() == code).unwrap();
            assert_eq!(kind.exit_status(), status, "{code}");
        }
    }

    #[test]
    fn a_subject_that_looks_like_a_number_stays_as_it_is() {
        let texts = Texts::new(Language::English);
        assert!(sentence(ErrorKind::NotFound, Some("12e5"), &texts).contains("«12e5»"));
        assert!(sentence(ErrorKind::NotFound, Some("none"), &texts).contains("«none»"));
    }

    #[test]
    fn the_error_line_is_the_contracts() {
        assert_eq!(
            error_line("not_found", "No \"x\""),
            r#"{"error":{"code":"not_found","message":"No \"x\""}}"#
        );
    }
}
