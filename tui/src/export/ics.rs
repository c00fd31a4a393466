//! Calendars as files (RFC 5545), written so that every reader shows the right hour.
//!
//! Written here and not by a library: the one there is puts its own name, the hour of the export
//! and a random name of each event where a caller leaves them out, and it folds lines by
//! characters. What stands in a file that goes to calendar services is to be seen in one page.
//!
//! Times are instants in UTC: no table of zones, which would name the country and grow old, and
//! no reader that knows other rules. The name of the program stands nowhere: `PRODID`, which the
//! format asks for, is the same for everybody's calendars.

use jiff::Timestamp;

/// Names no program and no language; the form is that of a formal public identifier.
const PRODID: &str = "-//Calendar//Calendar//EN";
/// The most bytes of a line before it is folded (RFC 5545, 3.1), its end not counted.
pub(crate) const LINE_BYTES_MAX: usize = 75;

/// One event.
#[derive(Clone, Debug, Default)]
pub(crate) struct Event {
    /// Its name for life.
    pub(crate) uid: String,
    /// Grows when it changes.
    pub(crate) sequence: u32,
    /// RFC 3339 of what the event is a copy of.
    pub(crate) stamp: String,
    /// RFC 3339.
    pub(crate) starts: String,
    /// The day of it in UTC, whole: the hour says nothing.
    pub(crate) whole_day: bool,
    /// RFC 3339.
    pub(crate) ends: Option<String>,
    /// Title.
    pub(crate) summary: String,
    /// Place.
    pub(crate) location: Option<String>,
    /// Anything more.
    pub(crate) description: Option<String>,
    /// It does not take place: calendars drop it.
    pub(crate) cancelled: bool,
}

/// A calendar of events.
pub(crate) fn calendar(events: &[Event]) -> String {
    let mut out = String::new();
    for (name, value) in [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", PRODID),
        ("CALSCALE", "GREGORIAN"),
    ] {
        line(&mut out, name, value);
    }
    for event in events {
        self::event(&mut out, event);
    }
    line(&mut out, "END", "VCALENDAR");
    out
}

fn event(out: &mut String, event: &Event) {
    // An event without a start is none.
    let Some(starts) = instant(&event.starts) else {
        return;
    };
    line(out, "BEGIN", "VEVENT");
    line(out, "UID", &escaped(&event.uid));
    line(out, "SEQUENCE", &event.sequence.to_string());
    let stamp = instant(&event.stamp).unwrap_or_else(|| starts.clone());
    line(out, "DTSTAMP", &stamp);
    match starts.get(..8).filter(|_| event.whole_day) {
        Some(day) => line(out, "DTSTART;VALUE=DATE", day),
        None => line(out, "DTSTART", &starts),
    }
    if let Some(ends) = event.ends.as_deref().and_then(instant) {
        line(out, "DTEND", &ends);
    }
    line(out, "SUMMARY", &escaped(&event.summary));
    if let Some(place) = &event.location {
        line(out, "LOCATION", &escaped(place));
    }
    if let Some(more) = &event.description {
        line(out, "DESCRIPTION", &escaped(more));
    }
    // In a calendar that is shared with others they see that she is busy, and no more.
    line(out, "CLASS", "PRIVATE");
    let status = if event.cancelled {
        "CANCELLED"
    } else {
        "CONFIRMED"
    };
    line(out, "STATUS", status);
    line(out, "END", "VEVENT");
}

/// `20270415T200000Z`.
fn instant(rfc3339: &str) -> Option<String> {
    let at: Timestamp = rfc3339.parse().ok()?;
    Some(at.strftime("%Y%m%dT%H%M%SZ").to_string())
}

/// Text as the format has it. What is no line break and no text is made visible: a lone carriage
/// return would begin a line of its own in some readers.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in crate::harmless::harmless_lines(text).chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\\' | ',' | ';' => {
                out.push('\\');
                out.push(c);
            }
            other => out.push(other),
        }
    }
    out
}

/// One content line, folded where it is long, never inside a character.
fn line(out: &mut String, name: &str, value: &str) {
    let mut bytes = 0;
    for c in name.chars().chain([':']).chain(value.chars()) {
        if bytes + c.len_utf8() > LINE_BYTES_MAX {
            out.push_str("\r\n ");
            bytes = 1;
        }
        out.push(c);
        bytes += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The properties of each event, unfolded and as they stand: a reader of its own.
    pub(crate) fn read(text: &str) -> Vec<Vec<(String, String)>> {
        assert!(!text.replace("\r\n", "").contains(['\r', '\n']), "{text:?}");
        assert!(text.split("\r\n").all(|line| line.len() <= LINE_BYTES_MAX));
        let whole = text.replace("\r\n ", "");
        let mut events = Vec::new();
        let mut inside: Option<Vec<(String, String)>> = None;
        for line in whole.lines() {
            let (name, value) = line.split_once(':').unwrap();
            match (name, value) {
                ("BEGIN", "VEVENT") => inside = Some(Vec::new()),
                ("END", "VEVENT") => events.push(inside.take().unwrap()),
                _ => {
                    if let Some(event) = &mut inside {
                        event.push((name.to_owned(), value.to_owned()));
                    }
                }
            }
        }
        assert!(inside.is_none());
        events
    }

    fn one(event: &Event) -> Vec<(String, String)> {
        let mut events = read(&calendar(std::slice::from_ref(event)));
        assert_eq!(events.len(), 1);
        events.remove(0)
    }

    fn value(event: &[(String, String)], name: &str) -> Option<String> {
        let found = event.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.clone())
    }

    fn event() -> Event {
        Event {
            uid: "ab".to_owned(),
            sequence: 3,
            stamp: "2027-04-01T00:00:00Z".to_owned(),
            starts: "2027-04-15T20:00:00.500Z".to_owned(),
            summary: "Reunión".to_owned(),
            ..Event::default()
        }
    }

    #[test]
    fn times_are_instants_and_what_is_not_said_is_not_there() {
        let read = one(&event());
        for (name, want) in [
            ("DTSTART", Some("20270415T200000Z")),
            ("DTSTAMP", Some("20270401T000000Z")),
            ("SEQUENCE", Some("3")),
            ("STATUS", Some("CONFIRMED")),
            ("DTEND", None),
            ("LOCATION", None),
            ("DESCRIPTION", None),
        ] {
            assert_eq!(value(&read, name).as_deref(), want, "{name}");
        }
        let off = Event {
            cancelled: true,
            ..event()
        };
        assert_eq!(value(&one(&off), "STATUS").unwrap(), "CANCELLED");
        let nowhen = Event {
            starts: "nunca".to_owned(),
            ..event()
        };
        assert!(read_none(&nowhen));
    }

    fn read_none(event: &Event) -> bool {
        read(&calendar(std::slice::from_ref(event))).is_empty()
    }

    #[test]
    fn no_text_begins_a_line_of_its_own() {
        for hostile in [
            "x\r\nEND:VEVENT\r\nBEGIN:VEVENT",
            "x\rATTACH:http://example.org",
            "x\nSTATUS:CANCELLED",
            "x\u{2028}STATUS:CANCELLED\u{85}y",
        ] {
            let event = Event {
                uid: hostile.to_owned(),
                summary: hostile.to_owned(),
                location: Some(hostile.to_owned()),
                ..event()
            };
            let read = one(&event);
            assert_eq!(value(&read, "STATUS").unwrap(), "CONFIRMED", "{hostile:?}");
            assert_eq!(value(&read, "ATTACH"), None);
        }
        let event = Event {
            summary: "a,b;c\\d\ne".to_owned(),
            ..event()
        };
        assert_eq!(value(&one(&event), "SUMMARY").unwrap(), r"a\,b\;c\\d\ne");
    }

    #[test]
    fn long_lines_are_folded_between_characters() {
        for length in 60..90 {
            let summary = "ñ".repeat(length) + "🙂" + &"x".repeat(length);
            let event = Event {
                summary: summary.clone(),
                ..event()
            };
            assert_eq!(value(&one(&event), "SUMMARY"), Some(summary));
        }
    }
}
