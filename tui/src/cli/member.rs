//! `member`, `org`, `office`, `refound`: who leaves, who may what, who steps in.

use std::io::{self, IsTerminal};

use asamblea_node::api::{Act, Membership, Reply, Request, Whom};

use super::failure::Failure;
use super::meant;
use super::output::say;
use super::session::Session;
use super::words::{Words, short};
use crate::harmless::harmless;
use crate::view::{aftermath, refounding};

/// Verbs of `member`.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Verb {
    #[command(alias = "quitar")]
    Remove {
        id: String,
        #[arg(long)]
        cut: bool,
        #[arg(long)]
        urgent: bool,
    },
    #[command(alias = "suspender")]
    Suspend {
        id: String,
        #[arg(long)]
        cut: bool,
        #[arg(long)]
        urgent: bool,
    },
    /// The options of the other two are taken, and change nothing: no log is cut and no key is
    /// changed to free somebody.
    #[command(alias = "levantar")]
    Lift {
        id: String,
        #[arg(long, hide = true)]
        cut: bool,
        #[arg(long, hide = true)]
        urgent: bool,
    },
    #[command(alias = "papel")]
    Role { id: String, role: String },
}

/// Verbs of `org`.
#[derive(Debug, clap::Subcommand)]
pub(super) enum OrgVerb {
    #[command(alias = "quitar")]
    Remove {
        id: String,
        #[arg(long)]
        cut: bool,
        #[arg(long)]
        urgent: bool,
    },
    #[command(alias = "suspender")]
    Suspend {
        id: String,
        #[arg(long)]
        urgent: bool,
    },
    #[command(alias = "levantar")]
    Lift { id: String },
}

/// Verbs of `office`.
#[derive(Debug, clap::Subcommand)]
pub(super) enum OfficeVerb {
    #[command(alias = "dar")]
    Give { org: String },
}

/// `refound`.
#[derive(Debug, clap::Args)]
pub(super) struct Refound {
    space: String,
    #[arg(long, num_args = 1..)]
    admin: Vec<String>,
}

fn act(whom: Whom, act: Act, urgent: bool) -> Request {
    Request::Coordinate { whom, act, urgent }
}

/// Does what the verb of `member` says.
pub(super) async fn run(verb: Verb, session: &mut Session) -> Result<(), Failure> {
    let request = match verb {
        Verb::Remove {
            id: who,
            cut: false,
            urgent,
        } => Request::MemberRemove { who, urgent },
        Verb::Remove { id, urgent, .. } => act(Whom::Person(id), Act::RemoveWithCut, urgent),
        Verb::Suspend {
            id,
            cut: true,
            urgent,
        } => act(Whom::Person(id), Act::SuspendWithCut, urgent),
        Verb::Suspend { id, urgent, .. } => act(Whom::Person(id), Act::Suspend, urgent),
        Verb::Lift { id, .. } => act(Whom::Any(id), Act::Lift, false),
        Verb::Role { id, role } => act(Whom::Any(id), Act::Role(role), false),
    };
    session.show(request).await
}

/// Does what the verb of `org` says.
pub(super) async fn run_org(verb: OrgVerb, session: &mut Session) -> Result<(), Failure> {
    let request = match verb {
        OrgVerb::Remove {
            id: who,
            cut: false,
            urgent,
        } => Request::OrgRemove { who, urgent },
        OrgVerb::Remove { id, urgent, .. } => act(Whom::Org(id), Act::RemoveWithCut, urgent),
        OrgVerb::Suspend { id, urgent } => act(Whom::Org(id), Act::Suspend, urgent),
        OrgVerb::Lift { id } => act(Whom::Org(id), Act::Lift, false),
    };
    session.show(request).await
}

/// Does what the verb of `office` says.
pub(super) async fn run_office(verb: OfficeVerb, session: &mut Session) -> Result<(), Failure> {
    let OfficeVerb::Give { org } = verb;
    session.show(Request::OfficeGive { org }).await
}

/// Gives the second word. At a terminal, where it throws others out, who gives it is asked.
pub(super) async fn run_second(id: String, session: &mut Session) -> Result<(), Failure> {
    if !io::stdin().is_terminal() {
        return session.show(Request::Second { id }).await;
    }
    let client = session.client(None).await?;
    let waiting = client.call(Request::PendingList).await;
    let warning = match &waiting {
        Ok(Reply::Pending(rows)) => {
            let mut rows = rows.iter();
            let row = rows.find(|row| row.act.id.starts_with(&id) || row.act.about_name == id);
            row.and_then(|row| aftermath::of_waiting(&session.texts, row))
        }
        _ => None,
    };
    let agreed = warning.map_or(Ok(()), |warning| {
        say(&warning);
        meant::by_word("second-word", "second-ask", "error-second-word", session)
    });
    let reply = match agreed {
        Ok(()) => client
            .call(Request::Second { id })
            .await
            .map_err(Failure::from),
        Err(refused) => Err(refused),
    };
    session.let_go(client).await;
    session.print(&reply?)
}

/// Names the coordinators of a space whose own cannot act.
pub(super) async fn run_refound(args: Refound, session: &mut Session) -> Result<(), Failure> {
    let Refound { space, admin } = args;
    let request = Request::Refound {
        space,
        admins: admin,
    };
    session.show(request).await
}

/// A membership act.
pub(super) fn words(act: &Membership, words: &mut Words<'_>) -> Result<(), Failure> {
    let state = waited(words, &act.state, act.waits.as_deref());
    words.field("label-state", &state)?;
    if !act.admins.is_empty() {
        words.field("member-admins", &act.admins.join(", "))?;
    }
    if act.epochs_rotated > 0 {
        let keys = words.count("member-keys-changed", act.epochs_rotated);
        words.row(&[keys])?;
    }
    match (act.state.as_str(), act.waits.as_deref()) {
        (_, Some("against")) if act.left => words.sentence("member-left-waits")?,
        _ if act.left => words.sentence("member-left")?,
        (_, Some("against")) => words.sentence("member-waits")?,
        (_, Some("grant")) => {
            let orgs = act.orgs.as_ref();
            let orgs = orgs.map_or_else(
                || "none".to_owned(),
                |orgs| words.spoken(refounding::waits, orgs),
            );
            words.sentence_with("member-proposed", &[("orgs", &orgs)])?;
        }
        ("removed", _) if act.still_in.is_empty() => words.sentence("member-keeps")?,
        ("suspended", _) => words.sentence("member-back")?,
        _ => {}
    }
    if !act.still_in.is_empty() {
        let removed = act.state == "removed";
        let key = if removed {
            "member-still-in"
        } else {
            "member-reads-in"
        };
        let spaces: Vec<String> = act.still_in.iter().map(|name| harmless(name)).collect();
        words.sentence_with(key, &[("spaces", &spaces.join(", "))])?;
    }
    for note in words.spoken(aftermath::notes, act) {
        words.text(&note)?;
    }
    if matches!(act.waits.as_deref(), Some("against" | "grant")) {
        words.field("member-second", short(&act.id))?;
    }
    if act.waits.as_deref() == Some("against") {
        words.field("member-lift", short(&act.id))?;
    }
    words.field("saved", short(&act.id))
}

/// The word for a state; what somebody waits for where that is no second word.
pub(super) fn waited(words: &Words<'_>, state: &str, waits: Option<&str>) -> String {
    match (state, waits) {
        ("waiting", Some(waits @ ("words" | "decision"))) => words.code("who-waits", waits),
        _ => words.code("who-state", state),
    }
}
