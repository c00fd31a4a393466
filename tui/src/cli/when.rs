//! Times and waits as people type them.

use std::path::Path;
use std::time::Duration;

use asamblea_node::api::ErrorKind;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::failure::Failure;

/// A wait such as `30s`, `45m`, `12h`, `7d` or `2w`.
pub(super) fn wait(text: &str) -> Result<Duration, &'static str> {
    const FORM: &str = "a number and s, m, h, d or w, for example 30s or 7d";
    let unit = text.chars().last().ok_or(FORM)?;
    let seconds = match unit {
        's' => 1,
        'm' => 60,
        'h' => 60 * 60,
        'd' => 24 * 60 * 60,
        'w' => 7 * 24 * 60 * 60,
        _ => return Err(FORM),
    };
    let number = text.strip_suffix(unit).unwrap_or_default();
    if !number.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(FORM);
    }
    let number: u64 = number.parse().map_err(|_| FORM)?;
    match number.checked_mul(seconds) {
        // Milliseconds must fit, too.
        Some(all) if all > 0 && all.checked_mul(1000).is_some() => Ok(Duration::from_secs(all)),
        _ => Err(FORM),
    }
}

/// Milliseconds of a wait, as requests carry them.
pub(super) fn millis(wait: Duration) -> u64 {
    u64::try_from(wait.as_millis()).unwrap_or(u64::MAX)
}

/// A zone of the place where something happens.
#[derive(Clone, Debug)]
pub(super) struct Zone {
    /// Its IANA name.
    pub(super) name: String,
    /// Its hours.
    pub(super) rules: TimeZone,
}

impl Zone {
    /// The zone of this name.
    pub(super) fn named(name: &str) -> Option<Self> {
        let rules = TimeZone::get(name).ok()?;
        let name = rules.iana_name().unwrap_or(name).to_owned();
        Some(Self { name, rules })
    }

    /// The zone of this machine; UTC where it does not say.
    pub(super) fn here() -> Self {
        let variable = std::env::var("TZ").ok();
        let link = std::fs::read_link("/etc/localtime").ok();
        zone_name(variable.as_deref(), link.as_deref())
            .and_then(|name| Self::named(&name))
            .unwrap_or_else(|| Self {
                name: "UTC".to_owned(),
                rules: TimeZone::UTC,
            })
    }

    /// An RFC 3339 time, or a local one such as `2026-12-01 16:00`, in milliseconds since 1970.
    pub(super) fn moment(&self, text: &str) -> Option<i64> {
        if let Ok(at) = text.parse::<Timestamp>() {
            return Some(at.as_millisecond());
        }
        // A bracketed zone would be read over and the time be wrong.
        if text.contains('[') {
            return None;
        }
        let local: DateTime = text.parse().ok()?;
        let at = self
            .rules
            .to_ambiguous_zoned_datetime(local)
            .compatible()
            .ok()?;
        Some(at.timestamp().as_millisecond())
    }

    /// A time of an answer, as people of this zone read it.
    pub(super) fn show(&self, rfc3339: &str) -> String {
        match rfc3339.parse::<Timestamp>() {
            Ok(at) => {
                let local = self.rules.to_datetime(at);
                local.strftime("%Y-%m-%d %H:%M").to_string()
            }
            Err(_) => crate::harmless::harmless(rfc3339),
        }
    }
}

/// The zone named by `--zone`, else the machine's.
pub(super) fn zone(named: Option<&str>) -> Result<Zone, Failure> {
    named.map_or_else(
        || Ok(Zone::here()),
        |name| {
            Zone::named(name).ok_or_else(|| Failure::about(ErrorKind::Usage, "error-zone", name))
        },
    )
}

/// The name in `TZ`, else the end of the link of `/etc/localtime`.
fn zone_name(variable: Option<&str>, link: Option<&Path>) -> Option<String> {
    let named = variable
        .map(|name| name.trim_start_matches(':'))
        .filter(|name| !name.is_empty() && !name.starts_with('/'));
    if let Some(name) = named {
        return Some(name.to_owned());
    }
    let link = link?.to_str()?;
    link.split_once("zoneinfo/")
        .map(|(_, name)| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_wait(text: &str, seconds: Option<u64>) {
        assert_eq!(
            wait(text).ok().map(|wait| wait.as_secs()),
            seconds,
            "{text:?}"
        );
    }

    #[test]
    fn waits_are_a_number_and_a_unit() {
        check_wait("30s", Some(30));
        check_wait("30m", Some(1800));
        check_wait("12h", Some(43_200));
        check_wait("7d", Some(604_800));
        check_wait("2w", Some(1_209_600));
        for wrong in [
            "", "7", "d", "0d", "-1d", "+1d", "1.5h", "7 d", "1y", "7ñ", "d7",
        ] {
            check_wait(wrong, None);
        }
        check_wait("18446744073709551615d", None);
        check_wait("18446744073709551616s", None);
        check_wait("18446744073709551s", Some(18_446_744_073_709_551));
        check_wait("18446744073709552s", None);
    }

    #[track_caller]
    fn check_moment(zone: &str, text: &str, utc: Option<&str>) {
        let got = Zone::named(zone).unwrap().moment(text);
        let want = utc.map(|utc| utc.parse::<Timestamp>().unwrap().as_millisecond());
        assert_eq!(got, want, "{text:?} in {zone}");
    }

    #[test]
    fn moments_are_local_or_carry_their_offset() {
        check_moment(
            "America/Lima",
            "2026-12-01 16:00",
            Some("2026-12-01T21:00:00Z"),
        );
        check_moment(
            "America/Lima",
            "2026-12-01T16:00:30",
            Some("2026-12-01T21:00:30Z"),
        );
        check_moment(
            "America/Lima",
            "2026-12-01T16:00:00Z",
            Some("2026-12-01T16:00:00Z"),
        );
        check_moment(
            "UTC",
            "2026-12-01T16:00-03:00",
            Some("2026-12-01T19:00:00Z"),
        );
        // Daylight saving in Santiago starts on 2026-09-06 at 00:00, which then is 01:00.
        check_moment(
            "America/Santiago",
            "2026-09-06 00:30",
            Some("2026-09-06T04:30:00Z"),
        );
        for wrong in [
            "",
            "mañana",
            "2026-13-01 10:00",
            "2026-12-01 25:00",
            "16:00",
        ] {
            check_moment("UTC", wrong, None);
        }
        check_moment("UTC", "2026-12-01T16:00[America/Lima]", None);
        assert!(Zone::named("America/Nowhere").is_none());
    }

    #[test]
    fn the_machines_zone_comes_from_tz_or_the_link() {
        let link = Path::new("/usr/share/zoneinfo/America/La_Paz");
        assert_eq!(
            zone_name(Some(":America/Lima"), Some(link)).unwrap(),
            "America/Lima"
        );
        assert_eq!(zone_name(Some(""), Some(link)).unwrap(), "America/La_Paz");
        assert_eq!(
            zone_name(Some("/etc/zone"), Some(link)).unwrap(),
            "America/La_Paz"
        );
        assert_eq!(zone_name(None, None), None);
    }

    #[test]
    fn a_time_is_shown_in_the_zone() {
        let lima = Zone::named("America/Lima").unwrap();
        assert_eq!(lima.show("2026-12-01T21:00:00Z"), "2026-12-01 16:00");
        assert_eq!(lima.show("x\u{1b}"), "x\u{fffd}");
    }
}
