//! The name of a state of a document: opaque to everyone else.

use std::fmt;
use std::str::FromStr;

use loro::{Frontiers, ID};

use super::update::{Place, UPDATE_DEPS_MAX};

/// A state of a document: the last edits of the devices whose edits nobody has built on.
///
/// It prints as `peer.count` in hex, joined by `-`; the empty document as `0`. Every device that
/// holds the same updates prints the same.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Version(Vec<Place>);

/// A text that is not a [`Version`].
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("not a version of a document")]
pub struct BadVersion;

impl Version {
    pub(super) fn new(mut places: Vec<Place>) -> Self {
        places.sort_unstable();
        Self(places)
    }

    pub(super) fn of(frontiers: &Frontiers) -> Self {
        Self::new(frontiers.iter().filter_map(place).collect())
    }

    pub(super) fn places(&self) -> &[Place] {
        &self.0
    }

    pub(super) fn frontiers(&self) -> Frontiers {
        self.0.iter().filter_map(|place| id(*place)).collect()
    }
}

/// A library id as a place; the library never makes a negative count.
pub(super) fn place(id: ID) -> Option<Place> {
    Some(Place {
        peer: id.peer,
        count: u32::try_from(id.counter).ok()?,
    })
}

pub(super) fn id(place: Place) -> Option<ID> {
    Some(ID::new(place.peer, i32::try_from(place.count).ok()?))
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("0");
        }
        for (n, place) in self.0.iter().enumerate() {
            let dash = if n == 0 { "" } else { "-" };
            write!(f, "{dash}{:016x}.{:x}", place.peer, place.count)?;
        }
        Ok(())
    }
}

impl FromStr for Version {
    type Err = BadVersion;

    fn from_str(text: &str) -> Result<Self, BadVersion> {
        if text == "0" {
            return Ok(Self(Vec::new()));
        }
        let mut places = Vec::new();
        for part in text.split('-') {
            let (peer, count) = part.split_once('.').ok_or(BadVersion)?;
            let peer = u64::from_str_radix(peer, 16).map_err(|_| BadVersion)?;
            let count = u32::from_str_radix(count, 16).map_err(|_| BadVersion)?;
            places.push(Place { peer, count });
            if places.len() > UPDATE_DEPS_MAX {
                return Err(BadVersion);
            }
        }
        let version = Self::new(places);
        // One version, one name.
        if version.to_string() == text {
            Ok(version)
        } else {
            Err(BadVersion)
        }
    }
}
