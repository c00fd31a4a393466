//! Which failures have a sentence of their own: the same for the commands and for the screen.

use asamblea_node::api::{ApiError, SUBJECTS};

/// The key of what is said of a failure that is about a word of the program; nothing where it is
/// about what somebody typed, or about nothing: then it is said by its kind. The screen may have
/// words of its own for it (`Texts::in_form`).
pub(crate) fn own(error: &ApiError) -> Option<String> {
    let subject = error.subject.as_deref()?;
    SUBJECTS.contains(&(error.kind, subject)).then(|| {
        let code = error.kind.code().replace('_', "-");
        format!("error-{subject}-{code}")
    })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::lang::{Language, Texts};

    /// Every subject of a failure, in every language, is said in words of its own: neither in the
    /// words for its kind nor by its code, and with a point at the end.
    #[track_caller]
    pub(crate) fn all_are_said(say: impl Fn(Language, &ApiError) -> String) {
        for language in Language::ALL {
            for (kind, subject) in SUBJECTS {
                let said = say(language, &ApiError::about(*kind, *subject));
                let generic = [
                    ApiError::new(*kind),
                    ApiError::about(*kind, "else"),
                    ApiError::about(*kind, ""),
                ];
                let generic = generic.map(|error| say(language, &error));
                let about = format!("{language:?} {kind:?} {subject}: {said}");
                assert!(!generic.contains(&said), "{about}");
                // What the words for its kind would be with it.
                let filled = generic[1].replace("else", subject);
                assert!(said != filled, "{about}");
                let is_code = subject.contains('-') && said.contains(subject);
                assert!(!is_code && !said.starts_with("error-"), "{about}");
                assert!(!said.contains(['{', '«']), "{about}");
                assert!(said.ends_with('.') && said.contains(' '), "{about}");
            }
        }
    }

    #[test]
    fn what_somebody_typed_has_no_sentence_of_its_own() {
        use asamblea_node::api::ErrorKind;
        for (kind, subject) in [
            (ErrorKind::NotFound, "vote-roll"),
            (ErrorKind::Ambiguous, "plan-full"),
            (ErrorKind::NotFound, "title"),
            (ErrorKind::Usage, "vote-mine"),
        ] {
            assert_eq!(own(&ApiError::about(kind, subject)), None, "{subject}");
        }
        assert_eq!(own(&ApiError::new(ErrorKind::Usage)), None);
    }

    #[test]
    fn no_failure_on_the_screen_sends_to_a_command_for_what_a_key_does() {
        for language in Language::ALL {
            let texts = Texts::new(language);
            for (kind, subject) in SUBJECTS {
                let family = subject.split('-').next().unwrap_or_default();
                let keys = ["agenda", "assessment", "meeting", "plan", "thread", "vote"];
                if !keys.contains(&family) {
                    continue;
                }
                let key = own(&ApiError::about(*kind, *subject)).unwrap();
                let said = texts.in_form(&key, &[]);
                let command = ["asamblea ", "--", "meeting show"];
                let named = command.iter().any(|word| said.contains(word));
                assert!(!named, "{language:?} {subject}: {said}");
            }
        }
    }
}
