//! Agendas: drafts, numbered editions, and who holds them.

use super::codec::{Fields, Reader, Writer};
use super::name::NAME_BYTES_MAX;
use super::{ContentFault, TITLE_BYTES_MAX};
use crate::id::OpId;
use crate::time::WallTime;

/// The most items of one edition: some 150 bytes each must fit in one operation.
pub const AGENDA_ITEMS_MAX: usize = 400;
/// The most bytes of an item's place.
pub const ITEM_TEXT_BYTES_MAX: usize = 512;
/// The most bytes of an IANA zone name: the longest has 32.
pub const ZONE_BYTES_MAX: usize = 64;

/// The name of an item for its whole life, drawn at random by who adds it.
pub type ItemId = [u8; 16];

/// What an item is. Codes are part of the byte format.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum ItemKind {
    /// People meet.
    Meeting,
    /// A training.
    Training,
    /// An action in public.
    Action,
    /// Something is due.
    Deadline,
}

impl ItemKind {
    const fn code(self) -> u64 {
        match self {
            Self::Meeting => 1,
            Self::Training => 2,
            Self::Action => 3,
            Self::Deadline => 4,
        }
    }

    const fn of(code: u64) -> Option<Self> {
        Some(match code {
            1 => Self::Meeting,
            2 => Self::Training,
            3 => Self::Action,
            4 => Self::Deadline,
            _ => return None,
        })
    }
}

/// Whether an item takes place.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum ItemState {
    /// It does.
    Planned,
    /// It does not; kept so that calendars drop it.
    Cancelled,
}

/// One item of an agenda, whole.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Item {
    /// Its name for life.
    pub id: ItemId,
    /// At most [`TITLE_BYTES_MAX`] bytes.
    pub title: String,
    /// When it begins.
    pub starts: WallTime,
    /// When it ends.
    pub ends: Option<WallTime>,
    /// IANA zone of the place; at most [`ZONE_BYTES_MAX`] bytes.
    pub zone: String,
    /// Where; at most [`ITEM_TEXT_BYTES_MAX`] bytes.
    pub place: Option<String>,
    /// What it is.
    pub kind: ItemKind,
    /// Whether it takes place.
    pub state: ItemState,
    /// Who is responsible, as text; at most [`NAME_BYTES_MAX`] bytes.
    pub who: Option<String>,
    /// What it comes from: a meeting that was called, a proposal, a plan.
    pub from: Option<OpId>,
}

impl Item {
    /// Stands for an item that only a newer version can read, until its content becomes unknown.
    const fn placeholder() -> Self {
        Self {
            id: [0; 16],
            title: String::new(),
            starts: WallTime(0),
            ends: None,
            zone: String::new(),
            place: None,
            kind: ItemKind::Meeting,
            state: ItemState::Planned,
            who: None,
            from: None,
        }
    }
}

impl Fields for Item {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.bytes(&self.id);
        w.text(&self.title, TITLE_BYTES_MAX)?;
        w.uint(self.starts.0);
        w.text(&self.zone, ZONE_BYTES_MAX)?;
        w.uint(self.kind.code());
        w.uint(match self.state {
            ItemState::Planned => 0,
            ItemState::Cancelled => 1,
        });
        w.uint_or_absent(self.ends.map(|ends| ends.0));
        w.text_or_absent(self.place.as_deref(), ITEM_TEXT_BYTES_MAX)?;
        w.text_or_absent(self.who.as_deref(), NAME_BYTES_MAX)?;
        w.bytes_or_absent(self.from.as_ref().map(OpId::as_bytes));
        Ok(())
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        let id = r.array()?;
        let title = r.text(TITLE_BYTES_MAX)?;
        let starts = WallTime(r.uint()?);
        let zone = r.text(ZONE_BYTES_MAX)?;
        let kind = ItemKind::of(r.uint()?);
        let state = match r.uint()? {
            0 => Some(ItemState::Planned),
            1 => Some(ItemState::Cancelled),
            _ => None,
        };
        let (Some(kind), Some(state)) = (kind, state) else {
            r.meet_newer();
            r.skip_rest()?;
            return Ok(Self::placeholder());
        };
        let ends = r.uint_or_absent()?.map(WallTime);
        let place = r.text_or_absent(ITEM_TEXT_BYTES_MAX)?;
        let who = r.text_or_absent(NAME_BYTES_MAX)?;
        let from = r.array_or_absent()?.map(OpId::from_bytes);
        Ok(Self {
            id,
            title,
            starts,
            ends,
            zone,
            place,
            kind,
            state,
            who,
            from,
        })
    }
}

/// An agenda begins; its id is the operation's.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AgendaNew {
    /// At most [`TITLE_BYTES_MAX`] bytes.
    pub title: String,
}

impl Fields for AgendaNew {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.text(&self.title, TITLE_BYTES_MAX)
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            title: r.text(TITLE_BYTES_MAX)?,
        })
    }
}

/// An item of an agenda's draft, as its author wants it to stand: added, changed or cancelled.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AgendaItem {
    /// The agenda.
    pub agenda: OpId,
    /// The item, whole.
    pub item: Item,
}

impl Fields for AgendaItem {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.bytes(self.agenda.as_bytes());
        self.item.write(w)
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            agenda: OpId::from_bytes(r.array()?),
            item: Item::read(r)?,
        })
    }
}

/// A numbered edition of an agenda, all of it inside the one signed operation.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AgendaPublish {
    /// The agenda.
    pub agenda: OpId,
    /// 1, 2, 3...: the highest is the current one.
    pub edition: u32,
    /// At most [`TITLE_BYTES_MAX`] bytes.
    pub title: String,
    /// At most [`AGENDA_ITEMS_MAX`], as they stand in this edition.
    pub items: Vec<Item>,
}

impl Fields for AgendaPublish {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        if self.items.len() > AGENDA_ITEMS_MAX {
            return Err(ContentFault::FieldTooLarge);
        }
        w.bytes(self.agenda.as_bytes());
        w.uint(self.edition.into());
        w.text(&self.title, TITLE_BYTES_MAX)?;
        w.list(&self.items)
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            agenda: OpId::from_bytes(r.array()?),
            edition: u32::try_from(r.uint()?).map_err(|_| ContentFault::Malformed)?,
            title: r.text(TITLE_BYTES_MAX)?,
            items: r.list(AGENDA_ITEMS_MAX)?,
        })
    }
}

/// The author's organization holds this edition.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Held {
    /// The operation that published it.
    pub object: OpId,
}

impl Fields for Held {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.bytes(self.object.as_bytes());
        Ok(())
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            object: OpId::from_bytes(r.array()?),
        })
    }
}
