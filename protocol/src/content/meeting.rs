//! Meetings: the call, points, attendance, agreements, and the closing that freezes the minutes.

mod said;

pub use self::said::{MeetingAnswer, MeetingApprove};

use super::agenda::{ITEM_TEXT_BYTES_MAX, ItemId, ZONE_BYTES_MAX};
use super::codec::{Fields, Reader, Writer};
use super::name::NAME_BYTES_MAX;
use super::proposal::{packed, unpacked};
use super::{CONTENT_BYTES_MAX, ContentFault, TITLE_BYTES_MAX};
use crate::id::{OpId, SpaceId};
use crate::time::WallTime;

/// The most bytes of an agreement or of a word about a task: a page. More belongs in a document.
pub const AGREEMENT_TEXT_BYTES_MAX: usize = 4 * 1024;
/// The most bytes of written-out minutes: some twelve pages.
pub const MINUTES_TEXT_BYTES_MAX: usize = 40 * 1024;
/// The most operations that a closing can say it covers.
pub const COVERED_MAX: usize = 512;
/// The most members that a closing can say were present: 32 bytes each beside the minutes.
pub const PRESENT_MAX: usize = 512;
/// The highest number of an agreement in one year, and the last year: four digits each.
pub const AGREEMENT_NUMBER_MAX: u32 = 9_999;
/// The last day that can be due, 9999-12-31, in days since 1970.
const DAY_MAX: u64 = 2_932_896;

// Minutes and what they cover fit in one content, with 35 bytes an id.
const _: () = assert!(MINUTES_TEXT_BYTES_MAX + COVERED_MAX * 35 + 128 <= CONTENT_BYTES_MAX);

/// An enumeration whose codes are part of the byte format.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$said:meta])* $variant:ident = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
        pub enum $name {
            $($(#[$said])* $variant,)*
        }

        impl $name {
            const fn code(self) -> u64 {
                match self {
                    $(Self::$variant => $code,)*
                }
            }

            const fn of(code: u64) -> Option<Self> {
                Some(match code {
                    $($code => Self::$variant,)*
                    _ => return None,
                })
            }
        }
    };
}

codes! {
    /// What kind of meeting it is by the statutes.
    MeetingType {
        /// On its usual date.
        Ordinary = 1,
        /// Called for one matter.
        Extraordinary = 2,
        /// Nothing is decided.
        Informative = 3,
    }
}

codes! {
    /// How people meet.
    Modality {
        /// Nobody said.
        Unsaid = 0,
        /// In one place.
        InPerson = 1,
        /// From afar.
        Remote = 2,
        /// Some in one place, others from afar.
        Mixed = 3,
        /// In writing, over days.
        InWriting = 4,
    }
}

codes! {
    /// Whether the meeting takes place.
    CallState {
        /// It does.
        Called = 0,
        /// It does not.
        Cancelled = 1,
    }
}

codes! {
    /// What a point is for.
    PointKind {
        /// Somebody reports.
        Report = 1,
        /// It is talked about.
        Debate = 2,
        /// It is decided.
        Decision = 3,
        /// Somebody is elected.
        Election = 4,
        /// Anything else.
        Other = 5,
    }
}

codes! {
    /// How far a point is.
    PointState {
        /// Still to come.
        Open = 0,
        /// Dealt with.
        Done = 1,
        /// Taken off.
        Withdrawn = 2,
    }
}

codes! {
    /// Whether somebody is there.
    Presence {
        /// She is not, and did not say why.
        Absent = 0,
        /// She is.
        Present = 1,
        /// She is not, and said so.
        Excused = 2,
        /// Somebody else speaks for her.
        Proxy = 3,
    }
}

codes! {
    /// As what somebody is there.
    Standing {
        /// She speaks for herself, or for her organization.
        Delegate = 1,
        /// In place of the delegate.
        Alternate = 2,
        /// She is heard, and does not count.
        Guest = 3,
        /// She listens, and does not count.
        Observer = 4,
    }
}

codes! {
    /// How an agreement came about.
    Decided {
        /// Nobody said.
        Unsaid = 0,
        /// Nobody was against it.
        Consensus = 1,
        /// By votes.
        Vote = 2,
        /// An earlier mandate asks for it.
        Mandate = 3,
    }
}

/// Notes a code that only a newer version can have written, and steps over what follows it.
macro_rules! known {
    ($r:ident, $kind:ident, $placeholder:expr) => {
        match $kind::of($r.uint()?) {
            Some(known) => known,
            None => {
                $r.meet_newer();
                $r.skip_rest()?;
                return Ok($placeholder);
            }
        }
    };
}

/// Somebody: a person or an organization by its space, or whoever a text names.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Party {
    /// A person's or organization's space.
    Id(SpaceId),
    /// A name; at most [`NAME_BYTES_MAX`] bytes.
    Text(String),
}

impl Party {
    const NOBODY: Self = Self::Text(String::new());

    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        match self {
            Self::Id(id) => {
                w.bytes(id.as_bytes());
                Ok(())
            }
            Self::Text(text) => w.text(text, NAME_BYTES_MAX),
        }
    }

    fn write_or_absent(party: Option<&Self>, w: &mut Writer) -> Result<(), ContentFault> {
        match party {
            Some(party) => party.write(w),
            None => {
                w.absent();
                Ok(())
            }
        }
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(if r.is_bytes()? {
            Self::Id(SpaceId::from_bytes(r.array()?))
        } else {
            Self::Text(r.text(NAME_BYTES_MAX)?)
        })
    }

    fn read_or_absent(r: &mut Reader<'_>) -> Result<Option<Self>, ContentFault> {
        Ok(if r.there()? {
            Some(Self::read(r)?)
        } else {
            None
        })
    }
}

fn count_or_absent(r: &mut Reader<'_>) -> Result<Option<u32>, ContentFault> {
    let count = r.uint_or_absent()?;
    count
        .map(|count| u32::try_from(count).map_err(|_| ContentFault::FieldTooLarge))
        .transpose()
}

/// What people are called to, whole.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Call {
    /// At most [`TITLE_BYTES_MAX`] bytes.
    pub title: String,
    /// When it begins.
    pub starts: WallTime,
    /// IANA zone of the place; at most [`ZONE_BYTES_MAX`] bytes.
    pub zone: String,
    /// What kind of meeting.
    pub kind: MeetingType,
    /// How people meet.
    pub modality: Modality,
    /// Whether it takes place.
    pub state: CallState,
    /// When it ends.
    pub ends: Option<WallTime>,
    /// So many members must be there or represented; else more than half of them.
    pub quorum: Option<u32>,
    /// When it begins, if it could not at first.
    pub second_call: Option<WallTime>,
    /// So many are enough then; else whoever is there.
    pub second_quorum: Option<u32>,
    /// Where; at most [`ITEM_TEXT_BYTES_MAX`] bytes.
    pub place: Option<String>,
    /// Which body meets; at most [`NAME_BYTES_MAX`] bytes.
    pub body: Option<String>,
    /// Until when points may be proposed.
    pub points_until: Option<WallTime>,
}

impl Call {
    const fn placeholder() -> Self {
        Self {
            title: String::new(),
            starts: WallTime(0),
            zone: String::new(),
            kind: MeetingType::Ordinary,
            modality: Modality::Unsaid,
            state: CallState::Called,
            ends: None,
            quorum: None,
            second_call: None,
            second_quorum: None,
            place: None,
            body: None,
            points_until: None,
        }
    }
}

impl Fields for Call {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.text(&self.title, TITLE_BYTES_MAX)?;
        w.uint(self.starts.0);
        w.text(&self.zone, ZONE_BYTES_MAX)?;
        w.uint(self.kind.code());
        w.uint(self.modality.code());
        w.uint(self.state.code());
        w.uint_or_absent(self.ends.map(|at| at.0));
        w.uint_or_absent(self.quorum.map(u64::from));
        w.uint_or_absent(self.second_call.map(|at| at.0));
        w.uint_or_absent(self.second_quorum.map(u64::from));
        w.text_or_absent(self.place.as_deref(), ITEM_TEXT_BYTES_MAX)?;
        w.text_or_absent(self.body.as_deref(), NAME_BYTES_MAX)?;
        w.uint_or_absent(self.points_until.map(|at| at.0));
        Ok(())
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            title: r.text(TITLE_BYTES_MAX)?,
            starts: WallTime(r.uint()?),
            zone: r.text(ZONE_BYTES_MAX)?,
            kind: known!(r, MeetingType, Self::placeholder()),
            modality: known!(r, Modality, Self::placeholder()),
            state: known!(r, CallState, Self::placeholder()),
            ends: r.uint_or_absent()?.map(WallTime),
            quorum: count_or_absent(r)?,
            second_call: r.uint_or_absent()?.map(WallTime),
            second_quorum: count_or_absent(r)?,
            place: r.text_or_absent(ITEM_TEXT_BYTES_MAX)?,
            body: r.text_or_absent(NAME_BYTES_MAX)?,
            points_until: r.uint_or_absent()?.map(WallTime),
        })
    }
}

/// A meeting is called; its id is the operation's.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct MeetingNew {
    /// The call.
    pub call: Call,
}

impl Fields for MeetingNew {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        self.call.write(w)
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            call: Call::read(r)?,
        })
    }
}

/// The call as it now stands, by the person who called or an admin of the space.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct MeetingChange {
    /// The meeting.
    pub meeting: OpId,
    /// The call, whole.
    pub call: Call,
}

impl Fields for MeetingChange {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.bytes(self.meeting.as_bytes());
        self.call.write(w)
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            meeting: OpId::from_bytes(r.array()?),
            call: Call::read(r)?,
        })
    }
}

/// One point of a meeting, whole.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Point {
    /// Its name for life, drawn at random by who adds it.
    pub id: ItemId,
    /// At most [`TITLE_BYTES_MAX`] bytes.
    pub title: String,
    /// Its place among the others: they stand by this, then by id.
    pub order: u64,
    /// What it is for.
    pub kind: PointKind,
    /// How far it is.
    pub state: PointState,
    /// Who presents it.
    pub presenter: Option<Party>,
    /// Minutes planned for it.
    pub minutes: Option<u32>,
    /// The proposal of the same space that is decided under it.
    pub proposal: Option<OpId>,
}

impl Point {
    const fn placeholder() -> Self {
        Self {
            id: [0; 16],
            title: String::new(),
            order: 0,
            kind: PointKind::Other,
            state: PointState::Open,
            presenter: None,
            minutes: None,
            proposal: None,
        }
    }
}

impl Fields for Point {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.bytes(&self.id);
        w.text(&self.title, TITLE_BYTES_MAX)?;
        w.uint(self.order);
        w.uint(self.kind.code());
        w.uint(self.state.code());
        Party::write_or_absent(self.presenter.as_ref(), w)?;
        w.uint_or_absent(self.minutes.map(u64::from));
        w.bytes_or_absent(self.proposal.as_ref().map(OpId::as_bytes));
        Ok(())
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            id: r.array()?,
            title: r.text(TITLE_BYTES_MAX)?,
            order: r.uint()?,
            kind: known!(r, PointKind, Self::placeholder()),
            state: known!(r, PointState, Self::placeholder()),
            presenter: Party::read_or_absent(r)?,
            minutes: count_or_absent(r)?,
            proposal: r.array_or_absent()?.map(OpId::from_bytes),
        })
    }
}

/// A point of a meeting, as its author wants it to stand: added, moved, done or taken off.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct MeetingItem {
    /// The meeting.
    pub meeting: OpId,
    /// The point, whole.
    pub point: Point,
}

impl Fields for MeetingItem {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.bytes(self.meeting.as_bytes());
        self.point.write(w)
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            meeting: OpId::from_bytes(r.array()?),
            point: Point::read(r)?,
        })
    }
}

/// Whether somebody is at a meeting; the causally last word about her stands.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Attendance {
    /// The meeting.
    pub meeting: OpId,
    /// Who.
    pub who: Party,
    /// Whether she is there.
    pub presence: Presence,
    /// As what.
    pub standing: Standing,
    /// Who speaks for her, with [`Presence::Proxy`].
    pub to: Option<Party>,
}

impl Fields for Attendance {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.bytes(self.meeting.as_bytes());
        self.who.write(w)?;
        w.uint(self.presence.code());
        w.uint(self.standing.code());
        Party::write_or_absent(self.to.as_ref(), w)
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        let meeting = OpId::from_bytes(r.array()?);
        let placeholder = Self {
            meeting,
            who: Party::NOBODY,
            presence: Presence::Absent,
            standing: Standing::Observer,
            to: None,
        };
        Ok(Self {
            meeting,
            who: Party::read(r)?,
            presence: known!(r, Presence, placeholder),
            standing: known!(r, Standing, placeholder),
            to: Party::read_or_absent(r)?,
        })
    }
}

/// The document of the same space in which the minutes of a meeting are written.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct MeetingMinutes {
    /// The meeting.
    pub meeting: OpId,
    /// The document.
    pub doc: OpId,
}

impl Fields for MeetingMinutes {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.bytes(self.meeting.as_bytes());
        w.bytes(self.doc.as_bytes());
        Ok(())
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            meeting: OpId::from_bytes(r.array()?),
            doc: OpId::from_bytes(r.array()?),
        })
    }
}

/// What a meeting agreed. Its id, the operation's, is that of the task that comes of it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Agreement {
    /// The meeting.
    pub meeting: OpId,
    /// The year that it is numbered in, at most [`AGREEMENT_NUMBER_MAX`].
    pub year: u32,
    /// Its number in that year, from 1 to [`AGREEMENT_NUMBER_MAX`]: the highest known and one more.
    pub number: u32,
    /// At most [`AGREEMENT_TEXT_BYTES_MAX`] bytes.
    pub text: String,
    /// How it came about.
    pub decided: Decided,
    /// Who has to do it.
    pub who: Option<Party>,
    /// By when: the last day, in days since 1970, wherever she is.
    pub due: Option<u64>,
    /// An earlier agreement that it takes back.
    pub revokes: Option<OpId>,
    /// The point that it was taken under.
    pub point: Option<ItemId>,
    /// Votes for it.
    pub votes_for: Option<u32>,
    /// Votes against it.
    pub votes_against: Option<u32>,
    /// Who abstained.
    pub abstained: Option<u32>,
}

impl Agreement {
    fn placeholder(meeting: OpId) -> Self {
        Self {
            meeting,
            year: 0,
            number: 1,
            text: String::new(),
            decided: Decided::Unsaid,
            who: None,
            due: None,
            revokes: None,
            point: None,
            votes_for: None,
            votes_against: None,
            abstained: None,
        }
    }

    fn check(&self) -> Result<(), ContentFault> {
        if self.number == 0 {
            return Err(ContentFault::Malformed);
        }
        let long = self.year.max(self.number) > AGREEMENT_NUMBER_MAX;
        if long || self.due.is_some_and(|day| day > DAY_MAX) {
            return Err(ContentFault::FieldTooLarge);
        }
        Ok(())
    }
}

fn four_digits(r: &mut Reader<'_>) -> Result<u32, ContentFault> {
    u32::try_from(r.uint()?)
        .ok()
        .filter(|number| *number <= AGREEMENT_NUMBER_MAX)
        .ok_or(ContentFault::FieldTooLarge)
}

impl Fields for Agreement {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        self.check()?;
        w.bytes(self.meeting.as_bytes());
        w.uint(self.year.into());
        w.uint(self.number.into());
        w.text(&self.text, AGREEMENT_TEXT_BYTES_MAX)?;
        w.uint(self.decided.code());
        Party::write_or_absent(self.who.as_ref(), w)?;
        w.uint_or_absent(self.due);
        w.bytes_or_absent(self.revokes.as_ref().map(OpId::as_bytes));
        w.bytes_or_absent(self.point.as_ref());
        w.uint_or_absent(self.votes_for.map(u64::from));
        w.uint_or_absent(self.votes_against.map(u64::from));
        w.uint_or_absent(self.abstained.map(u64::from));
        Ok(())
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        let meeting = OpId::from_bytes(r.array()?);
        let year = four_digits(r)?;
        let number = four_digits(r)?;
        if number == 0 {
            return Err(ContentFault::Malformed);
        }
        let text = r.text(AGREEMENT_TEXT_BYTES_MAX)?;
        let agreement = Self {
            year,
            number,
            text,
            decided: known!(r, Decided, Self::placeholder(meeting)),
            who: Party::read_or_absent(r)?,
            due: r.uint_or_absent()?,
            revokes: r.array_or_absent()?.map(OpId::from_bytes),
            point: r.array_or_absent()?,
            votes_for: count_or_absent(r)?,
            votes_against: count_or_absent(r)?,
            abstained: count_or_absent(r)?,
            ..Self::placeholder(meeting)
        };
        agreement.check()?;
        Ok(agreement)
    }
}

/// A meeting is closed, by the person who called it or an admin of the space. The minutes stand in
/// this one signed operation, so nothing can change them.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct MeetingClose {
    /// The meeting.
    pub meeting: OpId,
    /// The minutes written out; at most [`MINUTES_TEXT_BYTES_MAX`] bytes.
    pub text: String,
    /// What of the meeting they tell of, at most [`COVERED_MAX`] operations: points, attendance and
    /// agreements. Whatever else stands in the meeting came later.
    pub covers: Vec<OpId>,
    /// The members that were present, ascending, each once, at most [`PRESENT_MAX`]: they approve
    /// the minutes. None where nobody was, or where nobody is asked.
    pub present: Vec<SpaceId>,
}

impl Fields for MeetingClose {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        if self.covers.len() > COVERED_MAX {
            return Err(ContentFault::FieldTooLarge);
        }
        w.bytes(self.meeting.as_bytes());
        w.text(&self.text, MINUTES_TEXT_BYTES_MAX)?;
        let covers: Vec<[u8; 32]> = self.covers.iter().map(|id| *id.as_bytes()).collect();
        w.ids(&covers);
        let present: Vec<[u8; 32]> = self.present.iter().map(|id| *id.as_bytes()).collect();
        let present = packed(&present, PRESENT_MAX)?;
        if present.is_empty() {
            w.absent();
        } else {
            w.bytes(&present);
        }
        Ok(())
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            meeting: OpId::from_bytes(r.array()?),
            text: r.text(MINUTES_TEXT_BYTES_MAX)?,
            covers: r
                .ids(COVERED_MAX)?
                .into_iter()
                .map(OpId::from_bytes)
                .collect(),
            present: if r.there()? {
                let present = unpacked(r.bytes()?, PRESENT_MAX)?;
                present.into_iter().map(SpaceId::from_bytes).collect()
            } else {
                Vec::new()
            },
        })
    }
}
