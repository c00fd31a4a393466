//! What travels on sticks: fresh bundles, old ones, the same ones again, damaged ones.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use asamblea_node::api::{Reply, Request};
use asamblea_protocol::op::LogId;

use crate::cluster::Cluster;
use crate::faults::Fault;
use crate::report::Violation;

/// Bundles that lie around; the oldest is forgotten.
const BUNDLES_MAX: usize = 12;

/// Where a run's bundles lie, and their bytes: the engine reads and writes them as files.
#[derive(Default)]
pub struct Sticks {
    folder: Option<PathBuf>,
    bundles: Vec<Stick>,
    files: u64,
}

struct Stick {
    bytes: Vec<u8>,
    /// How much of each log its writer held.
    lens: BTreeMap<LogId, u64>,
}

impl Sticks {
    /// How much of a log lies around on sticks, if any does.
    pub(super) fn len(&self, log: &LogId) -> u64 {
        let lens = self.bundles.iter().filter_map(|stick| stick.lens.get(log));
        lens.max().copied().unwrap_or(0)
    }

    /// Logs of which something may lie around.
    pub(super) fn logs(&self) -> impl Iterator<Item = LogId> + '_ {
        self.bundles
            .iter()
            .flat_map(|stick| stick.lens.keys())
            .copied()
    }

    /// A file that is not there yet.
    fn next_file(&mut self) -> Option<PathBuf> {
        static RUNS: AtomicU64 = AtomicU64::new(0);
        if self.folder.is_none() {
            let run = RUNS.fetch_add(1, Ordering::Relaxed);
            let name = format!("asamblea-sim-{}-{run}", std::process::id());
            let folder = std::env::temp_dir().join(name);
            std::fs::create_dir_all(&folder).ok()?;
            self.folder = Some(folder);
        }
        self.files += 1;
        Some(self.folder.as_ref()?.join(self.files.to_string()))
    }
}

impl Drop for Sticks {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            let _left = std::fs::remove_dir_all(folder);
        }
    }
}

impl Cluster {
    /// Somebody writes a bundle, or somebody reads one that lies around.
    pub(super) fn stick(&mut self, at: usize) -> Result<(), Violation> {
        if !self.devices[at].is_on() || self.devices[at].dishonest {
            return Ok(());
        }
        if self.sticks.bundles.is_empty() || self.dice.percent(40) {
            return self.export(at);
        }
        self.import(at)
    }

    fn export(&mut self, at: usize) -> Result<(), Violation> {
        let Some(path) = self.sticks.next_file() else {
            return Ok(());
        };
        let request = Request::BundleExport {
            path: path.to_string_lossy().into_owned(),
            spaces: Vec::new(),
            since: None,
        };
        if self.ask(at, request)?.is_ok()
            && let Ok(bytes) = std::fs::read(&path)
        {
            if self.sticks.bundles.len() == BUNDLES_MAX {
                self.sticks.bundles.remove(0);
            }
            let graph = self.devices[at].engine().map(|e| e.replica().graph());
            let logs = graph.into_iter().flat_map(|graph| {
                let logs = graph.spaces().flat_map(|space| graph.logs_of(space));
                logs.map(|log| (log, graph.len(&log)))
            });
            let lens = logs.collect();
            self.sticks.bundles.push(Stick { bytes, lens });
            self.tell(|| format!("d{at} writes a bundle"));
        }
        let _gone = std::fs::remove_file(&path);
        Ok(())
    }

    fn import(&mut self, at: usize) -> Result<(), Violation> {
        let which = self.dice.index(self.sticks.bundles.len());
        let mut bytes = self.sticks.bundles[which].bytes.clone();
        let damaged = self.dice.percent(15) && !bytes.is_empty();
        if damaged {
            let place = self.dice.index(bytes.len());
            bytes[place] ^= 1 << self.dice.below(8);
        }
        let path = self.sticks.next_file();
        let Some(path) = path.filter(|path| std::fs::write(path, &bytes).is_ok()) else {
            return Ok(());
        };
        let request = Request::BundleImport {
            path: path.to_string_lossy().into_owned(),
        };
        let reply = self.ask(at, request)?;
        let _gone = std::fs::remove_file(&path);
        if let Ok(Reply::Bundle(report)) = reply {
            let (ops, repeated, refused) = (report.ops, report.repeated, report.refused);
            self.faults.add_many(Fault::Bundle, u64::from(ops > 0));
            self.faults
                .add_many(Fault::OldBundle, u64::from(repeated > 0));
            self.faults.add_many(Fault::BadBundle, u64::from(damaged));
            self.tell(|| format!("d{at} reads bundle {which}: {ops} new, {repeated}, {refused}"));
        }
        Ok(())
    }
}
