//! What a changed program could say: for tests alone, which ask how honest devices take it.

use asamblea_protocol::content::Body;
use asamblea_protocol::id::{OpId, SpaceId};

use super::Engine;
use crate::api::ApiError;

impl Engine {
    /// Writes and signs any content, whoever may say it: no rule of this program is asked first,
    /// but those of who may write in the space at all.
    ///
    /// # Errors
    ///
    /// [`ApiError`] where not even the protocol lets it be written.
    pub fn say_anything(&mut self, space: SpaceId, body: Body) -> Result<Vec<OpId>, ApiError> {
        self.write(space, vec![body])
    }
}
