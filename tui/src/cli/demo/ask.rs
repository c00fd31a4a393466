//! Questions to a node of the demonstration, each with the answer that fits it.

use asamblea_node::api::{
    AgendaRow, ApiError, DocDetail, DocRow, ErrorKind, Invitation, InviteFor, PostRow, Reply,
    Request, SpaceRow, Status, ThreadRow,
};
use asamblea_node::client::Client;

use super::sample::Role;

/// An invitation of the demonstration lives this long.
const INVITATION_SECONDS: u64 = 600;

/// Asks, and takes the one answer that the request can have.
macro_rules! ask {
    ($client:expr, $request:expr, $answer:pat => $value:expr) => {
        match $client.call($request).await? {
            $answer => Ok($value),
            _ => Err(ApiError::about(ErrorKind::Internal, "reply")),
        }
    };
}

pub(super) async fn status(client: &Client) -> Result<Box<Status>, ApiError> {
    ask!(client, Request::Status, Reply::Status(status) => status)
}

pub(super) async fn invite(client: &Client, role: &Role) -> Result<String, ApiError> {
    let request = Request::Invite {
        whom: InviteFor::Org {
            name: role.name.clone(),
            country: role.country.clone(),
        },
        expires_s: INVITATION_SECONDS,
    };
    ask!(client, request, Reply::Invitation(Invitation { invite, .. }) => invite)
}

pub(super) async fn spaces(client: &Client) -> Result<Vec<SpaceRow>, ApiError> {
    ask!(client, Request::SpaceList, Reply::Spaces(rows) => rows)
}

pub(super) async fn threads(client: &Client) -> Result<Vec<ThreadRow>, ApiError> {
    ask!(client, Request::ThreadList { space: None }, Reply::Threads(rows) => rows)
}

pub(super) async fn posts(client: &Client, id: &str) -> Result<Vec<PostRow>, ApiError> {
    let request = Request::ThreadShow { id: id.to_owned() };
    ask!(client, request, Reply::Posts { posts, .. } => posts)
}

pub(super) async fn docs(client: &Client) -> Result<Vec<DocRow>, ApiError> {
    ask!(client, Request::DocList { space: None }, Reply::Docs(rows) => rows)
}

pub(super) async fn doc(client: &Client, id: &str) -> Result<DocDetail, ApiError> {
    let request = Request::DocShow {
        id: id.to_owned(),
        at: None,
    };
    ask!(client, request, Reply::Doc(doc) => doc)
}

pub(super) async fn agendas(client: &Client) -> Result<Vec<AgendaRow>, ApiError> {
    ask!(client, Request::AgendaList { space: None }, Reply::Agendas(rows) => rows)
}

/// Starts a thread, a document or an agenda; gives its id.
pub(super) async fn create(client: &Client, request: Request) -> Result<String, ApiError> {
    match client.call(request).await? {
        Reply::ThreadNew(created) => Ok(created.id),
        Reply::Created(created) => Ok(created.id),
        _ => Err(ApiError::about(ErrorKind::Internal, "reply")),
    }
}

pub(super) async fn reply(client: &Client, thread: &str, body: &str) -> Result<(), ApiError> {
    let request = Request::ThreadReply {
        id: thread.to_owned(),
        to: None,
        body: body.to_owned(),
    };
    ask!(client, request, Reply::Saved(_) => ())
}

/// Adds to the end of a document, as an edit of what this node holds.
pub(super) async fn append(client: &Client, id: &str, text: &str) -> Result<(), ApiError> {
    let doc = doc(client, id).await?;
    let request = Request::DocEdit {
        id: id.to_owned(),
        text: format!("{}{text}", doc.text),
        base: Some(doc.version),
    };
    ask!(client, request, Reply::DocEdited(_) => ())
}
