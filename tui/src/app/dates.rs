//! What is done with the items of an agenda: looked at by month, changed, cancelled, taken out as
//! a calendar.

use asamblea_node::api::{AgendaItemFields, AgendaItemRow, Request};

use super::asking::{absolute, item_fields};
use super::inside::{Inside, Pane};
use super::question::{Ask, Question};
use super::{App, Effect, Purpose, Stage};
use crate::command_table::Act;
use crate::export;
use crate::harmless::harmless;
use crate::theme::Role;
use crate::view::page::TWO_PANES;

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

    /// Shows the month instead of the list of agendas, or the list again.
    pub(super) fn turn_month(&mut self) {
        let narrow = self.size.0 < TWO_PANES;
        if let Some(inside) = self.inside() {
            inside.month = !inside.month;
            if inside.month && narrow {
                inside.pane = Pane::First;
            }
        }
    }

    /// Asks what changes about an item, whether it is off, or where a calendar goes.
    pub(super) fn date_question(&self, inside: &Inside, act: Act) -> Option<Question> {
        let texts = &self.texts;
        let agenda = inside.agenda()?.id.clone();
        if act == Act::ExportAgenda {
            return Some(Question::fill(
                texts.get("ui-calendar-title"),
                vec![texts.get("ui-calendar-words")],
                vec![(texts.get("ui-path"), String::new())],
                vec![texts.get("ui-calendar-yes"), texts.get("ui-back")],
                Ask::Calendar { agenda },
            ));
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
        let local = |form: &str| export::local(&row.starts, &row.zone, form);
        let field = |key: &str, text: &str| (texts.get(key), text.to_owned());
        Some(Question::fill(
            texts.get("ui-change-title"),
            vec![texts.get("ui-item-words"), texts.get("ui-change-words")],
            vec![
                field("ui-item-what", &row.title),
                field("ui-item-date", &local("%Y-%m-%d")),
                field("ui-item-hour", &local("%H:%M")),
                field("ui-item-zone", &row.zone),
                field("ui-item-place", row.place.as_deref().unwrap_or_default()),
            ],
            vec![texts.get("ui-save"), texts.get("ui-back")],
            Ask::ChangeItem { agenda, item },
        ))
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
        values: &[String],
    ) -> Result<(), &'static str> {
        let value = |at: usize| values.get(at).cloned().unwrap_or_default();
        match ask {
            Ask::Restore { id, version } => self.restore(id, version),
            Ask::RetractPost { id } => self.retract_post(id),
            Ask::CloseThread { id } => self.close_thread(id),
            Ask::CancelItem { agenda, item } => self.cancel_item(agenda, item),
            Ask::ChangeItem { agenda, item } => {
                if value(0).trim().is_empty() {
                    return Err("ui-fault-empty");
                }
                self.change_item(agenda, item, item_fields(values)?, value(4));
            }
            Ask::SaveFile { id } => self.fetch_file(id, absolute(value(0))?),
            Ask::AttachFile { id, .. } => self.pick_file(id, absolute(value(0))?),
            Ask::Comment { id } => return self.comment(id, values),
            Ask::Export => return self.save_export(absolute(value(0))?),
            Ask::Calendar { agenda } => self.save_calendar(agenda, absolute(value(0))?),
            _ => return self.filled(ask, values),
        }
        Ok(())
    }

    /// An item changes as a form says.
    pub(super) fn change_item(
        &mut self,
        agenda: &str,
        item: &str,
        fields: AgendaItemFields,
        place: String,
    ) {
        let fields = AgendaItemFields {
            // What the form does not ask for stays.
            kind: None,
            place: Some(place),
            ..fields
        };
        let (id, item) = (agenda.to_owned(), item.to_owned());
        let change = Request::AgendaChange { id, item, fields };
        self.call(Purpose::Done("ui-done-change"), change);
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
