//! The pipeline in this process, stage by stage.

use std::fs;
use std::path::Path;

use anyhow::Context;
use clientwright::failure::Failure;
use clientwright::spec::Spec;
use clientwright_codegen::{Stages, spell};
use serde_json::{Value, json};

use super::super::clock::{self, Whose};

/// CPU seconds of each stage, and how many operations there are.
pub(super) fn once(document: &Path) -> Result<Value, Failure> {
    let mut stages = Vec::new();
    let mut stage = |name: &str, seconds: f64| stages.push(json!({ "stage": name, "seconds": seconds }));
    // The text and its tree.
    let (spec, seconds) = clock::seconds(Whose::Own, || Spec::of_document(document, "bench-client"));
    stage("read", seconds);
    let Spec { sources, provider, files, .. } = spec?;
    let failed = |problems| Failure::Spec(problems, Box::new(files.clone()));
    let pipeline = Stages::new(&sources, &provider);
    let (done, seconds) = clock::seconds(Whose::Own, || pipeline.document().map(drop));
    stage("rewrite", seconds);
    done.map_err(failed)?;
    let (done, seconds) = clock::seconds(Whose::Own, || pipeline.api().map(drop));
    stage("lower", seconds);
    done.map_err(failed)?;
    let (done, seconds) = clock::seconds(Whose::Own, || pipeline.krate().map(drop));
    stage("plan", seconds);
    done.map_err(failed)?;
    let (api, krate) = pipeline.into_models().map_err(failed)?;
    let (output, seconds) = clock::seconds(Whose::Own, || spell(&krate));
    stage("emit, print", seconds);
    let folder = std::env::temp_dir().join(format!("clientwright-bench-{}", std::process::id()));
    let (written, seconds) = clock::seconds(Whose::Own, || {
        output.files.iter().try_for_each(|(path, text)| {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap_or(&folder))?;
            fs::write(path, text)
        })
    });
    stage("write", seconds);
    let removed = fs::remove_dir_all(&folder);
    written.and(removed).with_context(|| format!("`{}` cannot be written", folder.display()))?;
    Ok(json!({ "operations": api.operations.len(), "stages": stages }))
}
