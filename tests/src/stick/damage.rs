//! What somebody makes of a bundle before it is read.

#![expect(
    clippy::expect_used,
    reason = "a test ends where its data cannot be made"
)]

use asamblea_protocol::bundle::{SEALED_BYTES, seal_section};
use asamblea_protocol::crypto::{Domain, hash};
use asamblea_protocol::sync::Frame;

use super::Stick;
use crate::dice::Dice;

/// One kind of it.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Damage {
    /// Some bits flipped, near each other.
    Flip,
    /// Cut off anywhere.
    Cut,
    /// Bytes of nobody's follow its end.
    Longer,
    /// A piece is missing in the middle: everything behind it is moved.
    Hole,
    /// A chunk lies there in place of another.
    ChunkCopied,
    /// Two chunks changed places.
    ChunksSwapped,
    /// A chunk is empty.
    ChunkZero,
    /// A section is there twice.
    SectionTwice,
    /// Two sections changed places.
    SectionsSwapped,
    /// A section is gone.
    SectionGone,
    /// All of it is another network's.
    Foreign,
    /// Sections of another network stand before it.
    ForeignBefore,
    /// A chunk of another network stands in it.
    ForeignChunk,
    /// A kilobyte that says that it is 6 GiB long, with or without readers.
    Claims,
    /// The first section says that it has other chunks or readers than it has.
    HeadLies,
    /// Bytes of nobody's.
    Garbage,
    /// Nothing at all.
    Empty,
    /// Sealed to the reader by somebody who means harm: frames that are none, forged runs, runs of
    /// other networks, frames of a session; then all the good ones.
    Sealed,
}

impl Damage {
    /// Every kind.
    pub const ALL: [Self; 18] = [
        Self::Flip,
        Self::Cut,
        Self::Longer,
        Self::Hole,
        Self::ChunkCopied,
        Self::ChunksSwapped,
        Self::ChunkZero,
        Self::SectionTwice,
        Self::SectionsSwapped,
        Self::SectionGone,
        Self::Foreign,
        Self::ForeignBefore,
        Self::ForeignChunk,
        Self::Claims,
        Self::HeadLies,
        Self::Garbage,
        Self::Empty,
        Self::Sealed,
    ];

    /// What it makes of the bundle, and the first byte that is not as it was.
    #[must_use]
    pub fn strike(self, stick: &Stick, dice: &mut Dice) -> (Vec<u8>, usize) {
        let bytes = match self {
            Self::Flip => flip(stick.bytes.clone(), dice),
            Self::Cut => stick.bytes[..dice.index(stick.bytes.len())].to_vec(),
            Self::Longer => [stick.bytes.clone(), garbage(dice)].concat(),
            Self::Hole => {
                let mut bytes = stick.bytes.clone();
                let at = dice.index(bytes.len());
                let end = (at + 1 + dice.index(200_000)).min(bytes.len());
                bytes.drain(at..end);
                bytes
            }
            Self::ChunkCopied | Self::ChunksSwapped | Self::ChunkZero | Self::ForeignChunk => {
                self.of_chunks(stick, dice)
            }
            Self::SectionTwice | Self::SectionsSwapped | Self::SectionGone => {
                self.of_sections(stick, dice)
            }
            Self::Foreign => stick.foreign.clone(),
            Self::ForeignBefore => [stick.foreign.clone(), stick.bytes.clone()].concat(),
            Self::Claims => claims(dice),
            Self::HeadLies => {
                let mut bytes = stick.bytes.clone();
                let was = u32::from_be_bytes([bytes[2], bytes[3], bytes[4], bytes[5]]);
                let lies = [0, was.saturating_sub(1), was + 1, 1_000, 65_536, u32::MAX];
                let (mut readers, mut chunks) = (bytes[1], was);
                if dice.percent(50) {
                    readers = dice.below(256) as u8;
                } else {
                    chunks = dice.pick(&lies).unwrap_or(0);
                }
                bytes[..14].copy_from_slice(&Self::head(readers, chunks));
                bytes
            }
            Self::Garbage => garbage(dice),
            Self::Empty => Vec::new(),
            Self::Sealed => sealed(stick, dice),
        };
        let same = bytes.iter().zip(&stick.bytes);
        let first = same.take_while(|(is, was)| is == was).count();
        (bytes, first)
    }

    /// The head of a section whose check is right, whatever it says.
    #[must_use]
    pub fn head(readers: u8, chunks: u32) -> [u8; 14] {
        let counts = chunks.to_be_bytes();
        let check = hash(Domain::Bundle, &[&[1, readers], &counts]);
        let mut head = [1; 14];
        head[1] = readers;
        head[2..6].copy_from_slice(&counts);
        head[6..].copy_from_slice(&check.as_bytes()[..8]);
        head
    }

    fn of_chunks(self, stick: &Stick, dice: &mut Dice) -> Vec<u8> {
        let mut bytes = stick.bytes.clone();
        let one = dice.pick_one(&stick.chunks).unwrap_or_default();
        let other = dice.pick_one(&stick.chunks).unwrap_or_default();
        match self {
            Self::ChunkCopied => bytes.copy_within(one, other.start),
            Self::ChunksSwapped => {
                let (first, second) = (bytes[one.clone()].to_vec(), bytes[other.clone()].to_vec());
                bytes[one].copy_from_slice(&second);
                bytes[other].copy_from_slice(&first);
            }
            Self::ForeignChunk => {
                let end = stick.foreign.len();
                bytes[one].copy_from_slice(&stick.foreign[end - SEALED_BYTES..]);
            }
            _ => bytes[one].fill(0),
        }
        bytes
    }

    fn of_sections(self, stick: &Stick, dice: &mut Dice) -> Vec<u8> {
        let mut order: Vec<usize> = (0..stick.sections.len()).collect();
        let (one, other) = (dice.index(order.len()), dice.index(order.len()));
        match self {
            Self::SectionTwice => order.insert(other, one),
            Self::SectionsSwapped => order.swap(one, other),
            _ => {
                order.remove(one);
            }
        }
        let sections = order.into_iter().map(|at| stick.sections[at].clone());
        sections
            .flat_map(|place| stick.bytes[place].to_vec())
            .collect()
    }
}

fn flip(mut bytes: Vec<u8>, dice: &mut Dice) -> Vec<u8> {
    let at = dice.index(bytes.len());
    // Half of all flips lie in the heads and slots, which are few bytes.
    let at = if dice.percent(50) {
        at
    } else {
        dice.index(8_000)
    };
    for byte in bytes.iter_mut().skip(at).take(1 + dice.index(9)) {
        *byte ^= 1 << dice.below(8);
    }
    bytes
}

fn garbage(dice: &mut Dice) -> Vec<u8> {
    let pieces = 1 + dice.index(6_000);
    (0..pieces).flat_map(|_| dice.bytes()).collect()
}

fn claims(dice: &mut Dice) -> Vec<u8> {
    let readers = dice.pick(&[0, 0, 1, 255]).unwrap_or(0);
    let chunks = dice.pick(&[65_536, 65_536, 65_537, 102_400, u32::MAX]);
    let mut bytes = Damage::head(readers, chunks.unwrap_or(0)).to_vec();
    bytes.resize(1024, dice.below(256) as u8);
    bytes
}

/// A good frame, made bad.
fn bad_frame(good: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut frame = good.to_vec();
    match dice.below(6) {
        0 => frame = flip(frame, dice),
        1 => frame.truncate(dice.index(good.len())),
        2 => frame = garbage(dice).into_iter().take(80_000).collect(),
        3 => frame = Frame::Ping.encode(),
        4 => {
            // The signature, or what lies near it.
            let at = good.len().saturating_sub(1 + dice.index(64));
            frame[at] ^= 1 << dice.below(8);
        }
        _ => {
            let at = dice.index(good.len());
            frame.insert(at, dice.below(256) as u8);
        }
    }
    // An empty frame would end a chunk.
    if frame.is_empty() { vec![0xff] } else { frame }
}

fn sealed(stick: &Stick, dice: &mut Dice) -> Vec<u8> {
    let mut frames: Vec<Vec<u8>> = Vec::new();
    for _ in 0..1 + dice.index(40) {
        let good = dice.pick_one(&stick.frames).unwrap_or_default();
        frames.push(bad_frame(&good, dice));
    }
    frames.extend(stick.frames.iter().cloned());
    frames.retain(|frame| frame.len() <= 80 * 1024);
    let keys: Vec<_> = stick.keys.iter().rev().take(4).cloned().collect();
    seal_section(&frames, &keys, dice.source()).expect("it fits")
}
