//! What is to be released: from which version to which, and why.

use anyhow::{Context, Result};
use clientwright_codegen::provider::Package;
use clientwright_codegen::surface::Surface;
use semver::{Version, VersionReq};
use toml_edit::DocumentMut;

use super::findings::Findings;
use super::git::Git;
use super::registry::Registry;
use super::stage::Stage;
use crate::diff;
use clientwright_review::callers::{self, Change, next};
use clientwright_review::diff::Bump;

/// A crate and what becomes of it.
#[derive(Debug)]
pub(super) struct Release {
    pub(super) name: String,
    /// `generated/acme`, `runtime`.
    pub(super) folder: String,
    /// Whose client it is; the versions of other crates are raised by hand.
    pub(super) provider: Option<String>,
    /// The last version that was released.
    pub(super) from: Option<Version>,
    pub(super) to: Version,
    pub(super) changes: Vec<Change>,
    pub(super) action: Action,
    /// The commit of the last version, when that is in the registry and has no tag.
    pub(super) untagged: Option<String>,
    /// Of its package, in bytes.
    pub(super) size: Option<u64>,
}

/// What becomes of a crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// It is uploaded and tagged.
    Publish,
    /// It was uploaded by an earlier run, and is only tagged.
    Skip,
    /// It is as it was released.
    Nothing,
}

impl Release {
    pub(super) fn tag(&self) -> String {
        tag(&self.name, &self.to)
    }

    /// What the release does to callers; `None` for the first one, and where the version is set by hand.
    pub(super) fn bump(&self) -> Option<Bump> {
        self.from.as_ref()?;
        self.changes.iter().map(|change| change.bump).max()
    }
}

pub(super) fn tag(name: &str, version: &Version) -> String {
    format!("{name}-v{version}")
}

/// The last release.
struct Base {
    version: Version,
    /// Its tag, or the commit that it was made from.
    commit: String,
    is_tagged: bool,
}

impl Base {
    fn untagged(&self) -> Option<String> {
        (!self.is_tagged).then(|| self.commit.clone())
    }
}

/// Where a plan looks.
pub(super) struct Plan<'a> {
    pub(super) git: &'a Git<'a>,
    pub(super) stage: &'a Stage,
    pub(super) registry: &'a Registry<'a>,
}

impl Plan<'_> {
    /// The release of a provider's client.
    pub(super) fn client(
        &self,
        provider: &str,
        package: &Package,
        findings: &mut Findings,
    ) -> Result<Release> {
        let name = &package.name;
        let current = version(&package.version, name)?;
        let log = format!("specs/{provider}/{}", crate::spec::CHANGELOG);
        let base = self.base(name, &current, &log)?;
        let untagged = base.as_ref().and_then(Base::untagged);
        let changes = match &base {
            Some(base) => self.changes(provider, &base.commit)?,
            None => vec![Change::new(Bump::Minor, "the first release")],
        };
        let level = changes.iter().map(|change| change.bump).max();
        let to = match (&base, level) {
            (Some(base), Some(level)) => next(&base.version, level).max(current.clone()),
            _ => current.clone(),
        };
        let action = match (level, &untagged) {
            (Some(_), _) => Action::Publish,
            (None, Some(_)) => Action::Skip,
            (None, None) => Action::Nothing,
        };
        if to != current && self.registry.has(name, &to)? == Some(true) {
            findings.add(
                format!("{name} {to} is in the registry, and no commit here has released it"),
                format!("set a higher `crate.version` in specs/{provider}/provider.yaml"),
            );
        }
        Ok(Release {
            name: name.clone(),
            folder: format!("generated/{provider}"),
            provider: Some(provider.to_owned()),
            from: base.map(|base| base.version),
            to,
            changes,
            action,
            untagged,
            size: None,
        })
    }

    /// The release of a crate whose version is raised by hand.
    pub(super) fn by_hand(
        &self,
        folder: &str,
        package: &serde_json::Value,
        findings: &mut Findings,
    ) -> Result<Release> {
        let name = package["name"].as_str().unwrap_or_default().to_owned();
        let to = version(package["version"].as_str().unwrap_or_default(), &name)?;
        let base = self.base(&name, &to, folder)?;
        let untagged = base.as_ref().and_then(Base::untagged);
        let from = base.map(|base| base.version);
        let action = match (&untagged, from.as_ref() == Some(&to)) {
            (Some(_), _) => Action::Skip,
            (None, true) => Action::Nothing,
            (None, false) => Action::Publish,
        };
        let paths = ["src", "Cargo.toml"].map(|path| format!("{folder}/{path}"));
        if action == Action::Nothing && self.git.has_changed(&tag(&name, &to), &paths)? {
            findings.add(
                format!("{name} has changed since {to} was released, and is {to} still"),
                format!("set the next `version` in {folder}/Cargo.toml"),
            );
        }
        Ok(Release {
            name,
            folder: folder.to_owned(),
            provider: None,
            from,
            to,
            changes: Vec::new(),
            action,
            untagged,
            size: None,
        })
    }

    /// The last release.
    ///
    /// A run that was interrupted between an upload and its tag leaves a version in the registry that git does not know:
    /// it was made from the commit that wrote the changelog last.
    fn base(&self, name: &str, current: &Version, log: &str) -> Result<Option<Base>> {
        let mut released = self.git.released(name)?;
        if !released.contains(current) && self.registry.has(name, current)? == Some(true) {
            let commit = self.git.last_commit(log)?;
            return Ok(Some(Base { version: current.clone(), commit, is_tagged: false }));
        }
        Ok(released.pop().map(|version| Base { commit: tag(name, &version), version, is_tagged: true }))
    }

    /// Everything that the changelog says of the time since a commit, and from which the version follows. What changes
    /// on the wire but not in Rust belongs here too.
    fn changes(&self, provider: &str, since: &str) -> Result<Vec<Change>> {
        let file = |name: &str| format!("generated/{provider}/{name}");
        let (before, now) = (
            |name: &str| self.git.show(since, &file(name)),
            |name: &str| {
                self.stage.read(&file(name)).with_context(|| format!("`{}` is not there", file(name)))
            },
        );
        let mut changes = callers::changes(&surface(before("api.txt")?), &surface(now("api.txt")?));
        changes.extend(runtime(&before("Cargo.toml")?, &now("Cargo.toml")?));
        let packaged = ["src", "README.md", "Cargo.toml"].map(file);
        if !self.git.has_changed(since, &packaged)? {
            return Ok(changes);
        }
        changes.extend(diff::beside_the_surface(self.git.root(), since, &self.stage.workspace, provider)?);
        if changes.is_empty() {
            changes.push(Change::new(
                Bump::Patch,
                "documentation or internals; every public item is as it was",
            ));
        }
        Ok(changes)
    }
}

/// A client hands out the runtime's types: another runtime is other types.
fn runtime(before: &str, now: &str) -> Option<Change> {
    let required = |text: &str| -> Option<Version> {
        let manifest: DocumentMut = text.parse().ok()?;
        Version::parse(manifest["dependencies"]["clientwright-runtime"]["version"].as_str()?).ok()
    };
    let (before, now) = (required(before)?, required(now)?);
    let compatible = VersionReq::parse(&before.to_string()).is_ok_and(|before| before.matches(&now));
    (!compatible).then(|| {
        Change::breaking(
            format!("the crate stands on clientwright-runtime {now}, it was {before}"),
            "raise your own dependency on it, if you have one",
        )
    })
}

fn surface(text: String) -> Surface {
    let Ok(surface) = text.parse();
    surface
}

fn version(text: &str, name: &str) -> Result<Version> {
    Version::parse(text).with_context(|| format!("`{text}` is no version of {name}\nhint: write `1.2.3`"))
}
