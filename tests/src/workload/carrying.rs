//! Those who never meet: what they say reaches each other by carriers alone.

use asamblea_node::engine::LinkNumber;

use crate::cluster::Cluster;
use crate::device::{Part, Standing};
use crate::faults::Fault;
use crate::report::Violation;

impl Cluster {
    /// From here on nobody reaches anybody but carriers.
    pub(super) fn part_all(&mut self) {
        let carries: Vec<bool> = self
            .devices
            .iter()
            .map(|device| device.part == Part::Carrier)
            .collect();
        self.build_walls(|a, b| !carries[a] && !carries[b]);
        let walled: Vec<LinkNumber> = self
            .links
            .iter()
            .filter(|link| link.ends.iter().all(|end| !carries[*end]))
            .map(|link| link.number)
            .collect();
        for number in walled {
            self.cut(number);
        }
        self.faults.add(Fault::Apart);
        self.tell(|| "nobody reaches anybody but carriers".to_owned());
    }

    /// At the end of a day: somebody is taken out, all say something, and those who may read it
    /// do, though they never meet. The world was at rest before.
    ///
    /// # Errors
    ///
    /// What broke.
    pub(super) fn through_carriers(&mut self) -> Result<(), Violation> {
        let honest = self.honest_members().into_iter();
        let carriers: Vec<usize> = honest
            .filter(|at| self.devices[*at].part == Part::Carrier)
            .collect();
        // A device and its copy take each other's place with everybody they meet.
        let twins = self.devices.iter().any(|device| device.twin_of.is_some());
        if carriers.is_empty() || twins {
            return Ok(());
        }
        self.calm = true;
        self.part_all();
        let goes = (1..self.devices.len()).find(|at| {
            let device = &self.devices[*at];
            let owns = |carrier: &usize| self.devices[*carrier].head == *at;
            device.part == Part::Head
                && device.standing == Standing::Member
                && !carriers.iter().any(owns)
        });
        if let Some(whom) = goes.filter(|_| self.live_members() > 4) {
            self.take_out(0, whom, false)?;
        }
        self.come_to_rest("carriers")?;
        for at in self.honest_readers() {
            if !self.observes(at) {
                self.last_post(at)?;
                self.faults.add(Fault::Carried);
            }
        }
        self.come_to_rest("what carriers bring")?;
        self.check_rest()
    }
}
