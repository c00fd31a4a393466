//! How a world begins: the network is founded, people are invited and join, the first things are
//! there.

use asamblea_node::api::{ErrorKind, InviteFor, Reply, Request};
use asamblea_node::client::Founding;
use asamblea_protocol::replica::Plant;

use super::{Cluster, Settings};
use crate::device::{Device, Part, Standing};
use crate::faults::Fault;
use crate::report::{Broken, Violation};

/// Invitations live a hundred years here: clocks jump by ten.
const INVITATION_S: u64 = 100 * 365 * 86_400;

/// Who has a carrier, where there are any: the Secretariat and another organization.
pub const CARRIED: [usize; 2] = [0, 1];

impl Cluster {
    /// Two nodes of one network, connected, with everything said.
    ///
    /// # Panics
    ///
    /// When something broke on the way.
    #[must_use]
    pub fn pair(seed: u64) -> Self {
        let mut cluster = Self::new(Settings::few(seed, 2));
        assert!(cluster.begin().is_ok(), "a world of two begins");
        if cluster.links.is_empty() {
            assert!(cluster.connect(0, 1, false), "two connect");
        }
        assert!(cluster.move_all(), "two come to rest");
        cluster
    }

    /// Founds the network and lets the first members join while nothing goes wrong.
    ///
    /// # Errors
    ///
    /// What broke on the way.
    pub fn begin(&mut self) -> Result<(), Violation> {
        self.found()?;
        // Who may invite others comes first; the others come in beside each other.
        let nodes = self.settings.nodes.max(2);
        let first = nodes.min(3);
        for _ in 1..first {
            self.invite(0, Part::Head)?;
        }
        self.settle("joining")?;
        self.first_objects()?;
        for at in first..nodes {
            let part = if at == 3 {
                self.dice.pick(&[Part::Person, Part::Second])
            } else {
                None
            };
            let part = part.unwrap_or(Part::Head);
            let by = match part {
                Part::Head => 0,
                // Mostly of the Secretariat, so that two can remove at once.
                _ => self.dice.index(3).saturating_sub(1),
            };
            self.invite(by, part)?;
        }
        if self.settings.carries {
            for by in CARRIED {
                self.invite(by, Part::Carrier)?;
            }
        }
        self.settle("beginning")?;
        for device in &self.devices {
            device
                .disk
                .lie_about_sync(self.settings.plant == Some(Plant::DiskLies));
        }
        self.calm = false;
        Ok(())
    }

    pub(crate) fn found(&mut self) -> Result<(), Violation> {
        let root = self.entropy.bytes();
        let mut device = Device::new("d0".to_owned(), [0, 0], Part::Head, root);
        device.standing = Standing::Member;
        device.plant = self.settings.plant;
        device.erases = self.settings.erases;
        self.devices.push(device);
        self.power_on(0)?;
        let founding = Founding {
            network: "Red".to_owned(),
            org: "Secretaría".to_owned(),
            person: "d0".to_owned(),
            country: Some("CL".to_owned()),
        };
        let founded = match self.devices[0].engine_at(self.now_ms) {
            Some(engine) => engine.found(&founding).map(drop),
            None => Err(ErrorKind::Internal.into()),
        };
        founded.map_err(|error| self.violation(Broken::Internal, format!("found: {error}")))?;
        self.turn(0);
        self.oracle.network = self.network();
        Ok(())
    }

    pub(crate) fn first_objects(&mut self) -> Result<(), Violation> {
        let network = self.network();
        for request in [
            Request::ThreadNew {
                space: network.clone(),
                title: "Asamblea".to_owned(),
                body: "Primera".to_owned(),
            },
            Request::DocNew {
                space: network,
                title: "Acta".to_owned(),
                text: "Uno.\nDos.\n".to_owned(),
            },
        ] {
            let done = self.ask(0, request)?;
            if let Err(error) = done {
                return Err(self.violation(Broken::Internal, format!("first objects: {error}")));
            }
        }
        Ok(())
    }

    /// Invites somebody, a person with a role by chance, and lets her begin to join.
    ///
    /// # Errors
    ///
    /// A request that failed by a fault of the program.
    pub fn invite(&mut self, by: usize, part: Part) -> Result<(), Violation> {
        let role = match part {
            Part::Person => self.dice.pick(&["coordinator", "member", "observer"]),
            _ => None,
        };
        self.invite_as(by, part, role.unwrap_or("member"))
    }

    /// Invites somebody, a person with this role, and lets her begin to join.
    ///
    /// # Errors
    ///
    /// A request that failed by a fault of the program.
    pub fn invite_as(&mut self, by: usize, part: Part, role: &str) -> Result<(), Violation> {
        let name = format!("d{}", self.devices.len());
        let whom = match part {
            Part::Head => InviteFor::Org {
                name: format!("Org {name}"),
                country: "PE".to_owned(),
            },
            Part::Second => InviteFor::Device,
            Part::Carrier => InviteFor::Node {
                name: Some(name.clone()),
                blind: true,
            },
            Part::Person => InviteFor::Member {
                name: Some(name.clone()),
                role: role.to_owned(),
            },
        };
        let expires_s = INVITATION_S;
        let reply = self.ask(by, Request::Invite { whom, expires_s })?;
        let Ok(Reply::Invitation(invitation)) = reply else {
            return Ok(());
        };
        let at = self.devices.len();
        let head = match part {
            Part::Head => at,
            _ => self.devices[by].head,
        };
        let person = match part {
            Part::Second => self.devices[by].person,
            _ => at,
        };
        let root = self.entropy.bytes();
        let mut device = Device::new(name, [head, person], part, root);
        device.observer = role == "observer";
        device.coordinator = role == "coordinator";
        device.invited_by = by;
        device.plant = self.settings.plant;
        device.erases = self.settings.erases;
        self.story
            .tell(|| format!("d{by} invites d{at} as {part:?}"));
        self.devices.push(device);
        self.power_on(at)?;
        if !self.devices[at].join_with(&invitation.invite) {
            return Err(self.violation(Broken::Internal, "an own code does not work".to_owned()));
        }
        self.faults.add(Fault::Join);
        Ok(())
    }
}
