//! Checks of the profile and the machine, each with what mends it.

use std::fmt::Write;
use std::os::unix::fs::MetadataExt;

use super::Engine;
use crate::api::CheckRow;
use crate::process::{self, Swap};
use crate::store::profile::foreign_file;

/// 2020-01-01: a clock before it was never set.
const CLOCK_MS_MIN: u64 = 1_577_836_800_000;

/// So many days without meeting anybody are told: who writes meanwhile is read by nobody.
const ALONE_DAYS_MAX: u64 = 7;

/// What brings back what damage took.
const MEET: &str = "connect to a member or import a bundle: what is missing is fetched again";

fn row(check: &str, ok: bool, detail: String, mend: &str) -> CheckRow {
    let mend = if ok { String::new() } else { mend.to_owned() };
    CheckRow {
        check: check.to_owned(),
        ok,
        detail,
        mend,
        damaged: false,
        mended: false,
        practice: false,
    }
}

fn check_memory() -> CheckRow {
    let hardened = process::is_hardened();
    let detail = if hardened {
        "core files are off, and no other process of the user may read it"
    } else {
        "core files are on, or other processes of the user may read it"
    };
    row(
        "memory",
        hardened,
        detail.to_owned(),
        "start the program anew; if it stays, ask whoever administers this machine",
    )
}

fn check_swap() -> CheckRow {
    let (ok, detail) = match process::swap() {
        Swap::Locked => (true, "locked: none of this program's memory goes to a disk"),
        Swap::None => (true, "there is no swap area on a disk"),
        Swap::Encrypted => (true, "the swap area is encrypted"),
        Swap::Clear => (
            false,
            "memory may be written to a swap area that is not encrypted",
        ),
        Swap::Unknown => (
            false,
            "the system does not say whether memory goes to a disk",
        ),
    };
    row(
        "swap",
        ok,
        detail.to_owned(),
        "encrypt the swap area or turn it off, or run without a limit of locked memory",
    )
}

impl Engine {
    /// Runs every check. `deep` also reads everything on the disk once more.
    pub(super) fn doctor(&mut self, deep: bool) -> Vec<CheckRow> {
        if deep {
            self.look_for_rot();
        }
        let mut rows = vec![self.check_profile(), self.check_permissions()];
        let clock = self.wall().0;
        rows.push(row(
            "clock",
            clock >= CLOCK_MS_MIN,
            super::clock::rfc3339(self.wall()),
            "set the clock of this machine; nothing is decided by it, but times look wrong",
        ));
        rows.push(self.check_keys());
        rows.push(self.check_journal());
        rows.push(self.check_index(deep));
        rows.push(self.check_ports());
        rows.push(self.check_peers());
        rows.push(check_memory());
        rows.push(check_swap());
        for row in &mut rows {
            row.practice = self.is_practice();
        }
        rows
    }

    fn check_profile(&self) -> CheckRow {
        let there = self
            .folder
            .as_ref()
            .is_none_or(|folder| folder.join("vault").exists());
        let half = self.harm.was_mended("vault-half");
        let mended = self.harm.was_mended("vault");
        let rotten = self.harm.is_rotten("vault");
        let detail = match (there, half, mended) {
            (false, ..) => "the vault is missing",
            _ if rotten => "the vault is not the one that was opened, and was not written anew",
            (true, true, _) => "one of two copies of the vault does not open with this passphrase",
            (true, false, true) => "one of two copies of the vault was damaged, and was mended",
            (true, false, false) => "the vault is there",
        };
        let mend = if there {
            "set a passphrase anew (asamblea passphrase change): both copies are written"
        } else {
            "restore a backup as a new device"
        };
        CheckRow {
            damaged: !there || half || rotten,
            mended,
            ..row(
                "profile",
                there && !half && !rotten,
                detail.to_owned(),
                mend,
            )
        }
    }

    fn check_keys(&self) -> CheckRow {
        let (lost, mended) = (self.harm.lacks_keys(), self.harm.was_mended("keys"));
        let rotten = self.harm.is_rotten("keys");
        let detail = match (lost, mended) {
            (true, _) if self.harm.has_old_keys() => {
                "an older file of keys stands beside a newer journal: it was put back"
            }
            (true, _) => "this device's keys were damaged or set back, and others were not asked",
            _ if rotten => "the keys on the disk are damaged, and were not written anew",
            (false, _) if self.is_locked() => "not looked at while the profile is locked",
            (false, true) => "one of two copies of the keys was damaged, and was mended",
            (false, false) => "both copies open",
        };
        CheckRow {
            damaged: lost || rotten,
            mended,
            ..row("keys", !lost && !rotten, detail.to_owned(), MEET)
        }
    }

    fn check_permissions(&self) -> CheckRow {
        let mode = self
            .folder
            .as_ref()
            .and_then(|folder| std::fs::metadata(folder).ok())
            .map_or(0o700, |metadata| metadata.mode() & 0o777);
        let private = mode & 0o077 == 0;
        let foreign = self.folder.as_deref().and_then(foreign_file);
        let detail = match &foreign {
            Some((file, owner)) => format!("{file} belongs to user {owner}"),
            None => format!("the folder's mode is {mode:o}"),
        };
        row(
            "permissions",
            private && foreign.is_none(),
            detail,
            "chmod 700 the profile folder, and chown -R it to its user",
        )
    }

    fn check_journal(&self) -> CheckRow {
        let places: Vec<String> = self.open_places().into_iter().collect();
        let rotten: Vec<&str> = ["journal", "heads", "mirror"]
            .into_iter()
            .filter(|part| self.harm.is_rotten(part))
            .collect();
        let ok = places.is_empty() && rotten.is_empty() && !self.is_damaged();
        let mended: Vec<&str> = ["heads", "mirror"]
            .into_iter()
            .filter(|part| self.harm.was_mended(part))
            .collect();
        let torn = self.report.torn_bytes;
        let mut detail = if !places.is_empty() {
            let shown: Vec<&str> = places.iter().take(8).map(String::as_str).collect();
            format!("{} damaged places: {}", places.len(), shown.join(", "))
        } else if !rotten.is_empty() {
            format!("damaged, and not written anew: {}", rotten.join(", "))
        } else if !ok {
            "it lost something, or was set back: what is missing comes from others".to_owned()
        } else if self.is_shut() {
            "not looked at while everything is locked".to_owned()
        } else {
            format!("{} records, all whole", self.indexed)
        };
        if !mended.is_empty() {
            let _ = write!(detail, "; damaged and mended: {}", mended.join(", "));
        }
        if torn > 0 {
            let _ = write!(detail, "; {torn} bytes that were never saved were cut off");
        }
        CheckRow {
            damaged: !ok,
            mended: !mended.is_empty(),
            ..row("journal", ok, detail, MEET)
        }
    }

    fn check_ports(&self) -> CheckRow {
        let mut detail = match self.addresses.len() {
            0 if self.is_shut() => "not listening: everything is locked".to_owned(),
            0 if self.listens_failed.is_empty() => "not listening: no node runs".to_owned(),
            count => format!("listening on {count} addresses"),
        };
        for address in &self.listens_failed {
            let _ = write!(detail, "; {address} could not be opened");
        }
        row(
            "ports",
            self.listens_failed.is_empty(),
            detail,
            "choose another port with --listen, or end the program that uses it",
        )
    }

    fn check_peers(&mut self) -> CheckRow {
        let connected = self.peers().len();
        // What was met is kept sealed.
        let seen = connected == 0 && !self.is_locked() && self.has_others();
        let last = self.last_exchange();
        let (ok, detail) = match (seen, self.days_alone(), last) {
            (false, ..) => (true, format!("{connected} connected")),
            (true, Some(days), Some(last)) => (
                days < ALONE_DAYS_MAX,
                format!("nobody is connected; last in step with somebody: {last}"),
            ),
            (true, ..) => (false, "nobody was met since this device began".to_owned()),
        };
        let known = self.meeting_points().len();
        row(
            "peers",
            ok,
            format!("{detail}; {known} with an address"),
            "check the connection, or call an address with --connect",
        )
    }

    fn check_index(&mut self, deep: bool) -> CheckRow {
        let missed = if deep { self.unindexed() } else { 0 };
        if missed > 0 {
            // It is told below whether that went well.
            let _mended = self.mend_index();
        }
        let covered = self
            .index
            .covered()
            .ok()
            .flatten()
            .and_then(|mark| Some(u64::from_be_bytes(mark.try_into().ok()?)));
        let whole = covered == Some(self.indexed);
        let rebuilt = whole && self.index_rebuilt;
        let detail = match (whole, rebuilt) {
            (true, _) if missed > 0 => {
                format!("covers the journal; it lacked {missed} places of it, and was rebuilt")
            }
            (true, true) => {
                "covers the journal; it did not when it was opened, and was rebuilt".to_owned()
            }
            (true, false) => "covers the journal".to_owned(),
            (false, _) => "does not cover the journal".to_owned(),
        };
        CheckRow {
            mended: rebuilt,
            ..row(
                "index",
                whole,
                detail,
                "start again: it is rebuilt from the journal",
            )
        }
    }
}
