//! Overwriting what calls that have returned left on a stack. What lies on the heap is wiped when
//! it is freed, by the program's allocator; a key that was moved leaves copies in frames that are
//! gone, and nothing else would overwrite those for hours.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Deeper than any call of ours goes; a thread has eight times as much.
const STACK_BYTES: usize = 256 * 1024;
/// Threads wait so long for each other, so that each does its own part.
const MEET_WAIT: Duration = Duration::from_millis(50);

/// Overwrites the stack of this thread below the caller.
#[inline(never)]
pub(crate) fn scrub_stack() {
    let mut room = [0_u8; STACK_BYTES];
    std::hint::black_box(&mut room);
}

/// Does some work, and overwrites what it left on this thread's stack.
pub(crate) fn scrubbed<T>(work: impl FnOnce() -> T) -> T {
    let done = apart(work);
    scrub_stack();
    done
}

/// A frame of its own, below that of the caller.
#[inline(never)]
fn apart<T>(work: impl FnOnce() -> T) -> T {
    work()
}

/// Overwrites the stacks of this runtime's threads: any of them may have worked with a key.
pub(crate) async fn scrub_workers() {
    let workers = tokio::runtime::Handle::current().metrics().num_workers();
    let met = Arc::new(AtomicUsize::new(0));
    let tasks: Vec<_> = (0..workers)
        .map(|_| {
            let met = Arc::clone(&met);
            tokio::spawn(async move {
                scrub_stack();
                // Whoever waits here leaves the next task to another thread.
                met.fetch_add(1, Ordering::Relaxed);
                let began = Instant::now();
                while met.load(Ordering::Relaxed) < workers && began.elapsed() < MEET_WAIT {
                    std::thread::yield_now();
                }
            })
        })
        .collect();
    for task in tasks {
        let _ended = task.await;
    }
    scrub_stack();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 3)]
    async fn every_worker_does_its_part_and_nobody_waits_for_long() {
        let began = Instant::now();
        scrub_workers().await;
        assert!(began.elapsed() < Duration::from_secs(5));
        assert_eq!(scrubbed(|| 7), 7);
    }
}
