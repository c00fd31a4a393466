//! Texts to start a document from.

use asamblea_node::api::ErrorKind;

use crate::cli::failure::Failure;
use crate::lang::Language;

/// Name, Spanish text, English text.
const TEMPLATES: [(&str, &str, &str); 2] = [
    (
        "acta",
        include_str!("templates/es/acta.md"),
        include_str!("templates/en/acta.md"),
    ),
    (
        "convocatoria",
        include_str!("templates/es/convocatoria.md"),
        include_str!("templates/en/convocatoria.md"),
    ),
];

/// The text of a template in the language.
pub(super) fn text(name: &str, language: Language) -> Result<&'static str, Failure> {
    let found = TEMPLATES.iter().find(|(known, _, _)| *known == name);
    let (_, spanish, english) = found.ok_or_else(|| {
        let known: Vec<&str> = TEMPLATES.iter().map(|(known, _, _)| *known).collect();
        Failure::about(ErrorKind::Usage, "error-template", known.join(", "))
    })?;
    Ok(match language {
        Language::Spanish | Language::Portuguese => spanish,
        Language::English => english,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_are_there_in_both_languages_and_others_are_listed() {
        for (name, spanish, english) in TEMPLATES {
            assert_eq!(text(name, Language::Spanish).unwrap(), spanish);
            assert_eq!(text(name, Language::English).unwrap(), english);
            assert!(spanish.starts_with("# ") && english.starts_with("# "));
        }
        let Err(Failure::Said { about, kind, .. }) = text("poema", Language::Spanish) else {
            panic!("there is no such template");
        };
        assert_eq!(
            (kind, about.as_str()),
            (ErrorKind::Usage, "acta, convocatoria")
        );
    }
}
