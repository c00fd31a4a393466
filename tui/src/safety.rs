//! Words that two people compare aloud. They stand for numbers, and each language has a list of its
//! own: the same six numbers are other words in another language, so whoever compares sees hers
//! first and then what somebody reads who has another language.

use asamblea_node::client::words_told;

use crate::lang::{Language, Texts};

/// Words as the node tells them, in the language of the texts.
pub(crate) fn own(texts: &Texts, words: &str) -> String {
    words_told(words, texts.language().tag())
}

/// The same in the other languages, each with its name.
pub(crate) fn others(texts: &Texts, words: &str) -> Vec<String> {
    let others = Language::ALL.into_iter();
    let others = others.filter(|language| *language != texts.language());
    let line = |language: Language| {
        let told = words_told(words, language.tag());
        texts.with(
            &format!("safety-words-{}", language.tag()),
            &[("words", &told)],
        )
    };
    others.map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first word of each list, and the last.
    const SPANISH: &str = "ábaco zurdo";
    const PORTUGUESE: &str = "abacate zumbido";
    const ENGLISH: &str = "abandon zoo";

    #[test]
    fn each_language_has_its_own_words_first_and_shows_those_of_the_others() {
        for (language, told) in [
            (Language::Spanish, SPANISH),
            (Language::Portuguese, PORTUGUESE),
            (Language::English, ENGLISH),
        ] {
            let texts = Texts::new(language);
            assert_eq!(own(&texts, SPANISH), told);
            let rest = others(&texts, SPANISH).join("\n");
            for other in [SPANISH, PORTUGUESE, ENGLISH] {
                assert_eq!(rest.contains(other), other != told, "{rest}");
            }
        }
    }
}
