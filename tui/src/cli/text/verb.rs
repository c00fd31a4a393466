//! The verbs of the plain-text mode, in Spanish, Portuguese and English.

/// What a line asks for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Verb {
    Home,
    Spaces,
    Agenda,
    Proposals,
    Meetings,
    Rounds,
    Plans,
    Tasks,
    People,
    Search,
    Open,
    Back,
    Again,
    Next,
    Reply,
    ReplyTo,
    New,
    Readers,
    Seen,
    Sync,
    Carry,
    Bring,
    Save,
    Attach,
    Lock,
    Unlock,
    Help,
    Quit,
}

/// Every verb with its words. Nouns of the command line are none of them: those lines are commands.
pub(super) const VERBS: &[(Verb, &[&str])] = &[
    (Verb::Home, &["inicio", "início", "home"]),
    (Verb::Next, &["siguiente", "seguinte", "next", "n"]),
    (Verb::Spaces, &["espacios", "espaços", "espacos", "spaces"]),
    (Verb::Open, &["abrir", "open"]),
    (Verb::Back, &["volver", "voltar", "back"]),
    (Verb::Again, &["otra", "repetir", "again"]),
    (Verb::Reply, &["responder", "reply", "r"]),
    (Verb::ReplyTo, &["responder-a", "reply-to"]),
    (Verb::New, &["nueva", "nova", "new"]),
    (Verb::Readers, &["lectoras", "leitoras", "readers"]),
    (Verb::Agenda, &["fechas", "datas", "dates"]),
    (Verb::Proposals, &["propuestas", "propostas", "proposals"]),
    (
        Verb::Meetings,
        &["reuniones", "reuniões", "reunioes", "meetings"],
    ),
    (Verb::Rounds, &["rondas", "rodadas", "rounds"]),
    (Verb::Plans, &["planes", "planos", "plans"]),
    (Verb::Tasks, &["tareas", "tarefas", "tasks"]),
    (Verb::People, &["personas", "pessoas", "people"]),
    (Verb::Search, &["busca", "find"]),
    (Verb::Seen, &["vista", "visto", "seen"]),
    (Verb::Sync, &["intercambiar", "trocar", "exchange"]),
    (Verb::Carry, &["llevar", "levar", "carry"]),
    (Verb::Bring, &["traer", "trazer", "bring"]),
    (Verb::Save, &["guardar", "gravar", "save"]),
    (Verb::Attach, &["agregar", "anexar", "add"]),
    (Verb::Lock, &["cerrar", "fechar", "close"]),
    (Verb::Unlock, &["llave", "chave", "key"]),
    (Verb::Help, &["ayuda", "ajuda", "help", "?"]),
    (Verb::Quit, &["salir", "sair", "quit", "q"]),
];

impl Verb {
    /// The verb of a line and what stands behind it.
    pub(super) fn parse(line: &str) -> Option<(Self, &str)> {
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let word = word.to_lowercase();
        let verb = VERBS
            .iter()
            .find(|(_, words)| words.contains(&word.as_str()))?;
        Some((verb.0, rest.trim()))
    }

    /// Key of what it does.
    pub(super) const fn text_key(self) -> &'static str {
        match self {
            Self::Home => "text-verb-home",
            Self::Spaces => "text-verb-spaces",
            Self::Agenda => "text-verb-agenda",
            Self::Proposals => "text-verb-proposals",
            Self::Meetings => "text-verb-meetings",
            Self::Rounds => "text-verb-rounds",
            Self::Plans => "text-verb-plans",
            Self::Tasks => "text-verb-tasks",
            Self::People => "text-verb-people",
            Self::Search => "text-verb-search",
            Self::Open => "text-verb-open",
            Self::Back => "text-verb-back",
            Self::Again => "text-verb-again",
            Self::Next => "text-verb-next",
            Self::Reply => "text-verb-reply",
            Self::ReplyTo => "text-verb-reply-to",
            Self::New => "text-verb-new",
            Self::Readers => "text-verb-readers",
            Self::Seen => "text-verb-seen",
            Self::Sync => "text-verb-sync",
            Self::Carry => "text-verb-carry",
            Self::Bring => "text-verb-bring",
            Self::Save => "text-verb-save",
            Self::Attach => "text-verb-attach",
            Self::Lock => "text-verb-lock",
            Self::Unlock => "text-verb-unlock",
            Self::Help => "text-verb-help",
            Self::Quit => "text-verb-quit",
        }
    }
}

/// The words of a command; quotes keep blanks together.
pub(super) fn split(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote, mut begun) = (Vec::new(), String::new(), None, false);
    for letter in line.chars() {
        match (quote, letter) {
            (Some(open), letter) if letter == open => quote = None,
            (Some(_), letter) => word.push(letter),
            (None, '"' | '\'') => {
                quote = Some(letter);
                begun = true;
            }
            (None, letter) if letter.is_whitespace() => {
                if begun || !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
                begun = false;
            }
            (None, letter) => word.push(letter),
        }
    }
    if begun || !word.is_empty() {
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::lang::{Language, Texts};

    #[test]
    fn no_word_is_two_verbs_or_a_command() {
        let mut seen: Vec<&str> = Vec::new();
        let command = crate::cli::Cli::command();
        for (verb, words) in VERBS {
            for word in *words {
                assert!(!seen.contains(word), "{word}");
                seen.push(word);
                // The first place lists with numbers what the command of its name lists.
                if *verb == Verb::Home {
                    continue;
                }
                let taken = command.get_subcommands().any(|sub| {
                    sub.get_name() == *word || sub.get_all_aliases().any(|a| a == *word)
                });
                assert!(!taken, "{word} is a command");
            }
        }
    }

    #[test]
    fn every_verb_is_explained_in_every_language() {
        for language in Language::ALL {
            let texts = Texts::new(language);
            for (verb, _) in VERBS {
                assert_ne!(texts.get(verb.text_key()), verb.text_key());
            }
        }
    }

    #[test]
    fn a_line_is_a_verb_and_the_rest() {
        assert_eq!(
            Verb::parse("RESPONDER  hola a todas "),
            Some((Verb::Reply, "hola a todas"))
        );
        assert_eq!(Verb::parse("next"), Some((Verb::Next, "")));
        assert_eq!(Verb::parse("thread list"), None);
    }

    #[test]
    fn quotes_keep_blanks_together() {
        assert_eq!(
            split(r#"thread new --title "Dos palabras" --body '' x"#),
            [
                "thread",
                "new",
                "--title",
                "Dos palabras",
                "--body",
                "",
                "x"
            ]
        );
        assert_eq!(split("  "), Vec::<String>::new());
    }
}
