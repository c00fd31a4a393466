//! Strengthening plans: inside an organization as they stand, outside as they were published and
//! signed.

use std::collections::BTreeMap;

use super::Admitted;
use super::register::Register;
use crate::content::{Activity, ActivityId, Body, PlanSign, PlanVersion, Signer};
use crate::crypto::Digest;
use crate::id::{DeviceId, OpId, SpaceId};
use crate::op::Role;
use crate::time::WallTime;

/// How far an activity is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Progress {
    /// 0 to 100.
    pub percent: u8,
    /// What there is to say.
    pub note: Option<String>,
    /// The device that told it.
    pub author: DeviceId,
    /// When its author says that she wrote it.
    pub at: WallTime,
}

/// Progress of activities.
pub type Progresses = BTreeMap<ActivityId, Register<Progress>>;

/// A plan in its organization's space.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The operation that began it.
    pub id: OpId,
    /// Title.
    pub title: String,
    /// The round that it comes from.
    pub round: OpId,
    /// When it began.
    pub at: WallTime,
    /// Activities as they stand.
    pub activities: BTreeMap<ActivityId, Register<Activity>>,
}

impl Plan {
    /// Whether two versions of an activity stand beside each other.
    #[must_use]
    pub fn is_split(&self) -> bool {
        self.activities.values().any(Register::is_split)
    }

    /// The version that would be published now, standing over `over`.
    #[must_use]
    pub fn version(&self, org: SpaceId, over: Vec<OpId>) -> PlanVersion {
        let activities = self.activities.values();
        PlanVersion {
            plan: self.id,
            org,
            round: self.round,
            over,
            title: self.title.clone(),
            activities: activities.filter_map(Register::value).cloned().collect(),
        }
    }
}

/// A signature under one version of a plan.
#[derive(Clone, Debug)]
pub struct Signature {
    /// The operation.
    pub id: OpId,
    /// What was signed.
    pub version: Digest,
    /// As what.
    pub signer: Signer,
    /// The device that signed.
    pub author: DeviceId,
    /// When, by her clock.
    pub at: WallTime,
}

/// That a version was published.
#[derive(Clone, Copy, Debug)]
pub struct PlanEdition {
    /// What it says; absent where that is too long to be named.
    pub digest: Option<Digest>,
    /// When, by its author's clock.
    pub at: WallTime,
}

/// What a space knows of one plan of one organization beside the plan itself: its versions, who
/// signed them, how far it is.
#[derive(Debug, Default)]
pub struct Published {
    /// The version that stands.
    pub version: Register<PlanVersion>,
    /// Every version that was published, also those that others stand over.
    pub versions: BTreeMap<OpId, PlanEdition>,
    /// Every signature, also under earlier versions.
    pub signatures: Vec<Signature>,
    /// How far activities are; notes stand in the organization's space alone.
    pub progress: Progresses,
}

impl Published {
    /// Signatures under a version, one for each signer: the first by its claimed time.
    #[must_use]
    pub fn signed(&self, version: &Digest) -> Vec<&Signature> {
        let mut all: Vec<&Signature> = self
            .signatures
            .iter()
            .filter(|signature| signature.version == *version)
            .collect();
        all.sort_by_key(|signature| (signature.signer, signature.at, signature.id));
        all.dedup_by_key(|signature| signature.signer);
        all
    }

    /// What was published last of what stands, and when by its author's clock. Of several that
    /// were published at once, the one that claims the latest time.
    #[must_use]
    pub fn last(&self) -> Option<(&PlanVersion, WallTime)> {
        let heads = self.version.heads();
        let told = heads.map(|(id, version)| {
            let at = self.versions.get(id).map_or(WallTime(0), |one| one.at);
            ((at, *id), version)
        });
        let last = told.max_by_key(|(order, _)| *order);
        last.map(|((at, _), version)| (version, at))
    }

    /// Every operation that published a version which says exactly this: what was decided on one
    /// of them holds for all.
    pub fn saying(&self, digest: &Digest) -> impl Iterator<Item = OpId> {
        let all = self.versions.iter();
        let same = all.filter(|(_, one)| one.digest == Some(*digest));
        same.map(|(id, _)| *id)
    }

    /// When the organization first signed any version: what follow-up is counted from.
    #[must_use]
    pub fn first_signed(&self) -> Option<WallTime> {
        let by_org = self.signatures.iter();
        let by_org = by_org.filter(|signature| signature.signer == Signer::Org);
        by_org.map(|signature| signature.at).min()
    }
}

/// Plans of one space.
#[derive(Debug, Default)]
pub struct Plans {
    plans: BTreeMap<OpId, Plan>,
    /// By organization, too: no other can publish in its name.
    published: BTreeMap<(OpId, SpaceId), Published>,
}

impl Plans {
    pub(super) fn take(&mut self, op: Admitted) -> Option<OpId> {
        let admin = op.role == Role::Admin;
        let inside = op.org == Some(op.space);
        // The network has plans of its own: its office writes them, in the network's space.
        let office = admin && op.office == Role::Admin;
        let (space, own) = (op.space, inside || office);
        match op.content.body {
            Body::PlanNew(new) if own && admin => {
                let plan = Plan {
                    id: op.id,
                    title: new.title,
                    round: new.round,
                    at: op.content.at,
                    activities: BTreeMap::new(),
                };
                self.plans.insert(op.id, plan);
                Some(op.id)
            }
            Body::PlanActivity(change) if own && admin => {
                let plan = self.plans.get_mut(&change.plan)?;
                let register = plan.activities.entry(change.activity.id).or_default();
                register.take(op.id, change.over, change.activity);
                Some(change.plan)
            }
            // Everyone of the organization tells how far things are; to others a coordinator does.
            Body::PlanProgress(told)
                if (op.org == Some(told.org) && (inside || admin))
                    || (office && told.org == space) =>
            {
                let of = self.published.entry((told.plan, told.org)).or_default();
                let progress = Progress {
                    percent: told.percent,
                    note: told.note,
                    author: op.author,
                    at: op.content.at,
                };
                let register = of.progress.entry(told.activity).or_default();
                register.take(op.id, told.over, progress);
                Some(told.plan)
            }
            Body::PlanVersion(version)
                if (admin && op.org == Some(version.org)) || (office && version.org == space) =>
            {
                let (plan, over) = (version.plan, version.over.clone());
                let published = self.published.entry((plan, version.org)).or_default();
                // What it stands over is no part of what it says.
                let version = PlanVersion {
                    over: Vec::new(),
                    ..version
                };
                let edition = PlanEdition {
                    digest: version.digest().ok(),
                    at: op.content.at,
                };
                published.versions.insert(op.id, edition);
                published.version.take(op.id, over, version);
                Some(plan)
            }
            Body::PlanSign(sign) => {
                let org = op.org == Some(sign.org) && admin;
                let may = match sign.signer {
                    Signer::Org => org,
                    Signer::Secretariat => op.office == Role::Admin,
                };
                may.then(|| {
                    let signature = signature(&sign, op.id, op.author, op.content.at);
                    let key = (sign.plan, sign.org);
                    let published = self.published.entry(key).or_default();
                    published.signatures.push(signature);
                    sign.plan
                })
            }
            _ => None,
        }
    }

    /// A plan of the organization, or of the network, whose space this is.
    #[must_use]
    pub fn get(&self, id: &OpId) -> Option<&Plan> {
        self.plans.get(id)
    }

    /// Every plan of the organization, or of the network, whose space this is.
    pub fn iter(&self) -> impl Iterator<Item = &Plan> {
        self.plans.values()
    }

    /// What this space knows of a plan beside the plan itself.
    #[must_use]
    pub fn published(&self, plan: &OpId, org: SpaceId) -> Option<&Published> {
        self.published.get(&(*plan, org))
    }

    /// Everything that was published in this space, with its plan and organization.
    pub fn all_published(&self) -> impl Iterator<Item = (OpId, SpaceId, &Published)> {
        let all = self.published.iter();
        all.map(|((plan, org), published)| (*plan, *org, published))
    }
}

const fn signature(sign: &PlanSign, id: OpId, author: DeviceId, at: WallTime) -> Signature {
    Signature {
        id,
        version: sign.version,
        signer: sign.signer,
        author,
        at,
    }
}
