//! When members are looked for by multicast: on networks that a person marked as her own, and
//! nowhere else unless she asked for that.

use std::time::{Duration, Instant};

use super::Node;
use crate::client::Discovery;
use crate::network::{LocalNetwork, NetworkCommand, local_networks};

/// How often the surroundings are looked at: somebody who carries her laptop from her office to a
/// café has multicast off again before she sits.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// What was seen last, and what was decided.
#[derive(Debug, Default)]
pub(super) struct Watch {
    seen: Option<Vec<LocalNetwork>>,
    looked: Option<Instant>,
    on: bool,
    /// Multicast failed here; it is not tried again before the surroundings change.
    failed: bool,
}

impl Watch {
    /// A network that began, or a mark that changed: looks again at once.
    pub(super) const fn begin_again(&mut self) {
        self.looked = None;
    }

    pub(super) const fn failed(&mut self) {
        self.failed = true;
        self.on = false;
    }

    fn is_due(&self) -> bool {
        self.looked
            .is_none_or(|looked| looked.elapsed() >= LOOK_EVERY)
    }
}

impl Node {
    /// Looks where this machine is, and turns multicast on or off accordingly.
    pub(super) async fn look_around(&mut self) {
        if !self.discovery.is_due() || self.engine.is_practice() {
            return;
        }
        let fresh = self.discovery.looked.replace(Instant::now()).is_none();
        let here = local_networks();
        let same = here == self.discovery.seen;
        if !same {
            self.discovery.failed = false;
            self.discovery.seen.clone_from(&here);
        }
        let mode = self
            .options
            .as_ref()
            .map_or(Discovery::Never, |options| options.discovery);
        self.engine.set_surroundings(here.unwrap_or_default());
        let wanted = match mode {
            Discovery::Never => false,
            Discovery::Always => true,
            // Locked, marks cannot be read: what was decided here stands until she moves.
            Discovery::Marked => self
                .engine
                .trusts_surroundings()
                .unwrap_or(self.discovery.on && same),
        };
        let wanted = wanted && !self.discovery.failed && self.links.is_up();
        // A network that just began has multicast off.
        if wanted != self.discovery.on || (fresh && wanted) {
            self.links.command(NetworkCommand::Mdns(wanted)).await;
        }
        self.discovery.on = wanted;
        self.engine.set_searching(wanted);
    }
}
