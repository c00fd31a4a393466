//! What happens to the files of a closed profile.

#![expect(
    clippy::expect_used,
    reason = "a test ends where the disk does not take it"
)]

use std::path::{Path, PathBuf};

use crate::dataset::copy;
use crate::dice::Dice;

/// Bytes of a sector of the journal.
const SECTOR: usize = 512;
/// Heads and vault: so long is a slot.
const SLOT: usize = 4096;

/// Parts of a profile, and how often each is struck: to open a vault takes a second.
const PARTS: [(&str, u64); 8] = [
    ("journal", 36),
    ("mirror", 18),
    ("keys", 12),
    ("heads", 12),
    ("mirror.heads", 6),
    ("index", 10),
    ("vault", 4),
    ("lock", 2),
];

/// What happened.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Kind {
    /// One bit flipped.
    Flip,
    /// A file was cut.
    Cut,
    /// A file is gone.
    Gone,
    /// The folder of the index is gone.
    NoIndex,
    /// Two blocks or slots changed places.
    Swapped,
    /// A block was copied over another.
    Copied,
    /// Two segments changed their names.
    NamesSwapped,
    /// A segment is there twice.
    Twice,
    /// Bytes of nobody's follow a file's end.
    Longer,
    /// The journal is an older one.
    OldJournal,
    /// One file is an older one.
    OldFile,
    /// The whole folder is an older one.
    OldFolder,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 12] = [
        Self::Flip,
        Self::Cut,
        Self::Gone,
        Self::NoIndex,
        Self::Swapped,
        Self::Copied,
        Self::NamesSwapped,
        Self::Twice,
        Self::Longer,
        Self::OldJournal,
        Self::OldFile,
        Self::OldFolder,
    ];
}

/// One thing that happened to one profile.
#[derive(Clone, Debug)]
pub struct Wound {
    /// What.
    pub kind: Kind,
    /// Which part of the profile: `vault`, `keys`, `heads`, `journal`, `mirror`, `index`, `lock`,
    /// `folder`.
    pub part: String,
    /// In words, for whoever repeats it.
    pub text: String,
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.metadata().expect("a file").len() > 0 {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn part_of(folder: &Path, file: &Path) -> String {
    let within = file.strip_prefix(folder).unwrap_or(file);
    let first = within.components().next();
    first.map_or_else(String::new, |name| {
        name.as_os_str().to_string_lossy().into_owned()
    })
}

/// A part of a profile, by its weight.
fn draw_part(dice: &mut Dice) -> &'static str {
    let mut at = dice.below(PARTS.iter().map(|(_, weight)| weight).sum());
    let part = PARTS.iter().find(|(_, weight)| {
        let found = at < *weight;
        at = at.saturating_sub(*weight);
        found
    });
    part.map_or("journal", |(part, _)| part)
}

impl Wound {
    /// Does one thing to the profile in a folder; `older` is the same profile some time before.
    ///
    /// # Panics
    ///
    /// When the disk does not take it.
    pub fn strike(folder: &Path, older: &Path, dice: &mut Dice) -> Self {
        let kind = if dice.percent(60) {
            Kind::Flip
        } else {
            dice.pick(&Kind::ALL).unwrap_or(Kind::Flip)
        };
        let all = files(folder);
        let part = draw_part(dice).to_owned();
        let of_part = |part: &str| -> Vec<PathBuf> {
            let files = all.iter().filter(|file| part_of(folder, file) == part);
            files.cloned().collect()
        };
        let file = dice.pick_one(&of_part(&part)).expect("a file");
        let whole = Self::strike_whole(kind, folder, older, &of_part("journal"), dice);
        if let Some(wound) = whole {
            return wound;
        }
        let text = match kind {
            Kind::Cut => cut(&file, dice),
            Kind::Gone => {
                std::fs::remove_file(&file).expect("removed");
                String::new()
            }
            Kind::Swapped | Kind::Copied => blocks(&file, kind, dice),
            Kind::Longer => {
                let mut bytes = std::fs::read(&file).expect("it");
                let more = 1 + dice.index(2 * SECTOR);
                bytes.extend(std::iter::repeat_n(9, more));
                std::fs::write(&file, bytes).expect("written");
                format!("{more} bytes")
            }
            Kind::OldFile => {
                let was = older.join(file.strip_prefix(folder).unwrap_or(&file));
                match std::fs::copy(was, &file) {
                    Ok(_) => String::new(),
                    // It was not there then.
                    Err(_) => flip(&file, dice),
                }
            }
            _ => flip(&file, dice),
        };
        let name = file.strip_prefix(folder).unwrap_or(&file);
        Self::new(kind, &part, format!("{}: {text}", name.display()))
    }

    /// Flips one bit of a file of a profile that is open. The index is left alone: its own keeper
    /// has it in memory.
    ///
    /// # Panics
    ///
    /// When the disk does not take it.
    pub(super) fn flip(folder: &Path, dice: &mut Dice) -> Self {
        let parts = [
            "journal",
            "mirror",
            "keys",
            "heads",
            "mirror.heads",
            "vault",
        ];
        let part = dice.pick(&parts).unwrap_or("journal");
        let of_part = files(folder).into_iter();
        let of_part: Vec<PathBuf> = of_part
            .filter(|file| part_of(folder, file) == part)
            .collect();
        let file = dice.pick_one(&of_part).expect("a file");
        let text = flip(&file, dice);
        let name = file.strip_prefix(folder).unwrap_or(&file);
        Self::new(Kind::Flip, part, format!("{}: {text}", name.display()))
    }

    /// What happens to more than one file.
    fn strike_whole(
        kind: Kind,
        folder: &Path,
        older: &Path,
        segments: &[PathBuf],
        dice: &mut Dice,
    ) -> Option<Self> {
        let journal = folder.join("journal");
        let (part, text) = match kind {
            Kind::NoIndex => {
                std::fs::remove_dir_all(folder.join("index")).expect("removed");
                ("index", String::new())
            }
            Kind::NamesSwapped => {
                let (one, other) = two(segments, dice);
                let aside = journal.join("aside");
                for (from, to) in [(&one, &aside), (&other, &one), (&aside, &other)] {
                    std::fs::rename(from, to).expect("renamed");
                }
                ("journal", format!("{one:?} {other:?}"))
            }
            Kind::Twice => {
                let (one, _) = two(segments, dice);
                let name = format!("{:032x}", u128::from(dice.below(u64::MAX)));
                std::fs::copy(&one, journal.join(name)).expect("copied");
                ("journal", format!("{one:?}"))
            }
            Kind::OldJournal => {
                std::fs::remove_dir_all(&journal).expect("removed");
                copy(&older.join("journal"), &journal).expect("copied");
                ("journal", String::new())
            }
            Kind::OldFolder => {
                for file in files(folder) {
                    std::fs::remove_file(file).expect("removed");
                }
                copy(older, folder).expect("copied");
                ("folder", String::new())
            }
            _ => return None,
        };
        Some(Self::new(kind, part, text))
    }

    fn new(kind: Kind, part: &str, text: String) -> Self {
        Self {
            kind,
            part: part.to_owned(),
            text,
        }
    }
}

fn flip(file: &Path, dice: &mut Dice) -> String {
    let mut bytes = std::fs::read(file).expect("it");
    let at = dice.index(bytes.len());
    let bit = dice.below(8);
    bytes[at] ^= 1 << bit;
    std::fs::write(file, bytes).expect("written");
    format!("byte {at} bit {bit}")
}

fn cut(file: &Path, dice: &mut Dice) -> String {
    let bytes = std::fs::read(file).expect("it");
    let len = dice.index(bytes.len());
    std::fs::write(file, &bytes[..len]).expect("written");
    format!("cut from {} to {len}", bytes.len())
}

fn blocks(file: &Path, kind: Kind, dice: &mut Dice) -> String {
    let mut bytes = std::fs::read(file).expect("it");
    let journal = file.parent().is_some_and(|folder| {
        folder
            .file_name()
            .is_some_and(|name| name == "journal" || name == "mirror")
    });
    let size = if journal { SECTOR } else { SLOT };
    let count = bytes.len() / size;
    if count < 2 {
        return flip(file, dice);
    }
    let from = dice.index(count);
    let to = (from + 1 + dice.index(count - 1)) % count;
    let one = bytes[from * size..(from + 1) * size].to_vec();
    let other = bytes[to * size..(to + 1) * size].to_vec();
    bytes[to * size..(to + 1) * size].copy_from_slice(&one);
    if kind == Kind::Swapped {
        bytes[from * size..(from + 1) * size].copy_from_slice(&other);
    }
    std::fs::write(file, bytes).expect("written");
    format!("{kind:?} {from} {to}")
}

fn two(all: &[PathBuf], dice: &mut Dice) -> (PathBuf, PathBuf) {
    let from = dice.index(all.len());
    let to = (from + 1 + dice.index(all.len() - 1)) % all.len();
    (all[from].clone(), all[to].clone())
}
