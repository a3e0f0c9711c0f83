//! The crates of all golden cases in one workspace: they compile without a warning, their documentation too, their
//! documented examples pass, and so does every `check.rs`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clientwright_codegen::spell;

use crate::cases::{self, files, root, write_file};
use crate::golden;

/// Without a transport: no golden crate needs one, and it is most of what there would be to build.
const FEATURES: [&str; 3] = ["--no-default-features", "--features", "serde,webhooks"];

#[test]
fn golden_crates_are_fit_for_use() {
    let workspace = Workspace::write();
    workspace.cargo(&["clippy", "--workspace", "--all-targets", "--keep-going"], &["--", "-D", "warnings"]);
    workspace.cargo(&["test", "--workspace", "--test", "*", "--no-fail-fast"], &[]);
    workspace.cargo(&["test", "--package", "golden-whole", "--doc"], &[]);
    workspace.cargo(&["doc", "--workspace", "--no-deps", "--keep-going"], &[]);
}

/// In a place that stays, so that only what changed is built again.
struct Workspace(PathBuf);

impl Workspace {
    fn write() -> Self {
        let workspace = Self(Path::new(env!("CARGO_TARGET_TMPDIR")).join("golden"));
        let mut wanted: BTreeMap<String, String> = BTreeMap::new();
        let mut dependencies = String::new();
        let mut checks = String::from("#![expect(missing_docs, reason = \"tests\")]\n");
        for case in golden::all() {
            let (mut krate, _) =
                golden::planned(&case).unwrap_or_else(|problem| panic!("{}: {problem}", case.name));
            krate.package.standalone = false;
            krate.package.runtime_path = root().join("runtime").display().to_string();
            let name = &krate.package.name;
            let crate_files = spell(&krate).files.into_iter();
            wanted.extend(crate_files.map(|(path, text)| (format!("crates/{}/{path}", case.name), text)));
            writeln!(
                dependencies,
                "{name} = {{ path = \"../crates/{}\", default-features = false }}",
                case.name
            )
            .unwrap();
            if case.read("check.rs").is_some() {
                let path = case.folder.join("check.rs");
                writeln!(checks, "#[path = {path:?}]\nmod {};", case.name).unwrap();
            }
        }
        wanted.insert("checks/tests/it.rs".to_owned(), checks);
        wanted.insert("checks/src/lib.rs".to_owned(), include_str!("../checks/lib.rs").to_owned());
        wanted.insert("checks/Cargo.toml".to_owned(), checks_manifest(&dependencies));
        let members = "[workspace]\nresolver = \"3\"\nmembers = [\"checks\", \"crates/*\"]\n\n[profile.dev]\ndebug = false\n";
        wanted.insert("Cargo.toml".to_owned(), members.to_owned());
        workspace.make(&wanted);
        workspace
    }

    /// Writes what differs, so that cargo sees as changed what has changed, and removes what is no longer wanted.
    fn make(&self, wanted: &BTreeMap<String, String>) {
        for part in ["crates", "checks"] {
            let folder = self.0.join(part);
            fs::create_dir_all(&folder).expect("the target folder can be written");
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

    fn cargo(&self, command: &[&str], after: &[&str]) {
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
        assert!(
            output.status.success(),
            "cargo {} failed in {}\n{}{}",
            command.join(" "),
            self.0.display(),
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
        );
    }
}

fn checks_manifest(dependencies: &str) -> String {
    format!(
        "[package]\nname = \"checks\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [features]\nserde = []\nwebhooks = []\n\n\
         [dev-dependencies]\n{dependencies}\
         clientwright-runtime = {{ path = {:?}, default-features = false, features = [\"serde\", \"test-util\", \"webhooks\"] }}\n\
         serde_json = \"1\"\n",
        root().join("runtime"),
    )
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
