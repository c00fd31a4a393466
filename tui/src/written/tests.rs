//! Calls and minutes, and the quorum in words.

use asamblea_node::api::{AttendanceRow, Author, SeatRow, VotesRow};

use super::*;
use crate::lang::Language;

const ZONE: &str = "America/Lima";

fn text(value: &str) -> String {
    value.to_owned()
}

fn party_called(name: &str) -> PartyRow {
    PartyRow {
        kind: text("org"),
        id: None,
        name: text(name),
    }
}

fn count(present: u32, proxies: u32) -> QuorumRow {
    QuorumRow {
        counts: text("orgs"),
        of: 15,
        present,
        proxies,
        need: 8,
        second_need: Some(5),
        second_call: Some(text("2026-12-01T22:00:00Z")),
        second: false,
        met: present + proxies >= 8,
    }
}

fn seat(name: &str, presence: &str, to: Option<&str>) -> SeatRow {
    SeatRow {
        id: text("id"),
        name: text(name),
        presence: text(presence),
        proxy: to.map(party_called),
        counts: presence != "absent",
        answer: None,
    }
}

fn agreement(number: &str, item: Option<&str>) -> AgreementRow {
    AgreementRow {
        id: text("a"),
        number: text(number),
        text: text("Pedir audiencia\n# Cierre"),
        decided: text("vote"),
        who: Some(party_called("Molde")),
        due: Some(text("2026-12-31")),
        state: text("open"),
        item: item.map(text),
        votes: Some(VotesRow {
            yes: 8,
            no: 1,
            abstain: 2,
        }),
        ..AgreementRow::default()
    }
}

fn meeting() -> MeetingDetail {
    let point = |id: &str, order, title: &str, state: &str| PointRow {
        id: text(id),
        order,
        title: text(title),
        kind: text("decision"),
        state: text(state),
        presenter: Some(party_called("Ana")),
        minutes: Some(10),
        later: false,
        vote: None,
    };
    MeetingDetail {
        id: text("m"),
        title: text("Asamblea de fin de año"),
        kind: text("ordinary"),
        state: text("called"),
        starts: text("2026-12-01T21:00:00Z"),
        ends: Some(text("2026-12-01T23:00:00Z")),
        zone: text(ZONE),
        place: Some(text("Sala 2")),
        modality: text("mixed"),
        space_name: text("Red Ejemplo"),
        points_until: Some(text("2026-11-28T05:00:00Z")),
        called_by: Author {
            person: text("p"),
            name: text("Ana"),
            org: None,
            org_name: Some(text("Ceibo")),
        },
        quorum: count(8, 0),
        items: vec![
            point("1", 1, "Presupuesto", "done"),
            point("2", 2, "Varios", "open"),
            point("3", 0, "Retirado", "withdrawn"),
        ],
        seats: vec![
            seat("Ceibo", "present", None),
            seat("Molde", "proxy", Some("Ceibo")),
            seat("Faro", "absent", None),
        ],
        attendance: vec![AttendanceRow {
            who: party_called("Rosa"),
            org: Some(text("Ceibo")),
            presence: text("present"),
            standing: text("alternate"),
            ..AttendanceRow::default()
        }],
        agreements: vec![agreement("2026-03", Some("1")), agreement("2026-04", None)],
        earlier: vec![AgreementRow {
            state: text("overdue"),
            ..agreement("2026-01", None)
        }],
        ..MeetingDetail::default()
    }
}

#[track_caller]
fn says(row: &QuorumRow, spanish: &str, english: &str) {
    let said = [Language::Spanish, Language::English]
        .map(|language| quorum(&Texts::new(language), row, ZONE));
    assert_eq!(said, [spanish, english]);
}

#[test]
fn the_quorum_is_a_sentence() {
    says(
        &count(8, 2),
        "8 de 15 organizaciones presentes, 2 por poder: hay quórum (hacen falta 8).",
        "8 of 15 organizations present, 2 by proxy: quorum reached (8 needed).",
    );
    says(
        &count(5, 1),
        "5 de 15 organizaciones presentes, 1 por poder: faltan 2 para el quórum de 8. \
         Segunda llamada: 2026-12-01 17:00 America/Lima, con 5.",
        "5 of 15 organizations present, 1 by proxy: 2 missing for the quorum of 8. \
         Second call: 2026-12-01 17:00 America/Lima, with 5.",
    );
    let second = QuorumRow {
        second: true,
        met: true,
        ..count(5, 0)
    };
    says(
        &second,
        "5 de 15 organizaciones presentes: hay quórum en segunda llamada (alcanza con 5).",
        "5 of 15 organizations present: quorum reached at the second call (5 enough).",
    );
}

#[test]
fn a_call_says_what_when_where_and_with_how_many() {
    let page = call(&Texts::new(Language::Spanish), &meeting());
    for line in [
        "# Convocatoria a reunión ordinaria de Red Ejemplo",
        "- Fecha y hora: 2026-12-01 16:00 - 18:00 (America/Lima)",
        "- Modalidad: mixta · Sala 2",
        "- Quórum: 8 de 15 organizaciones; \
         si no se alcanza, segunda llamada: 2026-12-01 17:00, con 5",
        "1. Presupuesto (decisión, Ana, 10 minutos)",
        "Pueden proponerse puntos hasta 2026-11-28 00:00.",
        "Convoca: Ana (Ceibo)",
    ] {
        assert!(page.lines().any(|known| known == line), "{line}\n{page}");
    }
    assert!(!page.contains("Retirado"));
}

#[test]
fn minutes_tell_who_was_there_what_was_said_and_what_was_agreed() {
    let texts = Texts::new(Language::Spanish);
    let signing = Signing {
        chair: Some(text("Ana")),
        secretary: None,
    };
    let page = minutes(
        &texts,
        &meeting(),
        "Se habló.\n",
        "2026-12-01T23:10:00Z",
        &signing,
    );
    for line in [
        "# Acta: Asamblea de fin de año",
        "- Comienzo: 2026-12-01 16:00 (America/Lima)",
        "- Presentes: Ceibo",
        "- Personas: Rosa (Ceibo, suplente)",
        "- Por poder: Molde por Ceibo",
        "- Excusadas: -",
        "- Ausentes: Faro",
        "- Vencidos:",
        "## Punto 1: Presupuesto",
        "**Acuerdo 2026-03**: Pedir audiencia # Cierre",
        "a favor 8, en contra 1, abstenciones 2 · a cargo de Molde · hasta el 2026-12-31",
        "Se habló.",
        "- Hora de cierre: 2026-12-01 18:10 (America/Lima)",
        "- Preside: Ana",
        "- Secretaria de actas: ________",
    ] {
        assert!(page.lines().any(|known| known == line), "{line}\n{page}");
    }
    // An agreement stands once, and nobody's text makes a heading of its own.
    assert_eq!(page.matches("2026-03").count(), 1);
    assert_eq!(page.matches("\n## Cierre").count(), 1);
    assert!(!page.contains("\n# Cierre"));
}

#[test]
fn minutes_bear_their_number_and_the_votes_of_what_was_decided() {
    let vote = PointVote {
        title: text("Gira\n# Cierre"),
        method: text("majority"),
        tally: [("yes", 8), ("no", 1), ("abstain", 2)]
            .map(|(choice, count)| (text(choice), count))
            .into(),
        outcome: Some(text("adopted")),
        voted: 11,
        of: 15,
        ..PointVote::default()
    };
    let mut meeting = meeting();
    meeting.number = text("3/2026");
    meeting.items[0].vote = Some(vote);
    let now = "2026-12-01T23:10:00Z";
    let written = |language, meeting: &MeetingDetail| {
        minutes(&Texts::new(language), meeting, "", now, &Signing::default())
    };
    let page = written(Language::Spanish, &meeting);
    assert!(
        page.starts_with("# Acta 3/2026: Asamblea de fin de año\n"),
        "{page}"
    );
    let line = page
        .lines()
        .find(|line| line.starts_with("Propuesta «Gira # Cierre»:"));
    let line = line.expect("the vote in one line");
    for part in ["8", "1", "2", "11", "15"] {
        assert!(line.contains(part), "{part}: {line}");
    }
    assert!(page.matches("\n## Punto 1").count() == 1 && !page.contains("\n# Cierre"));
    let english = written(Language::English, &meeting);
    assert!(
        english.contains("Proposal \"Gira # Cierre\": Yes 8, No 1"),
        "{english}"
    );
}

#[test]
fn minutes_of_a_meeting_where_nothing_happened_say_so() {
    let texts = Texts::new(Language::English);
    let empty = MeetingDetail {
        agreements: Vec::new(),
        items: Vec::new(),
        earlier: Vec::new(),
        ..meeting()
    };
    let page = minutes(
        &texts,
        &empty,
        " \n",
        "2026-12-01T23:10:00Z",
        &Signing::default(),
    );
    assert!(page.contains("Nothing was written.") && page.contains("None."));
    assert!(!page.contains("Earlier agreements"));
}
