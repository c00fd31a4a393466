//! The vault: the device root key, sealed under the passphrase.
//!
//! Two slots, a physical sector each, hold the same key under the same passphrase; a torn write or
//! a flipped bit reaches one. A new passphrase is written into one slot, then into the other: a
//! power cut in between leaves one of each, and the higher generation is the newer.
//!
//! ```text
//! slot (4,096 bytes, two of them)
//!   0  version u8   1  generation u64   9  memory KiB u32   13  passes u32   17  lanes u32
//!   21 salt [16]    37 sealed root key [48], binding the 37 bytes before    85  zeros
//! ```
//!
//! The root key is the only thing it seals. It knows no operation, member or network.

use std::time::Duration;

use asamblea_protocol::crypto::{
    AEAD_TAG_BYTES, CryptoRng, KeyMaterial, PASSPHRASE_MEMORY_KIB_MIN, PassphraseKey,
    PassphraseParams, StretchFault, stretch,
};

use super::destroy::shred;
use super::disk::{Disk, DiskError};

/// The file's name.
const VAULT_FILE: &str = "vault";
/// Where a vault is made before it takes its name, so that none is ever half there.
const VAULT_DRAFT: &str = "vault.new";
/// The format of a slot.
const VERSION: u8 = 1;
const SLOT_BYTES: usize = 4096;
const HEADER_BYTES: usize = 37;
const SEALED_END: usize = HEADER_BYTES + 32 + AEAD_TAG_BYTES;
/// Passes over the memory; memory is what costs a guesser most, so it grows and this does not.
const PASSES: u32 = 3;
/// More lanes than this gain nothing on the machines at hand.
const LANES_MAX: u32 = 4;
/// Two drawn salts of 128 bits differ in fewer bits once in a thousand million times.
const SALT_BITS_MIN: u32 = 32;
/// A slot in which more bytes differ did not rot: noise that destroys it leaves one in 256 alike.
const ROT_BYTES_MAX: usize = 512;
/// What an unlock may take.
const UNLOCK_WAIT_MAX: Duration = Duration::from_secs(1);
/// Multiples of the least memory, the most first.
const MEMORY_CHOICES: [u32; 2] = [4, 2];

/// Why a vault was not made or opened.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum VaultError {
    /// The disk failed.
    #[error("{0}")]
    Disk(#[from] DiskError),
    /// There is no vault.
    #[error("there is no vault here")]
    NotFound,
    /// There is one already.
    #[error("there is a vault here already")]
    Exists,
    /// No slot opens under this passphrase.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// No slot is well formed: restore a backup, or let the device be replaced.
    #[error("the vault is damaged")]
    Damaged,
    /// A newer program made it.
    #[error("vault format {found} is newer than this program's, {VERSION}: update the program")]
    NewerFormat {
        /// Its format version.
        found: u8,
    },
    /// The memory that stretching takes could not be had: close other programs.
    #[error("not enough memory to stretch the passphrase")]
    Memory,
}

/// The machine on which a vault is made, for the choice of parameters.
pub struct Machine<'a> {
    /// Time since any fixed moment.
    pub clock: &'a mut dyn FnMut() -> Duration,
    /// Processor cores.
    pub cores: u32,
}

/// An open vault. The root key is not kept in it.
#[derive(Debug)]
pub struct Vault {
    memory_kib: u32,
    lanes: u32,
    generation: u64,
    // The slot that is written next.
    next: u64,
    whole: bool,
    was_damaged: bool,
}

/// The file of the vault as it was when it was opened: it tells without a passphrase whether that
/// rots. It is as sealed as the file.
pub struct Imprint([Vec<u8>; 2]);

/// What became of the file since.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Since {
    /// Nothing.
    Same,
    /// Bits flipped, and it was written as it was.
    Mended,
    /// It is gone, overwritten, or takes no writes.
    Lost,
}

impl Imprint {
    /// Takes one of a file that was opened or written just now.
    ///
    /// # Errors
    ///
    /// [`VaultError::Disk`].
    pub fn take(disk: &dyn Disk) -> Result<Self, VaultError> {
        let read = |at| disk.read_at(VAULT_FILE, offset_of(at), SLOT_BYTES);
        Ok(Self([read(0)?, read(1)?]))
    }

    /// Compares it with the file, and writes anew what rotted there: never what somebody destroyed.
    pub fn compare(&self, disk: &dyn Disk) -> Since {
        disk.forget(VAULT_FILE);
        let Ok(found) = Self::take(disk) else {
            return Since::Lost;
        };
        let slots = || self.0.iter().zip(&found.0);
        if slots().all(|(was, is)| was == is) {
            return Since::Same;
        }
        if slots().any(|(was, is)| is.len() != was.len() || differing(was, is) > ROT_BYTES_MAX) {
            return Since::Lost;
        }
        let mut rotten = slots().zip(0..).filter(|((was, is), _)| was != is);
        let written =
            rotten.try_for_each(|((was, _), at)| disk.write_at(VAULT_FILE, offset_of(at), was));
        match written.and_then(|()| disk.sync(VAULT_FILE)) {
            Ok(()) => Since::Mended,
            Err(_) => Since::Lost,
        }
    }
}

impl std::fmt::Debug for Imprint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Imprint(..)")
    }
}

fn differing(one: &[u8], other: &[u8]) -> usize {
    let pairs = one.iter().zip(other);
    pairs.filter(|(one, other)| one != other).count()
}

impl Vault {
    /// Makes a vault for a root key. Takes up to three times the unlock's time: it measures first.
    ///
    /// # Errors
    ///
    /// [`VaultError::Exists`], [`VaultError::Memory`] or [`VaultError::Disk`].
    pub fn create(
        disk: &dyn Disk,
        passphrase: &[u8],
        root: &KeyMaterial,
        rng: &mut dyn CryptoRng,
        machine: &mut Machine<'_>,
    ) -> Result<Self, VaultError> {
        if disk.size(VAULT_FILE)?.is_some() {
            return Err(VaultError::Exists);
        }
        let (params, key) = choose(passphrase, rng, machine)?;
        if disk.size(VAULT_DRAFT)?.is_some() {
            disk.remove(VAULT_DRAFT)?;
        }
        disk.create(VAULT_DRAFT)?;
        for generation in 1..=2 {
            let slot = encode(generation, &params, &key, root);
            disk.write_at(VAULT_DRAFT, offset_of(generation % 2), &slot)?;
        }
        disk.sync(VAULT_DRAFT)?;
        disk.rename(VAULT_DRAFT, VAULT_FILE)?;
        disk.sync_dir("")?;
        Ok(Self {
            memory_kib: params.memory_kib,
            lanes: params.lanes,
            generation: 2,
            next: 1,
            whole: true,
            was_damaged: false,
        })
    }

    /// Whether there is a vault.
    ///
    /// # Errors
    ///
    /// [`VaultError::Disk`].
    pub fn is_present(disk: &dyn Disk) -> Result<bool, VaultError> {
        Ok(disk.size(VAULT_FILE)?.is_some())
    }

    /// Opens the vault. A slot that is surely damaged is mended if the disk takes writes; one that
    /// may hold a newer passphrase is left alone, and [`Vault::is_whole`] says so.
    ///
    /// # Errors
    ///
    /// [`VaultError::WrongPassphrase`] when a slot is well formed and none opens;
    /// [`VaultError::Damaged`] when none is well formed; others as named.
    pub fn open(disk: &dyn Disk, passphrase: &[u8]) -> Result<(Self, KeyMaterial), VaultError> {
        let (slots, newer) = read_slots(disk)?;
        let mut keys = Keys {
            passphrase,
            stretched: Vec::new(),
        };
        let (mut sound, mut short_of_memory) = (0, false);
        for (slot, other) in [(&slots[0], &slots[1]), (&slots[1], &slots[0])] {
            let Some(parsed) = &slot.parsed else {
                continue;
            };
            let key = match keys.stretch(&parsed.params) {
                Ok(key) => key,
                Err(StretchFault::Parameters) => continue,
                // A flipped bit may ask for more than there is; the other slot may not.
                Err(StretchFault::Memory) => {
                    short_of_memory = true;
                    continue;
                }
            };
            sound += 1;
            let Some(root) = parsed.open(key) else {
                continue;
            };
            let mut vault = Self {
                memory_kib: parsed.params.memory_kib,
                lanes: parsed.params.lanes,
                generation: parsed.generation.max(other.generation()),
                next: other.at,
                whole: other.opens_alike(parsed, key),
                was_damaged: false,
            };
            vault.was_damaged = !vault.whole;
            if !vault.whole && !other.may_be_newer(parsed) {
                vault.whole = vault.write(disk, &parsed.params, key, &root).is_ok();
            }
            return Ok((vault, root));
        }
        Err(match newer {
            _ if short_of_memory => VaultError::Memory,
            _ if sound > 0 => VaultError::WrongPassphrase,
            Some(found) => VaultError::NewerFormat { found },
            None => VaultError::Damaged,
        })
    }

    /// Seals the root key under another passphrase, with fresh salt and the same costs. On `Ok` the
    /// former passphrase opens nothing any more; after an error or a power cut either may open.
    ///
    /// # Errors
    ///
    /// [`VaultError::Memory`] or [`VaultError::Disk`].
    pub fn change_passphrase(
        &mut self,
        disk: &dyn Disk,
        passphrase: &[u8],
        root: &KeyMaterial,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), VaultError> {
        let params = params(self.memory_kib, self.lanes, rng);
        let key = stretch(passphrase, &params).map_err(stretch_error)?;
        self.whole = false;
        self.write(disk, &params, &key, root)?;
        self.write(disk, &params, &key, root)?;
        self.whole = true;
        Ok(())
    }

    /// Overwrites both slots with noise and removes the file, and a half-made one, too. What flash
    /// memory keeps of them is beyond reach.
    ///
    /// # Errors
    ///
    /// [`VaultError::NotFound`] or [`VaultError::Disk`].
    pub fn destroy(disk: &dyn Disk, rng: &mut dyn CryptoRng) -> Result<(), VaultError> {
        let vault = shred(disk, VAULT_FILE, rng);
        let draft = match shred(disk, VAULT_DRAFT, rng) {
            Err(DiskError::NotFound) => Ok(()),
            other => other,
        };
        if vault == Err(DiskError::NotFound) {
            return Err(VaultError::NotFound);
        }
        Ok(vault.and(draft).and(disk.sync_dir(""))?)
    }

    /// Seals the root key, which opens under one passphrase, under another. At every moment a slot
    /// opens under one of the two; on `Ok` only under the new one.
    ///
    /// # Errors
    ///
    /// As [`Vault::open`] and [`Vault::change_passphrase`].
    pub fn reseal(
        disk: &dyn Disk,
        old: &[u8],
        new: &[u8],
        rng: &mut dyn CryptoRng,
    ) -> Result<(), VaultError> {
        let (mut vault, root) = Self::open(disk, old)?;
        vault.change_passphrase(disk, new, &root, rng)
    }

    /// Whether both slots open under the passphrase; otherwise one more fault would be the last.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.whole
    }

    /// Whether a slot did not open under the passphrase when the vault was opened.
    #[must_use]
    pub const fn was_damaged(&self) -> bool {
        self.was_damaged
    }

    fn write(
        &mut self,
        disk: &dyn Disk,
        params: &PassphraseParams,
        key: &PassphraseKey,
        root: &KeyMaterial,
    ) -> Result<(), VaultError> {
        let generation = self.generation.saturating_add(1);
        let slot = encode(generation, params, key, root);
        disk.write_at(VAULT_FILE, offset_of(self.next), &slot)?;
        disk.sync(VAULT_FILE)?;
        self.generation = generation;
        self.next = 1 - self.next;
        Ok(())
    }
}

/// Times the least memory once, and takes the most that stays under the limit.
pub(crate) fn choose(
    passphrase: &[u8],
    rng: &mut dyn CryptoRng,
    machine: &mut Machine<'_>,
) -> Result<(PassphraseParams, PassphraseKey), VaultError> {
    let least = params(
        PASSPHRASE_MEMORY_KIB_MIN,
        machine.cores.clamp(1, LANES_MAX),
        rng,
    );
    let start = (machine.clock)();
    let key = stretch(passphrase, &least).map_err(stretch_error)?;
    let took = (machine.clock)().saturating_sub(start);
    for times in MEMORY_CHOICES {
        if took.saturating_mul(times) < UNLOCK_WAIT_MAX {
            let more = PassphraseParams {
                memory_kib: PASSPHRASE_MEMORY_KIB_MIN * times,
                ..least
            };
            // A machine without so much memory makes do with less.
            if let Ok(key) = stretch(passphrase, &more) {
                return Ok((more, key));
            }
        }
    }
    Ok((least, key))
}

fn params(memory_kib: u32, lanes: u32, rng: &mut dyn CryptoRng) -> PassphraseParams {
    let mut salt = [0; 16];
    rng.fill_bytes(&mut salt);
    PassphraseParams {
        memory_kib,
        passes: PASSES,
        lanes,
        salt,
    }
}

const fn stretch_error(fault: StretchFault) -> VaultError {
    match fault {
        StretchFault::Parameters => VaultError::Damaged,
        StretchFault::Memory => VaultError::Memory,
    }
}

/// Keys stretched for one passphrase; both slots mostly share their parameters.
struct Keys<'a> {
    passphrase: &'a [u8],
    stretched: Vec<(PassphraseParams, PassphraseKey)>,
}

impl Keys<'_> {
    fn stretch(&mut self, params: &PassphraseParams) -> Result<&PassphraseKey, StretchFault> {
        let known = self.stretched.iter().position(|(known, _)| known == params);
        let at = if let Some(at) = known {
            at
        } else {
            let key = stretch(self.passphrase, params)?;
            self.stretched.push((*params, key));
            self.stretched.len() - 1
        };
        self.stretched
            .get(at)
            .map(|(_, key)| key)
            .ok_or(StretchFault::Parameters)
    }
}

/// One of the two places in the file.
struct Slot {
    at: u64,
    parsed: Option<Parsed>,
}

/// A well-formed slot. Nothing of it is authenticated before it opens.
struct Parsed {
    generation: u64,
    params: PassphraseParams,
    header: [u8; HEADER_BYTES],
    sealed: Vec<u8>,
}

impl Slot {
    fn generation(&self) -> u64 {
        self.parsed.as_ref().map_or(0, |parsed| parsed.generation)
    }

    /// Whether this slot, which does not open, may hold a newer passphrase than one that does: a
    /// change always draws another salt, and a flipped bit does not.
    fn may_be_newer(&self, opened: &Parsed) -> bool {
        self.parsed.as_ref().is_some_and(|own| {
            let salts = own.params.salt.iter().zip(opened.params.salt);
            let differing: u32 = salts.map(|(a, b)| (a ^ b).count_ones()).sum();
            own.generation > opened.generation && differing >= SALT_BITS_MIN
        })
    }

    fn opens_alike(&self, like: &Parsed, key: &PassphraseKey) -> bool {
        let alike = self.parsed.as_ref().filter(|own| own.params == like.params);
        alike.is_some_and(|own| own.open(key).is_some())
    }
}

impl Parsed {
    fn parse(bytes: &[u8]) -> Option<Self> {
        let header = *bytes.first_chunk::<HEADER_BYTES>()?;
        let sealed = bytes.get(HEADER_BYTES..SEALED_END)?.to_vec();
        let zeros = bytes.get(SEALED_END..SLOT_BYTES)?;
        let (version, rest) = header.split_first()?;
        let (generation, rest) = rest.split_first_chunk::<8>()?;
        let (numbers, salt) = rest.split_first_chunk::<12>()?;
        if *version != VERSION || zeros.iter().any(|byte| *byte != 0) {
            return None;
        }
        let mut numbers = numbers.chunks_exact(4).map(|chunk| {
            chunk
                .first_chunk()
                .map_or(0, |chunk| u32::from_be_bytes(*chunk))
        });
        Some(Self {
            generation: u64::from_be_bytes(*generation),
            params: PassphraseParams {
                memory_kib: numbers.next()?,
                passes: numbers.next()?,
                lanes: numbers.next()?,
                salt: salt.try_into().ok()?,
            },
            header,
            sealed,
        })
    }

    fn open(&self, key: &PassphraseKey) -> Option<KeyMaterial> {
        key.open(self.generation, &self.header, &self.sealed).ok()
    }
}

const fn offset_of(slot: u64) -> u64 {
    slot * SLOT_BYTES as u64
}

/// Both slots, the higher generation first, and the version of a slot that a newer program wrote.
fn read_slots(disk: &dyn Disk) -> Result<([Slot; 2], Option<u8>), VaultError> {
    disk.size(VAULT_FILE)?.ok_or(VaultError::NotFound)?;
    let mut newer = None;
    let mut read = |at| -> Result<Slot, VaultError> {
        let bytes = disk.read_at(VAULT_FILE, offset_of(at), SLOT_BYTES)?;
        let ends_in_zeros = bytes.len() == SLOT_BYTES && bytes.ends_with(&[0; 512]);
        if let Some(version) = bytes.first().filter(|version| **version > VERSION)
            && ends_in_zeros
        {
            newer = Some(*version);
        }
        let parsed = Parsed::parse(&bytes);
        Ok(Slot { at, parsed })
    };
    let [first, second] = [read(0)?, read(1)?];
    let slots = if first.generation() < second.generation() {
        [second, first]
    } else {
        [first, second]
    };
    Ok((slots, newer))
}

fn encode(
    generation: u64,
    params: &PassphraseParams,
    key: &PassphraseKey,
    root: &KeyMaterial,
) -> Vec<u8> {
    let mut slot = vec![VERSION];
    slot.extend_from_slice(&generation.to_be_bytes());
    for number in [params.memory_kib, params.passes, params.lanes] {
        slot.extend_from_slice(&number.to_be_bytes());
    }
    slot.extend_from_slice(&params.salt);
    let sealed = key.seal(generation, &slot, root);
    slot.extend_from_slice(&sealed);
    slot.resize(SLOT_BYTES, 0);
    slot
}

#[cfg(test)]
mod tests;
