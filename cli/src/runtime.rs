//! The runtime that a crate of any document stands on.

use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, bail};
use clientwright_codegen::provider::{RuntimeSource, Setup};

use crate::workspace::{RUNTIME, Workspace, holds};

/// How a crate of any document is set up: on the runtime that is named, on that of the workspace around here, or on the one
/// that this command was built with.
pub(crate) fn setup_of(folder: &Path, named: Option<&Path>) -> Result<Setup> {
    let standalone = Setup { standalone: true, ..Setup::default() };
    if let Some(runtime) = named {
        if !holds(runtime, RUNTIME) {
            bail!(
                "`{}` does not hold the package `{RUNTIME}`\n\
                 hint: `--runtime-path` names the folder `runtime` of a checkout of Clientwright",
                runtime.display()
            );
        }
        return Ok(Setup { runtime: RuntimeSource::at(relative(folder, runtime)?), ..standalone });
    }
    if let Ok(workspace) = Workspace::find() {
        let runtime = workspace.setup(folder)?.runtime;
        return Ok(Setup { runtime, ..standalone });
    }
    // Built in a checkout, it stands beside the runtime; installed from a registry, the runtime is there too.
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime");
    match holds(&beside, RUNTIME) {
        true => Ok(Setup { runtime: RuntimeSource::at(relative(folder, &beside)?), ..standalone }),
        false => Ok(standalone),
    }
}

/// The way from one folder to another, so that nothing generated holds an absolute path.
pub(crate) fn relative(from: &Path, to: &Path) -> Result<String> {
    let (from, to) = (real(from)?, real(to)?);
    let shared = from.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    if shared == 0 {
        bail!("`{}` and `{}` are on different drives", from.display(), to.display());
    }
    let up = from.components().skip(shared).map(|_| Some(".."));
    let down = to.components().skip(shared).map(|part| part.as_os_str().to_str());
    let parts: Option<Vec<&str>> = up.chain(down).collect();
    Ok(parts.with_context(|| format!("`{}` is not UTF-8", to.display()))?.join("/"))
}

/// Where a path leads, links followed. What is not there yet has no links.
pub(crate) fn real(path: &Path) -> Result<PathBuf> {
    let absolute = std::path::absolute(path).with_context(|| format!("`{}` is no path", path.display()))?;
    let mut real = PathBuf::new();
    for part in absolute.components() {
        match part {
            Component::ParentDir => drop(real.pop()),
            part => {
                real.push(part);
                real = real.canonicalize().unwrap_or(real);
            }
        }
    }
    Ok(real)
}
