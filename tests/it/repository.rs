//! A repository of its own for each test, and the command line in it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::cases::{files, root, write_file};

/// A small provider: its two schemas and one operation are enough to see what changes and what does not.
pub(crate) const SPEC: &str = include_str!("../cli/openapi.yaml");
pub(crate) const DECISIONS: &str = include_str!("../cli/provider.yaml");
pub(crate) const INDEX: &str = include_str!("../cli/coverage.yaml");

/// What makes a folder a checkout of ours: these packages.
pub(crate) const RUNTIME: &str = "[package]\nname = \"clientwright-runtime\"\n";
pub(crate) const CODEGEN: &str = "[package]\nname = \"clientwright-codegen\"\n";

/// A folder that looks like ours: `Cargo.toml`, `runtime/`, `codegen/`, `specs/`, `generated/`.
pub(crate) struct Repository(tempfile::TempDir);

/// What a command did.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    /// The run, when it ended with this code.
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{}\n{}", self.stdout, self.stderr);
        self
    }
}

impl Repository {
    /// Without providers.
    pub(crate) fn empty() -> Self {
        let repository = Self(tempfile::tempdir().expect("a temporary folder can be made"));
        repository.write("Cargo.toml", "[workspace]\n");
        repository.write("runtime/Cargo.toml", RUNTIME);
        repository.write("codegen/Cargo.toml", CODEGEN);
        for folder in ["specs", "generated"] {
            fs::create_dir(repository.path().join(folder)).expect("a temporary folder can be written");
        }
        repository
    }

    /// With the provider `acme`.
    pub(crate) fn with_acme() -> Self {
        let repository = Self::empty();
        repository.write("specs/acme/openapi.yaml", SPEC);
        repository.write("specs/acme/provider.yaml", DECISIONS);
        repository.write("specs/acme/coverage.yaml", INDEX);
        repository
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        write_file(&self.path().join(path), text);
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.path().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    }

    /// Replaces a text that stands in the file once.
    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert_eq!(text.matches(from).count(), 1, "`{from}` in {path}");
        self.write(path, &text.replace(from, to));
    }

    /// Every file with its text.
    pub(crate) fn files(&self) -> BTreeMap<String, String> {
        files(self.path())
    }

    /// The generated crate of `acme`.
    pub(crate) fn acme(&self) -> BTreeMap<String, String> {
        files(&self.path().join("generated/acme"))
    }

    /// Runs `cargo xtask` with these words.
    pub(crate) fn xtask(&self, words: &str) -> Run {
        run(self.path(), words)
    }
}

/// `cargo xtask` with these words in a folder, to be run.
pub(crate) fn command(folder: &Path, words: &str) -> Command {
    let mut command = Command::new(xtask());
    command.current_dir(folder).args(words.split_whitespace());
    command
}

/// Runs `cargo xtask` with these words in a folder.
pub(crate) fn run(folder: &Path, words: &str) -> Run {
    let output = command(folder, words).output().expect("xtask runs");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("xtask writes UTF-8");
    Run {
        code: output.status.code().unwrap_or(-1),
        stdout: text(&output.stdout),
        stderr: text(&output.stderr),
    }
}

/// The command line as it stands in the working tree.
pub(crate) fn xtask() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let output = Command::new(env!("CARGO"))
            .current_dir(root())
            // Over the workspace, and so with the features that this very test was built with: all of it is there.
            .args(["build", "--quiet", "--workspace", "--bin", "xtask", "--message-format", "json"])
            .output()
            .expect("cargo runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let messages = String::from_utf8(output.stdout).expect("cargo writes UTF-8");
        let executable = messages.lines().find_map(|line| {
            let message: serde_json::Value = serde_json::from_str(line).ok()?;
            message["executable"].as_str().map(PathBuf::from)
        });
        executable.expect("cargo names the executable that it built")
    })
}
