//! How hard a passphrase is to guess, and what makes it easy: the same judgement for the commands
//! and for the interface's first run.

use zxcvbn::Score;
use zxcvbn::feedback::Warning;

/// A passphrase has at least this many letters.
pub(crate) const LETTERS_MIN: usize = 12;
/// zxcvbn grows slow with length; what comes after adds strength only.
const SCORED_CHARS_MAX: usize = 64;

/// What a passphrase is worth.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Strength {
    /// 0 to 4, as zxcvbn counts; never above 1 where it is refused for its length.
    pub(crate) score: u8,
    /// Why it is refused, if it is.
    pub(crate) fault: Option<Weak>,
}

/// Why a passphrase is refused.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Weak {
    Short,
    Keyboard,
    Repeats,
    Common,
    Sequence,
    Date,
    Names,
    Guessable,
}

impl Weak {
    /// Key of the sentence that says so.
    pub(crate) const fn text_key(self) -> &'static str {
        match self {
            Self::Short => "weak-short",
            Self::Keyboard => "weak-keyboard",
            Self::Repeats => "weak-repeats",
            Self::Common => "weak-common",
            Self::Sequence => "weak-sequence",
            Self::Date => "weak-date",
            Self::Names => "weak-names",
            Self::Guessable => "weak-guessable",
        }
    }

    const fn of(warning: Option<Warning>) -> Self {
        match warning {
            Some(
                Warning::StraightRowsOfKeysAreEasyToGuess
                | Warning::ShortKeyboardPatternsAreEasyToGuess,
            ) => Self::Keyboard,
            Some(
                Warning::RepeatsLikeAaaAreEasyToGuess
                | Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess,
            ) => Self::Repeats,
            Some(
                Warning::ThisIsATop10Password
                | Warning::ThisIsATop100Password
                | Warning::ThisIsACommonPassword
                | Warning::ThisIsSimilarToACommonlyUsedPassword
                | Warning::AWordByItselfIsEasyToGuess,
            ) => Self::Common,
            Some(Warning::SequencesLikeAbcAreEasyToGuess) => Self::Sequence,
            Some(Warning::RecentYearsAreEasyToGuess | Warning::DatesAreOftenEasyToGuess) => {
                Self::Date
            }
            Some(
                Warning::NamesAndSurnamesByThemselvesAreEasyToGuess
                | Warning::CommonNamesAndSurnamesAreEasyToGuess,
            ) => Self::Names,
            None => Self::Guessable,
        }
    }
}

/// Judges a passphrase. `names` are words that a guesser tries first: her own name, her network's.
pub(crate) fn judge(passphrase: &str, names: &[&str]) -> Strength {
    let part: String = passphrase.chars().take(SCORED_CHARS_MAX).collect();
    let entropy = zxcvbn::zxcvbn(&part, names);
    let score = u8::from(entropy.score());
    // What is refused for its length is never called strong.
    if part.chars().count() < LETTERS_MIN {
        return Strength {
            score: score.min(1),
            fault: Some(Weak::Short),
        };
    }
    let warning = entropy.feedback().and_then(|feedback| feedback.warning());
    let weak = entropy.score() < Score::Three;
    Strength {
        score,
        fault: weak.then(|| Weak::of(warning)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_refused_has_its_reason() {
        for (text, want) in [
            ("corta", Some(Weak::Short)),
            ("kT9#vQ2!xZ7", Some(Weak::Short)),
            ("kT9#vQ2!xZ7m", None),
            ("aaaaaaaaaaaaaa", Some(Weak::Repeats)),
            ("passwordpassword", Some(Weak::Repeats)),
            ("qwertyuiopasdf", Some(Weak::Common)),
            ("cuaderno lluvia trece montes", None),
            ("áéíóúñáéíóú", Some(Weak::Short)),
        ] {
            assert_eq!(judge(text, &[]).fault, want, "{text}");
        }
    }

    #[test]
    fn ones_own_names_add_nothing() {
        let text = "compañeras del alba";
        assert_eq!(judge(text, &[]).fault, None);
        let fault = judge(text, &[text]).fault;
        assert!(fault.is_some());
    }

    #[test]
    fn five_words_of_a_list_are_never_refused() {
        for tag in ["es", "pt", "en"] {
            for _ in 0..200 {
                let words = asamblea_node::client::suggest_passphrase(tag);
                assert_eq!(judge(&words, &[]).fault, None, "{words}");
            }
        }
    }
}
