//! What was filled in about meetings, as requests carry it.

use asamblea_node::api::{CallFields, MeetingRequest, PointFields};
use jiff::civil;

/// A field that is not empty.
pub(super) fn filled(values: &[String], at: usize) -> Option<String> {
    values.get(at).filter(|text| !text.is_empty()).cloned()
}

fn number(values: &[String], at: usize) -> Result<Option<u32>, &'static str> {
    filled(values, at)
        .map(|text| {
            text.parse::<u32>()
                .ok()
                .filter(|n| *n > 0)
                .ok_or("ui-fault-from-one")
        })
        .transpose()
}

/// A call, ordinary or extraordinary as was chosen.
pub(super) fn call_fields(values: &[String], choice: usize) -> Result<CallFields, &'static str> {
    let value = |at: usize| values.get(at).map_or("", String::as_str);
    let date: civil::Date = value(1).parse().map_err(|_| "ui-fault-date")?;
    let zone = value(3);
    let at = |hour: &str| -> Result<i64, &'static str> {
        let hour: civil::Time = hour.parse().map_err(|_| "ui-fault-hour")?;
        let at = date.to_datetime(hour).in_tz(zone);
        Ok(at
            .map_err(|_| "ui-fault-zone")?
            .timestamp()
            .as_millisecond())
    };
    let second = filled(values, 6).map(|hour| at(&hour)).transpose()?;
    let starts = at(value(2))?;
    if second.is_some_and(|second| second < starts) {
        return Err("ui-fault-hour");
    }
    Ok(CallFields {
        title: Some(filled(values, 0).ok_or("ui-fault-empty")?),
        starts_ms: Some(starts),
        zone: Some(zone.to_owned()),
        kind: Some(
            if choice == 1 {
                "extraordinary"
            } else {
                "ordinary"
            }
            .to_owned(),
        ),
        place: filled(values, 4),
        quorum: number(values, 5)?,
        second_call_ms: second,
        second_quorum: number(values, 7)?.filter(|_| second.is_some()),
        ..CallFields::default()
    })
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
    Ok(PointFields {
        title: Some(filled(values, 0).ok_or("ui-fault-empty")?),
        presenter: filled(values, 1),
        minutes: number(values, 2)?,
        proposal: filled(values, 3),
        ..PointFields::default()
    })
}

/// Who is there, or who speaks for her.
pub(super) fn attend(
    meeting: &str,
    choice: usize,
    values: &[String],
) -> Result<MeetingRequest, &'static str> {
    let proxy = filled(values, 1);
    let presence = match choice {
        3 if proxy.is_none() => return Err("ui-fault-proxy"),
        1 => "excused",
        2 => "absent",
        _ => "present",
    };
    Ok(MeetingRequest::Attend {
        id: meeting.to_owned(),
        who: filled(values, 0),
        presence: Some(presence.to_owned()),
        standing: None,
        proxy: proxy.filter(|_| choice == 3),
    })
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
    fn a_call_stands_at_the_hour_of_its_place() {
        let filled = |second: &str| {
            values(&[
                "T",
                "2026-12-01",
                "16:00",
                "America/Lima",
                "",
                "8",
                second,
                "5",
            ])
        };
        let call = call_fields(&filled("17:00"), 1).unwrap();
        assert_eq!(call.starts_ms, Some(1_796_158_800_000));
        assert_eq!(call.second_call_ms, Some(1_796_162_400_000));
        assert_eq!(call.kind.as_deref(), Some("extraordinary"));
        assert_eq!((call.quorum, call.place), (Some(8), None));
        assert_eq!(call.second_quorum, Some(5));
        assert_eq!(call_fields(&filled(""), 1).unwrap().second_quorum, None);
        assert_eq!(call_fields(&filled("15:00"), 0), Err("ui-fault-hour"));
        let bad = |at: usize, text: &str| {
            let mut values = filled("");
            values[at] = text.to_owned();
            call_fields(&values, 0)
        };
        assert_eq!(bad(0, ""), Err("ui-fault-empty"));
        assert_eq!(bad(1, "1/12/26"), Err("ui-fault-date"));
        assert_eq!(bad(3, "Lima"), Err("ui-fault-zone"));
        assert_eq!(bad(5, "ocho"), Err("ui-fault-from-one"));
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
