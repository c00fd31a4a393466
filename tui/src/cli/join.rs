//! `join`: a profile from an invitation.

use std::path::PathBuf;
use std::time::Duration;

use asamblea_node::api::{ApiError, ErrorKind};
use asamblea_node::client::{self, Joining, NetworkOptions};

use super::failure::Failure;
use super::passphrase::Purpose;
use super::session::{Session, absolute};
use super::{found, input, when};

/// Options of `join`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    code: String,
    #[arg(long)]
    person: Option<String>,
    #[arg(long, value_name = "MULTIADDR")]
    connect: Vec<String>,
    #[arg(long, value_name = "TIME", value_parser = when::wait, default_value = "30s")]
    timeout: Duration,
    #[arg(long, value_name = "FILE")]
    from_bundle: Option<PathBuf>,
}

/// Joins; where nobody answers in time the same command goes on later.
pub(super) async fn run(args: Args, session: &mut Session) -> Result<(), Failure> {
    let piped = args.from_bundle.as_deref().is_some_and(input::is_dash);
    if piped && args.code == "-" {
        // One input is one of them.
        return Err(ApiError::about(ErrorKind::Usage, "-").into());
    }
    let code = input::code(&args.code, &session.texts)?;
    let bundle = match &args.from_bundle {
        Some(path) if input::is_dash(path) => {
            // The profile's folder may not be there yet, so that it cannot keep the bundle.
            let folder = std::env::temp_dir();
            Some(Kept::Passing(input::Passing::take_stdin(&folder)?))
        }
        Some(path) => Some(Kept::File(absolute(path.clone())?)),
        None => None,
    };
    let waiting_already = client::profile_exists(&session.profile);
    let passphrase = session.passphrase(if waiting_already {
        Purpose::Open
    } else {
        session.say_limits();
        Purpose::Set
    })?;
    let joining = Joining {
        code,
        person: args.person,
        connect: args.connect,
        timeout_ms: when::millis(args.timeout),
        from_bundle: bundle.as_ref().map(Kept::path),
    };
    // One command speaks to the addresses it knows, and to nobody else on the local network.
    let network = NetworkOptions::default();
    let (client, founded) = client::join(&session.profile, &passphrase, joining, network).await?;
    client.close().await;
    let sentence = match founded.state.as_str() {
        "joined" => "join-done",
        _ => "join-waiting",
    };
    if founded.state != "joined" {
        // The profile stays; the same command goes on from there.
        session.out.end_with(ErrorKind::Unreachable.exit_status());
    }
    found::print(&founded, sentence, session)
}

/// Where the bundle lies until the command ends.
enum Kept {
    File(PathBuf),
    Passing(input::Passing),
}

impl Kept {
    fn path(&self) -> PathBuf {
        match self {
            Self::File(path) => path.clone(),
            Self::Passing(passing) => passing.path().to_owned(),
        }
    }
}
