//! The first run and the lock.

use asamblea_node::api::{ApiError, ErrorKind, Event};
use asamblea_node::client::{Founding, Phase};

use super::harness::{Harness, founded, open_document, open_thread, spanish};
use crate::app::{Effect, Msg, Outcome, Stage};
use crate::command_table::Place;
use crate::lang::Language;

const USUAL: (u16, u16) = (80, 24);

/// A code as `invite` prints it; its check digits are right.
pub(super) const CODE: &str =
    "AFXX 43D3 EJM4 OGRL 5ZPF BOE6 J7Q2 YLWD 43JD 56RH ATAA AAQC R3NZ DJ7I AU";

fn to_passphrase(h: &mut Harness) {
    h.keys(&["1", "2"]);
    for name in ["Red Ejemplo", "Org. Ejemplo", "py"] {
        h.write(name);
        h.keys(&["Enter"]);
    }
    h.write("Ana");
    h.keys(&["Enter"]);
}

#[test]
fn the_wizard_founds_a_network() {
    let mut h = Harness::new(Language::Spanish, (40, 20), false);
    to_passphrase(&mut h);
    assert!(
        h.effects
            .iter()
            .any(|effect| matches!(effect, Effect::Suggest("es")))
    );
    h.write("corta");
    h.keys(&["Enter", "Enter"]);
    assert!(h.screen().contains("hacen falta 12"));
    h.keys(&["Tab", "Tab", "Tab"]);
    h.wait(10);
    let mut h = Harness::new(Language::Spanish, USUAL, false);
    to_passphrase(&mut h);
    h.write("aaaaaaaaaaaaaa");
    h.keys(&["Enter", "Enter"]);
    assert!(h.screen().contains("repite lo mismo"), "{}", h.screen());
    for _ in 0..14 {
        h.keys(&["Backspace"]);
    }
    h.write("farol nube tijera monte oveja");
    h.keys(&["Enter"]);
    h.write("otra cosa");
    h.keys(&["Enter"]);
    assert!(h.screen().contains("No son iguales"), "{}", h.screen());
    for _ in 0..9 {
        h.keys(&["Backspace"]);
    }
    h.write("farol nube tijera monte oveja");
    h.keys(&["Enter"]);
    h.keys(&["Enter"]);
    assert!(
        !h.effects
            .iter()
            .any(|effect| matches!(effect, Effect::Found(..))),
        "a held key skips nothing"
    );
    h.wait(1000);
    h.keys(&["Enter"]);
    let made = h.effects.iter().find_map(|effect| match effect {
        Effect::Found(passphrase, founding) => {
            Some((passphrase.expose().to_owned(), founding.clone()))
        }
        _ => None,
    });
    let (passphrase, founding) = made.expect("it is founded");
    assert_eq!(passphrase, "farol nube tijera monte oveja");
    let Founding {
        network,
        org,
        person,
        country,
    } = founding;
    assert_eq!(
        (network.as_str(), org.as_str(), person.as_str()),
        ("Red Ejemplo", "Org. Ejemplo", "Ana")
    );
    assert_eq!(country.as_deref(), Some("PY"));
    h.send(Msg::Founded(Err(ApiError::new(ErrorKind::DiskFull))));
    assert!(h.screen().contains("El disco está lleno"));
    h.keys(&["Enter"]);
    h.send(Msg::Founded(Ok(founded())));
    h.keys(&["Down", "Down", "Down", "Enter"]);
    assert_eq!(h.state().place(), Place::Home);
}

#[test]
fn the_wizard_joins_with_a_code_and_goes_back_without_losing_it() {
    let mut h = Harness::new(Language::Spanish, USUAL, false);
    h.keys(&["1", "1"]);
    h.send(Msg::Paste("AFXX 43D3\n".to_owned()));
    h.keys(&["Enter"]);
    h.write("Yesi");
    h.keys(&["Enter"]);
    let screen = h.screen();
    assert!(
        screen.contains("paso 3 de 6") && screen.contains("El código está incompleto"),
        "a wrong code is told where it is typed:\n{screen}"
    );
    h.send(Msg::Paste(CODE[9..].to_owned()));
    h.keys(&["Tab", "Esc", "Enter"]);
    let screen = h.screen();
    assert!(
        screen.contains("DJ7I AU") && screen.contains("Yesi"),
        "{screen}"
    );
    h.keys(&["Tab", "Enter"]);
    h.write("farol nube tijera monte oveja");
    h.keys(&["Enter"]);
    h.write("farol nube tijera monte oveja");
    h.keys(&["Enter"]);
    h.wait(1000);
    h.keys(&["Enter"]);
    let joined = h.effects.iter().any(|effect| {
        let Effect::Join { code, person, .. } = effect else {
            return false;
        };
        code == CODE && person == "Yesi"
    });
    assert!(joined);
}

#[test]
fn the_wizard_explains_and_leads_to_practice() {
    let mut h = Harness::new(Language::Spanish, USUAL, false);
    h.keys(&["1", "w"]);
    assert!(
        h.screen().contains("Con una invitación se entra"),
        "{}",
        h.screen()
    );
    h.keys(&["Enter", "3"]);
    let screen = h.screen();
    assert!(
        screen.contains("PRÁCTICA · datos inventados")
            && screen.contains("colegas inventadas que ya escribieron"),
        "{screen}"
    );
    h.write("Yesi");
    h.keys(&["Enter"]);
    assert!(
        h.screen().contains("distinta de la de verdad"),
        "{}",
        h.screen()
    );
    for _ in 0..2 {
        h.write("farol nube tijera monte oveja");
        h.keys(&["Enter"]);
    }
    h.wait(1000);
    h.keys(&["Enter"]);
    let made = h.effects.iter().any(|effect| {
        let Effect::Practise(passphrase, person, language) = effect else {
            return false;
        };
        (passphrase.expose(), person.as_str()) == ("farol nube tijera monte oveja", "Yesi")
            && *language == Language::Spanish
    });
    assert!(made);
    h.send(Msg::Founded(Ok(founded())));
    let ready = h.screen();
    assert!(ready.contains("una tarea vencida"), "{ready}");
    h.node.practice = true;
    h.keys(&["Enter"]);
    assert_eq!(h.state().place(), Place::Home);
}

#[test]
fn a_practice_network_that_is_there_is_opened_or_begun_again() {
    let mut h = Harness::new(Language::Spanish, USUAL, false);
    h.app.has_practice = true;
    h.keys(&["1", "3"]);
    assert!(h.screen().contains("Seguir practicando"), "{}", h.screen());
    h.keys(&["Esc"]);
    assert!(h.screen().contains("Tengo una invitación"));
    h.keys(&["3", "1"]);
    let opens = |effect: &Effect| matches!(effect, Effect::End(Outcome::Practice));
    assert!(h.effects.iter().any(opens));
    h.keys(&["2"]);
    let drops = |effect: &Effect| matches!(effect, Effect::DropPractice);
    assert!(h.effects.iter().any(drops));
    h.send(Msg::PracticeDropped(Err(ApiError::new(
        ErrorKind::ReadOnly,
    ))));
    assert!(h.screen().contains("Seguir practicando"), "{}", h.screen());
    h.keys(&["2"]);
    h.send(Msg::PracticeDropped(Ok(())));
    assert!(h.screen().contains("Mi nombre"), "{}", h.screen());
}

/// Inside a practice network.
fn practising(size: (u16, u16)) -> Harness {
    let mut node = super::harness::Node::example();
    node.practice = true;
    Harness::inside_with(Language::Spanish, size, node)
}

#[test]
fn every_screen_of_a_practice_network_says_so_but_the_lock() {
    for size in [(40, 20), USUAL, (120, 40)] {
        let mut h = practising(size);
        assert!(h.screen().contains("Todo es inventado"), "{}", h.screen());
        for keys in [
            &["1"][..],
            &["2"],
            &["3"],
            &["4"],
            &["5"],
            &["6"],
            &["g", "p"],
            &["g", "y"],
        ] {
            h.keys(keys);
            let screen = h.screen();
            let first = screen.lines().next().unwrap_or_default();
            assert!(first.contains("PRÁCTICA · datos inventados"), "{screen}");
        }
        h.keys(&["Ctrl-L"]);
        assert!(!h.screen().contains("PRÁCTICA"));
    }
    let mut real = spanish();
    assert!(!real.screen().contains("PRÁCTICA"));
    real.keys(&["g", "n"]);
    assert!(
        real.screen().contains("esta es de verdad"),
        "{}",
        real.screen()
    );
}

#[test]
fn a_practice_network_is_begun_again_from_inside_by_one_key_and_an_answer() {
    let mut h = practising(USUAL);
    h.keys(&["g", "n"]);
    h.wait(1000);
    h.keys(&["Enter"]);
    assert!(
        h.screen().contains("PRÁCTICA"),
        "the safe answer comes first"
    );
    h.keys(&["g", "n"]);
    h.wait(2000);
    h.keys(&["Down", "Enter"]);
    assert!(
        h.effects
            .iter()
            .any(|effect| matches!(effect, Effect::Destroy))
    );
    assert!(!h.screen().contains("Ejemplo"), "{}", h.screen());
    h.send(Msg::Destroyed(Ok(())));
    assert!(h.screen().contains("Mi nombre"), "{}", h.screen());
    h.keys(&["Esc"]);
    assert!(
        h.screen().contains("Mi nombre"),
        "there is no way back to what is gone"
    );
    let ended = |effect: &Effect| matches!(effect, Effect::End(_));
    assert!(!h.effects.iter().any(ended));
}

#[test]
fn locking_hides_everything_at_once_and_what_was_typed_arrives() {
    let mut h = open_document();
    h.hold = true;
    h.write("A");
    h.wait(60);
    h.write("B");
    h.keys(&["Ctrl-L"]);
    let locked = h.screen();
    for word in ["Ejemplo", "uno", "Plan", "Ana", "guardado"] {
        assert!(!locked.contains(word), "{locked}");
    }
    let mut first = Harness::new(Language::Spanish, USUAL, true);
    assert_eq!(locked, first.screen(), "cell by cell the first screen");
    assert!(
        h.effects
            .iter()
            .any(|effect| matches!(effect, Effect::Clear))
    );
    h.hold = false;
    h.settle();
    assert_eq!(h.node.text, "ABuno dos");
    assert_eq!(
        h.node.kinds().last().map(String::as_str),
        Some("lock"),
        "the keys go last"
    );
}

#[test]
fn an_answer_that_comes_after_the_lock_shows_nothing() {
    let mut h = spanish();
    h.hold = true;
    h.send(Msg::EventsMissed);
    h.keys(&["Ctrl-L"]);
    h.hold = false;
    h.settle();
    assert!(matches!(h.app.stage, Stage::Locked(_)));
    assert!(!h.screen().contains("Ejemplo"));
}

#[test]
fn idle_minutes_lock_and_a_wrong_passphrase_waits() {
    let mut h = open_thread();
    h.wait(299_000);
    assert!(matches!(h.app.stage, Stage::Inside(_)));
    h.wait(1000);
    assert!(matches!(h.app.stage, Stage::Locked(_)));
    h.write("no es");
    h.keys(&["Enter"]);
    assert!(h.screen().contains("Esperar 1 segundo"));
    let asked = h.node.asked.len();
    h.write("farol nube tijera monte oveja");
    h.keys(&["Enter"]);
    assert_eq!(h.node.asked.len(), asked, "too early to try again");
    h.wait(1000);
    h.keys(&["Enter"]);
    assert_eq!(h.state().place(), Place::Thread, "back where one was");
    assert!(h.screen().contains("Plan de incidencia"));
}

#[test]
fn whoever_waits_for_a_profile_to_open_is_told_how_far_it_is() {
    let mut h = Harness::new(Language::Spanish, USUAL, true);
    h.send(Msg::Opening(Phase::Reading, 9));
    assert!(!h.screen().contains("9 %"), "{}", h.screen());
    h.write("farol nube tijera monte oveja");
    h.keys(&["Enter"]);
    assert!(h.screen().contains("Abriendo"), "{}", h.screen());
    let now = h.app.now_ms();
    assert!(h.app.wake_ms() <= now + 100, "it looks again soon");
    for (phase, words) in [
        (Phase::Reading, "Leyendo lo guardado: 9 %"),
        (Phase::Indexing, "Rehaciendo el índice: 9 %"),
        (Phase::Sorting, "Ordenando lo leído: 9 %"),
    ] {
        h.send(Msg::Opening(phase, 9));
        assert!(h.screen().contains(words), "{}", h.screen());
    }
    h.send(Msg::Opened(Err(ErrorKind::WrongPassphrase.into())));
    h.send(Msg::Opening(Phase::Sorting, 10));
    assert!(h.screen().contains("Esperar 1 segundo"), "{}", h.screen());
}

#[test]
fn the_lock_of_another_window_locks_this_one() {
    let mut h = spanish();
    h.event(Event::Locked {});
    assert!(matches!(h.app.stage, Stage::Locked(_)));
    assert!(!h.node.kinds().contains(&"lock".to_owned()));
    h.event(Event::Unlocked {});
    assert!(
        matches!(h.app.stage, Stage::Locked(_)),
        "whoever sits here has proved nothing"
    );
}

#[test]
fn a_draft_being_written_survives_the_lock() {
    let mut h = open_thread();
    h.keys(&["R"]);
    h.write("Sigue aquí");
    h.keys(&["Ctrl-L"]);
    assert!(!h.screen().contains("Sigue"));
    h.write("farol nube tijera monte oveja");
    h.keys(&["Enter"]);
    assert_eq!(h.state().place(), Place::Composer);
    assert!(h.screen().contains("Sigue aquí"));
}

#[test]
fn the_first_run_says_all_that_the_program_does_not_protect() {
    use crate::app::wizard::{PROTECTS, PROTECTS_NOT, PROTECTS_NOT_EITHER};
    let mut h = Harness::new(Language::Spanish, USUAL, false);
    to_passphrase(&mut h);
    for _ in 0..2 {
        h.write("farol nube tijera monte oveja");
        h.keys(&["Enter"]);
    }
    let first = words_of(&h.screen());
    h.wait(1000);
    h.keys(&["Down", "Enter"]);
    let more = words_of(&h.screen());
    let texts = crate::lang::Texts::new(Language::Spanish);
    for key in PROTECTS.iter().chain(&PROTECTS_NOT) {
        assert!(first.contains(&texts.get(key)), "{key}:\n{first}");
    }
    for key in PROTECTS_NOT_EITHER {
        assert!(more.contains(&texts.get(key)), "{key}:\n{more}");
    }
    h.keys(&["Enter"]);
    assert!(h.screen().contains("Entendido"), "{}", h.screen());
}

fn words_of(screen: &str) -> String {
    let words: Vec<&str> = screen.split_whitespace().collect();
    words.join(" ")
}

#[test]
fn only_a_typed_word_destroys_what_opens_the_profile() {
    let mut h = spanish();
    h.keys(&["g", "w"]);
    let screen = words_of(&h.screen());
    assert!(screen.contains("puede ser delito"), "{screen}");
    let destroys = |h: &Harness| {
        let effects = h.effects.iter();
        effects
            .filter(|effect| matches!(effect, Effect::Destroy))
            .count()
    };
    h.wait(1000);
    for typed in ["", "sí"] {
        h.write(typed);
        h.keys(&["Enter"]);
        assert!(h.screen().contains("No es la palabra"), "{}", h.screen());
    }
    assert_eq!(destroys(&h), 0);
    h.keys(&["Backspace", "Backspace"]);
    let asked = h.node.asked.len();
    h.write("Destruir");
    h.keys(&["Enter"]);
    assert_eq!(destroys(&h), 1);
    assert!(!h.screen().contains("Red Ejemplo"), "{}", h.screen());
    assert_eq!(h.node.asked.len(), asked, "nothing is saved any more");
    h.send(Msg::Destroyed(Err(ApiError::new(ErrorKind::ReadOnly))));
    assert!(
        !h.effects
            .iter()
            .any(|effect| matches!(effect, Effect::End(_)))
    );
    h.send(Msg::Destroyed(Ok(())));
    let end = |effect: &Effect| matches!(effect, Effect::End(Outcome::Quit));
    assert!(h.effects.iter().any(end));
}
