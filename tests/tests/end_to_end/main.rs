//! The compiled program end to end, on loopback: every claim of the handbook that a person can
//! check with two or three laptops on one table.

#[cfg(test)]
mod agendas;
#[cfg(test)]
mod assessment;
#[cfg(test)]
mod at_rest;
#[cfg(test)]
mod attachments;
#[cfg(test)]
mod backup;
#[cfg(test)]
mod bundles;
#[cfg(test)]
mod calendars;
#[cfg(test)]
mod canary;
#[cfg(test)]
mod canary_acts;
#[cfg(test)]
mod canary_exports;
#[cfg(test)]
mod canary_meetings;
mod canary_members;
#[cfg(test)]
mod carrier;
#[cfg(test)]
mod cases;
#[cfg(test)]
mod chain;
#[cfg(test)]
mod coordination;
#[cfg(test)]
mod crash;
#[cfg(test)]
mod cuts;
#[cfg(test)]
mod damage;
#[cfg(test)]
mod dates;
#[cfg(test)]
mod decisions;
#[cfg(test)]
mod departing;
#[cfg(test)]
mod exports;
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
mod meetings;
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
mod places;
#[cfg(test)]
mod practice;
#[cfg(test)]
mod profiles;
#[cfg(test)]
mod proposals;
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
#[cfg(test)]
mod travel;
#[cfg(test)]
mod wires;
#[cfg(test)]
mod work;

use std::time::Duration;

#[cfg(test)]
use asamblea_tests::binary::{Device, World, text, until};

/// How long nodes may take to agree on a busy machine.
const AGREE: Duration = Duration::from_secs(60);

/// A thread of one post in the network's space of a device.
#[cfg(test)]
fn begin_thread(device: &Device, body: &str) -> String {
    let network = device.space("network");
    let new = ["--space", &network, "--title", "T", "--body", body];
    let thread = device.run(["thread", "new"].iter().chain(&new)).object();
    text(&thread["id"])
}

/// A founder, another organization, both with their nodes, and a thread of one post that both show.
#[cfg(test)]
fn two_with_thread(world: &World, body: &str) -> (Device, Device, String) {
    let s = world.founder("S", "Red");
    let a = world.organization("A", &s);
    let thread = begin_thread(&s, body);
    until(AGREE, "the thread at A", || {
        (a.posts(&thread).len() == 1).then_some(())
    });
    (s, a, thread)
}
