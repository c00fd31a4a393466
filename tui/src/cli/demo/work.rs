//! The sample work itself: who writes what, when all three see the same, and what goes on.

use std::time::Duration;

use asamblea_node::api::{AgendaItemFields, ApiError, ErrorKind, Request};
use asamblea_node::client::Client;
use jiff::Timestamp;
use tokio::time::Instant;

use super::sample::{Item, Later, Sample};
use super::{Sight, ask};
use crate::cli::failure::Failure;

/// How often a node is asked again for what has not arrived.
const ASKED_EVERY: Duration = Duration::from_millis(100);
/// How often the others write while somebody watches: slow enough to read.
const WRITES_EVERY: Duration = Duration::from_secs(4);
/// Milliseconds of a minute, an hour and a day.
const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;

/// What was begun.
pub(super) struct Work {
    thread: String,
    document: String,
    later: Later,
}

/// Writes the sample; each organization does its part through its own node.
pub(super) async fn begin(
    clients: &[Client],
    sample: &Sample,
    deadline: Instant,
) -> Result<Work, Failure> {
    let founder = by(clients, 0)?;
    let space = until(deadline, || network_space(founder)).await?;
    let request = Request::ThreadNew {
        space: space.clone(),
        title: sample.thread.title.clone(),
        body: sample.thread.body.clone(),
    };
    let thread = ask::create(founder, request).await?;
    let request = Request::DocNew {
        space: space.clone(),
        title: sample.document.title.clone(),
        text: sample.document.text.clone(),
    };
    let document = ask::create(founder, request).await?;
    publish(founder, sample, &space).await?;
    for (written, piece) in sample.thread.replies.iter().enumerate() {
        let client = by(clients, piece.by)?;
        // She answers what she has read.
        until(deadline, || sees_posts(client, &thread, written + 1)).await?;
        until(deadline, || {
            written_once(ask::reply(client, &thread, &piece.text))
        })
        .await?;
    }
    for piece in &sample.document.additions {
        let client = by(clients, piece.by)?;
        until(deadline, || {
            written_once(ask::append(client, &document, &piece.text))
        })
        .await?;
    }
    Ok(Work {
        thread,
        document,
        later: sample.later.clone(),
    })
}

/// Waits until all nodes answer the same; gives what each answers.
pub(super) async fn agree(
    clients: &[Client],
    sample: &Sample,
    work: &Work,
    deadline: Instant,
) -> Result<Vec<Sight>, Failure> {
    let posts = sample.thread.replies.len() + 1;
    until(deadline, || async move {
        let mut shared: Option<(Vec<String>, String)> = None;
        let mut sights = Vec::new();
        for client in clients {
            let seen = ask::posts(client, &work.thread).await?;
            let seen: Vec<String> = seen.into_iter().map(|post| post.id).collect();
            let text = ask::doc(client, &work.document).await?.text;
            let sight = sight(client).await?;
            let whole = seen.len() == posts
                && sample
                    .document
                    .additions
                    .iter()
                    .all(|piece| text.contains(&piece.text))
                && sight.agenda_edition > 0
                && sight.peers > 0;
            let same = shared.get_or_insert_with(|| (seen.clone(), text.clone()));
            if !whole || (&same.0, &same.1) != (&seen, &text) {
                return Ok(None);
            }
            sights.push(sight);
        }
        Ok(Some(sights))
    })
    .await
}

/// The others write on, in turns, for as long as somebody watches.
pub(super) async fn go_on(others: &[Client], work: &Work) {
    let mut beat = tokio::time::interval(WRITES_EVERY);
    let replies = work.later.replies.iter().cycle();
    let lines = work.later.lines.iter().cycle();
    let turns = others.iter().cycle().zip(replies.zip(lines));
    for (turn, (client, (reply, line))) in turns.enumerate() {
        beat.tick().await;
        // A turn that fails is left out: the next one comes soon.
        let _written = if turn % 2 == 0 {
            ask::reply(client, &work.thread, reply).await
        } else {
            ask::append(client, &work.document, line).await
        };
    }
    // Without others there is nothing to write, and the interface goes on.
    std::future::pending().await
}

async fn publish(founder: &Client, sample: &Sample, space: &str) -> Result<(), Failure> {
    let request = Request::AgendaNew {
        space: space.to_owned(),
        title: sample.agenda.title.clone(),
    };
    let agenda = ask::create(founder, request).await?;
    let midnight = Timestamp::now().as_millisecond().div_euclid(DAY_MS) * DAY_MS;
    for item in &sample.agenda.items {
        let request = Request::AgendaAdd {
            id: agenda.clone(),
            item: fields(item, midnight),
        };
        founder.call(request).await?;
    }
    founder.call(Request::AgendaPublish { id: agenda }).await?;
    Ok(())
}

fn fields(item: &Item, midnight: i64) -> AgendaItemFields {
    let starts = midnight + item.in_days * DAY_MS + item.hour * HOUR_MS;
    AgendaItemFields {
        title: Some(item.title.clone()),
        starts_ms: Some(starts),
        ends_ms: (item.minutes > 0).then(|| starts + item.minutes * MINUTE_MS),
        minutes: None,
        zone: Some(item.zone.clone()),
        place: Some(item.place.clone()).filter(|place| !place.is_empty()),
        kind: Some(item.kind.clone()),
        who: None,
        from: None,
    }
}

fn by(clients: &[Client], number: usize) -> Result<&Client, Failure> {
    clients
        .get(number)
        .ok_or_else(|| Failure::internal("sample"))
}

async fn network_space(client: &Client) -> Result<Option<String>, ApiError> {
    let spaces = ask::spaces(client).await?;
    let network = spaces.into_iter().find(|space| space.kind == "network");
    Ok(network.map(|space| space.id))
}

async fn sees_posts(client: &Client, thread: &str, least: usize) -> Result<Option<()>, ApiError> {
    let posts = ask::posts(client, thread).await?;
    Ok((posts.len() >= least).then_some(()))
}

async fn written_once(
    writing: impl Future<Output = Result<(), ApiError>>,
) -> Result<Option<()>, ApiError> {
    writing.await.map(Some)
}

async fn sight(client: &Client) -> Result<Sight, ApiError> {
    let status = ask::status(client).await?;
    let threads = ask::threads(client).await?;
    let agendas = ask::agendas(client).await?;
    Ok(Sight {
        org: status.org.unwrap_or_default(),
        posts: threads.iter().map(|thread| thread.posts).sum(),
        documents: count(ask::docs(client).await?.len()),
        agenda_edition: agendas
            .iter()
            .map(|agenda| agenda.edition)
            .max()
            .unwrap_or(0),
        peers: count(status.peers.len()),
    })
}

fn count(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

/// Asks again until there is an answer. What has not arrived yet is no failure before the
/// deadline.
async fn until<T, F, Asking>(deadline: Instant, mut asking: F) -> Result<T, Failure>
where
    F: FnMut() -> Asking,
    Asking: Future<Output = Result<Option<T>, ApiError>>,
{
    let mut beat = tokio::time::interval(ASKED_EVERY);
    loop {
        beat.tick().await;
        match asking().await {
            Ok(Some(answer)) => return Ok(answer),
            Ok(None) => {}
            Err(error) if not_yet(error.kind) => {}
            Err(error) => return Err(error.into()),
        }
        if Instant::now() >= deadline {
            return Err(Failure::said(ErrorKind::Unreachable, "error-demo-agree"));
        }
    }
}

const fn not_yet(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::NotFound | ErrorKind::NoKeyYet)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn waiting_ends_with_the_answer_the_fault_or_the_deadline() {
        let later = Instant::now() + Duration::from_secs(5);
        let mut left = 2;
        let answer = until(later, || {
            left -= 1;
            let answer = match left {
                1 => Err(ApiError::new(ErrorKind::NoKeyYet)),
                _ => Ok(Some(7)),
            };
            async move { answer }
        });
        assert_eq!(answer.await.unwrap(), 7);
        let fault = until(later, || async {
            Err::<Option<()>, _>(ErrorKind::Damaged.into())
        });
        assert!(
            matches!(fault.await, Err(Failure::Api(error)) if error.kind == ErrorKind::Damaged)
        );
        let never = until(Instant::now(), || async { Ok(None::<()>) });
        assert!(matches!(
            never.await,
            Err(Failure::Said {
                key: "error-demo-agree",
                ..
            })
        ));
    }

    #[test]
    fn items_are_so_many_days_from_today() {
        let sample = Sample::load().unwrap();
        let items: Vec<_> = sample
            .agenda
            .items
            .iter()
            .map(|item| fields(item, 0))
            .collect();
        assert_eq!(items[0].starts_ms, Some(5 * DAY_MS + 19 * HOUR_MS));
        assert_eq!(
            items[0].ends_ms,
            Some(5 * DAY_MS + 20 * HOUR_MS + 30 * MINUTE_MS)
        );
        assert_eq!((items[2].ends_ms, items[2].place.clone()), (None, None));
    }
}
