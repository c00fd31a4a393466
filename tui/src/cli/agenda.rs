//! `agenda`: the calendar that the Secretariat publishes.

use asamblea_node::api::{
    AgendaDetail, AgendaItemFields, AgendaItemRow, AgendaPublished, AgendaReceipt, AgendaRow,
    ErrorKind, ItemChange, OrgName, Reply, Request,
};

use super::failure::{Failure, quoted};
use super::session::Session;
use super::words::{self, Words, short};
use super::{exported, when};
use crate::export;
use crate::lang::Texts;

/// Milliseconds of a minute.
const MINUTE_MS: i64 = 60_000;

/// Verbs of `agenda`.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Verb {
    #[command(alias = "nueva")]
    New {
        #[arg(long)]
        space: String,
        #[arg(long)]
        title: String,
    },
    #[command(alias = "agregar")]
    Add {
        id: String,
        #[command(flatten)]
        item: Item,
    },
    #[command(alias = "cambiar")]
    Change {
        id: String,
        item: String,
        #[command(flatten)]
        changes: Changes,
    },
    #[command(alias = "cancelar")]
    Cancel { id: String, item: String },
    #[command(alias = "publicar")]
    Publish { id: String },
    #[command(alias = "lista")]
    List {
        #[arg(long)]
        space: Option<String>,
    },
    #[command(alias = "ver")]
    Show {
        id: String,
        #[arg(long, value_name = "N")]
        edition: Option<u32>,
    },
    #[command(alias = "acuse")]
    Receipt { id: String },
    #[command(alias = "exportar")]
    Export {
        id: String,
        #[arg(long, value_parser = ["ics", "md", "html"])]
        format: String,
        #[arg(long, value_name = "N")]
        edition: Option<u32>,
        #[arg(long)]
        full: bool,
    },
}

/// A dated item as it is typed.
#[derive(Debug, clap::Args)]
pub(super) struct Item {
    #[arg(long)]
    title: String,
    #[arg(long, value_name = "TIME")]
    starts: String,
    #[arg(long, value_name = "TIME", conflicts_with = "minutes")]
    ends: Option<String>,
    #[arg(long, value_name = "M", value_parser = clap::value_parser!(u32).range(1..))]
    minutes: Option<u32>,
    #[arg(long, value_name = "TZ")]
    zone: Option<String>,
    #[arg(long)]
    place: Option<String>,
    #[arg(long, default_value = "meeting",
        value_parser = ["meeting", "training", "action", "deadline"])]
    kind: String,
    #[arg(long)]
    who: Option<String>,
    #[arg(long, value_name = "ID")]
    from: Option<String>,
}

/// What changes about an item, as it is typed.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = true)]
pub(super) struct Changes {
    #[arg(long)]
    title: Option<String>,
    #[arg(long, value_name = "TIME")]
    starts: Option<String>,
    #[arg(long, value_name = "TIME", conflicts_with = "minutes")]
    ends: Option<String>,
    #[arg(long, value_name = "M", value_parser = clap::value_parser!(u32).range(1..))]
    minutes: Option<u32>,
    #[arg(long, value_name = "TZ")]
    zone: Option<String>,
    #[arg(long)]
    place: Option<String>,
    #[arg(long, value_parser = ["meeting", "training", "action", "deadline"])]
    kind: Option<String>,
    #[arg(long)]
    who: Option<String>,
    #[arg(long, value_name = "ID")]
    from: Option<String>,
}

impl Changes {
    /// The fields, where `there` is the zone that the item has; without one, this machine's.
    fn fields(self, there: Option<&str>) -> Result<AgendaItemFields, Failure> {
        let named = self.zone.as_deref().map(|name| when::zone(Some(name)));
        let named = named.transpose()?;
        let zone = match &named {
            Some(zone) => zone.clone(),
            None => there
                .and_then(when::Zone::named)
                .unwrap_or_else(when::Zone::here),
        };
        let moment = |text: Option<&str>| {
            let at = text.map(|text| {
                zone.moment(text)
                    .ok_or_else(|| Failure::about(ErrorKind::Usage, "error-time", text))
            });
            at.transpose()
        };
        Ok(AgendaItemFields {
            title: self.title,
            starts_ms: moment(self.starts.as_deref())?,
            ends_ms: moment(self.ends.as_deref())?,
            minutes: self.minutes,
            zone: named.map(|zone| zone.name),
            place: self.place,
            kind: self.kind,
            who: self.who,
            from: self.from,
        })
    }
}

impl Item {
    fn fields(self) -> Result<AgendaItemFields, Failure> {
        let zone = when::zone(self.zone.as_deref())?;
        let moment = |text: &str| {
            zone.moment(text)
                .ok_or_else(|| Failure::about(ErrorKind::Usage, "error-time", text))
        };
        let starts = moment(&self.starts)?;
        let ends = match (&self.ends, self.minutes) {
            (Some(ends), _) => Some(moment(ends)?),
            (None, Some(minutes)) => {
                Some(starts.saturating_add(i64::from(minutes).saturating_mul(MINUTE_MS)))
            }
            (None, None) => None,
        };
        if ends.is_some_and(|ends| ends < starts) {
            let typed = self.ends.unwrap_or_default();
            return Err(Failure::about(ErrorKind::Usage, "error-ends-before", typed));
        }
        Ok(AgendaItemFields {
            title: Some(self.title),
            starts_ms: Some(starts),
            ends_ms: ends,
            minutes: None,
            zone: Some(zone.name),
            place: self.place,
            kind: Some(self.kind),
            who: self.who,
            from: self.from,
        })
    }
}

/// Does what the verb says.
pub(super) async fn run(verb: Verb, session: &mut Session) -> Result<(), Failure> {
    let request = match verb {
        Verb::New { space, title } => Request::AgendaNew { space, title },
        Verb::Add { id, item } => Request::AgendaAdd {
            id,
            item: item.fields()?,
        },
        Verb::Change { id, item, changes } => return change(id, item, changes, session).await,
        Verb::Cancel { id, item } => Request::AgendaCancel { id, item },
        Verb::Publish { id } => Request::AgendaPublish { id },
        Verb::List { space } => Request::AgendaList { space },
        Verb::Show { id, edition } => {
            // The newest edition, once shown, is no news any more.
            let seen = edition
                .is_none()
                .then(|| Request::AgendaRead { id: id.clone() });
            let show = Request::AgendaShow { id, edition };
            return session.show_work_then(show, seen).await;
        }
        Verb::Receipt { id } => Request::AgendaReceipt { id },
        Verb::Export {
            id,
            format,
            edition,
            full,
        } => {
            if full && format == "ics" {
                exported::is_meant(session)?;
            }
            let reply = session
                .ask_whole(Request::AgendaShow { id, edition })
                .await?;
            let Reply::Agenda(agenda) = reply else {
                return Err(Failure::internal("agenda"));
            };
            let text = exported(&agenda, &format, full, &session.texts);
            return exported::print(&format, &text, session);
        }
    };
    session.show(request).await
}

/// An agenda in one of the forms it leaves in.
pub(super) fn exported(agenda: &AgendaDetail, format: &str, full: bool, texts: &Texts) -> String {
    let told = if full {
        export::agenda::Told::All
    } else {
        export::agenda::Told::Hours
    };
    match format {
        "md" => export::agenda::markdown(agenda, texts),
        "html" => export::agenda::html(agenda, texts),
        _ => export::agenda::calendar(agenda, told, texts),
    }
}

/// Changes an item: hours without a zone are those of its place.
async fn change(
    id: String,
    item: String,
    changes: Changes,
    session: &mut Session,
) -> Result<(), Failure> {
    let client = session.client(None).await?;
    let draft = Request::AgendaShow {
        id: id.clone(),
        edition: Some(0),
    };
    // Whoever may not see the draft may not change it: the change itself says so.
    let there = match client.call(draft).await {
        Ok(Reply::Agenda(draft)) => zone_of(&draft, &item),
        _ => None,
    };
    let reply = match changes.fields(there.as_deref()) {
        Ok(fields) => client
            .call(Request::AgendaChange { id, item, fields })
            .await
            .map_err(Failure::from),
        Err(fault) => Err(fault),
    };
    session.let_go(client).await;
    session.print(&reply?)
}

fn zone_of(draft: &AgendaDetail, item: &str) -> Option<String> {
    let text = item.to_lowercase();
    let found = draft
        .items
        .iter()
        .find(|row| row.id.starts_with(&text) || row.title.to_lowercase() == text);
    found.map(|row| row.zone.clone())
}

/// One line each.
pub(super) fn words_of_list(rows: &[AgendaRow], words: &mut Words<'_>) -> Result<(), Failure> {
    if rows.is_empty() {
        return words.sentence("agenda-none");
    }
    for row in rows {
        let parts = [
            short(&row.id).to_owned(),
            row.title.clone(),
            edition(row.edition, words),
            words.count("agenda-items", row.items),
            words.time(&row.at),
        ];
        words.row(&parts)?;
    }
    Ok(())
}

/// An agenda with its items.
pub(super) fn words(agenda: &AgendaDetail, words: &mut Words<'_>) -> Result<(), Failure> {
    let title = [
        agenda.title.clone(),
        short(&agenda.id).to_owned(),
        edition(agenda.edition, words),
    ];
    words.row(&title)?;
    if let Some(author) = &agenda.signed_by {
        words.field("label-signed-by", &words::author(author))?;
    }
    if let Some(at) = &agenda.at {
        let at = words.time(at);
        words.field("label-published", &at)?;
    }
    if let Some(replaced) = agenda.replaces {
        let number = replaced.to_string();
        let changed = agenda.items.iter().filter(|item| item.change.is_some());
        let changed = changed.count().to_string();
        let numbers = [("edition", &*number), ("changed", &*changed)];
        words.sentence_with("agenda-replaces", &numbers)?;
    }
    for item in &agenda.items {
        item_row(item, words)?;
    }
    if !agenda.unpublished.is_empty() {
        words.sentence("agenda-unpublished")?;
        for item in &agenda.unpublished {
            item_row(item, words)?;
        }
    }
    for refused in &agenda.refused {
        let edition = refused.edition.to_string();
        let by = quoted(&words::author(&refused.by));
        let parts = [("edition", &*edition), ("by", &*by)];
        words.sentence_with("agenda-refused", &parts)?;
    }
    Ok(())
}

/// How an item was before, where an edition changed it.
fn before(change: &ItemChange, words: &Words<'_>) -> String {
    let was = [
        change.title.clone().map(|title| quoted(&title)),
        change.starts.as_deref().map(|starts| words.time(starts)),
        change.place.as_deref().map(quoted),
    ];
    let was: Vec<String> = was.into_iter().flatten().collect();
    match change.kind.as_str() {
        "new" => words.get("agenda-new"),
        _ if was.is_empty() => words.get("agenda-changed"),
        _ => format!("{} {}", words.get("agenda-before"), was.join(", ")),
    }
}

/// An item: the hour here, and the hour of the place where it differs.
fn item_row(item: &AgendaItemRow, words: &mut Words<'_>) -> Result<(), Failure> {
    let here = words.time(&item.starts);
    let there = when::Zone::named(&item.zone).map(|zone| zone.show(&item.starts));
    let there = there.filter(|there| *there != here);
    let cancelled = item.state == "cancelled";
    let parts = [
        words.mark(cancelled, "agenda-cancelled"),
        here,
        there
            .map(|there| format!("{there} {}", item.zone))
            .unwrap_or_default(),
        item.title.clone(),
        words.code("agenda-kind", &item.kind),
        item.place.clone().unwrap_or_default(),
        item.who.clone().unwrap_or_default(),
        item.change
            .as_ref()
            .map(|change| before(change, words))
            .unwrap_or_default(),
        short(&item.id).to_owned(),
    ];
    words.row(&parts)
}

fn edition(n: u32, words: &Words<'_>) -> String {
    if n == 0 {
        words.get("agenda-draft")
    } else {
        words.count("agenda-edition", n.into())
    }
}

/// A new edition.
pub(super) fn words_of_publishing(
    published: &AgendaPublished,
    words: &mut Words<'_>,
) -> Result<(), Failure> {
    let parts = [
        words.get("agenda-published"),
        edition(published.edition, words),
        short(&published.id).to_owned(),
    ];
    words.row(&parts)
}

/// Who holds the edition.
pub(super) fn words_of_receipt(
    receipt: &AgendaReceipt,
    words: &mut Words<'_>,
) -> Result<(), Failure> {
    let number = receipt.edition.to_string();
    let held = receipt.held.len().to_string();
    let of = receipt.of.to_string();
    let numbers = [("edition", &*number), ("held", &*held), ("of", &*of)];
    words.sentence_with("agenda-held", &numbers)?;
    let names = |orgs: &[OrgName]| {
        let names: Vec<&str> = orgs.iter().map(|org| org.name.as_str()).collect();
        names.join(", ")
    };
    if !receipt.held.is_empty() {
        words.field("label-held", &names(&receipt.held))?;
    }
    if !receipt.missing.is_empty() {
        words.field("label-missing", &names(&receipt.missing))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(starts: &str, ends: Option<&str>, minutes: Option<u32>) -> Item {
        Item {
            title: "T".to_owned(),
            starts: starts.to_owned(),
            ends: ends.map(ToOwned::to_owned),
            minutes,
            zone: Some("America/Lima".to_owned()),
            place: None,
            kind: "meeting".to_owned(),
            who: None,
            from: None,
        }
    }

    #[test]
    fn an_end_is_a_time_or_minutes_after_the_start() {
        let start = 1_796_158_800_000;
        let fields = item("2026-12-01 16:00", None, Some(90)).fields().unwrap();
        assert_eq!(fields.starts_ms, Some(start));
        assert_eq!(fields.ends_ms, Some(start + 90 * MINUTE_MS));
        assert_eq!(fields.zone.as_deref(), Some("America/Lima"));
        let ends = Some("2026-12-01 18:00");
        let fields = item("2026-12-01 16:00", ends, None).fields().unwrap();
        assert_eq!(fields.ends_ms, Some(start + 120 * MINUTE_MS));
        let fields = item("2026-12-01T21:00:00Z", None, None).fields().unwrap();
        assert_eq!((fields.starts_ms, fields.ends_ms), (Some(start), None));
    }

    #[track_caller]
    fn refused(item: Item, want: &str) {
        let Err(Failure::Said { key, kind, .. }) = item.fields() else {
            panic!("must be refused");
        };
        assert_eq!((key, kind), (want, ErrorKind::Usage));
    }

    #[test]
    fn times_that_make_no_sense_are_refused() {
        refused(item("mañana", None, None), "error-time");
        refused(item("2026-12-01 16:00", Some("luego"), None), "error-time");
        let before = Some("2026-12-01 15:59");
        refused(item("2026-12-01 16:00", before, None), "error-ends-before");
        let mut nowhere = item("2026-12-01 16:00", None, None);
        nowhere.zone = Some("Luna".to_owned());
        refused(nowhere, "error-zone");
    }
}
