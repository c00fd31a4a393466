//! Argon2id (RFC 9106): a passphrase becomes a key, slowly.

use std::fmt;

use argon2::{Algorithm, Argon2, Params, Version};
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::{Domain, KeyMaterial, OpenFault, RecordKey, derive};

/// The least memory, in KiB: no switch of the released binary goes below it.
pub const PASSPHRASE_MEMORY_KIB_MIN: u32 = 64 * 1024;
/// What somebody else's file may ask of a small machine, in KiB.
const PASSPHRASE_MEMORY_KIB_MAX: u32 = 1024 * 1024;
/// As RFC 9106 wants it where memory is short.
const PASSES_MIN: u32 = 3;
/// With the most memory some ten seconds: a file that asks for more is no file of ours.
const PASSES_MAX: u32 = 16;
/// More cores than machines of our people have, and a bound for whoever reads a file.
const LANES_MAX: u32 = 16;

/// Parameters of one stretching; they are authenticated with what the key seals.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct PassphraseParams {
    /// Memory in KiB: 64 MiB to 1 GiB.
    pub memory_kib: u32,
    /// Passes over the memory: 3 to 16.
    pub passes: u32,
    /// Lanes: 1 to 16.
    pub lanes: u32,
    /// Random salt.
    pub salt: [u8; 16],
}

/// Why a passphrase could not be stretched.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum StretchFault {
    /// The parameters lie outside their limits: a changed or foreign vault.
    #[error("key derivation parameters are outside their limits")]
    Parameters,
    /// The memory could not be had.
    #[error("not enough memory to stretch the passphrase")]
    Memory,
}

/// The key that a passphrase gives. It only seals and opens the device root key, or a backup's key.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct PassphraseKey([u8; 32]);

impl fmt::Debug for PassphraseKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PassphraseKey(..)")
    }
}

impl PassphraseKey {
    fn record_key(&self, domain: Domain) -> RecordKey {
        RecordKey::new(&derive(domain, &KeyMaterial::from_bytes(self.0), &[]))
    }

    /// Seals the root key under vault generation `number`, binding the vault's header.
    #[must_use]
    pub fn seal(&self, number: u64, header: &[u8], root: &KeyMaterial) -> Vec<u8> {
        self.record_key(Domain::Vault)
            .seal(number, header, root.expose())
    }

    /// Seals a backup's key, binding the head that it stands in.
    #[must_use]
    pub fn seal_backup(&self, head: &[u8], secret: &KeyMaterial) -> Vec<u8> {
        self.record_key(Domain::Backup)
            .seal(0, head, secret.expose())
    }

    /// Opens what [`PassphraseKey::seal_backup`] made.
    ///
    /// # Errors
    ///
    /// [`OpenFault`] for a wrong passphrase, and for a changed head.
    pub fn open_backup(&self, head: &[u8], sealed: &[u8]) -> Result<KeyMaterial, OpenFault> {
        material(self.record_key(Domain::Backup).open(0, head, sealed)?)
    }

    /// Opens what [`PassphraseKey::seal`] made.
    ///
    /// # Errors
    ///
    /// [`OpenFault`] for a wrong passphrase, and for a changed header or vault.
    pub fn open(
        &self,
        number: u64,
        header: &[u8],
        sealed: &[u8],
    ) -> Result<KeyMaterial, OpenFault> {
        material(
            self.record_key(Domain::Vault)
                .open(number, header, sealed)?,
        )
    }
}

fn material(mut plain: Vec<u8>) -> Result<KeyMaterial, OpenFault> {
    let bytes = <[u8; 32]>::try_from(plain.as_slice()).map_err(|_| OpenFault)?;
    plain.zeroize();
    Ok(KeyMaterial::from_bytes(bytes))
}

/// Stretches a passphrase with Argon2id. Takes up to a second and `memory_kib` of memory.
///
/// # Errors
///
/// [`StretchFault`] for parameters outside their limits or missing memory.
pub fn stretch(
    passphrase: &[u8],
    params: &PassphraseParams,
) -> Result<PassphraseKey, StretchFault> {
    let in_limits = (PASSPHRASE_MEMORY_KIB_MIN..=PASSPHRASE_MEMORY_KIB_MAX)
        .contains(&params.memory_kib)
        && (PASSES_MIN..=PASSES_MAX).contains(&params.passes)
        && (1..=LANES_MAX).contains(&params.lanes);
    if !in_limits {
        return Err(StretchFault::Parameters);
    }
    let argon_params = Params::new(params.memory_kib, params.passes, params.lanes, Some(32))
        .map_err(|_| StretchFault::Parameters)?;
    let mut key = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, argon_params)
        .hash_password_into(passphrase, &params.salt, &mut key)
        .map_err(|_| StretchFault::Memory)?;
    Ok(PassphraseKey(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn params() -> PassphraseParams {
        PassphraseParams {
            memory_kib: PASSPHRASE_MEMORY_KIB_MIN,
            passes: 3,
            lanes: 1,
            salt: [5; 16],
        }
    }

    #[test]
    fn only_the_right_passphrase_header_and_number_open() {
        let root = KeyMaterial::from_bytes([9; 32]);
        let sealed = stretch(b"farol nube", &params())
            .unwrap()
            .seal(1, b"head", &root);
        let right = stretch(b"farol nube", &params()).unwrap();
        assert_eq!(
            right.open(1, b"head", &sealed).unwrap().expose(),
            root.expose()
        );
        assert!(right.open(2, b"head", &sealed).is_err());
        assert!(right.open(1, b"Head", &sealed).is_err());
        let wrong = stretch(b"farol nubes", &params()).unwrap();
        assert!(wrong.open(1, b"head", &sealed).is_err());
        // A vault's key opens no backup, though both were sealed under one passphrase.
        assert!(right.open_backup(b"head", &sealed).is_err());
        let backup = right.seal_backup(b"head", &root);
        assert_eq!(
            right.open_backup(b"head", &backup).unwrap().expose(),
            root.expose()
        );
        assert!(right.open(0, b"head", &backup).is_err());
        assert!(wrong.open_backup(b"head", &backup).is_err());
    }

    #[test]
    fn weak_parameters_are_refused() {
        for bad in [
            PassphraseParams {
                memory_kib: PASSPHRASE_MEMORY_KIB_MIN - 1,
                ..params()
            },
            PassphraseParams {
                passes: 2,
                ..params()
            },
            PassphraseParams {
                lanes: 0,
                ..params()
            },
            PassphraseParams {
                memory_kib: u32::MAX,
                ..params()
            },
        ] {
            assert_eq!(stretch(b"x", &bad).unwrap_err(), StretchFault::Parameters);
        }
    }
}
