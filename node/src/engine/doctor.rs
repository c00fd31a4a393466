//! Checks of the profile and the machine, each with what mends it.

use std::os::unix::fs::MetadataExt;

use super::Engine;
use crate::api::CheckRow;

/// 2020-01-01: a clock before it was never set.
const CLOCK_MS_MIN: u64 = 1_577_836_800_000;

fn row(check: &str, ok: bool, detail: String, mend: &str) -> CheckRow {
    let mend = if ok { String::new() } else { mend.to_owned() };
    CheckRow {
        check: check.to_owned(),
        ok,
        detail,
        mend,
        damaged: false,
    }
}

impl Engine {
    /// Runs every check. `deep` also reads every record of the journal once more.
    pub(super) fn doctor(&mut self, deep: bool) -> Vec<CheckRow> {
        let mut rows = vec![self.check_profile(), self.check_permissions()];
        let clock = self.wall().0;
        rows.push(row(
            "clock",
            clock >= CLOCK_MS_MIN,
            super::clock::rfc3339(self.wall()),
            "set the clock of this machine; nothing is decided by it, but times look wrong",
        ));
        rows.push(self.check_journal(deep));
        rows.push(self.check_index());
        rows.push(row(
            "ports",
            true,
            match self.addresses.len() {
                0 => "not listening: no node runs".to_owned(),
                count => format!("listening on {count} addresses"),
            },
            "",
        ));
        rows.push(row(
            "peers",
            true,
            format!("{} connected", self.peers().len()),
            "",
        ));
        let cores_off =
            rustix::process::getrlimit(rustix::process::Resource::Core).current == Some(0);
        rows.push(row(
            "memory",
            cores_off,
            if cores_off {
                "core files are off"
            } else {
                "core files are on"
            }
            .to_owned(),
            "start the program anew; if it stays, ask whoever administers this machine",
        ));
        rows
    }

    fn check_profile(&self) -> CheckRow {
        let whole = self
            .folder
            .as_ref()
            .is_none_or(|folder| folder.join("vault").exists());
        let detail = if whole {
            "the vault is there"
        } else {
            "the vault is missing"
        };
        let mut row = row(
            "profile",
            whole,
            detail.to_owned(),
            "restore a backup as a new device",
        );
        row.damaged = !whole;
        row
    }

    fn check_permissions(&self) -> CheckRow {
        let mode = self
            .folder
            .as_ref()
            .and_then(|folder| std::fs::metadata(folder).ok())
            .map_or(0o700, |metadata| metadata.mode() & 0o777);
        let private = mode & 0o077 == 0;
        let detail = format!("the folder's mode is {mode:o}");
        row(
            "permissions",
            private,
            detail,
            "chmod 700 the profile folder",
        )
    }

    fn check_journal(&mut self, deep: bool) -> CheckRow {
        let report = &self.report;
        let mut damaged = report.damaged.len();
        let mut alarm = report.shorter_than_remembered || report.memory_lost;
        if deep {
            (damaged, alarm) = self.read_every_record(damaged, alarm);
        }
        let ok = damaged == 0 && !alarm;
        let detail = if alarm {
            "the journal is shorter than remembered: something was lost or set back".to_owned()
        } else if damaged > 0 {
            let places: Vec<String> = self
                .report
                .damaged
                .iter()
                .take(8)
                .map(|damage| format!("{} at {}", damage.segment, damage.offset))
                .collect();
            format!("{damaged} damaged places: {}", places.join(", "))
        } else {
            format!("{} records, all whole", self.indexed)
        };
        let mend = "connect to a member or import a bundle: what is missing is fetched again";
        CheckRow {
            damaged: !ok,
            ..row("journal", ok, detail, mend)
        }
    }

    fn check_index(&mut self) -> CheckRow {
        let covered = self
            .index
            .covered()
            .ok()
            .flatten()
            .and_then(|mark| Some(u64::from_be_bytes(mark.try_into().ok()?)));
        let whole = covered == Some(self.indexed);
        let detail = if whole {
            "covers the journal"
        } else {
            "does not cover the journal"
        };
        row(
            "index",
            whole,
            detail.to_owned(),
            "start again: it is rebuilt from the journal",
        )
    }
}
