//! The scratch crates: `ours` and `derived`, a workspace of their own.
//!
//! Each is a library with the models and one function per type that crosses the wire, and a program that times the
//! codec. Without those functions serde derive would compile next to nothing: what it derives is generic.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clientwright_codegen::Output;
use clientwright_codegen::rust::{Argument, BodyKind, Crate, Events, Method, Outcome, Type};

use super::derived;
use crate::types::ty;
use clientwright::workspace::Workspace;

/// How large a document is made.
const DOCUMENT: usize = 400_000;

/// The scratch crates on disk.
pub(super) struct Scratch {
    /// The workspace.
    pub(super) folder: PathBuf,
    /// The documents, a list each: name and size.
    pub(super) documents: BTreeMap<String, usize>,
}

/// Writes the crates; what has not changed keeps its date.
pub(super) fn write(folder: &Path, krate: &Crate, output: &Output, workspace: &Workspace) -> Result<Scratch> {
    let roots = Roots::of(krate);
    let documents = documents(krate, &roots);
    let runtime = workspace.runtime();
    let mut files = BTreeMap::from([("Cargo.toml".to_owned(), WORKSPACE.to_owned())]);
    for (name, manifest, head) in
        [("ours", ours_manifest(&runtime), OURS), ("derived", DERIVED_MANIFEST.to_owned(), DERIVED)]
    {
        files.insert(format!("{name}/Cargo.toml"), manifest);
        files.insert(format!("{name}/src/lib.rs"), format!("{head}{}", roots.functions()));
        files.insert(format!("{name}/src/main.rs"), program(name, &documents));
    }
    for (path, text) in output.files.iter().filter(|(path, _)| is_models(path)) {
        files.insert(format!("ours/{path}"), text.clone());
    }
    files.insert("derived/src/models.rs".to_owned(), derived::models(krate));
    files.insert("derived/src/values.rs".to_owned(), derived::VALUES.to_owned());
    for (name, (_, text)) in &documents {
        files.insert(format!("documents/{name}.json"), text.clone());
    }
    // Models and documents of an earlier run that are no more would still be built and timed.
    for stale in ["ours", "derived", "documents"] {
        remove_others(folder, Path::new(stale), &files)?;
    }
    for (path, text) in &files {
        let path = folder.join(path);
        if fs::read_to_string(&path).is_ok_and(|present| present == *text) {
            continue;
        }
        let parent = path.parent().unwrap_or(folder);
        fs::create_dir_all(parent).with_context(|| format!("`{}` cannot be made", parent.display()))?;
        fs::write(&path, text).with_context(|| format!("`{}` cannot be written", path.display()))?;
    }
    // The same versions of everything as the repository.
    let lock = workspace.root().join("Cargo.lock");
    if lock.is_file() {
        fs::copy(&lock, folder.join("Cargo.lock"))
            .with_context(|| format!("`{}` cannot be copied", lock.display()))?;
    }
    let documents = documents.into_iter().map(|(name, (_, text))| (name, text.len())).collect();
    Ok(Scratch { folder: folder.to_owned(), documents })
}

/// Whether the file belongs to the models.
pub(super) fn is_models(path: &str) -> bool {
    path == "src/models.rs" || path.starts_with("src/models/")
}

fn remove_others(root: &Path, relative: &Path, files: &BTreeMap<String, String>) -> Result<()> {
    let Ok(entries) = fs::read_dir(root.join(relative)) else { return Ok(()) };
    for entry in entries {
        let entry = entry.with_context(|| format!("`{}` cannot be read", root.join(relative).display()))?;
        let path = relative.join(entry.file_name());
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            remove_others(root, &path, files)?;
        } else if !files.contains_key(&clientwright::workspace::slashed(&path)) {
            fs::remove_file(root.join(&path))
                .with_context(|| format!("`{}` cannot be removed", path.display()))?;
        }
    }
    Ok(())
}

/// The types that cross the wire.
struct Roots {
    /// What successes carry.
    answers: BTreeSet<Type>,
    /// What is received: answers, failures, events.
    decoded: BTreeSet<Type>,
    /// What is sent.
    encoded: BTreeSet<Type>,
}

impl Roots {
    fn of(krate: &Crate) -> Self {
        let methods = || krate.resources.iter().flat_map(|resource| &resource.methods);
        let answers: BTreeSet<Type> = methods().flat_map(|method| types(&method.output)).collect();
        let mut decoded = answers.clone();
        decoded.extend(methods().flat_map(|method| types(&method.error)));
        match krate.webhooks.as_ref().map(|webhooks| &webhooks.events) {
            Some(Events::ByAddress(events)) => decoded.extend(events.iter().map(|(_, ty, _)| ty.clone())),
            Some(Events::Tagged(union)) => {
                decoded.extend(union.variants.iter().map(|variant| variant.ty.clone()))
            }
            None => {}
        }
        decoded.retain(is_json);
        Self { answers, decoded, encoded: methods().flat_map(bodies).filter(is_json).collect() }
    }

    fn functions(&self) -> String {
        let decoded = self.decoded.iter().enumerate().map(|(index, root)| {
            let ty = ty(root, "models::");
            format!(
                "\npub fn decode_{index}(text: &[u8]) -> Result<{ty}, DecodeError> {{\n    from_slice(text)\n}}\n"
            )
        });
        let encoded = self.encoded.iter().enumerate().map(|(index, root)| {
            let ty = ty(root, "models::");
            format!("\npub fn encode_{index}(value: &{ty}) -> Vec<u8> {{\n    to_vec(value)\n}}\n")
        });
        decoded.chain(encoded).collect()
    }
}

fn types(outcome: &Outcome) -> Vec<Type> {
    match outcome {
        Outcome::One(ty) => vec![ty.clone()],
        Outcome::PerStatus(cases) => cases.cases.iter().map(|case| case.ty.clone()).collect(),
    }
}

fn bodies(method: &Method) -> Vec<Type> {
    let setters = method.setters.iter().filter_map(|setter| Some((&setter.argument, setter.body.as_ref()?)));
    let bodies = method.body.iter().map(|(argument, kind)| (argument, kind)).chain(setters);
    let json = |(argument, kind): (&Argument, &BodyKind)| {
        matches!(kind, BodyKind::Json { .. } | BodyKind::Form { .. }).then(|| argument.ty.clone())
    };
    bodies.filter_map(json).collect()
}

/// Whether the type says something about models: it holds one.
fn is_json(ty: &Type) -> bool {
    let mut holds_model = false;
    ty.walk(&mut |ty| holds_model |= matches!(ty, Type::Model(_)));
    holds_model
}

/// A list per answer, of its documented examples in turn until it is large enough.
fn documents<'a>(krate: &'a Crate, roots: &Roots) -> BTreeMap<String, (&'a Type, String)> {
    let mut examples: BTreeMap<&Type, Vec<&str>> = BTreeMap::new();
    for example in &krate.examples.values {
        if let Type::Model(_) = example.ty
            && roots.answers.contains(&example.ty)
        {
            examples.entry(&example.ty).or_default().push(example.json.trim());
        }
    }
    let list = |examples: Vec<&str>| {
        let mut text = String::from("[");
        for example in examples.iter().cycle() {
            text.push_str(example);
            if text.len() >= DOCUMENT {
                break;
            }
            text.push(',');
        }
        text + "]"
    };
    examples.into_iter().map(|(root, examples)| (ty(root, ""), (root, list(examples)))).collect()
}

fn program(name: &str, documents: &BTreeMap<String, (&Type, String)>) -> String {
    let races: String = documents
        .iter()
        .map(|(document, (root, _))| {
            let ty = ty(root, "models::");
            let decode = format!("|text| from_slice::<Vec<{ty}>>(text).map_err(|error| error.to_string())");
            format!("    race({document:?}, {decode}, |list| to_vec(list));\n")
        })
        .collect();
    format!(
        "#![allow(unused)]\nuse {name}::{{from_slice, models, to_vec, values}};\n{RACE}\nfn main() {{\n{races}}}\n"
    )
}

const WORKSPACE: &str = "[workspace]\nresolver = \"3\"\nmembers = [\"ours\", \"derived\"]\n";

fn ours_manifest(runtime: &Path) -> String {
    let runtime = runtime.display().to_string();
    format!(
        r#"[package]
name = "ours"
version = "0.0.0"
edition = "2024"
publish = false

[features]
serde = ["clientwright-runtime/serde"]

[dependencies]
clientwright-runtime = {{ path = {runtime:?}, default-features = false }}
"#
    )
}

const DERIVED_MANIFEST: &str = r#"[package]
name = "derived"
version = "0.0.0"
edition = "2024"
publish = false

[dependencies]
serde = { version = "1", features = ["derive"] }
serde_json = "1"
"#;

const OURS: &str = "pub mod models;

pub use clientwright_runtime as values;
pub use values::json::{DecodeError, from_slice, to_vec};
";

const DERIVED: &str = "pub mod models;
pub mod values;

pub use serde_json::{Error as DecodeError, from_slice};

pub fn to_vec<T: serde::Serialize + ?Sized>(value: &T) -> Vec<u8> {
    serde_json::to_vec(value).expect(\"models are JSON\")
}
";

/// Times a document: the best of some rounds, since the others were disturbed.
const RACE: &str = r#"
use std::hint::black_box;
use std::time::{Duration, Instant};

fn race<T>(name: &str, decode: impl Fn(&[u8]) -> Result<T, String>, encode: impl Fn(&T) -> Vec<u8>) {
    let folder = std::env::args().nth(1).expect("the folder of the documents");
    let text = std::fs::read(format!("{folder}/{name}.json")).expect("a document");
    let value = match decode(&text) {
        Ok(value) => value,
        Err(error) => return println!("{name}\tfailed: {}", error.replace(['\t', '\n'], " ")),
    };
    let encoded = encode(&value).len();
    let best = |work: &dyn Fn()| {
        let time = |_| {
            let start = Instant::now();
            work();
            start.elapsed()
        };
        (0..12).map(time).min().unwrap().as_nanos()
    };
    let decoding = best(&|| drop(black_box(decode(black_box(&text)))));
    let encoding = best(&|| drop(black_box(encode(black_box(&value)))));
    println!("{name}\t{decoding}\t{encoding}\t{encoded}");
}
"#;
