//! What can be typed behind `meeting`.

use std::path::PathBuf;

use asamblea_node::api::{CallFields, ErrorKind, MeetingDetail};
use clap::Args;
use jiff::Timestamp;

use super::moment;
use crate::cli::failure::Failure;
use crate::cli::when::{self, Zone};

/// Verbs of `meeting`.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum Verb {
    #[command(aliases = ["nueva", "convocar"])]
    New {
        #[arg(long)]
        space: String,
        #[command(flatten)]
        call: Call,
    },
    #[command(alias = "cambiar")]
    Change {
        id: String,
        #[command(flatten)]
        change: Changes,
    },
    #[command(alias = "anular")]
    Cancel { id: String },
    #[command(alias = "punto")]
    Item {
        #[command(subcommand)]
        verb: Item,
    },
    #[command(aliases = ["asistir", "asistencia"])]
    Attend(Attend),
    #[command(alias = "acta")]
    Minutes {
        id: String,
        #[arg(long)]
        text: bool,
        #[arg(long, value_name = "FILE", conflicts_with = "text")]
        from: Option<PathBuf>,
    },
    #[command(aliases = ["acordar", "acuerdo"])]
    Agree(Agree),
    #[command(alias = "cerrar")]
    Close {
        id: String,
        #[arg(long, value_name = "NAME")]
        chair: Option<String>,
        #[arg(long, value_name = "NAME")]
        secretary: Option<String>,
    },
    #[command(alias = "confirmar")]
    Rsvp {
        id: String,
        #[arg(value_name = "yes|no", value_parser = ["yes", "no"])]
        comes: String,
        #[arg(long)]
        note: Option<String>,
    },
    #[command(alias = "aprobar")]
    Approve {
        id: String,
        #[arg(long, value_name = "HASH")]
        hash: Option<String>,
    },
    #[command(alias = "lista")]
    List {
        #[arg(long)]
        space: Option<String>,
    },
    #[command(alias = "ver")]
    Show { id: String },
    #[command(alias = "exportar")]
    Export {
        id: String,
        #[arg(long, value_parser = ["call", "minutes"])]
        what: Option<String>,
        #[arg(long, default_value = "md", value_parser = ["md", "html", "csv", "ics"])]
        format: String,
        #[arg(long)]
        full: bool,
    },
}

/// Verbs of `meeting item`.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum Item {
    #[command(alias = "agregar")]
    Add {
        id: String,
        #[arg(long)]
        title: String,
        #[arg(long, default_value = "debate",
            value_parser = ["report", "debate", "decision", "election", "other"])]
        kind: String,
        #[arg(long, value_name = "WHO")]
        presenter: Option<String>,
        #[arg(long, value_name = "N")]
        minutes: Option<u32>,
        #[arg(long, value_name = "N")]
        to: Option<usize>,
        #[arg(long, value_name = "ID")]
        proposal: Option<String>,
    },
    #[command(alias = "mover")]
    Move {
        id: String,
        item: String,
        #[arg(long, value_name = "N")]
        to: usize,
    },
    #[command(alias = "hecho")]
    Done {
        id: String,
        item: String,
        #[arg(long)]
        undo: bool,
    },
    #[command(alias = "retirar")]
    Withdraw { id: String, item: String },
}

/// What a call says.
#[derive(Debug, Args)]
pub(in crate::cli) struct Call {
    #[arg(long)]
    pub(super) title: String,
    #[arg(long, value_name = "TIME")]
    starts: String,
    #[arg(long = "type", value_name = "TYPE",
        value_parser = ["ordinary", "extraordinary", "informative"])]
    kind: String,
    #[command(flatten)]
    more: More,
}

/// What changes of a call.
#[derive(Debug, Args)]
pub(in crate::cli) struct Changes {
    #[arg(long)]
    title: Option<String>,
    #[arg(long, value_name = "TIME")]
    starts: Option<String>,
    #[arg(long = "type", value_name = "TYPE",
        value_parser = ["ordinary", "extraordinary", "informative"])]
    kind: Option<String>,
    #[command(flatten)]
    more: More,
}

/// What a call may leave unsaid.
#[derive(Debug, Args)]
struct More {
    #[arg(long, value_name = "TIME")]
    ends: Option<String>,
    #[arg(long, value_name = "TZ")]
    zone: Option<String>,
    #[arg(long)]
    place: Option<String>,
    #[arg(long, value_parser = ["in_person", "remote", "mixed", "in_writing"])]
    modality: Option<String>,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    quorum: Option<u32>,
    #[arg(long, value_name = "TIME")]
    second_call: Option<String>,
    #[arg(long, value_name = "N", requires = "second_call",
        value_parser = clap::value_parser!(u32).range(1..))]
    second_quorum: Option<u32>,
    #[arg(long, value_name = "NAME")]
    organ: Option<String>,
    #[arg(long, value_name = "TIME")]
    points_until: Option<String>,
}

impl Call {
    pub(super) fn fields(self) -> Result<CallFields, Failure> {
        let change = Changes {
            title: Some(self.title),
            starts: Some(self.starts),
            kind: Some(self.kind),
            more: self.more,
        };
        let zone = when::zone(change.more.zone.as_deref())?;
        let mut fields = change.fields(None)?;
        fields.zone = Some(zone.name);
        Ok(fields)
    }
}

impl Changes {
    /// The fields. Hours are those of the place: of the zone that is named, else of the meeting as
    /// it is, else of this machine. An hour alone is one of the day on which the meeting begins.
    pub(super) fn fields(self, before: Option<&MeetingDetail>) -> Result<CallFields, Failure> {
        let zone = self.place(before)?;
        let more = self.more;
        let was = before.map(|meeting| zone.show(&meeting.starts));
        let was = was.unwrap_or_default();
        let starts = time(&zone, self.starts.as_deref(), &was)?;
        let day = starts.and_then(|ms| Timestamp::from_millisecond(ms).ok());
        let day = day.map_or(was, |at| zone.show(&at.to_string()));
        let at = |text: &Option<String>| time(&zone, text.as_deref(), &day);
        let ends = at(&more.ends)?;
        if starts.zip(ends).is_some_and(|(starts, ends)| ends < starts) {
            let typed = more.ends.unwrap_or_default();
            return Err(Failure::about(ErrorKind::Usage, "error-ends-before", typed));
        }
        Ok(CallFields {
            title: self.title,
            starts_ms: starts,
            ends_ms: ends,
            second_call_ms: at(&more.second_call)?,
            points_until_ms: at(&more.points_until)?,
            zone: more.zone.map(|_| zone.name),
            kind: self.kind,
            modality: more.modality,
            quorum: more.quorum,
            second_quorum: more.second_quorum,
            place: more.place,
            body: more.organ,
        })
    }

    /// The zone in which hours were typed. What is not here of a meeting's own is no matter while
    /// no hour is.
    fn place(&self, before: Option<&MeetingDetail>) -> Result<Zone, Failure> {
        let more = &self.more;
        let times = [
            &self.starts,
            &more.ends,
            &more.second_call,
            &more.points_until,
        ];
        let its = before.map(|meeting| meeting.zone.as_str());
        let its = its.filter(|_| times.iter().any(|time| time.is_some()));
        when::zone(more.zone.as_deref().or(its))
    }
}

fn time(zone: &Zone, text: Option<&str>, beside: &str) -> Result<Option<i64>, Failure> {
    let Some(text) = text else {
        return Ok(None);
    };
    let at = moment(zone, text, beside);
    at.map(Some)
        .ok_or_else(|| Failure::about(ErrorKind::Usage, "error-time", text))
}

/// Who is there.
#[derive(Debug, Args)]
pub(in crate::cli) struct Attend {
    pub(super) id: String,
    #[arg(long = "as", value_name = "STANDING",
        value_parser = ["delegate", "alternate", "guest", "observer"])]
    pub(super) standing: Option<String>,
    #[arg(long, value_name = "WHO")]
    pub(super) proxy: Option<String>,
    #[arg(long, value_name = "WHO")]
    pub(super) who: Option<String>,
    #[arg(long, conflicts_with_all = ["proxy", "excused"])]
    absent: bool,
    #[arg(long, conflicts_with = "proxy")]
    excused: bool,
}

/// Whether she is there.
pub(super) enum Presence {
    Present,
    Absent,
    Excused,
}

impl Attend {
    pub(super) const fn presence(&self) -> Presence {
        match (self.absent, self.excused) {
            (true, _) => Presence::Absent,
            (_, true) => Presence::Excused,
            _ => Presence::Present,
        }
    }
}

/// What was agreed.
#[derive(Debug, Args)]
pub(in crate::cli) struct Agree {
    pub(super) id: String,
    #[arg(long)]
    pub(super) text: String,
    #[arg(long, value_name = "WHO")]
    pub(super) who: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub(super) due: Option<String>,
    #[arg(long, value_name = "ITEM")]
    pub(super) item: Option<String>,
    #[arg(long = "by", value_name = "HOW", value_parser = ["consensus", "vote", "mandate"])]
    pub(super) decided: Option<String>,
    #[arg(long, value_name = "F,A,B")]
    pub(super) votes: Option<String>,
    #[arg(long, value_name = "NUMBER")]
    pub(super) revokes: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(starts: &str, ends: Option<&str>, second: Option<&str>) -> Call {
        Call {
            title: "T".to_owned(),
            starts: starts.to_owned(),
            kind: "ordinary".to_owned(),
            more: More {
                ends: ends.map(ToOwned::to_owned),
                zone: Some("America/Lima".to_owned()),
                place: None,
                modality: None,
                quorum: None,
                second_call: second.map(ToOwned::to_owned),
                second_quorum: None,
                organ: None,
                points_until: None,
            },
        }
    }

    #[test]
    fn a_second_call_is_a_time_or_an_hour_of_the_same_day() {
        let start = 1_796_158_800_000;
        let hour = 60 * 60 * 1000;
        let fields = call("2026-12-01 16:00", None, Some("17:00"))
            .fields()
            .unwrap();
        assert_eq!(fields.starts_ms, Some(start));
        assert_eq!(fields.second_call_ms, Some(start + hour));
        assert_eq!(fields.zone.as_deref(), Some("America/Lima"));
        let second = Some("2026-12-02 16:00");
        let fields = call("2026-12-01 16:00", None, second).fields().unwrap();
        assert_eq!(fields.second_call_ms, Some(start + 24 * hour));
    }

    fn change(starts: Option<&str>, second: Option<&str>) -> Changes {
        let call = call("", None, second);
        Changes {
            title: None,
            starts: starts.map(ToOwned::to_owned),
            kind: None,
            more: More {
                zone: None,
                ..call.more
            },
        }
    }

    fn called(starts: &str, zone: &str) -> MeetingDetail {
        MeetingDetail {
            starts: starts.to_owned(),
            zone: zone.to_owned(),
            ..MeetingDetail::default()
        }
    }

    #[track_caller]
    fn moved(change: Changes, before: &MeetingDetail, starts: Option<&str>, second: Option<&str>) {
        let fields = change.fields(Some(before)).unwrap();
        let at = |ms: i64| Timestamp::from_millisecond(ms).unwrap().to_string();
        assert_eq!(fields.starts_ms.map(at).as_deref(), starts);
        assert_eq!(fields.second_call_ms.map(at).as_deref(), second);
        assert_eq!(fields.zone, None, "it stays where it is");
    }

    #[test]
    fn hours_of_a_change_are_those_of_the_meeting() {
        // It begins on the evening of the 1st there, which is the 2nd in UTC.
        for (zone, hour) in [
            ("America/Lima", "T03:30:00Z"),
            ("America/La_Paz", "T02:30:00Z"),
        ] {
            let before = called("2026-12-02T02:00:00Z", zone);
            let second = format!("2026-12-02{hour}");
            moved(change(None, Some("22:30")), &before, None, Some(&second));
            let (starts, second) = (format!("2026-12-06{hour}"), format!("2026-12-07{hour}"));
            let typed = change(Some("2026-12-05 22:30"), Some("2026-12-06 22:30"));
            moved(typed, &before, Some(&starts), Some(&second));
            let typed = change(Some(&starts), Some("22:30"));
            moved(typed, &before, Some(&starts), Some(&starts));
            let typed = change(Some("22:30"), None);
            moved(typed, &before, Some(&format!("2026-12-02{hour}")), None);
        }
    }

    #[test]
    fn a_zone_that_is_not_here_is_asked_for_where_an_hour_is_typed() {
        let before = called("2026-12-02T02:00:00Z", "America/Nowhere");
        let typed = change(Some("2026-12-05 22:30"), None);
        let Err(Failure::Said { key, about, .. }) = typed.fields(Some(&before)) else {
            panic!("must be refused");
        };
        assert_eq!((key, &*about), ("error-zone", "America/Nowhere"));
        assert!(change(None, None).fields(Some(&before)).is_ok());
    }

    #[track_caller]
    fn refused(call: Call, want: &str) {
        let Err(Failure::Said { key, kind, .. }) = call.fields() else {
            panic!("must be refused");
        };
        assert_eq!((key, kind), (want, ErrorKind::Usage));
    }

    #[test]
    fn times_that_make_no_sense_are_refused() {
        refused(call("mañana", None, None), "error-time");
        refused(call("2026-12-01 16:00", None, Some("luego")), "error-time");
        let before = Some("15:59");
        refused(call("2026-12-01 16:00", before, None), "error-ends-before");
    }
}
