//! The practice network as it is made, in every language.

use std::time::{Duration, Instant};

use asamblea_node::api::{
    AssessmentRequest, MeetingRequest, PlanRequest, ProposalRequest, Request, TaskRequest,
};
use serde_json::Value;

use super::*;

/// Longer, and whoever waits thinks that nothing happens. Machines under test are slow.
const MAKING_MAX: Duration = Duration::from_secs(30);

fn passphrase() -> Passphrase {
    Passphrase::new("farol nube tijera monte oveja".to_owned())
}

/// The answer, as JSON.
async fn ask(client: &Client, request: Request) -> Value {
    let reply = client.call(request).await.unwrap();
    serde_json::to_value(reply).unwrap()["with"].take()
}

fn rows(value: &Value) -> usize {
    value.as_array().unwrap().len()
}

#[test]
fn its_folder_lies_beside_the_profile() {
    for (profile, want) in [
        ("/home/a/asamblea", "/home/a/asamblea-practice"),
        ("/home/a/asamblea-practice", "/home/a/asamblea-practice"),
        ("perfil", "perfil-practice"),
    ] {
        assert_eq!(folder(Path::new(profile)), Path::new(want));
    }
}

#[test]
fn there_is_something_to_do_everywhere_in_every_language() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    for language in Language::ALL {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("asamblea-practice");
        runtime.block_on(async {
            let began = Instant::now();
            let words = passphrase();
            let made = make(&folder, &words, "Yo".to_owned(), language, None);
            let (client, founded) = made.await.unwrap();
            eprintln!("made in {:?}", began.elapsed());
            assert!(began.elapsed() < MAKING_MAX, "{:?}", began.elapsed());
            let texts = Texts::new(language);
            assert_eq!(founded.org.as_deref(), Some(&*texts.get("practice-north")));
            assert_eq!(founded.person.as_deref(), Some("Yo"));
            has_work(&client).await;
            client.close().await;
            let again = make(&folder, &passphrase(), "Yo".to_owned(), language, None).await;
            assert!(again.is_err(), "one is not written over another");
            let client = Client::open(&folder, &passphrase(), None).await.unwrap();
            has_work(&client).await;
            client.close().await;
        });
    }
}

async fn has_work(client: &Client) {
    let status = ask(client, Request::Status).await;
    let said = status.to_string();
    assert_eq!(status["practice"], true, "{said}");
    assert_eq!(status["state"], "joined", "{said}");
    assert_eq!(status["role"], "coordinator", "{said}");
    assert_eq!(status["alerts"].as_array().map(Vec::len), Some(0), "{said}");
    for space in status["spaces"].as_array().unwrap() {
        let waits = (&space["pending"], &space["quarantined"]);
        assert_eq!(waits, (&0.into(), &0.into()), "{space}");
    }
    let threads = ask(client, Request::ThreadList { space: None }).await;
    assert!(
        rows(&threads) == 2 && threads[0]["unread"] == 3,
        "{threads}"
    );
    let docs = ask(client, Request::DocList { space: None }).await;
    let guide = docs.as_array().unwrap().iter().find(|doc| {
        let title = doc["title"].as_str().unwrap();
        title.starts_with("Gu")
    });
    let show = Request::DocShow {
        id: guide.unwrap()["id"].as_str().unwrap().to_owned(),
        at: None,
    };
    let guide = ask(client, show).await;
    assert!(
        guide["text"].as_str().unwrap().lines().count() > 10,
        "{guide}"
    );
    let mut comments = 0;
    for doc in docs.as_array().unwrap() {
        let id = doc["id"].as_str().unwrap().to_owned();
        comments += rows(&ask(client, Request::DocComments { id }).await);
    }
    assert_eq!(comments, 2);
    let agendas = ask(client, Request::AgendaList { space: None }).await;
    assert_eq!(
        (&agendas[0]["edition"], &agendas[0]["unread"]),
        (&2.into(), &true.into())
    );
    let list = Request::Meeting(MeetingRequest::List { space: None });
    assert_eq!(rows(&ask(client, list).await), 2);
    let list = Request::Proposal(ProposalRequest::List { space: None });
    let proposals = ask(client, list).await;
    assert_eq!(rows(&proposals), 2);
    assert_eq!(proposals[0]["state"], "open", "{proposals}");
    let late = Request::Task(TaskRequest::List {
        space: None,
        mine: true,
        overdue: true,
    });
    assert_eq!(rows(&ask(client, late).await), 1, "a task that is late");
    can_be_done(client, &proposals).await;
}

/// What is there to be done is done: a score, a vote that ends, a plan that both signed.
async fn can_be_done(client: &Client, proposals: &Value) {
    let list = Request::Assessment(AssessmentRequest::List { space: None });
    let rounds = ask(client, list).await;
    assert_eq!(rows(&rounds), 2, "{rounds}");
    let plans = ask(client, Request::Plan(PlanRequest::List { space: None })).await;
    assert_eq!(rows(&plans), 1, "{plans}");
    let signed = plans[0]["signed"].to_string();
    assert!(signed.contains("secretariat"), "{plans}");
    let id = plans[0]["id"].as_str().unwrap().to_owned();
    let _signed = ask(client, Request::Plan(PlanRequest::Sign { id })).await;
    let plans = ask(client, Request::Plan(PlanRequest::List { space: None })).await;
    assert_eq!(rows(&plans[0]["signed"]), 2, "{plans}");
    let mut open = proposals.as_array().unwrap().iter();
    let Some(vote) = open.find(|one| one["method"] == "majority" && one["state"] == "open") else {
        return;
    };
    let id = vote["id"].as_str().unwrap().to_owned();
    let cast = ProposalRequest::Vote {
        id: id.clone(),
        choices: vec!["yes".to_owned()],
        reason: None,
        harm: None,
        change: None,
        basis: None,
    };
    let _cast = ask(client, Request::Proposal(cast)).await;
    let close = ProposalRequest::Close {
        id,
        statement: None,
    };
    let closed = ask(client, Request::Proposal(close)).await;
    assert_eq!(closed["state"], "closed", "{closed}");
}
