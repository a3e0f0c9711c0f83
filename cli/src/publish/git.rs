//! What git knows, and what a release tells it.

use std::path::Path;
use std::process::Output;

use anyhow::{Context, Result, bail};
use semver::Version;

use crate::git;

/// The repository's history.
pub(super) struct Git<'a> {
    root: &'a Path,
}

impl<'a> Git<'a> {
    /// The history of the repository that stands in this folder.
    pub(super) fn open(root: &'a Path) -> Result<Self> {
        let git = Self { root };
        let prefix = git.text(&["rev-parse", "--show-prefix"]).context("a release needs git")?;
        if !prefix.is_empty() {
            bail!(
                "`{prefix}` is a part of another git repository\nhint: release from a repository of its own"
            );
        }
        git.text(&["rev-parse", "--verify", "HEAD"])
            .context("there is no commit to release\nhint: commit first")?;
        Ok(git)
    }

    /// The repository's folder.
    pub(super) fn root(&self) -> &'a Path {
        self.root
    }

    /// The versions of a crate that are tagged, the highest last.
    pub(super) fn released(&self, name: &str) -> Result<Vec<Version>> {
        let tags = self.text(&["tag", "--list", &format!("{name}-v*")])?;
        let prefix = format!("{name}-v");
        let versions = tags.lines().filter_map(|tag| Version::parse(tag.strip_prefix(&prefix)?).ok());
        let mut versions: Vec<Version> = versions.collect();
        versions.sort();
        Ok(versions)
    }

    /// A file as it was in a commit.
    pub(super) fn show(&self, commit: &str, path: &str) -> Result<String> {
        self.run(&["show", &format!("{commit}:{path}")])
            .with_context(|| format!("`{path}` cannot be read as it was in {commit}"))
    }

    /// Whether these paths are others now than they were in a commit.
    pub(super) fn has_changed(&self, since: &str, paths: &[String]) -> Result<bool> {
        let mut words = vec!["diff", "--quiet", since, "HEAD", "--"];
        words.extend(paths.iter().map(String::as_str));
        let output = self.output(&words)?;
        match output.status.code() {
            Some(0) => Ok(false),
            Some(1) => Ok(true),
            _ => bail!("git cannot compare {since} with HEAD: {}", said(&output)),
        }
    }

    /// The files that are not as they were committed, untracked ones among them.
    pub(super) fn uncommitted(&self) -> Result<Vec<String>> {
        let words = ["status", "--porcelain", "-z", "--no-renames", "--untracked-files=all"];
        let status = self.run(&words)?;
        Ok(status.split_terminator('\0').filter_map(|entry| entry.get(3..)).map(str::to_owned).collect())
    }

    /// Writes the files of the last commit into a folder, whatever the working tree and the index hold.
    pub(super) fn export(&self, folder: &Path) -> Result<()> {
        let index = folder.with_extension("index");
        let prefix = format!("--prefix={}/", folder.display());
        for words in [["read-tree", "HEAD"].as_slice(), &["checkout-index", "--all", "--force", &prefix]] {
            let output = git::command(self.root, words)
                .env("GIT_INDEX_FILE", &index)
                .output()
                .context("git cannot run")?;
            if !output.status.success() {
                bail!("the last commit cannot be written to `{}`: {}", folder.display(), said(&output));
            }
        }
        std::fs::remove_file(&index).with_context(|| format!("`{}` cannot be removed", index.display()))
    }

    /// The commit that wrote a file last.
    pub(super) fn last_commit(&self, path: &str) -> Result<String> {
        let commit = self.text(&["log", "-1", "--format=%H", "--", path])?;
        Ok(if commit.is_empty() { "HEAD".to_owned() } else { commit })
    }

    /// Commits these files and nothing else.
    pub(super) fn commit(&self, paths: &[&str], message: &str) -> Result<()> {
        self.run(&[&["add", "--all", "--"], paths].concat())?;
        self.run(&[&["commit", "--quiet", "--message", message, "--"], paths].concat())?;
        Ok(())
    }

    /// Names a commit.
    pub(super) fn tag(&self, name: &str, commit: &str) -> Result<()> {
        self.run(&["tag", "--annotate", "--message", name, name, commit])?;
        Ok(())
    }

    fn text(&self, words: &[&str]) -> Result<String> {
        Ok(self.run(words)?.trim_end().to_owned())
    }

    fn run(&self, words: &[&str]) -> Result<String> {
        let output = self.output(words)?;
        if !output.status.success() {
            bail!("`git {}` failed: {}", words.first().unwrap_or(&""), said(&output));
        }
        String::from_utf8(output.stdout).context("git wrote something that is not UTF-8")
    }

    fn output(&self, words: &[&str]) -> Result<Output> {
        git::output(self.root, words)
    }
}

fn said(output: &Output) -> String {
    let said = if output.stderr.is_empty() { &output.stdout } else { &output.stderr };
    String::from_utf8_lossy(said).trim().to_owned()
}
