//! Mistakes that tests and the simulator plant in the rules, to show that they would be found.
//!
//! Each is named where it would be made. In any other build the question is the constant `false`
//! and the names are gone.

/// By which rules an evaluation judges: ours, or ours with a mistake in them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rules {
    #[cfg(any(test, feature = "planted"))]
    pub(super) mistake: Option<Mistake>,
}

/// Whether the evaluation makes a mistake on purpose.
#[cfg(any(test, feature = "planted"))]
macro_rules! planted {
    ($facts:expr, $mistake:ident) => {
        $facts.rules.mistake == Some($crate::membership::planted::Mistake::$mistake)
    };
}

/// Whether the evaluation makes a mistake on purpose: never, where none can be planted.
#[cfg(not(any(test, feature = "planted")))]
macro_rules! planted {
    ($facts:expr, $mistake:ident) => {{
        let _right = &$facts.rules;
        false
    }};
}

#[cfg(any(test, feature = "planted"))]
impl From<Option<Mistake>> for Rules {
    fn from(mistake: Option<Mistake>) -> Self {
        Self { mistake }
    }
}

/// One mistake.
#[cfg(any(test, feature = "planted"))]
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Mistake {
    /// R3: a grant of admin counts whole.
    OneWordMakesAnAdmin,
    /// R3: a founding place gives no more than any other.
    PlacesGiveWrite,
    /// R4: judged by what the author knew alone.
    ProtectedByThePastOnly,
    /// R4: a restriction on the target in another space leaves her without protection.
    OtherCasesUnprotect,
    /// R4: a cut that names an admin or a guardian needs no second word.
    CutOfAdminsByOne,
    /// R4: a confirmed founding place is revoked by one word.
    PlaceRevokedByOne,
    /// R5: one word decides.
    OneWordDecides,
    /// R5: an accused admin's words do not count.
    MuteAccused,
    /// R5: whoever the accused took out has no word against her.
    AccusedSilenceJudges,
    /// R5: two devices of one person give two words.
    DevicesAsPersons,
    /// R6: a pending word outlives its author's authority.
    WordsOutliveTheirAuthor,
    /// R6: words that a lift ended still stand against the next lift.
    LiftedWordsStand,
    /// R6: words that a lift ended bar an accuser from taking hers back.
    LiftedWordsBind,
    /// R7: a word that was lifted frees whoever accuses later.
    LiftedWordsSecond,
    /// R7: whoever accuses goes on admitting.
    AccuserNotFrozen,
    /// R7: frozen in the space of the word alone.
    FrozenInTheSpaceOnly,
    /// R8: what expands is void under what it knew alone.
    ConcurrencyVoidsNothing,
    /// R8: a device that dates back its own leaving voids what it did.
    OwnWordsVoid,
    /// R8: a removal is void when its author was removed beside it.
    RemovalsUndone,
    /// R1: a burned device comes back by a grant that knows its removal.
    BurnedKeysReturn,
    /// R1: a removed member comes back with a code from before her removal.
    OldCodesReturn,
    /// R2: a path is the best of its edges.
    BestEdge,
    /// R9: any member of a guardian is one.
    GuardianByMembership,
    /// R9: the nearest guardian alone.
    NearestGuardianOnly,
    /// R9: nobody stands above the Secretariat.
    OfficeStandsAlone,
    /// R9: where nobody holds the office nobody helps an organization.
    VacancyHelpsNobody,
    /// R10: what an operation knew counts, void or not.
    VoidPastsCount,
    /// R11: cuts do nothing.
    CutsIgnored,
    /// R11: a cut names anyone.
    ForeignCuts,
    /// R11: a cut works before it is decided.
    PendingCuts,
    /// R11: whoever leaves takes back what she did.
    SelfCuts,
    /// R11: a cut works in the guardians of its space.
    CutsReachGuardians,
    /// R11: a cut works where a void grant put its space.
    CutsByVoidGrants,
    /// R11: two devices of one person cut a coordinator above her person.
    PersonsCutAbove,
    /// R11: a cut voids a `create`.
    CutsVoidCreates,
    /// R12: everyone who uses a code is in.
    RacesHold,
    /// R12: a place that must be confirmed gives its role at once.
    ConfirmIgnored,
    /// R12: whoever refuses a recovery that was begun comes too late.
    RefusalsTooLate,
    /// R12: only admins of a person's space refuse a recovery.
    RefusalsByAdminsOnly,
    /// R12: a case is opened to whom nobody confirmed, through a member of it.
    UnverifiedRead,
    /// R13: a grant beside a bar ends it.
    BarsEndByName,
    /// R13: whom a barred device lets into the space below comes in.
    BarsLeaveGuests,
    /// R14: one guardian refounds.
    RefoundByOne,
    /// R14: one organization that stands alone refounds a network.
    OneOrgRefounds,
    /// R14: a grant of admin that waited outlives a refounding.
    RefoundLeavesWaiting,
    /// R14: what was said of whoever agreed, in knowledge of it, takes her word back.
    LaterWordsUnfound,
    /// R15: an admin of any space adopts what lies aside in another.
    AdoptAnywhere,
    /// R16: of two operations of one device at one place none counts.
    ForksVoid,
}

#[cfg(any(test, feature = "planted"))]
impl Mistake {
    /// Every one.
    pub const ALL: [Self; 48] = [
        Self::OneWordMakesAnAdmin,
        Self::PlacesGiveWrite,
        Self::ProtectedByThePastOnly,
        Self::OtherCasesUnprotect,
        Self::CutOfAdminsByOne,
        Self::PlaceRevokedByOne,
        Self::OneWordDecides,
        Self::MuteAccused,
        Self::AccusedSilenceJudges,
        Self::DevicesAsPersons,
        Self::WordsOutliveTheirAuthor,
        Self::LiftedWordsStand,
        Self::LiftedWordsBind,
        Self::LiftedWordsSecond,
        Self::AccuserNotFrozen,
        Self::FrozenInTheSpaceOnly,
        Self::ConcurrencyVoidsNothing,
        Self::OwnWordsVoid,
        Self::RemovalsUndone,
        Self::BurnedKeysReturn,
        Self::OldCodesReturn,
        Self::BestEdge,
        Self::GuardianByMembership,
        Self::NearestGuardianOnly,
        Self::OfficeStandsAlone,
        Self::VacancyHelpsNobody,
        Self::VoidPastsCount,
        Self::CutsIgnored,
        Self::ForeignCuts,
        Self::PendingCuts,
        Self::SelfCuts,
        Self::CutsReachGuardians,
        Self::CutsByVoidGrants,
        Self::PersonsCutAbove,
        Self::CutsVoidCreates,
        Self::RacesHold,
        Self::ConfirmIgnored,
        Self::RefusalsTooLate,
        Self::RefusalsByAdminsOnly,
        Self::UnverifiedRead,
        Self::BarsEndByName,
        Self::BarsLeaveGuests,
        Self::RefoundByOne,
        Self::OneOrgRefounds,
        Self::RefoundLeavesWaiting,
        Self::LaterWordsUnfound,
        Self::AdoptAnywhere,
        Self::ForksVoid,
    ];
}
