//! `meeting`: calls, points, attendance, minutes, agreements.

mod answers;
mod verbs;

use std::path::PathBuf;

use asamblea_node::api::{
    AgreementFields, ErrorKind, MeetingDetail, MeetingRequest, Reply, Request,
};
use jiff::Timestamp;
use jiff::civil::Date;

pub(super) use self::answers::{
    words, words_of_agreeing, words_of_answering, words_of_approving, words_of_attending,
    words_of_closing, words_of_list,
};
pub(super) use self::verbs::Verb;
use self::verbs::{Agree, Changes, Item, Presence};
use super::failure::Failure;
use super::session::Session;
use super::when::Zone;
use super::{exported, input};
use crate::app::meetings::votes;
use crate::export::agenda::Told;
use crate::export::meeting;
use crate::harmless::harmless_lines;
use crate::lang::Texts;
use crate::written::{self, Signing};

/// Others may write while minutes are written out; then they are written out again.
const CLOSINGS_MAX: usize = 3;

/// Does what the verb says.
pub(super) async fn run(verb: Verb, session: &mut Session) -> Result<(), Failure> {
    let request = match verb {
        Verb::New { space, call } => MeetingRequest::New {
            space,
            minutes: minutes_title(session, &call.title),
            call: call.fields()?,
        },
        Verb::Change { id, change } => return self::change(id, change, session).await,
        Verb::Cancel { id } => MeetingRequest::Cancel { id },
        Verb::Item { verb } => item(verb),
        Verb::Attend(attend) => {
            let presence = attend.presence();
            MeetingRequest::Attend {
                id: attend.id,
                who: attend.who,
                presence: Some(
                    match presence {
                        Presence::Present => "present",
                        Presence::Absent => "absent",
                        Presence::Excused => "excused",
                    }
                    .to_owned(),
                ),
                standing: attend.standing,
                proxy: attend.proxy,
            }
        }
        Verb::Minutes { id, text, from } => return minutes(id, text, from, session).await,
        Verb::Agree(agree) => MeetingRequest::Agree {
            id: agree.id.clone(),
            agreement: agreement(agree)?,
        },
        Verb::Close {
            id,
            chair,
            secretary,
        } => return close(id, &Signing { chair, secretary }, session).await,
        Verb::Rsvp { id, comes, note } => MeetingRequest::Rsvp {
            id,
            comes: comes == "yes",
            note,
        },
        Verb::Approve { id, hash } => MeetingRequest::Approve { id, hash },
        Verb::List { space } => MeetingRequest::List { space },
        Verb::Show { id } => MeetingRequest::Show { id },
        Verb::Export {
            id,
            what,
            format,
            full,
        } => return export(id, what.as_deref(), &format, full, session).await,
    };
    session.show(Request::Meeting(request)).await
}

/// Changes a call: hours without a zone are those of the meeting.
async fn change(id: String, change: Changes, session: &mut Session) -> Result<(), Failure> {
    let client = session.client(None).await?;
    // Nobody has looked at it because of this.
    let record = MeetingRequest::Record { id: id.clone() };
    // Of what is not here the change itself says so.
    let before = match client.call(Request::Meeting(record)).await {
        Ok(Reply::Meeting(before)) => Some(*before),
        _ => None,
    };
    let reply = match change.fields(before.as_ref()) {
        Ok(call) => client
            .call(Request::Meeting(MeetingRequest::Change { id, call }))
            .await
            .map_err(Failure::from),
        Err(fault) => Err(fault),
    };
    session.let_go(client).await;
    session.print(&reply?)
}

fn minutes_title(session: &Session, title: &str) -> String {
    session.texts.with("minutes-title", &[("title", title)])
}

fn item(verb: Item) -> MeetingRequest {
    use asamblea_node::api::PointFields;
    let change = |id, item, point| MeetingRequest::PointChange { id, item, point };
    let state = |state: &str| PointFields {
        state: Some(state.to_owned()),
        ..PointFields::default()
    };
    match verb {
        Item::Add {
            id,
            title,
            kind,
            presenter,
            minutes,
            to,
            proposal,
        } => MeetingRequest::PointAdd {
            id,
            point: PointFields {
                title: Some(title),
                kind: Some(kind),
                presenter,
                minutes,
                to,
                state: None,
                proposal,
            },
        },
        Item::Move { id, item, to } => change(
            id,
            item,
            PointFields {
                to: Some(to),
                ..PointFields::default()
            },
        ),
        Item::Done { id, item, undo } => {
            change(id, item, state(if undo { "open" } else { "done" }))
        }
        Item::Withdraw { id, item } => change(id, item, state("withdrawn")),
    }
}

/// The year here: what is agreed today is numbered in it.
fn this_year() -> u32 {
    let now = Zone::here().show(&Timestamp::now().to_string());
    now.get(..4).and_then(|year| year.parse().ok()).unwrap_or(0)
}

fn agreement(agree: Agree) -> Result<AgreementFields, Failure> {
    let due = |text: &String| {
        crate::due::day(text)
            .ok_or_else(|| Failure::about(ErrorKind::Usage, "error-meeting-date", text))
    };
    let votes = |text: &String| {
        votes(text).ok_or_else(|| Failure::about(ErrorKind::Usage, "error-meeting-votes", text))
    };
    Ok(AgreementFields {
        due_day: agree.due.as_ref().map(due).transpose()?,
        votes: agree.votes.as_ref().map(votes).transpose()?,
        text: agree.text,
        who: agree.who,
        year: this_year(),
        decided: agree.decided,
        revokes: agree.revokes,
        point: agree.item,
    })
}

async fn detail(id: &str, session: &Session) -> Result<MeetingDetail, Failure> {
    let show = MeetingRequest::Show { id: id.to_owned() };
    match session.ask(Request::Meeting(show)).await? {
        Reply::Meeting(meeting) => Ok(*meeting),
        _ => Err(Failure::internal("reply")),
    }
}

/// The document in which minutes are written: begun if there is none.
async fn document(id: &str, session: &Session) -> Result<String, Failure> {
    let title = minutes_title(session, &detail(id, session).await?.title);
    let ask = MeetingRequest::Minutes {
        id: id.to_owned(),
        title,
    };
    match session.ask(Request::Meeting(ask)).await? {
        Reply::Saved(saved) => Ok(saved.id),
        _ => Err(Failure::internal("reply")),
    }
}

/// Shows the document of the minutes, or takes a new text of it.
async fn minutes(
    id: String,
    text_only: bool,
    from: Option<PathBuf>,
    session: &mut Session,
) -> Result<(), Failure> {
    let meeting = id;
    let id = document(&meeting, session).await?;
    match from {
        Some(file) => {
            let text = input::file(&file)?;
            let edit = Request::DocEdit {
                id,
                text,
                base: None,
            };
            session.show(edit).await
        }
        None if text_only || session.out.is_json() => {
            super::doc::show(id, None, text_only, session).await
        }
        None => {
            super::doc::show(id, None, text_only, session).await?;
            written_out(&meeting, session).await
        }
    }
}

/// The minutes as they would be closed now: what is filled in, and what was written.
async fn written_out(id: &str, session: &mut Session) -> Result<(), Failure> {
    let meeting = detail(id, session).await?;
    let live = live(&meeting, session).await?;
    let text = exported_as("md", &meeting, false, &live, false, &session.texts);
    let mut words = super::words::Words::new(&mut session.out, &session.texts);
    words.gap()?;
    words.sentence("minutes-as-closed")?;
    words.gap()?;
    words.text(text.trim_end())
}

/// What was written in the document so far.
async fn live(meeting: &MeetingDetail, session: &Session) -> Result<String, Failure> {
    match meeting.minutes.clone() {
        Some(id) => written_so_far(session.ask(Request::DocShow { id, at: None }).await),
        None => Ok(String::new()),
    }
}

/// The text of a document of minutes; nothing while it is still on its way here.
pub(super) fn written_so_far(shown: Result<Reply, Failure>) -> Result<String, Failure> {
    match shown {
        Ok(Reply::Doc(doc)) => Ok(doc.text),
        Ok(_) => Err(Failure::internal("reply")),
        Err(Failure::Api(error)) if error.kind == ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(error),
    }
}

/// Writes the minutes out and freezes them.
async fn close(id: String, signing: &Signing, session: &mut Session) -> Result<(), Failure> {
    for _ in 0..CLOSINGS_MAX {
        let meeting = detail(&id, session).await?;
        let live = live(&meeting, session).await?;
        let now = Timestamp::now().to_string();
        let text = written::minutes(&session.texts, &meeting, &live, &now, signing);
        let close = MeetingRequest::Close {
            id: meeting.id,
            text,
            basis: meeting.basis,
        };
        match session.ask(Request::Meeting(close)).await {
            Err(Failure::Api(error)) if error.subject.as_deref() == Some("meeting-changed") => {}
            Err(error) => return Err(error),
            Ok(reply) => return session.print(&reply),
        }
    }
    Err(Failure::said(
        ErrorKind::NoEffect,
        "error-meeting-changed-no-effect",
    ))
}

/// The call or the minutes, to be sent around.
async fn export(
    id: String,
    what: Option<&str>,
    format: &str,
    full: bool,
    session: &mut Session,
) -> Result<(), Failure> {
    let meeting = detail(&id, session).await?;
    let closed = meeting.closings.first();
    let call = what == Some("call") || what.is_none() && closed.is_none();
    if format == "ics" && full {
        exported::is_meant(session)?;
    }
    let live = match (call, closed) {
        (false, None) => live(&meeting, session).await?,
        _ => String::new(),
    };
    let text = exported_as(format, &meeting, call, &live, full, &session.texts);
    if session.out.is_json() {
        let object = serde_json::json!({
            "id": meeting.id,
            "format": format,
            "text": text,
            "hash": closed.filter(|_| !call).map(|closing| &closing.hash),
        });
        return session.out.object(&object);
    }
    session.out.part(&text)
}

/// A meeting as a file of a form: its call or its minutes, what it agreed, or its date. `live` is
/// what was written of minutes that are not closed.
pub(super) fn exported_as(
    format: &str,
    meeting: &MeetingDetail,
    call: bool,
    live: &str,
    full: bool,
    texts: &Texts,
) -> String {
    match format {
        "csv" => return meeting::table(texts, &meeting.agreements),
        "ics" => {
            let told = if full { Told::All } else { Told::Hours };
            return meeting::calendar(texts, meeting, told);
        }
        _ => {}
    }
    let text = match meeting.closings.first() {
        _ if call => written::call(texts, meeting),
        Some(closing) => closing.text.clone(),
        None => {
            let now = Timestamp::now().to_string();
            written::minutes(texts, meeting, live, &now, &Signing::default())
        }
    };
    match format {
        "html" => meeting::page(texts, meeting, &text, call),
        // Letter for letter what the hash names: who approved stands in the page and in `show`.
        _ => harmless_lines(&text),
    }
}

/// A time that may be only an hour: then of the day of another.
fn moment(zone: &Zone, text: &str, beside: &str) -> Option<i64> {
    let with_day = || {
        let hour: jiff::civil::Time = text.parse().ok()?;
        let day = beside.get(..10)?;
        day.parse::<Date>().ok()?;
        zone.moment(&format!("{day} {hour}"))
    };
    zone.moment(text).or_else(with_day)
}
