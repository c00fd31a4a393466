//! The command line: what can be typed, and the way from there to the node and back.
//!
//! Every command asks the client API and prints the answer, in words or as JSON. Nothing here
//! knows how a node does its work. Names, JSON keys and exit statuses are a contract.

mod adopt;
mod agenda;
mod alerts;
mod assessment;
mod attachment;
mod backup;
mod bundle;
mod calendar;
mod chain;
mod demo;
mod device;
mod doc;
mod doctor;
mod export;
mod exported;
mod failure;
mod found;
mod home;
mod input;
mod interface;
mod invite;
mod join;
mod lock;
mod manual;
mod meant;
mod meeting;
mod member;
mod network;
mod node;
mod output;
mod panic;
mod passphrase;
mod pending;
mod plan;
mod practice;
mod proposal;
mod recovery;
mod reply;
mod search;
mod session;
mod signals;
mod space;
mod status;
mod sync;
mod task;
mod text;
mod thread;
mod travel;
mod usage;
mod when;
mod who;
mod words;

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::process::ExitCode;

use asamblea_node::api::Request;
use clap::{ArgAction, FromArgMatches, Parser, Subcommand};

use crate::lang::{Language, Texts};
use failure::Failure;
use session::Session;

/// Threads of the runtime: one for the node's loop, one for what waits on a disk or a person.
const WORKER_THREADS: usize = 2;

/// Everything that can be typed. Help texts come from the language files.
#[derive(Debug, Parser)]
#[command(
    name = "asamblea",
    version,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true
)]
struct Cli {
    #[arg(long, global = true, value_name = "DIR")]
    profile: Option<PathBuf>,
    #[arg(long, global = true)]
    practice: bool,
    #[arg(long, global = true)]
    json: bool,
    #[arg(long, global = true, value_name = "es|pt|en", value_parser = ["es", "pt", "en"])]
    lang: Option<String>,
    #[arg(long, global = true, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
    #[arg(short, long, global = true, action = ArgAction::Count)]
    verbose: u8,
    #[arg(short, long, global = true, action = ArgAction::Help)]
    help: Option<bool>,
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    #[command(alias = "fundar")]
    Found(found::Args),
    #[command(alias = "invitar")]
    Invite {
        #[command(subcommand)]
        verb: invite::Verb,
    },
    #[command(alias = "entrar")]
    Join(join::Args),
    #[command(alias = "repetidora")]
    Node(node::Args),
    #[command(alias = "inicio")]
    Home,
    #[command(alias = "estado")]
    Status,
    #[command(alias = "sincronizar")]
    Sync(sync::Args),
    #[command(aliases = ["quien", "quién", "quienes", "quiénes"])]
    Who,
    #[command(alias = "integrante")]
    Member {
        #[command(subcommand)]
        verb: member::Verb,
    },
    #[command(aliases = ["organizacion", "organización"])]
    Org {
        #[command(subcommand)]
        verb: member::OrgVerb,
    },
    #[command(alias = "segundar")]
    Second {
        id: String,
    },
    #[command(alias = "pendientes")]
    Pending,
    #[command(alias = "adoptar")]
    Adopt(adopt::Args),
    #[command(alias = "oficina")]
    Office {
        #[command(subcommand)]
        verb: member::OfficeVerb,
    },
    #[command(alias = "refundar")]
    Refound(member::Refound),
    #[command(alias = "dispositivo")]
    Device {
        #[command(subcommand)]
        verb: device::Verb,
    },
    #[command(alias = "espacio")]
    Space {
        #[command(subcommand)]
        verb: space::Verb,
    },
    #[command(aliases = ["discusion", "discusión"])]
    Thread {
        #[command(subcommand)]
        verb: thread::Verb,
    },
    #[command(alias = "documento")]
    Doc {
        #[command(subcommand)]
        verb: doc::Verb,
    },
    #[command(alias = "exportar")]
    Export(export::Args),
    Agenda {
        #[command(subcommand)]
        verb: agenda::Verb,
    },
    #[command(alias = "propuesta")]
    Proposal {
        #[command(subcommand)]
        verb: proposal::Verb,
    },
    #[command(aliases = ["diagnostico", "diagnóstico"])]
    Assessment {
        #[command(subcommand)]
        verb: assessment::Verb,
    },
    #[command(alias = "fortalecimiento")]
    Plan {
        #[command(subcommand)]
        verb: plan::Verb,
    },
    #[command(aliases = ["reunion", "reunión"])]
    Meeting {
        #[command(subcommand)]
        verb: Box<meeting::Verb>,
    },
    #[command(alias = "calendario")]
    Calendar(calendar::Args),
    #[command(alias = "tarea")]
    Task {
        #[command(subcommand)]
        verb: task::Verb,
    },
    #[command(alias = "adjuntar")]
    Attach(attachment::Args),
    #[command(alias = "adjunto")]
    Attachment {
        #[command(subcommand)]
        verb: attachment::Verb,
    },
    #[command(alias = "buscar")]
    Search(search::Args),
    #[command(aliases = ["red-local", "lugar"])]
    Network {
        #[command(subcommand)]
        verb: network::Verb,
    },
    #[command(alias = "paquete")]
    Bundle {
        #[command(subcommand)]
        verb: bundle::Verb,
    },
    #[command(alias = "respaldo")]
    Backup {
        #[command(subcommand)]
        verb: backup::Verb,
    },
    #[command(aliases = ["recuperacion", "recuperación"])]
    Recovery {
        #[command(subcommand)]
        verb: recovery::Verb,
    },
    #[command(alias = "alertas")]
    Alerts {
        #[command(subcommand)]
        verb: alerts::Verb,
    },
    #[command(alias = "bloquear")]
    Lock(lock::Args),
    #[command(alias = "desbloquear")]
    Unlock,
    #[command(alias = "contraseña")]
    Passphrase {
        #[command(subcommand)]
        verb: passphrase::change::Verb,
    },
    #[command(aliases = ["panico", "pánico"])]
    Panic(panic::Args),
    #[command(alias = "viaje")]
    Travel {
        #[command(subcommand)]
        verb: travel::Verb,
    },
    #[command(alias = "revisar")]
    Doctor(doctor::Args),
    #[command(aliases = ["practica", "práctica", "practicar"])]
    Practice(practice::Args),
    #[command(aliases = ["demostracion", "demostración"])]
    Demo,
    #[command(alias = "texto")]
    Text(text::Args),
    Completions(manual::Completions),
    #[command(alias = "manual")]
    Man(manual::Man),
}

/// Does what the arguments say; the exit status is the contract's.
pub(crate) fn run(arguments: Vec<OsString>) -> ExitCode {
    asamblea_node::client::harden_process();
    // A wrong argument must already be answered in the right language and form.
    let json = asks_for_json(&arguments);
    let language = language_asked(&arguments).unwrap_or_else(Language::detect);
    let texts = Texts::new(language);
    let parsed = usage::command(&texts)
        .try_get_matches_from(&arguments)
        .and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match parsed {
        Ok(cli) => cli,
        Err(error) => return usage::report(&error, &texts, json),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(WORKER_THREADS)
        .enable_all()
        .build();
    let Ok(runtime) = runtime else {
        return failure::report(&Failure::internal("runtime"), &texts, json, 0);
    };
    let status = runtime.block_on(start(cli, texts));
    // A thread may still wait for the terminal; nothing durable hangs on it.
    runtime.shutdown_background();
    status
}

async fn start(cli: Cli, texts: Texts) -> ExitCode {
    let profile = match session::profile_folder(cli.profile) {
        Ok(profile) if cli.practice => crate::practice::folder(&profile),
        Ok(profile) => profile,
        Err(error) => return failure::report(&error, &texts, cli.json, cli.verbose),
    };
    let file = cli.passphrase_file.or_else(session::passphrase_file_named);
    let mut session = Session::new(profile, file, texts, cli.json, cli.verbose);
    let result = dispatch(cli.command, &mut session).await;
    session.finish(result)
}

async fn dispatch(command: Option<Command>, session: &mut Session) -> Result<(), Failure> {
    match command {
        None => interface::run(session).await,
        Some(Command::Found(args)) => found::run(args, session).await,
        Some(Command::Invite { verb }) => invite::run(verb, session).await,
        Some(Command::Join(args)) => join::run(args, session).await,
        Some(Command::Node(args)) => node::run(args, session).await,
        Some(Command::Home) => home::run(session).await,
        Some(Command::Status) => status::run(session).await,
        Some(Command::Sync(args)) => sync::run(args, session).await,
        Some(Command::Who) => who::run(session).await,
        Some(Command::Member { verb }) => member::run(verb, session).await,
        Some(Command::Org { verb }) => member::run_org(verb, session).await,
        Some(Command::Second { id }) => member::run_second(id, session).await,
        Some(Command::Pending) => session.show(Request::PendingList).await,
        Some(Command::Adopt(args)) => adopt::run(args, session).await,
        Some(Command::Office { verb }) => member::run_office(verb, session).await,
        Some(Command::Refound(args)) => member::run_refound(args, session).await,
        Some(Command::Device { verb }) => device::run(verb, session).await,
        Some(Command::Space { verb }) => space::run(verb, session).await,
        Some(Command::Thread { verb }) => thread::run(verb, session).await,
        Some(Command::Doc { verb }) => doc::run(verb, session).await,
        Some(Command::Export(args)) => export::run(args, session).await,
        Some(Command::Agenda { verb }) => agenda::run(verb, session).await,
        Some(Command::Proposal { verb }) => proposal::run(verb, session).await,
        Some(Command::Assessment { verb }) => assessment::run(verb, session).await,
        Some(Command::Plan { verb }) => plan::run(verb, session).await,
        Some(Command::Meeting { verb }) => meeting::run(*verb, session).await,
        Some(Command::Calendar(args)) => calendar::run(&args, session).await,
        Some(Command::Task { verb }) => task::run(verb, session).await,
        Some(Command::Bundle { verb }) => bundle::run(verb, session).await,
        Some(Command::Backup { verb }) => backup::run(verb, session).await,
        Some(Command::Recovery { verb }) => recovery::run(verb, session).await,
        Some(Command::Attach(args)) => attachment::attach(args, session).await,
        Some(Command::Attachment { verb }) => attachment::run(verb, session).await,
        Some(Command::Alerts { verb }) => alerts::run(verb, session).await,
        Some(Command::Lock(args)) => lock::run(args, session).await,
        Some(Command::Unlock) => lock::run_unlock(session).await,
        Some(Command::Passphrase { verb }) => passphrase::change::run(verb, session).await,
        Some(Command::Panic(args)) => panic::run(args, session).await,
        Some(Command::Travel { verb }) => travel::run(verb, session).await,
        Some(Command::Doctor(args)) => doctor::run(args, session).await,
        Some(Command::Practice(args)) => practice::run(args, session).await,
        Some(Command::Demo) => demo::run(session).await,
        Some(Command::Search(args)) => search::run(args, session).await,
        Some(Command::Network { verb }) => network::run(verb, session).await,
        Some(Command::Text(args)) => text::run(args, session).await,
        Some(Command::Completions(args)) => manual::completions(&args, session),
        Some(Command::Man(args)) => manual::man(&args, session),
    }
}

/// Arguments up to `--`: what follows it is text.
fn options(arguments: &[OsString]) -> impl Iterator<Item = &OsStr> {
    arguments
        .iter()
        .skip(1)
        .map(OsString::as_os_str)
        .take_while(|argument| *argument != "--")
}

fn asks_for_json(arguments: &[OsString]) -> bool {
    options(arguments).any(|argument| argument == "--json")
}

fn language_asked(arguments: &[OsString]) -> Option<Language> {
    let mut rest = options(arguments).filter_map(OsStr::to_str);
    while let Some(argument) = rest.next() {
        if argument == "--lang" {
            return rest.next().and_then(Language::parse);
        }
        if let Some(tag) = argument.strip_prefix("--lang=") {
            return Language::parse(tag);
        }
    }
    None
}

#[cfg(test)]
mod tests;
