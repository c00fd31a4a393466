//! Mistakes in the rules, and what finds each: a scenario by name, or random histories.

use std::panic::catch_unwind;

use super::super::planted::Mistake;
use super::world::Table;
use super::{flat, forks, hostile, invitations, nested, office, random, recovery};
use crate::tests::asked;

/// What shows a mistake.
#[derive(Clone, Copy)]
enum By {
    Table(&'static str),
    /// One of so many random histories.
    Histories(u64),
}

fn tables() -> impl Iterator<Item = &'static (&'static str, Table)> {
    [
        flat::TABLES,
        forks::TABLES,
        hostile::TABLES,
        invitations::TABLES,
        nested::TABLES,
        office::TABLES,
        recovery::TABLES,
    ]
    .into_iter()
    .flatten()
}

fn histories_show(mistake: Mistake, seed: u64) -> bool {
    !matches!(
        catch_unwind(|| random::history(Some(mistake), seed)),
        Ok(Ok(()))
    )
}

const FOUND: &[(Mistake, By)] = &[
    (
        Mistake::OneWordMakesAnAdmin,
        By::Table("row_19_20_two_words_make_an_admin"),
    ),
    (Mistake::OneWordMakesAnAdmin, By::Histories(500)),
    (
        Mistake::ProtectedByThePastOnly,
        By::Table("row_21_a_removal_dated_before_a_promotion_only_suspends"),
    ),
    (
        Mistake::OtherCasesUnprotect,
        By::Table("once_an_admin_always_two_words_in_whatever_space_she_was_taken_out"),
    ),
    (
        Mistake::CutOfAdminsByOne,
        By::Table("a_cut_of_admins_through_another_target_needs_two_words"),
    ),
    (
        Mistake::PlaceRevokedByOne,
        By::Table("revoking_a_founding_place_beside_its_use_is_a_word"),
    ),
    (
        Mistake::OneWordDecides,
        By::Table("row_3_4_an_accusation_suspends_and_freezes_the_accuser"),
    ),
    (Mistake::OneWordDecides, By::Histories(500)),
    (
        Mistake::MuteAccused,
        By::Table("the_accused_keeps_her_word_against_others"),
    ),
    (
        Mistake::AccusedSilenceJudges,
        By::Table("nobody_is_silenced_by_whom_she_accuses"),
    ),
    (
        Mistake::DevicesAsPersons,
        By::Table("two_devices_of_one_person_give_one_word"),
    ),
    (
        Mistake::WordsOutliveTheirAuthor,
        By::Table("row_14_15_16_one_seized_coordinator_is_outvoted"),
    ),
    (
        Mistake::LiftedWordsStand,
        By::Table("what_a_lift_ended_does_not_stand_against_the_next"),
    ),
    (
        Mistake::LiftedWordsBind,
        By::Table("an_accuser_takes_her_word_back_whatever_was_lifted_before"),
    ),
    (
        Mistake::LiftedWordsSecond,
        By::Table("an_accuser_takes_her_word_back_whatever_was_lifted_before"),
    ),
    (
        Mistake::AccuserNotFrozen,
        By::Table("row_3_4_an_accusation_suspends_and_freezes_the_accuser"),
    ),
    (
        Mistake::FrozenInTheSpaceOnly,
        By::Table("row_35_36_a_device_gives_no_two_words_and_is_frozen_upwards"),
    ),
    (
        Mistake::ConcurrencyVoidsNothing,
        By::Table("row_9_10_11_mutual_accusations_wait_for_a_guardian"),
    ),
    (
        Mistake::OwnWordsVoid,
        By::Table("whoever_dates_back_that_she_left_voids_nothing"),
    ),
    (Mistake::OwnWordsVoid, By::Histories(500)),
    (
        Mistake::RemovalsUndone,
        By::Table("row_22_a_removal_stands_though_its_author_was_removed_beside_it"),
    ),
    (
        Mistake::BurnedKeysReturn,
        By::Table("a_burned_device_never_comes_back"),
    ),
    (
        Mistake::OldCodesReturn,
        By::Table("a_code_from_before_is_no_way_back"),
    ),
    (
        Mistake::BestEdge,
        By::Table("row_38_one_word_makes_no_accomplice"),
    ),
    (Mistake::BestEdge, By::Histories(500)),
    (
        Mistake::GuardianByMembership,
        By::Table("a_persons_second_device_becomes_admin_with_a_guardians_word"),
    ),
    (
        Mistake::NearestGuardianOnly,
        By::Table("row_37_the_guardian_of_the_guardian_gives_the_second_word"),
    ),
    (
        Mistake::OfficeStandsAlone,
        By::Table("the_secretariats_guardians_are_the_other_organizations"),
    ),
    (
        Mistake::PlacesGiveWrite,
        By::Table("founding_places_are_admin_once_confirmed_and_two_at_most"),
    ),
    (
        Mistake::CutsIgnored,
        By::Table("row_23_24_only_a_cut_undoes_it_and_what_lies_behind_can_be_adopted"),
    ),
    (Mistake::CutsIgnored, By::Histories(500)),
    (
        Mistake::ForeignCuts,
        By::Table("row_25_26_a_cut_needs_two_words_and_reaches_only_its_target"),
    ),
    (Mistake::ForeignCuts, By::Histories(500)),
    (
        Mistake::PendingCuts,
        By::Table("row_25_26_a_cut_needs_two_words_and_reaches_only_its_target"),
    ),
    (
        Mistake::SelfCuts,
        By::Table("whoever_leaves_takes_nothing_back"),
    ),
    (
        Mistake::CutsReachGuardians,
        By::Table("a_cut_does_not_reach_the_guardians_of_its_space"),
    ),
    (
        Mistake::PersonsCutAbove,
        By::Table("two_devices_of_one_person_cut_no_coordinator_above_her"),
    ),
    (
        Mistake::CutsByVoidGrants,
        By::Table("a_cut_does_not_work_where_a_void_grant_put_its_space"),
    ),
    (Mistake::CutsVoidCreates, By::Table("a_cut_voids_no_create")),
    (
        Mistake::ConfirmIgnored,
        By::Table("a_recovered_device_is_nobody_until_it_was_confirmed"),
    ),
    (
        Mistake::RefusalsTooLate,
        By::Table("a_refusal_beside_the_confirmation_stands"),
    ),
    (
        Mistake::RefusalsByAdminsOnly,
        By::Table("whoever_of_her_devices_refuses_it_refuses_it_for_good"),
    ),
    (
        Mistake::RacesHold,
        By::Table("row_27_of_two_who_use_one_code_neither_is_in_until_one_is_confirmed"),
    ),
    (Mistake::RacesHold, By::Histories(500)),
    (
        Mistake::BarsEndByName,
        By::Table("a_grant_beside_a_bar_does_not_end_it"),
    ),
    (
        Mistake::BarsLeaveGuests,
        By::Table("whom_a_barred_device_lets_in_comes_no_further_than_she"),
    ),
    (
        Mistake::RefoundByOne,
        By::Table("row_12_13_a_refounding_needs_two_guardians"),
    ),
    (
        Mistake::OneOrgRefounds,
        By::Table("an_organization_that_stands_alone_refounds_by_two_words"),
    ),
    (
        Mistake::RefoundLeavesWaiting,
        By::Table("a_refounding_ends_grants_that_waited"),
    ),
    (
        Mistake::UnverifiedRead,
        By::Table("a_case_gives_nothing_through_a_member_to_whom_nobody_confirmed"),
    ),
    (
        Mistake::VacancyHelpsNobody,
        By::Table("where_nobody_holds_the_office_the_others_help_an_organization"),
    ),
    (
        Mistake::LaterWordsUnfound,
        By::Table("what_is_said_later_takes_no_refounding_back"),
    ),
    (
        Mistake::AdoptAnywhere,
        By::Table("nobody_adopts_in_a_space_of_her_own_what_lies_aside_elsewhere"),
    ),
    (
        Mistake::VoidPastsCount,
        By::Table("row_38_one_word_makes_no_accomplice"),
    ),
    (
        Mistake::ForksVoid,
        By::Table("both_branches_of_a_fork_count_like_concurrent_operations"),
    ),
];

#[test]
fn every_mistake_is_found() {
    for (mistake, by) in FOUND {
        let found = match by {
            By::Table(name) => {
                let (_, table) = tables().find(|(known, _)| known == name).unwrap();
                catch_unwind(|| table(Some(*mistake))).is_err()
            }
            By::Histories(count) => (0..*count).any(|seed| histories_show(*mistake, seed)),
        };
        assert!(found, "{mistake:?} is not found any more");
        if let (By::Table(_), Some(count)) = (by, asked("ASAMBLEA_MISTAKES")) {
            let shown = (0..count).filter(|seed| histories_show(*mistake, *seed));
            let broken = tables().filter(|(_, table)| {
                let rules = Some(*mistake);
                catch_unwind(|| table(rules)).is_err()
            });
            eprintln!(
                "mistake {mistake:?}: {} of {count} histories, {} of {} scenarios",
                shown.count(),
                broken.count(),
                tables().count()
            );
        }
    }
}
