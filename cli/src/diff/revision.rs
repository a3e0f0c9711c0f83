//! Specs as a git revision has them, without a checkout.

use std::path::Path;

use anyhow::{Context, Result, bail};
use clientwright_document::files::Texts;
use clientwright_review::comparison::Lines;

use crate::failure::Failure;
use crate::git;
use crate::spec::{ROOT, without_mark};

/// A commit of the repository.
pub(crate) struct Revision<'r> {
    root: &'r Path,
    /// As the user calls it.
    name: &'r str,
    commit: String,
}

impl<'r> Revision<'r> {
    /// The commit that a name means.
    pub(crate) fn find(root: &'r Path, name: &'r str) -> Result<Self> {
        let commit = format!("{name}^{{commit}}");
        let output = git::output(root, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?;
        if !output.status.success() {
            bail!(
                "`{name}` is no revision of this repository\nhint: a branch, a tag or a commit; to compare two files, give `--head` too"
            );
        }
        Ok(Self { root, name, commit: String::from_utf8_lossy(&output.stdout).trim().to_owned() })
    }

    /// The providers that it has a folder for.
    pub(crate) fn providers(&self) -> Result<Vec<String>> {
        let output = git::output(self.root, &["ls-tree", "-d", "-z", "--name-only", &self.commit, "specs/"])?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        Ok(text.split('\0').filter_map(|path| path.strip_prefix("specs/")).map(str::to_owned).collect())
    }

    /// The spec of a provider, when it has one.
    pub(crate) fn spec(&self, provider: &str) -> Result<Option<Texts>, Failure> {
        let path = |relative: &str| format!("specs/{provider}/{relative}");
        let Some(root) = self.read(&path(ROOT))? else { return Ok(None) };
        let other = |relative: &str| self.read(&path(relative)).ok().flatten();
        Ok(Some(Texts::load(ROOT, root, other, |relative| self.display(&path(relative)))?))
    }

    /// The files below a folder that differ in the working tree, with their lines.
    pub(crate) fn changed_files(&self, folder: &str) -> Result<Vec<Lines>> {
        let output = git::output(
            self.root,
            &["diff", "--numstat", "--no-renames", "--relative", "-z", &self.commit, "--", folder],
        )?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let line = |line: &str| {
            let mut parts = line.splitn(3, '\t');
            let mut number = || parts.next()?.parse().ok();
            let (added, removed) = (number()?, number()?);
            Some(Lines { path: parts.next()?.to_owned(), added, removed })
        };
        let mut files: Vec<Lines> = text.split('\0').filter_map(line).collect();
        let output =
            git::output(self.root, &["ls-files", "--others", "--exclude-standard", "-z", "--", folder])?;
        for path in String::from_utf8_lossy(&output.stdout).split('\0').filter(|path| !path.is_empty()) {
            let text = std::fs::read_to_string(self.root.join(path)).unwrap_or_default();
            files.push(Lines { path: path.to_owned(), added: text.lines().count(), removed: 0 });
        }
        Ok(files)
    }

    /// How people name a file of it.
    pub(crate) fn display(&self, path: &str) -> String {
        format!("{}:{path}", self.name)
    }

    /// A file's text, when it is there.
    pub(crate) fn read(&self, path: &str) -> Result<Option<String>> {
        // `./` counts from the folder and not from the top of the repository, which may be above.
        let output = git::output(self.root, &["show", &format!("{}:./{path}", self.commit)])?;
        if !output.status.success() {
            return Ok(None);
        }
        let text = String::from_utf8(output.stdout);
        Ok(Some(without_mark(text.with_context(|| format!("`{}:{path}` is not UTF-8", self.name))?)))
    }
}
