//! Coming back from a journey: a new profile from the stub that was left.

use std::path::Path;

use asamblea_protocol::backup::{BackupFault, HEAD_BYTES, Head};

use super::{
    Opened, RESTORING, backup_fault, enter, is_half_restored, mark_restoring, profile_fault,
    system_random, unlock,
};
use crate::api::{ApiError, ErrorKind, Founded};
use crate::client::{Client, NetworkOptions, Passphrase, profile_exists};
use crate::engine::Stub;
use crate::store::destroy::{clear_away, drop_stub};
use crate::store::stub::STUB_FILE;
use crate::store::{Disk, DiskError, ProfileError, Progress, RealDisk, read_stub};

/// Whether a folder holds the stub of who travels, and no whole profile beside it.
pub(crate) fn is_travelling(profile: &Path) -> bool {
    profile.join(STUB_FILE).exists() && (!profile_exists(profile) || is_half_restored(profile))
}

/// Reads the stub and opens it, by the first of its copies that opens: takes a second of a
/// processor for each.
pub(crate) fn open_stub(disk: &dyn Disk, passphrase: &Passphrase) -> Result<Stub, ApiError> {
    let about_travel = |error: ApiError| ApiError::about(error.kind, "travel");
    let copies = read_stub(disk).map_err(|error| match error {
        DiskError::NotFound => ErrorKind::NoProfile.into(),
        error => profile_fault(&ProfileError::Disk(error)),
    })?;
    let fault = |fault: BackupFault| about_travel(backup_fault(fault));
    let open = |bytes: &[u8]| {
        let head = Head::read(bytes.get(..HEAD_BYTES).unwrap_or_default()).map_err(fault)?;
        let secret = head.open(passphrase.expose().as_bytes()).map_err(fault)?;
        Stub::read(bytes, &head, &secret)
    };
    let mut fault = about_travel(ErrorKind::Damaged.into());
    for copy in &copies {
        match open(copy) {
            Ok(stub) => return Ok(stub),
            // A copy that is struck says nothing about the passphrase.
            Err(error) if fault.kind != ErrorKind::WrongPassphrase => fault = error,
            Err(_) => {}
        }
    }
    Err(fault)
}

/// A stub beside a profile that opens is what is left of a journey that did not begin, or is over.
pub(super) fn forget_stub(profile: &Path) -> Result<(), ApiError> {
    if !profile.join(STUB_FILE).exists() {
        return Ok(());
    }
    drop_stub(profile, &mut system_random()?).map_err(|error| profile_fault(&error))
}

pub(crate) async fn come_back(
    profile: &Path,
    passphrase: &Passphrase,
    network: NetworkOptions,
    timeout_ms: u64,
) -> Result<(Client, Founded), ApiError> {
    if !profile.join(STUB_FILE).exists() {
        return Err(ErrorKind::NoProfile.into());
    }
    if profile_exists(profile) && !is_half_restored(profile) {
        // A departure that was cut short: either nothing is gone yet, or what opens it is.
        if unlock(profile, passphrase, false, &Progress::default())
            .await
            .is_ok()
        {
            return Err(ErrorKind::ProfileExists.into());
        }
    }
    let (folder, text) = (profile.to_owned(), passphrase.expose().to_owned());
    let stub = tokio::task::spawn_blocking(move || {
        let disk = RealDisk::new(folder);
        crate::scrub::scrubbed(|| open_stub(&disk, &Passphrase::new(text)))
    });
    let stub = stub
        .await
        .map_err(|_| ApiError::new(ErrorKind::Internal))??;
    let code = stub.code()?;
    clear_away(profile);
    mark_restoring(profile)
        .map_err(|error| ApiError::about(ErrorKind::ReadOnly, error.to_string()))?;
    let opened = match begin_anew(profile, passphrase, stub).await {
        Ok(opened) => opened,
        Err(error) => {
            // The stub stays: the same can be tried again.
            clear_away(profile);
            return Err(error);
        }
    };
    forget_stub(profile)?;
    enter(opened, network, code, timeout_ms, false).await
}

async fn begin_anew(
    profile: &Path,
    passphrase: &Passphrase,
    stub: Stub,
) -> Result<Opened, ApiError> {
    let mut opened = unlock(profile, passphrase, true, &Progress::default()).await?;
    opened.engine.come_back(stub)?;
    // What stands in the journal is enough from here on.
    std::fs::remove_file(profile.join(RESTORING))
        .map_err(|error| ApiError::about(ErrorKind::ReadOnly, error.to_string()))?;
    Ok(opened)
}
