//! The crates of all golden cases in one workspace: they compile without a warning, their documentation too, their
//! documented examples pass, and so does every `check.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clientwright_codegen::rust::Crate;
use clientwright_codegen::spell;

use crate::cases::{self, files, root, write_file};
use crate::{golden, matrix};

/// Without a transport: no golden crate needs one, and it is most of what there would be to build.
const FEATURES: [&str; 3] = ["--no-default-features", "--features", "serde,webhooks"];

#[test]
fn golden_crates_are_fit_for_use() {
    let workspace = Workspace::new("golden", &golden_crates());
    workspace.cargo(&["clippy", "--workspace", "--all-targets", "--keep-going"], &["--", "-D", "warnings"]);
    workspace.cargo(&["test", "--workspace", "--test", "*", "--no-fail-fast"], &[]);
    workspace.cargo(&["test", "--package", "golden-whole", "--doc"], &[]);
    workspace.cargo(&["doc", "--workspace", "--no-deps", "--keep-going"], &[]);
}

/// Every golden case as a crate, and one with every `check.rs`.
fn golden_crates() -> BTreeMap<String, String> {
    let mut wanted: BTreeMap<String, String> = BTreeMap::new();
    let mut dependencies = String::new();
    let mut checks = String::from("#![expect(missing_docs, reason = \"tests\")]\n");
    for case in golden::all() {
        let (krate, _) = golden::planned(&case).unwrap_or_else(|problem| panic!("{}: {problem}", case.name));
        wanted.extend(member(&case.name, krate.clone()));
        dependencies.push_str(&dependency(&case.name, &krate));
        if case.read("check.rs").is_some() {
            let path = case.folder.join("check.rs");
            writeln!(checks, "#[path = {path:?}]\nmod {};", case.name).unwrap();
        }
    }
    wanted.extend(member("matrix", matrix::planned()));
    wanted.insert("checks/tests/it.rs".to_owned(), checks);
    wanted.insert("checks/src/lib.rs".to_owned(), include_str!("../checks/lib.rs").to_owned());
    wanted.insert(
        "checks/Cargo.toml".to_owned(),
        manifest("checks", &format!("[dev-dependencies]\n{dependencies}serde_json = \"1\"\n")),
    );
    wanted
}

/// The files of a crate as a member of a workspace.
pub(crate) fn member(folder: &str, mut krate: Crate) -> BTreeMap<String, String> {
    krate.package.standalone = false;
    krate.package.runtime.path = Some(root().join("runtime").display().to_string());
    spell(&krate).files.into_iter().map(|(path, text)| (format!("crates/{folder}/{path}"), text)).collect()
}

/// The line of a manifest that names such a member.
pub(crate) fn dependency(folder: &str, krate: &Crate) -> String {
    let name = &krate.package.name;
    format!("{name} = {{ path = \"../crates/{folder}\", default-features = false }}\n")
}

/// The manifest of a crate that uses members. Its features only make those of the workspace known to it.
pub(crate) fn manifest(name: &str, dependencies: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [features]\nserde = []\nwebhooks = []\n\n{dependencies}\
         clientwright-runtime = {{ path = {:?}, default-features = false, features = [\"serde\", \"test-util\", \"webhooks\"] }}\n",
        root().join("runtime"),
    )
}

/// In a place that stays, so that only what changed is built again.
pub(crate) struct Workspace(PathBuf);

impl Workspace {
    /// A workspace of these files, each in a member's folder.
    pub(crate) fn new(name: &str, files: &BTreeMap<String, String>) -> Self {
        let workspace = Self(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name));
        let mut wanted = files.clone();
        let folders: BTreeSet<&str> = files.keys().map(|path| member_folder(path)).collect();
        let members: Vec<String> = folders.iter().map(|folder| format!("{folder:?}")).collect();
        let members = members.join(", ");
        wanted.insert(
            "Cargo.toml".to_owned(),
            format!("[workspace]\nresolver = \"3\"\nmembers = [{members}]\n\n[profile.dev]\ndebug = false\n"),
        );
        workspace.make(&wanted);
        workspace
    }

    /// Writes what differs, so that cargo sees as changed what has changed, and removes what is no longer wanted.
    fn make(&self, wanted: &BTreeMap<String, String>) {
        fs::create_dir_all(&self.0).expect("the target folder can be written");
        for part in fs::read_dir(&self.0).expect("a folder can be listed").flatten() {
            let part = part.file_name().to_string_lossy().into_owned();
            let folder = self.0.join(&part);
            if part == "target" || !folder.is_dir() {
                continue;
            }
            for path in files(&folder).into_keys().map(|path| format!("{part}/{path}")) {
                if !wanted.contains_key(&path) {
                    fs::remove_file(self.0.join(&path)).expect("the target folder can be written");
                }
            }
            remove_empty_folders(&folder);
        }
        for (path, text) in wanted {
            write_file(&self.0.join(path), text);
        }
        // The same versions as everywhere, which are all on this machine.
        fs::copy(root().join("Cargo.lock"), self.0.join("Cargo.lock"))
            .expect("the workspace has a lock file");
    }

    /// Where it stands.
    pub(crate) fn folder(&self) -> &Path {
        &self.0
    }

    /// Runs cargo in it, and gives what was written to stdout.
    pub(crate) fn cargo(&self, command: &[&str], after: &[&str]) -> String {
        let output = Command::new(env!("CARGO"))
            .current_dir(&self.0)
            .env("CARGO_TARGET_DIR", self.0.join("target"))
            .env("RUSTDOCFLAGS", "-D warnings")
            .args(command)
            .args(["--offline", "--quiet"])
            .args(FEATURES)
            .args(after)
            .output()
            .expect("cargo runs");
        let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            output.status.success(),
            "cargo {} failed in {}\n{stdout}{}",
            command.join(" "),
            self.0.display(),
            String::from_utf8_lossy(&output.stderr),
        );
        stdout
    }
}

/// `crates/a` of `crates/a/src/lib.rs`, and `checks` of `checks/Cargo.toml`.
fn member_folder(path: &str) -> &str {
    let depth = if path.starts_with("crates/") { 2 } else { 1 };
    path.match_indices('/').nth(depth - 1).map_or(path, |(end, _)| &path[..end])
}

fn remove_empty_folders(folder: &Path) {
    for entry in fs::read_dir(folder).expect("a folder can be listed").flatten() {
        let path = entry.path();
        if path.is_dir() {
            remove_empty_folders(&path);
            // Refused where something is in it.
            let _ = fs::remove_dir(&path);
        }
    }
}

#[test]
fn every_check_is_a_test() {
    for case in cases::cases(&cases::tests_folder().join("golden")) {
        if let Some(check) = case.read("check.rs") {
            assert!(check.contains("#[test]"), "{}/check.rs tests nothing", case.name);
        }
    }
}
