//! A repository of its own for each test, and the command line in it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::cases::{built, files, write_file};

/// A small provider: its two schemas and one operation are enough to see what changes and what does not.
pub(crate) const SPEC: &str = include_str!("../cli/openapi.yaml");
pub(crate) const DECISIONS: &str = include_str!("../cli/provider.yaml");
pub(crate) const INDEX: &str = include_str!("../cli/coverage.yaml");

/// What makes a folder a workspace of ours: a table of its manifest.
pub(crate) const WORKSPACE: &str = "[workspace]\n\n\
    [workspace.package]\nrust-version = \"1.88\"\nlicense = \"MIT OR Apache-2.0\"\n\n\
    [workspace.dependencies]\nclientwright-runtime = { path = \"runtime\", version = \"0.1.0\" }\n\n\
    [workspace.metadata.clientwright]\ncommand = \"cargo xtask\"\n";
pub(crate) const RUNTIME: &str = "[package]\nname = \"clientwright-runtime\"\n";

/// A folder that looks like ours: `Cargo.toml`, `runtime/`, `specs/`, `generated/`.
pub(crate) struct Repository(tempfile::TempDir);

/// What a command did.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    /// Runs a command to its end.
    pub(crate) fn of(command: &mut Command) -> Self {
        let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("commands write UTF-8");
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
        }
    }

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
        repository.write("Cargo.toml", WORKSPACE);
        repository.write("runtime/Cargo.toml", RUNTIME);
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
    Run::of(&mut command(folder, words))
}

/// The command line as it stands in the working tree.
pub(crate) fn xtask() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| built("xtask"))
}
