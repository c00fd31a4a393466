//! One organization's work through the keys of the interface alone: an assessment of three persons
//! up to its signed plan, votes on a proposal of its own and on the network's plan, a meeting and
//! its task. After each step the screen says it, and the Secretariat's node holds the same.
//!
//! What others do is told by commands: the Secretariat, two further organizations, and two persons
//! who score.

#[cfg(test)]
mod assessment;
#[cfg(test)]
mod desk;
#[cfg(test)]
mod meeting;
#[cfg(test)]
mod network_plan;
#[cfg(test)]
mod proposal;

#[test]
fn a_coordinator_works_from_a_score_to_a_done_task_with_keys_alone() {
    let world = asamblea_tests::binary::World::new();
    let mut desk = desk::desk(&world);
    desk.reads_the_agenda();
    assessment::told(&mut desk);
    proposal::told(&mut desk);
    network_plan::told(&world, &mut desk);
    meeting::told(&mut desk);
}
