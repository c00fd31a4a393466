//! Every limit of the protocol, with its reason, and how they relate.

/// The most bytes one operation takes in full form: a page of text with room to spare, small
/// enough that a slow link gets it through between two losses.
pub const OP_BYTES_MAX: usize = 64 * 1024;
/// The most bytes one frame carries: any operation, its run header and signature.
pub const FRAME_BYTES_MAX: usize = 80 * 1024;
/// Bytes of operations that a sender puts into one run: a frame's worth.
pub const RUN_BYTES_AIM: usize = 60 * 1024;
/// The most operations in one run: keeps the work for one signature check small.
pub const RUN_OPS_MAX: usize = 1024;
/// The most references one operation lists beside `prev`. Larger sets are reduced causally.
pub const DEPS_MAX: usize = 450;
/// The most direct recipients of one epoch: an organization of a thousand persons.
pub const SLOTS_MAX: usize = 1024;
/// Slots of one epoch that one device can open and is sent unasked: its own, and those of the
/// spaces through which it reads.
pub const OWN_SLOTS_MAX: usize = 4;
/// Slots in one frame: 1,250 bytes each, and a proof of up to 320.
pub const SLOTS_PER_FRAME: usize = 40;
/// Bytes of slots in one frame: so many slots, each sealed to one key.
pub const SLOT_BYTES_AIM: usize = SLOTS_PER_FRAME * (1250 + 32 * SLOT_PROOF_MAX + 16);
/// Keys of one device to which is sealed at once. It has one, or as many as copies of it that
/// renew: two, where somebody goes on with an old disk beside the new one, and one more.
pub const DEVICE_KEYS_MAX: usize = 3;
/// Keys beyond the first of a recipient in one epoch: what it is sealed to stays one record.
pub const SPARE_KEYS_MAX: usize = 256;
/// Earlier `renew`s that one names as going on beside it.
pub const RENEW_BESIDE_MAX: usize = DEVICE_KEYS_MAX - 1;
/// So often a key goes on beside those of a copy that lacks it: for three months. A copy that is
/// in use renews it itself by then; a key that was lost with its disk is no more sealed to.
pub const RENEW_BESIDE_TIMES: u32 = 3;
/// Siblings in the proof of a slot: the height of a tree over [`SLOTS_MAX`].
pub const SLOT_PROOF_MAX: usize = 10;
/// A list of so many slots is kept by every reader of its space, so that who meets any one of
/// them gets hers: 45 kB, and so few do without an admin for weeks. Longer ones are kept by the
/// space's admins and carriers, and those of the spaces above.
pub const SLOTS_KEPT_BY_ALL_MAX: u32 = 32;
/// Epochs whose slots are asked for in one frame, and asked for and not yet answered.
pub const WANTS_MAX: usize = 64;
/// Content of one epoch, after which whoever writes next renews it: a thousand posts, and what a
/// space begins with. A secret stolen in silence opens that much, and a post costs no key.
pub const EPOCH_OPS_MAX: u64 = 1024;
/// Days that content is written under one epoch: what was stolen in silence opens a month.
pub const EPOCH_DAYS_MAX: u64 = 30;
/// The most predecessors that one epoch wraps: partitions that each rotated.
pub const WRAPS_MAX: usize = 128;
/// The most members that one `create` names.
pub const CREATE_MEMBERS_MAX: usize = 32;
/// The most entries of a cut, some 110 bytes each: the logs of ten devices in twenty spaces. Who
/// has more is cut device by device.
pub const CUT_MAX: usize = 400;
/// The most operations that one `adopt` names.
pub const ADOPT_MAX: usize = 1000;
/// Levels that a walk of members or guardians goes.
pub const DEPTH_MAX: usize = 16;
/// Ways to one space that differ in which barred members they came by, and that are told apart:
/// two bars that cross in a network of honest people make four. In a mesh that somebody built of
/// spaces and bars, what only further ways would give nobody gets.
pub const WAYS_MAX: usize = 16;
/// Operations that wait for others they depend on, in all logs together. Beyond it new ones are
/// refused until peers send what is missing.
pub const HELD_OPS_MAX: usize = 200_000;
/// Operations by one author that wait: one hostile author cannot fill the waiting room.
pub const HELD_OPS_AUTHOR_MAX: usize = 50_000;
/// Branches of one log that are kept unasked. A copied device makes two, and a copy restored again
/// and again a few more; sixteen prove what sixty thousand would. One that others stand on is kept
/// beyond it, or one device that shows each half of a network other branches would part them.
pub const BRANCHES_MAX: usize = 16;
/// Operations that a carrier keeps of one author in one space: forty years of twenty a day.
pub const CARRIED_AUTHOR_OPS_MAX: u64 = 300_000;
/// Bytes of them: such a life's work at 900 bytes each, or a quarter of it with documents.
pub const CARRIED_AUTHOR_BYTES_MAX: u64 = 256 * 1024 * 1024;
/// Operations that a carrier keeps of one space: sixteen organizations for ten years, and what
/// the graph of a machine with 1 GiB of memory holds.
pub const CARRIED_SPACE_OPS_MAX: u64 = 2_000_000;
/// Bytes of them: a tenth of the smallest disk that is rented, so that ten spaces fit.
pub const CARRIED_SPACE_BYTES_MAX: u64 = 2 * 1024 * 1024 * 1024;
/// Operations of authors whom nobody admitted that any device keeps in one space: a newcomer's
/// first year, should her words come before those that admit her.
pub const UNKNOWN_OPS_MAX: u64 = 10_000;
/// Bytes of them.
pub const UNKNOWN_BYTES_MAX: u64 = 32 * 1024 * 1024;
/// Operations of one device that are taken as fast as they come: the hundred thousand posts of a
/// life, given by the device that wrote them, and half as many again. Only what is beyond waits.
pub const PACE_BURST_OPS: u64 = 150_000;
/// Bytes of them: so many posts of 300 bytes, and all the files that a space takes.
pub const PACE_BURST_BYTES: u64 = 128 * 1024 * 1024;
/// Operations of one device for which there is room again each second: faster than anybody writes,
/// and a burst in an hour and a quarter.
pub const PACE_OPS_A_SECOND: u64 = 32;
/// Bytes of them: as many operations of 1 KiB. A flood that nobody ends takes 2.8 GB a day.
pub const PACE_BYTES_A_SECOND: u64 = 32 * 1024;
/// As how many operations one about members counts: everybody's role is judged anew for it.
pub const PACE_CONTROL_OPS: u64 = 16;
/// Devices whose pace is remembered at a time: three times as many as the largest network foreseen
/// has. Of more the slowest is forgotten.
pub const PACE_DEVICES_MAX: usize = 4096;
/// Frames of one connection that wait for room: what is on its way here when its reader stops, and
/// half as many again.
pub const PACE_FRAMES_MAX: usize = 96;
/// Entries of one frontier or have frame: 72 bytes each.
pub const FRONTIER_ENTRIES_MAX: usize = 1000;
/// Spaces in one frame of roots: 76 bytes each, and up to 1 KiB of parts.
pub const ROOTS_MAX: usize = 1000;
/// Bytes of lines that a sender puts into one frame of roots.
pub const ROOTS_BYTES_AIM: usize = 64 * 1024;
/// Spaces that a peer names in one session: ten times as many as the largest network foreseen has
/// persons, organizations and working spaces.
pub const SPACES_NAMED_MAX: usize = 16_384;
/// Lines of frontiers that one session remembers: three times as many as that network has logs.
/// Further ones are left out.
pub const LINES_HEARD_MAX: u64 = 50_000;
/// Bytes of one message about a place in a document, sealed: it has 89.
pub const PRESENCE_BYTES_MAX: usize = 256;
/// Chunks of a section: 96 KiB each, 6 GiB in all.
pub const BUNDLE_CHUNKS_MAX: u64 = 65_536;
/// Bytes of one record of a backup: the slots of the largest epoch, and room to spare.
pub const BACKUP_RECORD_BYTES_MAX: usize = 2 * 1024 * 1024;
/// Chunks of a backup: 4 KiB each, 64 GiB in all, more than any disk of a person is for.
pub const BACKUP_CHUNKS_MAX: u64 = 16 * 1024 * 1024;
/// Parts that open a place for recovery at least: one person alone lets nobody in.
pub const RECOVERY_NEED_MIN: u8 = 2;
/// Who keep parts for one person at most: more than she can ask in a day.
pub const RECOVERY_HOLDERS_MAX: u8 = 8;
/// Sealed parts of one person that are kept in view: eight setups among eight, as many as she will
/// ever make. The newest stand.
pub const RECOVERY_KEPT_MAX: usize = 64;
/// Answers to one request that are looked at: twice as many as there are parts, so that a wrong
/// one beside each right one does not matter.
pub const RECOVERY_ANSWERS_MAX: usize = 16;
/// Bytes of a sealed part: it has 1,228.
pub const RECOVERY_SEALED_BYTES_MAX: usize = 2048;
/// Characters of a request or an answer, separators left out: they have about 2,000, some 220 more
/// with the longest name, or 340 with six addresses.
pub const RECOVERY_CODE_CHARS_MAX: usize = 3000;

// A frame always has room for at least one operation of the largest size.
const _: () = assert!(OP_BYTES_MAX + 8 * 1024 <= FRAME_BYTES_MAX);
// One author never fills a space for the others of a carrier.
const _: () = assert!(CARRIED_AUTHOR_OPS_MAX * 4 < CARRIED_SPACE_OPS_MAX);
const _: () = assert!(CARRIED_AUTHOR_BYTES_MAX * 4 < CARRIED_SPACE_BYTES_MAX);
const _: () = assert!(RECOVERY_NEED_MIN <= RECOVERY_HOLDERS_MAX);
const _: () = assert!(RUN_BYTES_AIM < OP_BYTES_MAX);
const _: () = assert!(ROOTS_BYTES_AIM + 1024 < FRAME_BYTES_MAX);
// The proofs of the longest list fit, and so does a full frame of its slots.
const _: () = assert!(1 << SLOT_PROOF_MAX >= SLOTS_MAX);
const _: () = assert!(SLOT_BYTES_AIM + DEVICE_KEYS_MAX * 1250 < FRAME_BYTES_MAX);
// The slots of the largest epoch are one record.
const _: () = assert!(
    SLOTS_MAX * (1250 + 32 * SLOT_PROOF_MAX + 16) + SPARE_KEYS_MAX * 1168 < BACKUP_RECORD_BYTES_MAX
);

/// The fewest days after which a space forgets: whoever is away for a week still reads what was
/// said.
pub const RETAIN_DAYS_MIN: u16 = 7;
/// The most: ten years, which is for good.
pub const RETAIN_DAYS_MAX: u16 = 3_650;
/// Of the days after which a space forgets, the part for which one epoch serves: so much later
/// than its texts a key is gone.
pub const RETAIN_PARTS: u64 = 4;
