//! `backup`: everything that a device holds in one file, and a new device made from one.

use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;

use asamblea_node::api::{ApiError, BackupReport, ErrorKind, Request};
use asamblea_node::client;

use super::failure::Failure;
use super::found;
use super::input::{Passing, is_dash};
use super::passphrase::Purpose;
use super::session::{Session, absolute};
use super::words::{Words, short};

/// Verbs of `backup`.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Verb {
    #[command(alias = "crear")]
    Create {
        file: PathBuf,
        #[arg(long, value_name = "FILE")]
        backup_passphrase_file: Option<PathBuf>,
    },
    #[command(alias = "restaurar")]
    Restore {
        file: PathBuf,
        #[arg(long, value_name = "FILE")]
        backup_passphrase_file: Option<PathBuf>,
    },
}

/// Does what the verb says.
pub(super) async fn run(verb: Verb, session: &mut Session) -> Result<(), Failure> {
    match verb {
        Verb::Create {
            file,
            backup_passphrase_file,
        } => create(file, backup_passphrase_file, session).await,
        Verb::Restore {
            file,
            backup_passphrase_file,
        } => restore(file, backup_passphrase_file, session).await,
    }
}

async fn create(
    file: PathBuf,
    passphrase: Option<PathBuf>,
    session: &mut Session,
) -> Result<(), Failure> {
    // Nobody chooses a passphrase for nothing.
    if !client::profile_exists(&session.profile) {
        return Err(ApiError::about(ErrorKind::NoProfile, session.profile_name()).into());
    }
    let chosen = session.backup_passphrase(passphrase, Purpose::SetBackup)?;
    let request = |path: &std::path::Path| Request::BackupCreate {
        path: path.to_string_lossy().into_owned(),
        passphrase: chosen.clone(),
    };
    if !is_dash(&file) {
        return session.show(request(&absolute(file)?)).await;
    }
    let passing = Passing::name(&session.profile);
    let reply = session.ask(request(passing.path())).await?;
    passing.give_stdout()?;
    session.out.give_way();
    session.print(&reply)
}

async fn restore(
    file: PathBuf,
    passphrase: Option<PathBuf>,
    session: &mut Session,
) -> Result<(), Failure> {
    if !client::can_restore(&session.profile) {
        return Err(ApiError::about(ErrorKind::ProfileExists, session.profile_name()).into());
    }
    let source: Box<dyn Read + Send> = if is_dash(&file) {
        Box::new(io::stdin())
    } else {
        let name = file.to_string_lossy();
        let opened = File::open(&file).map_err(|error| Failure::reading(&error, &name))?;
        Box::new(io::BufReader::new(opened))
    };
    let backup = session.backup_passphrase(passphrase, Purpose::OpenBackup)?;
    session.say_limits();
    let own = session.passphrase(Purpose::Set)?;
    let (client, restored) = client::restore(&session.profile, &own, backup, source).await?;
    client.close().await;
    if restored.refused > 0 {
        session.out.end_with(ErrorKind::Damaged.exit_status());
    }
    if session.out.is_json() {
        return session.out.object(&restored);
    }
    let sentence = match restored.founded.state.as_str() {
        "joined" => "restore-joined",
        _ => "restore-waiting",
    };
    found::print(&restored.founded, sentence, session)?;
    let mut words = Words::new(&mut session.out, &session.texts);
    let taken = words.count("bundle-ops", restored.ops);
    words.row(&[taken])?;
    refused(restored.refused, &mut words)
}

fn refused(parts: u64, words: &mut Words<'_>) -> Result<(), Failure> {
    if parts == 0 {
        return Ok(());
    }
    let refused = words.count("bundle-refused", parts);
    words.row(&[refused])
}

/// What was written.
pub(super) fn words(report: &BackupReport, words: &mut Words<'_>) -> Result<(), Failure> {
    words.sentence("backup-done")?;
    words.field("label-invitation", short(&report.id))?;
    let parts = [
        words.count("backup-ops", report.ops),
        words.count("bundle-bytes", report.bytes),
    ];
    words.row(&parts)?;
    refused(report.refused, words)?;
    words.sentence("backup-advice")
}
