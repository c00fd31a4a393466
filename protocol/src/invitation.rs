//! Invitations: the code that is read out, typed or scanned, and the keys that its secret gives.
//!
//! ```text
//! version (1) · secret (16) · network tag (8) · address... · check (4)
//! address = 1 · IPv4 (4) · port (2)          /ip4/.../tcp/...
//!         | 2 · IPv6 (16) · port (2)         /ip6/.../tcp/...
//!         | 3 · onion v3 key (32) · port (2)  /onion3/...:...
//!         | 4, 5 · as 1 and 2                .../udp/.../quic-v1
//! ```
//!
//! In upper-case base32 (RFC 4648) without padding. Who invites whom, and for how long, is written
//! in the space, not here. Byte format: `docs/wire.md`, "Invitations".

mod address;
mod keys;
mod onion;

use std::fmt;

use data_encoding::BASE32_NOPAD;
use zeroize::{Zeroize, Zeroizing};

pub use address::{Address, BadAddress};
pub use keys::{InvitationKeys, InvitationSecret};

use crate::crypto::{Domain, hash};
use crate::id::SpaceId;

/// The most addresses of a code: the organization's node and the inviter's, each in a few forms.
pub const CODE_ADDRESSES_MAX: usize = 8;
/// The most bytes of a code that still fit a QR code of 80x24 cells (level L, 41x21).
pub const CODE_BYTES_QR_MAX: usize = 71;
/// The most bytes of a code.
pub const CODE_BYTES_MAX: usize =
    HEAD_BYTES + CODE_ADDRESSES_MAX * address::ADDRESS_CODE_BYTES_MAX + CHECK_BYTES;

/// The version of codes that this program writes and reads.
const VERSION: u8 = 1;
const HEAD_BYTES: usize = 1 + 16 + 8;
const CHECK_BYTES: usize = 4;
/// Letters in a group when a code is shown.
const GROUP: usize = 5;
/// The most bytes looked at when a code is read: the longest code with a separator at each letter.
const TEXT_BYTES_MAX: usize = CODE_BYTES_MAX * 4;

/// Why a text is not an invitation.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum InvitationFault {
    /// Not a code, or a letter of it is wrong, missing or too many.
    #[error("invitation code is malformed: a letter is wrong or missing")]
    Malformed,
    /// An unaltered code that only another version of the program can read.
    #[error("invitation code is of version {0}, this program reads version {VERSION}")]
    OtherVersion(u8),
    /// More than [`CODE_ADDRESSES_MAX`].
    #[error("an invitation code takes at most {CODE_ADDRESSES_MAX} addresses")]
    TooManyAddresses,
}

/// What a code says. `Debug` prints nothing of the secret.
#[derive(Clone, Eq, PartialEq)]
pub struct Invitation {
    /// Whoever holds it may take the place, once.
    pub secret: InvitationSecret,
    /// The start of the network's id.
    pub network: [u8; 8],
    /// Where to knock, in this order.
    pub addresses: Vec<Address>,
}

impl fmt::Debug for Invitation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Invitation")
            .field("addresses", &self.addresses.len())
            .finish_non_exhaustive()
    }
}

impl Invitation {
    /// An invitation into `network`.
    #[must_use]
    pub fn new(secret: InvitationSecret, network: SpaceId, addresses: Vec<Address>) -> Self {
        Self {
            secret,
            network: network.tag(),
            addresses,
        }
    }

    fn bytes(&self) -> Result<Zeroizing<Vec<u8>>, InvitationFault> {
        if self.addresses.len() > CODE_ADDRESSES_MAX {
            return Err(InvitationFault::TooManyAddresses);
        }
        let mut bytes = Zeroizing::new(Vec::with_capacity(CODE_BYTES_MAX));
        bytes.push(VERSION);
        bytes.extend_from_slice(self.secret.expose());
        bytes.extend_from_slice(&self.network);
        for address in &self.addresses {
            address.write(&mut bytes);
        }
        let check = check(&bytes);
        bytes.extend_from_slice(&check);
        Ok(bytes)
    }

    /// The code, without separators.
    ///
    /// # Errors
    ///
    /// [`InvitationFault::TooManyAddresses`].
    pub fn encode(&self) -> Result<String, InvitationFault> {
        Ok(BASE32_NOPAD.encode(&self.bytes()?))
    }

    /// The code as it is shown: groups of five letters.
    ///
    /// # Errors
    ///
    /// [`InvitationFault::TooManyAddresses`].
    pub fn encode_grouped(&self) -> Result<String, InvitationFault> {
        let code = Zeroizing::new(self.encode()?);
        let groups: Vec<&str> = code
            .as_bytes()
            .chunks(GROUP)
            .filter_map(|group| std::str::from_utf8(group).ok())
            .collect();
        Ok(groups.join(" "))
    }

    /// Reads a code; spaces, dashes and case do not count.
    ///
    /// # Errors
    ///
    /// [`InvitationFault::Malformed`] or [`InvitationFault::OtherVersion`].
    pub fn decode(text: &str) -> Result<Self, InvitationFault> {
        if text.len() > TEXT_BYTES_MAX {
            return Err(InvitationFault::Malformed);
        }
        let mut letters = Zeroizing::new(String::with_capacity(text.len()));
        letters.extend(text.chars().filter(|c| !c.is_whitespace() && *c != '-'));
        letters.make_ascii_uppercase();
        let bytes = BASE32_NOPAD.decode(letters.as_bytes());
        let bytes = Zeroizing::new(bytes.map_err(|_| InvitationFault::Malformed)?);
        Self::read(&bytes).ok_or(InvitationFault::Malformed)?
    }

    /// Nothing where the bytes are not a whole, unaltered code.
    fn read(bytes: &[u8]) -> Option<Result<Self, InvitationFault>> {
        let (text, sum) = bytes.split_last_chunk::<CHECK_BYTES>()?;
        if check(text) != *sum {
            return None;
        }
        let (version, rest) = text.split_first()?;
        if *version != VERSION {
            return Some(Err(InvitationFault::OtherVersion(*version)));
        }
        let (secret, rest) = rest.split_first_chunk::<16>()?;
        let (network, mut rest) = rest.split_first_chunk::<8>()?;
        let mut addresses = Vec::new();
        while !rest.is_empty() {
            if addresses.len() == CODE_ADDRESSES_MAX {
                return None;
            }
            let (address, after) = Address::read(rest)?;
            addresses.push(address);
            rest = after;
        }
        let secret = InvitationSecret::from_bytes(*secret);
        Some(Ok(Self {
            secret,
            network: *network,
            addresses,
        }))
    }
}

fn check(text: &[u8]) -> [u8; CHECK_BYTES] {
    let mut digest = *hash(Domain::InvitationCheck, &[text]).as_bytes();
    let check = digest.first_chunk().copied().unwrap_or_default();
    digest.zeroize();
    check
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::crypto::SeededRandom;

    const ONION: &str = "/onion3/duckduckgogg42xjoc72x3sjasowoarfbgcmvfimaftt6twagswzczad:4001";

    fn invitation(addresses: &[&str]) -> Invitation {
        let secret = InvitationSecret::random(&mut SeededRandom::new([1; 32]));
        let addresses = addresses.iter().map(|text| text.parse().unwrap()).collect();
        Invitation::new(secret, SpaceId::from_bytes([7; 32]), addresses)
    }

    fn sealed(mut bytes: Vec<u8>) -> String {
        let sum = check(&bytes);
        bytes.extend_from_slice(&sum);
        BASE32_NOPAD.encode(&bytes)
    }

    #[test]
    fn a_code_comes_back_however_it_is_typed() {
        let all = [
            "/ip4/203.0.113.9/tcp/4001",
            "/ip6/2001:db8::1/tcp/65535",
            ONION,
            "/ip4/203.0.113.9/udp/4001/quic-v1",
            "/ip6/::1/udp/1/quic-v1",
        ];
        let invitation = invitation(&all);
        let code = invitation.encode().unwrap();
        let grouped = invitation.encode_grouped().unwrap();
        assert!(grouped.split(' ').all(|group| group.len() <= 5));
        let messy = format!(" {}\n", grouped.to_lowercase().replace(' ', " - "));
        for text in [code, grouped, messy] {
            let read = Invitation::decode(&text).unwrap();
            assert_eq!(read, invitation);
            let shown: Vec<String> = read.addresses.iter().map(ToString::to_string).collect();
            assert_eq!(shown, all);
        }
    }

    #[test]
    fn codes_are_as_long_as_promised() {
        for (addresses, bytes) in [
            (vec![], 29),
            (vec!["/ip4/1.2.3.4/tcp/4001"; 6], 71),
            (vec!["/ip6/::1/tcp/4001", "/ip6/::1/tcp/4001"], 67),
            (vec![ONION, "/ip4/1.2.3.4/tcp/4001"], 71),
            (vec![ONION; 8], CODE_BYTES_MAX),
        ] {
            let code = invitation(&addresses).encode().unwrap();
            assert_eq!(code.len(), (bytes * 8_usize).div_ceil(5), "{addresses:?}");
        }
        let many = invitation(&[ONION; 9]);
        assert_eq!(many.encode(), Err(InvitationFault::TooManyAddresses));
    }

    #[test]
    fn each_changed_letter_is_noticed() {
        for addresses in [vec![], vec!["/ip4/1.2.3.4/tcp/4001"], vec![ONION]] {
            let code = invitation(&addresses).encode().unwrap();
            for at in 0..code.len() {
                for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".chars() {
                    let mut bad = code.clone();
                    bad.replace_range(at..=at, &letter.to_string());
                    if bad != code {
                        assert_eq!(Invitation::decode(&bad), Err(InvitationFault::Malformed));
                    }
                }
                let mut cut = code.clone();
                cut.remove(at);
                assert_eq!(Invitation::decode(&cut), Err(InvitationFault::Malformed));
            }
        }
    }

    #[test]
    fn letters_that_look_alike_are_not_guessed() {
        let code = invitation(&[]).encode().unwrap();
        for (letter, look) in [('O', '0'), ('I', '1'), ('B', '8')] {
            let bad = code.replace(letter, &look.to_string());
            if bad != code {
                assert_eq!(Invitation::decode(&bad), Err(InvitationFault::Malformed));
            }
        }
        let marked = format!("{}.{}", &code[..5], &code[5..]);
        for text in ["", "A", "ñ", &marked, &"A".repeat(TEXT_BYTES_MAX + 1)] {
            assert_eq!(
                Invitation::decode(text),
                Err(InvitationFault::Malformed),
                "{text}"
            );
        }
    }

    #[test]
    fn well_sealed_nonsense_is_refused() {
        let head = |version: u8| [&[version][..], &[1; 24]].concat();
        assert_eq!(
            Invitation::decode(&sealed(head(2))),
            Err(InvitationFault::OtherVersion(2))
        );
        let good = Invitation::decode(&sealed(head(1))).unwrap();
        assert!(good.addresses.is_empty());
        for rest in [
            &[0, 1, 2, 3, 4, 5, 6][..],
            &[9, 1, 2, 3, 4, 5, 6],
            &[1, 1, 2, 3, 4, 5],
            &[1, 1, 2, 3, 4, 5, 6, 1],
            &[3, 1, 2, 3],
        ] {
            let code = sealed([&head(1)[..], rest].concat());
            assert_eq!(
                Invitation::decode(&code),
                Err(InvitationFault::Malformed),
                "{rest:?}"
            );
        }
        assert_eq!(
            Invitation::decode(&sealed(vec![1; 20])),
            Err(InvitationFault::Malformed)
        );
        let nine = [1, 1, 2, 3, 4, 5, 6].repeat(9);
        let code = sealed([&head(1)[..], &nine].concat());
        assert_eq!(Invitation::decode(&code), Err(InvitationFault::Malformed));
    }

    #[test]
    fn debug_shows_no_secret() {
        let invitation = invitation(&[ONION]);
        assert_eq!(format!("{invitation:?}"), "Invitation { addresses: 1, .. }");
        assert_eq!(format!("{:?}", invitation.secret), "InvitationSecret(..)");
    }

    proptest! {
        #[test]
        fn random_texts_never_panic(text in ".{0,200}", letters in "[A-Z2-7 -]{0,300}") {
            let _ = Invitation::decode(&text);
            let _ = Invitation::decode(&letters);
        }

        #[test]
        fn well_sealed_bytes_are_read_or_refused(
            bytes in prop::collection::vec(any::<u8>(), 0..120),
        ) {
            let code = sealed(bytes);
            if let Ok(invitation) = Invitation::decode(&code) {
                prop_assert_eq!(invitation.encode().unwrap(), code);
            }
        }
    }
}
