//! How fast the codecs read and write: runs the scratch crates' programs.

use std::collections::BTreeMap;
use std::env;
use std::process::Command;

use anyhow::{Result, bail};

use super::measure::{CONTESTANTS, REPETITIONS, Row, cargo, run, target};
use super::scratch::Scratch;

/// What was measured.
pub(super) struct Throughput {
    /// Decode and encode over all documents.
    pub(super) rows: [Row; 2],
    /// Ours as a part of serde derive's rate: decode and encode by document.
    pub(super) ratios: BTreeMap<String, [f64; 2]>,
    /// Documents that a contestant cannot read, with its reason; they are left out for all.
    pub(super) failed: BTreeMap<String, String>,
}

/// A document's bytes and nanoseconds, decode and encode.
type Best = [(f64, f64); 2];

/// Those that differ here: the codec is the same with and without serde's traits.
const OURS: usize = 0;
const DERIVED: usize = 2;

/// The contestants' programs in turn; the best round of each document counts.
pub(super) fn throughput(scratch: &Scratch) -> Result<Throughput> {
    for index in [OURS, DERIVED] {
        let (name, package, features) = CONTESTANTS[index];
        errln!("{name}: the program");
        cargo(scratch, &["build", "--release"], package, features)?;
    }
    let mut best: BTreeMap<(usize, String), Best> = BTreeMap::new();
    let mut failed = BTreeMap::new();
    for repetition in 1..=REPETITIONS {
        for index in [OURS, DERIVED] {
            let (name, package, _) = CONTESTANTS[index];
            errln!("{name}: decode and encode, {repetition} of {REPETITIONS}");
            let program =
                target(scratch).join("release").join(format!("{package}{}", env::consts::EXE_SUFFIX));
            let mut command = Command::new(program);
            command.arg(scratch.folder.join("documents"));
            for line in run(command)?.lines() {
                let (document, figures) = line.split_once('\t').unwrap_or_default();
                let Some(length) = scratch.documents.get(document).map(|length| *length as f64) else {
                    bail!("`{package}` speaks of a document that nobody gave it: {line}");
                };
                match figures.split('\t').map(str::parse).collect::<Result<Vec<f64>, _>>().as_deref() {
                    Ok(&[decoding, encoding, encoded]) => {
                        let now = [(length, decoding), (encoded, encoding)];
                        let entry = best.entry((index, document.to_owned())).or_insert(now);
                        for (best, now) in entry.iter_mut().zip(now) {
                            best.1 = best.1.min(now.1);
                        }
                    }
                    _ => drop(failed.insert(document.to_owned(), format!("{name}: {figures}"))),
                }
            }
        }
    }
    best.retain(|(_, document), _| !failed.contains_key(document));
    let rows = [("decode", 0), ("encode", 1)].map(|(what, direction)| {
        let mut values = [None; 3];
        for contestant in [OURS, DERIVED] {
            let times =
                best.iter().filter(|((index, _), _)| *index == contestant).map(|(_, times)| times[direction]);
            let (bytes, nanoseconds) = times.fold((0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
            // Bytes per nanosecond are gigabytes per second.
            values[contestant] = (nanoseconds > 0.0).then(|| bytes / nanoseconds * 1e3);
        }
        Row { what, unit: "MB/s", values }
    });
    let ratio = |document: &String| {
        let [ours, derived] = [OURS, DERIVED].map(|index| best.get(&(index, document.clone())));
        let (ours, derived) = (ours?, derived?);
        let rate = |times: &Best, direction: usize| times[direction].0 / times[direction].1;
        Some((document.clone(), [0, 1].map(|direction| rate(ours, direction) / rate(derived, direction))))
    };
    let ratios = scratch.documents.keys().filter_map(ratio).collect();
    Ok(Throughput { rows, ratios, failed })
}
