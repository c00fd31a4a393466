//! An answer on its way out: JSON as the contract has it, or words; and its exit status.

use asamblea_node::api::{Chain, ErrorKind, Reply};
use serde_json::{Value, json};

use super::failure::Failure;
use super::output::Output;
use super::words::Words;
use super::{
    adopt, agenda, alerts, attachment, backup, bundle, calendar, chain, device, doc, doctor, found,
    invite, meeting, member, network, pending, proposal, recovery, search,
};
use super::{assessment, plan};
use super::{space, status, sync, task, thread, who};
use crate::lang::Texts;

/// Prints an answer and keeps the status that it stands for.
pub(super) fn print(reply: &Reply, out: &mut Output, texts: &Texts) -> Result<(), Failure> {
    print_linked(reply, None, out, texts)
}

/// The same, with what it came from and what came of it: two keys of its object, which are there
/// also where there is nothing, or the last lines.
pub(super) fn print_linked(
    reply: &Reply,
    chain: Option<&Chain>,
    out: &mut Output,
    texts: &Texts,
) -> Result<(), Failure> {
    if is_damaged(reply) {
        out.end_with(ErrorKind::Damaged.exit_status());
    }
    // Some words belong to the answer itself.
    let spoken = proposal::spoken(reply, texts);
    let reply = spoken.as_ref().unwrap_or(reply);
    if !out.is_json() {
        let words_out = &mut Words::new(out, texts);
        words(reply, words_out)?;
        return chain.map_or(Ok(()), |chain| chain::words(chain, words_out));
    }
    let mut all = objects(reply)?;
    // A thread is one object a post: its first stands for all of it.
    if let Some(chain) = chain {
        let links = serde_json::to_value(chain).map_err(|_| Failure::internal("json"))?;
        if let (Some(Value::Object(one)), Value::Object(links)) = (all.first_mut(), links) {
            one.extend(links);
        }
    }
    all.iter().try_for_each(|object| out.object(object))
}

/// Part of it was lost or refused: the good part is printed, and the status says so.
fn is_damaged(reply: &Reply) -> bool {
    match reply {
        Reply::Posts { damaged, .. } => *damaged,
        Reply::Bundle(report) => report.refused > 0,
        Reply::Backup(report) => report.refused > 0,
        Reply::Checks(rows) => rows.iter().any(|row| row.damaged),
        _ => false,
    }
}

/// One object for a single thing, one a line for a list.
fn objects(reply: &Reply) -> Result<Vec<Value>, Failure> {
    let fault = |_| Failure::internal("json");
    if let Reply::Posts { posts, .. } = reply {
        let posts = posts.iter().map(serde_json::to_value);
        return posts.collect::<Result<_, _>>().map_err(fault);
    }
    let mut whole = serde_json::to_value(reply).map_err(fault)?;
    Ok(match whole.get_mut("with").map(Value::take) {
        None => vec![json!({"done": true})],
        Some(Value::Array(rows)) => rows,
        Some(object) => vec![object],
    })
}

fn words(reply: &Reply, words: &mut Words<'_>) -> Result<(), Failure> {
    match reply {
        Reply::Done => words.sentence("done"),
        Reply::Status(status) => status::words(status, words),
        Reply::Who(rows) => who::words(rows, words),
        Reply::Invitation(invitation) => invite::words(invitation, words),
        Reply::Invitations(rows) => invite::words_of_list(rows, words),
        Reply::Membership(act) => member::words(act, words),
        Reply::Created(saved) | Reply::Saved(saved) => found::words_of_saved(saved, words),
        Reply::Spaces(rows) => space::words_of_list(rows, words),
        Reply::Space(space) => space::words(space, words),
        Reply::ThreadNew(created) => thread::words_of_new(created, words),
        Reply::Threads(rows) => thread::words_of_list(rows, words),
        Reply::Posts { posts, damaged } => thread::words(posts, *damaged, words),
        Reply::Imported(imported) => thread::words_of_import(imported, words),
        Reply::Docs(rows) => doc::words_of_list(rows, words),
        Reply::Doc(doc) => doc::words(doc, words),
        Reply::DocEdited(edited) => doc::words_of_edit(edited, words),
        Reply::DocVersions(versions) => doc::words_of_history(versions, words),
        Reply::Comments(rows) => doc::words_of_comments(rows, words),
        Reply::Agendas(rows) => agenda::words_of_list(rows, words),
        Reply::Agenda(agenda) => agenda::words(agenda, words),
        Reply::AgendaPublished(published) => agenda::words_of_publishing(published, words),
        Reply::AgendaReceipt(receipt) => agenda::words_of_receipt(receipt, words),
        Reply::Proposals(rows) => proposal::words_of_list(rows, words),
        Reply::Proposal(detail) => proposal::words(detail, words),
        Reply::ProposalPreview(preview) => proposal::words_of_preview(preview, words),
        Reply::Assessments(rows) => assessment::words_of_list(rows, words),
        Reply::Assessment(round) => assessment::words(round, words),
        Reply::Pool(rows) => assessment::words_of_pool(rows, words),
        Reply::Shared(report) => assessment::words_of_sharing(report, words),
        Reply::Compare(rows) => assessment::words_of_compare(rows, words),
        Reply::Plans(rows) => plan::words_of_list(rows, words),
        Reply::Plan(shown) => plan::words_of(shown, words),
        Reply::PlanSigned(signed) => plan::words_of_signing(signed, words),
        Reply::Needs(rows) => plan::words_of_needs(rows, words),
        Reply::Meetings(rows) => meeting::words_of_list(rows, words),
        Reply::Meeting(meeting) => meeting::words(meeting, words),
        Reply::MeetingAttended(attended) => meeting::words_of_attending(attended, words),
        Reply::MeetingAgreed(agreed) => meeting::words_of_agreeing(agreed, words),
        Reply::MeetingClosed(closed) => meeting::words_of_closing(closed, words),
        Reply::MeetingAnswered(answered) => meeting::words_of_answering(answered, words),
        Reply::MeetingApproved(approved) => meeting::words_of_approving(approved, words),
        Reply::Dates(rows) => calendar::words(rows, words),
        Reply::Tasks(rows) => task::words_of_list(rows, words),
        Reply::Attachments(rows) => attachment::words_of_list(rows, words),
        Reply::Attached(attached) => attachment::words_of_attaching(attached, words),
        Reply::Found(rows) => search::words(rows, words),
        Reply::Networks(rows) => network::words(rows, words),
        Reply::Bundle(report) => bundle::words(report, words),
        Reply::Backup(report) => backup::words(report, words),
        Reply::RecoverySetup(setup) => recovery::words_of_setup(setup, words),
        Reply::RecoveryHelp(help) => recovery::words_of_help(help, words),
        Reply::Synced(report) => sync::words(report, words),
        Reply::Alerts(rows) => alerts::words(rows, words),
        Reply::Aside(rows) => adopt::words(rows, words),
        Reply::Checks(rows) => doctor::words(rows, words),
        Reply::Pending(rows) => pending::words(rows, words),
        Reply::SpaceReaders(rows) => space::words_of_readers(rows, words),
        Reply::Readers(readers) => device::words_of_readers(readers, words),
        // Answers to what only the interface asks.
        _ => words.sentence("done"),
    }
}

#[cfg(test)]
pub(super) mod tests;
