//! Peers that break the protocol: their connection ends, and the person hears whose device it was.
//!
//! Nobody is kept out for it: a device that was restored from an old disk may say once what no
//! program says, and whoever shut it out would shut it out from being mended.

use super::Engine;
use super::peers::LinkNumber;
use crate::api::ApiError;

impl Engine {
    /// A peer broke the protocol on a connection, which ends.
    ///
    /// # Errors
    ///
    /// The faults of a disk, which keeps the alert.
    pub fn misbehaved(&mut self, number: LinkNumber, how: &str) -> Result<(), ApiError> {
        let Some(link) = self.links.get(&number) else {
            return Ok(());
        };
        let (key, proven) = (link.transport, link.proven_device());
        match proven.or_else(|| self.device_at(key)) {
            Some(device) => {
                let subject = self.device_name(device);
                self.alert("misbehaved", &subject, format!("{subject}: {how}"))
            }
            // Whoever has an invitation is nobody yet, and gets in nowhere else.
            None => Ok(()),
        }
    }
}
