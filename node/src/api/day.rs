//! A last day without an hour where a moment is kept: until when something is open for everybody
//! whose day it still is, and how that moment is known for a day again.

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// The last place on Earth where a day ends, behind UTC.
const LAST_ZONE_MS: i64 = 12 * 60 * 60 * 1000;
/// How such a moment ends, on the day after in UTC: no person types a time to the millisecond.
const END: &str = "T11:59:59.999Z";

/// The last millisecond, since 1970 UTC, in which a day lasts anywhere. The day is counted in days
/// since 1970; nothing for one beyond what a moment can be.
#[must_use]
pub fn end_of_day_ms(day: u64) -> Option<i64> {
    let next = i64::try_from(day).ok()?.checked_add(1)?;
    next.checked_mul(DAY_MS)?.checked_add(LAST_ZONE_MS - 1)
}

/// The day, `2027-04-16`, that an RFC 3339 time in UTC is the end of, the same for readers in
/// every zone; nothing for a time that is a moment.
#[must_use]
pub fn whole_day(rfc3339: &str) -> Option<String> {
    let mut parts = rfc3339.strip_suffix(END)?.splitn(3, '-');
    let mut number = || parts.next()?.parse::<u32>().ok();
    let (year, month, day) = (number()?, number()?, number()?);
    let (year, month, day) = match (month, day) {
        (1, 1) => (year.checked_sub(1)?, 12, 31),
        (2..=12, 1) => (year, month - 1, month_days(year, month - 1)),
        (1..=12, 2..=31) => (year, month, day - 1),
        _ => return None,
    };
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

/// Days of a month of the Gregorian calendar.
const fn month_days(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_ends_where_it_ends_last_and_is_known_by_its_end() {
        assert_eq!(end_of_day_ms(0), Some(129_599_999));
        assert_eq!(end_of_day_ms(u64::MAX), None);
        for (end, day) in [
            ("2027-04-17T11:59:59.999Z", Some("2027-04-16")),
            ("2027-01-01T11:59:59.999Z", Some("2026-12-31")),
            ("2027-03-01T11:59:59.999Z", Some("2027-02-28")),
            ("2028-03-01T11:59:59.999Z", Some("2028-02-29")),
            ("2100-03-01T11:59:59.999Z", Some("2100-02-28")),
            ("2027-05-01T11:59:59.999Z", Some("2027-04-30")),
            // A moment stays one.
            ("2027-04-17T11:59:59Z", None),
            ("2027-04-17T12:00:00Z", None),
            ("2027-13-01T11:59:59.999Z", None),
            ("2027-04-00T11:59:59.999Z", None),
            ("T11:59:59.999Z", None),
            ("", None),
        ] {
            assert_eq!(whole_day(end).as_deref(), day, "{end}");
        }
    }
}
