//! What happens to connections.

use super::Act;
use crate::cluster::Cluster;
use crate::faults::Fault;
use crate::net::UNDER_WAY_MAX;

impl Cluster {
    pub(super) fn meet(&mut self, at: usize) {
        let anyway = self.dice.percent(8);
        let twice = self.dice.percent(15);
        let first = self.dice.index(self.devices.len());
        for other in 0..self.devices.len() {
            let other = (first + other) % self.devices.len();
            let linked = self.links.iter().any(|link| link.joins(at, other));
            if linked && !twice {
                continue;
            }
            let gate = self.devices[other]
                .gate
                .contains(&self.devices[at].transport());
            if self.connect(at, other, anyway) {
                if linked {
                    self.faults.add(Fault::Duplicate);
                }
                if anyway && !gate {
                    self.faults.add(Fault::StaleGate);
                }
                self.tell(|| format!("d{at} meets d{other}"));
                return;
            }
        }
    }

    pub(super) fn wires(&mut self, act: Act) {
        let count = self.links.len();
        let at = self.dice.index(count);
        let direction = self.dice.index(2);
        match act {
            Act::Cut if count > 0 => {
                let number = self.links[at].number;
                self.faults.add(Fault::Cut);
                self.tell(|| format!("link {number} breaks"));
                self.cut(number);
            }
            Act::Stall if count > 0 => {
                self.links[at].stalled[direction] = true;
                self.faults.add(Fault::Stall);
            }
            Act::Flow => {
                for link in &mut self.links {
                    link.stalled = [false; 2];
                }
            }
            Act::Partition => self.partition(),
            Act::Heal => {
                self.walls.clear();
                for link in &mut self.links {
                    link.stalled = [false; 2];
                }
            }
            _ => {}
        }
    }

    /// Walls between those who are apart, and no others.
    pub(super) fn build_walls(&mut self, apart: impl Fn(usize, usize) -> bool) {
        let count = self.devices.len();
        let pairs = (0..count).flat_map(|a| (a + 1..count).map(move |b| (a, b)));
        self.walls = pairs.filter(|(a, b)| apart(*a, *b)).collect();
    }

    pub(super) fn partition(&mut self) {
        let sides: Vec<bool> = self.devices.iter().map(|_| self.dice.percent(50)).collect();
        self.build_walls(|a, b| sides[a] != sides[b]);
        let one_way = self.dice.percent(30);
        let still = self.dice.index(2);
        for link in &mut self.links {
            if sides[link.ends[0]] != sides[link.ends[1]] {
                link.stalled = [!one_way || still == 0, !one_way || still == 1];
            }
        }
        self.faults.add(if one_way {
            Fault::OneWay
        } else {
            Fault::Partition
        });
        self.tell(|| "the world falls in two".to_owned());
    }

    pub(super) fn move_something(&mut self) {
        let moving: Vec<(u64, usize)> = self
            .links
            .iter()
            .flat_map(|link| [(link, 0), (link, 1)])
            .filter(|(link, direction)| link.moves(*direction))
            .map(|(link, direction)| (link.number, direction))
            .collect();
        let Some((number, direction)) = self.dice.pick(&moving) else {
            return;
        };
        if moving.first() != Some(&(number, direction)) {
            self.faults.add(Fault::Reorder);
        }
        let count = 1 + self.dice.index(UNDER_WAY_MAX);
        self.deliver(number, direction, count);
    }
}
