//! Who is a member: a pure function of the set of control operations.
//!
//! Rule numbers are those of `docs/wire.md#membership`. Any order of arrival gives the same
//! result; no clock, and no tie decided by a hash.

mod evaluate;
mod roles;

pub use evaluate::{Membership, Restriction, Status};
pub use roles::Roles;
