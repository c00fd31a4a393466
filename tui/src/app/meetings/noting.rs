//! What is noted in a meeting: points, who is there, agreements, who signs the minutes.

use asamblea_node::api::{AgreementFields, MeetingRequest, PointFields};

use super::Asking;
use crate::app::question::{Ask, Question};
use crate::app::schema::{Filled, Kind, Spec, form, spec};
use crate::command_table::Act;
use crate::due;
use crate::lang::Texts;
use crate::written::Signing;

const POINT: &[Spec] = &[
    spec("title", "ui-title", Kind::Text),
    spec("presenter", "ui-meeting-presenter", Kind::Optional),
    spec("minutes", "ui-meeting-minutes", Kind::FromOne),
    spec("proposal", "ui-meeting-proposal", Kind::Optional),
];
const ATTEND: &[Spec] = &[
    spec("who", "ui-meeting-who", Kind::Optional),
    spec("proxy", "ui-meeting-proxy", Kind::Optional),
];
const AGREE: &[Spec] = &[
    spec("text", "ui-meeting-agreed", Kind::Text),
    spec("who", "ui-meeting-charge", Kind::Optional),
    spec("due", "ui-meeting-due", Kind::DateOrNone),
    spec("point", "ui-meeting-under", Kind::Optional),
    spec("votes", "ui-meeting-votes", Kind::Optional),
];
const CLOSE: &[Spec] = &[
    spec("chair", "ui-meeting-chair", Kind::Optional),
    spec("secretary", "ui-meeting-secretary", Kind::Optional),
];

/// The form of what is noted in a meeting; an agreement stands under the point with the focus.
pub(super) fn noting(texts: &Texts, meeting: String, point: &str, act: Act) -> Option<Question> {
    let save = &["ui-save", "ui-back"][..];
    let (title, specs, choices, asking) = match act {
        Act::AddPoint => ("ui-meeting-point", POINT, save, Asking::Point { meeting }),
        Act::Attend => {
            let choices = &[
                "ui-meeting-present",
                "ui-meeting-excused",
                "ui-meeting-absent",
                "ui-meeting-by-proxy",
                "ui-back",
            ][..];
            let asking = Asking::Attend { meeting };
            ("ui-meeting-attend", ATTEND, choices, asking)
        }
        Act::Agree => ("ui-meeting-agree", AGREE, save, Asking::Agree { meeting }),
        Act::CloseMinutes => {
            let choices = &["ui-meeting-close-no", "ui-meeting-close-yes"][..];
            let asking = Asking::Close { meeting };
            ("ui-meeting-close", CLOSE, choices, asking)
        }
        _ => return None,
    };
    let words = vec![texts.get(&format!("{title}-words"))];
    let (title, ask) = (texts.get(title), Ask::Meeting(asking));
    let given = [("point", point)];
    let mut question = form(texts, title, words, specs, &given, "ui-save", ask);
    question.offer(choices.iter().map(|key| texts.get(key)));
    Some(question)
}

/// What becomes of a point.
pub(super) fn point_state(meeting: &str, item: &str, open: bool, choice: usize) -> MeetingRequest {
    let state = match (choice, open) {
        (2, _) => "withdrawn",
        (_, true) => "done",
        (_, false) => "open",
    };
    MeetingRequest::PointChange {
        id: meeting.to_owned(),
        item: item.to_owned(),
        point: PointFields {
            state: Some(state.to_owned()),
            ..PointFields::default()
        },
    }
}

/// A new point.
pub(super) fn point_fields(values: &[String]) -> Result<PointFields, &'static str> {
    let filled = Filled::check(POINT, values)?;
    Ok(PointFields {
        title: filled.optional("title"),
        presenter: filled.optional("presenter"),
        minutes: filled.number("minutes"),
        proposal: filled.optional("proposal"),
        ..PointFields::default()
    })
}

/// Who is there, or who speaks for her.
pub(super) fn attend(
    meeting: &str,
    choice: usize,
    values: &[String],
) -> Result<MeetingRequest, &'static str> {
    let filled = Filled::check(ATTEND, values)?;
    let proxy = filled.optional("proxy");
    let presence = match choice {
        3 if proxy.is_none() => return Err("ui-fault-proxy"),
        1 => "excused",
        2 => "absent",
        _ => "present",
    };
    Ok(MeetingRequest::Attend {
        id: meeting.to_owned(),
        who: filled.optional("who"),
        presence: Some(presence.to_owned()),
        standing: None,
        proxy: proxy.filter(|_| choice == 3),
    })
}

/// What was agreed in a year.
pub(super) fn agreement_fields(
    values: &[String],
    year: u32,
) -> Result<AgreementFields, &'static str> {
    let filled = Filled::check(AGREE, values)?;
    let due = filled.optional("due");
    let due = due.map(|due| due::day(&due).ok_or("ui-fault-date"));
    let counted = filled.optional("votes");
    let counted = counted.map(|text| votes(&text).ok_or("ui-fault-votes"));
    Ok(AgreementFields {
        text: filled.text("text").to_owned(),
        who: filled.optional("who"),
        due_day: due.transpose()?,
        year,
        decided: None,
        revokes: None,
        point: filled.optional("point"),
        votes: counted.transpose()?,
    })
}

/// Who signs the minutes.
pub(super) fn signing(values: &[String]) -> Result<Signing, &'static str> {
    let filled = Filled::check(CLOSE, values)?;
    let [chair, secretary] = ["chair", "secretary"].map(|name| filled.optional(name));
    Ok(Signing { chair, secretary })
}

/// `8,1,2`: for, against, abstained.
pub(crate) fn votes(text: &str) -> Option<[u32; 3]> {
    let numbers: Result<Vec<u32>, _> = text.split(',').map(|n| n.trim().parse()).collect();
    numbers.ok()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn a_proxy_names_who_speaks() {
        let ask = |choice, proxy| attend("m", choice, &values(&["", proxy]));
        assert_eq!(ask(3, ""), Err("ui-fault-proxy"));
        let Ok(MeetingRequest::Attend { who, proxy, .. }) = ask(3, "Ceibo") else {
            panic!("she attends by proxy");
        };
        assert_eq!((who, proxy.as_deref()), (None, Some("Ceibo")));
        let Ok(MeetingRequest::Attend {
            proxy, presence, ..
        }) = ask(0, "Ceibo")
        else {
            panic!("she is there");
        };
        assert_eq!((proxy, presence.as_deref()), (None, Some("present")));
    }

    #[test]
    fn votes_are_three_numbers() {
        assert_eq!(votes("8, 1,2"), Some([8, 1, 2]));
        for bad in ["", "8", "8,1", "8,1,2,3", "8,-1,2", "ocho,1,2"] {
            assert_eq!(votes(bad), None, "{bad}");
        }
    }
}
