//! Small forms as data: which fields, what may stand in them, and reading them by name. Nouns
//! declare their form once; asking, checking and the faults are the same for all.

use std::num::NonZeroU32;

use jiff::civil;
use jiff::tz::TimeZone;

use super::asking::absolute;
use super::question::{Ask, Question};
use crate::due;
use crate::lang::Texts;

/// What may stand in a field.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Kind {
    /// Something must stand there.
    Text,
    /// Something may.
    Optional,
    /// A day, `2027-04-15`.
    Date,
    /// A day, or nothing.
    DateOrNone,
    /// An hour, `16:00`.
    Hour,
    /// An hour, or nothing: the whole day.
    HourOrNone,
    /// A zone of hours, `America/Lima`.
    Zone,
    /// A number, or nothing.
    Number,
    /// A number from 1, or nothing.
    FromOne,
    /// A sum, or nothing.
    Amount,
    /// At least two things, with `;` between them.
    List,
    /// A file's path, whole: the node runs elsewhere and knows no folder of mine.
    Path,
    /// A country, two letters.
    Country,
}

/// A field: what it is called in answers, the key of its label, what may stand in it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spec {
    pub(crate) name: &'static str,
    pub(crate) label: &'static str,
    pub(crate) kind: Kind,
}

/// Makes a field.
pub(crate) const fn spec(name: &'static str, label: &'static str, kind: Kind) -> Spec {
    Spec { name, label, kind }
}

/// The only field of a form that asks for a file.
pub(crate) const PATH: &[Spec] = &[spec("path", "ui-path", Kind::Path)];

/// What was filled in, by the names of the fields.
#[derive(Debug)]
pub(crate) struct Filled<'a> {
    specs: &'a [Spec],
    values: &'a [String],
}

/// A form of these fields, some with a text in them already, and what goes on with it.
pub(crate) fn form(
    texts: &Texts,
    title: String,
    words: Vec<String>,
    specs: &[Spec],
    given: &[(&str, &str)],
    go: &str,
    ask: Ask,
) -> Question {
    let fields = specs.iter().map(|spec| {
        let text = given.iter().find(|(name, _)| *name == spec.name);
        let text = text.map_or("", |(_, text)| *text);
        (texts.get(spec.label), text.to_owned())
    });
    Question::fill(
        title,
        words,
        fields.collect(),
        vec![texts.get(go), texts.get("ui-back")],
        ask,
    )
}

impl<'a> Filled<'a> {
    /// Reads what was filled in.
    ///
    /// # Errors
    ///
    /// The key of the sentence that says what does not fit.
    pub(crate) fn check(specs: &'a [Spec], values: &'a [String]) -> Result<Self, &'static str> {
        let filled = Self { specs, values };
        for spec in specs {
            let value = filled.text(spec.name);
            let fits = match spec.kind {
                Kind::Optional => true,
                Kind::Text => !value.is_empty(),
                Kind::Date => value.parse::<civil::Date>().is_ok(),
                Kind::DateOrNone => value.is_empty() || value.parse::<civil::Date>().is_ok(),
                Kind::Hour => value.parse::<civil::Time>().is_ok(),
                Kind::HourOrNone => value.is_empty() || value.parse::<civil::Time>().is_ok(),
                Kind::Zone => TimeZone::get(value).is_ok(),
                Kind::Number => value.is_empty() || value.parse::<u32>().is_ok(),
                Kind::FromOne => value.is_empty() || value.parse::<NonZeroU32>().is_ok(),
                Kind::Amount => value.is_empty() || value.parse::<u64>().is_ok(),
                Kind::List => filled.list(spec.name).len() >= 2,
                Kind::Path => absolute(value.to_owned()).is_ok(),
                Kind::Country => value.len() == 2 && value.chars().all(|c| c.is_ascii_alphabetic()),
            };
            if !fits {
                return Err(match spec.kind {
                    Kind::Date | Kind::DateOrNone => "ui-fault-date",
                    Kind::Hour | Kind::HourOrNone => "ui-fault-hour",
                    Kind::Zone => "ui-fault-zone",
                    Kind::Number | Kind::Amount => "ui-fault-number",
                    Kind::FromOne => "ui-fault-from-one",
                    Kind::List => "ui-fault-list",
                    Kind::Path => "ui-fault-path",
                    Kind::Country => "ui-fault-country",
                    Kind::Text | Kind::Optional => "ui-fault-empty",
                });
            }
        }
        Ok(filled)
    }

    /// The text of a field; nothing where there is no such field.
    pub(crate) fn text(&self, name: &str) -> &'a str {
        let at = self.specs.iter().position(|spec| spec.name == name);
        let value = at.and_then(|at| self.values.get(at));
        value.map_or("", |value| value.trim())
    }

    /// The text of a field where there is one.
    pub(crate) fn optional(&self, name: &str) -> Option<String> {
        Some(self.text(name).to_owned()).filter(|text| !text.is_empty())
    }

    /// A number where there is one.
    pub(crate) fn number(&self, name: &str) -> Option<u32> {
        self.text(name).parse().ok()
    }

    /// A sum where there is one.
    pub(crate) fn amount(&self, name: &str) -> Option<u64> {
        self.text(name).parse().ok()
    }

    /// A zone where it is one.
    pub(crate) fn zone(&self, name: &str) -> Option<TimeZone> {
        TimeZone::get(self.text(name)).ok()
    }

    /// What stands between semicolons.
    pub(crate) fn list(&self, name: &str) -> Vec<String> {
        let parts = self.text(name).split(';').map(str::trim);
        let parts = parts.filter(|part| !part.is_empty());
        parts.map(ToOwned::to_owned).collect()
    }

    /// A day and an hour of a zone, in milliseconds since 1970; without an hour the end of the day,
    /// wherever it ends last.
    pub(crate) fn moment(&self, date: &str, hour: &str, zone: &TimeZone) -> Option<i64> {
        if self.text(hour).is_empty() {
            return due::end_of_day(self.text(date));
        }
        let date: civil::Date = self.text(date).parse().ok()?;
        let hour: civil::Time = self.text(hour).parse().ok()?;
        there(date.to_datetime(hour), zone)
    }
}

/// A day and an hour as clocks of a zone show them, in milliseconds since 1970.
pub(crate) fn there(local: civil::DateTime, zone: &TimeZone) -> Option<i64> {
    let at = zone.to_ambiguous_zoned_datetime(local).compatible().ok()?;
    Some(at.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPECS: &[Spec] = &[
        spec("title", "ui-title", Kind::Text),
        spec("date", "ui-item-date", Kind::Date),
        spec("hour", "ui-item-hour", Kind::HourOrNone),
        spec("quorum", "ui-title", Kind::Number),
        spec("options", "ui-title", Kind::List),
        spec("why", "ui-title", Kind::Optional),
        spec("second", "ui-title", Kind::DateOrNone),
        spec("begins", "ui-item-hour", Kind::Hour),
        spec("zone", "ui-item-zone", Kind::Zone),
        spec("seats", "ui-title", Kind::FromOne),
        spec("path", "ui-path", Kind::Path),
        spec("country", "ui-wizard-country", Kind::Country),
    ];

    fn check(change: (usize, &str)) -> Result<(), &'static str> {
        let mut values = [
            "Plan",
            "2027-04-15",
            "16:00",
            "",
            "a; b",
            "",
            "",
            "09:00",
            "UTC",
            "",
            "/media/usb",
            "PE",
        ]
        .map(str::to_owned);
        values[change.0] = change.1.to_owned();
        Filled::check(SPECS, &values).map(drop)
    }

    #[test]
    fn each_kind_of_field_says_what_does_not_fit() {
        assert_eq!(check((0, "Plan")), Ok(()));
        assert_eq!(check((3, "9")), Ok(()));
        assert_eq!(check((0, " ")), Err("ui-fault-empty"));
        assert_eq!(check((1, "15/4")), Err("ui-fault-date"));
        assert_eq!(check((2, "cuatro")), Err("ui-fault-hour"));
        assert_eq!(check((3, "nueve")), Err("ui-fault-number"));
        assert_eq!(check((4, "a;")), Err("ui-fault-list"));
        assert_eq!(check((6, "2027-04-22")), Ok(()));
        assert_eq!(check((6, "mañana")), Err("ui-fault-date"));
        assert_eq!(check((7, "")), Err("ui-fault-hour"));
        assert_eq!(check((8, "America/Lima")), Ok(()));
        assert_eq!(check((8, "Lima")), Err("ui-fault-zone"));
        assert_eq!(check((8, "")), Err("ui-fault-zone"));
        assert_eq!(check((9, "8")), Ok(()));
        assert_eq!(check((10, "usb")), Err("ui-fault-path"));
        for bad in ["", "P", "PER", "P1"] {
            assert_eq!(check((11, bad)), Err("ui-fault-country"));
        }
        for bad in ["0", "ocho"] {
            assert_eq!(check((9, bad)), Err("ui-fault-from-one"));
        }
    }

    #[test]
    fn fields_are_read_by_name() {
        let values = ["Plan", "2027-04-15", "16:00", "9", "a; b", ""].map(str::to_owned);
        let filled = Filled::check(&SPECS[..6], &values).unwrap();
        assert_eq!(filled.text("title"), "Plan");
        assert_eq!(filled.number("quorum"), Some(9));
        assert_eq!(filled.list("options"), ["a", "b"]);
        assert_eq!(filled.optional("why"), None);
        let zone = TimeZone::get("America/Asuncion").unwrap();
        assert_eq!(
            filled.moment("date", "hour", &zone),
            Some(1_807_815_600_000)
        );
        // Of a day without an hour no zone changes anything.
        let values = ["Plan", "2027-04-15", "", "9", "a; b", ""].map(str::to_owned);
        let filled = Filled::check(&SPECS[..6], &values).unwrap();
        for zone in ["America/Asuncion", "UTC", "Asia/Manila"] {
            let zone = TimeZone::get(zone).unwrap();
            let ends = filled.moment("date", "hour", &zone);
            assert_eq!(ends, due::end_of_day("2027-04-15"));
        }
    }
}
