//! Lists of a profile with 10,000 tasks and 500 proposals: what each takes from the request to the
//! answer, against writing the same answer as JSON, which whoever shows it elsewhere does anyway.
//!
//! `cargo bench -p asamblea-tests --bench lists`. `ASAMBLEA_BENCH_TASKS` makes another number of
//! tasks, and a twentieth of it proposals.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints its figures, and ends where one cannot be had"
)]

use std::process::ExitCode;
use std::time::{Duration, Instant};

use asamblea_node::api::{
    ActivityFields, AgreementFields, AssessmentRequest, CallFields, MeetingRequest, PlanRequest,
    ProposalFields, ProposalRequest, Reply, Request, TaskRequest,
};
use asamblea_node::client::Founding;
use asamblea_node::engine::Engine;
use asamblea_tests::dataset::engine;

/// How many tasks the figures are about.
const TASKS: usize = 10_000;
/// A proposal for so many tasks.
const TASKS_A_PROPOSAL: usize = 20;
/// Agreements of one meeting.
const AGREEMENTS: usize = 100;
/// Activities of the plan; the other tasks come of agreements.
const ACTIVITIES: usize = 99;
/// Each list is asked for so often; the slowest time counts.
const ROUNDS: usize = 5;
/// What a person takes for at once.
const GOAL: Duration = Duration::from_millis(100);
/// Long after any measurement, milliseconds since 1970.
const CLOSES_MS: i64 = 4_000_000_000_000;

fn ask(engine: &mut Engine, request: Request) -> Reply {
    let reply = engine.request(request).unwrap();
    engine.flush().unwrap();
    reply
}

fn made(reply: Reply) -> String {
    match reply {
        Reply::Created(saved) | Reply::Saved(saved) => saved.id,
        _ => String::new(),
    }
}

/// Meetings with their agreements, every third of them mine and every fourth long overdue.
fn meetings(engine: &mut Engine, network: &str, count: usize) {
    for number in 0..count.div_ceil(AGREEMENTS) {
        let call = CallFields {
            title: Some(format!("Reunión {number}")),
            starts_ms: Some(1_800_000_000_000 + i64::try_from(number).unwrap() * 86_400_000),
            kind: Some("ordinary".to_owned()),
            ..CallFields::default()
        };
        let new = MeetingRequest::New {
            space: network.to_owned(),
            call,
            minutes: "Acta".to_owned(),
        };
        let meeting = made(ask(engine, Request::Meeting(new)));
        for at in 0..AGREEMENTS.min(count - number * AGREEMENTS) {
            let whose = if at % 3 == 0 {
                "Organización 0"
            } else {
                "Rosa"
            };
            let agreement = AgreementFields {
                text: format!("Acuerdo {at} de la reunión {number}"),
                who: Some(whose.to_owned()),
                due_day: Some(if at % 4 == 0 { 1 } else { 40_000 }),
                // Numbers of a year end at 9,999.
                year: 2026 + u32::try_from(number % 2).unwrap(),
                ..AgreementFields::default()
            };
            let id = meeting.clone();
            let agree = MeetingRequest::Agree { id, agreement };
            ask(engine, Request::Meeting(agree));
        }
    }
}

fn proposals(engine: &mut Engine, network: &str, count: usize) {
    for number in 0..count {
        let fields = ProposalFields {
            space: network.to_owned(),
            title: format!("Propuesta {number}"),
            text: "Qué problema, qué se propone, qué cambia.".to_owned(),
            method: "majority".to_owned(),
            count: "orgs".to_owned(),
            closes_ms: CLOSES_MS,
            carries: 2,
            ..ProposalFields::default()
        };
        let fields = Box::new(fields);
        let new = ProposalRequest::New { fields };
        let id = made(ask(engine, Request::Proposal(new)));
        if number % 2 == 0 {
            let vote = ProposalRequest::Vote {
                id,
                choices: vec!["yes".to_owned()],
                reason: Some("Hace falta".to_owned()),
                harm: None,
                change: None,
                basis: None,
            };
            ask(engine, Request::Proposal(vote));
        }
    }
}

/// A round with one plan.
fn plan(engine: &mut Engine, network: &str, activities: usize) {
    let start = AssessmentRequest::Start {
        space: network.to_owned(),
        title: "Ronda".to_owned(),
        closes_ms: CLOSES_MS,
        instrument: Box::new(instrument()),
    };
    let round = made(ask(engine, Request::Assessment(start)));
    let (id, lang) = (round.clone(), "es".to_owned());
    let draft = AssessmentRequest::Plan {
        id,
        lang,
        network: false,
    };
    let plan = made(ask(engine, Request::Assessment(draft)));
    for number in 0..activities {
        let fields = ActivityFields {
            objective: Some("Un objetivo".to_owned()),
            activity: Some(format!("Actividad {number}")),
            who: Some("Organización 0".to_owned()),
            due_day: Some(CLOSES_MS.unsigned_abs() / 86_400_000),
            ..ActivityFields::default()
        };
        let id = plan.clone();
        ask(engine, Request::Plan(PlanRequest::Add { id, fields }));
    }
}

/// One area of one item.
fn instrument() -> asamblea_node::api::InstrumentData {
    use asamblea_node::api::{AreaData, InstrumentData, ItemData};
    let word = |text: &str| vec![("es".to_owned(), text.to_owned())];
    InstrumentData {
        code: "PRUEBA".to_owned(),
        version: 1,
        title: word("Prueba"),
        license: "CC0".to_owned(),
        author: "-".to_owned(),
        scale: ["1", "2", "3", "4", "NS", "NA"].map(word).to_vec(),
        areas: vec![AreaData {
            code: "GOB".to_owned(),
            title: word("Gobierno"),
            why: word("Porque sí"),
            items: vec![ItemData {
                code: "GOB1".to_owned(),
                text: word("Elegimos"),
                ..ItemData::default()
            }],
        }],
    }
}

fn tasks(mine: bool) -> Request {
    Request::Task(TaskRequest::List {
        space: None,
        mine,
        overdue: false,
    })
}

fn overdue() -> Request {
    Request::Task(TaskRequest::List {
        space: None,
        mine: false,
        overdue: true,
    })
}

/// Two months of the calendar, in one of which the overdue tasks are due.
fn months() -> [Request; 2] {
    [("1970-01-01", "1970-01-31"), ("2026-12-01", "2026-12-31")].map(|(from, until)| {
        Request::Dates {
            from: from.to_owned(),
            until: until.to_owned(),
        }
    })
}

/// Every list, and all that the first screen asks for.
fn lists() -> Vec<(&'static str, Vec<Request>)> {
    let proposals = || Request::Proposal(ProposalRequest::List { space: None });
    let meetings = || Request::Meeting(MeetingRequest::List { space: None });
    let rounds = || Request::Assessment(AssessmentRequest::List { space: None });
    let plans = || Request::Plan(PlanRequest::List { space: None });
    let home = vec![
        Request::Status,
        Request::SpaceList,
        Request::ThreadList { space: None },
        Request::DocList { space: None },
        Request::AgendaList { space: None },
        proposals(),
        rounds(),
        plans(),
        Request::WhoList,
        Request::AlertList,
        meetings(),
        tasks(true),
    ];
    vec![
        ("task list", vec![tasks(false)]),
        ("task list --mine", vec![tasks(true)]),
        ("task list --overdue", vec![overdue()]),
        ("thread list", vec![Request::ThreadList { space: None }]),
        ("doc list", vec![Request::DocList { space: None }]),
        ("agenda list", vec![Request::AgendaList { space: None }]),
        (
            "calendar, a month with many tasks",
            vec![months()[0].clone()],
        ),
        ("calendar, a month with few", vec![months()[1].clone()]),
        ("proposal list", vec![proposals()]),
        ("meeting list", vec![meetings()]),
        ("assessment list", vec![rounds()]),
        ("plan list", vec![plans()]),
        ("everything of the first screen", home),
    ]
}

/// Fails where a list took longer than the goal: run it where nothing else runs.
fn main() -> ExitCode {
    let count = std::env::var("ASAMBLEA_BENCH_TASKS").ok();
    let count = count.map_or(TASKS, |count| count.parse().unwrap());
    let mut engine = engine(7);
    let founding = Founding {
        network: "Red de medida".to_owned(),
        org: "Organización 0".to_owned(),
        person: "Persona 0".to_owned(),
        country: None,
    };
    engine.found(&founding).unwrap();
    let network = "Red de medida";
    let activities = ACTIVITIES.min(count);
    proposals(&mut engine, network, count / TASKS_A_PROPOSAL);
    meetings(&mut engine, network, count - activities);
    plan(&mut engine, network, activities);
    match ask(&mut engine, tasks(false)) {
        Reply::Tasks(rows) => assert_eq!(rows.len(), count),
        _ => assert_eq!(0, count),
    }
    println!(
        "lists of {count} tasks and {} proposals",
        count / TASKS_A_PROPOSAL
    );
    let mut late = Vec::new();
    for (name, requests) in lists() {
        let (mut slowest, mut raw) = (Duration::ZERO, Duration::MAX);
        for _ in 0..ROUNDS {
            let began = Instant::now();
            let replies: Vec<Reply> = requests
                .iter()
                .map(|request| engine.request(request.clone()).unwrap())
                .collect();
            slowest = slowest.max(began.elapsed());
            let began = Instant::now();
            let bytes: usize = replies
                .iter()
                .map(|reply| serde_json::to_vec(reply).unwrap().len())
                .sum();
            assert!(bytes > 0);
            raw = raw.min(began.elapsed());
        }
        println!(
            "{name}: {:.1} ms (goal {}), {:.1} x writing it as JSON ({:.1} ms)",
            slowest.as_secs_f64() * 1e3,
            GOAL.as_millis(),
            slowest.as_secs_f64() / raw.as_secs_f64(),
            raw.as_secs_f64() * 1e3
        );
        if slowest > GOAL {
            late.push(name);
        }
    }
    if late.is_empty() {
        return ExitCode::SUCCESS;
    }
    println!("over the goal: {}", late.join(", "));
    ExitCode::FAILURE
}
