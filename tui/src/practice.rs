//! The practice network: where it lies, and what is invented in it. It is a profile as any other,
//! made and opened by the node; only its people are invented.

mod story;

use std::path::{Path, PathBuf};

use asamblea_node::api::{ApiError, Founded};
use asamblea_node::client::{self, Client, Founding, NetworkOptions, Passphrase};

use crate::lang::{Language, Texts};

/// What the name of its folder ends in.
const FOLDER_END: &str = "-practice";
/// No country has this code.
pub(crate) const COUNTRY: &str = "ZZ";

/// The folder of the practice network beside a profile; of the practice network itself, its own.
pub(crate) fn folder(profile: &Path) -> PathBuf {
    let name = profile.file_name().unwrap_or_default();
    if name.to_string_lossy().ends_with(FOLDER_END) {
        return profile.to_owned();
    }
    let mut name = name.to_owned();
    name.push(FOLDER_END);
    profile.with_file_name(name)
}

/// Makes it, in the person's language.
///
/// # Errors
///
/// As [`client::practise`].
pub(crate) async fn make(
    folder: &Path,
    passphrase: &Passphrase,
    person: String,
    language: Language,
    network: Option<NetworkOptions>,
) -> Result<(Client, Founded), ApiError> {
    let texts = Texts::new(language);
    let founding = Founding {
        network: texts.get("practice-network"),
        org: texts.get("practice-office"),
        person: texts.get("practice-sofia"),
        country: Some(COUNTRY.to_owned()),
    };
    client::practise(folder, passphrase, founding, network, move |practice| {
        story::tell(practice, &texts, &person)
    })
    .await
}

#[cfg(test)]
mod tests;
