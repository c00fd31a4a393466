//! Proposals: what is asked, of whom, by which rule; the words of those who decide; the closing.
//!
//! What a word follows and what a closing counts stand in the contents themselves, so that whoever
//! holds them, or an export of them, comes to the same tally.

use super::codec::{Fields, Reader, Writer};
use super::{ContentFault, TITLE_BYTES_MAX};
use crate::id::{OpId, SpaceId};
use crate::time::WallTime;

/// The most bytes of a proposal's text, or of an amendment: some eight pages.
pub const PROPOSAL_TEXT_BYTES_MAX: usize = 16 * 1024;
/// The most bytes of a reason, of each answer of an objection and of a statement: half a page.
pub const REASON_BYTES_MAX: usize = 2 * 1024;
/// The most units of a roll: 32 bytes each beside the longest text in one operation.
pub const ROLL_MAX: usize = 1000;
/// The most options of a proposal: more than anybody weighs against each other.
pub const OPTIONS_MAX: usize = 32;
/// The most bytes of an option: a line or two.
pub const OPTION_BYTES_MAX: usize = 256;
/// The most earlier words that one word follows: a unit's words that nobody read before the other.
pub const FOLLOWS_MAX: usize = 16;
/// The most words that one closing names: one for each unit, and as many that contradict.
pub const CLOSING_WORDS_MAX: usize = 1600;
/// Points that a ballot gives out by the method of dots.
pub const DOTS: u64 = 10;

const _: () = assert!(
    ROLL_MAX * 32
        + PROPOSAL_TEXT_BYTES_MAX
        + TITLE_BYTES_MAX
        + OPTIONS_MAX * (OPTION_BYTES_MAX + 3)
        < super::CONTENT_BYTES_MAX
);
const _: () = assert!(CLOSING_WORDS_MAX * 32 + REASON_BYTES_MAX + 256 < super::CONTENT_BYTES_MAX);

/// How a proposal is decided. Codes are part of the byte format.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Method {
    /// Passes unless somebody objects with reasons.
    Consent,
    /// More yes than no.
    Majority,
    /// Two yes for each no.
    TwoThirds,
    /// Asks how people feel; binds nobody.
    Sense,
    /// As many options as one likes.
    Approval,
    /// [`DOTS`] points over the options.
    Dots,
    /// As many dates as one can.
    Date,
    /// One candidate.
    Election,
}

impl Method {
    /// Every method, by its code.
    pub const ALL: [Self; 8] = [
        Self::Consent,
        Self::Majority,
        Self::TwoThirds,
        Self::Sense,
        Self::Approval,
        Self::Dots,
        Self::Date,
        Self::Election,
    ];

    const fn code(self) -> u64 {
        match self {
            Self::Consent => 1,
            Self::Majority => 2,
            Self::TwoThirds => 3,
            Self::Sense => 4,
            Self::Approval => 5,
            Self::Dots => 6,
            Self::Date => 7,
            Self::Election => 8,
        }
    }

    fn of(code: u64) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.code() == code)
    }

    /// Whether a ballot chooses among the proposal's own options.
    #[must_use]
    pub const fn has_options(self) -> bool {
        matches!(
            self,
            Self::Approval | Self::Dots | Self::Date | Self::Election
        )
    }
}

/// Who has one vote each. Codes are part of the byte format.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Count {
    /// Organizations: a coordinator's ballot is her organization's.
    Orgs,
    /// People.
    People,
}

/// When and with which quorum a vote is called again that had none.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct SecondCall {
    /// When a clock may close it.
    pub closes: WallTime,
    /// Units that must have voted by then.
    pub quorum: u32,
}

/// A proposal begins, and the vote on it; its id is the operation's.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ProposalNew {
    /// At most [`TITLE_BYTES_MAX`] bytes.
    pub title: String,
    /// At most [`PROPOSAL_TEXT_BYTES_MAX`] bytes.
    pub text: String,
    /// How it is decided.
    pub method: Method,
    /// Who has one vote each.
    pub count: Count,
    /// The voting units, at most [`ROLL_MAX`], ascending: frozen here. None: it is put out for
    /// consultation, and a [`ProposalOpen`] opens the vote.
    pub roll: Vec<SpaceId>,
    /// When a clock may close it.
    pub closes: WallTime,
    /// Units that must have voted; 0: one is enough.
    pub quorum: u32,
    /// Options, at most [`OPTIONS_MAX`]; empty where the method has its own choices.
    pub options: Vec<String>,
    /// Interfaces show who voted what to nobody, and no count before the closing.
    pub secret: bool,
    /// How many delegations one unit may carry.
    pub carries: u32,
    /// The second call, if there is one.
    pub second: Option<SecondCall>,
    /// What it came from.
    pub from: Option<OpId>,
}

impl ProposalNew {
    /// Stands for a proposal that only a newer version can read, until it becomes unknown.
    const fn placeholder() -> Self {
        Self {
            title: String::new(),
            text: String::new(),
            method: Method::Sense,
            count: Count::People,
            roll: Vec::new(),
            closes: WallTime(0),
            quorum: 0,
            options: Vec::new(),
            secret: false,
            carries: 0,
            second: None,
            from: None,
        }
    }
}

impl Fields for ProposalNew {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        if self.options.len() > OPTIONS_MAX {
            return Err(ContentFault::FieldTooLarge);
        }
        w.text(&self.title, TITLE_BYTES_MAX)?;
        w.text(&self.text, PROPOSAL_TEXT_BYTES_MAX)?;
        w.uint(self.method.code());
        w.uint(match self.count {
            Count::Orgs => 1,
            Count::People => 2,
        });
        let roll: Vec<[u8; 32]> = self.roll.iter().map(|unit| *unit.as_bytes()).collect();
        w.bytes(&packed(&roll, ROLL_MAX)?);
        w.uint(self.closes.0);
        w.uint(self.quorum.into());
        w.texts(&self.options, OPTION_BYTES_MAX)?;
        w.uint(self.secret.into());
        w.uint(self.carries.into());
        w.uint_or_absent(self.second.map(|second| second.closes.0));
        w.uint_or_absent(self.second.map(|second| second.quorum.into()));
        w.bytes_or_absent(self.from.as_ref().map(OpId::as_bytes));
        Ok(())
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        let title = r.text(TITLE_BYTES_MAX)?;
        let text = r.text(PROPOSAL_TEXT_BYTES_MAX)?;
        let Some(method) = Method::of(r.uint()?) else {
            r.meet_newer();
            return Ok(Self::placeholder());
        };
        let count = match r.uint()? {
            1 => Count::Orgs,
            2 => Count::People,
            _ => {
                r.meet_newer();
                return Ok(Self::placeholder());
            }
        };
        let roll = unpacked(r.bytes()?, ROLL_MAX)?;
        let (closes, quorum) = (WallTime(r.uint()?), small(r.uint()?)?);
        let options = r.texts(OPTIONS_MAX, OPTION_BYTES_MAX)?;
        let secret = flag(r.uint()?)?;
        let carries = small(r.uint()?)?;
        let second = match (r.uint_or_absent()?, r.uint_or_absent()?) {
            (Some(closes), Some(quorum)) => Some(SecondCall {
                closes: WallTime(closes),
                quorum: small(quorum)?,
            }),
            (None, None) => None,
            _ => return Err(ContentFault::Malformed),
        };
        Ok(Self {
            title,
            text,
            method,
            count,
            roll: roll.into_iter().map(SpaceId::from_bytes).collect(),
            closes,
            quorum,
            options,
            secret,
            carries,
            second,
            from: r.array_or_absent()?.map(OpId::from_bytes),
        })
    }
}

/// The vote on a proposal that was put out for consultation begins. It makes a version: its id is
/// the operation's, so whoever votes has known it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ProposalOpen {
    /// The proposal.
    pub proposal: OpId,
    /// The text that is voted on.
    pub version: OpId,
    /// As in [`ProposalNew::roll`], frozen here.
    pub roll: Vec<SpaceId>,
    /// When a clock may close it.
    pub closes: WallTime,
}

impl Fields for ProposalOpen {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.bytes(self.proposal.as_bytes());
        w.bytes(self.version.as_bytes());
        let roll: Vec<[u8; 32]> = self.roll.iter().map(|unit| *unit.as_bytes()).collect();
        w.bytes(&packed(&roll, ROLL_MAX)?);
        w.uint(self.closes.0);
        Ok(())
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        let proposal = OpId::from_bytes(r.array()?);
        let version = OpId::from_bytes(r.array()?);
        let roll = unpacked(r.bytes()?, ROLL_MAX)?;
        Ok(Self {
            proposal,
            version,
            roll: roll.into_iter().map(SpaceId::from_bytes).collect(),
            closes: WallTime(r.uint()?),
        })
    }
}

/// One choice of a ballot: a choice's number and its points, 1 but for dots.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Choice {
    /// Which, from 0.
    pub number: u32,
    /// How many points.
    pub points: u32,
}

impl Fields for Choice {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.uint(self.number.into());
        w.uint(self.points.into());
        Ok(())
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            number: small(r.uint()?)?,
            points: small(r.uint()?)?,
        })
    }
}

/// Why a proposal must not stand as it is: both answers, each at most [`REASON_BYTES_MAX`] bytes.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Objection {
    /// Which concrete harm it causes.
    pub harm: String,
    /// Which change would resolve it.
    pub change: String,
}

/// What an organization's ballot rests on. Codes are part of the byte format.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Basis {
    /// An assembly of its members.
    Assembly,
    /// Its board.
    Board,
    /// Its members were asked.
    Consultation,
    /// A mandate that was given before.
    Mandate,
    /// The judgement of who casts it.
    Judgement,
}

impl Basis {
    /// Every basis, by its code.
    pub const ALL: [Self; 5] = [
        Self::Assembly,
        Self::Board,
        Self::Consultation,
        Self::Mandate,
        Self::Judgement,
    ];

    const fn code(self) -> u64 {
        match self {
            Self::Assembly => 1,
            Self::Board => 2,
            Self::Consultation => 3,
            Self::Mandate => 4,
            Self::Judgement => 5,
        }
    }

    fn read_or_absent(r: &mut Reader<'_>) -> Result<Option<Self>, ContentFault> {
        let Some(code) = r.uint_or_absent()? else {
            return Ok(None);
        };
        let found = Self::ALL.into_iter().find(|basis| basis.code() == code);
        if found.is_none() {
            r.meet_newer();
        }
        Ok(found)
    }
}

/// The vote of one unit.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Ballot {
    /// The proposal.
    pub proposal: OpId,
    /// Whose vote it is: a space of the roll.
    pub unit: SpaceId,
    /// The text that it is about: the proposal, or the answer that accepted an amendment.
    pub version: OpId,
    /// The unit's last words that its author knew, at most [`FOLLOWS_MAX`], ascending.
    pub follows: Vec<OpId>,
    /// Ascending by number, each once; none: an abstention among options.
    pub choices: Vec<Choice>,
    /// Why; at most [`REASON_BYTES_MAX`] bytes.
    pub reason: Option<String>,
    /// What makes an `object` stop the proposal.
    pub objection: Option<Objection>,
    /// What it rests on; changes nothing in the tally.
    pub basis: Option<Basis>,
}

impl Fields for Ballot {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        if self.choices.len() > OPTIONS_MAX {
            return Err(ContentFault::FieldTooLarge);
        }
        w.bytes(self.proposal.as_bytes());
        w.bytes(self.unit.as_bytes());
        w.bytes(self.version.as_bytes());
        w.bytes(&packed_ids(&self.follows, FOLLOWS_MAX)?);
        w.list(&self.choices)?;
        w.text_or_absent(self.reason.as_deref(), REASON_BYTES_MAX)?;
        let objection = self.objection.as_ref();
        w.text_or_absent(objection.map(|o| o.harm.as_str()), REASON_BYTES_MAX)?;
        w.text_or_absent(objection.map(|o| o.change.as_str()), REASON_BYTES_MAX)?;
        w.uint_or_absent(self.basis.map(Basis::code));
        Ok(())
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        let proposal = OpId::from_bytes(r.array()?);
        let unit = SpaceId::from_bytes(r.array()?);
        let version = OpId::from_bytes(r.array()?);
        let follows = unpacked_ids(r.bytes()?, FOLLOWS_MAX)?;
        let choices: Vec<Choice> = r.list(OPTIONS_MAX)?;
        if !choices.is_sorted_by(|a, b| a.number < b.number) && !r.newer() {
            return Err(ContentFault::Malformed);
        }
        let reason = r.text_or_absent(REASON_BYTES_MAX)?;
        let harm = r.text_or_absent(REASON_BYTES_MAX)?;
        let change = r.text_or_absent(REASON_BYTES_MAX)?;
        let objection = match (harm, change) {
            (Some(harm), Some(change)) => Some(Objection { harm, change }),
            (None, None) => None,
            _ => return Err(ContentFault::Malformed),
        };
        Ok(Self {
            proposal,
            unit,
            version,
            follows,
            choices,
            reason,
            objection,
            basis: Basis::read_or_absent(r)?,
        })
    }
}

/// A unit lets another one's ballot count for it, too, or takes that back.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Delegation {
    /// The proposal.
    pub proposal: OpId,
    /// Whose vote it is.
    pub unit: SpaceId,
    /// As in [`Ballot::follows`].
    pub follows: Vec<OpId>,
    /// Who carries it; absent: nobody any more.
    pub to: Option<SpaceId>,
}

impl Fields for Delegation {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.bytes(self.proposal.as_bytes());
        w.bytes(self.unit.as_bytes());
        w.bytes(&packed_ids(&self.follows, FOLLOWS_MAX)?);
        w.bytes_or_absent(self.to.as_ref().map(SpaceId::as_bytes));
        Ok(())
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            proposal: OpId::from_bytes(r.array()?),
            unit: SpaceId::from_bytes(r.array()?),
            follows: unpacked_ids(r.bytes()?, FOLLOWS_MAX)?,
            to: r.array_or_absent()?.map(SpaceId::from_bytes),
        })
    }
}

/// Another text for a proposal.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Amendment {
    /// The proposal.
    pub proposal: OpId,
    /// The text that it would replace.
    pub version: OpId,
    /// The whole new text; at most [`PROPOSAL_TEXT_BYTES_MAX`] bytes.
    pub text: String,
    /// Why; at most [`REASON_BYTES_MAX`] bytes.
    pub reason: Option<String>,
}

impl Fields for Amendment {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.bytes(self.proposal.as_bytes());
        w.bytes(self.version.as_bytes());
        w.text(&self.text, PROPOSAL_TEXT_BYTES_MAX)?;
        w.text_or_absent(self.reason.as_deref(), REASON_BYTES_MAX)
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            proposal: OpId::from_bytes(r.array()?),
            version: OpId::from_bytes(r.array()?),
            text: r.text(PROPOSAL_TEXT_BYTES_MAX)?,
            reason: r.text_or_absent(REASON_BYTES_MAX)?,
        })
    }
}

/// The proposal's author accepts or rejects an amendment. Accepting makes a version: its id is the
/// operation's.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AmendmentAnswer {
    /// The proposal.
    pub proposal: OpId,
    /// The amendment.
    pub amendment: OpId,
    /// The text that stood before.
    pub version: OpId,
    /// Whether its text stands from here on.
    pub accepted: bool,
}

impl Fields for AmendmentAnswer {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.bytes(self.proposal.as_bytes());
        w.bytes(self.amendment.as_bytes());
        w.bytes(self.version.as_bytes());
        w.uint(self.accepted.into());
        Ok(())
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            proposal: OpId::from_bytes(r.array()?),
            amendment: OpId::from_bytes(r.array()?),
            version: OpId::from_bytes(r.array()?),
            accepted: flag(r.uint()?)?,
        })
    }
}

/// The vote ends: what it names, and what that follows, counts.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ProposalClose {
    /// The proposal.
    pub proposal: OpId,
    /// The text that stands.
    pub version: OpId,
    /// The call that ends: 1, or 2 where a first one ended without quorum.
    pub call: u32,
    /// Each unit's last words that its author knew, at most [`CLOSING_WORDS_MAX`], ascending.
    pub words: Vec<OpId>,
    /// What follows from it, in words; at most [`REASON_BYTES_MAX`] bytes.
    pub statement: Option<String>,
}

impl Fields for ProposalClose {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.bytes(self.proposal.as_bytes());
        w.bytes(self.version.as_bytes());
        w.uint(self.call.into());
        w.bytes(&packed_ids(&self.words, CLOSING_WORDS_MAX)?);
        w.text_or_absent(self.statement.as_deref(), REASON_BYTES_MAX)
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            proposal: OpId::from_bytes(r.array()?),
            version: OpId::from_bytes(r.array()?),
            call: small(r.uint()?)?,
            words: unpacked_ids(r.bytes()?, CLOSING_WORDS_MAX)?,
            statement: r.text_or_absent(REASON_BYTES_MAX)?,
        })
    }
}

/// The author takes her proposal back.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ProposalWithdraw {
    /// The proposal.
    pub proposal: OpId,
    /// Why; at most [`REASON_BYTES_MAX`] bytes.
    pub reason: Option<String>,
}

impl Fields for ProposalWithdraw {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.bytes(self.proposal.as_bytes());
        w.text_or_absent(self.reason.as_deref(), REASON_BYTES_MAX)
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            proposal: OpId::from_bytes(r.array()?),
            reason: r.text_or_absent(REASON_BYTES_MAX)?,
        })
    }
}

fn small(value: u64) -> Result<u32, ContentFault> {
    u32::try_from(value).map_err(|_| ContentFault::Malformed)
}

const fn flag(value: u64) -> Result<bool, ContentFault> {
    match value {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(ContentFault::Malformed),
    }
}

/// Ids side by side, ascending, each once.
pub(super) fn packed(ids: &[[u8; 32]], max: usize) -> Result<Vec<u8>, ContentFault> {
    if ids.len() > max {
        return Err(ContentFault::FieldTooLarge);
    }
    if !ids.is_sorted_by(|a, b| a < b) {
        return Err(ContentFault::Malformed);
    }
    Ok(ids.concat())
}

pub(super) fn unpacked(bytes: &[u8], max: usize) -> Result<Vec<[u8; 32]>, ContentFault> {
    let (ids, rest) = bytes.as_chunks::<32>();
    if ids.len() > max {
        return Err(ContentFault::FieldTooLarge);
    }
    if !rest.is_empty() || !ids.is_sorted_by(|a, b| a < b) {
        return Err(ContentFault::Malformed);
    }
    Ok(ids.to_vec())
}

fn packed_ids(ids: &[OpId], max: usize) -> Result<Vec<u8>, ContentFault> {
    let ids: Vec<[u8; 32]> = ids.iter().map(|id| *id.as_bytes()).collect();
    packed(&ids, max)
}

fn unpacked_ids(bytes: &[u8], max: usize) -> Result<Vec<OpId>, ContentFault> {
    let ids = unpacked(bytes, max)?;
    Ok(ids.into_iter().map(OpId::from_bytes).collect())
}
