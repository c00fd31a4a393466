//! One sealed block of a segment.
//!
//! A block starts on a sector and is whole sectors long. Its header is sealed apart from its body,
//! so that the length is authenticated before it is believed; both keys come from the segment's
//! name and 16 random bytes of the block's own. No two texts share a key and number, also not
//! where a block was written, lost in a power cut, and another written in its place. Segment name
//! and sector are bound: a block moved, swapped or copied does not open.
//!
//! ```text
//! 0   salt [16]
//! 16  sealed header: kind u8, used u32, piece u32, ordinal u32, synced u32,
//!                    before sectors u32, before name [16]             (37 + 16 bytes)
//! 69  sealed body: `used` bytes of frames, then zeros up to whole sectors and PADMÉ  (+ 16)
//!
//! frame: kind u8, length u32, record
//! ```

use asamblea_protocol::crypto::{
    AEAD_TAG_BYTES, CryptoRng, Domain, KeyMaterial, RecordKey, derive, padded_len,
};

use super::SegmentName;

/// Bytes that a medium writes at once.
pub(super) const SECTOR_BYTES: usize = 512;
/// The largest block: sealing in larger ones is no faster, and one read brings one block.
pub(super) const BLOCK_BYTES_MAX: usize = 64 * 1024;
/// Sectors of the largest block.
pub(super) const BLOCK_SECTORS_MAX: u32 = (BLOCK_BYTES_MAX / SECTOR_BYTES) as u32;
/// Frame bytes that fit into one block.
pub(super) const BODY_BYTES_MAX: usize = BLOCK_BYTES_MAX - OVERHEAD_BYTES;
/// Bytes before each record: kind and length.
pub(super) const FRAME_BYTES: usize = 5;

const SALT_BYTES: usize = 16;
const HEADER_BYTES: usize = 37;
const HEADER_END: usize = SALT_BYTES + HEADER_BYTES + AEAD_TAG_BYTES;
const OVERHEAD_BYTES: usize = HEADER_END + AEAD_TAG_BYTES;
/// Bound into every block, so that another format's blocks do not open as these.
const FORMAT: u8 = 1;

// PADMÉ leaves the largest block as it is.
const _: () = assert!(BLOCK_BYTES_MAX.is_power_of_two());
const _: () = assert!(OVERHEAD_BYTES < SECTOR_BYTES);

/// What a block holds.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum BlockKind {
    /// Nothing: the first block of a segment, synced before any other is written.
    Birth,
    /// Whole frames.
    Frames,
    /// A piece of a frame too long for one block; more follow.
    Piece,
    /// The last piece of such a frame.
    LastPiece,
}

impl BlockKind {
    const fn to_byte(self) -> u8 {
        match self {
            Self::Birth => 0,
            Self::Frames => 1,
            Self::Piece => 2,
            Self::LastPiece => 3,
        }
    }

    const fn from_byte(byte: u8) -> Option<Self> {
        match byte {
            0 => Some(Self::Birth),
            1 => Some(Self::Frames),
            2 => Some(Self::Piece),
            3 => Some(Self::LastPiece),
            _ => None,
        }
    }
}

/// Where a segment stands in the journal; repeated in each of its blocks, so that any one of them
/// tells it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Place {
    /// Counts segments from 0.
    pub(super) ordinal: u32,
    /// The segment before: its name and its final length in sectors. `None` for the first.
    pub(super) before: Option<(SegmentName, u32)>,
}

/// What is known of a block before its body is opened.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Header {
    pub(super) kind: BlockKind,
    /// Frame bytes in the body.
    pub(super) used: u32,
    /// Bytes of the long frame that went before this piece.
    pub(super) piece: u32,
    /// Sectors of this segment known to be on the medium when the block was written.
    pub(super) synced: u32,
    pub(super) place: Place,
}

impl Header {
    /// Sectors of the block, header included.
    pub(super) fn sectors(&self) -> u32 {
        sectors_for(self.used)
    }

    fn encode(&self) -> Vec<u8> {
        // A segment is never empty, so zero sectors say "none before".
        let (name, sectors) = self
            .place
            .before
            .map_or(([0; 16], 0), |(name, sectors)| (*name.as_bytes(), sectors));
        let mut bytes = Vec::with_capacity(HEADER_BYTES);
        bytes.push(self.kind.to_byte());
        for number in [
            self.used,
            self.piece,
            self.place.ordinal,
            self.synced,
            sectors,
        ] {
            bytes.extend_from_slice(&number.to_be_bytes());
        }
        bytes.extend_from_slice(&name);
        bytes
    }

    fn decode(bytes: &[u8]) -> Option<Self> {
        let (kind, rest) = bytes.split_first()?;
        let (numbers, name) = rest.split_at_checked(20)?;
        let mut numbers = numbers.chunks_exact(4).map(be_u32);
        let used = numbers.next()?;
        let piece = numbers.next()?;
        let ordinal = numbers.next()?;
        let synced = numbers.next()?;
        let sectors = numbers.next()?;
        let name = SegmentName::from_bytes(name.try_into().ok()?);
        (used as usize <= BODY_BYTES_MAX).then_some(())?;
        Some(Self {
            kind: BlockKind::from_byte(*kind)?,
            used,
            piece,
            synced,
            place: Place {
                ordinal,
                before: (sectors > 0).then_some((name, sectors)),
            },
        })
    }
}

fn be_u32(bytes: &[u8]) -> u32 {
    bytes
        .first_chunk()
        .map_or(0, |bytes| u32::from_be_bytes(*bytes))
}

/// Sectors of a block with so many frame bytes. At most [`BLOCK_SECTORS_MAX`] for a body in limits.
pub(super) fn sectors_for(used: u32) -> u32 {
    padded_len(used as usize + OVERHEAD_BYTES).div_ceil(SECTOR_BYTES) as u32
}

/// The key of one segment's blocks.
pub(super) struct SegmentKey {
    name: SegmentName,
    key: KeyMaterial,
}

impl SegmentKey {
    /// `journal_key` is the one derived for the whole journal.
    pub(super) fn new(journal_key: &KeyMaterial, name: SegmentName) -> Self {
        Self {
            name,
            key: derive(Domain::StoreRecord, journal_key, &[name.as_bytes()]),
        }
    }

    fn block_key(&self, salt: &[u8]) -> RecordKey {
        RecordKey::new(&derive(Domain::StoreRecord, &self.key, &[salt]))
    }

    fn aad(&self, sector: u32) -> [u8; 21] {
        let mut aad = [FORMAT; 21];
        let place = self
            .name
            .as_bytes()
            .iter()
            .copied()
            .chain(sector.to_be_bytes());
        for (to, from) in aad.iter_mut().skip(1).zip(place) {
            *to = from;
        }
        aad
    }

    /// Seals a block to be written at `sector`. `frames` holds `header.used` bytes.
    pub(super) fn seal(
        &self,
        sector: u32,
        header: &Header,
        frames: &[u8],
        rng: &mut dyn CryptoRng,
    ) -> Vec<u8> {
        let mut block = vec![0; SALT_BYTES];
        rng.fill_bytes(&mut block);
        let key = self.block_key(&block);
        let aad = self.aad(sector);
        let mut body = frames.to_vec();
        body.resize(header.sectors() as usize * SECTOR_BYTES - OVERHEAD_BYTES, 0);
        block.extend_from_slice(&key.seal(u64::from(sector) * 2, &aad, &header.encode()));
        block.extend_from_slice(&key.seal(u64::from(sector) * 2 + 1, &aad, &body));
        block
    }

    /// Opens the header of a block that starts with `bytes`; `None` when none does.
    pub(super) fn open_header(&self, sector: u32, bytes: &[u8]) -> Option<Header> {
        let (salt, rest) = bytes.split_at_checked(SALT_BYTES)?;
        let sealed = rest.get(..HEADER_BYTES + AEAD_TAG_BYTES)?;
        let key = self.block_key(salt);
        let plain = key
            .open(u64::from(sector) * 2, &self.aad(sector), sealed)
            .ok()?;
        Header::decode(&plain)
    }

    /// Opens the body of the block whose header opened; `bytes` is the whole block.
    pub(super) fn open_body(&self, sector: u32, header: &Header, bytes: &[u8]) -> Option<Vec<u8>> {
        let salt = bytes.get(..SALT_BYTES)?;
        let sealed = bytes.get(HEADER_END..header.sectors() as usize * SECTOR_BYTES)?;
        let key = self.block_key(salt);
        let mut body = key
            .open(u64::from(sector) * 2 + 1, &self.aad(sector), sealed)
            .ok()?;
        body.truncate(header.used as usize);
        Some(body)
    }
}

/// Appends one frame.
pub(super) fn push_frame(to: &mut Vec<u8>, kind: u8, record: &[u8]) {
    to.push(kind);
    to.extend_from_slice(&(record.len() as u32).to_be_bytes());
    to.extend_from_slice(record);
}

/// Reads the frame at `at`: kind, record, and where the next one starts.
pub(super) fn frame_at(body: &[u8], at: usize) -> Option<(u8, &[u8], usize)> {
    let (kind, rest) = body.get(at..)?.split_first()?;
    let (len, rest) = rest.split_first_chunk::<4>()?;
    let record = rest.get(..u32::from_be_bytes(*len) as usize)?;
    Some((*kind, record, at + FRAME_BYTES + record.len()))
}

#[cfg(test)]
mod tests {
    use asamblea_protocol::crypto::SeededRandom;

    use super::*;

    fn key(name: u8) -> SegmentKey {
        SegmentKey::new(
            &KeyMaterial::from_bytes([1; 32]),
            SegmentName::from_bytes([name; 16]),
        )
    }

    fn header(used: u32) -> Header {
        Header {
            kind: BlockKind::Frames,
            used,
            piece: 0,
            synced: 3,
            place: Place {
                ordinal: 2,
                before: Some((SegmentName::from_bytes([9; 16]), 77)),
            },
        }
    }

    fn sealed(used: u32) -> Vec<u8> {
        let frames = vec![7; used as usize];
        key(1).seal(5, &header(used), &frames, &mut SeededRandom::new([2; 32]))
    }

    #[test]
    fn a_block_is_whole_sectors_and_never_over_its_limit() {
        for used in [0, 1, 426, 427, 428, 5000, 65_000, BODY_BYTES_MAX as u32] {
            let block = sealed(used);
            assert_eq!(block.len() % SECTOR_BYTES, 0);
            assert_eq!(block.len(), header(used).sectors() as usize * SECTOR_BYTES);
            assert!(block.len() <= BLOCK_BYTES_MAX);
            assert_eq!(key(1).open_header(5, &block), Some(header(used)));
            let body = key(1).open_body(5, &header(used), &block).unwrap();
            assert_eq!(body, vec![7; used as usize]);
        }
        assert_eq!(sectors_for(BODY_BYTES_MAX as u32), BLOCK_SECTORS_MAX);
        assert_eq!(sectors_for(427), 1);
        assert_eq!(sectors_for(428), 2);
    }

    #[test]
    fn a_block_opens_in_its_own_place_alone() {
        let block = sealed(100);
        assert_eq!(key(1).open_header(6, &block), None);
        assert_eq!(key(2).open_header(5, &block), None);
        assert_eq!(key(1).open_body(6, &header(100), &block), None);
        assert_eq!(key(2).open_body(5, &header(100), &block), None);
    }

    #[test]
    fn a_changed_bit_closes_header_or_body() {
        let block = sealed(100);
        for bit in 0..block.len() * 8 {
            let mut bad = block.clone();
            bad[bit / 8] ^= 1 << (bit % 8);
            let opened = key(1)
                .open_header(5, &bad)
                .and_then(|header| key(1).open_body(5, &header, &bad));
            assert_eq!(opened, None, "bit {bit}");
        }
        for len in 0..block.len() {
            let opened = key(1)
                .open_header(5, &block[..len])
                .and_then(|header| key(1).open_body(5, &header, &block[..len]));
            assert_eq!(opened, None, "{len} bytes");
        }
    }

    #[test]
    fn two_blocks_in_one_place_share_no_key() {
        let mut rng = SeededRandom::new([2; 32]);
        let first = key(1).seal(5, &header(4), b"same", &mut rng);
        let second = key(1).seal(5, &header(4), b"same", &mut rng);
        assert_ne!(first[SALT_BYTES..], second[SALT_BYTES..]);
    }

    #[test]
    fn a_malformed_frame_is_none() {
        let mut body = Vec::new();
        push_frame(&mut body, 3, b"abc");
        assert_eq!(frame_at(&body, 0), Some((3, b"abc".as_slice(), 8)));
        for len in 0..body.len() {
            assert_eq!(frame_at(&body[..len], 0), None);
        }
        assert_eq!(frame_at(&body, 9), None);
        assert_eq!(frame_at(&[0, 255, 255, 255, 255], 0), None);
    }
}
