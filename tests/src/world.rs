//! Large networks without their devices: control operations signed for whoever would have signed
//! them, as the production code would write them one after another.
//!
//! Organizations grow apart from each other and meet at the end; within one, each act knows the
//! one before it. Every person has two devices and an epoch of her own, every organization one
//! for its persons, the network and two working spaces one for the organizations.

use std::collections::BTreeMap;

use asamblea_protocol::crypto::{
    Domain, KeyMaterial, SealPublicKey, SealSecretKey, SeededRandom, SigningKey, hash,
};
use asamblea_protocol::id::{DeviceId, EpochId, SpaceId, TransportId};
use asamblea_protocol::keys::{EpochKeys, mint};
use asamblea_protocol::op::{
    Add, Adopt, Control, Create, Forward, Grant, Header, History, Lane, LogId, Member, OpDraft,
    OpRef, Recipient, Redeem, Role, Rotate, SUITE, Second, SlotSet, SpaceKind, VERSION,
    VerifiedRun,
};
use asamblea_protocol::replica::{DeviceKeys, Place, Replica};
use asamblea_protocol::time::WallTime;

/// Devices of each person.
pub const DEVICES: usize = 2;
/// Working spaces of the whole network.
pub const WORKING: usize = 2;

/// How large a network is.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// Organizations.
    pub orgs: usize,
    /// Persons of each.
    pub persons: usize,
}

/// A person.
#[derive(Debug)]
pub struct Person {
    /// Her space.
    pub space: SpaceId,
    /// The roots of her devices, the older one first.
    pub devices: Vec<KeyMaterial>,
}

/// An organization; its first person is its coordinator.
#[derive(Debug)]
pub struct Org {
    /// Its space.
    pub space: SpaceId,
    /// Its persons.
    pub persons: Vec<Person>,
}

/// A network, with everything that was signed in it.
#[derive(Debug)]
pub struct World {
    /// The network.
    pub network: SpaceId,
    /// Its organizations; the first one is the Secretariat.
    pub orgs: Vec<Org>,
    /// Working spaces of all organizations.
    pub working: Vec<SpaceId>,
    /// Every operation in causal order, with its slots.
    pub runs: Vec<(Vec<SlotSet>, VerifiedRun)>,
    /// How many of them were made before everybody wrote apart from the others.
    pub settled: usize,
}

/// Names the keys of a device, an invitation or a space.
#[must_use]
pub fn material(what: &str, number: usize) -> KeyMaterial {
    let seed = hash(Domain::Test, &[what.as_bytes(), &number.to_be_bytes()]);
    KeyMaterial::from_bytes(*seed.as_bytes())
}

/// An invitation.
#[must_use]
pub fn place(number: usize) -> Place {
    Place {
        signing: SigningKey::from_seed(&material("place", number)),
        seal: SealSecretKey::from_seed(&material("place seal", number)),
        transport: TransportId::from_bytes([7; 32]),
    }
}

impl World {
    /// Makes a network.
    #[must_use]
    pub fn new(shape: Shape) -> Self {
        let mut builder = Builder::new();
        let world = builder.build(shape);
        let runs = builder.runs;
        let settled = runs.len();
        Self {
            runs,
            settled,
            ..world
        }
    }

    /// Makes a network in which, in the end, every device but a coordinator's first wrote in its
    /// organization without having seen what the others wrote.
    #[must_use]
    pub fn scattered(shape: Shape) -> Self {
        let mut builder = Builder::new();
        let world = builder.build(shape);
        let seen = builder.heads.clone();
        let settled = builder.runs.len();
        for org in &world.orgs {
            let devices = org.persons.iter().flat_map(|person| &person.devices);
            for root in devices.skip(1) {
                builder.heads.clone_from(&seen);
                let nothing = Control::Adopt(Adopt { ops: Vec::new() });
                let keys = DeviceKeys::from_root(root);
                builder.say(keys.signing(), org.space, &nothing);
            }
        }
        let runs = builder.runs;
        Self {
            runs,
            settled,
            ..world
        }
    }

    /// The copy of a device that holds all of it.
    ///
    /// # Panics
    ///
    /// When an operation does not fit, which the builder does not make.
    #[must_use]
    #[expect(clippy::expect_used, reason = "the builder makes what fits")]
    pub fn replica(&self, root: &KeyMaterial) -> Replica {
        let mut replica = Replica::new(DeviceKeys::from_root(root));
        for (slots, run) in &self.runs {
            replica
                .insert(run.clone(), slots.clone(), WallTime(0))
                .expect("it fits");
        }
        replica.settle();
        replica
    }
}

struct Builder {
    heads: Vec<OpRef>,
    logs: BTreeMap<LogId, OpRef>,
    runs: Vec<(Vec<SlotSet>, VerifiedRun)>,
    rng: SeededRandom,
    made: usize,
}

#[expect(clippy::expect_used, reason = "a world that cannot be made ends here")]
impl Builder {
    fn new() -> Self {
        Self {
            heads: Vec::new(),
            logs: BTreeMap::new(),
            runs: Vec::new(),
            rng: SeededRandom::new([5; 32]),
            made: 0,
        }
    }

    fn number(&mut self) -> usize {
        self.made += 1;
        self.made
    }

    /// Signs an operation that knows everything said in its part of the world.
    fn say(&mut self, key: &SigningKey, space: SpaceId, control: &Control) -> OpRef {
        let author: DeviceId = key.verifying_key().into();
        let log = LogId {
            space,
            author,
            lane: Lane::Control,
        };
        let prev = self.logs.get(&log).copied();
        let heads = self.heads.iter().copied();
        let draft = OpDraft {
            header: Header {
                version: VERSION,
                suite: SUITE,
                log,
                seq: prev.map_or(0, |op| op.seq + 1),
                prev: prev.map(|op| op.id),
                deps: heads.filter(|head| Some(*head) != prev).collect(),
                epoch: None,
            },
            salt: None,
            body: control.encode(),
        };
        let run = VerifiedRun::sign(draft, key).expect("it is well formed");
        let op = run.ops().first().expect("one operation").op_ref();
        self.runs.push((Vec::new(), run));
        self.logs.insert(op.log, op);
        self.heads = vec![op];
        op
    }

    fn create(
        &mut self,
        key: &SigningKey,
        (kind, guardian): (SpaceKind, Option<SpaceId>),
        members: Vec<Grant>,
    ) -> SpaceId {
        let mut nonce = [0; 16];
        nonce[..8].copy_from_slice(&self.number().to_be_bytes());
        let create = Create {
            kind,
            guardian,
            history: History::Full,
            confirm: false,
            members,
            nonce,
            retain: None,
        };
        let nowhere = SpaceId::from_bytes([0; 32]);
        let op = self.say(key, nowhere, &Control::Create(Box::new(create)));
        op.log.space
    }

    /// A space that waits for its founder, and the key of her place.
    fn founded(&mut self, kind: SpaceKind, guardian: Option<SpaceId>) -> (SpaceId, SigningKey) {
        let number = self.number();
        let key = SigningKey::from_seed(&material("founder", number));
        let founder = Grant {
            member: Member::Invitation(key.verifying_key().into()),
            role: Role::Admin,
            card: None,
        };
        (self.create(&key, (kind, guardian), vec![founder]), key)
    }

    fn invite(&mut self, by: &DeviceKeys, space: SpaceId) -> SigningKey {
        let place = place(self.number());
        let add = Add {
            member: Member::Invitation(place.id()),
            role: Role::Write,
            card: Some(place.card(space)),
            confirm: false,
        };
        self.say(by.signing(), space, &Control::Add(Box::new(add)));
        place.signing
    }

    fn redeem(&mut self, by: &DeviceKeys, space: SpaceId, key: &SigningKey, member: Member) {
        let card = matches!(member, Member::Device(_)).then(|| by.card(Some(space)));
        let redeem = Redeem::new(key, space, by.device(), member, card);
        self.say(by.signing(), space, &Control::Redeem(Box::new(redeem)));
    }

    /// Confirms the last redeem after comparing safety words.
    fn confirm(&mut self, by: &DeviceKeys, space: SpaceId) {
        let op = self.heads.first().expect("a redeem").id;
        let second = Control::Second(Second { op, word: None });
        self.say(by.signing(), space, &second);
    }

    fn rotate(
        &mut self,
        by: &DeviceKeys,
        space: SpaceId,
        mut recipients: Vec<(Recipient, SealPublicKey)>,
    ) -> EpochKeys {
        recipients.sort_by_key(|(recipient, _)| *recipient);
        let (keys, epoch, slots) =
            mint(space, by.device(), &recipients, &[], &mut self.rng).expect("keys take part");
        let rotate = Control::Rotate(Box::new(Rotate { epoch }));
        let op = self.say(by.signing(), space, &rotate).id;
        if let Some((sets, _)) = self.runs.last_mut() {
            sets.push(SlotSet::whole(op, slots));
        }
        keys
    }

    /// A person with her first device, who takes a place in an organization.
    fn person(&mut self, org: SpaceId, key: &SigningKey) -> (Person, DeviceKeys) {
        let root = material("device", self.number());
        let keys = DeviceKeys::from_root(&root);
        let own = Grant {
            member: Member::Device(keys.device()),
            role: Role::Admin,
            card: Some(keys.card(None)),
        };
        let space = self.create(keys.signing(), (SpaceKind::Person, Some(org)), vec![own]);
        self.redeem(&keys, org, key, Member::Space(space));
        let devices = vec![root];
        (Person { space, devices }, keys)
    }

    /// Her epoch, and her other devices, to whom it is forwarded.
    fn settle(&mut self, person: &mut Person, keys: &DeviceKeys) -> (Recipient, SealPublicKey) {
        let card = keys.card(None).check().expect("her own card");
        let own = (Recipient::Device(keys.device()), card);
        let epoch = self.rotate(keys, person.space, vec![own]);
        while person.devices.len() < DEVICES {
            let place = self.invite(keys, person.space);
            let root = material("device", self.number());
            let other = DeviceKeys::from_root(&root);
            let member = Member::Device(other.device());
            self.redeem(&other, person.space, &place, member);
            self.confirm(keys, person.space);
            let card = other.card(None).check().expect("her own card");
            let sealed = epoch
                .seal_forward(card.as_ref(), &mut self.rng)
                .expect("a key");
            let forward = Control::Forward(Forward {
                epoch: epoch.id(),
                recipient: other.device(),
                sealed,
            });
            self.say(keys.signing(), person.space, &forward);
            person.devices.push(root);
        }
        recipient(person.space, &epoch)
    }

    /// An organization in a place of the network, with its persons and their epoch.
    fn org(
        &mut self,
        network: SpaceId,
        place: &SigningKey,
        persons: usize,
        confirming: Option<&DeviceKeys>,
    ) -> (Org, (Recipient, SealPublicKey)) {
        let (space, key) = self.founded(SpaceKind::Org, Some(network));
        let (mut first, keys) = self.person(space, &key);
        self.redeem(&keys, network, place, Member::Space(space));
        if let Some(by) = confirming {
            self.confirm(by, network);
        }
        let mut readers = vec![self.settle(&mut first, &keys)];
        let mut all = vec![first];
        for _ in 1..persons {
            let place = self.invite(&keys, space);
            let (mut person, hers) = self.person(space, &place);
            self.confirm(&keys, space);
            readers.push(self.settle(&mut person, &hers));
            all.push(person);
        }
        let epoch = self.rotate(&keys, space, readers);
        let persons = all;
        (Org { space, persons }, recipient(space, &epoch))
    }

    fn build(&mut self, shape: Shape) -> World {
        let (network, founder) = self.founded(SpaceKind::Network, None);
        let (office, reader) = self.org(network, &founder, shape.persons, None);
        let chair = DeviceKeys::from_root(&office.persons[0].devices[0]);
        let (mut orgs, mut readers) = (vec![office], vec![reader]);
        // Each organization is invited when the one before it was; they grow apart.
        let mut apart = Vec::new();
        for _ in 1..shape.orgs {
            let place = self.invite(&chair, network);
            let invited = self.heads.clone();
            let (org, reader) = self.org(network, &place, shape.persons, None);
            apart.append(&mut self.heads);
            self.heads = invited;
            orgs.push(org);
            readers.push(reader);
        }
        self.heads.append(&mut apart);
        self.rotate(&chair, network, readers.clone());
        let person = orgs[0].persons[0].space;
        let own = self.rotate_person(&chair, &orgs[0].persons[0]);
        let working = (0..WORKING)
            .map(|_| self.working(&chair, network, person, &orgs, own.clone(), &readers))
            .collect();
        World {
            network,
            orgs,
            working,
            runs: Vec::new(),
            settled: 0,
        }
    }

    fn rotate_person(&mut self, by: &DeviceKeys, person: &Person) -> (Recipient, SealPublicKey) {
        let readers = person.devices.iter().map(|root| {
            let keys = DeviceKeys::from_root(root);
            let card = keys.card(None).check().expect("her own card");
            (Recipient::Device(keys.device()), card)
        });
        let readers = readers.collect();
        let epoch = self.rotate(by, person.space, readers);
        recipient(person.space, &epoch)
    }

    fn working(
        &mut self,
        chair: &DeviceKeys,
        network: SpaceId,
        person: SpaceId,
        orgs: &[Org],
        own: (Recipient, SealPublicKey),
        readers: &[(Recipient, SealPublicKey)],
    ) -> SpaceId {
        let grant = |member, role| Grant {
            member: Member::Space(member),
            role,
            card: None,
        };
        let mut members = vec![grant(person, Role::Admin)];
        members.extend(orgs.iter().map(|org| grant(org.space, Role::Write)));
        let kind = (SpaceKind::Working, Some(network));
        let space = self.create(chair.signing(), kind, members);
        let mut readers = readers.to_vec();
        readers.push(own);
        self.rotate(chair, space, readers);
        space
    }
}

#[expect(clippy::expect_used, reason = "an epoch's own key is a key")]
fn recipient(space: SpaceId, epoch: &EpochKeys) -> (Recipient, SealPublicKey) {
    let id: EpochId = epoch.id();
    let key = SealPublicKey::from_bytes(epoch.seal_public().as_bytes()).expect("a key");
    (Recipient::Epoch(space, id), key)
}
