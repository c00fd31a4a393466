//! What a photo says beside its picture: place, hour, camera, program. It is taken out of JPEG and
//! PNG files before they are given to anybody; the picture itself stays byte for byte.
//!
//! Only what draws the picture is kept, so that nobody has to know every way to hide a name. A
//! file that is not whole by its own rules is not guessed at: nothing is given back.

/// What a file is without it.
#[derive(Debug, Eq, PartialEq)]
pub(crate) enum Cleaned {
    /// Not a file that is looked into.
    Unknown,
    /// A picture that says nothing beside itself.
    Clean,
    /// A picture without what it said beside itself.
    Without(Vec<u8>),
    /// It begins like a picture and goes on like none.
    Broken,
}

const PNG: [u8; 8] = [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n'];
/// Chunks of a PNG that say how it looks, beside those that it cannot do without.
const PNG_KEPT: [&[u8; 4]; 9] = [
    b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"acTL", b"fcTL", b"fdAT",
];
const ORIENTATION: u16 = 0x0112;

/// Takes out of a file what it says beside its picture.
pub(crate) fn clean(bytes: &[u8]) -> Cleaned {
    let kept = if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        jpeg(bytes)
    } else if bytes.starts_with(&PNG) {
        png(bytes)
    } else {
        return Cleaned::Unknown;
    };
    match kept {
        None => Cleaned::Broken,
        Some(kept) if kept == bytes => Cleaned::Clean,
        Some(kept) => Cleaned::Without(kept),
    }
}

fn be16(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..)?.first_chunk()?;
    Some(u16::from_be_bytes(*two))
}

/// The length and name of each chunk, up to the last.
fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut kept = PNG.to_vec();
    let mut rest = bytes.get(PNG.len()..)?;
    loop {
        let length = u32::from_be_bytes(*rest.first_chunk()?);
        let name: [u8; 4] = *rest.get(4..)?.first_chunk()?;
        let whole = usize::try_from(length).ok()?.checked_add(12)?;
        let (chunk, after) = rest.split_at_checked(whole)?;
        if name.first()?.is_ascii_uppercase() || PNG_KEPT.contains(&&name) {
            kept.extend_from_slice(chunk);
        }
        if &name == b"IEND" {
            // Whatever follows is not the picture.
            return Some(kept);
        }
        rest = after;
    }
}

/// Segments up to the end of the picture, without those that programs and people write into.
fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut kept = vec![0xff, 0xd8];
    let mut at = 2_usize;
    loop {
        if *bytes.get(at)? != 0xff {
            return None;
        }
        let marker = *bytes.get(at.checked_add(1)?)?;
        match marker {
            // Fill.
            0xff => at = at.checked_add(1)?,
            0xd9 => {
                kept.extend_from_slice(&[0xff, 0xd9]);
                return Some(kept);
            }
            0x00..=0x01 | 0xd0..=0xd8 => return None,
            _ => {
                let length = usize::from(be16(bytes, at.checked_add(2)?)?);
                let end = at.checked_add(2)?.checked_add(length.max(2))?;
                let segment = bytes.get(at..end)?;
                match marker {
                    0xe1 => kept.extend(turn_of(segment).map(turned).unwrap_or_default()),
                    // JFIF says how large a point is, Adobe which colors these are.
                    0xe2..=0xed | 0xef | 0xfe => {}
                    _ => kept.extend_from_slice(segment),
                }
                at = end;
                if marker == 0xda {
                    let data = drawn(bytes.get(at..)?);
                    kept.extend_from_slice(bytes.get(at..at.checked_add(data)?)?);
                    at = at.checked_add(data)?;
                }
            }
        }
    }
}

/// How many bytes draw the picture: up to the next marker that is no part of them.
fn drawn(bytes: &[u8]) -> usize {
    let pairs = bytes.windows(2);
    let mut ends = pairs.enumerate().filter(|(_, pair)| {
        let is_data = matches!(pair, [0xff, 0x00 | 0xd0..=0xd7]);
        pair.first() == Some(&0xff) && !is_data
    });
    ends.next().map_or(bytes.len(), |(at, _)| at)
}

/// How a photo has to be turned, from what the camera wrote; a photo that lies on its side would
/// be no use.
fn turn_of(segment: &[u8]) -> Option<u8> {
    let tiff = segment.get(4..)?.strip_prefix(b"Exif\0\0")?;
    let big = match tiff.first_chunk()? {
        b"MM" => true,
        b"II" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let two: [u8; 2] = *tiff.get(at..)?.first_chunk()?;
        Some(if big {
            u16::from_be_bytes(two)
        } else {
            u16::from_le_bytes(two)
        })
    };
    let four: [u8; 4] = *tiff.get(4..)?.first_chunk()?;
    let table = if big {
        u32::from_be_bytes(four)
    } else {
        u32::from_le_bytes(four)
    };
    let table = usize::try_from(table).ok()?;
    let count = usize::from(short(table)?);
    let mut rows = (0..count).map(|row| table.saturating_add(2 + row * 12));
    let row = rows.find(|row| short(*row) == Some(ORIENTATION))?;
    let turn = u8::try_from(short(row.checked_add(8)?)?).ok()?;
    (2..=8).contains(&turn).then_some(turn)
}

/// A segment that says nothing else.
fn turned(turn: u8) -> Vec<u8> {
    let mut segment = vec![0xff, 0xe1, 0, 34];
    segment.extend_from_slice(b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0");
    segment.extend_from_slice(&[turn, 0, 0, 0, 0, 0, 0]);
    segment
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::{Chance, inputs_or};

    fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
        let length = u16::try_from(body.len() + 2).unwrap();
        let mut segment = vec![0xff, marker];
        segment.extend_from_slice(&length.to_be_bytes());
        segment.extend_from_slice(body);
        segment
    }

    fn photo(extra: &[Vec<u8>]) -> Vec<u8> {
        let mut photo = vec![0xff, 0xd8];
        photo.extend(segment(0xe0, b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0"));
        photo.extend(extra.concat());
        photo.extend(segment(0xdb, &[1; 65]));
        photo.extend(segment(0xda, &[3; 10]));
        photo.extend_from_slice(&[1, 0xff, 0x00, 2, 0xff, 0xd3, 9]);
        photo.extend(segment(0xc4, &[7; 20]));
        photo.extend(segment(0xda, &[3; 10]));
        photo.extend_from_slice(&[4, 5, 0xff, 0xd9]);
        photo
    }

    fn exif(turn: u8) -> Vec<u8> {
        let mut body = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
        body.extend_from_slice(&[0x0f, 1, 2, 0, 4, 0, 0, 0, b'C', b'a', b'm', 0]);
        body.extend_from_slice(&[0x12, 1, 3, 0, 1, 0, 0, 0, turn, 0, 0, 0]);
        body.extend_from_slice(b"\0\0\0\0GPS -12.05 -77.04");
        segment(0xe1, &body)
    }

    #[test]
    fn a_photo_says_no_place_and_no_camera_and_still_stands_upright() {
        let said = [
            exif(6),
            segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0secret"),
            segment(0xed, b"Photoshop secret"),
            segment(0xfe, b"secret"),
        ];
        let mut loud = photo(&said);
        loud.extend_from_slice(b"secret after the end");
        let Cleaned::Without(kept) = clean(&loud) else {
            panic!("it says something");
        };
        assert_eq!(kept, photo(&[turned(6)]));
        assert_eq!(turned(6).len(), 36);
        assert_eq!(turn_of(&turned(6)), Some(6));
        assert_eq!(clean(&kept), Cleaned::Clean);
        assert_eq!(clean(&photo(&[exif(1)])), Cleaned::Without(photo(&[])));
    }

    #[test]
    fn a_png_says_nothing_beside_its_picture() {
        let said = [
            chunk(b"tEXt", b"Author\0secret"),
            chunk(b"eXIf", b"MM\0*secret"),
            chunk(b"tIME", &[1; 7]),
        ];
        let mut loud = png_of(&said);
        loud.extend_from_slice(b"secret after the end");
        assert_eq!(clean(&loud), Cleaned::Without(png_of(&[])));
        assert_eq!(clean(&png_of(&[])), Cleaned::Clean);
    }

    fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
        let mut chunk = u32::try_from(body.len()).unwrap().to_be_bytes().to_vec();
        chunk.extend_from_slice(name);
        chunk.extend_from_slice(body);
        chunk.extend_from_slice(&[0; 4]);
        chunk
    }

    fn png_of(extra: &[Vec<u8>]) -> Vec<u8> {
        let mut png = PNG.to_vec();
        png.extend(chunk(b"IHDR", &[0; 13]));
        png.extend(chunk(b"gAMA", &[0; 4]));
        png.extend(extra.concat());
        png.extend(chunk(b"IDAT", &[5; 30]));
        png.extend(chunk(b"IEND", &[]));
        png
    }

    /// Pictures at every commit; `ASAMBLEA_FUZZ` asks for more.
    const PICTURES: u64 = 20_000;

    #[test]
    fn whatever_a_camera_wrote_it_does_no_harm_and_what_is_kept_is_clean() {
        let texts = [chunk(b"tEXt", b"Author\0x"), chunk(b"eXIf", b"MM\0*x")];
        let samples = [
            photo(&[]),
            photo(&[exif(6), segment(0xfe, b"x"), exif(3)]),
            photo(&[segment(0xe1, b"Exif\0\0MM\0*\0\0\0\x08\xff\xff")]),
            png_of(&[]),
            png_of(&texts),
        ];
        let count = inputs_or(PICTURES);
        let (mut chance, mut changed) = (Chance(7), 0_u64);
        let mut longest = std::time::Duration::ZERO;
        for _ in 0..count {
            let bytes = chance.changed(&samples);
            let began = std::time::Instant::now();
            if let Cleaned::Without(kept) = clean(&bytes) {
                changed += 1;
                // A place in a photo takes as much as it says, or one short segment instead.
                assert!(kept.len() <= 9 * bytes.len(), "{bytes:?}");
                assert_eq!(clean(&kept), Cleaned::Clean, "{bytes:?}");
            }
            longest = longest.max(began.elapsed());
        }
        println!("{count} pictures, {changed} said something, the longest took {longest:?}");
        assert!(changed > count / 100, "{changed}");
    }

    #[test]
    fn what_is_no_whole_picture_is_refused_at_every_length() {
        let (photo, mut wide) = (photo(&[exif(6)]), PNG.to_vec());
        for end in 3..photo.len() {
            assert_eq!(clean(photo.get(..end).unwrap()), Cleaned::Broken, "{end}");
        }
        wide.extend_from_slice(&[0xff; 12]);
        assert_eq!(clean(&wide), Cleaned::Broken);
        assert_eq!(clean(b"%PDF-1.7"), Cleaned::Unknown);
        assert_eq!(clean(b""), Cleaned::Unknown);
    }
}
