//! Texts to start a document from.

use asamblea_node::api::ErrorKind;

use crate::cli::failure::Failure;
use crate::lang::Language;

/// Name, text in Spanish, Portuguese, English.
const TEMPLATES: [(&str, [&str; 3]); 3] = [
    (
        "acta",
        [
            include_str!("templates/es/acta.md"),
            include_str!("templates/pt/acta.md"),
            include_str!("templates/en/acta.md"),
        ],
    ),
    (
        "convocatoria",
        [
            include_str!("templates/es/convocatoria.md"),
            include_str!("templates/pt/convocatoria.md"),
            include_str!("templates/en/convocatoria.md"),
        ],
    ),
    (
        "propuesta",
        [
            include_str!("templates/es/propuesta.md"),
            include_str!("templates/pt/propuesta.md"),
            include_str!("templates/en/propuesta.md"),
        ],
    ),
];

/// The text of a template in the language.
pub(super) fn text(name: &str, language: Language) -> Result<&'static str, Failure> {
    let found = TEMPLATES.iter().find(|(known, _)| *known == name);
    let (_, [spanish, portuguese, english]) = found.ok_or_else(|| {
        let known: Vec<&str> = TEMPLATES.iter().map(|(known, _)| *known).collect();
        Failure::about(ErrorKind::Usage, "error-template", known.join(", "))
    })?;
    Ok(match language {
        Language::Spanish => spanish,
        Language::Portuguese => portuguese,
        Language::English => english,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Texts;

    #[test]
    fn templates_are_there_in_every_language_and_others_are_listed() {
        let languages = Language::ALL;
        for (name, texts) in TEMPLATES {
            for (language, want) in languages.into_iter().zip(texts) {
                assert_eq!(text(name, language).unwrap(), want);
                assert!(want.starts_with("# "));
            }
        }
        // Whoever writes a proposal together is asked what the screen asks.
        for language in languages {
            let asks = crate::app::proposing::GUIDED;
            let questions = asks.map(|key| Texts::new(language).get(key));
            let written = text("propuesta", language).unwrap();
            let written = written.lines().filter_map(|line| line.strip_prefix("## "));
            let numbered = (1..).zip(&questions);
            assert!(written.eq(numbered.map(|(n, asks)| format!("{n}. {asks}"))));
        }
        let Err(Failure::Said { about, kind, .. }) = text("poema", Language::Spanish) else {
            panic!("there is no such template");
        };
        assert_eq!(
            (kind, about.as_str()),
            (ErrorKind::Usage, "acta, convocatoria, propuesta")
        );
    }
}
