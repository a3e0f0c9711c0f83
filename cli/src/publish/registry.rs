//! What is asked of a registry, through cargo: it knows the protocols and the credentials, and we never see either.

use std::cell::RefCell;
use std::ffi::OsString;
use std::fs;
use std::process::{Command, Output, Stdio};

use anyhow::{Context, Result, bail};
use semver::Version;

use super::plan::Release;
use super::stage::Stage;

/// A registry, and the packages for it.
pub(super) struct Registry<'a> {
    name: Option<&'a str>,
    stage: &'a Stage,
    /// Why it does not answer; it is not asked again.
    silent: RefCell<Option<String>>,
}

/// What became of an upload.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Upload {
    Done,
    /// Somebody was faster: an interrupted run whose cargo went on.
    Present,
}

impl<'a> Registry<'a> {
    pub(super) fn new(name: Option<&'a str>, stage: &'a Stage) -> Self {
        Self { name, stage, silent: RefCell::new(None) }
    }

    pub(super) fn name(&self) -> Option<&'a str> {
        self.name
    }

    /// Whether a version is there; `None` when the registry does not answer.
    pub(super) fn has(&self, name: &str, version: &Version) -> Result<Option<bool>> {
        if self.silent.borrow().is_some() {
            return Ok(None);
        }
        let registry = self.name.unwrap_or("crates-io");
        let output =
            self.cargo(&["info", "--quiet", "--registry", registry, &format!("{name}@{version}")])?;
        if output.status.success() {
            return Ok(Some(true));
        }
        let said = said(&output);
        if said.contains("could not find `") {
            return Ok(Some(false));
        }
        *self.silent.borrow_mut() = Some(errors(&said, 4));
        Ok(None)
    }

    /// Why the registry did not answer.
    pub(super) fn silence(&self) -> Option<String> {
        self.silent.borrow().clone()
    }

    /// Every package of the workspace as cargo sees it.
    pub(super) fn packages(&self) -> Result<Vec<serde_json::Value>> {
        let output = self.cargo(&["metadata", "--no-deps", "--offline", "--format-version", "1"])?;
        if !output.status.success() {
            bail!("cargo cannot read the workspace: {}", errors(&said(&output), 8));
        }
        let metadata: serde_json::Value =
            serde_json::from_slice(&output.stdout).context("cargo wrote something that is not JSON")?;
        Ok(metadata["packages"].as_array().cloned().unwrap_or_default())
    }

    /// Packages the releases and builds each from its package alone. The error is cargo's.
    pub(super) fn verify(&self, releases: &[&Release]) -> Result<Result<(), String>> {
        let mut words = vec!["package"];
        words.extend(releases.iter().flat_map(|release| ["--package", release.name.as_str()]));
        words.extend(self.name.into_iter().flat_map(|name| ["--registry", name]));
        let output = self.cargo(&words)?;
        Ok(if output.status.success() { Ok(()) } else { Err(errors(&said(&output), 40)) })
    }

    /// The size of a package, in bytes.
    pub(super) fn size(&self, release: &Release) -> Result<u64> {
        let file = format!("package/{}-{}.crate", release.name, release.to);
        let path = self.stage.build.join(file);
        let data = fs::metadata(&path).with_context(|| format!("`{}` cannot be read", path.display()))?;
        Ok(data.len())
    }

    /// Uploads one package; the error is cargo's.
    pub(super) fn upload(&self, release: &Release) -> Result<Result<Upload, String>> {
        let mut words = vec!["publish", "--no-verify", "--package", release.name.as_str()];
        words.extend(self.name.into_iter().flat_map(|name| ["--registry", name]));
        let output = self.cargo(&words)?;
        if output.status.success() {
            return Ok(Ok(Upload::Done));
        }
        let said = said(&output);
        let present = said.contains("already exists on") || said.contains("is already uploaded");
        Ok(if present { Ok(Upload::Present) } else { Err(errors(&said, 12)) })
    }

    fn cargo(&self, words: &[&str]) -> Result<Output> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
        Command::new(cargo)
            .current_dir(self.stage.workspace.root())
            .env("CARGO_TARGET_DIR", &self.stage.build)
            .env("CARGO_TERM_COLOR", "never")
            .args(words)
            .stdin(Stdio::null())
            .output()
            .context("cargo cannot run")
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).trim().to_owned()
}

/// From the first error on, so many lines.
fn errors(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let first = lines.iter().position(|line| line.starts_with("error")).unwrap_or_default();
    lines[first..].iter().take(count).copied().collect::<Vec<_>>().join("\n")
}
