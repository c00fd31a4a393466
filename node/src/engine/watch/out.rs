//! A device that is let in no more: it hears that from nobody but those who turn it away.

use std::time::Duration;

use asamblea_protocol::id::{DeviceId, TransportId};
use asamblea_protocol::op::{Control, Member, Role};
use asamblea_protocol::time::MonoTime;

use super::super::Engine;
use super::super::clock::rfc3339;
use super::super::peers::LinkNumber;
use crate::api::AlertRow;

/// Turned away for so long, by all who answer, without a session with anybody: those that are only
/// locked are told apart from those that took it out by nobody, so the alert names both.
const AWAY_WAIT: Duration = Duration::from_secs(180);

impl Engine {
    /// A peer ended the session since this device is no member to it.
    pub(in crate::engine) fn turned_out(&mut self, number: LinkNumber) {
        let Some(link) = self.links.get(&number) else {
            return;
        };
        // Whoever comes in is not known to everybody yet.
        if !link.is_as_itself(self.transport) {
            return;
        }
        let (transport, proven) = (link.transport, link.proven_device());
        let Some(device) = proven.or_else(|| self.device_at(transport)) else {
            return;
        };
        // Whoever is out herself says nothing about others.
        if self.replica.is_fellow(device) {
            let name = self.device_name(device);
            self.say_out("out", &name, &device.to_hex());
        }
    }

    /// A peer proved the key that was asked for, and then would not talk.
    pub fn turned_away(&mut self) {
        let known = self.exchange.has_agreed() && self.used_code().is_none();
        if !known || self.is_locked() || !self.proven_devices().is_empty() {
            return;
        }
        let since: MonoTime = *self.away_since.get_or_insert(self.now.mono);
        if self.now.mono >= since.after(AWAY_WAIT)
            && let Ok(network) = self.network()
        {
            let name = self.any_space_name(network);
            self.say_out("away", &name, "all");
        }
    }

    /// Membership leaves nothing to this device, and no word against it says why: who let it in
    /// could not.
    pub(in crate::engine) fn look_whether_out(&mut self) {
        let Some(network) = self.replica.directory().network() else {
            return;
        };
        let device = self.replica.device();
        let out = self.replica.roles().role(device, network) == Role::None;
        let was_in = self.views.shown.names(network).is_some();
        if !out || !was_in {
            return;
        }
        let own: Vec<Member> = self.own_members().collect();
        let membership = self.replica.judge().0.membership();
        let mut words = membership.restrictions().iter();
        if !words.any(|r| own.contains(&r.target)) {
            let name = self.any_space_name(network);
            self.say_out("out", &name, "void");
        }
    }

    /// Once for each that says so and each time that this device was let in.
    fn say_out(&mut self, code: &str, subject: &str, who: &str) {
        let mut alerts = self.local.alerts.values();
        if alerts.any(|alert| alert.code == code && !alert.done) {
            return;
        }
        let row = AlertRow {
            id: format!("{code}:{who}:{}", self.times_let_in()),
            code: code.to_owned(),
            subject: subject.to_owned(),
            text: format!("this device is let in no more: {subject}"),
            at: rfc3339(self.wall()),
            me: true,
            ..AlertRow::default()
        };
        // Raised again at the next refusal if the disk is full.
        let _full = self.raise(row);
    }

    /// How often this device, its person or its organization was named a member.
    fn times_let_in(&self) -> usize {
        let own: Vec<Member> = self.own_members().collect();
        let controls = self.replica.graph().controls().iter();
        let grants = controls.filter(|op| match &op.control {
            Control::Add(add) => own.contains(&add.member),
            Control::Redeem(redeem) => own.contains(&redeem.member),
            _ => false,
        });
        grants.count()
    }

    pub(in crate::engine) fn device_at(&self, transport: TransportId) -> Option<DeviceId> {
        let directory = self.replica.directory();
        let mut devices = directory.all_devices();
        devices.find(|device| {
            let card = directory.card(device);
            card.is_some_and(|card| card.transport == transport)
        })
    }
}
