//! Words for people: safety words that two compare aloud, and passphrases to suggest.
//!
//! The lists are the Spanish, Portuguese and English ones of BIP-39 (github.com/bitcoin/bips,
//! public domain; as shipped by the crate `bip39`, CC0): 2,048 words each, so a word carries 11
//! bits.

use crate::crypto::{CryptoRng, Digest, Domain, hash};
use crate::id::{DeviceId, SpaceId};

const SPANISH: &str = include_str!("words/spanish.txt");
const PORTUGUESE: &str = include_str!("words/portuguese.txt");
const ENGLISH: &str = include_str!("words/english.txt");

/// Words of one set of safety words: 66 bits, out of reach for somebody who tries keys until
/// hers sound alike.
const SAFETY_WORDS: usize = 6;
/// Words of a suggested passphrase.
const PASSPHRASE_WORDS: u32 = 5;
/// Bits that a word of a list carries.
const WORD_BITS: u32 = 11;
/// Bits of a suggested passphrase, before the slow key derivation.
pub const PASSPHRASE_BITS: u32 = PASSPHRASE_WORDS * WORD_BITS;

/// A language that has a list.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Language {
    /// Español.
    Spanish,
    /// Português.
    Portuguese,
    /// English.
    English,
}

impl Language {
    /// Every one: what somebody reads out may be in any of them.
    pub const ALL: [Self; 3] = [Self::Spanish, Self::Portuguese, Self::English];

    /// English for `en...`, Portuguese for `pt...`, Spanish for everything else.
    #[must_use]
    pub fn from_tag(tag: &str) -> Self {
        match tag.get(..2) {
            Some("en") => Self::English,
            Some("pt") => Self::Portuguese,
            _ => Self::Spanish,
        }
    }

    const fn list(self) -> &'static str {
        match self {
            Self::Spanish => SPANISH,
            Self::Portuguese => PORTUGUESE,
            Self::English => ENGLISH,
        }
    }

    fn word(self, number: u16) -> &'static str {
        let mut list = self.list().lines();
        list.nth(usize::from(number & 0x7ff)).unwrap_or_default()
    }
}

/// Words that differ from a device's.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the words are not this device's: do not confirm it, ask again over a call")]
pub struct WordsDiffer;

/// Proof that somebody compared the words of a device.
#[derive(Debug, Eq, PartialEq)]
pub struct Compared(DeviceId);

impl Compared {
    /// The device whose words were compared.
    #[must_use]
    pub const fn device(&self) -> DeviceId {
        self.0
    }
}

/// The six words of a device in a network.
#[must_use]
pub fn safety_words(network: SpaceId, device: DeviceId, language: Language) -> String {
    digest_words(&device_digest(network, device), language)
}

fn device_digest(network: SpaceId, device: DeviceId) -> Digest {
    let parts: [&[u8]; 2] = [network.as_bytes(), device.as_bytes()];
    hash(Domain::SafetyWords, &parts)
}

/// The six words of something that is called by a hash.
pub(crate) fn digest_words(digest: &Digest, language: Language) -> String {
    let numbers = digest.as_bytes().chunks_exact(2).take(SAFETY_WORDS);
    let words: Vec<&str> = numbers
        .map(|pair| {
            language.word(
                pair.iter()
                    .fold(0, |n: u16, byte| n << 8 | u16::from(*byte)),
            )
        })
        .collect();
    words.join(" ")
}

/// Words of the Spanish list, told in another language: the words of the same numbers. What is none
/// of the list stays as it is.
#[must_use]
pub fn told_in(words: &str, language: Language) -> String {
    let told = words.split_whitespace().map(|word| {
        let number = SPANISH.lines().position(|own| own == word);
        let other = number.and_then(|number| language.list().lines().nth(number));
        other.unwrap_or(word)
    });
    told.collect::<Vec<&str>>().join(" ")
}

/// Compares what somebody typed with a device's words; case, accents and spaces do not count,
/// and every language does: whoever reads them out may have them in hers.
///
/// # Errors
///
/// [`WordsDiffer`] when they are others.
pub fn compare(network: SpaceId, device: DeviceId, typed: &str) -> Result<Compared, WordsDiffer> {
    compare_digest(&device_digest(network, device), typed)?;
    Ok(Compared(device))
}

/// Compares what somebody typed with the words of a hash.
pub(crate) fn compare_digest(digest: &Digest, typed: &str) -> Result<(), WordsDiffer> {
    let typed = plain(typed);
    let mut languages = Language::ALL.into_iter();
    let same = languages.any(|language| plain(&digest_words(digest, language)) == typed);
    if same { Ok(()) } else { Err(WordsDiffer) }
}

/// Five random words.
#[must_use]
pub fn passphrase_words(language: Language, rng: &mut dyn CryptoRng) -> String {
    let words: Vec<&str> = (0..PASSPHRASE_WORDS)
        .map(|_| {
            let mut bytes = [0; 2];
            rng.fill_bytes(&mut bytes);
            language.word(u16::from_be_bytes(bytes))
        })
        .collect();
    words.join(" ")
}

fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c == '-' || c == ',') {
        if word.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(
            word.chars()
                .flat_map(char::to_lowercase)
                .filter_map(without_accent),
        );
    }
    out
}

fn without_accent(c: char) -> Option<char> {
    match c {
        'á' | 'à' | 'â' | 'ã' => Some('a'),
        'é' | 'ê' => Some('e'),
        'í' => Some('i'),
        'ó' | 'ô' | 'õ' => Some('o'),
        'ú' | 'ü' => Some('u'),
        'ñ' => Some('n'),
        'ç' => Some('c'),
        // Combining marks of a decomposed text.
        '\u{300}'..='\u{303}' | '\u{308}' | '\u{327}' => None,
        other => Some(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_has_2048_words_that_stay_different_without_accents() {
        assert_eq!(1 << WORD_BITS, 2048);
        for list in [SPANISH, PORTUGUESE, ENGLISH] {
            let words: std::collections::BTreeSet<String> = list.lines().map(plain).collect();
            assert_eq!(words.len(), 2048);
        }
    }

    #[test]
    fn words_compare_as_people_type_them() {
        let network = SpaceId::from_bytes([1; 32]);
        let device = DeviceId::from_bytes([2; 32]);
        let words = safety_words(network, device, Language::Spanish);
        assert_eq!(words.split(' ').count(), 6);
        let typed = format!("  {} ", words.to_uppercase().replace(' ', "  "));
        assert_eq!(compare(network, device, &typed).unwrap().device(), device);
        for language in Language::ALL {
            let told = safety_words(network, device, language);
            assert!(compare(network, device, &told).is_ok(), "{told}");
            assert_eq!(told_in(&words, language), told);
        }
        // Six words of two languages are of nobody.
        let half = told_in(&words, Language::Portuguese);
        let (first, rest) = (half.split(' ').next().unwrap(), words.split_once(' '));
        let mixed = format!("{first} {}", rest.unwrap().1);
        assert_eq!(compare(network, device, &mixed), Err(WordsDiffer));
        assert_eq!(told_in("xyz mesa", Language::Spanish), "xyz mesa");
        let other = DeviceId::from_bytes([3; 32]);
        assert_eq!(compare(network, other, &words), Err(WordsDiffer));
        assert_eq!(compare(network, device, ""), Err(WordsDiffer));
        assert_eq!(
            compare(network, device, words.rsplit_once(' ').unwrap().0),
            Err(WordsDiffer)
        );
    }

    #[test]
    fn passphrases_have_five_words() {
        let mut rng = crate::crypto::SeededRandom::new([1; 32]);
        for (tag, list) in [("es", SPANISH), ("pt-BR", PORTUGUESE), ("en", ENGLISH)] {
            let language = Language::from_tag(tag);
            let first = passphrase_words(language, &mut rng);
            assert_eq!(first.split(' ').count(), 5);
            assert!(
                first
                    .split(' ')
                    .all(|word| list.lines().any(|line| line == word))
            );
            assert_ne!(first, passphrase_words(language, &mut rng));
        }
        assert_eq!(Language::from_tag("ñandú"), Language::Spanish);
    }

    #[test]
    fn every_word_of_a_list_is_drawn_and_none_more_often() {
        let mut rng = crate::crypto::SeededRandom::new([2; 32]);
        let mut drawn = std::collections::BTreeMap::new();
        for _ in 0..20_480 {
            for word in passphrase_words(Language::Spanish, &mut rng).split(' ') {
                *drawn.entry(word.to_owned()).or_insert(0) += 1;
            }
        }
        assert_eq!(drawn.len(), 2048);
        // 50 are expected of each: six standard deviations to either side.
        assert!(drawn.values().all(|count| (8..=92).contains(count)));
    }
}
