//! What a program costs: CPU time and memory, as the system counts them.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::super::clock::{self, Whose};

/// What a run cost.
#[derive(Clone, Copy)]
pub(super) struct Cost {
    /// CPU seconds, of the user and of the system, of all threads.
    pub(super) seconds: f64,
    /// Peak of memory in bytes; 0 where the system does not say.
    pub(super) memory: u64,
}

impl Cost {
    pub(super) fn to_json(self) -> Value {
        json!({ "seconds": self.seconds, "memory": self.memory })
    }
}

/// Runs a program as the only child of this process.
pub(super) fn run_here(program: &str, arguments: &[String]) -> Result<Cost> {
    let (status, seconds) = clock::seconds(Whose::Children, || {
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status()
    });
    if !status.with_context(|| format!("`{program}` cannot be run"))?.success() {
        bail!("`{program}` failed");
    }
    Ok(Cost { seconds, memory: clock::peak_of_children() })
}

/// Runs a program as the only child of another process; `None` when it fails.
pub(super) fn run(this: &Path, command: &[String]) -> Result<Option<Cost>> {
    let mut between = Command::new(this);
    between.args(["bench", "generate", "--cost-of"]).args(command).stderr(Stdio::null());
    let output = between.output().with_context(|| format!("`{}` cannot be run", this.display()))?;
    if !output.status.success() {
        return Ok(None);
    }
    let written: Value = serde_json::from_slice(&output.stdout).context("no cost was written")?;
    let seconds = written["seconds"].as_f64().context("the cost has no time")?;
    Ok(Some(Cost { seconds, memory: written["memory"].as_u64().unwrap_or_default() }))
}
