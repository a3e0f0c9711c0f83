//! `golden/<feature>/`: a small document, and the part of the crate that shows the feature.
//!
//! The comment at the head of `openapi.yaml` says what must come out; its line `# shows:` names the files, or folders
//! with a `/` at the end, that `expected` holds. Notes are always shown: what could not be typed is part of the result.
//! `check.rs` uses the crate, see `scratch`.

use std::collections::BTreeMap;
use std::path::Path;

use clientwright_codegen::rust::Crate;
use clientwright_codegen::spell;

use crate::cases::{self, Case, Produced};
use crate::specs;

/// What a person reads at one sitting.
const MOST_LINES: usize = 150;

#[test]
fn golden() {
    cases::for_each_case("golden", |case| {
        let (krate, notes) = planned(case)?;
        let files = spell(&krate).files;
        let document = case.read("openapi.yaml").unwrap_or_default();
        let mut produced = shown(&document, &files)?;
        if !notes.is_empty() {
            produced.insert("expected/notes.txt".to_owned(), notes);
        }
        for (path, text) in produced.iter().chain([(&"openapi.yaml".to_owned(), &document)]) {
            let lines = text.lines().count();
            if lines > MOST_LINES {
                return Err(format!(
                    "{path} has {lines} lines; nobody reads more than {MOST_LINES}: make two cases of it"
                ));
            }
        }
        Ok(produced)
    });
}

/// The crate of a case, and its notes.
pub(crate) fn planned(case: &Case) -> Result<(Crate, String), String> {
    let sources = specs::read(&case.folder.join("openapi.yaml")).map_err(|problems| problems.to_string())?;
    let name = format!("golden-{}", case.name.replace('_', "-"));
    let provider = specs::provider(&case.folder, &name).map_err(|problems| problems.to_string())?;
    let (api, krate) = specs::planned(&sources, &provider).map_err(|problems| problems.to_string())?;
    Ok((krate, specs::notes(&api.notes)))
}

/// All cases.
pub(crate) fn all() -> Vec<Case> {
    cases::cases(&cases::tests_folder().join("golden"))
}

fn shown(document: &str, files: &BTreeMap<String, String>) -> Result<Produced, String> {
    let head = document.lines().take_while(|line| line.starts_with('#'));
    let wanted: Vec<&str> =
        head.filter_map(|line| line.strip_prefix("# shows: ")).flat_map(str::split_whitespace).collect();
    if wanted.is_empty() {
        return Err("the head of openapi.yaml has no line `# shows: src/models/ …`".to_owned());
    }
    let mut produced = Produced::new();
    for wanted in wanted {
        let fits = |path: &&String| *path == wanted || (wanted.ends_with('/') && path.starts_with(wanted));
        let before = produced.len();
        produced.extend(files.keys().filter(fits).map(|path| {
            (Path::new("expected").join(path).to_string_lossy().into_owned(), files[path].clone())
        }));
        if produced.len() == before {
            return Err(format!("`# shows: {wanted}` names nothing that comes out"));
        }
    }
    Ok(produced)
}
