//! The seed story, told by commands: fifteen organizations in three sub-regions and the
//! Secretariat, each with a profile and a process of its own, go from an agenda to a signed plan
//! and a vote.
//!
//! A chapter a file; each checks what people read in it. Names are made up and marked so.

#[cfg(test)]
mod agenda;
#[cfg(test)]
mod assessment;
#[cfg(test)]
mod cast;
#[cfg(test)]
mod ending;
#[cfg(test)]
mod plans;
#[cfg(test)]
mod removal;
#[cfg(test)]
mod vote;

use std::time::{Duration, Instant};

/// How long 26 nodes on a busy machine may take to agree.
const AGREE: Duration = Duration::from_secs(60);
/// The story is told in every run of the tests: at most so long, also on a busy machine.
const TIME_MAX: Duration = Duration::from_secs(600);
/// Commands at a time: what a machine of two cores does without letting any of them wait long.
const HANDS: usize = 4;

/// Chapters with what they took.
#[derive(Debug, Default)]
struct Story(Vec<(&'static str, Duration)>);

impl Story {
    fn chapter<T>(&mut self, name: &'static str, tell: impl FnOnce() -> T) -> T {
        let began = Instant::now();
        let told = tell();
        self.0.push((name, began.elapsed()));
        eprintln!("{name}: {:.1} s", began.elapsed().as_secs_f64());
        told
    }
}

/// Does the same for each, some at a time; gives what came of it in their order.
fn each<T: Send, R: Send>(all: impl IntoIterator<Item = T>, act: impl Fn(T) -> R + Sync) -> Vec<R> {
    let jobs: Vec<T> = all.into_iter().collect();
    let count = jobs.len();
    let jobs = std::sync::Mutex::new(jobs.into_iter().enumerate());
    let done = std::sync::Mutex::new(Vec::new());
    let take = || jobs.lock().ok()?.next();
    let hand = || {
        while let Some((at, job)) = take() {
            let result = act(job);
            if let Ok(mut done) = done.lock() {
                done.push((at, result));
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..HANDS.min(count) {
            scope.spawn(hand);
        }
    });
    let mut done = done.into_inner().unwrap_or_default();
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

#[test]
fn fifteen_organizations_meet_assess_plan_and_vote_and_hold_the_same() {
    let mut story = Story::default();
    let mut net = story.chapter("they come together", cast::gather);
    let agenda = story.chapter("an agenda", || agenda::told(&mut net));
    let round = story.chapter("an assessment", || assessment::told(&net));
    let plans = story.chapter("plans", || plans::told(&net, &round));
    let proposal = story.chapter("a vote and a removal", || vote::told(&mut net, &round));
    story.chapter("all hold the same", || ending::told(&net, &proposal));
    let operations = cast::operations(&net);
    println!(
        "{} organizations and the Secretariat in {} sub-regions on {} devices; {operations} \
         operations in the network's space; agenda {agenda}, round {round}, {plans} plans read by \
         all, proposal {proposal}",
        net.orgs.len(),
        net.regions.len(),
        net.everybody().len(),
    );
    for (name, took) in &story.0 {
        println!("  {name}: {:.1} s", took.as_secs_f64());
    }
    let whole: Duration = story.0.iter().map(|(_, took)| *took).sum();
    assert!(whole < TIME_MAX, "the story takes {whole:?}");
}
