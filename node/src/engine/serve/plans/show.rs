//! Plans as people see them: activities and how far they are, signatures, dates of follow-up.

use std::collections::BTreeMap;

use asamblea_protocol::content::{Activity, ActivityId, PlanVersion, Signer};
use asamblea_protocol::crypto::Digest;
use asamblea_protocol::time::WallTime;
use asamblea_protocol::view::{Published, Register};
use data_encoding::HEXLOWER;

use super::super::super::Engine;
use super::super::super::clock::rfc3339;
use super::activities::is_late;
use super::{DAY_MS, Found};
use crate::api::{
    ActivityRow, ApiError, ErrorKind, PlanDetail, PlanRow, Reply, ReviewRow, SharedVersion,
    SignatureRow,
};

/// Days after the first signature on which people look how far they are.
const REVIEW_DAYS: [u32; 3] = [30, 90, 180];

pub(super) fn signer_label(signer: Signer) -> String {
    match signer {
        Signer::Org => "org",
        Signer::Secretariat => "secretariat",
    }
    .to_owned()
}

fn count(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

/// A plan as this device knows it.
pub(super) struct Known<'a> {
    /// Its activities as they stand, and which of them stand in two ways.
    pub(super) version: PlanVersion,
    split: Vec<[u8; 16]>,
    /// How often each was changed, as far as this device knows.
    changes: BTreeMap<ActivityId, u32>,
    /// Absent where it stands in two ways.
    digest: Option<Digest>,
    /// Progress, inside or outside.
    pub(super) progress: Option<&'a Published>,
    /// Versions and signatures.
    pub(super) published: Option<&'a Published>,
    /// Only what was published is known of it.
    is_others: bool,
}

impl Known<'_> {
    /// The hash of what stands; nothing where it stands in two ways.
    pub(super) const fn digest(&self) -> Option<Digest> {
        self.digest
    }
}

fn hex(digest: Option<Digest>) -> String {
    let hex = digest.map(|digest| HEXLOWER.encode(digest.as_bytes()));
    hex.unwrap_or_default()
}

/// What others read of a plan that changed since; nothing of one that they read as it stands, or
/// that nobody published. Others' plans are known by what was published, and stand so.
fn stale(known: &Known<'_>) -> Option<SharedVersion> {
    let published = known.published?;
    let (version, at) = published.last()?;
    let digest = version.digest().ok();
    let same = digest == known.digest && !published.version.is_split();
    (!same && !known.is_others).then(|| SharedVersion {
        version: hex(digest),
        at: rfc3339(at),
    })
}

impl Engine {
    pub(super) fn known(&self, found: Found) -> Result<Known<'_>, ApiError> {
        let progress = self.published(found.space, &found.id, found.org);
        let whole = Some(found.org) == self.my_org() || self.is_networks(found.org);
        if found.space != found.org || !whole {
            let published = progress.ok_or(ErrorKind::NotFound)?;
            let heads = published.version.heads().last();
            let (_, version) = heads.ok_or(ErrorKind::NotFound)?;
            let digest = published.version.value().and_then(|one| one.digest().ok());
            return Ok(Known {
                version: version.clone(),
                split: Vec::new(),
                changes: BTreeMap::new(),
                digest,
                progress,
                published: progress,
                is_others: true,
            });
        }
        let plan = self.inner_plan(found.org, &found.id)?;
        let mut version = plan.version(found.org, Vec::new());
        let mut split = Vec::new();
        let registers = plan.activities.iter();
        let changes = registers.map(|(id, register)| (*id, register.changes()));
        let changes = changes.collect();
        for (id, register) in &plan.activities {
            if register.is_split() {
                split.push(*id);
                // One of them is shown, marked as standing beside others.
                version
                    .activities
                    .extend(register.heads().next().map(|(_, one)| one.clone()));
            }
        }
        let digest = split.is_empty().then(|| version.digest().ok()).flatten();
        let outer = self.round_space(&plan.round);
        let published = outer.and_then(|space| self.published(space, &found.id, found.org));
        Ok(Known {
            version,
            split,
            changes,
            digest,
            progress,
            published,
            is_others: false,
        })
    }

    pub(super) fn plans(&mut self, space: Option<&str>) -> Result<Reply, ApiError> {
        let only = space.map(|space| self.find_space(space)).transpose()?;
        let now = self.wall();
        let mut rows = Vec::new();
        for (found, title) in self.all_plans() {
            // One's own plan is read in one's organization, and by others where it was published.
            let stands = |space| {
                found.space == space || self.published_in(&found.id, found.org) == Some(space)
            };
            if only.is_some_and(|only| !stands(only)) {
                continue;
            }
            let subregion = self.region(found.org);
            let known = self.known(found)?;
            let activities = self.activity_rows(&known, now);
            let open = activities.iter().filter(|row| row.state != "cancelled");
            let left = activities
                .iter()
                .filter(|row| matches!(row.state.as_str(), "pending" | "under_way" | "late"));
            let state = |state: &str| count(open.clone().filter(|row| row.state == state).count());
            let reviews = self.reviews(found, known.published).into_iter();
            let now = rfc3339(now);
            rows.push(PlanRow {
                id: found.id.to_hex(),
                title,
                org: found.org.to_hex(),
                org_name: self.any_space_name(found.org),
                version: hex(known.digest),
                signed: signed(&known).map(signer_label).collect(),
                activities: count(open.clone().count()),
                done: state("done"),
                late: state("late"),
                next_due: left.filter_map(|row| row.due.clone()).min(),
                space: found.space.to_hex(),
                next_review: reviews.map(|row| row.at).find(|at| *at >= now),
                begun: self.begun(found, &known),
                adopted: self.adopted(&known),
                stale: stale(&known).is_some(),
                subregion,
            });
        }
        rows.sort_by(|a, b| b.begun.cmp(&a.begun).then_with(|| a.id.cmp(&b.id)));
        Ok(Reply::Plans(rows))
    }

    pub(super) fn show_plan(&mut self, id: &str) -> Result<Reply, ApiError> {
        let now = self.wall();
        let found = self.find_plan(id)?;
        let known = self.known(found)?;
        let signatures = known.published.zip(known.digest);
        let signatures = signatures.map(|(one, digest)| one.signed(&digest));
        let at = self
            .published_in(&found.id, found.org)
            .unwrap_or(found.space);
        let signed: Vec<SignatureRow> = signatures
            .into_iter()
            .flatten()
            .map(|one| SignatureRow {
                signer: signer_label(one.signer),
                author: self.author(one.author, at),
                at: rfc3339(one.at),
            })
            .collect();
        let before = known.published.is_some_and(|one| {
            let other = |digest: &Digest| Some(*digest) != known.digest;
            one.signatures
                .iter()
                .any(|signature| other(&signature.version))
        });
        let value = known.published.and_then(|one| one.version.value());
        let read = value.and_then(|one| one.digest().ok());
        Ok(Reply::Plan(Box::new(PlanDetail {
            id: found.id.to_hex(),
            title: known.version.title.clone(),
            org: found.org.to_hex(),
            org_name: self.any_space_name(found.org),
            round: known.version.round.to_hex(),
            version: hex(known.digest),
            signed,
            signed_before: before,
            published: read.is_some() && read == known.digest,
            activities: self.activity_rows(&known, now),
            reviews: self.reviews(found, known.published),
            begun: self.begun(found, &known),
            adopted: self.adopted(&known),
            network: self.is_networks(found.org),
            stale: stale(&known),
        })))
    }
}

/// Who signed exactly what stands.
fn signed(known: &Known<'_>) -> impl Iterator<Item = Signer> {
    let both = known.published.zip(known.digest);
    let signed = both
        .map(|(one, digest)| one.signed(&digest))
        .unwrap_or_default();
    let signers: Vec<Signer> = signed.into_iter().map(|one| one.signer).collect();
    signers.into_iter()
}

impl Engine {
    fn reviews(&self, found: Found, published: Option<&Published>) -> Vec<ReviewRow> {
        let Some(from) = published.and_then(Published::first_signed) else {
            return Vec::new();
        };
        let rows = REVIEW_DAYS.into_iter().map(|days| ReviewRow {
            days,
            at: rfc3339(WallTime(from.0.saturating_add(u64::from(days) * DAY_MS))),
            uid: self.calendar_name(found.id.as_bytes(), &format!("review {days}")),
        });
        rows.collect()
    }

    fn activity_rows(&self, known: &Known<'_>, now: WallTime) -> Vec<ActivityRow> {
        // Of others' plans only whole versions are read.
        let versions = known.published.map_or(0, |one| one.version.changes());
        let mut activities: Vec<&Activity> = known.version.activities.iter().collect();
        activities.sort_by_key(|one| (one.due.map_or(u64::MAX, |due| due.0), one.id));
        let rows = activities.into_iter().map(|activity| {
            let register = known
                .progress
                .and_then(|one| one.progress.get(&activity.id));
            let progress = register.and_then(Register::value);
            let percent = progress.map_or(0, |progress| progress.percent);
            let late = activity.due.is_some_and(|due| is_late(due, now));
            let state = match (activity.cancelled, percent) {
                (true, _) => "cancelled",
                (false, 100) => "done",
                _ if late => "late",
                (false, 0) => "pending",
                _ => "under_way",
            };
            ActivityRow {
                id: HEXLOWER.encode(&activity.id),
                area: activity.area.clone(),
                objective: activity.objective.clone(),
                activity: activity.activity.clone(),
                who: activity.who.clone(),
                due: activity.due.map(rfc3339),
                percent,
                state: state.to_owned(),
                support: activity.support.clone(),
                budget: activity.budget,
                indicator: activity.indicator.clone(),
                note: progress.and_then(|progress| progress.note.clone()),
                uid: self.calendar_name(&activity.id, "activity"),
                sequence: known.changes.get(&activity.id).map_or(versions, |n| *n),
                split: known.split.contains(&activity.id)
                    || register.is_some_and(Register::is_split),
            }
        });
        rows.collect()
    }
}
