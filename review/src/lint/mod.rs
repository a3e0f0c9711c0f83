//! Verb: spec → findings. What a reviewer would say about a spec from which a crate can be generated.
//!
//! A rule is a function in one of the files below `rules`, one row in [`RULES`], and one folder of cases. What
//! `generate` refuses is found by `lower` and `plan`; it is told here as well, and never looked for twice.

mod findings;
mod judge;
mod rules;
mod subject;
mod waivers;
mod words;

use findings::Findings;
use subject::Subject;

use crate::day::Day;
use crate::docs::lock::Lock;
use clientwright_codegen::diagnostics::Diagnostics;
use clientwright_codegen::provider::Provider;
use clientwright_codegen::{lower, plan};
use clientwright_document::Sources;

pub use rules::RULES;

/// Something to look for.
#[derive(Clone, Copy)]
pub struct Rule {
    /// Stable, kebab-case.
    pub id: &'static str,
    /// What a finding says, in one line.
    pub meaning: &'static str,
    /// Where it applies.
    pub scope: Scope,
    check: fn(&Subject<'_>, &mut Findings),
}

/// Which documents a rule applies to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// To any.
    Any,
    /// To providers of ours: what it asks for is a convention of this project.
    Ours,
}

/// What the rules need to know besides the spec.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options<'l> {
    /// The day on which the rules are asked; without it, pages do not grow old.
    pub today: Option<Day>,
    /// After how many days a page has to be read again.
    pub stale_days: i64,
    /// The pages that the spec was made from; without it, sections are not looked up.
    pub lock: Option<&'l Lock>,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self { today: None, stale_days: 180, lock: None }
    }
}

/// Everything that is wrong with a spec: what `generate` refuses, or would only note, and what the rules find.
///
/// A finding of a provider of ours is waived in provider.yaml, with its rule, its place and the reason.
///
/// # Errors
/// The spec cannot be read at all.
pub fn run(sources: &Sources, provider: &Provider, options: Options<'_>) -> Result<Diagnostics, Diagnostics> {
    let document = clientwright_document::parse(sources)?;
    let lower::Examined { api, errors, tolerated, remarks, waived } = lower::examine(&document, provider);
    // Names are chosen for a whole API only.
    let clashes = match errors.0.is_empty() {
        true => plan(&api, provider).err().unwrap_or_default(),
        false => Diagnostics::default(),
    };
    let subject = Subject::new(sources, &document, &api, &remarks, provider, options);
    let rules = RULES.iter().filter(|rule| rule.scope == Scope::Any || provider.is_ours());
    let mut found = Vec::new();
    for rule in rules {
        let mut findings = Findings::new(rule.id);
        (rule.check)(&subject, &mut findings);
        found.extend(findings.into_sorted());
    }
    let mut all = errors;
    all.0.extend(tolerated.0);
    all.0.extend(clashes.0);
    // `example-mismatch` says the same and more, at the very value.
    all.0.retain(|problem| problem.id != "example-shape");
    all.0.extend(waivers::apply(found, provider, waived));
    Ok(all)
}
