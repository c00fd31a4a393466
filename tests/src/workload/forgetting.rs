//! Spaces that forget: what is said there is read while it is young; after its days nothing on the
//! disk of any reader opens it.

use asamblea_node::api::{Reply, Request};
use asamblea_protocol::id::SpaceId;

use crate::cluster::Cluster;
use crate::device::Standing;
use crate::faults::Fault;
use crate::oracle::Passing;
use crate::plunder::{has, raw};
use crate::report::{Broken, Violation};

/// Such a space keeps so long.
const DAYS: u16 = 8;
const DAY_MS: u64 = 86_400_000;
/// On each of the days after.
const ROUNDS: u32 = 3;

impl Cluster {
    /// Somebody says something in her organization's space that forgets, or makes it.
    pub(super) fn pass_on(&mut self, at: usize) -> Result<(), Violation> {
        let device = &self.devices[at];
        let writes = device.is_on()
            && !device.dishonest
            && !device.observer
            && device.standing == Standing::Member;
        let Some(org) = device.org().filter(|_| writes) else {
            return Ok(());
        };
        let head = device.head;
        let mut known = self.oracle.forgetful.iter();
        match known.find(|(_, of)| **of == head).map(|(space, _)| *space) {
            Some(space) => {
                let said = self.say_in_passing(at, space)?;
                self.oracle.passing.extend(said);
                Ok(())
            }
            None => self.new_forgetful(at, org),
        }
    }

    fn new_forgetful(&mut self, at: usize, org: SpaceId) -> Result<(), Violation> {
        let request = Request::SpaceNew {
            name: format!("de paso {}", self.step),
            kind: "working".to_owned(),
            with: vec![org.to_hex()],
            history: None,
            retain: Some(u64::from(DAYS)),
        };
        if let Ok(Reply::Created(made)) = self.ask(at, request)?
            && let Some(space) = SpaceId::from_hex(&made.id)
        {
            let head = self.devices[at].head;
            self.oracle.forgetful.insert(space, head);
            self.oracle.makers.insert(self.devices[at].person);
            self.faults.add(Fault::Forgetful);
            self.tell(|| format!("d{at} makes a space that forgets"));
            let said = self.say_in_passing(at, space)?;
            self.oracle.passing.extend(said);
        }
        Ok(())
    }

    /// What was said, if it was saved.
    fn say_in_passing(&mut self, at: usize, space: SpaceId) -> Result<Option<Passing>, Violation> {
        self.oracle.passed += 1;
        let text = format!("palabras {} que pasan", self.oracle.passed);
        let request = Request::ThreadNew {
            space: space.to_hex(),
            title: text.clone(),
            body: text.clone(),
        };
        let Ok(Reply::ThreadNew(made)) = self.ask(at, request)? else {
            return Ok(None);
        };
        self.faults.add(Fault::Passing);
        self.tell(|| format!("d{at} says {text:?}"));
        let head = self.devices[at].head;
        let mut readers: Vec<usize> = (0..self.devices.len()).collect();
        readers.retain(|other| {
            let device = &self.devices[*other];
            device.head == head
                && device.standing == Standing::Member
                && (*other == at || self.knows(at, *other))
        });
        Ok(Some(Passing {
            author: at,
            head,
            thread: made.id,
            text,
            said_ms: self.now_ms,
            readers,
        }))
    }

    /// Those who read what is said in an organization's space that forgets. A copied device and
    /// its copy take turns; what only one of them heard the other may never.
    fn readers_of(&self, head: usize) -> Vec<usize> {
        let mut readers = self.honest_members();
        readers.retain(|at| self.devices[*at].head == head && !self.is_twin(*at));
        readers
    }

    /// Whoever may read it reads what is young. A device whose clock jumped may forget early.
    fn check_young(&mut self) -> Result<(), Violation> {
        let youngest = self.now_ms.saturating_sub((u64::from(DAYS) - 1) * DAY_MS);
        let passing = self.oracle.passing.iter();
        let young: Vec<Passing> = passing.filter(|p| p.said_ms > youngest).cloned().collect();
        for passing in young {
            let readers = self.readers_of(passing.head);
            if !readers.contains(&passing.author) {
                continue;
            }
            for at in readers {
                if self.devices[at].clock_moved || !passing.readers.contains(&at) {
                    continue;
                }
                let rows = self.posts_of(at, &passing.thread);
                if !rows.iter().any(|row| row.body == passing.text) {
                    let (text, author) = (&passing.text, passing.author);
                    let text = format!("d{at} does not show {text:?} of d{author}, which is young");
                    return Err(self.violation(Broken::Inclusion, text));
                }
            }
        }
        Ok(())
    }

    /// The days pass after which all is forgotten: nothing on any reader's disk opens what was
    /// said, and what is said then is read.
    pub(super) fn outlive(&mut self) -> Result<(), Violation> {
        self.check_young()?;
        let old = std::mem::take(&mut self.oracle.passing);
        self.calm = true;
        // Each device forgets by its own clock: one that is late forgets late.
        for device in &mut self.devices {
            device.skew_ms = 0;
        }
        // A late writer under an old key keeps nothing open for longer than twice the days.
        let end = self.now_ms + u64::from(2 * DAYS + 2) * DAY_MS;
        while self.now_ms < end {
            // Less passes where somebody knocks.
            self.pass(DAY_MS);
            // Connections end in the silence; what is said then all hear on the same day.
            for _ in 0..ROUNDS {
                self.round(0)?;
                self.pass(61_000);
            }
        }
        let spaces: Vec<(SpaceId, usize)> = self
            .oracle
            .forgetful
            .iter()
            .map(|(space, head)| (*space, *head))
            .collect();
        self.settle("days passed")?;
        let mut young = Vec::new();
        for (space, head) in spaces {
            for at in self.readers_of(head) {
                if !self.devices[at].observer {
                    young.extend(self.say_in_passing(at, space)?);
                }
            }
        }
        self.settle("after the days")?;
        self.check_forgotten(&old, &young)
    }

    fn check_forgotten(&mut self, old: &[Passing], young: &[Passing]) -> Result<(), Violation> {
        for at in self.honest_members() {
            let plains = raw(self, at);
            self.faults.add(Fault::Plunder);
            if let Some(kept) = old.iter().find(|passing| has(&plains, &passing.text)) {
                let text = format!("the disk of d{at} still opens {:?}", kept.text);
                return Err(self.violation(Broken::Kept, text));
            }
            let waits = self.devices[at].engine().is_some_and(|engine| {
                let mut spaces = self.oracle.forgetful.keys();
                spaces.any(|space| engine.replica().unopened_in(*space) > 0)
            });
            if waits {
                let text = format!("d{at} waits for what all forgot");
                return Err(self.violation(Broken::Inclusion, text));
            }
        }
        for passing in young {
            for at in self.readers_of(passing.head) {
                let rows = self.posts_of(at, &passing.thread);
                let shown = rows.iter().any(|row| row.body == passing.text);
                if !shown || !has(&raw(self, at), &passing.text) {
                    let (text, author) = (&passing.text, passing.author);
                    let text = format!("d{at} does not read {text:?} of d{author}, just said");
                    return Err(self.violation(Broken::Inclusion, text));
                }
            }
        }
        Ok(())
    }
}
