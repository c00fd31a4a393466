//! Founding, joining, opening: how a node comes to life in a profile.

mod practise;
mod travel;

use std::io::Read;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;
use std::time::{Duration, Instant};

use asamblea_protocol::backup::{BackupFault, HEAD_BYTES, Head};
use asamblea_protocol::crypto::{
    ErasingRandom, KeyMaterial, PassphraseKey, PassphraseParams, StretchFault,
};
use asamblea_protocol::invitation::InvitationCode;
use tokio::sync::{broadcast, mpsc};

use crate::api::{ApiError, ErrorKind, Founded, Recovering, Reply, Request, Restored};
use crate::client::{
    Asking, Client, Founding, Joining, NetworkOptions, Passphrase, profile_exists,
};
use crate::control;
use crate::engine::{Engine, Now, Parts, Setting, erasing};
use crate::limits::{CALLS_PENDING_MAX, EVENTS_PENDING_MAX};
use crate::node::{Node, now};
use crate::scrub::scrubbed;
use crate::store::destroy::clear_away;
use crate::store::vault::choose;
use crate::store::{
    DiskError, Index, Machine, MemoryIndex, Profile, ProfileError, Progress, SledIndex, VaultError,
};

pub(crate) use self::practise::{needs_practice, practise};
pub(crate) use self::travel::{come_back, is_travelling, open_stub};

/// How often a joining command looks whether it is in.
const LOOK: Duration = Duration::from_millis(50);

/// A profile that is open, before anything runs.
struct Opened {
    profile: Profile,
    /// In a box: wherever it is handed on, no copy of its keys stays behind.
    engine: Box<Engine>,
    started: Instant,
}

pub(crate) fn entropy() -> Result<[u8; 32], ApiError> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|_| ApiError::about(ErrorKind::Internal, "random"))?;
    Ok(seed)
}

/// A random source seeded by the operating system.
pub(crate) fn system_random() -> Result<ErasingRandom, ApiError> {
    Ok(ErasingRandom::new(entropy()?))
}

pub(crate) fn vault_fault(error: &VaultError) -> ApiError {
    match error {
        VaultError::WrongPassphrase => ErrorKind::WrongPassphrase.into(),
        VaultError::Exists => ErrorKind::ProfileExists.into(),
        VaultError::NewerFormat { .. } => ErrorKind::NewerVersion.into(),
        VaultError::Damaged => ApiError::about(ErrorKind::Damaged, "vault"),
        other => ApiError::about(ErrorKind::Internal, other.to_string()),
    }
}

pub(crate) fn profile_fault(error: &ProfileError) -> ApiError {
    match error {
        ProfileError::Vault(vault) => vault_fault(vault),
        ProfileError::NotFound => ErrorKind::NoProfile.into(),
        ProfileError::Busy { pid } => ApiError::held_by(*pid),
        ProfileError::WrongOwner { .. } | ProfileError::Disk(DiskError::WrongOwner) => {
            ErrorKind::WrongOwner.into()
        }
        ProfileError::ForeignFile { file, .. } => {
            ApiError::about(ErrorKind::WrongOwner, file.clone())
        }
        ProfileError::OpenToOthers { .. } => ApiError::about(ErrorKind::ReadOnly, "open"),
        ProfileError::NotAFolder => ApiError::about(ErrorKind::ReadOnly, "no-folder"),
        ProfileError::Disk(DiskError::Full) => ErrorKind::DiskFull.into(),
        ProfileError::NotWritable | ProfileError::Disk(DiskError::ReadOnly) => {
            ErrorKind::ReadOnly.into()
        }
        other => ApiError::about(ErrorKind::Internal, other.to_string()),
    }
}

/// Opens vault, journal and index; `create` makes the profile first.
async fn unlock(
    folder: &Path,
    passphrase: &Passphrase,
    create: bool,
    progress: &Progress,
) -> Result<Opened, ApiError> {
    if !profile_exists(folder) && !is_half_restored(folder) && is_travelling(folder) {
        return Err(ErrorKind::Travelling.into());
    }
    let folder = folder.to_owned();
    let passphrase = Passphrase::new(passphrase.expose().to_owned());
    let progress = progress.clone();
    tokio::task::spawn_blocking(move || {
        scrubbed(|| unlock_here(&folder, &passphrase, create, progress))
    })
    .await
    .map_err(|_| ApiError::new(ErrorKind::Internal))?
}

fn unlock_here(
    folder: &Path,
    passphrase: &Passphrase,
    create: bool,
    progress: Progress,
) -> Result<Opened, ApiError> {
    let started = Instant::now();
    let mut rng = system_random()?;
    let text = passphrase.expose().as_bytes();
    let (profile, root) = if create {
        Profile::create(folder, text, &mut rng)
    } else {
        Profile::open(folder, text)
    }
    .map_err(|error| profile_fault(&error))?;
    if !create {
        travel::forget_stub(folder)?;
    }
    let mut engine = engine_on(&profile, &root, now(started), progress)?;
    engine.note_vault(profile.vault_was_damaged(), profile.vault_is_whole());
    Ok(Opened {
        profile,
        engine,
        started,
    })
}

/// The index of an open profile.
pub(crate) fn index_of(profile: &Profile, root: &KeyMaterial) -> Result<Box<dyn Index>, ApiError> {
    let opened = SledIndex::open_or_fresh(&profile.index_folder(), root, &mut system_random()?);
    Ok(match opened {
        Ok((index, _)) => Box::new(index),
        // On a full or read-only disk the index lives in memory: slower, nothing lost.
        Err(_) => Box::new(MemoryIndex::new()),
    })
}

/// The engine of an open profile.
fn engine_on(
    profile: &Profile,
    root: &KeyMaterial,
    now: Now,
    progress: Progress,
) -> Result<Box<Engine>, ApiError> {
    let parts = Parts {
        disk: profile.disk(),
        index: index_of(profile, root)?,
        entropy: entropy()?,
        random: erasing,
        folder: Some(profile.folder().to_owned()),
        progress,
    };
    Ok(Box::new(Engine::open(parts, root, now)?))
}

/// Stretches a new passphrase with fresh parameters: the most memory that stays under a second.
pub(crate) async fn stretch_anew(
    passphrase: Passphrase,
) -> Result<(PassphraseParams, PassphraseKey), ApiError> {
    tokio::task::spawn_blocking(move || {
        let started = Instant::now();
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let mut machine = Machine {
            clock: &mut || started.elapsed(),
            cores: u32::try_from(cores).unwrap_or(u32::MAX),
        };
        let text = passphrase.expose().as_bytes();
        choose(text, &mut system_random()?, &mut machine).map_err(|error| vault_fault(&error))
    })
    .await
    .map_err(|_| ApiError::new(ErrorKind::Internal))?
}

/// Starts the loop and the control socket.
fn start(
    opened: Opened,
    network: Option<NetworkOptions>,
    code: Option<InvitationCode>,
) -> Result<Client, ApiError> {
    let (calls, inbox) = mpsc::channel(CALLS_PENDING_MAX);
    let (events, _) = broadcast::channel(EVENTS_PENDING_MAX);
    let client = Client::new(calls, events.clone(), false);
    let client = client.telling(opened.engine.reading());
    // Only a node that stays takes others in; a command is gone in a moment.
    let stays = network.is_some();
    let socket = if stays {
        Some(control::listen(opened.profile.folder())?)
    } else {
        None
    };
    let mut node = Node::new(
        opened.engine,
        opened.profile,
        inbox,
        events,
        network,
        opened.started,
    );
    if let Some(code) = code {
        node.join_with(code);
    }
    let serving = socket.map(|socket| tokio::spawn(control::serve(socket, client.clone())));
    tokio::spawn(async move {
        node.run().await;
        if let Some(serving) = serving {
            serving.abort();
        }
    });
    Ok(client)
}

pub(crate) async fn open(
    profile: &Path,
    passphrase: &Passphrase,
    network: Option<NetworkOptions>,
    progress: &Progress,
) -> Result<Client, ApiError> {
    if is_travelling(profile) {
        return Err(ErrorKind::Travelling.into());
    }
    if is_half_restored(profile) {
        return Err(ApiError::about(ErrorKind::Damaged, RESTORING));
    }
    let opened = unlock(profile, passphrase, false, progress).await?;
    let code = opened
        .engine
        .setting(Setting::JoinCode)
        .filter(|code| !code.is_empty());
    let code = code.and_then(|code| InvitationCode::decode(code).ok());
    start(opened, network, code)
}

pub(crate) async fn change_passphrase(
    profile: &Path,
    old: Passphrase,
    new: Passphrase,
) -> Result<(), ApiError> {
    if is_half_restored(profile) {
        return Err(ApiError::about(ErrorKind::Damaged, RESTORING));
    }
    let folder = profile.to_owned();
    let changed = tokio::task::spawn_blocking(move || {
        let (old, new) = (old.expose().as_bytes(), new.expose().as_bytes());
        Profile::reseal(&folder, old, new, &mut system_random()?)
            .map_err(|error| profile_fault(&error))
    });
    changed
        .await
        .map_err(|_| ApiError::new(ErrorKind::Internal))?
}

pub(crate) async fn found(
    profile: &Path,
    passphrase: &Passphrase,
    founding: Founding,
    network: Option<NetworkOptions>,
) -> Result<(Client, Founded), ApiError> {
    if profile_exists(profile) {
        return Err(ErrorKind::ProfileExists.into());
    }
    for (text, what) in [
        (&founding.network, "network"),
        (&founding.org, "org"),
        (&founding.person, "person"),
    ] {
        if text.trim().is_empty() {
            return Err(ApiError::about(ErrorKind::Usage, what));
        }
    }
    let mut opened = unlock(profile, passphrase, true, &Progress::default()).await?;
    let founded = opened.engine.found(&founding)?;
    Ok((start(opened, network, None)?, founded))
}

pub(crate) async fn join(
    profile: &Path,
    passphrase: &Passphrase,
    joining: Joining,
    network: NetworkOptions,
) -> Result<(Client, Founded), ApiError> {
    let code = InvitationCode::decode(&joining.code).map_err(|_| ErrorKind::InvitationMalformed)?;
    if code.is_of_practice() {
        return Err(ApiError::about(ErrorKind::Practice, "practice-code"));
    }
    let fresh = !profile_exists(profile);
    let mut opened = unlock(profile, passphrase, fresh, &Progress::default()).await?;
    if !fresh {
        opened.engine.check_same_join(code.network())?;
    } else {
        opened.engine.set(Setting::JoinCode, joining.code.clone())?;
        if let Some(name) = &joining.person {
            opened.engine.set(Setting::PersonName, name.clone())?;
        }
    }
    if let Some(bundle) = &joining.from_bundle
        && let Err(error) = opened.engine.join_from_bundle(bundle, &code.keys())
    {
        drop(opened);
        if fresh {
            clear_away(profile);
        }
        return Err(error);
    }
    let mut options = network;
    options.connect.extend(joining.connect.iter().cloned());
    enter(opened, options, code, joining.timeout_ms, fresh).await
}

/// Goes on with a code until it let this device in, or the time is over.
async fn enter(
    opened: Opened,
    options: NetworkOptions,
    code: InvitationCode,
    timeout_ms: u64,
    fresh: bool,
) -> Result<(Client, Founded), ApiError> {
    let pending = opened
        .engine
        .setting(Setting::JoinCode)
        .is_some_and(|code| !code.is_empty());
    let profile = opened.profile.folder().to_owned();
    let client = start(opened, Some(options), pending.then_some(code))?;
    let deadline = Instant::now() + Duration::from_millis(timeout_ms);
    loop {
        let state = client.call(Request::JoinState).await;
        match state {
            Ok(Reply::Founded(founded)) => {
                if founded.state == "joined" || Instant::now() >= deadline {
                    return Ok((client, founded));
                }
            }
            Ok(_) => return Err(ErrorKind::Internal.into()),
            Err(error) => {
                client.close().await;
                if fresh {
                    // A code that lets nobody in leaves nothing behind.
                    clear_away(&profile);
                }
                return Err(error);
            }
        }
        tokio::time::sleep(LOOK).await;
    }
}

pub(crate) async fn recover(
    profile: &Path,
    passphrase: &Passphrase,
    asking: Asking,
    network: NetworkOptions,
) -> Result<(Recovering, Option<ApiError>), ApiError> {
    let fresh = !profile_exists(profile);
    let mut opened = unlock(profile, passphrase, fresh, &Progress::default()).await?;
    if fresh {
        if let Err(error) = opened.engine.begin_asking(asking.person.as_deref()) {
            drop(opened);
            clear_away(profile);
            return Err(error);
        }
    } else if !opened.engine.is_asking() {
        return Err(ErrorKind::ProfileExists.into());
    }
    // The good answers are kept, whatever is wrong with the others.
    let refused = opened.engine.take_answers(&asking.answers).err();
    let before = opened.engine.setting(Setting::JoinCode).map(str::to_owned);
    let code = match &before {
        // It used the place, or is about to.
        Some(code) if !code.is_empty() => InvitationCode::decode(code).ok(),
        Some(_) => None,
        None => opened.engine.recovered_code(),
    };
    let recovering = opened.engine.recovering()?;
    let Some(code) = code else {
        let founded = match before {
            Some(_) => opened.engine.founded("joined"),
            None => recovering.founded.clone(),
        };
        opened.engine.finish()?;
        return Ok((
            Recovering {
                founded,
                ..recovering
            },
            refused,
        ));
    };
    if before.is_none() {
        opened.engine.set(Setting::JoinCode, code.encode())?;
    }
    let mut options = network;
    options.connect.extend(asking.connect);
    let (client, founded) = enter(opened, options, code, asking.timeout_ms, false)
        .await
        .map_err(|error| ApiError::about(error.kind, "recovery"))?;
    client.close().await;
    Ok((
        Recovering {
            founded,
            ..recovering
        },
        refused,
    ))
}

/// Says that a profile is being restored: until it is whole, nobody works with half of it.
const RESTORING: &str = "restoring";

pub(crate) fn is_half_restored(profile: &Path) -> bool {
    profile.join(RESTORING).exists()
}

pub(crate) async fn restore(
    profile: &Path,
    passphrase: &Passphrase,
    backup: Passphrase,
    mut source: Box<dyn Read + Send>,
) -> Result<(Client, Restored), ApiError> {
    if is_travelling(profile) {
        return Err(ErrorKind::Travelling.into());
    }
    let half = is_half_restored(profile);
    if profile_exists(profile) && !half {
        return Err(ErrorKind::ProfileExists.into());
    }
    let (head, secret, source) = tokio::task::spawn_blocking(move || {
        let mut head = [0; HEAD_BYTES];
        let head = match source.read_exact(&mut head) {
            Ok(()) => Head::read(&head),
            Err(_) => Err(BackupFault::Head),
        };
        let head = head.map_err(backup_fault)?;
        let secret = head
            .open(backup.expose().as_bytes())
            .map_err(backup_fault)?;
        Ok::<_, ApiError>((head, secret, source))
    })
    .await
    .map_err(|_| ApiError::new(ErrorKind::Internal))??;
    if half {
        clear_away(profile);
    }
    let begun = mark_restoring(profile);
    begun.map_err(|error| ApiError::about(ErrorKind::ReadOnly, error.to_string()))?;
    let taken = match unlock(profile, passphrase, true, &Progress::default()).await {
        Ok(opened) => take_backup(opened, head, secret, source).await,
        Err(error) => Err(error),
    };
    match taken {
        Ok((opened, restored)) => {
            // What stands in the journal is whole from here on.
            std::fs::remove_file(profile.join(RESTORING))
                .map_err(|error| ApiError::about(ErrorKind::ReadOnly, error.to_string()))?;
            Ok((start(opened, None, None)?, restored))
        }
        Err(error) => {
            clear_away(profile);
            Err(error)
        }
    }
}

async fn take_backup(
    mut opened: Opened,
    head: Head,
    secret: KeyMaterial,
    mut source: Box<dyn Read + Send>,
) -> Result<(Opened, Restored), ApiError> {
    let taken = tokio::task::spawn_blocking(move || {
        let restored = opened.engine.restore(&mut *source, &head, &secret)?;
        Ok::<_, ApiError>((opened, restored))
    });
    taken
        .await
        .map_err(|_| ApiError::new(ErrorKind::Internal))?
}

fn mark_restoring(profile: &Path) -> std::io::Result<()> {
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(profile)?;
    std::fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(profile.join(RESTORING))?
        .sync_all()
}

fn backup_fault(fault: BackupFault) -> ApiError {
    let kind = match fault {
        BackupFault::Passphrase => ErrorKind::WrongPassphrase,
        BackupFault::Newer(_) => ErrorKind::NewerVersion,
        BackupFault::Stretch(StretchFault::Memory) => ErrorKind::Internal,
        _ => ErrorKind::Damaged,
    };
    ApiError::about(kind, "backup")
}
