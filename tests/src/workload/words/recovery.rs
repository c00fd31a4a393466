//! A person's place that waits: a new device of hers uses what those who keep its parts opened,
//! and is nobody until a coordinator's node confirms it, two days later. She may refuse it.

use asamblea_node::api::{Reply, Request};
use asamblea_node::engine::RECOVERY_WAIT_MS;
use asamblea_protocol::op::Role;

use super::spoken::Said;
use crate::cluster::Cluster;
use crate::device::{Device, Part, Standing};
use crate::report::{Broken, Violation};

/// Beyond the two days, until every node has looked.
const LOOK_MS: u64 = 3_600_000;

/// A device that waits for its confirmation.
pub(super) struct Recovering {
    device: usize,
    /// It is a thief's: whose place it is will refuse it.
    stolen: bool,
    refused: bool,
    waited: bool,
}

impl Cluster {
    /// Whoever coordinates nothing has parts of her way back kept by her coordinators.
    pub(super) fn prepare_recovery(&mut self) -> Result<(), Violation> {
        let with = self.keepers().map(|at| self.devices[at].name.clone());
        let setup = Request::RecoverySetup {
            with: with.to_vec(),
            need: None,
        };
        match self.ask(self.words.ordinary, setup)? {
            Ok(_) => self.settle("parts"),
            Err(error) => Err(self.broken(format!("parts are not kept: {error}"))),
        }
    }

    /// Both coordinators of her organization.
    fn keepers(&self) -> [usize; 2] {
        let ordinary = self.words.ordinary;
        let head = self.devices[ordinary].head;
        let mut others = (0..ordinary).filter(|at| {
            let device = &self.devices[*at];
            device.head == head && *at != head
        });
        [head, others.next().unwrap_or(head)]
    }

    /// Once a day a new device asks those who keep the parts, and uses the place.
    pub(super) fn recovery(&mut self) -> Result<(), Violation> {
        let keepers = self.keepers();
        let all_speak = keepers.iter().all(|at| self.may_speak(*at));
        if self.words.recovering.is_some() || !all_speak {
            return Ok(());
        }
        let (now_ms, person) = (self.now_ms, self.words.ordinary);
        // Nobody helps whoever is out.
        if keepers.iter().any(|at| self.lacks_role(*at, person, false)) {
            return Ok(());
        }
        let at = self.devices.len();
        let (head, root) = (self.devices[person].head, self.entropy.bytes());
        let mut device = Device::new(format!("d{at}"), [head, person], Part::Second, root);
        device.erases = self.settings.erases;
        device.invited_by = person;
        device.plant = self.settings.plant;
        self.devices.push(device);
        self.power_on(at)?;
        let engine = self.devices[at].engine_at(now_ms);
        let request = engine.and_then(|engine| {
            engine.begin_asking(None).ok()?;
            Some(engine.recovering().ok()?.request)
        });
        let mut answers = Vec::new();
        for keeper in keepers {
            let help = Request::RecoveryHelp {
                code: request.clone().unwrap_or_default(),
                whose: None,
                words: None,
                answer: true,
            };
            match self.ask(keeper, help)? {
                Ok(Reply::RecoveryHelp(help)) => answers.extend(help.answer),
                other => self.tell(|| format!("d{keeper} gives no part: {other:?}")),
            }
        }
        let engine = self.devices[at].engine_at(now_ms);
        let code = engine.and_then(|engine| {
            engine.take_answers(&answers).ok()?;
            engine.recovered_code()
        });
        let joins = code.is_some_and(|code| self.devices[at].join_with(&code.encode()));
        // Whoever keeps a part may know that its owner is out, or be out herself.
        if !joins {
            self.power_off(at, true);
            self.devices[at].gone = true;
            self.devices[at].standing = Standing::Refused;
            return Ok(());
        }
        let stolen = self.dice.percent(40);
        self.words.spoken.add(Said::Recovery);
        self.tell(|| format!("d{at} asks for the place of d{person}, stolen: {stolen}"));
        self.words.recovering = Some(Recovering {
            device: at,
            stolen,
            refused: false,
            waited: false,
        });
        Ok(())
    }

    /// She whose place it is sees it wait, and refuses a thief.
    pub(super) fn mend_recovery(&mut self) -> Result<bool, Violation> {
        let person = self.words.ordinary;
        let stolen = self.words.recovering.as_ref();
        let stolen = stolen.is_some_and(|r| r.stolen && !r.refused && !r.waited);
        if !stolen || !self.may_speak(person) {
            return Ok(false);
        }
        let reply = self.ask(person, Request::RecoveryRefuse { id: None })?;
        self.tell(|| format!("d{person} refuses: {reply:?}"));
        let done = reply.is_ok();
        if let Some(recovering) = self.words.recovering.as_mut().filter(|_| done) {
            recovering.refused = true;
            self.words.spoken.add(Said::Refuse);
        }
        Ok(done)
    }

    /// Two days pass.
    pub(super) fn wait_for_recovery(&mut self) -> Result<(), Violation> {
        if self.words.recovering.is_none() {
            return Ok(());
        }
        let end = self.now_ms + RECOVERY_WAIT_MS + LOOK_MS;
        while self.now_ms < end {
            self.pass(end - self.now_ms);
            self.move_all();
        }
        if let Some(recovering) = &mut self.words.recovering {
            recovering.waited = true;
        }
        self.rest_of_words("two days")
    }

    /// It is nobody before it was confirmed, and stays so where it was refused; else it is in
    /// once its time has passed and somebody met it.
    pub(super) fn check_recovery(&mut self) -> Result<(), Violation> {
        let Some(recovering) = &self.words.recovering else {
            return Ok(());
        };
        let (at, waited, refused) = (recovering.device, recovering.waited, recovering.refused);
        let role = self.roles_seen().and_then(|roles| roles.get(at).copied());
        let role = role.unwrap_or_default();
        let is_known = self.knows(self.watcher(), at);
        if role > Role::None && (!waited || refused) {
            let text = format!("d{at} has {role:?} by a place that nobody confirmed");
            return Err(self.violation(Broken::Power, text));
        }
        if waited && !refused && is_known {
            if role == Role::None {
                let text = format!("two days passed, nobody refused, and d{at} is not in");
                return Err(self.violation(Broken::Power, text));
            }
            self.words.spoken.add(Said::Recovered);
            self.words.recovering = None;
        }
        Ok(())
    }

    /// Nobody waits for a device that waits itself.
    pub(super) fn count_waiting_out(&mut self) {
        let waiting = self.words.recovering.as_ref().filter(|r| !r.waited);
        if let Some(at) = waiting.map(|recovering| recovering.device) {
            self.devices[at].standing = Standing::Removed;
        }
    }
}
