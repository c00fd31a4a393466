//! Newcomers: whether they are known when they call themselves members, and knock until they are.

use asamblea_node::engine::Engine;

use super::Cluster;
use crate::device::Standing;
use crate::faults::Fault;
use crate::report::Broken;

/// Whoever is not known by enough others knocks at least this often, and some more.
const SILENCE_MAX_MS: u64 = 70 * 60_000;

impl Cluster {
    /// A newcomer calls herself a member from here on: somebody holds what makes her one.
    pub(super) fn note_entered(&mut self, at: usize) {
        let mut others = self.devices.iter().enumerate().filter(|(o, _)| *o != at);
        // Whoever is away, or forgot what she knew, cannot be asked.
        let unsure = others.any(|(_, device)| !device.is_on() || device.set_back || device.wounded);
        // Nobody counts on what a thief lets in.
        let unsure = unsure || self.devices[at].dishonest;
        let mut all = 0..self.devices.len();
        if !unsure && !all.any(|other| other != at && self.knows(other, at)) {
            let text = format!("d{at} calls herself a member, and nobody holds what makes her one");
            self.oracle.found.get_or_insert((Broken::Inclusion, text));
        }
    }

    /// A member who still keeps her code knocks at the latest after an hour, at the next look.
    pub(super) fn note_silence(&mut self, at: usize) {
        let now_ms = self.now_ms;
        let device = &mut self.devices[at];
        let engine = device.engine().filter(|e| !e.is_locked() && !e.is_broken());
        let waits = engine.is_some_and(|engine| engine.used_code().is_some())
            && device.joining.is_none()
            && device.standing == Standing::Member;
        if !waits {
            device.silent_since = None;
            return;
        }
        let (since, due) = device.silent_since.get_or_insert((now_ms, None));
        if now_ms - *since < SILENCE_MAX_MS {
            return;
        }
        // Nobody looks while days pass: from the first look on it is the same time once more.
        let due = *due.get_or_insert(now_ms);
        if now_ms - due >= SILENCE_MAX_MS {
            let text = format!("d{at} keeps her code for two hours and does not knock");
            self.oracle.found.get_or_insert((Broken::Inclusion, text));
        }
    }

    pub(super) fn note_given_up(&mut self, at: usize) {
        let unlocked = self.devices[at].engine().filter(|e| !e.is_locked());
        let Some(has_code) = unlocked.map(|engine| engine.used_code().is_some()) else {
            return;
        };
        if std::mem::replace(&mut self.devices[at].has_code, has_code) && !has_code {
            let others = 0..self.devices.len();
            let knowing = others.filter(|other| *other != at && self.knows(*other, at));
            let known_by: Vec<usize> = knowing.collect();
            self.story
                .tell(|| format!("d{at} is known by {known_by:?}"));
            self.devices[at].known_by = known_by;
        }
    }

    /// A newcomer whom not enough others know knocks with her invitation once more.
    pub(super) fn knock(&mut self, at: usize) -> bool {
        let device = &mut self.devices[at];
        if device.joining.is_some() {
            return false;
        }
        let engine = device.engine_at(self.now_ms);
        let Some(joining) = engine.and_then(Engine::knock) else {
            return false;
        };
        device.joining = Some(joining);
        self.story.tell(|| format!("d{at} knocks once more"));
        self.faults.add(Fault::Knock);
        self.restart_network(at);
        true
    }
}
