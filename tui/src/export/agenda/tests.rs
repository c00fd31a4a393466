//! What stands in an exported agenda, and what does not.

use asamblea_node::api::Author;

use super::*;
use crate::export::ics::tests::read;
use crate::lang::Language;

fn agenda() -> AgendaDetail {
    let item = AgendaItemRow {
        id: "0a".repeat(16),
        title: "Encuentro de <Rosa>, y otras".to_owned(),
        starts: "2027-04-15T20:00:00Z".to_owned(),
        ends: Some("2027-04-15T21:30:00Z".to_owned()),
        zone: "America/Asuncion".to_owned(),
        place: Some("Casa de *Molde*".to_owned()),
        kind: "meeting".to_owned(),
        state: "planned".to_owned(),
        who: Some("Marta".to_owned()),
        from: None,
        uid: "ff".repeat(16),
        sequence: 2,
        change: None,
    };
    let off = AgendaItemRow {
        title: "Otra".to_owned(),
        kind: "training".to_owned(),
        state: "cancelled".to_owned(),
        starts: "2027-04-17T01:00:00Z".to_owned(),
        ends: None,
        ..item.clone()
    };
    AgendaDetail {
        title: "Agenda de Red Ejemplo".to_owned(),
        edition: 3,
        signed_by: Some(Author {
            name: "Sofía".to_owned(),
            ..Author::default()
        }),
        at: Some("2027-04-01T11:22:33Z".to_owned()),
        items: vec![item, off],
        ..AgendaDetail::default()
    }
}

fn spanish() -> Texts {
    Texts::new(Language::Spanish)
}

const TELLING: [&str; 8] = [
    "Rosa", "Molde", "Marta", "Otra", "Ejemplo", "Sof", "Asuncion", "asamblea",
];

#[test]
fn a_calendar_tells_hours_and_kinds_and_no_more_unless_all_is_asked_for() {
    let text = calendar(&agenda(), Told::Hours, &spanish());
    for word in TELLING {
        assert!(
            !text.to_lowercase().contains(&word.to_lowercase()),
            "{word}"
        );
    }
    assert!(!text.contains("112233") && !text.contains(&"0a".repeat(16)));
    let events = read(&text);
    let kinds: Vec<&str> = events
        .iter()
        .flatten()
        .filter(|(name, _)| name == "SUMMARY")
        .map(|(_, value)| value.as_str())
        .collect();
    assert_eq!(kinds, ["Reunión", "Capacitación"]);
    let all = calendar(&agenda(), Told::All, &spanish());
    for word in ["Rosa", "Molde", "Marta", "112233", "America/Asuncion"] {
        assert!(all.contains(word), "{word}");
    }
    for word in ["Ejemplo", "Sof", "asamblea"] {
        assert!(!all.contains(word), "{word}");
    }
}

#[test]
fn one_agenda_always_gives_the_same_calendar() {
    let once = calendar(&agenda(), Told::Hours, &spanish());
    assert_eq!(once, calendar(&agenda(), Told::Hours, &spanish()));
    let english = calendar(&agenda(), Told::Hours, &Texts::new(Language::English));
    assert!(english.contains("SUMMARY:Meeting"), "{english}");
}

#[test]
fn the_printed_agenda_has_the_hour_of_the_place() {
    let text = markdown(&agenda(), &spanish());
    assert_eq!(
        text,
        "# Agenda de Red Ejemplo\n\nEdición 3, publicada el 2027-04-01.\n\n\
## 2027-04-15\n\n- 17:00–18:30 (America/Asuncion) **Encuentro de \\<Rosa\\>, y otras**. \
Reunión. Lugar: Casa de \\*Molde\\*. Responsable: Marta\n\n\
## 2027-04-16\n\n- 22:00 (America/Asuncion) ~~Otra~~ CANCELADA. Capacitación. \
Lugar: Casa de \\*Molde\\*. Responsable: Marta\n"
    );
    let page = html(&agenda(), &spanish());
    assert!(
        page.contains("<strong>Encuentro de &lt;Rosa&gt;, y otras</strong>"),
        "{page}"
    );
    assert!(page.contains("<s>Otra</s> CANCELADA"), "{page}");
    assert!(!page.contains("Sofía"), "{page}");
    assert_eq!(page.matches("<ul>").count(), page.matches("</ul>").count());
}
