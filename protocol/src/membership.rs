//! Who is a member: a pure function of the set of control operations.
//!
//! Rule numbers are those of `docs/wire.md#membership`. Any order of arrival gives the same
//! result; no clock, and no tie decided by a hash.
//!
//! `index` looks things up, `view` says what a part of the operations means, `paths` climbs and
//! descends in it, `trace` says by which of them somebody is in, `judge` passes over
//! all of them under given restrictions, `status` makes restrictions of words, `standing` knows
//! guardians, `recovery` says who waits for a confirmation, and `evaluate` alternates the two until
//! nothing changes.

#[macro_use]
mod planted;

mod bars;
mod evaluate;
mod index;
mod judge;
mod paths;
mod recovery;
mod roles;
mod standing;
mod status;
mod trace;
mod view;

pub use evaluate::{Membership, Restriction, Status};
pub(crate) use paths::Ways;
#[cfg(test)]
pub(crate) use paths::steps;
#[cfg(any(test, feature = "planted"))]
pub use planted::Mistake;
pub use planted::Rules;
pub use recovery::{Recovery, Stage};
pub use roles::Roles;
pub use standing::RefoundWords;
pub(crate) use status::Cuts;
pub use trace::Path;
pub use view::View;

#[cfg(test)]
mod tests;
