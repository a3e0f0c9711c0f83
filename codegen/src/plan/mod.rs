//! Verb: API → Rust. Decides names, types, boxes, optionality and files; the only place that uses heck.

mod bases;
mod choices;
mod client;
mod codes;
mod coverage;
mod directions;
mod examples;
mod features;
mod first_call;
mod hidden;
mod items;
mod limits;
mod links;
mod lookups;
mod methods;
mod names;
mod outcomes;
mod places;
mod reserved;
mod resolve;
mod sandbox;
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
    let error_codes = codes::codes(api, provider);
    let mut client = client::client(api, provider);
    let mut modules = items::modules(&types, &codes::enums(api, provider), &hidden::of_errors(api, provider));
    let mut resources = methods::resources(&types, provider, &error_codes)?;
    // Where every shape is waived, nothing names it.
    client.envelope = client.envelope.filter(|_| api.operations.iter().any(|it| it.envelope.is_some()));
    lookups::add(&mut resources, api);
    bases::add(&mut resources, api, &client.environments);
    let webhooks = webhooks::webhooks(&types, provider);
    features::add(provider.package.resource_features, &mut resources, &mut modules, webhooks.as_ref());
    let examples = examples::examples(&types, provider.envelope.as_ref(), &resources, &modules);
    let mut krate = Crate {
        package: client::package(provider),
        origin: client::origin(provider),
        title: api.title.clone(),
        docs: api.docs.clone(),
        sandbox: sandbox::sandbox(api, &client.environments),
        client,
        error_codes,
        first_call: first_call::first_call(&resources, &examples),
        modules,
        places: places::places(&types),
        resources,
        webhooks,
        examples,
        coverage: provider.coverage.as_ref().map(|index| coverage::coverage(index, api)),
    };
    links::resolve(&mut krate, &types);
    Ok(krate)
}
