//! The runtime that a crate of any document stands on.

use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::workspace::{RUNTIME, Workspace, holds};

/// The way from a crate to its runtime: the one that is named, or that of the checkout that this runs in.
pub(crate) fn of_crate(folder: &Path, named: Option<&Path>) -> Result<String> {
    let hint = "hint: `--runtime-path` names the folder `runtime` of a checkout of Clientwright";
    match named {
        Some(runtime) if holds(runtime, RUNTIME) => relative(folder, runtime),
        Some(runtime) => bail!("`{}` does not hold the package `{RUNTIME}`\n{hint}", runtime.display()),
        None => match Workspace::find() {
            Ok(workspace) => relative(folder, &workspace.runtime()),
            Err(_) => bail!("no runtime is known for the crate\n{hint}"),
        },
    }
}

/// The way from one folder to another, so that nothing generated holds an absolute path.
fn relative(from: &Path, to: &Path) -> Result<String> {
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
