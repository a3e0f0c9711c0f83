//! Builds the scratch crates and runs their programs.

use std::collections::BTreeMap;
use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::SystemTime;

use anyhow::{Context, Result, anyhow, bail};

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

/// What was measured.
pub(super) struct Figures {
    /// A table's rows: figures by contestant.
    pub(super) rows: Vec<Row>,
    /// How many documents were read and written.
    pub(super) documents: usize,
    /// Documents that a contestant cannot read, with its reason; they are left out for all.
    pub(super) failed: BTreeMap<String, String>,
}

/// A measurement of each contestant.
pub(super) struct Row {
    /// What was measured.
    pub(super) what: &'static str,
    /// In which unit.
    pub(super) unit: &'static str,
    /// In the order of [`CONTESTANTS`].
    pub(super) values: [Option<f64>; 3],
}

/// Measures everything.
pub(super) fn measure(scratch: &Scratch) -> Result<Figures> {
    for (name, package, features) in CONTESTANTS {
        for (step, arguments) in STEPS {
            eprintln!("{name}: {step}, with dependencies");
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
                eprintln!("{name}: {step}, {repetition} of {REPETITIONS}: {alone:.2} {}", clock::UNIT);
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
    let (throughput, failed) = throughput(scratch)?;
    rows.extend(throughput);
    Ok(Figures { rows, documents: scratch.documents.len() - failed.len(), failed })
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

fn target(scratch: &Scratch) -> PathBuf {
    scratch.folder.join("target")
}

fn cargo(scratch: &Scratch, arguments: &[&str], package: &str, features: &str) -> Result<()> {
    let mut command = cargo_command();
    command.args(arguments).args(["--package", package, "--features", features]);
    command.current_dir(&scratch.folder).env("CARGO_TARGET_DIR", target(scratch));
    run(command).map(|_| ())
}

/// Cargo, without what would measure something else: incremental builds, caches, other targets.
pub(super) fn cargo_command() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
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

/// The best times of a document.
#[derive(Clone, Copy)]
struct Best {
    decoding: f64,
    encoding: f64,
    encoded: f64,
}

/// The contestants' programs in turn; the best round of each document counts.
fn throughput(scratch: &Scratch) -> Result<(Vec<Row>, BTreeMap<String, String>)> {
    let programs = [(0, "ours"), (2, "derived")];
    let mut best: BTreeMap<(usize, String), Best> = BTreeMap::new();
    let mut failed = BTreeMap::new();
    // `ours` was last built with serde, if at all.
    for (name, package, features) in [CONTESTANTS[0], CONTESTANTS[2]] {
        eprintln!("{name}: the program");
        cargo(scratch, &["build", "--release"], package, features)?;
    }
    for repetition in 1..=REPETITIONS {
        for (index, package) in programs {
            eprintln!("{package}: decode and encode, {repetition} of {REPETITIONS}");
            let program =
                target(scratch).join("release").join(format!("{package}{}", env::consts::EXE_SUFFIX));
            let mut command = Command::new(program);
            command.arg(scratch.folder.join("documents"));
            for line in run(command)?.lines() {
                let (document, figures) = line
                    .split_once('\t')
                    .ok_or_else(|| anyhow!("`{package}` says what nobody understands: {line}"))?;
                let figures: Vec<f64> = match figures.split('\t').map(str::parse).collect() {
                    Ok(figures) => figures,
                    Err(_) => {
                        failed.insert(document.to_owned(), format!("{package} {figures}"));
                        continue;
                    }
                };
                let [decoding, encoding, encoded] = figures[..] else {
                    bail!("`{package}` says what nobody understands: {line}");
                };
                let entry =
                    best.entry((index, document.to_owned())).or_insert(Best { decoding, encoding, encoded });
                entry.decoding = entry.decoding.min(decoding);
                entry.encoding = entry.encoding.min(encoding);
            }
        }
    }
    // Bytes per nanosecond are gigabytes per second.
    let rate = |size: fn(&Best, usize) -> f64, time: fn(&Best) -> f64| {
        let mut values = [None; 3];
        for (index, _) in programs {
            let of = |(document, length): (&String, &usize)| {
                let best = best.get(&(index, document.clone())).filter(|_| !failed.contains_key(document))?;
                Some((size(best, *length), time(best)))
            };
            let (bytes, nanoseconds) = scratch
                .documents
                .iter()
                .filter_map(of)
                .fold((0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
            values[index] = (nanoseconds > 0.0).then(|| bytes / nanoseconds * 1e3);
        }
        values
    };
    let decode = rate(|_, length| length as f64, |best| best.decoding);
    let encode = rate(|best, _| best.encoded, |best| best.encoding);
    let rows =
        [("decode", decode), ("encode", encode)].map(|(what, values)| Row { what, unit: "MB/s", values });
    Ok((rows.into(), failed))
}
