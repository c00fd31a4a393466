//! `recovery`: trusted people who let a person in again when she lost her devices.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::time::Duration;

use asamblea_node::api::{ApiError, ErrorKind, Recovering, RecoveryHelp, RecoverySetup, Request};
use asamblea_node::client::{self, Asking, NetworkOptions};

use super::failure::{self, Failure};
use super::input;
use super::passphrase::Purpose;
use super::session::Session;
use super::when;
use super::words::{Words, short};

/// Verbs of `recovery`.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Verb {
    #[command(alias = "preparar")]
    Setup {
        #[arg(long, value_name = "WHO", required = true, num_args = 1..)]
        with: Vec<String>,
        #[arg(long, value_name = "K")]
        need: Option<u8>,
    },
    #[command(alias = "ayudar")]
    Help {
        code: String,
        #[arg(long = "for", value_name = "WHO")]
        whose: Option<String>,
        #[arg(long)]
        words: Option<String>,
    },
    #[command(alias = "empezar")]
    Start(Start),
    #[command(alias = "rechazar")]
    Refuse { id: Option<String> },
}

/// Options of `recovery start`.
#[derive(Debug, clap::Args)]
pub(super) struct Start {
    #[arg(long)]
    person: Option<String>,
    #[arg(long, value_name = "FILE")]
    answer: Vec<PathBuf>,
    #[arg(long, value_name = "MULTIADDR")]
    connect: Vec<String>,
    #[arg(long, value_name = "TIME", value_parser = when::wait, default_value = "30s")]
    timeout: Duration,
}

/// Does what the verb says.
pub(super) async fn run(verb: Verb, session: &mut Session) -> Result<(), Failure> {
    match verb {
        Verb::Setup { with, need } => session.show(Request::RecoverySetup { with, need }).await,
        Verb::Help { code, whose, words } => help(code, whose, words, session).await,
        Verb::Start(args) => start(args, session).await,
        Verb::Refuse { id } => session.show(Request::RecoveryRefuse { id }).await,
    }
}

/// Says who asks before it answers: whoever sits at a terminal compares the words first.
async fn help(
    code: String,
    whose: Option<String>,
    words: Option<String>,
    session: &mut Session,
) -> Result<(), Failure> {
    let from_input = input::is_dash(Path::new(&code));
    let code = input::code(&code, &session.texts)?;
    let request = |answer| Request::RecoveryHelp {
        code: code.clone(),
        whose: whose.clone(),
        words: words.clone(),
        answer,
    };
    let person_sits = io::stdin().is_terminal() && io::stdout().is_terminal();
    if person_sits && words.is_none() && !from_input && !session.out.is_json() {
        let asked = session.ask(request(false)).await?;
        session.print(&asked)?;
        session.out.flush()?;
        if !agrees(session)? {
            return Err(ApiError::about(ErrorKind::NotPermitted, "recovery-words").into());
        }
    }
    session.show(request(true)).await
}

fn agrees(session: &Session) -> Result<bool, Failure> {
    super::output::say(&session.texts.get("recovery-agree"));
    let mut line = String::new();
    io::stdin()
        .read_line(&mut line)
        .map_err(|error| Failure::reading(&error, "-"))?;
    let yes = session.texts.get("recovery-yes");
    Ok(line.trim().to_lowercase() == yes)
}

/// Answers in a text: a blank line parts two.
fn answers_in(text: &str) -> Vec<String> {
    let mut answers = vec![String::new()];
    for line in text.lines() {
        if line.trim().is_empty() {
            answers.push(String::new());
        } else if let Some(last) = answers.last_mut() {
            last.push_str(line.trim());
        }
    }
    answers.retain(|answer| !answer.is_empty());
    answers
}

async fn start(args: Start, session: &mut Session) -> Result<(), Failure> {
    let mut answers = Vec::new();
    for file in &args.answer {
        answers.extend(answers_in(&input::file(file)?));
    }
    let purpose = if client::profile_exists(&session.profile) {
        Purpose::Open
    } else {
        session.say_limits();
        Purpose::Set
    };
    let passphrase = session.passphrase(purpose)?;
    let asking = Asking {
        person: args.person,
        answers,
        connect: args.connect,
        timeout_ms: when::millis(args.timeout),
    };
    let network = NetworkOptions::default();
    let (recovering, refused) =
        client::recover(&session.profile, &passphrase, asking, network).await?;
    if recovering.founded.state != "joined" {
        // The same command goes on from there.
        session.out.end_with(ErrorKind::Unreachable.exit_status());
    }
    if let Some(error) = refused {
        let status = failure::tell(&error.into(), &session.texts);
        session.out.end_with(status);
    }
    print(&recovering, session)
}

fn print(recovering: &Recovering, session: &mut Session) -> Result<(), Failure> {
    if session.out.is_json() {
        return session.out.object(recovering);
    }
    let mut words = Words::new(&mut session.out, &session.texts);
    match recovering.founded.state.as_str() {
        "joined" => return words.sentence("recovery-joined"),
        "waiting" => {
            words.sentence("recovery-waiting")?;
            words.field("label-device", short(&recovering.founded.device))?;
            words.safety_words(&recovering.founded.safety_words)?;
            return words.sentence("recovery-waiting-advice");
        }
        _ => {}
    }
    words.sentence("recovery-asking")?;
    words.gap()?;
    words.text(&recovering.request)?;
    words.gap()?;
    let own = words.told(&recovering.words);
    words.field("recovery-words-label", &own)?;
    words.sentence("recovery-words-why")?;
    if let (Some(need), Some(missing)) = (recovering.need, recovering.missing) {
        let numbers = [
            words.count("recovery-have", u64::from(recovering.answers)),
            words.count("recovery-need", u64::from(need)),
            words.count("recovery-missing", u64::from(missing)),
        ];
        words.row(&numbers)?;
    }
    if recovering.foreign > 0 {
        let foreign = words.count("recovery-foreign", recovering.foreign);
        words.row(&[foreign])?;
    }
    if recovering.wrong {
        words.sentence("recovery-wrong")?;
    }
    words.sentence("recovery-asking-advice")
}

/// What was set up.
pub(super) fn words_of_setup(setup: &RecoverySetup, words: &mut Words<'_>) -> Result<(), Failure> {
    words.sentence("recovery-set-up")?;
    let numbers = [
        words.count("recovery-need", u64::from(setup.need)),
        words.count("recovery-of", u64::from(setup.of)),
    ];
    words.row(&numbers)?;
    for holder in &setup.holders {
        let name = holder.name.as_deref();
        words.field("recovery-holder", name.unwrap_or_else(|| short(&holder.id)))?;
    }
    words.field("label-invitation", short(&setup.id))?;
    if setup.replaced {
        words.sentence("recovery-replaced")?;
    }
    words.sentence("recovery-set-up-advice")
}

/// Who asks, and the answer.
pub(super) fn words_of_help(help: &RecoveryHelp, words: &mut Words<'_>) -> Result<(), Failure> {
    let Some(answer) = &help.answer else {
        words.field_if("recovery-says", help.says.as_deref())?;
        let name = help.name.as_deref();
        words.field(
            "recovery-of-whom",
            name.unwrap_or_else(|| short(&help.person)),
        )?;
        let own = words.told(&help.words);
        words.field("recovery-words-label", &own)?;
        // She reads out what her language has.
        words.told_otherwise(&help.words)?;
        return words.sentence("recovery-help-why");
    };
    words.sentence("recovery-answer")?;
    words.gap()?;
    words.text(answer)?;
    words.gap()?;
    words.sentence("recovery-answer-advice")
}

#[cfg(test)]
mod tests {
    use super::answers_in;

    #[test]
    fn a_blank_line_parts_two_answers_and_no_other_line_does() {
        assert_eq!(answers_in("AB\nCD\n\n  \nEF \n"), ["ABCD", "EF"]);
        assert!(answers_in("\n \n").is_empty());
    }
}
