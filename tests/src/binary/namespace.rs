//! Two network namespaces joined by a virtual cable: a local network of two machines that nobody
//! else is on. Needs the rights of an administrator; where they are missing there are none.

use std::process::{Command, Stdio};

/// A pair of namespaces; they go away with this value.
#[derive(Debug)]
pub struct Namespaces {
    names: [String; 2],
}

fn ip(arguments: &[&str]) -> bool {
    let done = Command::new("ip")
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    done.is_ok_and(|status| status.success())
}

impl Namespaces {
    /// Makes them, or says on standard error why the test has nothing to run in.
    #[must_use]
    pub fn make() -> Option<Self> {
        let tag = std::process::id();
        let names = [format!("asamblea-{tag}-a"), format!("asamblea-{tag}-b")];
        let [a, b] = &names;
        let made = Self {
            names: names.clone(),
        };
        // Interface names hold 15 letters.
        let cables = [format!("asa{tag}"), format!("asb{tag}")];
        let [left, right] = &cables;
        let steps: [&[&str]; 9] = [
            &["netns", "add", a],
            &["netns", "add", b],
            &[
                "link", "add", left, "netns", a, "type", "veth", "peer", "name", right, "netns", b,
            ],
            &["-n", a, "addr", "add", "10.77.0.1/24", "dev", left],
            &["-n", b, "addr", "add", "10.77.0.2/24", "dev", right],
            &["-n", a, "link", "set", "lo", "up"],
            &["-n", b, "link", "set", "lo", "up"],
            &["-n", a, "link", "set", left, "up"],
            &["-n", b, "link", "set", right, "up"],
        ];
        for step in steps {
            if !ip(step) {
                let step = step.join(" ");
                crate::skip::skipped(&format!(
                    "no network namespace can be made here (ip {step})"
                ));
                return None;
            }
        }
        Some(made)
    }

    /// Their names.
    #[must_use]
    pub const fn names(&self) -> [&str; 2] {
        let [a, b] = &self.names;
        [a.as_str(), b.as_str()]
    }
}

impl Drop for Namespaces {
    fn drop(&mut self) {
        for name in &self.names {
            // One that was never made cannot be taken away.
            let _gone = ip(&["netns", "del", name]);
        }
    }
}
