//! Mistakes on purpose. The simulator must find each of them; nothing else is built with them.

use super::Replica;
use crate::id::{EpochId, SpaceId};
use crate::keys::KeyMistake;
use crate::membership::{Mistake, Rules};
use crate::op::{Lane, LogId};

/// A mistake in one device: in the rules of its replica, in its engine, or in its disk.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Plant {
    /// A disk that says it synced and did not.
    DiskLies,
    /// What came in is acknowledged before it is synced.
    ToldBeforeDurable,
    /// A sync that failed is taken for done.
    FailedSyncTaken,
    /// Drafts are called saved before they are synced.
    DraftsUnsynced,
    /// Writes on under the key that it used last, whoever was taken out since (R19 skipped).
    UncleanEpoch,
    /// Shows what anybody wrote who holds a key, members or not (R15 skipped).
    RemovedAuthor,
    /// Shows what was written by who may only read.
    ObserverWrites,
    /// Signatures are not checked.
    SignatureSkipped,
    /// Slots are not checked against their operation.
    SlotsUnchecked,
    /// An epoch's author is believed about its recipients (R17 skipped).
    RecipientsTrusted,
    /// Nobody sends epochs to readers who lack them (R21 skipped).
    NobodyForwards,
    /// Operations refer to control operations of their own space only.
    OwnSpaceOnly,
    /// Content of a space goes to whoever may hold its members.
    ScopeIgnored,
    /// Equal totals are taken for what is held now.
    TotalsTakenNow,
    /// Roles are not evaluated again when membership changes.
    JudgeKept,
    /// What is shown is not judged again when membership changes.
    ViewsKept,
    /// A newcomer calls herself a member before anybody holds what makes her one.
    EntersAlone,
    /// A newcomer whom nobody knows does not knock again.
    NeverKnocks,
    /// The gate is not told anew after a failed write.
    GateKept,
    /// A stored run is named by its beginning, also where that was held already.
    RunHidden,
    /// The key of a content does not depend on its text: its salt is always the same.
    SaltDropped,
    /// All devices write a document as one and the same peer of the library.
    ForeignPeer,
    /// Nobody is told of a device that signed two histories.
    ForksHidden,
    /// The key of the device that opens what a space forgot stays beside the vault.
    KeyKept,
    /// An individual score is sealed to everybody of the organization.
    ScoresForAll,
    /// What is said is sealed to carriers, too.
    CarriersRead,
    /// Carriers keep no slots for others.
    CarriersKeepNoSlots,
    /// The rules of keys have a mistake in them.
    Key(KeyMistake),
    /// The rules of members have a mistake in them.
    Rule(Mistake),
}

impl Plant {
    /// Every one: its name on a command line, and what it does wrong.
    pub const ALL: &[(Self, &str, &str)] = &[
        (
            Self::DiskLies,
            "disk_lies",
            "a disk says that it synced and did not",
        ),
        (
            Self::ToldBeforeDurable,
            "told_before_durable",
            "what came in is acknowledged before it is synced",
        ),
        (
            Self::FailedSyncTaken,
            "failed_sync_taken",
            "a sync that failed is taken for done",
        ),
        (
            Self::DraftsUnsynced,
            "drafts_unsynced",
            "drafts are called saved before they are synced",
        ),
        (
            Self::UncleanEpoch,
            "unclean_epoch",
            "a device writes on under the key that it used last, whoever was taken out since",
        ),
        (
            Self::RemovedAuthor,
            "removed_author",
            "what anybody wrote who holds a key is shown, members or not",
        ),
        (
            Self::ObserverWrites,
            "observer_writes",
            "what was written by who may only read is shown",
        ),
        (
            Self::SignatureSkipped,
            "signature_skipped",
            "signatures are not checked",
        ),
        (
            Self::SlotsUnchecked,
            "slots_unchecked",
            "slots are not checked against their operation",
        ),
        (
            Self::RecipientsTrusted,
            "recipients_trusted",
            "an epoch's author is believed about its recipients",
        ),
        (
            Self::NobodyForwards,
            "nobody_forwards",
            "nobody sends epochs to readers who lack them",
        ),
        (
            Self::OwnSpaceOnly,
            "own_space_only",
            "operations refer to control operations of their own space only",
        ),
        (
            Self::ScopeIgnored,
            "scope_ignored",
            "content of a space goes to whoever may hold its members",
        ),
        (
            Self::TotalsTakenNow,
            "totals_taken_now",
            "equal totals are taken for what is held now",
        ),
        (
            Self::JudgeKept,
            "judge_kept",
            "roles are not evaluated again when membership changes",
        ),
        (
            Self::ViewsKept,
            "views_kept",
            "what is shown is not judged again when membership changes",
        ),
        (
            Self::EntersAlone,
            "enters_alone",
            "a newcomer calls herself a member before anybody holds what makes her one",
        ),
        (
            Self::NeverKnocks,
            "never_knocks",
            "a newcomer whom nobody knows does not knock again",
        ),
        (
            Self::GateKept,
            "gate_kept",
            "the gate is not told anew after a failed write",
        ),
        (
            Self::RunHidden,
            "run_hidden",
            "a stored run is named by its beginning, also where that was held already",
        ),
        (
            Self::SaltDropped,
            "salt_dropped",
            "the key of a content does not depend on its text: the salt is always the same",
        ),
        (
            Self::ForeignPeer,
            "foreign_peer",
            "all devices write a document as one and the same peer of the library",
        ),
        (
            Self::ForksHidden,
            "forks_hidden",
            "nobody is told of a device that signed two histories",
        ),
        (
            Self::KeyKept,
            "key_kept",
            "the key of the device that opens what a space forgot stays beside the vault",
        ),
        (
            Self::ScoresForAll,
            "scores_for_all",
            "an individual score is sealed to everybody of the organization",
        ),
        (
            Self::CarriersRead,
            "carriers_read",
            "what is said is sealed to carriers, too",
        ),
        (
            Self::CarriersKeepNoSlots,
            "carriers_keep_no_slots",
            "carriers keep no slots for others",
        ),
        (
            Self::Rule(Mistake::OneWordMakesAnAdmin),
            "OneWordMakesAnAdmin",
            "R3: a grant of admin counts whole",
        ),
        (
            Self::Rule(Mistake::OneWordDecides),
            "OneWordDecides",
            "R5: one word decides",
        ),
        (
            Self::Rule(Mistake::AccuserNotFrozen),
            "AccuserNotFrozen",
            "R7: whoever accuses goes on admitting",
        ),
        (
            Self::Rule(Mistake::BestEdge),
            "BestEdge",
            "R2: a path is the best of its edges",
        ),
        (
            Self::Rule(Mistake::GuardianByMembership),
            "GuardianByMembership",
            "R9: any member of a guardian is one",
        ),
        (
            Self::Rule(Mistake::OfficeStandsAlone),
            "OfficeStandsAlone",
            "R9: nobody stands above the Secretariat",
        ),
        (
            Self::Rule(Mistake::CutsIgnored),
            "CutsIgnored",
            "R11: cuts do nothing",
        ),
        (
            Self::Rule(Mistake::ConfirmIgnored),
            "ConfirmIgnored",
            "R12: a place that must be confirmed gives its role at once",
        ),
        (
            Self::Rule(Mistake::PlacesGiveWrite),
            "PlacesGiveWrite",
            "R3: a founding place gives no more than any other",
        ),
        (
            Self::Rule(Mistake::RacesHold),
            "RacesHold",
            "R12: everyone who uses a code is in",
        ),
        (
            Self::Rule(Mistake::BarsLeaveGuests),
            "BarsLeaveGuests",
            "R13: whom a barred device lets in comes in",
        ),
        (
            Self::Rule(Mistake::RefoundByOne),
            "RefoundByOne",
            "R14: one guardian refounds",
        ),
    ];

    /// The plant of a name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let mut all = Self::ALL.iter();
        let known = all.find(|(_, known, _)| *known == name);
        let known = known.map(|(plant, ..)| *plant);
        // Also those in the rules that no day notices.
        let mut rules = Mistake::ALL.into_iter();
        let mut rule = || rules.find(|mistake| format!("{mistake:?}") == name);
        let mut keys = KeyMistake::ALL.into_iter();
        let mut key = || keys.find(|mistake| format!("{mistake:?}") == name);
        known
            .or_else(|| rule().map(Self::Rule))
            .or_else(|| key().map(Self::Key))
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> String {
        let mut all = Self::ALL.iter();
        match (self, all.find(|(plant, ..)| *plant == self)) {
            (Self::Rule(mistake), _) => format!("{mistake:?}"),
            (Self::Key(mistake), _) => format!("{mistake:?}"),
            (_, Some((_, name, _))) => (*name).to_owned(),
            (_, None) => String::new(),
        }
    }

    /// The mistake in the rules of members, if it is one.
    #[must_use]
    pub const fn rule(self) -> Option<Mistake> {
        match self {
            Self::Rule(mistake) => Some(mistake),
            _ => None,
        }
    }
}

impl Replica {
    /// The mistake planted here.
    #[must_use]
    pub const fn planted(&self) -> Option<Plant> {
        self.planted
    }

    /// Plants a mistake.
    pub const fn plant(&mut self, plant: Option<Plant>) {
        self.planted = plant;
    }

    /// The rules by which members are judged, with the mistake planted here.
    pub(super) fn rules(&self) -> Rules {
        self.planted.and_then(Plant::rule).into()
    }

    /// The key that this device wrote under last, if it is to skip the rule.
    pub(super) fn stale_epoch(&self, space: SpaceId) -> Option<EpochId> {
        let log = LogId {
            space,
            author: self.device,
            lane: Lane::Content,
        };
        let used = self.used.get(&log).copied();
        used.filter(|_| self.planted == Some(Plant::UncleanEpoch))
    }

    pub(super) fn note_use(&mut self, log: LogId, epoch: Option<EpochId>) {
        if let Some(epoch) = epoch.filter(|_| log.author == self.device) {
            self.used.insert(log, epoch);
        }
    }
}
