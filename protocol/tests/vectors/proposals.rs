//! Proposals and votes among the contents.

use asamblea_protocol::content::{
    Amendment, AmendmentAnswer, Ballot, Basis, Body, Choice, Count, Delegation, Method,
    OPTIONS_MAX, Objection, ProposalClose, ProposalNew, ProposalOpen, ProposalWithdraw, SecondCall,
};
use asamblea_protocol::time::WallTime;

use super::cbor::{Cbor, Change, fill, items, number, push, set};
use super::world::{op, space};

fn proposal(method: Method) -> ProposalNew {
    let mut roll = vec![space(1), space(2), space(3)];
    roll.sort_unstable();
    ProposalNew {
        title: "Plan de incidencia".into(),
        text: "Una gira por subregión.".into(),
        method,
        count: Count::Orgs,
        roll,
        closes: WallTime(1_800_000_000_000),
        quorum: 2,
        options: Vec::new(),
        secret: false,
        carries: 2,
        second: None,
        from: None,
    }
}

fn long_proposal() -> ProposalNew {
    ProposalNew {
        count: Count::People,
        options: vec!["Ñandutí".into(); OPTIONS_MAX],
        secret: true,
        second: Some(SecondCall {
            closes: WallTime(1_800_000_600_000),
            quorum: 1,
        }),
        from: Some(op(9)),
        ..proposal(Method::Election)
    }
}

fn ballot(numbers: &[u32]) -> Ballot {
    let choices = numbers.iter();
    let mut follows = vec![op(2), op(3)];
    follows.sort_unstable();
    Ballot {
        proposal: op(1),
        unit: space(1),
        version: op(1),
        follows,
        choices: choices
            .map(|&number| Choice { number, points: 1 })
            .collect(),
        reason: None,
        objection: None,
        basis: None,
    }
}

fn object() -> Ballot {
    Ballot {
        reason: Some("Falta un paso".into()),
        objection: Some(Objection {
            harm: "Pide el nombre completo".into(),
            change: "Aceptar un seudónimo".into(),
        }),
        ..ballot(&[3])
    }
}

fn delegation(to: Option<u8>) -> Delegation {
    Delegation {
        proposal: op(1),
        unit: space(1),
        follows: Vec::new(),
        to: to.map(space),
    }
}

fn answer(accepted: bool) -> AmendmentAnswer {
    AmendmentAnswer {
        proposal: op(1),
        amendment: op(5),
        version: op(1),
        accepted,
    }
}

fn closing() -> ProposalClose {
    let mut words = vec![op(2), op(3), op(4)];
    words.sort_unstable();
    ProposalClose {
        proposal: op(1),
        version: op(1),
        call: 1,
        words,
        statement: None,
    }
}

/// Good contents: name, body.
pub(crate) fn bodies() -> Vec<(&'static str, Body)> {
    let amendment = |reason: Option<&str>| Amendment {
        proposal: op(1),
        version: op(1),
        text: "Dos giras.".into(),
        reason: reason.map(Into::into),
    };
    let withdraw = |reason: Option<&str>| ProposalWithdraw {
        proposal: op(1),
        reason: reason.map(Into::into),
    };
    let founded = Ballot {
        basis: Some(Basis::Assembly),
        ..ballot(&[0])
    };
    let consulted = ProposalNew {
        roll: Vec::new(),
        ..proposal(Method::Consent)
    };
    let opening = ProposalOpen {
        proposal: op(1),
        version: op(4),
        roll: proposal(Method::Consent).roll,
        closes: WallTime(1_800_000_000_000),
    };
    let last = ProposalClose {
        call: 2,
        words: Vec::new(),
        statement: Some("Se hace en mayo".into()),
        ..closing()
    };
    vec![
        ("proposal", proposal(Method::Majority).into()),
        ("long proposal", long_proposal().into()),
        ("ballot", ballot(&[0]).into()),
        ("ballot with an objection", object().into()),
        ("ballot of an assembly", founded.into()),
        ("abstaining ballot", ballot(&[]).into()),
        ("ballot of all options", ballot(&[0, 1, 31]).into()),
        ("delegation", delegation(Some(2)).into()),
        ("end of a delegation", delegation(None).into()),
        ("amendment", amendment(None).into()),
        ("amendment with a reason", amendment(Some("Alcanza")).into()),
        ("accepted amendment", answer(true).into()),
        ("rejected amendment", answer(false).into()),
        ("closing", closing().into()),
        ("last closing", last.into()),
        ("proposal for consultation", consulted.into()),
        ("opening of a vote", opening.into()),
        ("withdrawal", withdraw(None).into()),
        (
            "withdrawal with a reason",
            withdraw(Some("Otra mejor")).into(),
        ),
    ]
}

const TOGETHER: &str = "what is there only together is";
const IDS: &str = "ids side by side ascend, each once, 32 bytes each";
const CHOICES: &str = "choices ascend by number, each once, of 32 bits";

fn choice(number: u64) -> Cbor {
    Cbor::Array(vec![Cbor::Uint(number), Cbor::Uint(1)])
}

/// Known kinds with what only a newer version can have written: name, content, change.
pub(crate) const LONGER: &[(&str, &str, Change)] = &[
    ("proposal of newer method", "proposal", |t| {
        number(t, "4", 9)
    }),
    ("proposal of newer count", "proposal", |t| number(t, "5", 3)),
    ("ballot of newer basis", "ballot of an assembly", |t| {
        number(t, "10", 6)
    }),
    ("ballot with a choice of a field more", "ballot", |t| {
        push(t, "6/0", Cbor::Uint(1))
    }),
];

/// Breaks of good contents: name, rule, content, change.
pub(crate) const BREAKS: &[(&str, &str, &str, Change)] = &[
    (
        "second call without its quorum",
        TOGETHER,
        "proposal",
        |t| items(t).push(Cbor::Uint(5)),
    ),
    ("harm without a change", TOGETHER, "ballot", |t| {
        items(t).extend([Cbor::Null, Cbor::text("x")]);
    }),
    ("secret 2", "a flag is 0 or 1", "proposal", |t| {
        number(t, "10", 2)
    }),
    (
        "accepted 2",
        "a flag is 0 or 1",
        "accepted amendment",
        |t| number(t, "5", 2),
    ),
    ("roll of 33 bytes", IDS, "proposal", |t| fill(t, "6", 9, 33)),
    ("roll with a unit twice", IDS, "proposal", |t| {
        fill(t, "6", 9, 64)
    }),
    ("words that descend", IDS, "closing", |t| {
        set(t, "5", Cbor::Bytes([[9; 32], [8; 32]].concat()))
    }),
    ("a choice twice", CHOICES, "ballot", |t| {
        push(t, "6", choice(0))
    }),
    ("choices that descend", CHOICES, "abstaining ballot", |t| {
        set(t, "6", Cbor::Array(vec![choice(1), choice(0)]))
    }),
    ("points of 33 bits", CHOICES, "ballot", |t| {
        number(t, "6/0/1", 1 << 32)
    }),
];

/// Texts over their limit: name, content, where, how long.
pub(crate) const LONG: &[(&str, &str, &str, usize)] = &[
    ("proposal of 16,385 bytes", "proposal", "3", 16_385),
    ("amendment of 16,385 bytes", "amendment", "4", 16_385),
    (
        "reason of 2,049 bytes",
        "ballot with an objection",
        "7",
        2049,
    ),
    ("statement of 2,049 bytes", "last closing", "6", 2049),
];

/// Lists over their limit: name, content, where, what.
pub(crate) fn long_lists() -> Vec<(&'static str, &'static str, &'static str, Cbor)> {
    let ids = |count: u16| {
        let ids = (0..count).flat_map(|n| [vec![0; 30], n.to_be_bytes().to_vec()].concat());
        Cbor::Bytes(ids.collect())
    };
    let options = Cbor::Array(vec![Cbor::text("x"); 33]);
    let long = Cbor::Array(vec![Cbor::Text("x".repeat(257))]);
    vec![
        ("1,001 units", "proposal", "6", ids(1001)),
        ("17 words followed", "ballot", "5", ids(17)),
        ("1,601 words named", "closing", "5", ids(1601)),
        ("33 options", "proposal", "9", options),
        (
            "33 choices",
            "ballot",
            "6",
            Cbor::Array((0..33).map(choice).collect()),
        ),
        ("option of 257 bytes", "proposal", "9", long),
    ]
}
