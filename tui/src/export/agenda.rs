//! An agenda as a calendar, as Markdown, as HTML.

use asamblea_node::api::{AgendaDetail, AgendaItemRow};

use super::ics::{self, Event};
use super::page::{self, escaped, plain};
use super::{date, local};
use crate::lang::Texts;

/// How much of an agenda goes into a calendar.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Told {
    /// When, and that it is a meeting, a training, an action or something due. Calendars are
    /// copied to services that read them.
    Hours,
    /// Titles, places and names as well.
    All,
}

/// The calendar of an agenda.
pub(crate) fn calendar(agenda: &AgendaDetail, told: Told, texts: &Texts) -> String {
    let published = agenda.at.as_deref();
    let events: Vec<Event> = agenda
        .items
        .iter()
        .map(|item| {
            let stamp = published.unwrap_or(&item.starts);
            let bare = Event {
                uid: item.uid.clone(),
                sequence: item.sequence,
                // The day is enough for a calendar; the hour would say when somebody worked.
                stamp: format!("{}T00:00:00Z", date(stamp)),
                starts: item.starts.clone(),
                ends: item.ends.clone(),
                summary: kind(item, texts),
                cancelled: item.state == "cancelled",
                ..Event::default()
            };
            match told {
                Told::Hours => bare,
                Told::All => Event {
                    stamp: stamp.to_owned(),
                    summary: item.title.clone(),
                    location: item.place.clone(),
                    description: Some(more(item, texts)),
                    ..bare
                },
            }
        })
        .collect();
    ics::calendar(&events)
}

/// What an item is, in a word.
fn kind(item: &AgendaItemRow, texts: &Texts) -> String {
    let key = match item.kind.as_str() {
        "training" => "export-training",
        "action" => "export-action",
        "deadline" => "export-deadline",
        _ => "export-meeting",
    };
    texts.get(key)
}

/// The hour at the place, and who is responsible.
fn more(item: &AgendaItemRow, texts: &Texts) -> String {
    let hour = local(&item.starts, &item.zone, "%H:%M");
    let mut lines = vec![texts.with("export-there", &[("hour", &hour), ("zone", &item.zone)])];
    lines.extend(who(item, texts));
    lines.join("\n")
}

fn who(item: &AgendaItemRow, texts: &Texts) -> Option<String> {
    let who = item.who.as_deref()?;
    Some(texts.with("export-who", &[("who", who)]))
}

fn edition(agenda: &AgendaDetail, texts: &Texts) -> String {
    let day = agenda.at.as_deref().map(date).unwrap_or_default();
    if agenda.edition == 0 {
        return texts.get("export-draft");
    }
    let number = agenda.edition.to_string();
    texts.with("export-edition", &[("edition", &number), ("day", &day)])
}

/// The day and hour of an item at its place.
fn when(item: &AgendaItemRow) -> (String, String) {
    let day = local(&item.starts, &item.zone, "%Y-%m-%d");
    let from = local(&item.starts, &item.zone, "%H:%M");
    let until = item.ends.as_deref().map(|ends| {
        let same_day = local(ends, &item.zone, "%Y-%m-%d") == day;
        let form = if same_day { "%H:%M" } else { "%Y-%m-%d %H:%M" };
        local(ends, &item.zone, form)
    });
    let hours = match until {
        Some(until) => format!("{from}–{until}"),
        None => from,
    };
    (day, hours)
}

/// What stands beside the title: what it is, where, who.
fn beside(item: &AgendaItemRow, texts: &Texts) -> Vec<String> {
    let place = item.place.as_deref();
    let place = place.map(|place| texts.with("export-place", &[("place", place)]));
    let parts = [Some(kind(item, texts)), place, who(item, texts)];
    parts.into_iter().flatten().collect()
}

/// The agenda as Markdown; hours are those of each place.
pub(crate) fn markdown(agenda: &AgendaDetail, texts: &Texts) -> String {
    let mut out = format!("# {}\n\n", plain(&agenda.title));
    out.push_str(&format!("{}\n", edition(agenda, texts)));
    let mut shown = String::new();
    for item in &agenda.items {
        let (day, hours) = when(item);
        if day != shown {
            out.push_str(&format!("\n## {day}\n\n"));
            shown = day;
        }
        let title = plain(&item.title);
        let title = if item.state == "cancelled" {
            format!("~~{title}~~ {}", texts.get("export-cancelled"))
        } else {
            format!("**{title}**")
        };
        let beside: Vec<String> = beside(item, texts).iter().map(|part| plain(part)).collect();
        let zone = plain(&item.zone);
        out.push_str(&format!(
            "- {hours} ({zone}) {title}. {}\n",
            beside.join(". ")
        ));
    }
    out
}

/// The agenda as one page of HTML.
pub(crate) fn html(agenda: &AgendaDetail, texts: &Texts) -> String {
    let title = escaped(&agenda.title);
    let mut body = format!(
        "<h1>{title}</h1>\n<p>{}</p>\n",
        escaped(&edition(agenda, texts))
    );
    let mut shown = String::new();
    for item in &agenda.items {
        let (day, hours) = when(item);
        if day != shown {
            let end = if shown.is_empty() { "" } else { "</ul>\n" };
            body.push_str(&format!("{end}<h2>{day}</h2>\n<ul>\n"));
            shown = day;
        }
        let title = escaped(&item.title);
        let title = if item.state == "cancelled" {
            format!("<s>{title}</s> {}", escaped(&texts.get("export-cancelled")))
        } else {
            format!("<strong>{title}</strong>")
        };
        let beside: Vec<String> = beside(item, texts)
            .iter()
            .map(|part| escaped(part))
            .collect();
        let (beside, zone) = (beside.join(". "), escaped(&item.zone));
        body.push_str(&format!("<li>{hours} ({zone}) {title}. {beside}</li>\n"));
    }
    if !shown.is_empty() {
        body.push_str("</ul>\n");
    }
    page::page(texts, &agenda.title, &body)
}

#[cfg(test)]
mod tests;
