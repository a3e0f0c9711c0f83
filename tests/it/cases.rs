//! A folder is a case: what stands in it goes in, and what comes out is compared with its `expected`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use similar::TextDiff;

/// A folder of inputs and of what must come out.
pub(crate) struct Case {
    /// The folder's name.
    pub(crate) name: String,
    /// The folder.
    pub(crate) folder: PathBuf,
}

impl Case {
    /// The text of a file of the case, when there is one.
    pub(crate) fn read(&self, file: &str) -> Option<String> {
        fs::read_to_string(self.folder.join(file)).ok()
    }
}

/// What came out: text by path, relative to the case's folder. Every path begins with `expected`.
pub(crate) type Produced = BTreeMap<String, String>;

/// What is done with what came out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// It is compared with the files of the case.
    Compare,
    /// It becomes the files of the case.
    Update,
}

impl Mode {
    fn of_environment() -> Self {
        if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
            Self::Update
        } else {
            Self::Compare
        }
    }
}

/// The tests' own folder.
pub(crate) fn tests_folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The repository.
pub(crate) fn root() -> &'static Path {
    tests_folder().parent().expect("the tests stand in the repository")
}

/// Every case below a folder, by name. Each has an `openapi.yaml`.
///
/// # Panics
///
/// When there is no case, or one without its input.
pub(crate) fn cases(folder: &Path) -> Vec<Case> {
    let mut cases: Vec<Case> = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("a folder can be listed").path())
        .filter(|path| path.is_dir())
        .map(|folder| Case { name: file_name(&folder), folder })
        .collect();
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    assert!(!cases.is_empty(), "{} holds no case", folder.display());
    for case in &cases {
        assert!(case.folder.join("openapi.yaml").is_file(), "{} has no openapi.yaml", case.folder.display());
    }
    cases
}

/// Runs every case below a folder of this package.
///
/// # Panics
///
/// When a case fails, or does not give what it should. All that do are listed.
pub(crate) fn for_each_case(folder: &str, run: impl Fn(&Case) -> Result<Produced, String>) {
    let cases = cases(&tests_folder().join(folder));
    if let Err(failures) = run_cases(&cases, Mode::of_environment(), run) {
        panic!("{failures}\nto accept what came out: UPDATE=1 cargo test -p clientwright-tests {folder}");
    }
}

fn run_cases(
    cases: &[Case],
    mode: Mode,
    run: impl Fn(&Case) -> Result<Produced, String>,
) -> Result<(), String> {
    let mut failures = Vec::new();
    for case in cases {
        let difference = match run(case) {
            Ok(produced) if mode == Mode::Update => {
                write(case, &produced);
                continue;
            }
            Ok(produced) => differences(case, &produced),
            Err(problem) => problem,
        };
        if !difference.is_empty() {
            failures.push((case.name.as_str(), difference));
        }
    }
    if failures.is_empty() {
        return Ok(());
    }
    let mut report = String::new();
    for (name, difference) in &failures {
        write!(report, "\n== {name}\n{difference}\n").expect("a string takes text");
    }
    let names: Vec<&str> = failures.iter().map(|(name, _)| *name).collect();
    Err(format!("{report}\n{} of {} cases failed: {}", failures.len(), cases.len(), names.join(", ")))
}

/// The difference between what came out and what the case expects, both ways.
fn differences(case: &Case, produced: &Produced) -> String {
    let expected = expected(case);
    let paths: BTreeSet<&String> = expected.keys().chain(produced.keys()).collect();
    let mut text = String::new();
    for path in paths {
        match (expected.get(path), produced.get(path)) {
            (Some(old), Some(new)) if old == new => {}
            (Some(old), Some(new)) => text.push_str(&unified(path, old, new)),
            (None, Some(new)) => text.push_str(&unified(&format!("{path} (not there)"), "", new)),
            (Some(_), None) => {
                writeln!(text, "{path}: nothing gives this file").expect("a string takes text")
            }
            (None, None) => {}
        }
    }
    text
}

/// A unified diff.
pub(crate) fn unified(path: &str, old: &str, new: &str) -> String {
    TextDiff::from_lines(old, new).unified_diff().header(path, "what came out").to_string()
}

fn expected(case: &Case) -> Produced {
    let mut files = files(&case.folder);
    files.retain(|path, _| path.starts_with("expected"));
    files
}

fn write(case: &Case, produced: &Produced) {
    for (path, old) in expected(case) {
        if produced.get(&path).is_none_or(|new| *new != old) {
            fs::remove_file(case.folder.join(path)).expect("a file of the case can be removed");
        }
    }
    for (path, text) in produced {
        write_file(&case.folder.join(path), text);
    }
}

/// Writes a file with its folders; a file that holds the text already is not touched.
pub(crate) fn write_file(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|present| present == text) {
        return;
    }
    let folder = path.parent().expect("a file stands in a folder");
    fs::create_dir_all(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    fs::write(path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

/// Every file below a folder, its path with `/`.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![String::new()];
    while let Some(below) = folders.pop() {
        let here = folder.join(&below);
        for entry in fs::read_dir(&here).unwrap_or_else(|error| panic!("{}: {error}", here.display())) {
            let path = entry.expect("a folder can be listed").path();
            let name =
                if below.is_empty() { file_name(&path) } else { format!("{below}/{}", file_name(&path)) };
            if path.is_dir() {
                folders.push(name);
            } else {
                let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                found.insert(name, String::from_utf8_lossy(&bytes).into_owned());
            }
        }
    }
    found
}

pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().expect("a path from a listing has a name").to_string_lossy().into_owned()
}

/// A harness that does not notice would make every other test worthless.
mod tests {
    use super::*;

    struct Folder(tempfile::TempDir);

    impl Folder {
        fn with(files: &[(&str, &str)]) -> Self {
            let folder = tempfile::tempdir().unwrap();
            for (path, text) in files {
                write_file(&folder.path().join(path), text);
            }
            Self(folder)
        }

        fn run(&self, mode: Mode, produced: &[(&str, &str)]) -> Result<(), String> {
            let produced: Produced =
                produced.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
            run_cases(&cases(self.0.path()), mode, |_| Ok(produced.clone()))
        }
    }

    #[test]
    fn a_difference_is_shown_with_its_case() {
        let folder = Folder::with(&[
            ("a/openapi.yaml", ""),
            ("a/expected/x", "one\n"),
            ("b/openapi.yaml", ""),
            ("b/expected/x", "two\n"),
        ]);
        let report = folder.run(Mode::Compare, &[("expected/x", "two\n")]).unwrap_err();
        assert!(report.contains("-one\n+two\n"), "{report}");
        assert!(report.ends_with("1 of 2 cases failed: a"), "{report}");
    }

    #[test]
    fn a_missing_and_a_stale_file_are_differences() {
        let folder = Folder::with(&[("a/openapi.yaml", ""), ("a/expected/old", "")]);
        let report = folder.run(Mode::Compare, &[("expected/new", "text\n")]).unwrap_err();
        assert!(report.contains("expected/new (not there)") && report.contains("+text"), "{report}");
        assert!(report.contains("expected/old: nothing gives this file"), "{report}");
    }

    #[test]
    fn an_update_makes_the_case_pass() {
        let folder =
            Folder::with(&[("a/openapi.yaml", "in"), ("a/expected/old", ""), ("a/expected/x", "one")]);
        let produced = [("expected/x", "two"), ("expected/y/z", "three")];
        folder.run(Mode::Update, &produced).unwrap();
        folder.run(Mode::Compare, &produced).unwrap();
        assert_eq!(
            files(folder.0.path()).into_keys().collect::<Vec<_>>(),
            ["a/expected/x", "a/expected/y/z", "a/openapi.yaml"]
        );
    }

    #[test]
    fn a_failing_case_fails_whatever_the_mode() {
        let folder = Folder::with(&[("a/openapi.yaml", "")]);
        for mode in [Mode::Compare, Mode::Update] {
            let report = run_cases(&cases(folder.0.path()), mode, |_| Err("no".to_owned())).unwrap_err();
            assert!(report.contains("== a\nno"), "{report}");
        }
    }

    #[test]
    #[should_panic(expected = "has no openapi.yaml")]
    fn a_folder_without_input_fails() {
        cases(Folder::with(&[("a/expected/x", "")]).0.path());
    }

    #[test]
    #[should_panic(expected = "holds no case")]
    fn a_folder_without_cases_fails() {
        cases(Folder::with(&[]).0.path());
    }
}

/// A program of the workspace, as it stands in the working tree.
pub(crate) fn built(program: &str) -> PathBuf {
    let output = Command::new(env!("CARGO"))
        .current_dir(root())
        // Over the workspace, and so with the features that this very test was built with: all of it is there.
        .args(["build", "--quiet", "--workspace", "--bin", program, "--message-format", "json"])
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let messages = String::from_utf8(output.stdout).expect("cargo writes UTF-8");
    let executable = messages.lines().find_map(|line| {
        let message: serde_json::Value = serde_json::from_str(line).ok()?;
        message["executable"].as_str().map(PathBuf::from)
    });
    executable.expect("cargo names the executable that it built")
}
