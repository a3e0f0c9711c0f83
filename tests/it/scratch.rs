//! The crates of all golden cases in one workspace: they compile without a warning, their documentation too, their
//! documented examples pass, and so does every `check.rs`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, MutexGuard, PoisonError};

use clientwright_codegen::rust::Crate;
use clientwright_codegen::spell;

use crate::cases::{self, Case, files, root, write_file};
use crate::{golden, matrix};

/// Without a transport: no golden crate needs one, and it is most of what there would be to build.
const FEATURES: [&str; 3] = ["--no-default-features", "--features", "serde,webhooks"];

#[test]
fn golden_crates_are_fit_for_use() {
    let crates: Vec<Crate> = golden::all().iter().map(golden_crate).chain([matrix::planned()]).collect();
    let workspace = Workspace::new("checks", &checks(&crates), &crates);
    workspace.cargo(&["clippy", "--workspace", "--all-targets", "--keep-going"], &["--", "-D", "warnings"]);
    for part in [&["--features", "resource-orders"][..], &["--features", "resource-webhooks"], &[]] {
        let command = [&["clippy", "--package", "golden-resource-features"], part].concat();
        workspace.cargo(&command, &["--", "-D", "warnings"]);
    }
    workspace.cargo(&["test", "--package", "checks", "--no-fail-fast"], &[]);
    workspace.cargo(&["test", "--package", "golden-whole", "--doc"], &[]);
    workspace.cargo(&["doc", "--workspace", "--no-deps", "--keep-going"], &[]);
}

fn golden_crate(case: &Case) -> Crate {
    golden::planned(case).unwrap_or_else(|problem| panic!("{}: {problem}", case.name)).0
}

/// A program with every `check.rs` and with the tests of every crate, so that one is linked and not one for each.
fn checks(crates: &[Crate]) -> BTreeMap<String, String> {
    let mut tests = String::from("#![expect(missing_docs, reason = \"tests\")]\n");
    let mut add = |path: &str, name: &str| writeln!(tests, "#[path = {path:?}]\nmod {name};").unwrap();
    for case in golden::all().iter().filter(|case| case.read("check.rs").is_some()) {
        add(&case.folder.join("check.rs").to_string_lossy(), &case.name);
    }
    for krate in crates.iter().filter(|krate| !krate.examples.values.is_empty()) {
        let name = &krate.package.name;
        add(
            &format!("../../../crates/{name}/tests/examples.rs"),
            &format!("examples_of_{}", identifier(name)),
        );
    }
    // The library is there for the checks alone.
    let manifest = manifest("checks", crates) + "\n[lib]\ntest = false\ndoc = false\n";
    BTreeMap::from([
        ("tests/it.rs".to_owned(), tests),
        ("src/lib.rs".to_owned(), include_str!("../checks/lib.rs").to_owned()),
        ("Cargo.toml".to_owned(), manifest),
    ])
}

/// The name of a package as code spells it.
pub(crate) fn identifier(package: &str) -> String {
    package.replace('-', "_")
}

/// The files of a crate as a member of the workspace.
fn member(krate: &Crate) -> BTreeMap<String, String> {
    let mut krate = krate.clone();
    krate.package.standalone = false;
    krate.package.runtime.path = Some(root().join("runtime").display().to_string());
    spell(&krate).files
}

/// The manifest of a program that uses the crates, each with the features that every program of the workspace has. Its own
/// features only make those of the workspace known to it.
pub(crate) fn manifest(name: &str, crates: &[Crate]) -> String {
    let dependencies: String = crates
        .iter()
        .map(|krate| {
            let name = &krate.package.name;
            let resources =
                if krate.in_parts() { "\"resources\", " } else { "" };
            format!(
                "{name} = {{ path = \"../../crates/{name}\", default-features = false, features = [{resources}\"serde\", \"webhooks\"] }}\n"
            )
        })
        .collect();
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [features]\nserde = []\nwebhooks = []\n\n[dependencies]\n{dependencies}serde_json = \"1\"\n\
         clientwright-runtime = {{ path = {:?}, default-features = false, features = [\"serde\", \"signing\", \"test-util\", \"webhooks\"] }}\n",
        root().join("runtime"),
    )
}

/// The target folder of whatever tests compile beside this workspace, so that the runtime and what it stands on are built
/// once.
pub(crate) fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("scratch/target")
}

/// One place for all tests, which stays, so that only what changed is built again: `crates/` and `programs/`, of which a
/// test sees its own.
pub(crate) struct Workspace {
    folder: PathBuf,
    /// The manifest names one test's members at a time.
    _alone: MutexGuard<'static, ()>,
}

impl Workspace {
    /// A workspace of a program and the crates that it uses.
    pub(crate) fn new(program: &str, files: &BTreeMap<String, String>, crates: &[Crate]) -> Self {
        static ALONE: Mutex<()> = Mutex::new(());
        let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("scratch");
        let mut members = vec![format!("programs/{program}")];
        make(&folder.join(&members[0]), files);
        for krate in crates {
            members.push(format!("crates/{}", krate.package.name));
            make(&folder.join(&members[members.len() - 1]), &member(krate));
        }
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n[profile.dev]\ndebug = false\nincremental = false\n"
        );
        write_file(&folder.join("Cargo.toml"), &manifest);
        // The same versions as everywhere, which are all on this machine.
        fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock"))
            .expect("the workspace has a lock file");
        Self { folder, _alone: alone }
    }

    /// Runs cargo in it, and gives what was written to stdout.
    pub(crate) fn cargo(&self, command: &[&str], after: &[&str]) -> String {
        let output = Command::new(env!("CARGO"))
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", target())
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
            self.folder.display(),
            String::from_utf8_lossy(&output.stderr),
        );
        stdout
    }
}

/// Writes what differs, so that cargo sees as changed what has changed, and removes what is no longer wanted.
fn make(folder: &Path, wanted: &BTreeMap<String, String>) {
    fs::create_dir_all(folder).expect("the target folder can be written");
    for path in files(folder).into_keys().filter(|path| !wanted.contains_key(path)) {
        fs::remove_file(folder.join(path)).expect("the target folder can be written");
    }
    remove_empty_folders(folder);
    for (path, text) in wanted {
        write_file(&folder.join(path), text);
    }
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
