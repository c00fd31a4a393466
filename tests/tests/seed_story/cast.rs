//! Who takes part: organizations, their people, sub-regions.

use asamblea_tests::binary::{Device, World, text, until};
use serde_json::Value;

use crate::{AGREE, each};

/// Letters of the sub-regions.
const REGIONS: [&str; 3] = ["A", "B", "C"];
/// Organizations of each.
const ORGS: usize = 5;
/// Organizations of three persons.
const OF_THREE: [&str; 5] = ["A1", "A2", "B1", "B2", "C1"];

/// An organization: its coordinator's device, and those of further persons.
pub(crate) struct Org {
    pub(crate) code: String,
    pub(crate) head: Device,
    pub(crate) people: Vec<Device>,
}

impl Org {
    /// What everybody calls it.
    pub(crate) fn name(&self) -> String {
        format!("Org {} (ficticia)", self.code)
    }

    /// Its sub-region's place in [`Network::regions`].
    pub(crate) fn region(&self) -> usize {
        let letter = REGIONS.iter().position(|at| self.code.starts_with(at));
        letter.unwrap()
    }

    /// Devices of all its persons.
    pub(crate) fn devices(&self) -> impl Iterator<Item = &Device> {
        std::iter::once(&self.head).chain(&self.people)
    }
}

/// A sub-region's space.
pub(crate) struct Region {
    pub(crate) name: String,
    pub(crate) space: String,
}

/// All of them.
pub(crate) struct Network {
    pub(crate) world: World,
    pub(crate) office: Device,
    pub(crate) orgs: Vec<Org>,
    pub(crate) space: String,
    pub(crate) regions: Vec<Region>,
}

impl Network {
    /// Every device, the Secretariat's first.
    pub(crate) fn everybody(&self) -> Vec<&Device> {
        let orgs = self.orgs.iter().flat_map(Org::devices);
        std::iter::once(&self.office).chain(orgs).collect()
    }

    pub(crate) fn org(&self, code: &str) -> &Org {
        self.orgs.iter().find(|org| org.code == code).unwrap()
    }

    pub(crate) fn org_mut(&mut self, code: &str) -> &mut Org {
        self.orgs.iter_mut().find(|org| org.code == code).unwrap()
    }
}

/// Lines of a command that must be done.
#[track_caller]
pub(crate) fn lines(at: &Device, words: &[&str]) -> Vec<Value> {
    at.run(words).done().lines
}

/// The object of a command that must be done.
#[track_caller]
pub(crate) fn object(at: &Device, words: &[&str]) -> Value {
    at.run(words).object()
}

/// Operations in the network's space, as the Secretariat counts them.
pub(crate) fn operations(net: &Network) -> Value {
    let status = net.office.status();
    let mut spaces = status["spaces"].as_array().unwrap().iter();
    let network = spaces.find(|space| space["id"] == *net.space);
    network.unwrap()["ops"].clone()
}

/// The Secretariat founds the network, and a sub-region after the other comes in.
pub(crate) fn gather() -> Network {
    let world = World::new();
    let office = world.founder("Secretaria (ficticia)", "Red de prueba (ficticia)");
    let codes = REGIONS
        .iter()
        .flat_map(|region| (1..=ORGS).map(move |number| format!("{region}{number}")));
    let orgs = each(codes, |code| Org {
        head: world.organization(&format!("{code} (ficticia)"), &office),
        people: Vec::new(),
        code,
    });
    let mut net = Network {
        space: office.space("network"),
        regions: Vec::new(),
        world,
        office,
        orgs,
    };
    people_come(&mut net);
    regions_open(&mut net);
    net
}

/// Two further persons in five organizations, by invitation of their coordinator.
fn people_come(net: &mut Network) {
    let jobs = OF_THREE
        .iter()
        .flat_map(|code| [(*code, "Lis"), (*code, "Flor")]);
    let came = each(jobs, |(code, person)| {
        let name = format!("{person} {code} (ficticia)");
        let device = net.world.member(&name, &net.org(code).head);
        (code, device)
    });
    for (code, device) in came {
        net.org_mut(code).people.push(device);
    }
}

/// The Secretariat opens a space for each sub-region; whoever belongs there reads it, nobody else.
fn regions_open(net: &mut Network) {
    until(AGREE, "all organizations by name", || {
        let who = lines(&net.office, &["who"]);
        let there = |org: &Org| {
            let of = who.iter().filter(|row| row["kind"] == "org");
            of.filter(|row| row["name"] == *org.name()).count() == 1
        };
        net.orgs.iter().all(there).then_some(())
    });
    for letter in REGIONS {
        let name = format!("Sub-región {letter} (ficticia)");
        let orgs = net.orgs.iter().filter(|org| org.code.starts_with(letter));
        let names: Vec<String> = orgs.map(Org::name).collect();
        let new = ["space", "new", "--kind", "subregion", "--name", &name];
        let with = names.iter().flat_map(|name| ["--with", name.as_str()]);
        let made = net.office.run(new.into_iter().chain(with)).object();
        let space = text(&made["id"]);
        net.regions.push(Region { name, space });
    }
    let _all = each(&net.orgs, |org| {
        for device in org.devices() {
            let mine = &net.regions[org.region()].space;
            until(AGREE, "her sub-region", || {
                let spaces = lines(device, &["space", "list"]);
                let regions = spaces.iter().filter(|space| space["kind"] == "subregion");
                let read: Vec<&Value> = regions.map(|space| &space["id"]).collect();
                assert!(
                    read.iter().all(|id| **id == **mine),
                    "{} reads {read:?}",
                    org.code
                );
                (read.len() == 1).then_some(())
            });
        }
    });
}
