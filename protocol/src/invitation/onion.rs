//! Names of onion services of version 3 (Tor rend-spec-v3, section 6): key, checksum and version in
//! base32. A code carries the key alone; the checksum is SHA3-256 (FIPS 202), which nothing else
//! here uses and which guards no secret, so its few lines stand here.

use data_encoding::BASE32_NOPAD;

const VERSION: u8 = 3;

/// The name of the service with this key, without `.onion`.
pub(super) fn name(key: &[u8; 32]) -> String {
    let mut bytes = key.to_vec();
    bytes.extend_from_slice(&checksum(key));
    bytes.push(VERSION);
    BASE32_NOPAD.encode(&bytes).to_ascii_lowercase()
}

/// The key in a name, if its checksum and version are right.
pub(super) fn key(name: &str) -> Option<[u8; 32]> {
    let bytes = BASE32_NOPAD
        .decode(name.to_ascii_uppercase().as_bytes())
        .ok()?;
    let (key, rest) = bytes.split_first_chunk::<32>()?;
    let [first, second] = checksum(key);
    (rest == [first, second, VERSION]).then_some(*key)
}

fn checksum(key: &[u8; 32]) -> [u8; 2] {
    let mut text = b".onion checksum".to_vec();
    text.extend_from_slice(key);
    text.push(VERSION);
    sha3_256(&text).first_chunk().copied().unwrap_or_default()
}

/// Bytes absorbed at once.
const RATE: usize = 136;

/// SHA3-256 of a text shorter than one block.
fn sha3_256(text: &[u8]) -> [u8; 32] {
    let mut block = [0_u8; RATE];
    for (to, from) in block.iter_mut().zip(text.iter().chain(&[0x06])) {
        *to = *from;
    }
    if let Some(last) = block.last_mut() {
        *last |= 0x80;
    }
    let mut state = [[0_u64; 5]; 5];
    let lanes = block.as_chunks::<8>().0.iter();
    for (lane, bytes) in state.iter_mut().flatten().zip(lanes) {
        *lane = u64::from_le_bytes(*bytes);
    }
    keccak(&mut state);
    let mut digest = [0; 32];
    let bytes = state.iter().flatten().flat_map(|lane| lane.to_le_bytes());
    for (to, from) in digest.iter_mut().zip(bytes) {
        *to = from;
    }
    digest
}

/// Keccak-f[1600] (FIPS 202, section 3.3); `state[y][x]`.
fn keccak(state: &mut [[u64; 5]; 5]) {
    let mut constants = RoundConstants(1);
    for _ in 0..24 {
        // Theta.
        let columns: [u64; 5] =
            std::array::from_fn(|x| state.iter().fold(0, |all, row| all ^ lane(row, x)));
        for row in state.iter_mut() {
            for (x, lane_here) in row.iter_mut().enumerate() {
                let next = lane(&columns, x.wrapping_add(1) % 5).rotate_left(1);
                *lane_here ^= lane(&columns, x.wrapping_add(4) % 5) ^ next;
            }
        }
        // Rho and pi: lane (x, y) turns and goes to (y, 2x + 3y), following one cycle.
        let (mut x, mut y, mut turned) = (1_usize, 0_usize, at(state, 1, 0));
        for step in 1..=24_u32 {
            (x, y) = (y, x.wrapping_mul(2).wrapping_add(y.wrapping_mul(3)) % 5);
            let turn = step.wrapping_mul(step.wrapping_add(1)) / 2 % 64;
            let here = at(state, x, y);
            if let Some(lane) = state.get_mut(y).and_then(|row| row.get_mut(x)) {
                *lane = turned.rotate_left(turn);
            }
            turned = here;
        }
        // Chi.
        for row in state.iter_mut() {
            let old = *row;
            for (x, lane_here) in row.iter_mut().enumerate() {
                let next = lane(&old, x.wrapping_add(1) % 5);
                *lane_here ^= !next & lane(&old, x.wrapping_add(2) % 5);
            }
        }
        // Iota.
        if let Some(first) = state.first_mut().and_then(|row| row.first_mut()) {
            *first ^= constants.next();
        }
    }
}

fn lane(row: &[u64; 5], x: usize) -> u64 {
    row.get(x).copied().unwrap_or(0)
}

fn at(state: &[[u64; 5]; 5], x: usize, y: usize) -> u64 {
    state.get(y).map_or(0, |row| lane(row, x))
}

/// The linear feedback register that gives the round constants (FIPS 202, algorithm 5).
struct RoundConstants(u8);

impl RoundConstants {
    fn next(&mut self) -> u64 {
        (0..7_u32).fold(0, |constant, bit| {
            let set = u64::from(self.0 & 1);
            self.0 = (self.0 << 1) ^ (if self.0 & 0x80 == 0 { 0 } else { 0x71 });
            let place = 1_u32.wrapping_shl(bit).wrapping_sub(1);
            constant | (set << place)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_those_of_fips_202() {
        let hex = |text: &[u8]| data_encoding::HEXLOWER.encode(&sha3_256(text));
        assert_eq!(
            hex(b""),
            "a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a"
        );
        assert_eq!(
            hex(b"abc"),
            "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532"
        );
    }

    #[test]
    fn a_known_name_is_read_and_written() {
        let known = "duckduckgogg42xjoc72x3sjasowoarfbgcmvfimaftt6twagswzczad";
        assert_eq!(name(&key(known).unwrap()), known);
        for at in 0..known.len() {
            let mut bad = known.to_owned();
            let letter = if &bad[at..=at] == "a" { "b" } else { "a" };
            bad.replace_range(at..=at, letter);
            assert_eq!(key(&bad), None, "{bad}");
        }
        assert_eq!(key(""), None);
    }
}
