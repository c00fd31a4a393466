//! One organization of the demonstration: a profile, and a process that carries it.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use asamblea_node::api::{ApiError, ErrorKind, Request};
use asamblea_node::client::Client;
use serde_json::Value;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::sync::oneshot;

use super::folder::Folder;
use super::sample::Role;
use crate::cli::failure::Failure;

/// How long a node may take to listen: one key derivation on a slow machine.
const START_WAIT: Duration = Duration::from_secs(30);
/// How long a node may take to end before it is killed.
const STOP_WAIT: Duration = Duration::from_secs(5);

/// A profile, and the process that carries it.
pub(super) struct Organization {
    profile: PathBuf,
    passphrase_file: PathBuf,
    node: Option<Running>,
}

struct Running {
    child: Child,
    /// The node ends when this closes, whatever becomes of this process.
    lifeline: Option<ChildStdin>,
}

impl Organization {
    fn at(folder: &Folder, role: &Role) -> Self {
        Self {
            profile: folder.profile(&role.country),
            passphrase_file: folder.passphrase_file(),
            node: None,
        }
    }

    /// Founds the network.
    pub(super) async fn found(
        folder: &Folder,
        network: &str,
        role: &Role,
    ) -> Result<Self, Failure> {
        let organization = Self::at(folder, role);
        let arguments = [
            "found",
            "--network",
            network,
            "--org",
            &role.name,
            "--person",
            &role.person,
            "--country",
            &role.country,
        ];
        organization.do_once(&arguments).await?;
        Ok(organization)
    }

    /// Joins with a code.
    pub(super) async fn join(
        folder: &Folder,
        role: &Role,
        code: &str,
        address: &str,
    ) -> Result<Self, Failure> {
        let organization = Self::at(folder, role);
        let arguments = ["join", code, "--person", &role.person, "--connect", address];
        organization.do_once(&arguments).await?;
        Ok(organization)
    }

    /// Starts the node; gives the address where it listens.
    pub(super) async fn run(&mut self, connect: &[String]) -> Result<String, Failure> {
        let mut command = self.command()?;
        command
            .args(["node", "--listen", "/ip4/127.0.0.1/tcp/0", "--no-mdns"])
            .arg("--until-stdin-ends")
            .args(connect.iter().flat_map(|address| ["--connect", address]))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = command.spawn().map_err(|_| Failure::internal("process"))?;
        let lifeline = child.stdin.take();
        let stdout = child
            .stdout
            .take()
            .ok_or_else(|| Failure::internal("process"))?;
        self.node = Some(Running { child, lifeline });
        let (told, listening) = oneshot::channel();
        tokio::spawn(read_events(stdout, told));
        tokio::time::timeout(START_WAIT, listening)
            .await
            .ok()
            .and_then(Result::ok)
            .ok_or(Failure::said(ErrorKind::Unreachable, "error-demo-start"))
    }

    /// A way to its node.
    pub(super) async fn client(&self) -> Result<Client, Failure> {
        Client::attach(&self.profile)
            .await?
            .ok_or(Failure::said(ErrorKind::Unreachable, "error-demo-start"))
    }

    /// Its profile.
    pub(super) fn profile(&self) -> &Path {
        &self.profile
    }

    fn command(&self) -> Result<Command, Failure> {
        let program = std::env::current_exe().map_err(|_| Failure::internal("process"))?;
        let mut command = Command::new(program);
        command
            .arg("--json")
            .arg("--profile")
            .arg(&self.profile)
            .arg("--passphrase-file")
            .arg(&self.passphrase_file)
            .stdin(Stdio::null())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        Ok(command)
    }

    async fn do_once(&self, arguments: &[&str]) -> Result<(), Failure> {
        let output = self
            .command()?
            .args(arguments)
            .output()
            .await
            .map_err(|_| Failure::internal("process"))?;
        if output.status.success() {
            return Ok(());
        }
        let stderr = String::from_utf8_lossy(&output.stderr);
        Err(ApiError::about(fault(&stderr), "demo").into())
    }
}

/// Ends the nodes as a script would, all at once; one that hangs is killed.
pub(super) async fn stop_all(organizations: Vec<Organization>) {
    let stopping = organizations.into_iter().map(|organization| async move {
        let Some(mut node) = organization.node else {
            return;
        };
        let ending = async {
            if let Ok(Some(client)) = Client::attach(&organization.profile).await {
                let _ending = client.call(Request::Stop).await;
            }
            drop(node.lifeline.take());
            node.child.wait().await
        };
        if tokio::time::timeout(STOP_WAIT, ending).await.is_err() {
            let _killed = node.child.kill().await;
        }
    });
    futures::future::join_all(stopping).await;
}

/// Reads all that a node tells, so that it never waits for us; hands on where it listens.
async fn read_events(stdout: ChildStdout, told: oneshot::Sender<String>) {
    let mut lines = BufReader::new(stdout).lines();
    let mut told = Some(told);
    let mut address = None;
    while let Ok(Some(line)) = lines.next_line().await {
        let Ok(event) = serde_json::from_str::<Value>(&line) else {
            continue;
        };
        match event.get("event").and_then(Value::as_str) {
            Some("listening") => {
                address = event
                    .get("address")
                    .and_then(Value::as_str)
                    .map(ToOwned::to_owned);
            }
            Some("ready") => {
                if let (Some(told), Some(address)) = (told.take(), address.take()) {
                    let _gave_up = told.send(address);
                }
            }
            _ => {}
        }
    }
}

/// Why a command failed, from the last line of its standard error.
fn fault(stderr: &str) -> ErrorKind {
    let code = stderr.lines().last().and_then(|line| {
        let mut line: Value = serde_json::from_str(line).ok()?;
        Some(line.get_mut("error")?.get_mut("code")?.take())
    });
    code.and_then(|code| serde_json::from_value(code).ok())
        .unwrap_or(ErrorKind::Internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn why_a_command_failed_is_read_from_its_last_line() {
        let stderr = "No.\n{\"error\":{\"code\":\"disk_full\",\"message\":\"No.\"}}\n";
        assert_eq!(fault(stderr), ErrorKind::DiskFull);
        assert_eq!(fault("thread main stopped"), ErrorKind::Internal);
        assert_eq!(fault(""), ErrorKind::Internal);
    }
}
