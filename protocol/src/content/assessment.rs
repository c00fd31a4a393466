//! Assessments: a round over organizations with its instrument, sealed scores, what coordinators
//! pool, agree and approve inside.

use super::codec::{Fields, Reader, Writer};
use super::instrument::{CODE_BYTES_MAX, Instrument};
use super::{ContentFault, TITLE_BYTES_MAX};
use crate::crypto::{Digest, SEAL_OVERHEAD_BYTES};
use crate::id::{OpId, SpaceId};
use crate::time::WallTime;

/// The most bytes of a note beside a score, and of a reason, a dissent or an evidence: a few
/// sentences, and those of a whole instrument still fit into one operation.
pub const NOTE_BYTES_MAX: usize = 512;
/// A sealed score is filled up to a multiple of this, so that its length says next to nothing: a
/// score without a note is as long as most with one.
pub const SCORE_STEP_BYTES: usize = 256;
/// The most bytes of a score before it is sealed.
pub const SCORE_PLAIN_BYTES_MAX: usize = 3 * SCORE_STEP_BYTES;
/// The most bytes of one sealed copy.
pub const SCORE_SEALED_BYTES_MAX: usize = SEAL_OVERHEAD_BYTES + SCORE_PLAIN_BYTES_MAX;
/// The most sealed copies of one score: an organization's coordinators, one of them with a few
/// devices.
pub const SCORE_BOXES_MAX: usize = 24;
/// The most notes of one item that are pooled: an assembly of fifty, all with something to say.
pub const POOLED_NOTES_MAX: usize = 50;
/// The most items of one instrument, and of any list of items.
pub const ITEMS_MAX: usize = 128;
/// The most earlier values that one value stands over: as many as were said at once.
pub const OVER_MAX: usize = 16;

const _: () = assert!(NOTE_BYTES_MAX + CODE_BYTES_MAX + 16 <= SCORE_PLAIN_BYTES_MAX);
const _: () =
    assert!(SCORE_BOXES_MAX * (SCORE_SEALED_BYTES_MAX + 48) + 128 <= super::CONTENT_BYTES_MAX);
const _: () = assert!(POOLED_NOTES_MAX * (NOTE_BYTES_MAX + 8) + 128 <= super::CONTENT_BYTES_MAX);

/// What somebody says to an item. Codes are part of the byte format.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Answer {
    /// A level, 1 to 4.
    Level(u8),
    /// We do not know.
    Unknown,
    /// It does not apply.
    NotApplicable,
}

impl Answer {
    pub(super) const fn code(self) -> u64 {
        match self {
            Self::Level(level) => level as u64,
            Self::Unknown => 5,
            Self::NotApplicable => 6,
        }
    }

    const fn of(code: u64) -> Option<Self> {
        Some(match code {
            1 => Self::Level(1),
            2 => Self::Level(2),
            3 => Self::Level(3),
            4 => Self::Level(4),
            5 => Self::Unknown,
            6 => Self::NotApplicable,
            _ => return None,
        })
    }

    /// The level, where there is one.
    #[must_use]
    pub const fn level(self) -> Option<u8> {
        match self {
            Self::Level(level) => Some(level),
            Self::Unknown | Self::NotApplicable => None,
        }
    }

    /// What follows a code that only a newer version knows is stepped over.
    pub(super) fn read(r: &mut Reader<'_>) -> Result<Option<Self>, ContentFault> {
        let answer = Self::of(r.uint()?);
        if answer.is_none() {
            r.meet_newer();
            r.skip_rest()?;
        }
        Ok(answer)
    }
}

/// An earlier value that a new one stands over.
struct Earlier(OpId);

impl Fields for Earlier {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.bytes(self.0.as_bytes());
        Ok(())
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self(OpId::from_bytes(r.array()?)))
    }
}

/// Writes the values that a new one stands over.
pub(super) fn write_over(over: &[OpId], w: &mut Writer) -> Result<(), ContentFault> {
    if over.len() > OVER_MAX {
        return Err(ContentFault::FieldTooLarge);
    }
    let over: Vec<Earlier> = over.iter().copied().map(Earlier).collect();
    w.list(&over)
}

/// Reads what [`write_over`] wrote.
pub(super) fn read_over(r: &mut Reader<'_>) -> Result<Vec<OpId>, ContentFault> {
    let over: Vec<Earlier> = r.list(OVER_MAX)?;
    Ok(over.into_iter().map(|earlier| earlier.0).collect())
}

pub(super) fn small(r: &mut Reader<'_>) -> Result<u32, ContentFault> {
    u32::try_from(r.uint()?).map_err(|_| ContentFault::Malformed)
}

/// A round of assessment over organizations begins; its id is the operation's.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RoundNew {
    /// At most [`TITLE_BYTES_MAX`] bytes.
    pub title: String,
    /// Until when scores are awaited: shown, never judged.
    pub closes: WallTime,
    /// What is asked, whole: nobody needs another file to read it.
    pub instrument: Instrument,
}

impl Fields for RoundNew {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.text(&self.title, TITLE_BYTES_MAX)?;
        w.uint(self.closes.0);
        self.instrument.write(w)
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            title: r.text(TITLE_BYTES_MAX)?,
            closes: WallTime(r.uint()?),
            instrument: Instrument::read(r)?,
        })
    }
}

/// One copy of a score, for one coordinator.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ScoreBox {
    /// The person who can open it.
    pub to: SpaceId,
    /// An [`IndividualScore`], sealed; at most [`SCORE_SEALED_BYTES_MAX`] bytes.
    pub sealed: Vec<u8>,
}

impl Fields for ScoreBox {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        if self.sealed.len() > SCORE_SEALED_BYTES_MAX {
            return Err(ContentFault::FieldTooLarge);
        }
        w.bytes(self.to.as_bytes());
        w.bytes(&self.sealed);
        Ok(())
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        let to = SpaceId::from_bytes(r.array()?);
        let sealed = r.bytes()?;
        if sealed.len() > SCORE_SEALED_BYTES_MAX {
            return Err(ContentFault::FieldTooLarge);
        }
        Ok(Self {
            to,
            sealed: sealed.to_vec(),
        })
    }
}

/// A person's score of one item, in her organization's space, sealed once more to its
/// coordinators. Other members see that there is one, and not of which item.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Score {
    /// The round.
    pub round: OpId,
    /// At most [`SCORE_BOXES_MAX`].
    pub boxes: Vec<ScoreBox>,
}

impl Fields for Score {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        if self.boxes.len() > SCORE_BOXES_MAX {
            return Err(ContentFault::FieldTooLarge);
        }
        w.bytes(self.round.as_bytes());
        w.list(&self.boxes)
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            round: OpId::from_bytes(r.array()?),
            boxes: r.list(SCORE_BOXES_MAX)?,
        })
    }
}

/// What is inside a [`ScoreBox`].
#[derive(Clone, Eq, PartialEq)]
pub struct IndividualScore {
    /// The item's code; at most [`CODE_BYTES_MAX`] bytes.
    pub item: String,
    /// What she says.
    pub answer: Answer,
    /// Why; at most [`NOTE_BYTES_MAX`] bytes.
    pub note: Option<String>,
}

impl std::fmt::Debug for IndividualScore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("IndividualScore(..)")
    }
}

impl Fields for IndividualScore {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.text(&self.item, CODE_BYTES_MAX)?;
        w.uint(self.answer.code());
        w.text_or_absent(self.note.as_deref(), NOTE_BYTES_MAX)
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        let item = r.text(CODE_BYTES_MAX)?;
        let answer = Answer::read(r)?.ok_or(ContentFault::Malformed)?;
        let note = r.text_or_absent(NOTE_BYTES_MAX)?;
        Ok(Self { item, answer, note })
    }
}

impl IndividualScore {
    /// What a box is bound to beside its key: the same bytes under another author, round or
    /// organization do not open.
    #[must_use]
    pub fn aad(round: &OpId, org: SpaceId, person: SpaceId) -> Vec<u8> {
        [*round.as_bytes(), *org.as_bytes(), *person.as_bytes()].concat()
    }

    /// The bytes that are sealed: its array, `0x80`, zeros up to a multiple of
    /// [`SCORE_STEP_BYTES`].
    ///
    /// # Errors
    ///
    /// [`ContentFault::FieldTooLarge`] over a limit.
    pub fn to_bytes(&self) -> Result<zeroize::Zeroizing<Vec<u8>>, ContentFault> {
        let mut w = Writer::with_capacity(SCORE_PLAIN_BYTES_MAX);
        self.write(&mut w)?;
        let mut bytes = zeroize::Zeroizing::new(Vec::with_capacity(SCORE_PLAIN_BYTES_MAX));
        let array = zeroize::Zeroizing::new(w.finish());
        bytes.extend_from_slice(&array);
        bytes.push(0x80);
        let len = bytes.len().next_multiple_of(SCORE_STEP_BYTES);
        bytes.resize(len, 0);
        Ok(bytes)
    }

    /// Reads what [`IndividualScore::to_bytes`] wrote, and nothing else.
    ///
    /// # Errors
    ///
    /// [`ContentFault`] for other bytes, or for what only a newer version can read.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ContentFault> {
        let end = bytes.iter().rposition(|byte| *byte != 0);
        let end = end.filter(|end| bytes.get(*end) == Some(&0x80));
        let array = end.and_then(|end| bytes.get(..end));
        let mut r = Reader::open(array.ok_or(ContentFault::Malformed)?)?;
        let score = Self::read(&mut r)?;
        r.skip_rest()?;
        r.end()?;
        if r.newer() {
            return Err(ContentFault::Malformed);
        }
        if score.to_bytes()?.as_slice() == bytes {
            Ok(score)
        } else {
            Err(ContentFault::NotCanonical)
        }
    }
}

/// What an organization's scores of one item come to, without names.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PooledItem {
    /// The item's code.
    pub item: String,
    /// Levels that were given.
    pub n: u32,
    /// Who do not know.
    pub unknown: u32,
    /// For whom it does not apply.
    pub not_applicable: u32,
    /// Notes in the order of their letters, which is nobody's; at most [`POOLED_NOTES_MAX`].
    pub notes: Vec<String>,
    /// The lowest level; absent where there is none.
    pub min: Option<u8>,
    /// The highest level.
    pub max: Option<u8>,
}

fn level_or_absent(r: &mut Reader<'_>) -> Result<Option<u8>, ContentFault> {
    let Some(level) = r.uint_or_absent()? else {
        return Ok(None);
    };
    match u8::try_from(level) {
        Ok(level @ 1..=4) => Ok(Some(level)),
        _ => Err(ContentFault::Malformed),
    }
}

impl Fields for PooledItem {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        if self.notes.len() > POOLED_NOTES_MAX {
            return Err(ContentFault::FieldTooLarge);
        }
        w.text(&self.item, CODE_BYTES_MAX)?;
        w.uint(self.n.into());
        w.uint(self.unknown.into());
        w.uint(self.not_applicable.into());
        w.texts(&self.notes, NOTE_BYTES_MAX)?;
        w.uint_or_absent(self.min.map(u64::from));
        w.uint_or_absent(self.max.map(u64::from));
        Ok(())
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            item: r.text(CODE_BYTES_MAX)?,
            n: small(r)?,
            unknown: small(r)?,
            not_applicable: small(r)?,
            notes: r.texts(POOLED_NOTES_MAX, NOTE_BYTES_MAX)?,
            min: level_or_absent(r)?,
            max: level_or_absent(r)?,
        })
    }
}

/// The spread of an organization's scores, item by item, as a coordinator opened them.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Pool {
    /// The round.
    pub round: OpId,
    /// At most [`ITEMS_MAX`]; of each item the newest counts.
    pub items: Vec<PooledItem>,
}

impl Fields for Pool {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        if self.items.len() > ITEMS_MAX {
            return Err(ContentFault::FieldTooLarge);
        }
        w.bytes(self.round.as_bytes());
        w.list(&self.items)
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            round: OpId::from_bytes(r.array()?),
            items: r.list(ITEMS_MAX)?,
        })
    }
}

/// What an organization agreed on one item.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Agree {
    /// The round.
    pub round: OpId,
    /// The item's code.
    pub item: String,
    /// Agreed values that this one stands over.
    pub over: Vec<OpId>,
    /// The agreed answer.
    pub answer: Answer,
    /// Why; at most [`NOTE_BYTES_MAX`] bytes.
    pub why: String,
    /// What shows it.
    pub evidence: Option<String>,
    /// What those say who see it otherwise; it stays inside.
    pub dissent: Option<String>,
}

impl Fields for Agree {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.bytes(self.round.as_bytes());
        w.text(&self.item, CODE_BYTES_MAX)?;
        write_over(&self.over, w)?;
        w.uint(self.answer.code());
        w.text(&self.why, NOTE_BYTES_MAX)?;
        w.text_or_absent(self.evidence.as_deref(), NOTE_BYTES_MAX)?;
        w.text_or_absent(self.dissent.as_deref(), NOTE_BYTES_MAX)
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        let mut agree = Self {
            round: OpId::from_bytes(r.array()?),
            item: r.text(CODE_BYTES_MAX)?,
            over: read_over(r)?,
            answer: Answer::Unknown,
            why: String::new(),
            evidence: None,
            dissent: None,
        };
        if let Some(answer) = Answer::read(r)? {
            agree.answer = answer;
            agree.why = r.text(NOTE_BYTES_MAX)?;
            agree.evidence = r.text_or_absent(NOTE_BYTES_MAX)?;
            agree.dissent = r.text_or_absent(NOTE_BYTES_MAX)?;
        }
        Ok(agree)
    }
}

/// How much an item matters to an organization: each from 1 (little) to 3.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Weight {
    /// It cannot wait.
    pub urgency: u8,
    /// Much hangs on it.
    pub importance: u8,
    /// We can do something about it.
    pub feasibility: u8,
}

impl Weight {
    fn write(self, w: &mut Writer) {
        w.uint(self.urgency.into());
        w.uint(self.importance.into());
        w.uint(self.feasibility.into());
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        let mut one = || match u8::try_from(r.uint()?) {
            Ok(value @ 1..=3) => Ok(value),
            _ => Err(ContentFault::Malformed),
        };
        Ok(Self {
            urgency: one()?,
            importance: one()?,
            feasibility: one()?,
        })
    }

    /// The product, 1 to 27: the greater the sooner.
    #[must_use]
    pub fn rank(self) -> u32 {
        u32::from(self.urgency)
            .saturating_mul(u32::from(self.importance))
            .saturating_mul(u32::from(self.feasibility))
    }
}

/// The priority of an item.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Priority {
    /// The round.
    pub round: OpId,
    /// The item's code.
    pub item: String,
    /// Priorities that this one stands over.
    pub over: Vec<OpId>,
    /// How much it matters.
    pub weight: Weight,
}

impl Fields for Priority {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.bytes(self.round.as_bytes());
        w.text(&self.item, CODE_BYTES_MAX)?;
        write_over(&self.over, w)?;
        self.weight.write(w);
        Ok(())
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            round: OpId::from_bytes(r.array()?),
            item: r.text(CODE_BYTES_MAX)?,
            over: read_over(r)?,
            weight: Weight::read(r)?,
        })
    }
}

/// An organization approves what it agreed, exactly as it stands: a later change asks again.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Approve {
    /// The round.
    pub round: OpId,
    /// Hash of all agreed scores and priorities.
    pub of: Digest,
}

impl Fields for Approve {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.bytes(self.round.as_bytes());
        w.bytes(self.of.as_bytes());
        Ok(())
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            round: OpId::from_bytes(r.array()?),
            of: Digest::from_bytes(r.array()?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::{Domain, KeyMaterial, SealFault, SealSecretKey, SeededRandom, seal_to};

    fn score(note: Option<&str>) -> IndividualScore {
        IndividualScore {
            item: "GOB1".to_owned(),
            answer: Answer::Level(2),
            note: note.map(str::to_owned),
        }
    }

    #[test]
    fn a_score_is_as_long_with_a_note_as_without() {
        let bare = score(None).to_bytes().unwrap();
        let noted = score(Some(&"x".repeat(200))).to_bytes().unwrap();
        assert_eq!(
            (bare.len(), noted.len()),
            (SCORE_STEP_BYTES, SCORE_STEP_BYTES)
        );
        for answer in [Answer::Level(4), Answer::Unknown, Answer::NotApplicable] {
            let other = IndividualScore {
                answer,
                ..score(None)
            };
            let bytes = other.to_bytes().unwrap();
            assert_eq!(bytes.len(), SCORE_STEP_BYTES);
            assert_eq!(IndividualScore::from_bytes(&bytes), Ok(other));
        }
        let longest = score(Some(&"x".repeat(NOTE_BYTES_MAX))).to_bytes().unwrap();
        assert_eq!(longest.len(), SCORE_PLAIN_BYTES_MAX);
        let over = score(Some(&"x".repeat(NOTE_BYTES_MAX + 1))).to_bytes();
        assert_eq!(over.map(drop), Err(ContentFault::FieldTooLarge));
    }

    #[test]
    fn other_bytes_are_no_score() {
        let bytes = score(Some("n")).to_bytes().unwrap().to_vec();
        let longer = [&bytes[..], &[0; SCORE_STEP_BYTES]].concat();
        let mut newer = bytes.clone();
        newer[6] = 7;
        for bad in [&bytes[..255], &longer, &newer, &[0; 256], &[]] {
            assert!(IndividualScore::from_bytes(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_box_opens_for_its_key_author_round_and_organization_alone() {
        let mut rng = SeededRandom::new([5; 32]);
        let key = SealSecretKey::from_seed(&KeyMaterial::random(&mut rng));
        let other = SealSecretKey::from_seed(&KeyMaterial::random(&mut rng));
        let (round, org) = (OpId::from_bytes([1; 32]), SpaceId::from_bytes([2; 32]));
        let (person, thief) = (SpaceId::from_bytes([3; 32]), SpaceId::from_bytes([4; 32]));
        let plain = score(None).to_bytes().unwrap();
        let aad = IndividualScore::aad(&round, org, person);
        let sealed = seal_to(key.public(), Domain::Score, &aad, &plain, &mut rng).unwrap();
        assert!(sealed.len() <= SCORE_SEALED_BYTES_MAX);
        assert_eq!(
            key.open(Domain::Score, &aad, &sealed).as_deref(),
            Ok(&plain[..])
        );
        let closed = Err(SealFault::DoesNotOpen);
        assert_eq!(other.open(Domain::Score, &aad, &sealed), closed);
        // Copied into an operation of somebody else it does not become hers.
        let copied = IndividualScore::aad(&round, org, thief);
        assert_eq!(key.open(Domain::Score, &copied, &sealed), closed);
        let elsewhere = IndividualScore::aad(&round, thief, person);
        assert_eq!(key.open(Domain::Score, &elsewhere, &sealed), closed);
        assert_eq!(key.open(Domain::RecoveryShare, &aad, &sealed), closed);
    }
}
