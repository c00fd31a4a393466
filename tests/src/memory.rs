//! The memory of a running process, as somebody sees it who takes the machine while it is on.

use std::fs::File;
use std::io::Read;
use std::os::unix::fs::FileExt;

/// Read at once. Of a piece the last bytes are read again with the next one, so that nothing hides
/// on the border.
const PIECE_BYTES: usize = 1 << 20;
/// The longest thing looked for.
const NEEDLE_BYTES_MAX: usize = 256;

/// Something looked for, with what to call it.
#[derive(Clone, Debug)]
pub struct Needle {
    /// What to call it.
    pub name: String,
    /// At least 8 bytes: fewer are found anywhere by chance.
    pub bytes: Vec<u8>,
}

impl Needle {
    /// Bytes.
    #[must_use]
    pub fn new(name: impl Into<String>, bytes: impl AsRef<[u8]>) -> Self {
        Self {
            name: name.into(),
            bytes: bytes.as_ref().to_vec(),
        }
    }
}

/// Where one was found.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Found {
    /// What it is called.
    pub name: String,
    /// The kernel's word for the piece of memory: `[heap]`, `[stack]`, a file, or nothing.
    pub place: String,
    /// Where in the process.
    pub address: u64,
    /// The piece's own beginning and end.
    pub piece: (u64, u64),
}

/// Looks through all memory that a process may read; nothing where this process may not look
/// into another's: a process that keeps itself from being looked into is read by the superuser
/// alone.
#[must_use]
pub fn search(pid: u32, needles: &[Needle]) -> Option<Vec<Found>> {
    let mut maps = String::new();
    let mut file = File::open(format!("/proc/{pid}/maps")).ok()?;
    file.read_to_string(&mut maps).ok()?;
    let memory = File::open(format!("/proc/{pid}/mem")).ok()?;
    let mut found = Vec::new();
    let mut read = 0_u64;
    for line in maps.lines() {
        let Some((piece, place)) = readable(line) else {
            continue;
        };
        read += search_piece(&memory, piece, place, needles, &mut found);
    }
    // A process of ours has at least its own program in memory.
    (read > PIECE_BYTES as u64).then_some(found)
}

/// Beginning, end and name of a line of `maps`, where it may be read.
fn readable(line: &str) -> Option<((u64, u64), &str)> {
    let mut words = line.splitn(6, ' ');
    let (from, to) = words.next()?.split_once('-')?;
    let may = words.next()?;
    let place = words.nth(3).unwrap_or_default().trim();
    let kernels = matches!(place, "[vvar]" | "[vvar_vclock]" | "[vsyscall]" | "[vdso]");
    if !may.starts_with('r') || kernels {
        return None;
    }
    let number = |text| u64::from_str_radix(text, 16).ok();
    Some(((number(from)?, number(to)?), place))
}

fn search_piece(
    memory: &File,
    piece: (u64, u64),
    place: &str,
    needles: &[Needle],
    found: &mut Vec<Found>,
) -> u64 {
    let mut bytes = vec![0; PIECE_BYTES + NEEDLE_BYTES_MAX];
    let (mut at, mut read) = (piece.0, 0);
    while at < piece.1 {
        let room = usize::try_from(piece.1 - at).unwrap_or(usize::MAX);
        let room = room.min(bytes.len());
        let Ok(count) = memory.read_at(&mut bytes[..room], at) else {
            break;
        };
        if count == 0 {
            break;
        }
        read += count as u64;
        for (name, offset) in all_in(&bytes[..count], needles) {
            // What begins behind the piece is found with the next one.
            if offset < PIECE_BYTES {
                found.push(Found {
                    name,
                    place: place.to_owned(),
                    address: at + offset as u64,
                    piece,
                });
            }
        }
        at += PIECE_BYTES as u64;
    }
    read
}

fn all_in(bytes: &[u8], needles: &[Needle]) -> Vec<(String, usize)> {
    let mut by_first: Vec<Vec<&Needle>> = vec![Vec::new(); 1 << 16];
    for needle in needles {
        assert!((8..=NEEDLE_BYTES_MAX).contains(&needle.bytes.len()));
        let first = u16::from_be_bytes([needle.bytes[0], needle.bytes[1]]);
        by_first[usize::from(first)].push(needle);
    }
    let mut found = Vec::new();
    for (at, pair) in bytes.windows(2).enumerate() {
        let first = u16::from_be_bytes([pair[0], pair[1]]);
        for needle in &by_first[usize::from(first)] {
            if bytes[at..].starts_with(&needle.bytes) {
                found.push((needle.name.clone(), at));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_this_process_holds_is_found() {
        let secret: Vec<u8> = (0..64).map(|n: u8| n.wrapping_mul(37) ^ 0x5a).collect();
        let needle = Needle::new("held", &secret);
        let Some(found) = search(std::process::id(), &[needle]) else {
            crate::skip::skipped("this process may not read its own memory");
            return;
        };
        let here = secret.as_ptr() as u64;
        assert!(found.iter().any(|found| found.address == here));
    }

    #[test]
    fn what_lies_on_a_border_is_found_once() {
        let needle = Needle::new("n", b"once and for all");
        let mut bytes = vec![b'o'; 100];
        bytes.extend_from_slice(&needle.bytes);
        assert_eq!(all_in(&bytes, &[needle]), [("n".to_owned(), 100)]);
        assert_eq!(
            readable("ffffffffff600000-ffffffffff601000 --xp 0 00:00 0 [vsyscall]"),
            None
        );
        let line = "7f00-7fff rw-p 00000000 00:00 0                          [heap]";
        assert_eq!(readable(line), Some(((0x7f00, 0x7fff), "[heap]")));
    }
}
