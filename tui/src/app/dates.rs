//! What is done with the items of an agenda: looked at by month, changed, cancelled, taken out as
//! a calendar.

use asamblea_node::api::{AgendaItemFields, AgendaItemRow, Request};
use jiff::{Timestamp, civil};

use super::inside::Inside;
use super::question::{Ask, Question};
use super::schema::{Filled, Kind, PATH, Spec, form, spec, there};
use super::{App, Effect, Purpose, Stage};
use crate::command_table::Act;
use crate::export;
use crate::harmless::harmless;
use crate::theme::Role;

/// Kinds of items as the node names them, in the order in which they are offered.
pub(super) const KINDS: [&str; 4] = ["meeting", "training", "action", "deadline"];
/// Until when an item goes is an hour, a day with an hour, or minutes; or it is not said.
const ITEM: &[Spec] = &[
    spec("title", "ui-item-what", Kind::Text),
    spec("date", "ui-item-date", Kind::Date),
    spec("hour", "ui-item-hour", Kind::Hour),
    spec("zone", "ui-item-zone", Kind::Zone),
    spec("place", "ui-item-place", Kind::Optional),
    spec("until", "ui-item-until", Kind::Optional),
    spec("who", "ui-item-whose", Kind::Optional),
];
const MINUTE_MS: i64 = 60_000;

impl Inside {
    /// Items of the focused agenda as they will stand, by start: what is not published takes the
    /// place of what is. True: not published.
    pub(crate) fn agenda_items(&self) -> Vec<(&AgendaItemRow, bool)> {
        let Some(detail) = self.agenda_detail() else {
            return Vec::new();
        };
        let draft = &detail.unpublished;
        let stands = |item: &&AgendaItemRow| !draft.iter().any(|row| row.id == item.id);
        let published = detail.items.iter().filter(stands).map(|item| (item, false));
        let mut rows: Vec<(&AgendaItemRow, bool)> = published
            .chain(draft.iter().map(|item| (item, true)))
            .collect();
        rows.sort_by(|(a, _), (b, _)| (&a.starts, &a.id).cmp(&(&b.starts, &b.id)));
        rows
    }

    /// The focused item of the focused agenda.
    pub(crate) fn agenda_item(&self) -> Option<&AgendaItemRow> {
        let items = self.agenda_items();
        items.get(self.item_at).map(|(item, _)| *item)
    }

    /// The focused item can be changed or cancelled.
    pub(crate) fn why_not_change(&self) -> Option<&'static str> {
        if let Some(why) = self.why_not_publish() {
            return Some(why);
        }
        match self.agenda_item() {
            None => Some("ui-why-no-date"),
            Some(item) if item.state == "cancelled" => Some("ui-why-cancelled"),
            Some(_) => None,
        }
    }
}

impl App {
    /// Says a sentence.
    pub(super) fn say_key(&mut self, key: &str, role: Role) {
        let words = self.texts.get(key);
        self.say(&words, role);
    }

    /// The fields of a new item, to be saved as one of the kinds.
    pub(super) fn new_item_question(&self, agenda: String) -> Option<Question> {
        let texts = &self.texts;
        let zone = self.clock.zone.iana_name().unwrap_or("UTC");
        let date = self.clock.now().date().tomorrow().ok()?.to_string();
        let kinds = KINDS.iter().map(|kind| {
            let kind = texts.get(&format!("ui-item-{kind}"));
            texts.with("ui-item-save-as", &[("kind", &kind)])
        });
        let title = texts.get("ui-item-title");
        let words = vec![texts.get("ui-item-words")];
        let given = [("date", &*date), ("hour", "16:00"), ("zone", zone)];
        let ask = Ask::AddItem { agenda };
        let mut question = form(texts, title, words, ITEM, &given, "ui-save", ask);
        question.offer(kinds.chain([texts.get("ui-back")]));
        Some(question)
    }

    /// Asks what changes about an item, whether it is off, or where a calendar goes.
    pub(super) fn date_question(&self, inside: &Inside, act: Act) -> Option<Question> {
        let texts = &self.texts;
        let agenda = inside.agenda()?.id.clone();
        if act == Act::ExportAgenda {
            let title = texts.get("ui-calendar-title");
            let words = vec![texts.get("ui-calendar-words")];
            let ask = Ask::Calendar { agenda };
            let go = "ui-calendar-yes";
            return Some(form(texts, title, words, PATH, &[], go, ask));
        }
        let row = inside.agenda_item()?;
        let item = row.id.clone();
        if act == Act::CancelItem {
            let title = harmless(&row.title);
            return Some(Question::choose(
                texts.with("ui-cancel-title", &[("title", &title)]),
                vec![texts.get("ui-cancel-words")],
                vec![texts.get("ui-cancel-no"), texts.get("ui-cancel-yes")],
                Ask::CancelItem { agenda, item },
            ));
        }
        let local = |pattern: &str| export::local(&row.starts, &row.zone, pattern);
        let (date, hour, minutes) = (local("%Y-%m-%d"), local("%H:%M"), minutes(row));
        let given = [
            ("title", &*row.title),
            ("date", &*date),
            ("hour", &*hour),
            ("zone", &*row.zone),
            ("place", row.place.as_deref().unwrap_or_default()),
            ("until", &*minutes),
            ("who", row.who.as_deref().unwrap_or_default()),
        ];
        let title = texts.get("ui-change-title");
        let words = vec![texts.get("ui-item-words"), texts.get("ui-change-words")];
        let ask = Ask::ChangeItem { agenda, item };
        Some(form(texts, title, words, ITEM, &given, "ui-save", ask))
    }

    /// What publishing means, and how much of it is new.
    pub(super) fn publish_words(&self, inside: &Inside) -> Vec<String> {
        let mut words = vec![self.texts.get("ui-publish-words")];
        let new = inside.agenda_items().iter().filter(|(_, new)| *new).count();
        if new > 0 {
            let new = new.to_string();
            words.push(self.texts.with("ui-unpublished", &[("n", &new)]));
        }
        words
    }

    /// What was answered about items of agendas, versions and comments; the rest is filled in.
    pub(super) fn answer_about_work(
        &mut self,
        ask: &Ask,
        choice: usize,
        values: &[String],
    ) -> Result<(), &'static str> {
        let path = || Filled::check(PATH, values).map(|filled| filled.text("path").to_owned());
        match ask {
            Ask::Restore { id, version } => self.restore(id, version),
            Ask::RetractPost { id } => self.retract_post(id),
            Ask::CloseThread { id } => self.close_thread(id),
            Ask::CancelItem { agenda, item } => self.cancel_item(agenda, item),
            Ask::AddItem { agenda } => {
                let kind = KINDS.get(choice).map(|kind| (*kind).to_owned());
                let item = AgendaItemFields {
                    kind,
                    ..item_fields(values)?
                };
                let id = agenda.clone();
                self.call(
                    Purpose::Done("ui-done-item"),
                    Request::AgendaAdd { id, item },
                );
            }
            Ask::ChangeItem { agenda, item } => {
                let fields = item_fields(values)?;
                if fields.ends_ms.is_none() && self.has_end(agenda, item) {
                    return Err("ui-fault-until-stays");
                }
                self.change_item(agenda, item, fields);
            }
            Ask::NewSpace => return self.new_space(choice, values),
            Ask::SaveFile { id } => self.fetch_file(id, path()?),
            Ask::AttachFile { id, post, .. } => {
                let alone = post.as_ref().filter(|_| choice == 1);
                self.pick_file(alone.unwrap_or(id), path()?);
            }
            Ask::Comment { id } => return self.comment(id, values),
            Ask::Export => return self.save_export(path()?),
            Ask::Calendar { agenda } => self.save_calendar(agenda, path()?),
            _ => return self.filled(ask, values),
        }
        Ok(())
    }

    /// An item changes as a form says.
    fn change_item(&mut self, agenda: &str, item: &str, fields: AgendaItemFields) {
        let (id, item) = (agenda.to_owned(), item.to_owned());
        let change = Request::AgendaChange { id, item, fields };
        self.call(Purpose::Done("ui-done-change"), change);
    }

    /// An item says when it ends.
    fn has_end(&self, agenda: &str, item: &str) -> bool {
        let Stage::Inside(inside) = &self.stage else {
            return false;
        };
        let detail = inside.known.agenda_details.get(agenda);
        let rows = detail.map(|detail| detail.unpublished.iter().chain(&detail.items));
        // What is not published stands first: it takes the place of what is.
        let mut rows = rows.into_iter().flatten();
        let row = rows.find(|row| row.id == item);
        row.is_some_and(|row| row.ends.is_some())
    }

    /// An item is off.
    pub(super) fn cancel_item(&mut self, agenda: &str, item: &str) {
        let (id, item) = (agenda.to_owned(), item.to_owned());
        let cancel = Request::AgendaCancel { id, item };
        self.call(Purpose::Done("ui-done-cancel"), cancel);
    }

    /// The calendar of an agenda goes to a file: hours alone.
    pub(super) fn save_calendar(&mut self, agenda: &str, path: String) {
        let Stage::Inside(inside) = &self.stage else {
            return;
        };
        let Some(detail) = inside.known.agenda_details.get(agenda) else {
            return;
        };
        let told = export::agenda::Told::Hours;
        let text = export::agenda::calendar(detail, told, &self.texts);
        self.effects.push(Effect::Save { path, text });
    }
}

/// How long an item is, in minutes: it stays so long when it begins at another hour.
fn minutes(row: &AgendaItemRow) -> String {
    let at = |text: &str| text.parse::<Timestamp>().ok();
    let ends = row.ends.as_deref().and_then(at);
    let length = ends.zip(at(&row.starts)).map(|(ends, starts)| {
        let length = ends.as_millisecond() - starts.as_millisecond();
        (length / MINUTE_MS).to_string()
    });
    length.unwrap_or_default()
}

/// What was filled in of an item; its kind is not asked for in a field.
fn item_fields(values: &[String]) -> Result<AgendaItemFields, &'static str> {
    let filled = Filled::check(ITEM, values)?;
    let zone = filled.zone("zone").ok_or("ui-fault-zone")?;
    let starts = filled.moment("date", "hour", &zone);
    let starts = starts.ok_or("ui-fault-date")?;
    let until = filled.text("until");
    let ends = match (
        until.parse::<u32>().map(i64::from),
        // A time is read out of a day with an hour, too.
        until.parse::<civil::DateTime>(),
        until.parse::<civil::Time>(),
    ) {
        _ if until.is_empty() => None,
        (Ok(minutes), _, _) => Some(starts.saturating_add(minutes * MINUTE_MS)),
        (_, Ok(local), _) => Some(there(local, &zone).ok_or("ui-fault-until")?),
        (_, _, Ok(_)) => filled.moment("date", "until", &zone),
        _ => return Err("ui-fault-until"),
    };
    if ends.is_some_and(|ends| ends <= starts) {
        return Err("ui-fault-until-before");
    }
    Ok(AgendaItemFields {
        title: Some(filled.text("title").to_owned()),
        starts_ms: Some(starts),
        ends_ms: ends,
        minutes: None,
        zone: filled.optional("zone"),
        place: Some(filled.text("place").to_owned()),
        kind: None,
        who: Some(filled.text("who").to_owned()),
        from: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_starts_and_ends_at_the_hour_of_its_place() {
        let values = |date: &str, hour: &str, zone: &str, until: &str| -> Vec<String> {
            ["Taller", date, hour, zone, "", until, "Rosa"]
                .map(str::to_owned)
                .to_vec()
        };
        let until = |until| item_fields(&values("2027-04-15", "16:00", "America/Asuncion", until));
        let starts = 1_807_815_600_000;
        let item = until("").unwrap();
        assert_eq!((item.starts_ms, item.ends_ms), (Some(starts), None));
        assert_eq!(item.who.as_deref(), Some("Rosa"));
        for (typed, minutes) in [
            ("90", 90),
            ("17:30", 90),
            ("2027-04-16 16:00", 24 * 60),
            ("1", 1),
        ] {
            let ends = until(typed).unwrap().ends_ms;
            assert_eq!(ends, Some(starts + minutes * MINUTE_MS), "{typed}");
        }
        for typed in ["0", "16:00", "15:59", "2027-04-14 18:00"] {
            assert_eq!(until(typed).unwrap_err(), "ui-fault-until-before");
        }
        assert_eq!(until("tarde").unwrap_err(), "ui-fault-until");
        let fault = |date, hour, zone| item_fields(&values(date, hour, zone, "")).unwrap_err();
        assert_eq!(fault("15/4/27", "16:00", "UTC"), "ui-fault-date");
        assert_eq!(fault("2027-04-15", "cuatro", "UTC"), "ui-fault-hour");
        assert_eq!(fault("2027-04-15", "16:00", "Asunción"), "ui-fault-zone");
    }
}
