//! What an organization tells others of an assessment: how far it is, and what it chose to share.

use super::ContentFault;
use super::assessment::{Answer, ITEMS_MAX, NOTE_BYTES_MAX, read_over, small, write_over};
use super::codec::{Fields, Reader, Writer};
use super::instrument::CODE_BYTES_MAX;
use crate::id::{OpId, SpaceId};

/// How much an organization shares. Codes are part of the byte format.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Level {
    /// Its plan alone.
    Plan,
    /// Averages of areas.
    Areas,
    /// Agreed scores with their reasons, too.
    Full,
}

impl Level {
    const fn code(self) -> u64 {
        match self {
            Self::Plan => 1,
            Self::Areas => 2,
            Self::Full => 3,
        }
    }

    const fn of(code: u64) -> Option<Self> {
        Some(match code {
            1 => Self::Plan,
            2 => Self::Areas,
            3 => Self::Full,
            _ => return None,
        })
    }
}

/// The average of one area.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AreaAverage {
    /// The area's code.
    pub area: String,
    /// The average of its agreed levels, in hundredths.
    pub hundredths: u32,
    /// How many levels it is the average of.
    pub n: u32,
}

impl Fields for AreaAverage {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.text(&self.area, CODE_BYTES_MAX)?;
        w.uint(self.hundredths.into());
        w.uint(self.n.into());
        Ok(())
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            area: r.text(CODE_BYTES_MAX)?,
            hundredths: small(r)?,
            n: small(r)?,
        })
    }
}

/// An agreed score as the network reads it: without spread and without dissent.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SharedItem {
    /// The item's code.
    pub item: String,
    /// The agreed answer.
    pub answer: Answer,
    /// Why.
    pub why: String,
    /// What shows it.
    pub evidence: Option<String>,
}

impl Fields for SharedItem {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.text(&self.item, CODE_BYTES_MAX)?;
        w.uint(self.answer.code());
        w.text(&self.why, NOTE_BYTES_MAX)?;
        w.text_or_absent(self.evidence.as_deref(), NOTE_BYTES_MAX)
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        let mut shared = Self {
            item: r.text(CODE_BYTES_MAX)?,
            answer: Answer::Unknown,
            why: String::new(),
            evidence: None,
        };
        if let Some(answer) = Answer::read(r)? {
            shared.answer = answer;
            shared.why = r.text(NOTE_BYTES_MAX)?;
            shared.evidence = r.text_or_absent(NOTE_BYTES_MAX)?;
        }
        Ok(shared)
    }
}

/// What an organization shares of a round, written where the round is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Share {
    /// The round.
    pub round: OpId,
    /// The organization.
    pub org: SpaceId,
    /// What it shared before, which this stands over.
    pub over: Vec<OpId>,
    /// How much.
    pub level: Level,
    /// Nothing at [`Level::Plan`]; at most [`ITEMS_MAX`].
    pub areas: Vec<AreaAverage>,
    /// Nothing below [`Level::Full`]; at most [`ITEMS_MAX`].
    pub items: Vec<SharedItem>,
}

impl Share {
    /// Nothing stands in it that its level does not say.
    const fn keeps_its_level(&self) -> bool {
        match self.level {
            Level::Plan => self.areas.is_empty() && self.items.is_empty(),
            Level::Areas => self.items.is_empty(),
            Level::Full => true,
        }
    }
}

impl Fields for Share {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        if self.areas.len() > ITEMS_MAX || self.items.len() > ITEMS_MAX {
            return Err(ContentFault::FieldTooLarge);
        }
        if !self.keeps_its_level() {
            return Err(ContentFault::Malformed);
        }
        w.bytes(self.round.as_bytes());
        w.bytes(self.org.as_bytes());
        write_over(&self.over, w)?;
        w.uint(self.level.code());
        w.list(&self.areas)?;
        w.list(&self.items)
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        let round = OpId::from_bytes(r.array()?);
        let org = SpaceId::from_bytes(r.array()?);
        let over = read_over(r)?;
        let level = Level::of(r.uint()?);
        let mut share = Self {
            round,
            org,
            over,
            level: level.unwrap_or(Level::Plan),
            areas: Vec::new(),
            items: Vec::new(),
        };
        if level.is_some() {
            share.areas = r.list(ITEMS_MAX)?;
            share.items = r.list(ITEMS_MAX)?;
        } else {
            r.meet_newer();
            r.skip_rest()?;
        }
        if share.keeps_its_level() {
            Ok(share)
        } else {
            Err(ContentFault::Malformed)
        }
    }
}

/// How far an organization has come. Codes are part of the byte format.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Stage {
    /// Scores are pooled.
    Pooled,
    /// Items are agreed.
    Agreeing,
    /// Priorities are set.
    Priorities,
    /// The organization approved it.
    Approved,
    /// It shared what it chose to.
    Shared,
}

impl Stage {
    const fn code(self) -> u64 {
        match self {
            Self::Pooled => 1,
            Self::Agreeing => 2,
            Self::Priorities => 3,
            Self::Approved => 4,
            Self::Shared => 5,
        }
    }

    const fn of(code: u64) -> Option<Self> {
        Some(match code {
            1 => Self::Pooled,
            2 => Self::Agreeing,
            3 => Self::Priorities,
            4 => Self::Approved,
            5 => Self::Shared,
            _ => return None,
        })
    }
}

/// How far an organization has come with a round, and nothing of what it found.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RoundStage {
    /// The round.
    pub round: OpId,
    /// The organization.
    pub org: SpaceId,
    /// How far.
    pub stage: Stage,
}

impl Fields for RoundStage {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.bytes(self.round.as_bytes());
        w.bytes(self.org.as_bytes());
        w.uint(self.stage.code());
        Ok(())
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            round: OpId::from_bytes(r.array()?),
            org: SpaceId::from_bytes(r.array()?),
            stage: Stage::of(r.uint()?).unwrap_or_else(|| {
                r.meet_newer();
                Stage::Pooled
            }),
        })
    }
}
