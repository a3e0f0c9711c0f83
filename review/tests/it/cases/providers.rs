//! A case that is a provider before and after: `base.provider.yaml` and `head.provider.yaml` stand beside the documents
//! `base.yaml` and `head.yaml`, for which `openapi.yaml` serves where there are none. A case with files of one side only is a
//! provider that came or went. What is found stands in `expected`.

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
    let [base, head] = [&base, &head].map(|side| side.as_ref().map(Side::of_provider));
    diff::compare_providers("acme", base, head, today)
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
