//! What the documentation names, against the crate.

use crate::api::Api;
use crate::coverage::{Coverage, Recorded, Standing, Standings};
use crate::rust;

/// The figures, and what is missing.
pub(super) fn coverage(index: &Coverage, api: &Api) -> rust::Coverage {
    let figures = index.figures(api);
    let counts = |Standings { modelled, excluded, unknown }| [modelled, excluded, unknown];
    let missing = index.operations().chain(index.webhooks()).filter_map(|entry| match &entry.standing {
        Standing::Modelled(_) => None,
        Standing::Excluded(reason) | Standing::Unknown(reason) => Some((entry.name.clone(), reason.clone())),
    });
    rust::Coverage {
        operations: counts(figures.operations),
        webhooks: counts(figures.webhooks),
        evidence: figures.evidence,
        missing: missing.collect(),
        oldest_checked: figures.oldest_checked,
        incomplete_pages: [Recorded::Part, Recorded::Title].map(|recorded| index.pages_recorded(recorded)),
    }
}
