//! Meetings in words.

use asamblea_node::api::{
    AgreementRow, ApprovalRow, MeetingAgreed, MeetingAnswered, MeetingApproved, MeetingAttended,
    MeetingClosed, MeetingDetail, MeetingRow, QuorumRow, SeatRow,
};

use crate::cli::failure::Failure;
use crate::cli::when::Zone;
use crate::cli::words::{self, Words, short};
use crate::written;

/// One line each.
pub(in crate::cli) fn words_of_list(
    rows: &[MeetingRow],
    words: &mut Words<'_>,
) -> Result<(), Failure> {
    if rows.is_empty() {
        return words.sentence("meeting-none");
    }
    for row in rows {
        let parts = [
            short(&row.id).to_owned(),
            row.title.clone(),
            words.time(&row.starts),
            words.code("meeting-type", &row.kind),
            words.code("meeting-state", &row.state),
            row.approval.as_deref().map_or_else(String::new, |state| {
                words.code("meeting-approval-state", state)
            }),
            words.count("meeting-points", row.items),
            words.count("meeting-agreements", row.agreements),
            words.mark(row.unread, "meeting-new"),
            words.mark(row.to_answer, "meeting-to-answer"),
            words.mark(row.to_approve, "meeting-to-approve"),
        ];
        words.row(&parts)?;
    }
    Ok(())
}

fn quorum(quorum: &QuorumRow, zone: &str, words: &Words<'_>) -> String {
    words.spoken(
        |texts, (row, zone): &(&QuorumRow, &str)| written::quorum(texts, row, zone),
        &(quorum, zone),
    )
}

/// A meeting, whole.
pub(in crate::cli) fn words(meeting: &MeetingDetail, words: &mut Words<'_>) -> Result<(), Failure> {
    let title = [
        meeting.title.clone(),
        short(&meeting.id).to_owned(),
        words.code("meeting-type", &meeting.kind),
        words.code("meeting-state", &meeting.state),
    ];
    words.row(&title)?;
    let here = words.time(&meeting.starts);
    let there = Zone::named(&meeting.zone).map(|zone| zone.show(&meeting.starts));
    let there = there.filter(|there| *there != here);
    let there = there.map(|there| format!(" ({there} {})", meeting.zone));
    words.field(
        "label-meeting-starts",
        &format!("{here}{}", there.unwrap_or_default()),
    )?;
    words.field_if("label-meeting-place", meeting.place.as_deref())?;
    words.field_if("label-meeting-organ", meeting.body.as_deref())?;
    if meeting.modality != "unsaid" {
        let modality = words.code("meeting-modality", &meeting.modality);
        words.field("label-meeting-modality", &modality)?;
    }
    words.field(
        "label-meeting-called-by",
        &words::author(&meeting.called_by),
    )?;
    let quorum = quorum(&meeting.quorum, &meeting.zone, words);
    words.row(&[quorum])?;
    let answers = words.spoken(written::answers, &meeting.answers);
    words.row(&[answers])?;
    for row in &meeting.items {
        let parts = [
            if row.order > 0 {
                format!("{}.", row.order)
            } else {
                String::new()
            },
            row.title.clone(),
            words.code("meeting-point", &row.kind),
            words.code("meeting-point-state", &row.state),
            row.presenter
                .as_ref()
                .map(|who| who.name.clone())
                .unwrap_or_default(),
            words.mark(row.later, "meeting-later"),
            short(&row.id).to_owned(),
        ];
        words.row(&parts)?;
        if let Some(vote) = &row.vote {
            let vote = words.spoken(written::vote, vote);
            words.block(&vote)?;
        }
    }
    for seat in &meeting.seats {
        seat_row(seat, words)?;
    }
    for row in &meeting.agreements {
        agreement_row(row, words)?;
    }
    if let Some(doc) = &meeting.minutes {
        words.field("label-meeting-minutes", short(doc))?;
    }
    closings(meeting, words)
}

fn seat_row(seat: &SeatRow, words: &mut Words<'_>) -> Result<(), Failure> {
    let parts = [
        words.code("meeting-presence", &seat.presence),
        seat.name.clone(),
        seat.proxy
            .as_ref()
            .map(|to| to.name.clone())
            .unwrap_or_default(),
        words.mark(
            seat.presence == "proxy" && !seat.counts,
            "meeting-proxy-uncounted",
        ),
        seat.answer
            .as_ref()
            .map_or_else(String::new, |answer| words.spoken(written::answer, answer)),
    ];
    words.row(&parts)
}

fn agreement_row(row: &AgreementRow, words: &mut Words<'_>) -> Result<(), Failure> {
    let mut parts = vec![row.number.clone(), row.text.clone()];
    parts.push(words.spoken(
        |texts, row: &AgreementRow| written::how(texts, row).join(" · "),
        row,
    ));
    parts.push(words.code("meeting-task", &row.state));
    parts.push(words.mark(row.later, "meeting-later"));
    parts.push(short(&row.id).to_owned());
    words.row(&parts)
}

/// The closing that stands, and others beside it.
fn closings(meeting: &MeetingDetail, words: &mut Words<'_>) -> Result<(), Failure> {
    for (place, closing) in meeting.closings.iter().enumerate() {
        if place == 1 {
            words.sentence("meeting-closed-twice")?;
        }
        let parts = [
            words.get("meeting-closed"),
            words.time(&closing.at),
            words::author(&closing.by),
        ];
        words.row(&parts)?;
        words.field("label-meeting-hash", &closing.hash)?;
    }
    if let Some(approval) = &meeting.approval {
        approvals(approval, words)?;
    }
    if let Some(closing) = meeting.closings.first() {
        words.gap()?;
        words.block(closing.text.trim_end())?;
    }
    Ok(())
}

/// How far the minutes are approved, by whom, and who is still asked.
fn approvals(approval: &ApprovalRow, words: &mut Words<'_>) -> Result<(), Failure> {
    let lines = words.spoken(written::approval, approval);
    for line in lines {
        words.row(&[line])?;
    }
    Ok(())
}

/// Whether she comes is said.
pub(in crate::cli) fn words_of_answering(
    answered: &MeetingAnswered,
    words: &mut Words<'_>,
) -> Result<(), Failure> {
    let answers = words.spoken(written::answers, &answered.answers);
    words.row(&[words.get("saved"), answers])
}

/// One more approved.
pub(in crate::cli) fn words_of_approving(
    approved: &MeetingApproved,
    words: &mut Words<'_>,
) -> Result<(), Failure> {
    words.row(&[words.get("saved"), short(&approved.id).to_owned()])?;
    approvals(&approved.approval, words)
}

/// Who is there now.
pub(in crate::cli) fn words_of_attending(
    attended: &MeetingAttended,
    words: &mut Words<'_>,
) -> Result<(), Failure> {
    let quorum = quorum(&attended.quorum, &attended.zone, words);
    words.row(&[words.get("saved"), quorum])
}

/// A new agreement.
pub(in crate::cli) fn words_of_agreeing(
    agreed: &MeetingAgreed,
    words: &mut Words<'_>,
) -> Result<(), Failure> {
    let parts = [
        words.get("meeting-agreed"),
        agreed.number.clone(),
        short(&agreed.id).to_owned(),
    ];
    words.row(&parts)
}

/// Closed for good.
pub(in crate::cli) fn words_of_closing(
    closed: &MeetingClosed,
    words: &mut Words<'_>,
) -> Result<(), Failure> {
    words.row(&[words.get("meeting-closed"), short(&closed.id).to_owned()])?;
    words.field("label-meeting-hash", &closed.hash)?;
    words.sentence("meeting-closed-why")
}
