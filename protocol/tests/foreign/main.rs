//! Vectors of others against what we build on.
//!
//! The crypto room shows no raw primitive: each of its keys brings a domain, a fixed nonce or a
//! least cost with it. So foreign vectors run against the same pinned crates, called as the room
//! calls them, and `bridge` shows that the room is these crates and what `docs/wire.md` puts around
//! them. Two runs more go through the room itself: the nonces that it can make, and key pairs.

#[cfg(test)]
mod bridge;
#[cfg(test)]
mod canonical;
#[cfg(test)]
mod hpke;
#[cfg(test)]
mod rfc;
#[cfg(test)]
mod wycheproof;

/// Bytes of lower-case hex.
#[cfg(test)]
fn hex(text: &str) -> Vec<u8> {
    data_encoding::HEXLOWER.decode(text.as_bytes()).unwrap()
}

/// 32 bytes of lower-case hex.
#[cfg(test)]
fn hex32(text: &str) -> [u8; 32] {
    hex(text).try_into().unwrap()
}
