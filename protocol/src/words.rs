//! Words for people: safety words to compare by voice, words for a passphrase.
//!
//! Six words carry 66 bits of a device's fingerprint in its network. They are read in one language
//! and may be typed in another, without accents or capitals. The lists are the Spanish and the
//! English ones of BIP-39 (CC0-1.0; source in the header of each list).

use crate::crypto::{CryptoRng, Domain, hash};
use crate::id::{DeviceId, SpaceId};

/// Words of a device's fingerprint: 66 bits, out of reach for one who tries keys until one fits.
pub const SAFETY_WORDS: usize = 6;
/// Words of a proposed passphrase: 55 bits, behind a slow key derivation.
pub const PASSPHRASE_WORDS: usize = 5;
/// The most bytes that are looked at of what somebody typed.
pub const TYPED_BYTES_MAX: usize = 1_024;

const WORD_BITS: usize = 11;
const SPANISH: &str = include_str!("words/spanish.txt");
const ENGLISH: &str = include_str!("words/english.txt");

/// In which language words are shown.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Language {
    /// Español.
    Spanish,
    /// English.
    English,
}

impl Language {
    /// Those that there are, in the order in which they are tried.
    pub const ALL: [Self; 2] = [Self::Spanish, Self::English];

    fn words(self) -> impl Iterator<Item = &'static str> {
        let list = match self {
            Self::Spanish => SPANISH,
            Self::English => ENGLISH,
        };
        list.lines()
            .filter(|line| !line.starts_with('#'))
            .flat_map(str::split_whitespace)
    }

    fn join(self, numbers: impl Iterator<Item = usize>) -> String {
        let words: Vec<&str> = self.words().collect();
        let chosen: Vec<&str> = numbers.filter_map(|n| words.get(n).copied()).collect();
        chosen.join(" ")
    }
}

/// Somebody read a device's words aloud and they were the ones of this device.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[must_use]
pub struct Confirmed {
    /// The device that they confirm.
    pub device: DeviceId,
}

/// Typed words that are not this device's.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the words are not those of this device")]
pub struct WordsDiffer;

/// The safety words of a device in a network.
#[must_use]
pub fn safety_words(network: SpaceId, device: DeviceId, language: Language) -> String {
    let digest = hash(
        Domain::SafetyWords,
        &[network.as_bytes(), device.as_bytes()],
    );
    let bit = |at: usize| {
        let byte = digest.as_bytes().get(at / 8).copied().unwrap_or(0);
        usize::from(byte.rotate_left(u32::try_from(at % 8).unwrap_or(0)) >> 7)
    };
    let number = |word: usize| {
        let first = word.saturating_mul(WORD_BITS);
        (first..first.saturating_add(WORD_BITS)).fold(0, |number, at| (number << 1) | bit(at))
    };
    language.join((0..SAFETY_WORDS).map(number))
}

/// Compares typed words with a device's: case, accents, punctuation and spaces do not count, and
/// either language will do, one for all six.
///
/// # Errors
///
/// [`WordsDiffer`] when any word differs, is missing or too many.
pub fn verify(network: SpaceId, device: DeviceId, typed: &str) -> Result<Confirmed, WordsDiffer> {
    if typed.len() > TYPED_BYTES_MAX {
        return Err(WordsDiffer);
    }
    let typed = plain(typed);
    Language::ALL
        .into_iter()
        .any(|language| plain(&safety_words(network, device, language)) == typed)
        .then_some(Confirmed { device })
        .ok_or(WordsDiffer)
}

/// Words for a new passphrase.
#[must_use]
pub fn passphrase_words(language: Language, rng: &mut dyn CryptoRng) -> String {
    language.join((0..PASSPHRASE_WORDS).map(|_| {
        let mut bytes = [0; 2];
        rng.fill_bytes(&mut bytes);
        usize::from(u16::from_be_bytes(bytes) >> 5)
    }))
}

/// Lower case without accents, words apart by one space.
fn plain(text: &str) -> String {
    let folded: String = text
        .chars()
        .flat_map(char::to_lowercase)
        .filter_map(fold)
        .collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn fold(c: char) -> Option<char> {
    Some(match c {
        'á' => 'a',
        'é' => 'e',
        'í' => 'i',
        'ó' => 'o',
        'ú' | 'ü' => 'u',
        'ñ' => 'n',
        // Accents typed as marks of their own.
        '\u{300}'..='\u{36f}' => return None,
        c if c.is_alphabetic() => c,
        _ => ' ',
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::crypto::SeededRandom;

    const NETWORK: SpaceId = SpaceId::from_bytes([1; 32]);

    fn device(n: u8) -> DeviceId {
        DeviceId::from_bytes([n; 32])
    }

    #[test]
    fn each_list_has_2048_words_that_differ_without_accents() {
        for language in Language::ALL {
            let words: Vec<&str> = language.words().collect();
            assert_eq!(words.len(), 2048);
            let plain_words: BTreeSet<String> = words.iter().map(|word| plain(word)).collect();
            assert_eq!(plain_words.len(), 2048);
            for word in words {
                assert!(
                    plain(word).chars().all(|c| c.is_ascii_lowercase()),
                    "{word}"
                );
            }
        }
    }

    #[test]
    fn words_are_those_of_one_device_in_one_network() {
        let words = safety_words(NETWORK, device(1), Language::Spanish);
        assert_eq!(words.split(' ').count(), SAFETY_WORDS);
        assert_ne!(words, safety_words(NETWORK, device(2), Language::Spanish));
        let other = SpaceId::from_bytes([2; 32]);
        assert_ne!(words, safety_words(other, device(1), Language::Spanish));
        assert_eq!(
            verify(NETWORK, device(1), &words),
            Ok(Confirmed { device: device(1) })
        );
        assert_eq!(verify(NETWORK, device(2), &words), Err(WordsDiffer));
        assert_eq!(verify(other, device(1), &words), Err(WordsDiffer));
    }

    /// The words are part of what devices of all versions must agree on.
    #[test]
    fn words_stay_what_they_are() {
        let words = |language| safety_words(NETWORK, device(1), language);
        assert_eq!(
            words(Language::Spanish),
            "vacuna parir tropa hora enero llama"
        );
        assert_eq!(
            words(Language::English),
            "violin problem use horse error like"
        );
    }

    #[test]
    fn how_words_are_typed_does_not_count() {
        for language in Language::ALL {
            let words = safety_words(NETWORK, device(1), language);
            let typed = format!("  {} \n", words.to_uppercase().replace(' ', ",  "));
            let _ = verify(NETWORK, device(1), &typed).unwrap();
            let _ = verify(NETWORK, device(1), &plain(&words)).unwrap();
        }
        assert_eq!(
            plain("  Ácido ACNE\u{301}, pingüino\tñandú. "),
            "acido acne pinguino nandu"
        );
    }

    #[test]
    fn part_of_the_words_more_words_and_mixed_words_differ() {
        let spanish = safety_words(NETWORK, device(1), Language::Spanish);
        let english = safety_words(NETWORK, device(1), Language::English);
        let spanish_part = &spanish[..spanish.rfind(' ').unwrap()];
        let english_last = &english[english.rfind(' ').unwrap()..];
        let long = "x".repeat(TYPED_BYTES_MAX + 1);
        for typed in [
            "",
            spanish_part,
            &format!("{spanish} ala"),
            &format!("{spanish_part}{english_last}"),
            &long,
        ] {
            assert_eq!(
                verify(NETWORK, device(1), typed),
                Err(WordsDiffer),
                "{typed}"
            );
        }
    }

    #[test]
    fn passphrases_are_five_words_that_repeat_for_a_seed_alone() {
        let words = |seed| passphrase_words(Language::English, &mut SeededRandom::new([seed; 32]));
        assert_eq!(words(1), words(1));
        assert_ne!(words(1), words(2));
        assert_eq!(words(1).split(' ').count(), PASSPHRASE_WORDS);
        let mut rng = SeededRandom::new([3; 32]);
        let drawn: BTreeSet<String> = (0..4_000)
            .flat_map(|_| {
                let words = passphrase_words(Language::Spanish, &mut rng);
                words.split(' ').map(str::to_owned).collect::<Vec<_>>()
            })
            .collect();
        assert!(drawn.len() > 2_040);
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_compared_without_a_panic(typed in ".{0,200}") {
            let words = safety_words(NETWORK, device(1), Language::Spanish);
            let same = plain(&typed) == plain(&words);
            prop_assert_eq!(verify(NETWORK, device(1), &typed).is_ok(), same);
        }
    }
}
