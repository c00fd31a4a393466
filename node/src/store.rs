//! Everything that a profile folder holds: the vault, the keys, the journal and its mirror, the
//! remembered heads, the index.
//!
//! Two promises. What was committed survives a crash, a power cut and a flipped bit, or its loss is
//! said by name; and a locked profile tells a stranger nothing but sizes and times.
//!
//! The store knows bytes and extents, never what a record says or who a member is. It is
//! synchronous, reads no clock and asks no one for randomness: both come in as arguments. Whatever
//! a disk holds, no function here panics.

pub mod destroy;
pub mod disk;
pub mod heads;
pub mod index;
pub mod journal;
pub mod keys;
pub mod mirror;
pub mod profile;
pub mod progress;
pub mod stub;
pub mod vault;

pub use destroy::destroy;
pub use disk::{Disk, DiskError, RealDisk, SimDisk};
pub use index::{Entry as IndexEntry, Index, IndexError, MemoryIndex, SledIndex};
pub use journal::{Damage, Extent, Journal, OpenReport, SegmentName, StoreError};
pub use keys::{KeysRead, read_keys, write_keys};
pub use mirror::Mirror;
pub use profile::{Profile, ProfileError};
pub use progress::{Phase, Progress};
pub use stub::{read_stub, write_stub};
pub use vault::{Imprint, Machine, Since, Vault, VaultError};
