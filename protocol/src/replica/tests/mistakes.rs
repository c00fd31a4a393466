//! Every mistake planted in the rules of keys is shown by a scenario that ends well without it.

use std::cell::Cell;
use std::panic::catch_unwind;

use super::{clean, keys};
use crate::keys::KeyMistake;
use crate::replica::{Plant, Replica};

thread_local! {
    /// What is planted in every device that this thread makes.
    static PLANT: Cell<Option<Plant>> = const { Cell::new(None) };
}

pub(super) fn planted_in(mut replica: Replica) -> Replica {
    replica.plant(PLANT.get());
    replica
}

/// What shows a mistake.
const fn shown_by(mistake: KeyMistake) -> fn() {
    match mistake {
        KeyMistake::AnybodysEpoch => clean::nobody_writes_under_the_key_of_who_is_out,
        KeyMistake::MemberKeyUnclean => {
            clean::what_is_sealed_to_an_organization_is_sealed_to_a_clean_key_of_it
        }
        KeyMistake::BarNotFlattened => {
            keys::row_33_34_a_barred_phone_opens_nothing_above_even_when_it_is_let_in_below
        }
        KeyMistake::CasesSealedToOrgs => {
            keys::a_case_is_sealed_to_nobody_in_a_member_before_she_was_confirmed
        }
        KeyMistake::OutNowIsEnough => {
            clean::an_epoch_from_before_a_member_who_left_is_written_under_no_more
        }
        KeyMistake::OnlyRestrictionsUnclean => {
            keys::row_28_a_thief_of_a_code_makes_the_place_wait_and_opens_nothing_new
        }
        KeyMistake::LiftsForgotten => clean::a_lift_that_does_not_hold_may_have_handed_keys_on,
        KeyMistake::WrapsNothing => clean::a_newcomer_is_sent_one_key_for_all_that_was_before,
        KeyMistake::FromJoinWraps
        | KeyMistake::FromJoinNewcomers
        | KeyMistake::FromJoinForwards => {
            keys::row_41_a_newcomer_opens_from_joining_on_where_the_space_says_so
        }
        KeyMistake::FromJoinNested => {
            clean::a_newcomer_of_an_organization_opens_nothing_from_before_through_its_key
        }
    }
}

#[test]
fn every_mistake_in_the_rules_of_keys_is_found() {
    for mistake in KeyMistake::ALL {
        PLANT.set(Some(Plant::Key(mistake)));
        let found = catch_unwind(shown_by(mistake)).is_err();
        PLANT.set(None);
        assert!(found, "{mistake:?} is not found any more");
    }
}
