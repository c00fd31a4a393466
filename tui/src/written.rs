//! What a meeting is in writing: the quorum in a sentence, the call, the minutes.
//!
//! Everything comes from one answer of the node, so that a closing freezes what was seen. What
//! people wrote stands here in one line each, so that no text of one passes for a heading of all;
//! only what was written in the minutes themselves keeps its lines.

use asamblea_node::api::{
    AgreementRow, AnswerRow, AnswersRow, ApprovalRow, MeetingDetail, PartyRow, PointRow, PointVote,
    ProposalDetail, QuorumRow,
};
use jiff::Timestamp;

use crate::harmless::harmless_lines;
use crate::lang::Texts;
use crate::view::deciding;

/// Letters of an earlier agreement that minutes repeat; the whole stands in its own.
const EARLIER_CHARS_MAX: usize = 200;
/// The most earlier agreements of one state that minutes repeat, the newest of them.
const EARLIER_MAX: usize = 30;

/// Who signs the minutes, as far as somebody said.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Signing {
    /// Who led the meeting.
    pub(crate) chair: Option<String>,
    /// Who took the minutes.
    pub(crate) secretary: Option<String>,
}

/// Somebody's text in one line.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A time as people at the place read it.
pub(crate) fn there(rfc3339: &str, zone: &str) -> String {
    let at = rfc3339
        .parse::<Timestamp>()
        .ok()
        .and_then(|at| at.in_tz(zone).ok().or_else(|| at.in_tz("UTC").ok()));
    at.map_or_else(
        || rfc3339.to_owned(),
        |at| at.strftime("%Y-%m-%d %H:%M").to_string(),
    )
}

/// The hour of a time at the place.
fn hour_there(rfc3339: &str, zone: &str) -> String {
    let at = there(rfc3339, zone);
    at.split_once(' ')
        .map_or_else(|| at.clone(), |(_, hour)| hour.to_owned())
}

fn code(texts: &Texts, family: &str, code: &str) -> String {
    texts.get(&format!("{family}-{}", code.replace('_', "-")))
}

/// How many are there, and whether that is enough.
pub(crate) fn quorum(texts: &Texts, quorum: &QuorumRow, zone: &str) -> String {
    let number = |n: u32| n.to_string();
    let (present, of) = (number(quorum.present), number(quorum.of));
    let there_are = [
        ("counts", &*quorum.counts),
        ("present", &*present),
        ("of", &*of),
    ];
    let mut said = vec![texts.with("meeting-present", &there_are)];
    if quorum.proxies > 0 {
        said.push(texts.with("meeting-by-proxy", &[("n", &number(quorum.proxies))]));
    }
    let counted = quorum.present.saturating_add(quorum.proxies);
    let (need, lacks) = (
        number(quorum.need),
        number(quorum.need.saturating_sub(counted)),
    );
    let second_need = quorum.second_need.map(number).unwrap_or_default();
    let verdict = if counted >= quorum.need {
        texts.with("meeting-quorum-met", &[("need", &need)])
    } else if quorum.met {
        texts.with("meeting-quorum-second-met", &[("need", &second_need)])
    } else {
        texts.with(
            "meeting-quorum-missing",
            &[("n", &*lacks), ("need", &*need)],
        )
    };
    let mut text = format!("{}: {verdict}.", said.join(", "));
    if let Some(at) = quorum.second_call.as_deref().filter(|_| !quorum.met) {
        // Beside times in the reader's zone an hour alone would mislead.
        let at = format!("{} {zone}", there(at, zone));
        let second = [("at", &*at), ("need", &*second_need)];
        text.push(' ');
        text.push_str(&texts.with("meeting-quorum-second-at", &second));
    }
    text
}

/// The rule of a meeting before anybody came.
fn rule(texts: &Texts, quorum: &QuorumRow) -> String {
    let (need, of) = (quorum.need.to_string(), quorum.of.to_string());
    let rule = [("counts", &*quorum.counts), ("need", &*need), ("of", &*of)];
    texts.with("meeting-rule", &rule)
}

/// The points that were not taken off.
fn standing(meeting: &MeetingDetail) -> impl Iterator<Item = &PointRow> {
    meeting.items.iter().filter(|point| point.order > 0)
}

fn party(party: &PartyRow) -> String {
    line(&party.name)
}

/// A point as one line of the order of the day.
fn point(texts: &Texts, row: &PointRow) -> String {
    let mut more = vec![code(texts, "meeting-point", &row.kind)];
    more.extend(row.presenter.as_ref().map(party));
    more.extend(
        row.minutes
            .map(|n| texts.with("meeting-minutes-planned", &[("n", &n.to_string())])),
    );
    format!("{} ({})", line(&row.title), more.join(", "))
}

fn body(meeting: &MeetingDetail) -> String {
    line(meeting.body.as_ref().unwrap_or(&meeting.space_name))
}

fn format_of(texts: &Texts, meeting: &MeetingDetail) -> String {
    let modality = code(texts, "meeting-modality", &meeting.modality);
    match meeting.place.as_deref().map(line) {
        Some(place) if meeting.modality == "unsaid" => place,
        Some(place) => format!("{modality} · {place}"),
        None => modality,
    }
}

fn kind_of(texts: &Texts, meeting: &MeetingDetail) -> String {
    code(texts, "meeting-type", &meeting.kind)
}

/// Lines of a text that grows from top to bottom.
#[derive(Default)]
struct Page(String);

impl Page {
    fn line(&mut self, text: &str) {
        self.0.push_str(text);
        self.0.push('\n');
    }

    fn part(&mut self, text: &str) {
        self.line("");
        self.line(text);
        self.line("");
    }

    fn field(&mut self, label: &str, value: &str) {
        self.line(&format!("- {label}: {value}"));
    }
}

/// The call, as it is sent around.
pub(crate) fn call(texts: &Texts, meeting: &MeetingDetail) -> String {
    let mut page = Page::default();
    let (kind, body) = (kind_of(texts, meeting), body(meeting));
    let title = [("type", &*kind), ("body", &*body)];
    page.line(&format!("# {}", texts.with("call-title", &title)));
    page.part(&format!("**{}**", line(&meeting.title)));
    if meeting.state == "cancelled" {
        page.line(&format!("**{}**", texts.get("meeting-state-cancelled")));
        page.line("");
    }
    let starts = there(&meeting.starts, &meeting.zone);
    let mut when = starts;
    if let Some(ends) = &meeting.ends {
        when = format!("{when} - {}", hour_there(ends, &meeting.zone));
    }
    page.field(
        &texts.get("call-when"),
        &format!("{when} ({})", line(&meeting.zone)),
    );
    page.field(&texts.get("call-format"), &format_of(texts, meeting));
    let mut rule = rule(texts, &meeting.quorum);
    if let Some(at) = &meeting.quorum.second_call {
        let need = meeting.quorum.second_need.unwrap_or(1).to_string();
        let at = there(at, &meeting.zone);
        let second = [("at", &*at), ("need", &*need)];
        rule = format!("{rule}; {}", texts.with("call-second", &second));
    }
    page.field(&texts.get("call-quorum"), &rule);
    page.part(&format!("## {}", texts.get("call-points")));
    for row in standing(meeting) {
        page.line(&format!("{}. {}", row.order, point(texts, row)));
    }
    if standing(meeting).next().is_none() {
        page.line(&texts.get("meeting-no-points"));
    }
    page.line("");
    if let Some(until) = &meeting.points_until {
        let until = there(until, &meeting.zone);
        page.line(&texts.with("call-until", &[("until", &until)]));
    }
    page.line(&texts.get("call-confirm"));
    page.line("");
    let by = asked_by(meeting);
    page.line(&texts.with("call-by", &[("who", &by)]));
    page.0
}

fn asked_by(meeting: &MeetingDetail) -> String {
    let by = &meeting.called_by;
    match &by.org_name {
        Some(org) => format!("{} ({})", line(&by.name), line(org)),
        None => line(&by.name),
    }
}

/// The minutes as they are frozen: what was there, what was said of it, what was agreed.
///
/// `live` is what was written in the shared document, `now` the hour of closing in RFC 3339.
pub(crate) fn minutes(
    texts: &Texts,
    meeting: &MeetingDetail,
    live: &str,
    now: &str,
    signing: &Signing,
) -> String {
    let mut page = Page::default();
    let title = line(&meeting.title);
    let title = if meeting.number.is_empty() {
        texts.with("minutes-title", &[("title", &title)])
    } else {
        let title = [("number", &*meeting.number), ("title", &*title)];
        texts.with("minutes-numbered", &title)
    };
    page.line(&format!("# {title}"));
    page.line("");
    page.field(&texts.get("minutes-body"), &body(meeting));
    page.field(&texts.get("minutes-type"), &kind_of(texts, meeting));
    page.field(&texts.get("minutes-format"), &format_of(texts, meeting));
    let starts = there(&meeting.starts, &meeting.zone);
    page.field(
        &texts.get("minutes-start"),
        &format!("{starts} ({})", line(&meeting.zone)),
    );
    attendance(&mut page, texts, meeting);
    earlier(&mut page, texts, meeting);
    for row in standing(meeting) {
        let number = row.order.to_string();
        let title = [("n", &*number), ("title", &*line(&row.title))];
        page.part(&format!("## {}", texts.with("minutes-point", &title)));
        let state = code(texts, "meeting-point-state", &row.state);
        let presenter = row.presenter.as_ref().map(party);
        let parts: Vec<String> = [Some(state), presenter].into_iter().flatten().collect();
        page.line(&parts.join(" · "));
        if let Some(vote) = &row.vote {
            page.line("");
            page.line(&self::vote(texts, vote));
        }
        let under = |agreed: &&AgreementRow| agreed.item.as_ref() == Some(&row.id);
        agreements(&mut page, texts, meeting.agreements.iter().filter(under));
    }
    page.part(&format!("## {}", texts.get("minutes-written")));
    let live = live.trim();
    if live.is_empty() {
        page.line(&texts.get("minutes-nothing"));
    } else {
        page.line(live);
    }
    page.part(&format!("## {}", texts.get("minutes-agreements")));
    let under_none = |agreed: &&AgreementRow| {
        !standing(meeting).any(|point| agreed.item.as_ref() == Some(&point.id))
    };
    let rest: Vec<&AgreementRow> = meeting.agreements.iter().filter(under_none).collect();
    if rest.is_empty() {
        let under = !meeting.agreements.is_empty();
        let key = if under {
            "minutes-agreed-above"
        } else {
            "minutes-none"
        };
        page.line(&texts.get(key));
    }
    agreements(&mut page, texts, rest.into_iter());
    page.part(&format!("## {}", texts.get("minutes-close")));
    page.field(
        &texts.get("minutes-end"),
        &format!("{} ({})", there(now, &meeting.zone), line(&meeting.zone)),
    );
    let signed = |name: &Option<String>| {
        let name = name.as_deref().map(line).filter(|name| !name.is_empty());
        name.unwrap_or_else(|| "________".to_owned())
    };
    page.field(&texts.get("minutes-chair"), &signed(&signing.chair));
    page.field(&texts.get("minutes-secretary"), &signed(&signing.secretary));
    // What is frozen is what everybody is shown, so that the hash is that of what she sees.
    harmless_lines(&page.0)
}

/// Who is there, who is not, and whether they are enough.
fn attendance(page: &mut Page, texts: &Texts, meeting: &MeetingDetail) {
    let seats = |presence: &'static str| {
        meeting
            .seats
            .iter()
            .filter(move |seat| seat.presence == presence)
    };
    page.field(
        &texts.get("call-quorum"),
        &quorum(texts, &meeting.quorum, &meeting.zone),
    );
    let names = |presence: &'static str| {
        let names: Vec<String> = seats(presence).map(|seat| line(&seat.name)).collect();
        if names.is_empty() {
            "-".to_owned()
        } else {
            names.join(", ")
        }
    };
    let people: Vec<String> = meeting
        .attendance
        .iter()
        .filter(|row| row.presence == "present")
        .map(|row| person(texts, row))
        .collect();
    page.field(&texts.get("minutes-present"), &names("present"));
    if !people.is_empty() {
        page.field(&texts.get("minutes-people"), &people.join(", "));
    }
    let carried: Vec<String> = seats("proxy")
        .map(|seat| {
            let to = seat.proxy.as_ref().map(party).unwrap_or_default();
            let names = [("who", &*line(&seat.name)), ("to", &*to)];
            let text = texts.with("meeting-speaks-for", &names);
            if seat.counts {
                text
            } else {
                format!("{text} ({})", texts.get("meeting-proxy-uncounted"))
            }
        })
        .collect();
    if !carried.is_empty() {
        page.field(&texts.get("minutes-proxies"), &carried.join("; "));
    }
    page.field(&texts.get("minutes-excused"), &names("excused"));
    let gone = [names("absent"), names("unsaid")];
    let gone: Vec<&str> = gone
        .iter()
        .map(String::as_str)
        .filter(|n| *n != "-")
        .collect();
    let gone = if gone.is_empty() {
        "-".to_owned()
    } else {
        gone.join(", ")
    };
    page.field(&texts.get("minutes-absent"), &gone);
}

fn person(texts: &Texts, row: &asamblea_node::api::AttendanceRow) -> String {
    let mut more: Vec<String> = row.org.as_deref().map(line).into_iter().collect();
    if row.standing != "delegate" {
        more.push(code(texts, "meeting-as", &row.standing));
    }
    if more.is_empty() {
        party(&row.who)
    } else {
        format!("{} ({})", party(&row.who), more.join(", "))
    }
}

/// What became of earlier agreements.
fn earlier(page: &mut Page, texts: &Texts, meeting: &MeetingDetail) {
    if meeting.earlier.is_empty() {
        return;
    }
    page.part(&format!("## {}", texts.get("minutes-earlier")));
    for state in ["done", "open", "overdue", "revoked"] {
        let of: Vec<&AgreementRow> = meeting
            .earlier
            .iter()
            .filter(|row| row.state == state)
            .collect();
        if of.is_empty() {
            continue;
        }
        page.line(&format!("- {}:", code(texts, "meeting-earlier", state)));
        let left_out = of.len().saturating_sub(EARLIER_MAX);
        if left_out > 0 {
            let n = left_out.to_string();
            page.line(&format!("  - {}", texts.with("minutes-more", &[("n", &n)])));
        }
        for row in of.into_iter().skip(left_out) {
            page.line(&format!("  - {}", short_agreement(row)));
        }
    }
}

fn short_agreement(row: &AgreementRow) -> String {
    let text = line(&row.text);
    let mut cut: String = text.chars().take(EARLIER_CHARS_MAX).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    let who = row.who.as_ref().map(party);
    let more: Vec<String> = [who, row.due.clone()].into_iter().flatten().collect();
    if more.is_empty() {
        format!("{}: {cut}", row.number)
    } else {
        format!("{}: {cut} ({})", row.number, more.join(", "))
    }
}

fn agreements<'a>(page: &mut Page, texts: &Texts, rows: impl Iterator<Item = &'a AgreementRow>) {
    for row in rows {
        page.line("");
        let title = texts.with("minutes-agreement", &[("number", &row.number)]);
        page.line(&format!("**{title}**: {}", line(&row.text)));
        let how: Vec<String> = how(texts, row);
        if !how.is_empty() {
            page.line("");
            page.line(&how.join(" · "));
        }
    }
}

/// How the proposal went that is decided under a point: each choice, how many voted, the outcome.
pub(crate) fn vote(texts: &Texts, vote: &PointVote) -> String {
    let detail = ProposalDetail {
        method: vote.method.clone(),
        options: vote.options.clone(),
        tally: vote.tally.clone(),
        outcome: vote.outcome.clone(),
        would_be: vote.would_be.clone(),
        chosen: vote.chosen.clone(),
        ..ProposalDetail::default()
    };
    let (voted, of) = (vote.voted.to_string(), vote.of.to_string());
    let counts = deciding::counts(&detail)
        .into_iter()
        .map(|(choice, count)| {
            let choice = line(&deciding::choice(texts, &detail, &choice));
            format!("{choice} {count}")
        });
    let counts: Vec<String> = counts.collect();
    let title = texts.with("minutes-proposal", &[("title", &line(&vote.title))]);
    let parts = [
        counts.join(", "),
        texts.with("proposal-voted", &[("voted", &voted), ("of", &of)]),
        line(&deciding::outcome(texts, &detail)),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{title} {}", parts.join(" · "))
}

/// How many said that they come, and that they do not.
pub(crate) fn answers(texts: &Texts, answers: &AnswersRow) -> String {
    let silent = answers.of.saturating_sub(answers.coming);
    let silent = silent.saturating_sub(answers.declined);
    let [coming, declined, silent] =
        [answers.coming, answers.declined, silent].map(|n| n.to_string());
    let numbers = [
        ("coming", &*coming),
        ("declined", &*declined),
        ("silent", &*silent),
    ];
    texts.with("meeting-answers", &numbers)
}

/// Whether a member comes, and what it said with that.
pub(crate) fn answer(texts: &Texts, answer: &AnswerRow) -> String {
    let said = if answer.comes { "yes" } else { "no" };
    let said = texts.get(&format!("meeting-answer-{said}"));
    let note = answer.note.as_deref().map(line);
    let note = note.filter(|note| !note.is_empty());
    note.map_or_else(|| said.clone(), |note| format!("{said}: {note}"))
}

/// How far minutes are approved, by whom, and who was there and did not yet: a sentence each.
pub(crate) fn approval(texts: &Texts, approval: &ApprovalRow) -> Vec<String> {
    let (n, of) = (approval.by.len().to_string(), approval.of.to_string());
    let need = approval.need.to_string();
    let numbers = [("n", &*n), ("of", &*of), ("need", &*need)];
    let key = format!("meeting-approval-{}", approval.state);
    let mut lines = vec![texts.with(&key, &numbers)];
    if !approval.by.is_empty() {
        let names: Vec<String> = approval.by.iter().map(|row| party(&row.who)).collect();
        lines.push(texts.with("meeting-approved-by", &[("names", &names.join(", "))]));
    }
    if !approval.missing.is_empty() {
        let names: Vec<String> = approval.missing.iter().map(party).collect();
        lines.push(texts.with("meeting-approval-missing", &[("names", &names.join(", "))]));
    }
    lines
}

/// Minutes for a page that is printed: below them, who approved them. The text stays as it is.
pub(crate) fn with_approval(texts: &Texts, text: &str, approval: &ApprovalRow) -> String {
    let heading = texts.get("minutes-approval");
    let hash = texts.with("ui-meeting-hash", &[("hash", &approval.hash)]);
    let lines = self::approval(texts, approval);
    let mut page = format!("{}\n\n## {heading}\n\n", text.trim_end());
    for line in lines.iter().chain([&hash]) {
        page.push_str(&format!("- {line}\n"));
    }
    page
}

/// How an agreement came about, whose task it is, and until when.
pub(crate) fn how(texts: &Texts, row: &AgreementRow) -> Vec<String> {
    let mut parts = Vec::new();
    if let Some(votes) = &row.votes {
        let [yes, no, abstain] = [votes.yes, votes.no, votes.abstain].map(|n| n.to_string());
        let votes = [("yes", &*yes), ("no", &*no), ("abstain", &*abstain)];
        parts.push(texts.with("meeting-votes", &votes));
    } else if row.decided != "unsaid" {
        parts.push(code(texts, "meeting-decided", &row.decided));
    }
    if let Some(who) = &row.who {
        parts.push(texts.with("meeting-who", &[("who", &party(who))]));
    }
    if let Some(due) = &row.due {
        parts.push(texts.with("meeting-due", &[("due", due)]));
    }
    if let Some(number) = &row.revokes {
        parts.push(texts.with("meeting-revokes", &[("number", number)]));
    }
    parts
}

#[cfg(test)]
#[path = "written/tests.rs"]
mod tests;
