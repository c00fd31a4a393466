//! What a running node does with its vault: it opens it again, has it open under another
//! passphrase, destroys it, or leaves the stub of who travels in its place.

use std::sync::Arc;
use std::time::Duration;

use super::Node;
use crate::api::{ApiError, ErrorKind, Event, Passphrase};
use crate::scrub::scrubbed;
use crate::store::destroy::{clear_away, destroy, leave_stub};
use crate::store::stub::STUB_FILE;
use crate::store::{Disk, ProfileError, Vault, VaultError, write_stub};

/// A passphrase attempt over the socket waits this long after a wrong one.
const WRONG_WAIT: Duration = Duration::from_secs(1);
/// Connections get so long to close when everything was destroyed: nobody waits for them.
const LINKS_WAIT: Duration = Duration::from_millis(100);

impl Node {
    pub(super) async fn unlock(&mut self, passphrase: Passphrase) -> Result<(), ApiError> {
        let opened = at_the_vault(self.profile.disk(), move |disk| {
            let passphrase = passphrase.expose().as_bytes();
            // In a box, so that no copy stays where it was handed on.
            Ok(Vault::open(disk, passphrase).map(|(vault, root)| (vault, Box::new(root))))
        });
        let (vault, root) = opened.await?;
        if self.engine.is_shut() {
            let index = crate::start::index_of(&self.profile, &root)?;
            self.engine.give_index(index);
        }
        self.engine.unlock(&root, crate::start::entropy()?)?;
        self.engine
            .note_vault(vault.was_damaged(), vault.is_whole());
        if !self.links.is_up() {
            self.start_network().await;
        }
        Ok(())
    }

    /// The keys in memory stay as they are: it is the root key that is sealed anew.
    pub(super) async fn change_passphrase(
        &mut self,
        old: Passphrase,
        new: Passphrase,
    ) -> Result<(), ApiError> {
        if self.engine.is_locked() {
            return Err(ErrorKind::Locked.into());
        }
        let changed = at_the_vault(self.profile.disk(), move |disk| {
            let mut rng = crate::start::system_random()?;
            let (old, new) = (old.expose().as_bytes(), new.expose().as_bytes());
            Ok(Vault::reseal(disk, old, new, &mut rng))
        });
        changed.await?;
        self.engine.note_vault(false, true);
        Ok(())
    }

    /// Destroys what opens the profile, and forgets all keys whatever the disk said.
    pub(super) fn destroy(&mut self) -> Result<(), ApiError> {
        let mut rng = crate::start::system_random()?;
        let destroyed = destroy(self.profile.folder(), &mut rng);
        self.engine.lock(true);
        self.destroyed = true;
        self.done = true;
        match destroyed {
            // Whoever asks may have done it already.
            Ok(()) | Err(ProfileError::NotFound) => Ok(()),
            Err(error) => Err(crate::start::profile_fault(&error)),
        }
    }

    /// Leaves nothing but the stub of who travels: written, read back and opened before anything
    /// else goes.
    pub(super) async fn leave(&mut self, passphrase: Passphrase) -> Result<(), ApiError> {
        if self.engine.is_locked() {
            return Err(ErrorKind::Locked.into());
        }
        let text = passphrase.expose().to_owned();
        let right = at_the_vault(self.profile.disk(), move |disk| {
            Ok(Vault::open(disk, Passphrase::new(text).expose().as_bytes()).map(|_| ()))
        });
        right.await?;
        let again = Passphrase::new(passphrase.expose().to_owned());
        let (params, key) = crate::start::stretch_anew(again).await?;
        let stub = self.engine.travel_stub(&params, &key)?;
        let disk = self.profile.disk();
        write_stub(&*disk, &stub).map_err(|error| crate::start::profile_fault(&error.into()))?;
        let proven = tokio::task::spawn_blocking(move || {
            scrubbed(|| crate::start::open_stub(&*disk, &passphrase).map(|_| ()))
        });
        let proven = proven.await.map_err(|_| ApiError::new(ErrorKind::Internal));
        if let Err(error) = proven.and_then(|proven| proven) {
            let _absent = self.profile.disk().remove(STUB_FILE);
            return Err(error);
        }
        let mut rng = crate::start::system_random()?;
        let left = leave_stub(self.profile.folder(), &mut rng);
        self.engine.lock(true);
        self.destroyed = true;
        self.done = true;
        left.map_err(|error| crate::start::profile_fault(&error))
    }

    /// Ends without saving anything, and takes away what is left of the folder.
    pub(super) async fn vanish(mut self) {
        self.tell(Event::Stopping {});
        let _in_time = tokio::time::timeout(LINKS_WAIT, self.links.shutdown()).await;
        let folder = self.profile.folder().to_owned();
        drop(self.engine);
        drop(self.profile);
        clear_away(&folder);
    }
}

/// Stretching takes a second of a processor: the loop's own thread is left free meanwhile.
async fn at_the_vault<T: Send + 'static>(
    disk: Arc<dyn Disk>,
    work: impl FnOnce(&dyn Disk) -> Result<Result<T, VaultError>, ApiError> + Send + 'static,
) -> Result<T, ApiError> {
    let done = tokio::task::spawn_blocking(move || scrubbed(|| work(&*disk))).await;
    let done = done.map_err(|_| ApiError::new(ErrorKind::Internal))??;
    if done.as_ref().err() == Some(&VaultError::WrongPassphrase) {
        tokio::time::sleep(WRONG_WAIT).await;
    }
    done.map_err(|error| crate::start::vault_fault(&error))
}
