//! The compiled program end to end, on loopback: every claim of the handbook that a person can
//! check with two or three laptops on one table.

#[cfg(test)]
mod at_rest;
#[cfg(test)]
mod backup;
#[cfg(test)]
mod bundles;
#[cfg(test)]
mod canary;
#[cfg(test)]
mod canary_acts;
#[cfg(test)]
mod carrier;
#[cfg(test)]
mod coordination;
mod crash;
#[cfg(test)]
mod damage;
#[cfg(test)]
mod decisions;
#[cfg(test)]
mod folder;
#[cfg(test)]
mod forks;
#[cfg(test)]
mod health;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod joining;
#[cfg(test)]
mod locking;
#[cfg(test)]
mod memory;
#[cfg(test)]
mod neighbors;
#[cfg(test)]
mod news;
#[cfg(test)]
mod office;
#[cfg(test)]
mod people;
#[cfg(test)]
mod profiles;
#[cfg(test)]
mod reach;
#[cfg(test)]
mod readers;
#[cfg(test)]
mod recovery;
#[cfg(test)]
mod removal;
#[cfg(test)]
mod search;
#[cfg(test)]
mod text;
#[cfg(test)]
mod together;

use std::time::Duration;

/// How long nodes may take to agree on a busy machine.
const AGREE: Duration = Duration::from_secs(20);
