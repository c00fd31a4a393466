//! The example network that screens are drawn of. All names are invented.

use std::collections::BTreeMap;

use asamblea_node::api::{
    AgendaDetail, AgendaItemRow, AgendaRow, AlertRow, Author, DocRow, FoundRow, NetworkRow,
    OrgName, PeerRow, PostRow, ReaderRow, ReaderStep, SpaceRow, ThreadRow, WhoRow,
};

use super::harness::Node;

pub(super) fn text(words: &str) -> String {
    words.to_owned()
}

pub(super) fn author(name: &str, org: &str) -> Author {
    Author {
        person: format!("person-{name}"),
        name: text(name),
        org: Some(format!("org-{org}")),
        org_name: Some(text(org)),
    }
}

pub(super) fn post(id: &str, name: &str, org: &str, at: &str, body: &str) -> PostRow {
    PostRow {
        id: text(id),
        author: author(name, org),
        body: text(body),
        reply_to: None,
        at: text(at),
        received_at: text(at),
        edited: false,
        retracted: false,
        delivered: false,
        quarantined: false,
        unread: false,
        by: None,
    }
}

fn space(id: &str, name: &str, kind: &str, unread: u64, guardian: Option<&str>) -> SpaceRow {
    SpaceRow {
        id: text(id),
        name: text(name),
        kind: text(kind),
        role: text("write"),
        unread,
        retain: None,
        forgotten: 0,
        guardian: guardian.map(text),
    }
}

fn thread(id: &str, title: &str, unread: u64, at: &str) -> ThreadRow {
    ThreadRow {
        id: text(id),
        title: text(title),
        space: text("red"),
        posts: 4,
        unread,
        last_at: text(at),
        closed: false,
        forgotten: false,
    }
}

pub(super) fn who(kind: &str, id: &str, name: &str, org: &str, role: &str, state: &str) -> WhoRow {
    WhoRow {
        kind: text(kind),
        id: text(id),
        name: text(name),
        org: (!org.is_empty()).then(|| text(org)),
        person: None,
        role: (!role.is_empty()).then(|| text(role)),
        state: text(state),
        safety_words: None,
        last_seen: None,
        me: false,
        ..WhoRow::default()
    }
}

fn device(id: &str, name: &str, person: &str, state: &str, words: &str) -> WhoRow {
    WhoRow {
        person: Some(text(person)),
        safety_words: Some(text(words)),
        last_seen: Some(text("2027-04-14T12:10:00Z")),
        ..who("device", id, name, "org-Molde", "", state)
    }
}

fn item(title: &str, starts: &str, zone: &str, place: Option<&str>, kind: &str) -> AgendaItemRow {
    AgendaItemRow {
        id: format!("item-{title}"),
        title: text(title),
        starts: text(starts),
        ends: None,
        zone: text(zone),
        place: place.map(text),
        kind: text(kind),
        state: text("planned"),
        ..AgendaItemRow::default()
    }
}

pub(super) fn org(name: &str) -> OrgName {
    OrgName {
        id: format!("org-{name}"),
        name: text(name),
    }
}

/// What a search for `encuesta` finds.
pub(super) fn found() -> Vec<FoundRow> {
    vec![FoundRow {
        kind: text("post"),
        id: text("p2"),
        inside: text("t1"),
        opens: None,
        space: text("red"),
        title: text("Plan de incidencia 2027"),
        excerpt: text("…suma el dato de la encuesta de marzo: siete de cada diez"),
        at: text("2027-04-14T13:40:00Z"),
    }]
}

pub(super) fn network(interface: &str) -> NetworkRow {
    NetworkRow {
        id: Some(text("00112233")),
        label: format!("192.0.2.0/24 ({interface})"),
        here: true,
        trusted: false,
        since: None,
        searching: false,
    }
}

fn posts() -> BTreeMap<String, Vec<PostRow>> {
    let mut fresh = post(
        "p3",
        "Sofía",
        "Secretaría",
        "2027-04-14T14:02:00Z",
        "Propongo cerrar el texto el viernes. Sale de aquí la propuesta 2027-06.",
    );
    fresh.unread = true;
    let mut answer = post(
        "p4",
        "Elena",
        "Org. Maqueta",
        "2027-04-14T14:30:00Z",
        "¿Se puede citar la encuesta completa?",
    );
    answer.unread = true;
    answer.reply_to = Some(text("p2"));
    answer.received_at = text("2027-04-14T15:05:00Z");
    let mut mine = post(
        "p1",
        "Ana",
        "Org. Ejemplo",
        "2027-04-13T21:40:00Z",
        "Propongo empezar por la ordenanza.",
    );
    mine.delivered = true;
    let rosa = post(
        "p2",
        "Rosa",
        "Org. Prueba",
        "2027-04-14T13:40:00Z",
        "De acuerdo, y sumo el dato de la encuesta de marzo: siete de cada diez no denuncian.",
    );
    BTreeMap::from([(text("t1"), vec![mine, rosa, fresh, answer])])
}

fn spaces() -> Vec<SpaceRow> {
    vec![
        space("red", "Red Ejemplo", "network", 12, None),
        space("cono", "Cono Sur", "subregion", 2, Some("red")),
        space("andina", "Andina", "subregion", 0, Some("red")),
        space("org", "Org. Ejemplo", "org", 4, None),
        space("grupo", "Encuesta de julio", "working", 0, None),
        space("caso", "ZZ-27-014", "case", 1, None),
    ]
}

fn items() -> Vec<AgendaItemRow> {
    vec![
        item(
            "Reunión de coordinadoras",
            "2027-04-15T19:00:00Z",
            "America/Mexico_City",
            Some("a distancia"),
            "meeting",
        ),
        item(
            "Cierra la votación 2027-06",
            "2027-04-16T21:00:00Z",
            "America/Argentina/Buenos_Aires",
            None,
            "deadline",
        ),
        item(
            "Taller de incidencia",
            "2027-04-22T15:00:00Z",
            "America/Lima",
            Some("Casa de la red"),
            "training",
        ),
    ]
}

fn people() -> Vec<WhoRow> {
    let mut me = who(
        "person",
        "person-Ana",
        "Ana",
        "org-Ejemplo",
        "coordinator",
        "active",
    );
    me.me = true;
    let mut mine = who("org", "org-Ejemplo", "Org. Ejemplo", "", "", "active");
    mine.me = true;
    vec![
        mine,
        me,
        who("org", "org-Molde", "Org. Molde", "", "", "active"),
        who(
            "person",
            "person-Marta",
            "Marta",
            "org-Molde",
            "coordinator",
            "active",
        ),
        device(
            "dev1",
            "portátil",
            "person-Marta",
            "active",
            "mesa cielo ronda faro lima pan",
        ),
        device(
            "dev2",
            "teléfono",
            "person-Marta",
            "unverified",
            "lluvia cuchara puente gallo arena tijera",
        ),
        WhoRow {
            waits: Some(text("against")),
            ..who(
                "person",
                "person-Irma",
                "Irma",
                "org-Molde",
                "coordinator",
                "suspended",
            )
        },
    ]
}

fn step(space: &str, kind: &str, by: Option<&str>, at: &str) -> ReaderStep {
    ReaderStep {
        space: format!("id-{space}"),
        name: text(space),
        kind: text(kind),
        op: Some(text("00ff")),
        by: by.map(text),
        received_at: Some(text(at)),
    }
}

/// Somebody who reads the network through her organization.
pub(super) fn reader(name: &str, org: &str, role: &str) -> ReaderRow {
    let by = Some("Sofía (Secretaría)").filter(|_| org != "Org. Ejemplo");
    ReaderRow {
        kind: text("person"),
        id: format!("person-{name}"),
        name: text(name),
        org: Some(format!("org-{org}")),
        org_name: Some(text(org)),
        role: text(role),
        reads: role != "carrier",
        me: name == "Ana",
        unverified: false,
        devices: 1,
        paths: vec![vec![
            step(org, "org", None, "2027-01-14T14:00:00Z"),
            step("Red Ejemplo", "network", by, "2027-01-14T13:00:00Z"),
        ]],
    }
}

/// Who reads the network: by one way and by two, verified and not, and what only stores.
fn readers() -> Vec<ReaderRow> {
    let mut marta = reader("Marta", "Org. Molde", "admin");
    marta.devices = 2;
    marta.unverified = true;
    marta.paths.push(vec![step(
        "Red Ejemplo",
        "network",
        Some("Ana (Org. Ejemplo)"),
        "2027-04-14T12:10:00Z",
    )]);
    let mut long = reader(
        "Irma de los Ángeles Benítez Villalba, la de la costa",
        "Org. Molde",
        "write",
    );
    long.paths[0][0].by = Some(text("Marta (Org. Molde)"));
    let mut casa = reader("Casa", "Org. Ejemplo", "carrier");
    casa.kind = text("machine");
    let mut server = reader("Servidor", "Org. Molde", "read");
    server.kind = text("machine");
    vec![
        reader("Ana", "Org. Ejemplo", "write"),
        reader("Luz", "Org. Ejemplo", "read"),
        long,
        marta,
        server,
        casa,
    ]
}

impl Node {
    /// The example network.
    pub(super) fn example() -> Self {
        Self {
            spaces: spaces(),
            threads: vec![
                thread("t1", "Plan de incidencia 2027", 2, "2027-04-14T14:30:00Z"),
                thread(
                    "t2",
                    "Taller regional: propuestas",
                    0,
                    "2027-04-13T22:20:00Z",
                ),
                thread("t3", "Boletín de abril", 0, "2027-04-12T12:00:00Z"),
            ],
            posts: posts(),
            docs: vec![DocRow {
                id: text("d1"),
                title: text("Plan de incidencia 2027"),
                space: text("red"),
                version: text("v"),
                unread: true,
                at: text("2027-04-14T14:31:00Z"),
            }],
            text: text(
                "## 2. Qué se propone\n\nLa red presenta en cada país una propuesta de \
                 protocolo para la atención en centros de salud, con datos propios y sin \
                 nombres.\n",
            ),
            agendas: vec![AgendaRow {
                id: text("a1"),
                title: text("Agenda de la red"),
                space: text("red"),
                edition: 7,
                items: 3,
                at: text("2027-04-14T11:00:00Z"),
                unread: false,
            }],
            items: items(),
            who: people(),
            alerts: vec![AlertRow {
                id: text("al1"),
                code: text("newcomer"),
                subject: text("Marta"),
                text: text("came in"),
                at: text("2027-04-14T12:10:00Z"),
                done: false,
                ..AlertRow::default()
            }],
            people: 214,
            peers: vec![PeerRow {
                device: text("0123456789abcdef"),
                org: Some(text("Org. Prueba")),
                address: text("/ip4/192.0.2.7/tcp/4001"),
                via: text("tcp"),
                since: text("2027-04-14T13:32:00Z"),
            }],
            coordinators: 3,
            readers: readers(),
            networks: vec![network("wlan0")],
            last_exchange: Some(text("2027-04-14T14:52:00Z")),
            more: AgendaDetail::default(),
            comments: Vec::new(),
            passphrase: text("farol nube tijera monte oveja"),
            ..Self::default()
        }
    }
}
