//! What rots on the disk while a node runs: found by reading it once more, told as what an opening
//! finds, and written anew where memory knows what stood there.

use super::Engine;
use super::peers::LinkNumber;
use crate::store::{KeysRead, Since, read_keys};

impl Engine {
    /// Reads vault, keys, heads, journal and mirror from the disk once more.
    pub(super) fn look_for_rot(&mut self) {
        if self.is_shut() || self.flush().is_err() {
            return;
        }
        self.forget_rotten();
        let mut mended = Vec::new();
        // Where the vault was destroyed nothing is written that could bring back what it opens.
        let remembered = self.look_at_vault(&mut mended) && {
            let keys = self.look_at_keys(&mut mended);
            self.look_at_heads(&mut mended) && keys
        };
        self.look_at_journal(remembered, &mut mended);
        for part in mended {
            self.note_mended(part);
        }
    }

    /// As [`Engine::look_for_rot`], where a record could not be read by the way.
    pub(super) fn look_into_misread(&mut self) {
        let place = self.journal.take_misread();
        if place.is_some_and(|place| !self.is_known_place(&place)) && !self.is_broken() {
            self.look_for_rot();
        }
    }

    /// Whether there is a vault.
    fn look_at_vault(&mut self, mended: &mut Vec<&'static str>) -> bool {
        match self.vault.as_ref().map(|was| was.compare(&*self.disk)) {
            Some(Since::Lost) => {
                self.note_rotten("vault");
                return false;
            }
            Some(Since::Mended) => mended.push("vault"),
            Some(Since::Same) | None => {}
        }
        true
    }

    /// Whether they are whole. Locked, nothing here opens them; opening the profile looks at them.
    fn look_at_keys(&mut self, mended: &mut Vec<&'static str>) -> bool {
        let Some(root) = &self.root else {
            return true;
        };
        let whole = match read_keys(&*self.disk, root) {
            Ok(KeysRead::Bytes { written, whole, .. }) => whole && written == self.keys_written,
            _ => false,
        };
        if whole {
            return true;
        }
        let saved = self.save_keys().is_ok();
        if saved {
            mended.push("keys");
        } else {
            self.note_rotten("keys");
        }
        saved
    }

    /// Also brings them up to what is written, and says whether they are: else what is damaged near
    /// the journal's end would pass for a torn end when it is read again.
    fn look_at_heads(&mut self, mended: &mut Vec<&'static str>) -> bool {
        let were = self.journal.check_heads();
        let written = self.remember_heads();
        match (were, self.journal.check_heads()) {
            (Ok(true), Ok(true)) => {}
            (Ok(_), Ok(true)) if written.is_ok() => mended.push("heads"),
            _ => self.note_rotten("heads"),
        }
        match self.mirror.mend_heads() {
            Ok((true, true)) => {}
            Ok((true, false)) => mended.push("mirror"),
            _ => self.note_rotten("mirror"),
        }
        written.is_ok() && !self.harm.is_rotten("heads")
    }

    /// What does not open any more is taken out of memory, too, so that others give it back; what
    /// one of journal and mirror lost, the other gives back at once.
    fn look_at_journal(&mut self, remembered: bool, mended: &mut Vec<&'static str>) {
        let found = self.journal.look_through();
        let lost = match &found {
            Ok(found) => self.note_new_places(found),
            Err(_) => {
                self.note_rotten("journal");
                false
            }
        };
        let mirror = self.mirror.look_through();
        let rotten = !matches!(mirror, Ok(true));
        if !lost && !rotten {
            return;
        }
        if self.is_locked() || !remembered {
            // The places are told, and it is read anew once the keys or the disk are back.
            if rotten {
                self.note_rotten("mirror");
            }
            return;
        }
        if lost {
            let numbers: Vec<LinkNumber> = self.links.keys().copied().collect();
            for number in numbers {
                self.closed(number, "disk");
            }
        }
        if self.read_anew().is_err() {
            self.note_rotten("journal");
        } else if rotten {
            // That is told already.
            mended.retain(|part| *part != "mirror");
        }
    }
}
