//! Verb: API → Rust. Decides names, types, boxes, optionality and files; the only place that uses heck.

mod client;
mod directions;
mod examples;
mod items;
mod limits;
mod methods;
mod names;
mod outcomes;
mod places;
mod schemas;
mod structs;
mod types;
mod unions;
mod webhooks;

use crate::api::Api;
use crate::diagnostics::Diagnostics;
use crate::provider::Provider;
use crate::rust::Crate;

/// Plans the crate; name clashes are its errors.
pub(crate) fn plan(api: &Api, provider: &Provider) -> Result<Crate, Diagnostics> {
    let directions = directions::of(api);
    let names = schemas::names(api, provider)?;
    let types = types::Types::new(api, &directions, &names);
    let (modules, resources) = (items::modules(&types), methods::resources(&types, provider)?);
    let webhooks = webhooks::webhooks(&types, provider);
    let examples = examples::examples(&types, &resources, &modules);
    Ok(Crate {
        package: client::package(provider),
        origin: client::origin(provider),
        title: api.title.clone(),
        docs: api.docs.clone(),
        client: client::client(api, provider),
        error_codes: client::error_codes(api),
        modules,
        places: places::places(&types),
        resources,
        webhooks,
        examples,
    })
}
