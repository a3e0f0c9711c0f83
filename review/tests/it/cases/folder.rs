//! A case that is a folder: `base.yaml` and `head.yaml`, and `expected`. In the area `decisions` the cases are providers:
//! `base.provider.yaml` and `head.provider.yaml` stand beside the documents, for which `openapi.yaml` serves where there are
//! none; a case with files of one side only is a provider that came or went.

use std::fs;
use std::path::Path;

use clientwright_codegen::provider::{Mode, Provider};
use clientwright_codegen::rust::Client;
use clientwright_codegen::{lower, plan};
use clientwright_document::{Document, Sources};
use clientwright_review::day::Day;
use clientwright_review::diff::{self, Change};

use crate::rules::TODAY;

pub(super) fn compare(case: &Path) -> Vec<Change> {
    let today = Day::parse(TODAY).unwrap();
    let [base, head] = ["base", "head"].map(|side| Side::read(case, side));
    if case.parent().unwrap().ends_with("decisions") {
        let sides = [&base, &head].map(|side| side.as_ref().map(Side::of_provider));
        return diff::compare_providers("acme", sides[0], sides[1], today);
    }
    let document = |side: &Option<Side>| side.as_ref().map(|side| side.document.clone()).unwrap();
    diff::compare(&document(&base), &document(&head), today)
}

/// What the files of one side say.
struct Side {
    document: Document,
    decisions: Option<Provider>,
    client: Option<Client>,
}

impl Side {
    fn read(case: &Path, side: &str) -> Option<Self> {
        let read = |name: &str| fs::read_to_string(case.join(name)).ok();
        let decisions = read(&format!("{side}.provider.yaml"));
        let text = read(&format!("{side}.yaml"));
        let text = text.or_else(|| decisions.as_ref().and_then(|_| read("openapi.yaml")))?;
        let sources = Sources::new("openapi.yaml", &text);
        let problem = |problems| panic!("{}: {problems}", case.display());
        let decisions = decisions.map(|text| Provider::parse(&text).unwrap_or_else(problem));
        let client = decisions.as_ref().and_then(|provider| {
            let provider = &Provider { mode: Mode::Lenient, ..provider.clone() };
            let api = lower::lower(&clientwright_document::parse(&sources).ok()?, provider).ok()?;
            Some(plan(&api, provider).ok()?.client)
        });
        let document =
            clientwright_document::parse_as_written(&sources).unwrap_or_else(|problems| panic!("{problems}"));
        Some(Self { document, decisions, client })
    }

    fn of_provider(&self) -> diff::Side<'_> {
        let Self { document, decisions, client } = self;
        diff::Side { document, decisions: decisions.as_ref(), client: client.as_ref() }
    }
}

/// A change, as `expected` has it.
pub(super) fn shown(change: &Change) -> String {
    let place = |place: &Option<_>| place.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string);
    let operation = change.operation.map(|method| format!(" {method}")).unwrap_or_default();
    let path = change.path.as_ref().map(|path| format!(" {path}")).unwrap_or_default();
    format!(
        "{}[{}]{operation}{path} rust:{}\n  {}\n  {} -> {}\n",
        change.rule.level,
        change.rule.id,
        change.rust,
        change.text(),
        place(&change.base),
        place(&change.head),
    )
}
