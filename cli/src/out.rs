//! The folder that `--out` names.

use std::path::Path;

use anyhow::{Result, bail};

use crate::program::called;
use crate::runtime::real;
use crate::workspace::Workspace;

/// Refuses a folder that no crate of any document may stand in.
pub(crate) fn check(folder: &Path) -> Result<()> {
    let real = real(folder)?;
    let Some(workspace) = Workspace::around(&real) else { return Ok(()) };
    for ours in ["generated", "specs"] {
        if real.starts_with(workspace.root().join(ours)) {
            bail!(
                "`{}` is in `{ours}`, where every folder is a provider's\n\
                 hint: choose another folder, or make a provider: `{} new NAME --from FILE`",
                folder.display(),
                called()
            );
        }
    }
    Ok(())
}
