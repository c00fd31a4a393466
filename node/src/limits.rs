//! What others, and front ends on this machine, may make a node hold or work on, each with its
//! reason: connections, streams, frames, queues, memory.
//!
//! Owns numbers only. What a valid operation may be is bounded in `asamblea_protocol::limits`; what
//! a file of the profile may hold, beside its format in the store.

use std::time::Duration;

/// The most bytes one frame may carry, its length prefix excluded: one operation of the largest
/// size (64 KiB) with the sealing and the message around it.
pub const FRAME_BYTES_MAX: usize = 80 * 1024;
// What the protocol makes of a frame is never longer than what the network carries.
const _: () = assert!(FRAME_BYTES_MAX == asamblea_protocol::limits::FRAME_BYTES_MAX);

/// The bytes of the big-endian length before each frame.
pub const FRAME_PREFIX_BYTES: usize = 4;

/// The most frames that wait on one connection for a slow peer. Eight of the largest are 640 KiB,
/// a second of a good mobile uplink; when they wait, the sender waits.
pub const OUTBOX_FRAMES_MAX: usize = 8;

/// The writer gathers waiting frames up to about this many bytes for one write: small frames then
/// share a packet, and the buffer stays near the size of one frame.
pub(crate) const GATHER_BYTES: usize = 32 * 1024;

/// The most events that wait for the node. When full, readers stop reading, so that TCP slows the
/// peers down; at the largest frame size this is 5 MiB.
pub const EVENTS_MAX: usize = 64;

/// The most commands that wait for the network. When full, the one who commands waits.
pub const COMMANDS_MAX: usize = 64;

/// The most reports the network task itself keeps for a node that does not read its events. When
/// full, commands wait: only they make such reports in number.
pub(crate) const NOTICES_MAX: usize = 256;

/// The most reports among which a neighbor found by multicast still gets a place. Anyone on the
/// local network can forge such a find, so it is the first to be dropped.
pub(crate) const FOUND_NOTICES_MAX: usize = 64;

/// The time for TCP, Noise and Yamux together. Three round trips on a mobile link of 800 ms each
/// way with one lost packet take about 8 s. A stranger wins nothing with it, because the oldest
/// unfinished connection gives way to the newest.
pub const HANDSHAKE_TIME_MAX: Duration = Duration::from_secs(10);

/// The time to agree on the one stream of a connection; one round trip.
pub(crate) const STREAM_OPEN_TIME_MAX: Duration = Duration::from_secs(10);

/// A connection without a stream closes after this time.
pub const IDLE_TIME_MAX: Duration = Duration::from_secs(5);

/// The time a closing connection has to say so to its peer. A peer that does not read would hold
/// the socket open forever.
pub(crate) const CLOSE_TIME_MAX: Duration = Duration::from_millis(500);

/// The time the frames that wait have to leave once the node closes a connection.
pub const DRAIN_TIME_MAX: Duration = Duration::from_secs(1);

/// The time a shutdown may take: draining, closing, and reports that nobody may be reading.
pub const SHUTDOWN_TIME_MAX: Duration = Duration::from_secs(2);

/// The most inbound connections with an unfinished handshake. Past it the oldest one of the most
/// demanding source gives way, so the newest is never refused.
pub const PENDING_INBOUND_MAX: usize = 512;

/// The most connections of one key: both sides may dial at once while a dead connection of before
/// is not yet known to be dead. Past it the oldest closes: a device that changes networks often is
/// not locked out by its own past.
pub const CONNECTIONS_PER_KEY_MAX: usize = 4;

/// The most connections in all: every device of the largest organization network foreseen
/// (1,600 keys), with room for doubles.
pub const CONNECTIONS_MAX: u32 = 2048;

/// The most dials under way at once; more would look like a scan and choke a weak link.
pub const DIALS_MAX: u32 = 64;

/// The most addresses of one dial; they are tried at the same time.
pub const DIAL_ADDRESSES_MAX: usize = 8;

/// The most neighbors found by multicast that are kept. A local network with more is being
/// flooded, and multicast is then turned off.
pub const FOUND_MAX: usize = 512;

/// The most streams of one connection that Yamux allows: one is used, the others are turned away
/// one by one.
pub(crate) const STREAMS_MAX: usize = 8;

/// The most streams of one connection that negotiate at once.
pub(crate) const STREAMS_NEGOTIATING_MAX: usize = 2;

/// Network events taken before the disk is synced: one sync for a burst, none waits long.
pub(crate) const EVENTS_AT_ONCE_MAX: usize = 64;

/// Notices of room in outboxes: one for each connection at most.
pub(crate) const WRITABLE_MAX: usize = CONNECTIONS_MAX as usize;

/// Devices that are dialed again and again, announced by members or found on the local network: the
/// largest network foreseen, and as many again that are forged.
pub(crate) const TARGETS_MAX: usize = 4096;

/// Front ends attached at once: a person has a few terminals, a script a few commands.
pub(crate) const ATTACHED_MAX: usize = 64;

/// Requests that wait for the loop. A caller waits for room: a person types slower than the loop
/// works, and a script must not run ahead of it.
pub(crate) const CALLS_PENDING_MAX: usize = 64;

/// Events that a slow listener may lag behind before it is told that it missed some.
pub(crate) const EVENTS_PENDING_MAX: usize = 4096;

/// The most bytes one request or reply may take as a line of JSON: a document of 8 MiB, escaped.
pub const API_LINE_BYTES_MAX: usize = 32 * 1024 * 1024;

/// The most bytes of a bundle that is read: a stick full would keep the node busy for an hour.
pub(crate) const BUNDLE_BYTES_MAX: u64 = 1024 * 1024 * 1024;

/// Sections of a bundle that are looked at: one for each space of a device. To see that one is for
/// others costs a try of every key at every slot.
pub(crate) const BUNDLE_SECTIONS_MAX: u32 = 1024;

/// Bytes of slots that wait for their operation or for the end of a section: all that an
/// organization network of 1,600 devices has in one section is a tenth of it.
pub(crate) const SLOTS_WAITING_BYTES_MAX: usize = 64 * 1024 * 1024;

/// File descriptors the rest of the process needs: store, control socket, terminal.
const DESCRIPTORS_ELSEWHERE: u64 = 512;

/// The file descriptors the process asks the system for. Half of what it gets is for connections
/// and a quarter for unfinished ones.
pub(crate) const DESCRIPTORS_WANTED: u64 = 2 * CONNECTIONS_MAX as u64;

const _: () = assert!(
    CONNECTIONS_MAX as u64 + PENDING_INBOUND_MAX as u64 + DESCRIPTORS_ELSEWHERE
        <= DESCRIPTORS_WANTED
);
// A report of a find never fills the place that answers to commands need.
const _: () = assert!(FOUND_NOTICES_MAX < NOTICES_MAX);
// Whatever waits in one outbox is closed within the time a shutdown may take.
const _: () = assert!(
    DRAIN_TIME_MAX.as_millis() + CLOSE_TIME_MAX.as_millis() < SHUTDOWN_TIME_MAX.as_millis()
);
const _: () = assert!(STREAMS_NEGOTIATING_MAX < STREAMS_MAX);
