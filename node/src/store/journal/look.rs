//! Looking at an open journal on the disk once more, past all that memory keeps of it: what rots
//! while it is open is read again seldom, or never.

use super::{Damage, FOLDER, Journal, OpenReport, StoreError, scan};
use crate::store::heads::Remembered;
use crate::store::progress::Progress;

impl Journal {
    /// Reads every block on the disk once more, as opening does. What opening found stands in the
    /// report again, what rotted since stands in it for the first time.
    ///
    /// # Errors
    ///
    /// [`StoreError::Disk`] when the disk cannot be read.
    pub fn look_through(&self) -> Result<OpenReport, StoreError> {
        self.check_open()?;
        let disk = self.disk.as_ref();
        for file in disk.list(FOLDER)? {
            disk.forget(&format!("{FOLDER}/{file}"));
        }
        let mut report = OpenReport::default();
        let survey = scan::survey(disk, &self.key, &mut report)?;
        // Nothing crashed since it was written: up to here all must open.
        let written = self.tail.as_ref().map(|tail| Remembered {
            segment: Some((tail.place.ordinal, tail.name)),
            sectors: tail.end,
            digest: [0; 32],
            keys: 0,
        });
        let nobody = &mut |_, _, _: &[u8]| {};
        scan::read_all(
            disk,
            &self.key,
            &survey,
            written.as_ref(),
            &mut report,
            &Progress::default(),
            nobody,
        )?;
        Ok(report)
    }

    /// Whether the remembered heads on the disk are those that were written there. Where they are
    /// not, [`Journal::remember`] writes both slots.
    ///
    /// # Errors
    ///
    /// [`StoreError::Disk`] when the disk cannot be read.
    pub fn check_heads(&mut self) -> Result<bool, StoreError> {
        self.check_open()?;
        Ok(self.heads.check(self.disk.as_ref())?)
    }

    /// Where a record did not open when it was read, if one did not since this was last asked.
    pub const fn take_misread(&mut self) -> Option<Damage> {
        self.misread.take()
    }
}
