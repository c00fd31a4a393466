//! Who comes, who is taken out, whose words are compared.

use asamblea_node::api::{Act, ErrorKind, Reply, Request, Whom};
use asamblea_protocol::id::OpId;

use crate::cluster::{CARRIED, Cluster};
use crate::device::{Part, Standing};
use crate::faults::Fault;
use crate::oracle::{Removal, Target};
use crate::report::Violation;

/// Devices that ever were, beyond those of the beginning: so that a run ends.
const LATER_DEVICES_MAX: usize = 3;

impl Cluster {
    pub(super) fn live_members(&self) -> usize {
        self.devices
            .iter()
            .filter(|device| matches!(device.standing, Standing::Member | Standing::Joining))
            .count()
    }

    pub(super) fn invite_another(&mut self) -> Result<(), Violation> {
        let settings = self.settings;
        let carriers = if settings.carries { CARRIED.len() } else { 0 };
        let nodes = settings.nodes + carriers;
        if self.live_members() >= nodes || self.devices.len() >= nodes + LATER_DEVICES_MAX {
            return Ok(());
        }
        let members = self.honest_members();
        let by = match self.dice.percent(60) {
            true => 0,
            false => self.dice.pick(&members).unwrap_or(0),
        };
        // Only the Secretariat invites organizations.
        let parts: &[Part] = if self.devices[by].head == 0 {
            &[Part::Head, Part::Head, Part::Person, Part::Second]
        } else {
            &[Part::Person, Part::Second]
        };
        let part = self.dice.pick(parts);
        self.invite(by, part.unwrap_or(Part::Second))
    }

    /// Somebody takes somebody out: the Secretariat an organization, a head a person or device of
    /// her own.
    pub(super) fn remove(&mut self, at: usize) -> Result<(), Violation> {
        if self.devices[at].dishonest || self.devices[at].standing != Standing::Member {
            return Ok(());
        }
        let mine = self.devices[at].head;
        let candidates: Vec<usize> = (1..self.devices.len())
            .filter(|other| self.devices[*other].id() != self.devices[at].id())
            .filter(|other| self.devices[*other].standing == Standing::Member)
            .filter(|other| self.devices[*other].twin_of.is_none())
            .filter(|other| {
                let device = &self.devices[*other];
                if device.part == Part::Head {
                    mine == 0
                } else {
                    device.head == mine
                }
            })
            .collect();
        // Somebody stays to talk to.
        if self.live_members() < 3 {
            return Ok(());
        }
        let Some(whom) = self.dice.pick(&candidates) else {
            return Ok(());
        };
        let urgent = self.dice.percent(30);
        let mut by = self.removal_of(whom, urgent);
        if self.dice.percent(30) {
            by.0 = by.0.map(with_cut);
        }
        self.take_out_by(at, by, whom)
    }

    /// Somebody takes somebody out, with her organization or person where she heads it.
    ///
    /// # Errors
    ///
    /// A request that failed by a fault of the program.
    pub fn take_out(&mut self, at: usize, whom: usize, urgent: bool) -> Result<(), Violation> {
        self.take_out_by(at, self.removal_of(whom, urgent), whom)
    }

    fn take_out_by(
        &mut self,
        at: usize,
        (request, target): (Option<Request>, Target),
        whom: usize,
    ) -> Result<(), Violation> {
        let Some(request) = request else {
            return Ok(());
        };
        self.fail_somewhere();
        let cuts = matches!(request, Request::Coordinate { .. });
        let reply = self.ask(at, request)?;
        let done = match reply {
            Ok(Reply::Membership(done)) => done,
            Ok(_) => return Ok(()),
            Err(error) => {
                // What was refused was not written; what a disk refused may be found again.
                if error.kind != ErrorKind::NotPermitted && self.devices[at].is_broken() {
                    self.oracle.doubts.push(target);
                }
                return Ok(());
            }
        };
        let Some(op) = OpId::from_hex(&done.id) else {
            return Ok(());
        };
        self.faults.add(Fault::Removal);
        self.faults.add_many(Fault::RemovalWithCut, u64::from(cuts));
        self.tell(|| format!("d{at} takes d{whom} out: {}", done.state));
        self.oracle.removals.push(Removal {
            with: None,
            op,
            target,
            space: None,
            void: false,
        });
        for (other, device) in self.devices.iter_mut().enumerate() {
            if target.covers(other, device) {
                device.standing = Standing::Removed;
            }
        }
        Ok(())
    }

    /// Somebody's disk may fail just when a removal comes in.
    fn fail_somewhere(&mut self) {
        if self.calm || self.dice.percent(70) {
            return;
        }
        let at = self.dice.index(self.devices.len());
        let device = &mut self.devices[at];
        device.disk.fail_syncs(1);
        device.full = true;
        self.faults.add(Fault::FailedSync);
        self.tell(|| format!("d{at} is about to fail a sync"));
    }

    pub(super) fn removal_of(&self, whom: usize, urgent: bool) -> (Option<Request>, Target) {
        let device = &self.devices[whom];
        let directory = device.engine().map(|engine| engine.replica().directory());
        let person = directory.and_then(|directory| directory.person_of(device.id()));
        let org = person.and_then(|person| directory?.org_of(person));
        match device.part {
            Part::Head => {
                let request = org.map(|org| Request::OrgRemove {
                    who: org.to_hex(),
                    urgent,
                });
                (request, Target::Org(whom))
            }
            Part::Person => {
                let request = person.map(|person| Request::MemberRemove {
                    who: person.to_hex(),
                    urgent,
                });
                (request, Target::Person(whom))
            }
            Part::Second | Part::Carrier => {
                let id = device.id().to_hex();
                (
                    Some(Request::DeviceRevoke {
                        id,
                        urgent,
                        keep: None,
                    }),
                    Target::Device(whom),
                )
            }
        }
    }

    /// The network's founder compares safety words with a device.
    ///
    /// # Errors
    ///
    /// A request that failed by a fault of the program.
    pub fn verify(&mut self, at: usize) -> Result<(), Violation> {
        let at = self.devices[at].twin_of.unwrap_or(at);
        // It speaks for nobody.
        if self.devices[at].part == Part::Carrier {
            return Ok(());
        }
        let now_ms = self.now_ms;
        let id = self.devices[at].id().to_hex();
        let words = match self.devices[at]
            .engine_at(now_ms)
            .map(|engine| engine.request(Request::Status))
        {
            Some(Ok(Reply::Status(status))) => status.safety_words,
            _ => return Ok(()),
        };
        let reply = self.ask(0, Request::DeviceVerify { id, words })?;
        if reply.is_ok() || self.devices[0].is_broken() {
            let person = self.devices[at].person;
            self.devices[at].confirmed = true;
            self.devices[person].confirmed = true;
            for twin in &mut self.devices {
                twin.confirmed |= twin.twin_of == Some(at) || twin.twin_of == Some(person);
            }
            self.tell(|| format!("d0 compares words with d{at}"));
        }
        Ok(())
    }
}

/// The same removal, with a cut where there is a way to ask for one.
fn with_cut(removal: Request) -> Request {
    let (whom, urgent) = match removal {
        Request::OrgRemove { who, urgent } => (Whom::Org(who), urgent),
        Request::MemberRemove { who, urgent } => (Whom::Person(who), urgent),
        other => return other,
    };
    Request::Coordinate {
        whom,
        act: Act::RemoveWithCut,
        urgent,
    }
}
