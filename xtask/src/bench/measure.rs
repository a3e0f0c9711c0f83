//! Builds the scratch crates: time and size.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::SystemTime;

use anyhow::{Context, Result, bail};

use super::clock::{self, Whose, median};
use super::scratch::Scratch;

/// How often everything is measured.
pub(super) const REPETITIONS: usize = 3;

/// What is compared: its name in reports, the scratch crate, and its features.
pub(super) const CONTESTANTS: [(&str, &str, &str); 3] =
    [("ours", "ours", ""), ("ours with serde", "ours", "serde"), ("derived", "derived", "")];

/// How a crate is built.
const STEPS: [(&str, &[&str]); 3] =
    [("cargo check", &["check"]), ("debug build", &["build"]), ("release build", &["build", "--release"])];

/// A measurement of each contestant.
pub(super) struct Row {
    /// What was measured.
    pub(super) what: &'static str,
    /// In which unit.
    pub(super) unit: &'static str,
    /// In the order of [`CONTESTANTS`].
    pub(super) values: [Option<f64>; 3],
}

/// Builds the contestants in turn, first with their dependencies and then alone.
pub(super) fn builds(scratch: &Scratch) -> Result<Vec<Row>> {
    for (name, package, features) in CONTESTANTS {
        for (step, arguments) in STEPS {
            errln!("{name}: {step}, with dependencies");
            cargo(scratch, arguments, package, features)?;
        }
    }
    let mut rows = Vec::new();
    let mut rlibs = [None; 3];
    let idle = idle(scratch)?;
    for (step, arguments) in STEPS {
        let mut seconds = [const { Vec::new() }; 3];
        for repetition in 1..=REPETITIONS {
            for (index, (name, package, features)) in CONTESTANTS.into_iter().enumerate() {
                touch(&scratch.folder.join(package).join("src/lib.rs"))?;
                let (built, worked) = clock::seconds(Whose::Children, || {
                    cargo(scratch, &with_lib(arguments), package, features)
                });
                built?;
                let alone = (worked - idle[index]).max(0.0);
                errln!("{name}: {step}, {repetition} of {REPETITIONS}: {alone:.2} {}", clock::UNIT);
                seconds[index].push(alone);
                if arguments.contains(&"--release") {
                    let path = target(scratch).join(format!("release/lib{package}.rlib"));
                    let size = fs::metadata(&path)
                        .with_context(|| format!("`{}` is not there", path.display()))?
                        .len();
                    rlibs[index] = Some(size as f64 / 1e6);
                }
            }
        }
        rows.push(Row {
            what: step,
            unit: clock::UNIT,
            values: seconds.map(|seconds| Some(median(seconds))),
        });
    }
    rows.push(Row { what: "release rlib", unit: "MB", values: rlibs });
    Ok(rows)
}

/// What cargo itself takes when there is nothing to do.
fn idle(scratch: &Scratch) -> Result<[f64; 3]> {
    let mut idle = [0.0; 3];
    for (index, (_, package, features)) in CONTESTANTS.into_iter().enumerate() {
        let mut seconds = Vec::new();
        for _ in 0..REPETITIONS {
            let (done, worked) =
                clock::seconds(Whose::Children, || cargo(scratch, &["check", "--lib"], package, features));
            done?;
            seconds.push(worked);
        }
        idle[index] = median(seconds);
    }
    Ok(idle)
}

fn with_lib<'a>(arguments: &[&'a str]) -> Vec<&'a str> {
    [arguments, &["--lib"]].concat()
}

/// Where the scratch crates are built.
pub(super) fn target(scratch: &Scratch) -> PathBuf {
    scratch.folder.join("target")
}

/// Builds a scratch crate.
pub(super) fn cargo(scratch: &Scratch, arguments: &[&str], package: &str, features: &str) -> Result<()> {
    let mut command = cargo_command();
    command.args(arguments).args(["--package", package, "--features", features]);
    command.current_dir(&scratch.folder).env("CARGO_TARGET_DIR", target(scratch));
    run(command).map(|_| ())
}

/// Cargo, without what would measure something else: incremental builds, caches, other targets.
pub(super) fn cargo_command() -> Command {
    let mut command = crate::scratch::cargo();
    command.env("CARGO_INCREMENTAL", "0").env("RUSTC_WRAPPER", "").env("CARGO_TERM_COLOR", "never");
    command.env_remove("CARGO_BUILD_TARGET").arg("--quiet");
    command
}

/// Runs a program to its end and returns what it wrote.
pub(super) fn run(mut command: Command) -> Result<String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("`{program}` cannot be run\nhint: start this with `cargo xtask bench`"))?;
    if !output.status.success() {
        let arguments: Vec<_> = command.get_args().map(|argument| argument.to_string_lossy()).collect();
        let folder = command.get_current_dir().unwrap_or(Path::new(".")).display();
        bail!(
            "`{program} {}` failed in `{folder}`\n{}\nhint: the command can be repeated there by hand",
            arguments.join(" "),
            String::from_utf8_lossy(&output.stderr).trim_end(),
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn touch(path: &Path) -> Result<()> {
    let file = File::options().append(true).open(path);
    file.and_then(|file| file.set_modified(SystemTime::now()))
        .with_context(|| format!("`{}` cannot be touched", path.display()))
}
