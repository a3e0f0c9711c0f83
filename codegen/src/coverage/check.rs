//! Verb: holds the index against the spec, both ways.

use std::collections::BTreeSet;

use super::{Coverage, Entry, Standing};
use crate::api::Api;
use crate::diagnostics::{self, Diagnostics};
use clientwright_document::near;
use clientwright_document::pointer::Pointer;

/// An entry without its operation or webhook, and the reverse.
pub(crate) fn check(coverage: &Coverage, api: &Api) -> Diagnostics {
    let mut found = Diagnostics::default();
    let operations: Vec<Modelled<'_>> = api
        .operations
        .iter()
        .map(|operation| Modelled {
            id: &operation.id,
            at: &operation.at,
            endpoint: Some(format!("{} {}", operation.method, operation.path.text)),
        })
        .collect();
    let webhooks: Vec<Modelled<'_>> = api
        .webhooks
        .iter()
        .map(|webhook| Modelled { id: &webhook.id, at: &webhook.at, endpoint: None })
        .collect();
    compare(coverage.operations(), &operations, "operation", &mut found);
    compare(coverage.webhooks(), &webhooks, "webhook", &mut found);
    found
}

/// What the spec has.
struct Modelled<'a> {
    id: &'a str,
    at: &'a Pointer,
    endpoint: Option<String>,
}

fn compare<'a>(
    entries: impl Iterator<Item = &'a Entry>,
    modelled: &[Modelled<'_>],
    what: &str,
    found: &mut Diagnostics,
) {
    let mut seen = BTreeSet::new();
    for entry in entries {
        let Standing::Modelled(id) = &entry.standing else { continue };
        let at = entry.at.join("modelled");
        match modelled.iter().find(|modelled| modelled.id == id) {
            None => {
                let near = near::nearest(id, modelled.iter().map(|modelled| modelled.id));
                found.push(diagnostics::not_modelled(&at, what, id, near));
            }
            Some(Modelled { endpoint: Some(ours), .. })
                if entry.endpoint.as_ref().is_some_and(|theirs| theirs != ours) =>
            {
                found.push(diagnostics::other_endpoint(&entry.at.join("endpoint"), id, ours));
            }
            Some(_) => {}
        }
        // The documentation may call one thing by several names.
        seen.insert(id.as_str());
    }
    for missing in modelled.iter().filter(|modelled| !seen.contains(modelled.id)) {
        found.push(diagnostics::not_covered(missing.at, what, missing.id));
    }
}
