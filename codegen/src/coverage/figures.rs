//! Verb: counts.

use std::collections::BTreeSet;

use super::{Coverage, Entry, Standing};
use crate::api::{Api, Kind};
use crate::wire::{Docs, Evidence};

/// How much of the documentation is in the spec, and how sure the spec is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// The operations that the documentation names.
    pub operations: Standings,
    /// The webhooks that the documentation names.
    pub webhooks: Standings,
    /// How many operations, webhooks, parameters, answers, properties and enum values there are of each kind of
    /// evidence, in the order of [`Evidence::ALL`].
    pub evidence: [usize; Evidence::ALL.len()],
    /// The day on which the page was read that nobody has looked at for longest, `YYYY-MM-DD`.
    pub oldest_checked: Option<String>,
}

/// What became of what the documentation names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "`Standing` explains them")]
pub struct Standings {
    pub modelled: usize,
    pub excluded: usize,
    pub unknown: usize,
}

impl Coverage {
    /// Counts.
    pub fn figures(&self, api: &Api) -> Figures {
        let mut figures = Figures {
            operations: standings(self.operations()),
            webhooks: standings(self.webhooks()),
            ..Figures::default()
        };
        let mut count = |docs: &Docs| {
            figures.evidence[docs.evidence as usize] += 1;
            let checked = docs.sources.iter().map(|source| &source.checked);
            let oldest = checked.chain(&figures.oldest_checked).min().cloned();
            figures.oldest_checked = oldest;
        };
        // What several operations share counts once.
        let mut seen = BTreeSet::new();
        for operation in &api.operations {
            count(&operation.docs);
            for param in operation.params.iter().filter(|param| seen.insert(&param.at)) {
                count(&param.docs);
            }
        }
        for response in api.operations.iter().flat_map(|operation| &operation.responses) {
            if seen.insert(&response.at) {
                count(&response.docs);
            }
        }
        api.webhooks.iter().for_each(|webhook| count(&webhook.docs));
        for (_, schema) in api.schemas.iter() {
            match &schema.kind {
                Kind::Object(object) => {
                    for property in object.properties.iter().filter(|property| seen.insert(&property.at)) {
                        count(&property.docs);
                    }
                }
                Kind::StringEnum(list) => list.values.iter().for_each(|value| count(&value.docs)),
                _ => {}
            }
        }
        figures
    }
}

fn standings<'a>(entries: impl Iterator<Item = &'a Entry>) -> Standings {
    let mut standings = Standings::default();
    for entry in entries {
        *match entry.standing {
            Standing::Modelled(_) => &mut standings.modelled,
            Standing::Excluded(_) => &mut standings.excluded,
            Standing::Unknown(_) => &mut standings.unknown,
        } += 1;
    }
    standings
}
