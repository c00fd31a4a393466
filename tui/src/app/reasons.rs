//! Why commands cannot act now: keys of sentences, or nothing when they can.

use asamblea_node::api::WhoRow;

use super::inside::{Inside, Listed, Waiting};

impl Inside {
    fn may_write(&self) -> Option<&'static str> {
        match self.current_space() {
            None => Some("ui-why-no-space"),
            Some(space) if !space.takes_words() => Some("ui-why-read-only"),
            Some(_) => None,
        }
    }

    /// The network is for practice.
    pub(crate) fn why_not_practice(&self) -> Option<&'static str> {
        (!self.is_practice()).then_some("ui-why-no-practice")
    }

    /// Whether the network is for practice.
    pub(crate) fn is_practice(&self) -> bool {
        let status = self.known.status.as_ref();
        status.is_some_and(|status| status.practice)
    }

    /// A thread can be begun here.
    pub(crate) fn why_not_compose(&self) -> Option<&'static str> {
        self.may_write()
    }

    /// The open thread takes a reply.
    pub(crate) fn why_not_reply(&self) -> Option<&'static str> {
        match self.thread_row() {
            None => Some("ui-why-no-thread"),
            Some(row) if row.closed => Some("ui-why-closed"),
            Some(_) => self.may_write(),
        }
    }

    /// The open document may be written in.
    pub(crate) fn why_not_write(&self) -> Option<&'static str> {
        match self.document() {
            None => Some("ui-why-no-document"),
            Some(document) if !document.opened => Some("ui-why-loading"),
            Some(_) => self.may_write(),
        }
    }

    /// There is a space to ask about.
    pub(crate) fn why_not_readers(&self) -> Option<&'static str> {
        self.current_space().is_none().then_some("ui-why-no-space")
    }

    /// There is a thread to mark.
    pub(crate) fn why_not_mark(&self) -> Option<&'static str> {
        let thread = self.thread().is_some()
            || matches!(self.listed().get(self.list_at), Some(Listed::Thread(_)));
        (!thread).then_some("ui-why-no-thread")
    }

    /// Members may be added to the focused space.
    pub(crate) fn why_not_add(&self) -> Option<&'static str> {
        match self.space() {
            None => Some("ui-why-no-space"),
            Some(space) if space.role != "admin" => Some("ui-why-not-admin"),
            Some(space) if !matches!(space.kind.as_str(), "working" | "subregion") => {
                Some("ui-why-by-invitation")
            }
            Some(_) => None,
        }
    }

    /// The focused space can be left.
    pub(crate) fn why_not_leave(&self) -> Option<&'static str> {
        match self.space() {
            None => Some("ui-why-no-space"),
            Some(space) if space.kind == "person" => Some("ui-why-own-space"),
            Some(_) => None,
        }
    }

    /// Something waits unread.
    pub(crate) fn why_not_unread(&self) -> Option<&'static str> {
        (self.unread() == 0).then_some("ui-why-nothing-unread")
    }

    /// An alert has the focus.
    pub(crate) fn why_not_acknowledge(&self) -> Option<&'static str> {
        let alert = matches!(
            self.waiting_rows().get(self.home_at),
            Some(Waiting::Alert(_))
        );
        (!alert).then_some("ui-why-no-alert")
    }

    /// My organization writes agendas.
    pub(crate) fn why_not_new_agenda(&self) -> Option<&'static str> {
        let secretariat = self
            .known
            .status
            .as_ref()
            .is_some_and(|status| status.secretariat);
        (!secretariat).then_some("ui-why-not-secretariat")
    }

    /// The place where this machine is can be marked, or the mark taken away.
    pub(crate) fn why_not_trust(&self) -> Option<&'static str> {
        let mut here = self.networks_here().peekable();
        if here.peek().is_none() {
            return Some("ui-why-no-network");
        }
        here.any(|row| row.id.is_none())
            .then_some("ui-why-network-unknown")
    }

    /// The focused agenda has an edition.
    pub(crate) fn why_not_receipt(&self) -> Option<&'static str> {
        match self.agenda() {
            None => Some("ui-why-no-agenda"),
            Some(agenda) if agenda.edition == 0 => Some("ui-why-draft"),
            Some(_) => None,
        }
    }

    /// My organization publishes agendas.
    pub(crate) fn why_not_publish(&self) -> Option<&'static str> {
        if self.agenda().is_none() {
            return Some("ui-why-no-agenda");
        }
        self.why_not_new_agenda()
    }

    pub(super) fn is_coordinator(&self) -> bool {
        let status = self.known.status.as_ref();
        status.is_some_and(|status| status.role.as_deref() == Some("coordinator"))
    }

    /// I may invite somebody as the row with this number says: a person in a role (0 to 2),
    /// another device of mine, an organization, a machine.
    pub(crate) fn why_not_invite_as(&self, row: usize) -> Option<&'static str> {
        const DEVICE: usize = 3;
        const ORG: usize = 4;
        let status = self.known.status.as_ref();
        let secretariat = status.is_some_and(|status| status.secretariat);
        match row {
            DEVICE => None,
            ORG if !secretariat => Some("ui-why-not-office"),
            _ => (!self.is_coordinator()).then_some("ui-why-not-coordinator"),
        }
    }

    /// I may bar this device.
    pub(crate) fn why_not_bar(&self, device: &WhoRow) -> Option<&'static str> {
        let status = self.known.status.as_ref();
        let own_org = status.is_some_and(|status| status.org_id == device.org);
        match () {
            () if self.is_mine(device) => None,
            () if !own_org => Some("ui-why-other-org"),
            () => (!self.is_coordinator()).then_some("ui-why-not-coordinator"),
        }
    }

    /// There are words to compare.
    pub(crate) fn why_not_compare(&self) -> Option<&'static str> {
        self.to_compare()
            .is_none()
            .then_some("ui-why-nothing-to-compare")
    }

    /// The focused row can be taken out.
    pub(crate) fn why_not_remove(&self) -> Option<&'static str> {
        match self.focused_who() {
            None => Some("ui-why-no-person"),
            Some(row) if row.state == "removed" => Some("ui-why-removed"),
            Some(row) if row.me && row.kind != "device" => Some("ui-why-myself"),
            Some(row) if row.kind == "device" && self.is_mine(row) => None,
            Some(_) if !self.is_coordinator() => Some("ui-why-not-coordinator"),
            Some(_) => None,
        }
    }

    /// The focused row waits for a second word.
    pub(crate) fn why_not_second(&self) -> Option<&'static str> {
        let row = match self.focused_who() {
            None => return Some("ui-why-no-person"),
            Some(row) => row,
        };
        match row.waits.as_deref() {
            Some("against" | "grant") if !self.may_decide(row) => Some("ui-why-not-coordinator"),
            Some("against" | "grant") => None,
            Some("words") => Some("ui-why-words"),
            _ if row.state == "unverified" => Some("ui-why-words"),
            Some("decision") => Some("ui-why-decision"),
            _ if row.state == "suspended" => Some("ui-why-decided"),
            _ => Some("ui-why-nothing-waits"),
        }
    }

    /// The focused row is suspended, and somebody may free it.
    pub(crate) fn why_not_lift(&self) -> Option<&'static str> {
        match self.focused_who() {
            None => Some("ui-why-no-person"),
            Some(row) if row.waits.as_deref() == Some("against") => {
                (!self.may_decide(row)).then_some("ui-why-not-coordinator")
            }
            Some(row) if row.state == "suspended" => Some("ui-why-decided"),
            Some(_) => Some("ui-why-not-suspended"),
        }
    }

    /// About a device its person decides with another one of hers, too.
    fn may_decide(&self, row: &WhoRow) -> bool {
        self.is_coordinator() || (row.kind == "device" && !row.me && self.is_mine(row))
    }

    fn is_mine(&self, device: &WhoRow) -> bool {
        let status = self.known.status.as_ref();
        device.me || status.is_some_and(|status| status.person_id == device.person)
    }

    /// The square fits.
    pub(crate) fn why_not_square(&self) -> Option<&'static str> {
        (!self.square_fits).then_some("ui-why-no-square")
    }
}
