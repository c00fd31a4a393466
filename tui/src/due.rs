//! The last day of something: a date, the same for readers in every zone. As it is typed, and as
//! requests carry it.

use asamblea_node::api::end_of_day_ms;
use jiff::Timestamp;
use jiff::civil;
use jiff::tz::TimeZone;

/// A date in days since 1970; nothing for what is none, is before it or has an hour: that would be
/// dropped without a word.
pub(crate) fn day(text: &str) -> Option<u64> {
    let text = text.trim();
    let alone = text.len() == "2027-04-16".len();
    let day: civil::Date = text.parse().ok().filter(|_| alone)?;
    let begin = day.to_datetime(civil::Time::midnight());
    let begin = begin.in_tz("UTC").ok()?;
    u64::try_from(begin.timestamp().as_second() / (24 * 60 * 60)).ok()
}

/// The day of a typed time: the date that was typed where one was, whatever hour or offset stands
/// behind it; else the date that it is here at that moment, milliseconds since 1970.
pub(crate) fn day_of(typed: &str, moment_ms: i64, here: &TimeZone) -> Option<u64> {
    let written = typed.trim().get(..10).and_then(day);
    written.or_else(|| {
        let at = Timestamp::from_millisecond(moment_ms).ok()?;
        day(&here.to_datetime(at).date().to_string())
    })
}

/// The end of a typed date without an hour, milliseconds since 1970: as long as it is that day for
/// anybody. Nothing for what is no such date.
pub(crate) fn end_of_day(text: &str) -> Option<i64> {
    end_of_day_ms(day(text)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_a_date() {
        assert_eq!(day("1970-01-02"), Some(1));
        assert_eq!(day("2026-12-31"), Some(20_818));
        for bad in ["1969-12-31", "31/12/2026", "mañana", "", "2027-04-16 18:00"] {
            assert_eq!(day(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_date_without_an_hour_ends_with_its_day_everywhere() {
        let end = end_of_day("2027-04-16").unwrap();
        for (zone, hour) in [
            ("Etc/GMT+12", "2027-04-16T23:59:59"),
            ("America/Mexico_City", "2027-04-17T05:59:59"),
            ("America/Argentina/Buenos_Aires", "2027-04-17T08:59:59"),
        ] {
            let zone = TimeZone::get(zone).unwrap();
            let at = zone.to_datetime(Timestamp::from_millisecond(end).unwrap());
            assert_eq!(at.strftime("%Y-%m-%dT%H:%M:%S").to_string(), hour);
        }
        for moment in ["2027-04-16 18:00", "2027-04-16T18:00:00Z", "7d", ""] {
            assert_eq!(end_of_day(moment), None, "{moment}");
        }
    }

    #[test]
    fn a_typed_date_is_that_day_in_every_zone() {
        // 2026-12-31 at 23:00 UTC: it is another day already east of it.
        let moment_ms = (20_818 * 24 + 23) * 60 * 60 * 1000;
        for (zone, here) in [
            ("America/Lima", 20_818),
            ("UTC", 20_818),
            ("Asia/Manila", 20_819),
        ] {
            let zone = TimeZone::get(zone).unwrap();
            for typed in [
                "2026-12-31",
                "2026-12-31 23:00",
                "2026-12-31T20:00:00-03:00",
            ] {
                assert_eq!(day_of(typed, moment_ms, &zone), Some(20_818), "{typed}");
            }
            // A wait ends on the day that it is here.
            assert_eq!(day_of("30d", moment_ms, &zone), Some(here), "{zone:?}");
        }
    }
}
