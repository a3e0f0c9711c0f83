//! Findings that provider.yaml accepts.

use std::collections::BTreeSet;

use clientwright_codegen::diagnostics::{self, Diagnostic};
use clientwright_codegen::provider::{self, Provider};
use clientwright_document::pointer::Pointer;

/// The findings without those that are waived, and the waivers that nothing has asked for. `used` are those that an
/// earlier stage has needed. One waiver is for one place: what comes below it later is for somebody to look at.
pub(super) fn apply(
    found: Vec<Diagnostic>,
    provider: &Provider,
    mut used: BTreeSet<usize>,
) -> Vec<Diagnostic> {
    let waivers = &provider.waivers;
    let mut left = Vec::with_capacity(found.len());
    for finding in found {
        let at = finding.at.pointer();
        let mut waiving = (0..waivers.len())
            .filter(|&index| waivers[index].rule == finding.id && waivers[index].pointer == at);
        match waiving.next() {
            Some(index) => drop(used.insert(index)),
            None => left.push(finding),
        }
    }
    for (index, waiver) in waivers.iter().enumerate() {
        // Those of earlier stages have been reported there.
        if !used.contains(&index) && !diagnostics::LOWER_IDS.contains(&waiver.rule.as_str()) {
            let at = Pointer::of_file(provider::FILE).join("waivers").join(index);
            left.push(diagnostics::unused_waiver(&at, &waiver.rule, &waiver.pointer));
        }
    }
    left
}
