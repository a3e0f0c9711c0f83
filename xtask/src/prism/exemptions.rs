//! `tests/prism/exemptions.json`: what Prism reports and is wrong about.

use std::fs;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use clientwright::workspace::Workspace;

/// A violation that is none.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Exemption {
    pub(super) provider: String,
    /// Whose calls Prism reports it for.
    pub(super) operations: Vec<String>,
    /// Prism's words.
    pub(super) message: String,
    /// Why it is none.
    reason: String,
}

/// Reads the list. Whether each entry is needed shows when the calls are made.
pub(super) fn read(workspace: &Workspace) -> Result<Vec<Exemption>> {
    let path = workspace.root().join("tests/prism/exemptions.json");
    let shown = workspace.display(&path);
    let text = fs::read_to_string(&path).with_context(|| format!("`{shown}` cannot be read"))?;
    let exemptions: Vec<Exemption> =
        serde_json::from_str(&text).with_context(|| format!("`{shown}` is no list of exemptions"))?;
    let providers = workspace.providers(&[])?;
    for Exemption { provider, reason, .. } in &exemptions {
        ensure!(providers.contains(provider), "{shown}: there is no provider `{provider}`");
        ensure!(!reason.trim().is_empty(), "{shown}: an exemption of `{provider}` has no reason");
    }
    Ok(exemptions)
}
