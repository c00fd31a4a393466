//! Items of agendas: added, changed, cancelled; and what an edition changed about them.

use asamblea_protocol::content::{AgendaItem, Item, ItemId, ItemKind, ItemState};
use asamblea_protocol::id::{OpId, SpaceId};
use asamblea_protocol::time::WallTime;
use asamblea_protocol::view;
use data_encoding::HEXLOWER;

use crate::api::{AgendaItemFields, AgendaItemRow, ApiError, ErrorKind, ItemChange, Reply, Saved};
use crate::engine::Engine;
use crate::engine::clock::rfc3339;
use crate::engine::serve::selectors::pick;

/// Milliseconds of a minute.
const MINUTE_MS: u64 = 60_000;

impl Engine {
    pub(in crate::engine::serve) fn add_item(
        &mut self,
        id: &str,
        fields: AgendaItemFields,
    ) -> Result<Reply, ApiError> {
        self.need_office()?;
        let (space, agenda) = self.find_agenda(id)?;
        if fields.title.is_none() || fields.starts_ms.is_none() {
            let missing = if fields.title.is_none() {
                "title"
            } else {
                "starts"
            };
            return Err(ApiError::about(ErrorKind::Usage, missing));
        }
        let mut item = [0; 16];
        rand_core::Rng::fill_bytes(&mut self.rng, &mut item);
        let blank = Item {
            id: item,
            title: String::new(),
            starts: WallTime(0),
            ends: None,
            zone: "UTC".to_owned(),
            place: None,
            kind: ItemKind::Meeting,
            state: ItemState::Planned,
            who: None,
            from: None,
        };
        let from = self.source_of(&fields)?;
        self.write_item(space, agenda, changed(blank, fields, from)?)
    }

    pub(in crate::engine::serve) fn change_item(
        &mut self,
        id: &str,
        item: &str,
        fields: AgendaItemFields,
    ) -> Result<Reply, ApiError> {
        self.need_office()?;
        let (space, agenda, item) = self.find_item(id, item)?;
        if item.state == ItemState::Cancelled {
            return Err(ErrorKind::NoEffect.into());
        }
        let from = self.source_of(&fields)?;
        self.write_item(space, agenda, changed(item, fields, from)?)
    }

    pub(in crate::engine::serve) fn cancel_item(
        &mut self,
        id: &str,
        item: &str,
    ) -> Result<Reply, ApiError> {
        self.need_office()?;
        let (space, agenda, mut item) = self.find_item(id, item)?;
        if item.state == ItemState::Cancelled {
            return Err(ErrorKind::NoEffect.into());
        }
        item.state = ItemState::Cancelled;
        self.write_item(space, agenda, item)
    }

    /// What an item is said to come from.
    fn source_of(&self, fields: &AgendaItemFields) -> Result<Option<OpId>, ApiError> {
        let from = fields.from.as_deref();
        from.map(|text| self.find_source(text)).transpose()
    }

    fn write_item(&mut self, space: SpaceId, agenda: OpId, item: Item) -> Result<Reply, ApiError> {
        let id = HEXLOWER.encode(&item.id);
        self.write_one(space, AgendaItem { agenda, item }.into())?;
        Ok(Reply::Saved(Saved::of(id)))
    }

    /// An item of an agenda's draft, by its id, any prefix of it, or its title.
    fn find_item(&self, id: &str, text: &str) -> Result<(SpaceId, OpId, Item), ApiError> {
        let (space, id) = self.find_agenda(id)?;
        let agenda = self.agenda(space, id)?;
        let draft = agenda.draft();
        let all = draft
            .iter()
            .map(|item| (item.id, HEXLOWER.encode(&item.id), Some(item.title.clone())));
        let found: ItemId = pick(text, all)?;
        let item = agenda.drafted(&found).ok_or(ErrorKind::NotFound)?;
        Ok((space, id, item.clone()))
    }

    /// The items of an edition by start, each with what this edition changed about it.
    pub(super) fn edition_rows(
        &self,
        agenda: &view::Agenda,
        edition: &view::Edition,
    ) -> Vec<AgendaItemRow> {
        let before = agenda.replaced(edition.number);
        let since = |item: &Item| agenda.unchanged_since(edition.number, item);
        self.rows(&edition.items, before, since)
    }

    /// The items of the draft by start, each with what is not published of it.
    pub(super) fn draft_rows(&self, agenda: &view::Agenda) -> Vec<AgendaItemRow> {
        let newest = agenda.newest();
        let since = |item: &Item| match newest {
            Some(edition) if edition.item(&item.id) == Some(item) => {
                agenda.unchanged_since(edition.number, item)
            }
            _ => 0,
        };
        self.rows(&agenda.draft(), newest, since)
    }

    /// What calendars of my organization call something of this id; another organization's call it
    /// otherwise. Nothing on a device of none.
    pub(in crate::engine::serve) fn calendar_name(&self, id: &[u8], label: &str) -> String {
        let named = self.my_org().zip(id.first_chunk());
        named.map_or_else(String::new, |(org, id)| {
            HEXLOWER.encode(&view::calendar_uid(org, id, label))
        })
    }

    fn rows(
        &self,
        items: &[Item],
        before: Option<&view::Edition>,
        since: impl Fn(&Item) -> u32,
    ) -> Vec<AgendaItemRow> {
        let mut items: Vec<&Item> = items.iter().collect();
        items.sort_by_key(|item| (item.starts, item.id));
        let row = |item: &Item| AgendaItemRow {
            uid: self.calendar_name(&item.id, ""),
            sequence: since(item),
            change: before.and_then(|before| change(before.item(&item.id), item)),
            ..item_row(item.clone())
        };
        items.into_iter().map(row).collect()
    }
}

/// An item with what is said of it from here on, and what it comes from where that is said.
fn changed(mut item: Item, fields: AgendaItemFields, from: Option<OpId>) -> Result<Item, ApiError> {
    let wrong = |what: &str| ApiError::about(ErrorKind::Usage, what);
    if let Some(title) = fields.title {
        item.title = title;
    }
    if item.title.trim().is_empty() {
        return Err(wrong("title"));
    }
    if let Some(ms) = fields.starts_ms {
        let starts = u64::try_from(ms).map_err(|_| wrong("starts"))?;
        let length = item.ends.map(|ends| ends.0.saturating_sub(item.starts.0));
        item.starts = WallTime(starts);
        item.ends = length.map(|length| WallTime(starts.saturating_add(length)));
    }
    if let Some(ms) = fields.ends_ms {
        item.ends = Some(WallTime(u64::try_from(ms).map_err(|_| wrong("ends"))?));
    } else if let Some(minutes) = fields.minutes {
        let length = u64::from(minutes).saturating_mul(MINUTE_MS);
        item.ends = Some(WallTime(item.starts.0.saturating_add(length)));
    }
    if item.ends.is_some_and(|ends| ends < item.starts) {
        return Err(wrong("ends"));
    }
    if let Some(zone) = fields.zone {
        item.zone = zone;
    }
    if let Some(place) = fields.place {
        item.place = Some(place).filter(|place| !place.trim().is_empty());
    }
    if let Some(who) = fields.who {
        item.who = Some(who).filter(|who| !who.trim().is_empty());
    }
    item.from = from.or(item.from);
    if let Some(kind) = fields.kind {
        item.kind = match kind.as_str() {
            "meeting" => ItemKind::Meeting,
            "training" => ItemKind::Training,
            "action" => ItemKind::Action,
            "deadline" => ItemKind::Deadline,
            other => return Err(wrong(other)),
        };
    }
    Ok(item)
}

/// What is new about an item; nothing where it stands as before.
fn change(before: Option<&Item>, item: &Item) -> Option<ItemChange> {
    let Some(before) = before else {
        return Some(ItemChange {
            kind: "new".to_owned(),
            ..ItemChange::default()
        });
    };
    if before == item {
        return None;
    }
    let kind = match (before.state, item.state) {
        (ItemState::Planned, ItemState::Cancelled) => "cancelled",
        (ItemState::Cancelled, ItemState::Planned) => "planned",
        _ => "changed",
    };
    let title = (before.title != item.title).then(|| before.title.clone());
    let place = (before.place != item.place).then(|| before.place.clone().unwrap_or_default());
    Some(ItemChange {
        kind: kind.to_owned(),
        title,
        starts: (before.starts != item.starts).then(|| rfc3339(before.starts)),
        place,
    })
}

fn item_row(item: Item) -> AgendaItemRow {
    AgendaItemRow {
        id: HEXLOWER.encode(&item.id),
        title: item.title,
        starts: rfc3339(item.starts),
        ends: item.ends.map(rfc3339),
        zone: item.zone,
        place: item.place,
        kind: match item.kind {
            ItemKind::Meeting => "meeting",
            ItemKind::Training => "training",
            ItemKind::Action => "action",
            ItemKind::Deadline => "deadline",
        }
        .to_owned(),
        state: match item.state {
            ItemState::Planned => "planned",
            ItemState::Cancelled => "cancelled",
        }
        .to_owned(),
        who: item.who,
        from: item.from.map(|from| from.to_hex()),
        ..AgendaItemRow::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item() -> Item {
        Item {
            id: [1; 16],
            title: "Reunión".to_owned(),
            starts: WallTime(1000 * MINUTE_MS),
            ends: Some(WallTime(1090 * MINUTE_MS)),
            zone: "America/Lima".to_owned(),
            place: Some("Sede".to_owned()),
            kind: ItemKind::Meeting,
            state: ItemState::Planned,
            who: None,
            from: None,
        }
    }

    fn minutes(n: u64) -> Option<i64> {
        i64::try_from(n * MINUTE_MS).ok()
    }

    #[test]
    fn a_start_that_moves_takes_the_end_along() {
        let fields = AgendaItemFields {
            starts_ms: minutes(2000),
            ..AgendaItemFields::default()
        };
        let moved = changed(item(), fields, None).unwrap();
        assert_eq!(moved.ends, Some(WallTime(2090 * MINUTE_MS)));
        assert_eq!((moved.title, moved.place), (item().title, item().place));
        let fields = AgendaItemFields {
            minutes: Some(30),
            place: Some(String::new()),
            who: Some("Ana".to_owned()),
            ..AgendaItemFields::default()
        };
        let shorter = changed(item(), fields, None).unwrap();
        assert_eq!(shorter.ends, Some(WallTime(1030 * MINUTE_MS)));
        assert_eq!((shorter.place, shorter.who.as_deref()), (None, Some("Ana")));
    }

    #[test]
    fn what_makes_no_item_is_refused() {
        let refused = |fields: AgendaItemFields, subject: &str| {
            let error = changed(item(), fields, None).unwrap_err();
            assert_eq!(
                (error.kind, error.subject.as_deref()),
                (ErrorKind::Usage, Some(subject))
            );
        };
        let fields = AgendaItemFields::default;
        let title = Some(" ".to_owned());
        refused(AgendaItemFields { title, ..fields() }, "title");
        let ends_ms = minutes(999);
        refused(
            AgendaItemFields {
                ends_ms,
                ..fields()
            },
            "ends",
        );
        let starts_ms = Some(-1);
        refused(
            AgendaItemFields {
                starts_ms,
                ..fields()
            },
            "starts",
        );
        let kind = Some("party".to_owned());
        refused(AgendaItemFields { kind, ..fields() }, "party");
    }

    #[test]
    fn a_change_says_how_it_was() {
        assert_eq!(change(Some(&item()), &item()), None);
        assert_eq!(change(None, &item()).unwrap().kind, "new");
        let moved = Item {
            starts: WallTime(0),
            place: None,
            ..item()
        };
        let said = change(Some(&item()), &moved).unwrap();
        assert_eq!(said.kind, "changed");
        assert_eq!(said.starts.as_deref(), Some("1970-01-01T16:40:00Z"));
        assert_eq!((said.title, said.place.as_deref()), (None, Some("Sede")));
        let off = Item {
            state: ItemState::Cancelled,
            ..item()
        };
        assert_eq!(change(Some(&item()), &off).unwrap().kind, "cancelled");
        assert_eq!(change(Some(&off), &item()).unwrap().kind, "planned");
    }
}
