//! Storage that is lean with very many small things: authors, texts, rows, ids.

use std::collections::BTreeMap;

use crate::id::{DeviceId, OpId, SpaceId};

/// Who wrote something, as membership saw it at that operation.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Author {
    /// The device.
    pub device: DeviceId,
    /// Its person.
    pub person: Option<SpaceId>,
    /// The person's organization.
    pub org: Option<SpaceId>,
}

impl Author {
    /// Whether both wrote as one person; of a device without a person, whether it is the same.
    #[must_use]
    pub fn is_same_person(&self, other: &Self) -> bool {
        match (self.person, other.person) {
            (Some(one), Some(two)) => one == two,
            (None, None) => self.device == other.device,
            _ => false,
        }
    }
}

/// Authors by number: rows keep four bytes instead of a hundred.
#[derive(Debug, Default)]
pub(super) struct Authors {
    all: Vec<Author>,
    numbers: BTreeMap<Author, u32>,
}

impl Authors {
    pub(super) fn number(&mut self, author: &Author) -> u32 {
        let next = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(*author).or_insert(next);
        if number == next {
            self.all.push(*author);
        }
        number
    }

    /// The author with a number that [`Authors::number`] gave.
    pub(super) fn author(&self, number: u32) -> &Author {
        const NOBODY: Author = Author {
            device: DeviceId::from_bytes([0; 32]),
            person: None,
            org: None,
        };
        usize::try_from(number)
            .ok()
            .and_then(|at| self.all.get(at))
            .unwrap_or(&NOBODY)
    }
}

/// Bytes that texts share: a text of its own would cost an allocation and 16 bytes more.
const CHUNK_BYTES: usize = 256 * 1024;

/// A text in [`Texts`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Text {
    chunk: u32,
    at: u32,
    len: u32,
}

/// Texts one after the other in large chunks. Nothing is given back before all of it is.
#[derive(Debug, Default)]
pub(super) struct Texts {
    chunks: Vec<String>,
}

impl Texts {
    pub(super) fn push(&mut self, text: &str) -> Text {
        let room = self
            .chunks
            .last()
            .map_or(0, |chunk| chunk.capacity().saturating_sub(chunk.len()));
        if room < text.len() {
            self.chunks
                .push(String::with_capacity(CHUNK_BYTES.max(text.len())));
        }
        let chunk = u32::try_from(self.chunks.len().saturating_sub(1)).unwrap_or(u32::MAX);
        let Some(last) = self.chunks.last_mut() else {
            return Text {
                chunk,
                at: 0,
                len: 0,
            };
        };
        let at = u32::try_from(last.len()).unwrap_or(u32::MAX);
        last.push_str(text);
        Text {
            chunk,
            at,
            len: u32::try_from(text.len()).unwrap_or(u32::MAX),
        }
    }

    pub(super) fn get(&self, text: Text) -> &str {
        let number = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
        let end = number(text.at).saturating_add(number(text.len));
        let chunk = self.chunks.get(number(text.chunk));
        chunk
            .and_then(|chunk| chunk.get(number(text.at)..end))
            .unwrap_or_default()
    }

    #[cfg(test)]
    pub(super) fn heap_bytes(&self) -> usize {
        self.chunks.iter().map(String::capacity).sum()
    }
}

/// Rows that share an allocation: a growing `Vec` would hold up to twice what it needs.
const PAGE_ROWS: usize = 1_024;

/// Rows by number, never removed.
#[derive(Debug)]
pub(super) struct Rows<T> {
    pages: Vec<Vec<T>>,
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self { pages: Vec::new() }
    }
}

impl<T> Rows<T> {
    /// Adds a row and gives its number.
    pub(super) fn push(&mut self, row: T) -> u32 {
        if self.pages.last().is_none_or(|page| page.len() == PAGE_ROWS) {
            // The first page grows, so that a small space stays small.
            let room = if self.pages.is_empty() { 0 } else { PAGE_ROWS };
            self.pages.push(Vec::with_capacity(room));
        }
        let full = self.pages.len().saturating_sub(1).saturating_mul(PAGE_ROWS);
        let Some(page) = self.pages.last_mut() else {
            return u32::MAX;
        };
        let number = full.saturating_add(page.len());
        page.push(row);
        u32::try_from(number).unwrap_or(u32::MAX)
    }

    pub(super) fn get(&self, number: u32) -> Option<&T> {
        let number = usize::try_from(number).ok()?;
        self.pages.get(number / PAGE_ROWS)?.get(number % PAGE_ROWS)
    }

    #[cfg(test)]
    pub(super) fn heap_bytes(&self) -> usize {
        self.pages
            .iter()
            .map(|page| page.capacity() * size_of::<T>())
            .sum()
    }
}

/// Numbers by id. Keeps the first 8 bytes of an id; ids that share them, which somebody would have
/// to make on purpose, are kept whole beside.
#[derive(Debug, Default)]
pub(super) struct Ids {
    short: BTreeMap<u64, u32>,
    whole: BTreeMap<OpId, u32>,
}

fn short(id: OpId) -> u64 {
    u64::from_be_bytes(id.as_bytes().first_chunk().copied().unwrap_or_default())
}

impl Ids {
    /// The number of an id; `id_of` gives the id of a number.
    pub(super) fn get(&self, id: OpId, id_of: impl Fn(u32) -> Option<OpId>) -> Option<u32> {
        let number = *self.short.get(&short(id))?;
        if id_of(number) == Some(id) {
            Some(number)
        } else {
            self.whole.get(&id).copied()
        }
    }

    /// Gives a new id its number.
    pub(super) fn insert(&mut self, id: OpId, number: u32) {
        let mut taken = true;
        self.short.entry(short(id)).or_insert_with(|| {
            taken = false;
            number
        });
        if taken {
            self.whole.insert(id, number);
        }
    }

    #[cfg(test)]
    pub(super) fn heap_bytes(&self) -> usize {
        // Nodes of 11 pairs, on average two thirds full.
        self.short.len() * (size_of::<u64>() + size_of::<u32>()) * 3 / 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn op(first: u8, last: u8) -> OpId {
        let mut bytes = [first; 32];
        bytes[31] = last;
        OpId::from_bytes(bytes)
    }

    #[test]
    fn ids_that_share_their_start_are_told_apart() {
        let all = [op(1, 0), op(1, 1), op(2, 0), op(1, 2)];
        let mut ids = Ids::default();
        for (n, id) in all.iter().enumerate() {
            ids.insert(*id, u32::try_from(n).unwrap());
        }
        let id_of = |n: u32| all.get(n as usize).copied();
        for (n, id) in all.iter().enumerate() {
            assert_eq!(ids.get(*id, id_of), Some(u32::try_from(n).unwrap()));
        }
        assert_eq!(ids.get(op(1, 9), id_of), None);
        assert_eq!(ids.get(op(3, 0), id_of), None);
    }

    #[test]
    fn texts_and_rows_keep_what_was_put_in() {
        let (mut texts, mut rows) = (Texts::default(), Rows::default());
        let long = "ñ".repeat(CHUNK_BYTES);
        for n in 0..3 * PAGE_ROWS {
            let text = if n == 5 {
                long.clone()
            } else {
                format!("texto {n}")
            };
            assert_eq!(rows.push(texts.push(&text)) as usize, n);
        }
        let text = |n| texts.get(*rows.get(n).unwrap());
        assert_eq!(text(0), "texto 0");
        assert_eq!(text(5), long);
        assert_eq!(text(1024), "texto 1024");
        assert_eq!(text(3_071), "texto 3071");
        assert!(rows.get(3_072).is_none());
    }
}
