//! Founding, joining, opening: how a node comes to life in a profile.

use std::path::Path;

use crate::api::{ApiError, ErrorKind, Founded};
use crate::client::{Client, Founding, Joining, NetworkOptions, Passphrase};

pub(crate) async fn open(
    _profile: &Path,
    _passphrase: &Passphrase,
    _network: Option<NetworkOptions>,
) -> Result<Client, ApiError> {
    Err(ErrorKind::Internal.into())
}

pub(crate) async fn found(
    _profile: &Path,
    _passphrase: &Passphrase,
    _founding: Founding,
    _network: Option<NetworkOptions>,
) -> Result<(Client, Founded), ApiError> {
    Err(ErrorKind::Internal.into())
}

pub(crate) async fn join(
    _profile: &Path,
    _passphrase: &Passphrase,
    _joining: Joining,
    _network: NetworkOptions,
) -> Result<(Client, Founded), ApiError> {
    Err(ErrorKind::Internal.into())
}
