//! `publish`: new versions of the crates, from what changed since the last ones.
//!
//! A release is made and checked in a copy of the last commit; only when nothing stands in its way is it committed, uploaded
//! and tagged. Its version follows from the last tag and not from the one that stands in `provider.yaml`, so a run that was
//! interrupted anywhere can be run again.

mod changelog;
mod findings;
mod git;
mod plan;
mod registry;
mod report;
mod stage;

use std::collections::BTreeMap;
use std::process::ExitCode;

use anyhow::{Context, anyhow};
use clap::Args;

use crate::called;
use crate::failure::Failure;
use crate::output::{Format, few};
use crate::spec::Spec;
use crate::workspace::{RUNTIME, Workspace};
use findings::Findings;
use git::Git;
use plan::{Action, Plan, Release};
use registry::{Registry, Upload};
use stage::Stage;

/// Releases client crates: versions, changelogs, checks, upload and tags. A dry run unless `--execute` is given
#[derive(Args)]
pub struct Arguments {
    /// Providers to release [default: all, and the packages that are released by hand]
    providers: Vec<String>,
    /// Commits the versions, uploads and tags. Run it again after an interruption
    #[arg(long)]
    execute: bool,
    /// Registry of cargo's configuration, with cargo's credentials [default: cargo's]
    #[arg(long, value_name = "NAME")]
    registry: Option<String>,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let workspace = Workspace::find()?;
    let git = Git::open(workspace.root())?;
    let stage = Stage::export(&git, &workspace)?;
    let registry = Registry::new(arguments.registry.as_deref(), &stage);
    let mut findings = Findings::default();

    let mut releases = plan(arguments, &git, &registry, &stage, &mut findings)?;
    let files = prepare(&releases, &stage, registry.name(), &mut findings)?;
    check_committed(&git, &files, &mut findings)?;
    if findings.0.is_empty() {
        package(&mut releases, &registry, &mut findings)?;
    }

    if arguments.format == Format::Text {
        report::text(&releases);
        report::findings(&findings);
    }
    let fine = findings.0.is_empty();
    if fine && arguments.execute {
        execute(&releases, &files, &git, &workspace, &registry, arguments)?;
    }
    match arguments.format {
        Format::Json => outln!("{:#}", report::json(&releases, &findings)),
        Format::Text
            if fine
                && !arguments.execute
                && releases.iter().any(|release| release.action != Action::Nothing) =>
        {
            errln!("hint: nothing was uploaded; `--execute` does it");
        }
        Format::Text => {}
    }
    Ok(if fine { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// What is to be released, in the order of its uploads.
fn plan(
    arguments: &Arguments,
    git: &Git<'_>,
    registry: &Registry<'_>,
    stage: &Stage,
    findings: &mut Findings,
) -> Result<Vec<Release>, Failure> {
    let plan = Plan { git, stage, registry };
    let packages = registry.packages()?;
    let package_of = |folder: &str| {
        let manifest = stage.path(folder).join("Cargo.toml");
        let is_it = |package: &&serde_json::Value| {
            package["manifest_path"].as_str().is_some_and(|path| manifest == std::path::Path::new(path))
        };
        packages.iter().find(is_it).with_context(|| format!("`{folder}` is no package of the workspace"))
    };
    let mut releases = Vec::new();
    for folder in stage.workspace.released_by_hand() {
        let package = package_of(&folder)?;
        // Of what no provider owns, clients need the runtime alone.
        if arguments.providers.is_empty() || package["name"] == RUNTIME {
            releases.push(plan.by_hand(&folder, package, findings)?);
        }
    }
    for provider in stage.workspace.providers(&arguments.providers)? {
        if stage.is_stale(&provider)? {
            findings.add(
                format!("generated/{provider} is not what specs/{provider} gives"),
                format!("run `{} generate {provider}` and commit what it writes", called()),
            );
        }
        let spec = Spec::of_provider(&stage.workspace, &provider)?;
        releases.push(plan.client(&provider, &spec.provider.package, findings)?);
    }
    for release in releases.iter().filter(|release| release.action == Action::Publish) {
        findings.check_metadata(release, package_of(&release.folder)?, stage);
    }
    if let Some(silence) = registry.silence() {
        let message = format!("the registry does not say which versions it has:\n{silence}");
        findings.add(message, "look at `[registries]` of cargo's configuration, and at the network");
    }
    Ok(releases)
}

/// Makes the releases in the copy. Gives the files that they change in the repository.
fn prepare(
    releases: &[Release],
    stage: &Stage,
    registry: Option<&str>,
    findings: &mut Findings,
) -> Result<BTreeMap<String, String>, Failure> {
    let mut files = BTreeMap::new();
    for release in releases.iter().filter(|release| release.action == Action::Publish) {
        if let Some(provider) = &release.provider {
            match stage.prepare(release, provider)? {
                Ok(written) => files.extend(written),
                Err(missing) => findings.add(
                    format!(
                        "specs/{provider}/CHANGELOG.md has an entry for {} that lacks:\n{}",
                        release.to,
                        missing.join("\n")
                    ),
                    "add the lines, or remove the entry so that it is written again",
                ),
            }
        }
        stage.dress(release, registry)?;
    }
    Ok(files)
}

/// What is released is what is committed. Files of this release that an interrupted run has written already are fine.
fn uncommitted(git: &Git<'_>, files: &BTreeMap<String, String>) -> anyhow::Result<Vec<String>> {
    let mut others = git.uncommitted()?;
    others.retain(|path| {
        let on_disk = std::fs::read_to_string(git.root().join(path)).ok();
        files.get(path).is_none_or(|text| on_disk.as_ref() != Some(text))
    });
    Ok(others)
}

fn check_committed(
    git: &Git<'_>,
    files: &BTreeMap<String, String>,
    findings: &mut Findings,
) -> Result<(), Failure> {
    let others = uncommitted(git, files)?;
    if !others.is_empty() {
        findings.add(
            format!("not committed: {}", few(&others)),
            "commit or stash them: what is released is the last commit",
        );
    }
    Ok(())
}

/// Packages everything and builds it from the packages.
fn package(
    releases: &mut [Release],
    registry: &Registry<'_>,
    findings: &mut Findings,
) -> Result<(), Failure> {
    let publish: Vec<&Release> =
        releases.iter().filter(|release| release.action == Action::Publish).collect();
    if publish.is_empty() {
        return Ok(());
    }
    errln!(
        "packaging and building {}",
        publish.iter().map(|release| release.name.as_str()).collect::<Vec<_>>().join(", ")
    );
    if let Err(said) = registry.verify(&publish)? {
        findings.add(
            format!("the packages do not build:\n{said}"),
            "`cargo package` in the copy, `publish/stage` of the target folder, shows it again",
        );
        return Ok(());
    }
    for release in releases.iter_mut().filter(|release| release.action == Action::Publish) {
        let size = registry.size(release)?;
        findings.check_size(release, size);
        release.size = Some(size);
    }
    Ok(())
}

/// Commits, uploads and tags. Each step leaves what the next run needs to go on from there.
fn execute(
    releases: &[Release],
    files: &BTreeMap<String, String>,
    git: &Git<'_>,
    workspace: &Workspace,
    registry: &Registry<'_>,
    arguments: &Arguments,
) -> Result<(), Failure> {
    for release in releases {
        if let (Some(commit), Some(version)) = (&release.untagged, &release.from) {
            let tag = plan::tag(&release.name, version);
            git.tag(&tag, commit)?;
            errln!("{} {version}: uploaded already, tagged {tag}", release.name);
        }
    }
    let publish: Vec<&Release> =
        releases.iter().filter(|release| release.action == Action::Publish).collect();
    if !files.is_empty() {
        // Packaging takes minutes, in which somebody may have gone on to work.
        let edited = uncommitted(git, files)?;
        if !edited.is_empty() {
            return Err(Failure::Other(anyhow!(
                "edited since this began: {}\nhint: commit or stash them, and run it again: nothing was uploaded",
                few(&edited)
            )));
        }
        for (path, text) in files {
            stage::write(&workspace.root().join(path), text)?;
        }
        let paths: Vec<&str> = files.keys().map(String::as_str).collect();
        let clients = publish.iter().filter(|release| release.provider.is_some());
        let names: Vec<String> = clients.map(|release| format!("{} {}", release.name, release.to)).collect();
        git.commit(&paths, &format!("Release {}", names.join(", ")))?;
    }
    for release in &publish {
        let (name, to) = (&release.name, &release.to);
        errln!("{name} {to}: uploading");
        let word = match registry.upload(release)? {
            Ok(Upload::Done) => "uploaded",
            Ok(Upload::Present) => "is there already",
            Err(said) => {
                let named: String = arguments.providers.iter().map(|name| format!(" {name}")).collect();
                let to_registry =
                    arguments.registry.as_ref().map(|name| format!(" --registry {name}")).unwrap_or_default();
                return Err(Failure::Other(anyhow!(
                    "{name} {to} was not uploaded:\n{said}\nhint: run `{} publish{named} --execute{to_registry}` \
                     again when that is mended: what is uploaded already is skipped",
                    called()
                )));
            }
        };
        errln!("{name} {to}: {word}");
        git.tag(&release.tag(), "HEAD")?;
    }
    if !publish.is_empty() {
        errln!("hint: `git push --follow-tags` makes the release known");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is edited while packages are built must not be replaced by the files of the release.
    #[test]
    fn an_edit_is_seen_and_a_file_of_the_release_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let run =
            |words: &[&str]| assert!(crate::git::output(folder.path(), words).unwrap().status.success());
        let write = |path: &str, text: &str| std::fs::write(folder.path().join(path), text).unwrap();
        run(&["init", "--quiet"]);
        write("a", "old\n");
        write("b", "old\n");
        run(&["add", "--all"]);
        let somebody = ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgSign=false"];
        run(&[&somebody[..], &["commit", "--quiet", "--message", "a"]].concat());
        let git = Git::open(folder.path()).unwrap();
        let files = ["a", "b"].map(|path| (path.to_owned(), "new\n".to_owned())).into();
        assert!(uncommitted(&git, &files).unwrap().is_empty());
        write("a", "new\n");
        write("b", "mine\n");
        write("c", "mine\n");
        assert_eq!(uncommitted(&git, &files).unwrap(), ["b", "c"]);
    }
}
