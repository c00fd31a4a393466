//! Mistakes that tests and the simulator plant in the rules of keys, to show that they would be
//! found. In any other build the question is the constant `false` and the names are gone.

/// Whether a mistake is made on purpose.
#[cfg(feature = "planted")]
macro_rules! key_planted {
    ($replica:expr, $mistake:ident) => {
        $replica.planted()
            == Some($crate::replica::Plant::Key(
                $crate::keys::KeyMistake::$mistake,
            ))
    };
}

/// Whether a mistake is made on purpose: never, where none can be planted.
#[cfg(not(feature = "planted"))]
macro_rules! key_planted {
    ($replica:expr, $mistake:ident) => {{
        let _right = &$replica;
        false
    }};
}

pub(crate) use key_planted;

/// One mistake.
#[cfg(feature = "planted")]
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum KeyMistake {
    /// R17: the author of an epoch need be nobody who writes.
    AnybodysEpoch,
    /// R18: sealed to the newest epoch of a member space, clean or not.
    MemberKeyUnclean,
    /// R18: a member space is sealed to whole, whom a bar keeps out of it included.
    BarNotFlattened,
    /// R18: a case is sealed to an organization whole.
    CasesSealedToOrgs,
    /// R19: an epoch is clean where nobody whom it is sealed to is out now.
    OutNowIsEnough,
    /// R19: only restrictions in force make an epoch unclean.
    OnlyRestrictionsUnclean,
    /// R19: a lift makes none unclean.
    LiftsForgotten,
    /// R20: an epoch wraps none before it.
    WrapsNothing,
    /// R22: an epoch wraps those before it also where newcomers read from their joining on.
    FromJoinWraps,
    /// R22: an epoch stays clean there when somebody comes in.
    FromJoinNewcomers,
    /// R22: a member space is sealed to whole there.
    FromJoinNested,
    /// R22: whoever came in later is sent an epoch from before.
    FromJoinForwards,
}

#[cfg(feature = "planted")]
impl KeyMistake {
    /// Every one.
    pub const ALL: [Self; 12] = [
        Self::AnybodysEpoch,
        Self::MemberKeyUnclean,
        Self::BarNotFlattened,
        Self::CasesSealedToOrgs,
        Self::OutNowIsEnough,
        Self::OnlyRestrictionsUnclean,
        Self::LiftsForgotten,
        Self::WrapsNothing,
        Self::FromJoinWraps,
        Self::FromJoinNewcomers,
        Self::FromJoinNested,
        Self::FromJoinForwards,
    ];
}
