//! `bundle`: operations on a stick.

use std::fs::File;
use std::path::PathBuf;

use asamblea_node::api::{BundleReport, Request};
use asamblea_node::client::profile_exists;

use super::failure::Failure;
use super::input::{Passing, is_dash};
use super::session::{Session, absolute};
use super::words::Words;

/// Verbs of `bundle`.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Verb {
    #[command(alias = "exportar")]
    Export {
        file: PathBuf,
        #[arg(long)]
        space: Vec<String>,
        #[arg(long, value_name = "FRONTIER")]
        since: Option<String>,
    },
    #[command(alias = "importar")]
    Import { file: PathBuf },
}

/// Does what the verb says.
pub(super) async fn run(verb: Verb, session: &mut Session) -> Result<(), Failure> {
    match verb {
        Verb::Export { file, space, since } if is_dash(&file) => {
            let passing = Passing::name(&session.profile);
            let path = passing.path().to_string_lossy().into_owned();
            let reply = session.ask(export(path, space, since)).await?;
            passing.give_stdout()?;
            session.out.give_way();
            session.print(&reply)
        }
        Verb::Export { file, space, since } => {
            let path = text_of(file)?;
            session.show(export(path, space, since)).await
        }
        Verb::Import { file } if is_dash(&file) && profile_exists(&session.profile) => {
            let passing = Passing::take_stdin(&session.profile)?;
            let path = passing.path().to_string_lossy().into_owned();
            session.show(Request::BundleImport { path }).await
        }
        Verb::Import { file } => {
            let path = text_of(file)?;
            // The node reads it; whether it is there is said in the words for files.
            let _there = File::open(&path).map_err(|error| Failure::reading(&error, &path))?;
            session.show(Request::BundleImport { path }).await
        }
    }
}

const fn export(path: String, spaces: Vec<String>, since: Option<String>) -> Request {
    Request::BundleExport {
        path,
        spaces,
        since,
    }
}

fn text_of(file: PathBuf) -> Result<String, Failure> {
    Ok(absolute(file)?.to_string_lossy().into_owned())
}

/// What was written or taken.
pub(super) fn words(report: &BundleReport, words: &mut Words<'_>) -> Result<(), Failure> {
    let repeated = if report.repeated == 0 {
        String::new()
    } else {
        words.count("bundle-repeated", report.repeated)
    };
    let parts = [
        words.count("bundle-ops", report.ops),
        repeated,
        words.count("bundle-bytes", report.bytes),
    ];
    words.row(&parts)?;
    if report.refused > 0 {
        let refused = words.count("bundle-refused", report.refused);
        words.row(&[refused])?;
    }
    Ok(())
}
