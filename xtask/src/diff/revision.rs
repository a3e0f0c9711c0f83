//! Specs as a git revision has them, without a checkout.

use std::path::Path;
use std::process::{Command, Output};

use anyhow::{Context, Result, bail};

use crate::failure::Failure;
use crate::spec::{ROOT, Texts, without_mark};

/// A commit of the repository.
pub(super) struct Revision<'r> {
    root: &'r Path,
    /// As the user calls it.
    name: &'r str,
    commit: String,
}

impl<'r> Revision<'r> {
    /// The commit that a name means.
    pub(super) fn find(root: &'r Path, name: &'r str) -> Result<Self> {
        let commit = format!("{name}^{{commit}}");
        let output = git(root, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?;
        if !output.status.success() {
            bail!(
                "`{name}` is no revision of this repository\nhint: a branch, a tag or a commit; to compare two files, give `--head` too"
            );
        }
        Ok(Self { root, name, commit: String::from_utf8_lossy(&output.stdout).trim().to_owned() })
    }

    /// The providers that it has a folder for.
    pub(super) fn providers(&self) -> Result<Vec<String>> {
        let output = git(self.root, &["ls-tree", "-d", "-z", "--name-only", &self.commit, "specs/"])?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        Ok(text.split('\0').filter_map(|path| path.strip_prefix("specs/")).map(str::to_owned).collect())
    }

    /// The spec of a provider, when it has one.
    pub(super) fn spec(&self, provider: &str) -> Result<Option<Texts>, Failure> {
        let path = |relative: &str| format!("specs/{provider}/{relative}");
        let Some(root) = self.read(&path(ROOT))? else { return Ok(None) };
        let other = |relative: &str| self.read(&path(relative)).ok().flatten();
        Texts::load(ROOT, root, other, |relative| format!("{}:{}", self.name, path(relative))).map(Some)
    }

    fn read(&self, path: &str) -> Result<Option<String>> {
        // `./` counts from the folder and not from the top of the repository, which may be above.
        let output = git(self.root, &["show", &format!("{}:./{path}", self.commit)])?;
        if !output.status.success() {
            return Ok(None);
        }
        let text = String::from_utf8(output.stdout);
        Ok(Some(without_mark(text.with_context(|| format!("`{}:{path}` is not UTF-8", self.name))?)))
    }
}

fn git(root: &Path, arguments: &[&str]) -> Result<Output> {
    Command::new("git").current_dir(root).args(arguments).output().context("`git` cannot be run")
}
