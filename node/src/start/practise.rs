//! Making a practice network in a new profile.

use std::path::Path;
use std::time::Instant;

use super::{
    Opened, RESTORING, engine_on, is_half_restored, mark_restoring, profile_fault, start,
    system_random,
};
use crate::api::{ApiError, ErrorKind, Founded};
use crate::client::{Client, Founding, NetworkOptions, Passphrase, profile_exists};
use crate::node::now;
use crate::practice::Practice;
use crate::scrub::scrubbed;
use crate::store::destroy::clear_away;
use crate::store::{Profile, Progress};

/// Whether a practice network is still to be made.
pub(crate) fn needs_practice(profile: &Path) -> bool {
    !profile_exists(profile) || is_half_restored(profile)
}

pub(crate) async fn practise<Tell>(
    profile: &Path,
    passphrase: &Passphrase,
    founding: Founding,
    network: Option<NetworkOptions>,
    tell: Tell,
) -> Result<(Client, Founded), ApiError>
where
    Tell: FnOnce(&mut Practice) -> Result<(), ApiError> + Send + 'static,
{
    if !needs_practice(profile) {
        return Err(ErrorKind::ProfileExists.into());
    }
    if is_half_restored(profile) {
        clear_away(profile);
    }
    // Until it is whole, nobody practises with half of it.
    mark_restoring(profile)
        .map_err(|error| ApiError::about(ErrorKind::ReadOnly, error.to_string()))?;
    let folder = profile.to_owned();
    let passphrase = Passphrase::new(passphrase.expose().to_owned());
    let made = tokio::task::spawn_blocking(move || {
        scrubbed(|| practise_here(&folder, &passphrase, &founding, tell))
    });
    let made = made.await.map_err(|_| ErrorKind::Internal.into());
    let made = made.and_then(|made| made).and_then(|opened| {
        std::fs::remove_file(profile.join(RESTORING))
            .map_err(|error| ApiError::about(ErrorKind::ReadOnly, error.to_string()))?;
        Ok(opened)
    });
    match made {
        Ok(opened) => {
            let founded = opened.engine.founded("joined");
            Ok((start(opened, network, None)?, founded))
        }
        Err(error) => {
            clear_away(profile);
            Err(error)
        }
    }
}

fn practise_here(
    folder: &Path,
    passphrase: &Passphrase,
    founding: &Founding,
    tell: impl FnOnce(&mut Practice) -> Result<(), ApiError>,
) -> Result<Opened, ApiError> {
    let started = Instant::now();
    let text = passphrase.expose().as_bytes();
    let (profile, root) = Profile::create(folder, text, &mut system_random()?)
        .map_err(|error| profile_fault(&error))?;
    let mut practice = Practice::new(now(started).wall, |at| {
        engine_on(&profile, &root, at, Progress::default())
    })?;
    practice.found(founding)?;
    tell(&mut practice)?;
    practice.end()?;
    // It was written by an earlier clock: what goes on is read from the disk.
    drop(practice);
    let engine = engine_on(&profile, &root, now(started), Progress::default())?;
    Ok(Opened {
        profile,
        engine,
        started,
    })
}
