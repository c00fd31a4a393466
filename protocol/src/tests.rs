//! How long tests search: by the environment, so that a long run needs no other program.

/// The number that the environment gives, if it gives one.
#[expect(
    clippy::disallowed_methods,
    reason = "tests alone ask the environment, for how long to search"
)]
pub(crate) fn asked(name: &str) -> Option<u64> {
    let given = std::env::var(name).ok()?;
    Some(given.parse().unwrap())
}
