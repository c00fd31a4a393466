//! The writer and reader of content arrays: integers, texts, bytes, ids, absent values.

use minicbor::Decoder;
use minicbor::data::Type;

use super::ContentFault;

const UINT: u8 = 0;
const BYTES: u8 = 2;
const TEXT: u8 = 3;
const ARRAY: u8 = 4;
const NULL: u8 = 0xf6;

/// The fields of one kind, in their order on the wire.
pub(super) trait Fields: Sized {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault>;
    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault>;
}

/// Writes one array. Absent values at its end are not written.
pub(super) struct Writer {
    bytes: Vec<u8>,
    count: u64,
    /// Bytes and entries up to the last value that is there.
    kept: (usize, u64),
}

fn head(out: &mut Vec<u8>, major: u8, value: u64) {
    let major = major << 5;
    let bytes = value.to_be_bytes();
    let (extra, width) = match value {
        0..=23 => (u8::try_from(value).unwrap_or(0), 0),
        24..=0xff => (24, 1),
        0x100..=0xffff => (25, 2),
        0x1_0000..=0xffff_ffff => (26, 4),
        _ => (27, 8),
    };
    out.push(major | extra);
    out.extend_from_slice(bytes.last_chunk::<8>().map_or(&[], |all| {
        all.get(all.len().saturating_sub(width)..).unwrap_or(&[])
    }));
}

fn long(len: usize) -> u64 {
    u64::try_from(len).unwrap_or(u64::MAX)
}

impl Writer {
    pub(super) fn new() -> Self {
        Self::with_capacity(0)
    }

    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self {
            bytes: Vec::with_capacity(bytes),
            count: 0,
            kept: (0, 0),
        }
    }

    fn wrote(&mut self) {
        self.count = self.count.saturating_add(1);
        self.kept = (self.bytes.len(), self.count);
    }

    pub(super) fn uint(&mut self, value: u64) {
        head(&mut self.bytes, UINT, value);
        self.wrote();
    }

    pub(super) fn bytes(&mut self, value: &[u8]) {
        head(&mut self.bytes, BYTES, long(value.len()));
        self.bytes.extend_from_slice(value);
        self.wrote();
    }

    pub(super) fn text(&mut self, value: &str, max: usize) -> Result<(), ContentFault> {
        if value.len() > max {
            return Err(ContentFault::FieldTooLarge);
        }
        head(&mut self.bytes, TEXT, long(value.len()));
        self.bytes.extend_from_slice(value.as_bytes());
        self.wrote();
        Ok(())
    }

    pub(super) fn absent(&mut self) {
        self.bytes.push(NULL);
        self.count = self.count.saturating_add(1);
    }

    pub(super) fn text_or_absent(
        &mut self,
        value: Option<&str>,
        max: usize,
    ) -> Result<(), ContentFault> {
        match value {
            Some(value) => self.text(value, max),
            None => {
                self.absent();
                Ok(())
            }
        }
    }

    pub(super) fn bytes_or_absent<const N: usize>(&mut self, value: Option<&[u8; N]>) {
        match value {
            Some(value) => self.bytes(value),
            None => self.absent(),
        }
    }

    pub(super) fn uint_or_absent(&mut self, value: Option<u64>) {
        match value {
            Some(value) => self.uint(value),
            None => self.absent(),
        }
    }

    /// A list of lists, each with its own fields.
    pub(super) fn list<T: Fields>(&mut self, items: &[T]) -> Result<(), ContentFault> {
        head(&mut self.bytes, ARRAY, long(items.len()));
        for item in items {
            let mut w = Self::new();
            item.write(&mut w)?;
            self.bytes.extend_from_slice(&w.finish());
        }
        self.wrote();
        Ok(())
    }

    /// A list of ids.
    pub(super) fn ids(&mut self, ids: &[[u8; 32]]) {
        head(&mut self.bytes, ARRAY, long(ids.len()));
        for id in ids {
            head(&mut self.bytes, BYTES, long(id.len()));
            self.bytes.extend_from_slice(id);
        }
        self.wrote();
    }

    /// A list of texts.
    pub(super) fn texts(&mut self, items: &[String], max: usize) -> Result<(), ContentFault> {
        head(&mut self.bytes, ARRAY, long(items.len()));
        for item in items {
            self.text(item, max)?;
            self.count = self.count.saturating_sub(1);
        }
        self.wrote();
        Ok(())
    }

    pub(super) fn finish(mut self) -> Vec<u8> {
        self.bytes.truncate(self.kept.0);
        let mut out = Vec::with_capacity(self.bytes.len().saturating_add(9));
        head(&mut out, ARRAY, self.kept.1);
        out.append(&mut self.bytes);
        out
    }
}

/// Reads one array of definite length.
pub(super) struct Reader<'b> {
    decoder: Decoder<'b>,
    left: u64,
    /// Something was met that only a newer version can have written.
    newer: bool,
}

impl<'b> Reader<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, ContentFault> {
        let mut decoder = Decoder::new(bytes);
        let left = array(&mut decoder)?;
        Ok(Self {
            decoder,
            left,
            newer: false,
        })
    }

    fn next(&mut self) -> Result<&mut Decoder<'b>, ContentFault> {
        self.left = self.left.checked_sub(1).ok_or(ContentFault::Malformed)?;
        Ok(&mut self.decoder)
    }

    pub(super) fn uint(&mut self) -> Result<u64, ContentFault> {
        self.next()?.u64().map_err(malformed)
    }

    pub(super) fn bytes(&mut self) -> Result<&'b [u8], ContentFault> {
        self.next()?.bytes().map_err(malformed)
    }

    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], ContentFault> {
        self.bytes()?
            .try_into()
            .map_err(|_| ContentFault::Malformed)
    }

    pub(super) fn text(&mut self, max: usize) -> Result<String, ContentFault> {
        bounded(self.next()?, max)
    }

    /// Whether the next value is bytes, of a field that may be bytes or a text.
    pub(super) fn is_bytes(&mut self) -> Result<bool, ContentFault> {
        if self.left == 0 {
            return Err(ContentFault::Malformed);
        }
        Ok(self.decoder.datatype().map_err(malformed)? == Type::Bytes)
    }

    /// Whether a value is there; steps over one written as absent.
    pub(super) fn there(&mut self) -> Result<bool, ContentFault> {
        if self.left == 0 {
            return Ok(false);
        }
        if self.decoder.datatype().map_err(malformed)? != Type::Null {
            return Ok(true);
        }
        self.next()?.null().map_err(malformed)?;
        Ok(false)
    }

    pub(super) fn text_or_absent(&mut self, max: usize) -> Result<Option<String>, ContentFault> {
        Ok(if self.there()? {
            Some(self.text(max)?)
        } else {
            None
        })
    }

    pub(super) fn uint_or_absent(&mut self) -> Result<Option<u64>, ContentFault> {
        Ok(if self.there()? {
            Some(self.uint()?)
        } else {
            None
        })
    }

    pub(super) fn array_or_absent<const N: usize>(
        &mut self,
    ) -> Result<Option<[u8; N]>, ContentFault> {
        Ok(if self.there()? {
            Some(self.array()?)
        } else {
            None
        })
    }

    /// A list of lists, each with its own fields.
    pub(super) fn list<T: Fields>(&mut self, max: usize) -> Result<Vec<T>, ContentFault> {
        let len = counted(self.next()?, max)?;
        let mut items = Vec::new();
        for _ in 0..len {
            let left = array(&mut self.decoder)?;
            let outer = std::mem::replace(&mut self.left, left);
            items.push(T::read(self)?);
            self.skip_rest()?;
            self.left = outer;
        }
        Ok(items)
    }

    /// A list of ids.
    pub(super) fn ids(&mut self, max: usize) -> Result<Vec<[u8; 32]>, ContentFault> {
        let len = counted(self.next()?, max)?;
        let id = |_| {
            let bytes = self.decoder.bytes().map_err(malformed)?;
            bytes.try_into().map_err(|_| ContentFault::Malformed)
        };
        (0..len).map(id).collect()
    }

    pub(super) fn texts(&mut self, count: usize, max: usize) -> Result<Vec<String>, ContentFault> {
        let len = counted(self.next()?, count)?;
        (0..len).map(|_| bounded(&mut self.decoder, max)).collect()
    }

    /// Notes that the content uses what only a newer version knows.
    pub(super) const fn meet_newer(&mut self) {
        self.newer = true;
    }

    pub(super) const fn newer(&self) -> bool {
        self.newer
    }

    /// Steps over fields that this version does not know.
    pub(super) fn skip_rest(&mut self) -> Result<(), ContentFault> {
        while self.left > 0 {
            self.newer = true;
            let decoder = self.next()?;
            let end = end_of(decoder.input(), decoder.position());
            decoder.set_position(end.ok_or(ContentFault::Malformed)?);
        }
        Ok(())
    }

    pub(super) fn end(&self) -> Result<(), ContentFault> {
        if self.decoder.position() == self.decoder.input().len() {
            Ok(())
        } else {
            Err(ContentFault::NotCanonical)
        }
    }
}

/// What is still to come of a list that is open.
enum Rest {
    /// So many values.
    Values(u64),
    /// Values up to a break, in ones or in pairs, and how many of a pair there are.
    Open { pair: u8, there: u8 },
}

impl Rest {
    /// Takes one value, or a break: whether the list ends with it; nothing where it may not stand.
    fn take(&mut self, is_break: bool) -> Option<bool> {
        match self {
            Self::Values(left) => {
                *left = left.checked_sub(1).filter(|_| !is_break)?;
                Some(false)
            }
            Self::Open { there, .. } if is_break => (*there == 0).then_some(true),
            Self::Open { pair, there } => {
                *there = there.checked_add(1)?.checked_rem(*pair)?;
                Some(false)
            }
        }
    }
}

/// Where the well-formed value (RFC 8949, appendix C) that begins at `at` ends, however deep it is.
/// The library's own `skip` also takes breaks where none may stand.
fn end_of(bytes: &[u8], mut at: usize) -> Option<usize> {
    let mut open = vec![Rest::Values(1)];
    while let Some(rest) = open.last_mut() {
        if matches!(rest, Rest::Values(0)) {
            open.pop();
            continue;
        }
        let (major, value, next) = head_at(bytes, at)?;
        at = next;
        if rest.take((major, value) == (7, None))? {
            open.pop();
            continue;
        }
        match (major, value) {
            (2 | 3, Some(len)) => {
                at = at.checked_add(usize::try_from(len).ok()?)?;
                bytes.get(..at)?;
            }
            (2 | 3, None) => at = end_of_pieces(bytes, at, major)?,
            (4, Some(count)) => open.push(Rest::Values(count)),
            (5, Some(count)) => open.push(Rest::Values(count.checked_mul(2)?)),
            (6, Some(_)) => open.push(Rest::Values(1)),
            (4, None) => open.push(Rest::Open { pair: 1, there: 0 }),
            (5, None) => open.push(Rest::Open { pair: 2, there: 0 }),
            (0 | 1 | 7, Some(_)) => {}
            _ => return None,
        }
    }
    Some(at)
}

/// Where bytes or a text in pieces end.
fn end_of_pieces(bytes: &[u8], mut at: usize, of: u8) -> Option<usize> {
    loop {
        let (major, value, next) = head_at(bytes, at)?;
        match value {
            None if major == 7 => return Some(next),
            Some(len) if major == of => {
                at = next.checked_add(usize::try_from(len).ok()?)?;
                bytes.get(..at)?;
            }
            _ => return None,
        }
    }
}

/// Major type and argument of the head at `at`, and where it ends; no argument of one that is open
/// or a break.
fn head_at(bytes: &[u8], at: usize) -> Option<(u8, Option<u64>, usize)> {
    let first = *bytes.get(at)?;
    let (major, small, next) = (first >> 5, first & 31, at.checked_add(1)?);
    let width = match small {
        0..=23 => return Some((major, Some(small.into()), next)),
        24..=27 => 1_usize.checked_shl(u32::from(small.checked_sub(24)?))?,
        31 => return Some((major, None, next)),
        _ => return None,
    };
    let end = next.checked_add(width)?;
    let argument = bytes.get(next..end)?;
    let value = argument
        .iter()
        .fold(0_u64, |all, byte| all << 8 | u64::from(*byte));
    // Simple values below 32 have one byte.
    if (major, small) == (7, 24) && value < 32 {
        return None;
    }
    Some((major, Some(value), end))
}

fn malformed(_: minicbor::decode::Error) -> ContentFault {
    ContentFault::Malformed
}

fn array(decoder: &mut Decoder<'_>) -> Result<u64, ContentFault> {
    decoder
        .array()
        .map_err(malformed)?
        .ok_or(ContentFault::NotCanonical)
}

fn counted(decoder: &mut Decoder<'_>, max: usize) -> Result<u64, ContentFault> {
    let len = array(decoder)?;
    if len > long(max) {
        return Err(ContentFault::FieldTooLarge);
    }
    Ok(len)
}

fn bounded(decoder: &mut Decoder<'_>, max: usize) -> Result<String, ContentFault> {
    let text = decoder.str().map_err(malformed)?;
    if text.len() > max {
        return Err(ContentFault::FieldTooLarge);
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn well_formed_values_are_stepped_over_and_others_are_not() {
        let hex = |text: &str| data_encoding::HEXLOWER.decode(text.as_bytes()).unwrap();
        for text in [
            "00",
            "1bffffffffffffffff",
            "20",
            "40",
            "4101",
            "60",
            "6161",
            "80",
            "820102",
            "a0",
            "a10102",
            "c000",
            "c1c200",
            "f4",
            "f6",
            "f7",
            "f820",
            "f97e00",
            "fb0000000000000000",
            "5fff",
            "5f41014102ff",
            "7f6161ff",
            "9fff",
            "9f01820203ff",
            "829f01ff02",
            "bfff",
            "bf0102ff",
            "bf019f02ffff",
            "819f9fffff",
            "a1c1009f01ff",
        ] {
            let bytes = hex(text);
            assert_eq!(end_of(&bytes, 0), Some(bytes.len()), "{text}");
            let longer = [bytes.as_slice(), &[0]].concat();
            assert_eq!(end_of(&longer, 0), Some(bytes.len()), "{text}");
            assert_eq!(end_of(&bytes[..bytes.len() - 1], 0), None, "{text}");
        }
        for text in [
            "ff",
            "81ff",
            "8201ff",
            "a101ff",
            "c0ff",
            "9f01",
            "bf01ff",
            "bf010203ff",
            "5f6161ff",
            "7f4101ff",
            "5f5fffff",
            "1c",
            "1f",
            "3f",
            "df",
            "f818",
            "f8",
            "9bffffffffffffffff",
            "bbffffffffffffffff",
            "5bffffffffffffffff",
        ] {
            assert_eq!(end_of(&hex(text), 0), None, "{text}");
        }
        let deep = [&[0x81; 60_000][..], &[0]].concat();
        assert_eq!(end_of(&deep, 0), Some(60_001));
    }
}
