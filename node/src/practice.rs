//! A practice network while it is made: invented colleagues, each with an engine and keys of her
//! own, and the one device of whoever is to practise. They write as members write, and what one
//! says is handed to the others inside this process; no socket is opened for it.
//!
//! The colleagues live in memory and are gone when it is made: what they wrote stays on the disk of
//! the one device. What they write is said by whoever makes it, in her language.

mod meeting;

use std::sync::Arc;
use std::time::Duration;

use asamblea_protocol::crypto::KeyMaterial;
use asamblea_protocol::invitation::InvitationCode;
use asamblea_protocol::time::{MonoTime, WallTime};

use self::meeting::Link;
use crate::api::{ApiError, ErrorKind, InviteFor, Reply, Request};
use crate::client::Founding;
use crate::engine::{Engine, Joining, Now, Parts, Setting, Step, erasing};
use crate::start::entropy;
use crate::store::{MemoryIndex, Progress, SimDisk};

/// Members of a practice network: more than a person keeps apart, and each is a member of every
/// round of talk.
const MEMBERS_MAX: usize = 12;
/// Their invitations are used at once.
const INVITATION_S: u64 = 7 * 86_400;
/// A day.
const DAY_MS: u64 = 86_400_000;
/// So long ago the network was founded: long enough for work to have become late.
const FOUNDED_DAYS_AGO: u64 = 30;

/// A member: a colleague, or the device of whoever is to practise.
struct Member {
    engine: Box<Engine>,
    /// How she enters, until she is in.
    joining: Option<Joining>,
    /// When her clock began, by the network's.
    began: MonoTime,
}

/// A practice network while it is made. Colleagues are named by numbers, the founder by 0.
pub struct Practice {
    members: Vec<Member>,
    links: Vec<Link>,
    links_made: u64,
    /// The device that stays, until it has a number.
    device: Option<Box<Engine>>,
    device_at: Option<usize>,
    /// Counts on while they talk.
    mono: MonoTime,
    today: WallTime,
    days_ago: u64,
}

impl Practice {
    /// Nobody but the device that stays, which `open` opens at the moment that it is told.
    pub(crate) fn new(
        today: WallTime,
        open: impl FnOnce(Now) -> Result<Box<Engine>, ApiError>,
    ) -> Result<Self, ApiError> {
        let mut practice = Self {
            members: Vec::new(),
            links: Vec::new(),
            links_made: 0,
            device: None,
            device_at: None,
            mono: MonoTime(0),
            today,
            days_ago: FOUNDED_DAYS_AGO,
        };
        let mut device = open(practice.now(MonoTime(0)))?;
        device.set(Setting::Practice, "1".to_owned())?;
        practice.device = Some(device);
        Ok(practice)
    }

    /// The first colleague founds the network.
    pub(crate) fn found(&mut self, founding: &Founding) -> Result<(), ApiError> {
        let mut engine = self.colleague()?;
        engine.found(founding)?;
        self.add(engine, None)?;
        self.settle()
    }

    /// It is so many days before today from here on: days only come nearer, from thirty on.
    pub fn set_days_ago(&mut self, days: u64) {
        self.days_ago = self.days_ago.min(days);
    }

    /// Today, milliseconds since 1970, whatever day it is for the colleagues.
    #[must_use]
    pub const fn today_ms(&self) -> u64 {
        self.today.0
    }

    /// A new colleague comes in by an invitation of another one; her number is given.
    ///
    /// # Errors
    ///
    /// As [`Request::Invite`] fails; [`ErrorKind::Internal`] where she did not come in.
    pub fn invite(&mut self, by: usize, whom: InviteFor, name: &str) -> Result<usize, ApiError> {
        let engine = self.colleague()?;
        self.enter(by, whom, name, engine)
    }

    /// The device that stays comes in by an invitation of a colleague, once; its number is given.
    ///
    /// # Errors
    ///
    /// As [`Practice::invite`].
    pub fn come_in(&mut self, by: usize, whom: InviteFor, name: &str) -> Result<usize, ApiError> {
        let device = self.device.take().ok_or(ErrorKind::ProfileExists)?;
        let at = self.enter(by, whom, name, device)?;
        self.device_at = Some(at);
        // It hears the rest at the end, all at once: a disk waits for each word.
        self.part(at);
        Ok(at)
    }

    /// A member does what is asked of her; the other colleagues hear of it.
    ///
    /// # Errors
    ///
    /// As the request fails.
    pub fn ask(&mut self, by: usize, request: Request) -> Result<Reply, ApiError> {
        let reply = {
            let engine = self.engine(by)?;
            let reply = engine.request(request)?;
            engine.flush()?;
            reply
        };
        self.settle()?;
        Ok(reply)
    }

    /// The device that stays hears everything, and all of it is saved.
    pub(crate) fn end(&mut self) -> Result<(), ApiError> {
        let at = self.device_at.ok_or(ErrorKind::NotFound)?;
        self.days_ago = 0;
        self.meet(at)?;
        self.settle()?;
        self.part(at);
        self.engine(at)?.finish()
    }

    /// An engine in memory, with keys that nobody has.
    fn colleague(&self) -> Result<Box<Engine>, ApiError> {
        let parts = Parts {
            disk: Arc::new(SimDisk::new()),
            index: Box::new(MemoryIndex::new()),
            entropy: entropy()?,
            random: erasing,
            folder: None,
            progress: Progress::default(),
        };
        let root = KeyMaterial::from_bytes(entropy()?);
        let mut engine = Box::new(Engine::open(parts, &root, self.now(MonoTime(0)))?);
        engine.set(Setting::Practice, "1".to_owned())?;
        Ok(engine)
    }

    fn enter(
        &mut self,
        by: usize,
        whom: InviteFor,
        name: &str,
        mut engine: Box<Engine>,
    ) -> Result<usize, ApiError> {
        let request = Request::Invite {
            whom,
            expires_s: INVITATION_S,
        };
        let Reply::Invitation(invitation) = self.ask(by, request)? else {
            return Err(ErrorKind::Internal.into());
        };
        let code = InvitationCode::decode(&invitation.invite)
            .map_err(|_| ErrorKind::InvitationMalformed)?;
        engine.set(Setting::JoinCode, code.encode())?;
        engine.set(Setting::PersonName, name.to_owned())?;
        let at = self.add(engine, Some(Joining::new(code)))?;
        self.connect(at, by)?;
        self.settle()?;
        if self.members[at].joining.is_some() {
            return Err(ApiError::about(ErrorKind::Internal, "practice"));
        }
        // As herself: first with whoever let her in, who tells the others of her.
        self.connect(at, by)?;
        self.settle()?;
        self.meet(at)?;
        self.settle()?;
        Ok(at)
    }

    fn add(&mut self, engine: Box<Engine>, joining: Option<Joining>) -> Result<usize, ApiError> {
        if self.members.len() >= MEMBERS_MAX {
            return Err(ApiError::about(ErrorKind::TooLong, "practice-full"));
        }
        self.members.push(Member {
            engine,
            joining,
            began: self.mono,
        });
        Ok(self.members.len() - 1)
    }

    fn engine(&mut self, at: usize) -> Result<&mut Engine, ApiError> {
        let began = self.members.get(at).map_or(self.mono, |one| one.began);
        let now = self.now(began);
        let member = self.members.get_mut(at).ok_or(ErrorKind::NotFound)?;
        member.engine.set_now(now);
        Ok(&mut member.engine)
    }

    /// This moment, by a clock that began then.
    fn now(&self, began: MonoTime) -> Now {
        let ago = self.days_ago.saturating_mul(DAY_MS);
        Now {
            mono: MonoTime(self.mono.since(began).as_millis().try_into().unwrap_or(0)),
            wall: WallTime(self.today.0.saturating_sub(ago).saturating_add(self.mono.0)),
        }
    }

    fn pass(&mut self, time: Duration) {
        self.mono = self.mono.after(time);
    }

    /// One turn of a member, as the loop of a node takes it. She may be herself from here on.
    fn turn(&mut self, at: usize) -> Result<(), ApiError> {
        let engine = self.engine(at)?;
        engine.flush()?;
        engine.forward_keys()?;
        engine.tick()?;
        engine.flush()?;
        let _told = (engine.gate(), engine.take_events());
        let member = &mut self.members[at];
        let Some(joining) = &member.joining else {
            return Ok(());
        };
        match member.engine.advance_joining(joining) {
            Step::Wait => {}
            Step::Refused(kind) => return Err(kind.into()),
            Step::Entered => {
                member.joining = None;
                self.part(at);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: WallTime = WallTime(1_795_000_000_000);

    fn founding() -> Founding {
        Founding {
            network: "Red de ejemplo".to_owned(),
            org: "Secretaría de ejemplo".to_owned(),
            person: "Una (inventada)".to_owned(),
            country: Some("ZZ".to_owned()),
        }
    }

    fn org(name: &str) -> InviteFor {
        InviteFor::Org {
            name: name.to_owned(),
            country: "ZZ".to_owned(),
        }
    }

    /// What a device in memory is built on, so that it can be opened a second time.
    fn open(disk: &SimDisk, now: Now) -> Result<Box<Engine>, ApiError> {
        let parts = Parts {
            disk: Arc::new(disk.clone()),
            index: Box::new(MemoryIndex::new()),
            entropy: [3; 32],
            random: erasing,
            folder: None,
            progress: Progress::default(),
        };
        let root = KeyMaterial::from_bytes([4; 32]);
        Ok(Box::new(Engine::open(parts, &root, now)?))
    }

    #[test]
    fn what_colleagues_wrote_is_read_by_the_device_that_stays_and_by_nobody_on_a_network() {
        let disk = SimDisk::new();
        let mut practice = Practice::new(NOW, |now| open(&disk, now)).unwrap();
        practice.set_days_ago(20);
        practice.found(&founding()).unwrap();
        let a = practice
            .invite(0, org("Ejemplo A"), "Dos (inventada)")
            .unwrap();
        let b = practice
            .invite(0, org("Ejemplo B"), "Tres (inventada)")
            .unwrap();
        let whom = InviteFor::Member {
            name: None,
            role: "coordinator".to_owned(),
        };
        let me = practice.come_in(a, whom.clone(), "Yo").unwrap();
        assert!(practice.come_in(a, whom, "Yo").is_err(), "once");
        let Reply::Spaces(spaces) = practice.ask(b, Request::SpaceList).unwrap() else {
            panic!("spaces");
        };
        let new = Request::ThreadNew {
            space: spaces[0].id.clone(),
            title: "Hilo".to_owned(),
            body: "Hola".to_owned(),
        };
        practice.ask(b, new).unwrap();
        assert_eq!(me, 3);
        practice.end().unwrap();
        drop(practice);
        let now = Now {
            mono: MonoTime(0),
            wall: NOW,
        };
        let mut engine = open(&disk, now).unwrap();
        assert!(engine.is_practice());
        let unused = |setting| engine.setting(setting).is_none_or(str::is_empty);
        assert!(unused(Setting::JoinCode) && unused(Setting::UsedCode));
        let Ok(Reply::Threads(threads)) = engine.request(Request::ThreadList { space: None })
        else {
            panic!("threads");
        };
        assert_eq!(threads.len(), 1);
        assert!(threads[0].last_at.starts_with("2026-10"), "{threads:?}");
        let Ok(Reply::Status(status)) = engine.request(Request::Status) else {
            panic!("status");
        };
        assert!(status.practice && status.state == "joined", "{status:?}");
        // Two words make a coordinator, and nobody compared hers.
        assert_eq!(status.role.as_deref(), Some("member"));
        let refused = engine.request(Request::NetworkTrust).unwrap_err();
        assert_eq!(refused.kind, ErrorKind::Practice);
        engine.lock(false);
        assert!(engine.is_practice(), "a lock forgets nothing of that");
        let Ok(Reply::Practice(true)) = engine.request(Request::Practice) else {
            panic!("it says so while it is locked");
        };
    }

    #[test]
    fn an_invitation_made_there_says_so_and_lets_nobody_in() {
        let disk = SimDisk::new();
        let mut practice = Practice::new(NOW, |now| open(&disk, now)).unwrap();
        practice.found(&founding()).unwrap();
        let request = Request::Invite {
            whom: org("Ejemplo A"),
            expires_s: 600,
        };
        let Reply::Invitation(invitation) = practice.ask(0, request).unwrap() else {
            panic!("invitation");
        };
        assert!(invitation.practice);
        let code = InvitationCode::decode(&invitation.invite).unwrap();
        assert!(code.is_of_practice() && code.addresses().is_empty());
    }
}
