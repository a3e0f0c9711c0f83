//! Every public document in `../shared/corpus` becomes a crate, whatever is in it.
//!
//! `CORPUS_COMPILE=1` also checks that the crates compile, which takes long.
#![expect(clippy::print_stdout, reason = "figures are for people")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clientwright_codegen::api::{Api, Effect};
use clientwright_codegen::provider::{Provider, RuntimeSource};
use clientwright_codegen::spell;

use crate::cases::{root, write_file};
use crate::scratch::target;
use crate::specs;

#[test]
fn every_document_becomes_a_crate() {
    let corpus = root().join("../shared/corpus");
    if !corpus.is_dir() {
        println!("skipped: ../shared not there");
        return;
    }
    let documents = documents(&corpus);
    assert!(documents.len() > 40, "the corpus is not what it was: {} documents", documents.len());
    // Two at a time: the largest take seconds each.
    let halves: Vec<Vec<PathBuf>> =
        (0..2).map(|half| documents.iter().skip(half).step_by(2).cloned().collect()).collect();
    let failures: Vec<String> = std::thread::scope(|scope| {
        let threads: Vec<_> = halves
            .iter()
            .map(|half| {
                scope.spawn(|| {
                    half.iter().filter_map(|document| make(document, &corpus).err()).collect::<Vec<_>>()
                })
            })
            .collect();
        threads
            .into_iter()
            .flat_map(|thread| thread.join().expect("a document made the generator panic"))
            .collect()
    });
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn make(document: &Path, corpus: &Path) -> Result<(), String> {
    let shown = document.strip_prefix(corpus).unwrap_or(document).display().to_string();
    let failed = |problems: clientwright_codegen::diagnostics::Diagnostics| format!("{shown}:\n{problems}");
    let name: String = shown
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' })
        .collect();
    let mut provider = Provider::for_document(&format!("corpus-{name}"));
    provider.setup.runtime = RuntimeSource::at(root().join("runtime").display().to_string());
    let sources = specs::read(document).map_err(failed)?;
    let (api, krate) = specs::planned(&sources, &provider).map_err(failed)?;
    let files = spell(&krate).files;
    let lines: usize =
        files.iter().filter(|(path, _)| path.starts_with("src/")).map(|(_, text)| text.lines().count()).sum();
    println!("{shown}: {}", figures(&api, lines));
    if std::env::var_os("CORPUS_COMPILE").is_some() {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus").join(&name);
        files.iter().for_each(|(path, text)| write_file(&folder.join(path), text));
        check(&folder).map_err(|problem| format!("{shown}:\n{problem}"))?;
    }
    Ok(())
}

fn figures(api: &Api, lines: usize) -> String {
    let count = |effect| api.notes.iter().filter(|note| note.effect == effect).count();
    let operations = api.operations.len();
    format!(
        "{operations} operations, {} skipped, {} untyped, {} ignored, {lines} lines, {} per operation",
        count(Effect::Skipped),
        count(Effect::Untyped),
        count(Effect::Ignored),
        lines / operations.max(1),
    )
}

fn check(folder: &Path) -> Result<(), String> {
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).map_err(|error| error.to_string())?;
    let output = Command::new(env!("CARGO"))
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target())
        .env("RUSTFLAGS", "-D warnings")
        .args([
            "check",
            "--quiet",
            "--offline",
            "--all-targets",
            "--no-default-features",
            "--features",
            "serde,webhooks",
        ])
        .output()
        .map_err(|error| error.to_string())?;
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}

/// The root files of the documents: those that say their version.
pub(crate) fn documents(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).expect("the corpus can be listed").flatten().map(|entry| entry.path()).collect();
    entries.sort();
    let mut found = Vec::new();
    for path in entries {
        if path.is_dir() {
            found.extend(documents(&path));
        } else if path
            .extension()
            .is_some_and(|kind| ["json", "yaml", "yml"].iter().any(|known| kind == *known))
        {
            let text = fs::read_to_string(&path).unwrap_or_default();
            if text.lines().any(|line| line.starts_with("openapi:")) || text.contains("\"openapi\":") {
                found.push(path);
            }
        }
    }
    found
}
