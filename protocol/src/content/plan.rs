//! Strengthening plans: their activities and progress inside an organization, and the versions
//! that it and the Secretariat sign.

use super::assessment::{NOTE_BYTES_MAX, read_over, write_over};
use super::codec::{Fields, Reader, Writer};
use super::instrument::CODE_BYTES_MAX;
use super::name::NAME_BYTES_MAX;
use super::{ContentFault, TITLE_BYTES_MAX};
use crate::crypto::{Digest, Domain, hash};
use crate::id::{OpId, SpaceId};
use crate::time::WallTime;

/// The most activities of one plan: all of a version must fit in one operation, at some 500 bytes
/// each.
pub const ACTIVITIES_MAX: usize = 100;

/// The name of an activity for its whole life, drawn at random by who adds it.
pub type ActivityId = [u8; 16];

/// One thing that is to be done.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Activity {
    /// Its name for life.
    pub id: ActivityId,
    /// What is to be reached; at most [`NOTE_BYTES_MAX`] bytes.
    pub objective: String,
    /// What is done for it; at most [`NOTE_BYTES_MAX`] bytes.
    pub activity: String,
    /// Who answers for it, as text; at most [`NAME_BYTES_MAX`] bytes. Empty: nobody yet.
    pub who: String,
    /// It is not done any more; kept so that what was signed can be compared.
    pub cancelled: bool,
    /// Until when: the date of it in UTC, the same day for readers in every zone.
    pub due: Option<WallTime>,
    /// The code of its area.
    pub area: Option<String>,
    /// The organization that is asked for support, as text; at most [`NAME_BYTES_MAX`] bytes.
    pub support: Option<String>,
    /// What it costs, in whole units of the organization's currency.
    pub budget: Option<u64>,
    /// How it is seen that it was reached; at most [`NOTE_BYTES_MAX`] bytes.
    pub indicator: Option<String>,
}

impl Fields for Activity {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.bytes(&self.id);
        w.text(&self.objective, NOTE_BYTES_MAX)?;
        w.text(&self.activity, NOTE_BYTES_MAX)?;
        w.text(&self.who, NAME_BYTES_MAX)?;
        w.uint(self.cancelled.into());
        w.uint_or_absent(self.due.map(|due| due.0));
        w.text_or_absent(self.area.as_deref(), CODE_BYTES_MAX)?;
        w.text_or_absent(self.support.as_deref(), NAME_BYTES_MAX)?;
        w.uint_or_absent(self.budget);
        w.text_or_absent(self.indicator.as_deref(), NOTE_BYTES_MAX)
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            id: r.array()?,
            objective: r.text(NOTE_BYTES_MAX)?,
            activity: r.text(NOTE_BYTES_MAX)?,
            who: r.text(NAME_BYTES_MAX)?,
            cancelled: match r.uint()? {
                0 => false,
                1 => true,
                _ => return Err(ContentFault::Malformed),
            },
            due: r.uint_or_absent()?.map(WallTime),
            area: r.text_or_absent(CODE_BYTES_MAX)?,
            support: r.text_or_absent(NAME_BYTES_MAX)?,
            budget: r.uint_or_absent()?,
            indicator: r.text_or_absent(NOTE_BYTES_MAX)?,
        })
    }
}

/// A plan begins, in its organization's space; its id is the operation's.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PlanNew {
    /// At most [`TITLE_BYTES_MAX`] bytes.
    pub title: String,
    /// The round that it comes from.
    pub round: OpId,
}

impl Fields for PlanNew {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.text(&self.title, TITLE_BYTES_MAX)?;
        w.bytes(self.round.as_bytes());
        Ok(())
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            title: r.text(TITLE_BYTES_MAX)?,
            round: OpId::from_bytes(r.array()?),
        })
    }
}

/// An activity of a plan, as its author wants it to stand: added, changed or given up.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PlanActivity {
    /// The plan.
    pub plan: OpId,
    /// Values that this one stands over.
    pub over: Vec<OpId>,
    /// The activity, whole.
    pub activity: Activity,
}

impl Fields for PlanActivity {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.bytes(self.plan.as_bytes());
        write_over(&self.over, w)?;
        self.activity.write(w)
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            plan: OpId::from_bytes(r.array()?),
            over: read_over(r)?,
            activity: Activity::read(r)?,
        })
    }
}

/// How far an activity is. Beside its organization's space it stands, without the note, where a
/// version of the plan was published.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PlanProgress {
    /// The plan.
    pub plan: OpId,
    /// Whose plan it is.
    pub org: SpaceId,
    /// The activity.
    pub activity: ActivityId,
    /// Values that this one stands over.
    pub over: Vec<OpId>,
    /// 0 to 100.
    pub percent: u8,
    /// What there is to say; at most [`NOTE_BYTES_MAX`] bytes.
    pub note: Option<String>,
}

impl Fields for PlanProgress {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.bytes(self.plan.as_bytes());
        w.bytes(self.org.as_bytes());
        w.bytes(&self.activity);
        write_over(&self.over, w)?;
        w.uint(self.percent.into());
        w.text_or_absent(self.note.as_deref(), NOTE_BYTES_MAX)
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            plan: OpId::from_bytes(r.array()?),
            org: SpaceId::from_bytes(r.array()?),
            activity: r.array()?,
            over: read_over(r)?,
            percent: match u8::try_from(r.uint()?) {
                Ok(percent @ 0..=100) => percent,
                _ => return Err(ContentFault::Malformed),
            },
            note: r.text_or_absent(NOTE_BYTES_MAX)?,
        })
    }
}

/// A version of a plan, all of it inside the one signed operation, where others read it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PlanVersion {
    /// The plan.
    pub plan: OpId,
    /// Whose it is.
    pub org: SpaceId,
    /// The round that it comes from.
    pub round: OpId,
    /// Versions that this one stands over.
    pub over: Vec<OpId>,
    /// At most [`TITLE_BYTES_MAX`] bytes.
    pub title: String,
    /// At most [`ACTIVITIES_MAX`], by their ids.
    pub activities: Vec<Activity>,
}

impl PlanVersion {
    /// What is signed: the hash of the plan as it stands, whoever published it and after what.
    ///
    /// # Errors
    ///
    /// [`ContentFault`] where it passes a limit.
    pub fn digest(&self) -> Result<Digest, ContentFault> {
        let mut w = Writer::new();
        self.write_over(&[], &mut w)?;
        Ok(hash(Domain::PlanVersion, &[&w.finish()]))
    }

    fn write_over(&self, over: &[OpId], w: &mut Writer) -> Result<(), ContentFault> {
        if self.activities.len() > ACTIVITIES_MAX {
            return Err(ContentFault::FieldTooLarge);
        }
        w.bytes(self.plan.as_bytes());
        w.bytes(self.org.as_bytes());
        w.bytes(self.round.as_bytes());
        write_over(over, w)?;
        w.text(&self.title, TITLE_BYTES_MAX)?;
        w.list(&self.activities)
    }
}

impl Fields for PlanVersion {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        self.write_over(&self.over, w)
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            plan: OpId::from_bytes(r.array()?),
            org: SpaceId::from_bytes(r.array()?),
            round: OpId::from_bytes(r.array()?),
            over: read_over(r)?,
            title: r.text(TITLE_BYTES_MAX)?,
            activities: r.list(ACTIVITIES_MAX)?,
        })
    }
}

/// As what somebody signs a plan. Codes are part of the byte format.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Signer {
    /// As a coordinator of the organization whose plan it is.
    Org,
    /// As the Secretariat.
    Secretariat,
}

/// A signature under one version of a plan: the operation's own.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PlanSign {
    /// The plan.
    pub plan: OpId,
    /// Whose it is.
    pub org: SpaceId,
    /// [`PlanVersion::digest`] of what is signed.
    pub version: Digest,
    /// As what.
    pub signer: Signer,
}

impl Fields for PlanSign {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.bytes(self.plan.as_bytes());
        w.bytes(self.org.as_bytes());
        w.bytes(self.version.as_bytes());
        w.uint(match self.signer {
            Signer::Org => 0,
            Signer::Secretariat => 1,
        });
        Ok(())
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            plan: OpId::from_bytes(r.array()?),
            org: SpaceId::from_bytes(r.array()?),
            version: Digest::from_bytes(r.array()?),
            signer: match r.uint()? {
                0 => Signer::Org,
                1 => Signer::Secretariat,
                _ => {
                    r.meet_newer();
                    Signer::Org
                }
            },
        })
    }
}
