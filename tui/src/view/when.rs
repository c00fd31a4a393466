//! Dates and hours in the person's own zone and words.

use asamblea_node::api::whole_day;
use jiff::{Timestamp, ZonedDateTime, civil, tz::TimeZone};

use crate::lang::Texts;

/// Where and when the person is; handed in from outside, so that drawing asks no clock.
#[derive(Clone, Debug)]
pub(crate) struct Clock {
    /// Milliseconds since the program began; never goes back.
    pub(crate) mono_ms: u64,
    /// The hour of the wall.
    pub(crate) wall: Timestamp,
    /// Her zone.
    pub(crate) zone: TimeZone,
}

impl Clock {
    /// Now, in her zone.
    pub(crate) fn now(&self) -> ZonedDateTime {
        self.wall.to_zoned_datetime(self.zone.clone())
    }

    /// The day in so many days from now; today where no calendar goes that far.
    pub(crate) fn day_in(&self, days: i64) -> civil::Date {
        let today = self.now().date();
        let span = jiff::Span::new().try_days(days);
        let day = span.and_then(|span| today.checked_add(span));
        day.unwrap_or(today)
    }

    /// An RFC 3339 time in her zone; `None` for anything else.
    pub(crate) fn local(&self, rfc3339: &str) -> Option<ZonedDateTime> {
        let at: Timestamp = rfc3339.parse().ok()?;
        Some(at.to_zoned_datetime(self.zone.clone()))
    }
}

fn word_of(texts: &Texts, key: &str, at: i8) -> String {
    let words = texts.get(key);
    let at = usize::try_from(at).unwrap_or(0);
    words
        .split_whitespace()
        .nth(at)
        .unwrap_or_default()
        .to_owned()
}

/// `vi 16 abr`, with the year where it is another one.
pub(crate) fn day(texts: &Texts, clock: &Clock, at: &ZonedDateTime) -> String {
    date(texts, clock, at.date())
}

/// The same of a date that is one in every zone.
pub(crate) fn date(texts: &Texts, clock: &Clock, at: civil::Date) -> String {
    let month = word_of(texts, "ui-months", at.month() - 1);
    if at.year() != clock.now().year() {
        return format!("{} {month} {}", at.day(), at.year());
    }
    let weekday = at.weekday().to_monday_zero_offset();
    format!(
        "{} {} {month}",
        word_of(texts, "ui-weekdays", weekday),
        at.day()
    )
}

/// `10:12`.
pub(crate) fn hour(at: &ZonedDateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// `hoy 10:12`, `ayer 18:40`, `vi 16 abr`: how a list says when. A time that is none is `?`.
pub(crate) fn when(texts: &Texts, clock: &Clock, rfc3339: &str) -> String {
    let Some(at) = clock.local(rfc3339) else {
        return "?".to_owned();
    };
    let today = clock.now().date();
    if at.date() == today {
        return texts.with("ui-today", &[("hour", &hour(&at))]);
    }
    if today
        .yesterday()
        .is_ok_and(|yesterday| at.date() == yesterday)
    {
        return texts.with("ui-yesterday", &[("hour", &hour(&at))]);
    }
    day(texts, clock, &at)
}

/// `hoy 10:12`, `vi 16 abr 18:00`: like [`when`], but the hour is never left out.
pub(crate) fn when_exactly(texts: &Texts, clock: &Clock, rfc3339: &str) -> String {
    let Some(at) = clock.local(rfc3339) else {
        return "?".to_owned();
    };
    let near = at.date() == clock.now().date()
        || clock
            .now()
            .date()
            .yesterday()
            .is_ok_and(|day| day == at.date());
    if near {
        return when(texts, clock, rfc3339);
    }
    format!("{} {}", day(texts, clock, &at), hour(&at))
}

/// Until when something is open: the day where no hour was said, the same in every zone; else the
/// moment, as exactly as [`when_exactly`].
pub(crate) fn until(texts: &Texts, clock: &Clock, rfc3339: &str) -> String {
    let said = whole_day(rfc3339).and_then(|day| day.parse().ok());
    said.map_or_else(
        || when_exactly(texts, clock, rfc3339),
        |day| date(texts, clock, day),
    )
}

/// The date of a time whose hour says nothing: that in UTC, in every zone. A time that is none is
/// `?`.
pub(crate) fn date_alone(texts: &Texts, clock: &Clock, rfc3339: &str) -> String {
    let at = rfc3339.get(..10).and_then(|day| day.parse().ok());
    at.map_or_else(|| "?".to_owned(), |day| date(texts, clock, day))
}

/// The hour at the place, where it differs from mine.
pub(crate) fn hour_there(clock: &Clock, rfc3339: &str, zone: &str) -> Option<String> {
    let here = clock.local(rfc3339)?;
    let there = here.timestamp().in_tz(zone).ok()?;
    (there.datetime() != here.datetime()).then(|| hour(&there))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Language;

    fn clock() -> Clock {
        Clock {
            mono_ms: 0,
            wall: "2027-04-14T15:00:00Z".parse().unwrap(),
            zone: TimeZone::get("America/Argentina/Buenos_Aires").unwrap(),
        }
    }

    #[track_caller]
    fn check(at: &str, want: &str) {
        assert_eq!(when(&Texts::new(Language::Spanish), &clock(), at), want);
    }

    #[test]
    fn dates_are_said_as_people_say_them() {
        check("2027-04-14T13:12:00Z", "hoy 10:12");
        check("2027-04-14T02:59:00Z", "ayer 23:59");
        check("2027-04-09T12:00:00Z", "vi 9 abr");
        check("2026-01-14T12:00:00Z", "14 ene 2026");
        check("nunca", "?");
    }

    #[test]
    fn a_day_without_an_hour_is_that_day_in_every_zone() {
        let texts = Texts::new(Language::Spanish);
        let end = "2027-04-17T11:59:59.999Z";
        for (zone, moment) in [
            ("Pacific/Honolulu", "ju 15 abr 23:30"),
            ("America/Mexico_City", "vi 16 abr 03:30"),
            ("Asia/Manila", "vi 16 abr 17:30"),
        ] {
            let zone = TimeZone::get(zone).unwrap();
            let clock = Clock { zone, ..clock() };
            assert_eq!(until(&texts, &clock, end), "vi 16 abr");
            assert_eq!(until(&texts, &clock, "2027-04-16T09:30:00Z"), moment);
            let review = "2027-04-16T00:00:01Z";
            assert_eq!(date_alone(&texts, &clock, review), "vi 16 abr");
        }
        assert_eq!(date_alone(&texts, &clock(), "nunca"), "?");
        assert_eq!(until(&texts, &clock(), "nunca"), "?");
    }

    #[test]
    fn the_hour_of_the_place_stands_only_where_it_differs() {
        let at = "2027-04-15T19:00:00Z";
        assert_eq!(
            hour_there(&clock(), at, "America/Mexico_City").as_deref(),
            Some("13:00")
        );
        assert_eq!(hour_there(&clock(), at, "America/Sao_Paulo"), None);
        assert_eq!(hour_there(&clock(), at, "no/zona"), None);
    }
}
