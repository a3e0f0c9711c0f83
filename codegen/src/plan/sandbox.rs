//! Test triggers → helpers that only the test environment has.

use super::names::{self, Scope};
use crate::api::{self, Api};
use crate::rust::{Environment, Sandbox, Trigger};
use crate::wire::Docs;

/// The helpers of the environment that has test triggers; `lower` lets only one have them.
pub(super) fn sandbox(api: &Api, environments: &[Environment]) -> Option<Sandbox> {
    let name = &api.sandbox.first()?.environment;
    let environment = environments.iter().find(|environment| environment.name == *name)?;
    let (mut methods, mut types) = (Scope::default(), Scope::with(&["Sandbox", "Environment"]));
    let triggers = api.sandbox.iter().map(|trigger| helper(trigger, &mut methods, &mut types));
    Some(Sandbox { environment: environment.ident.clone(), triggers: triggers.collect() })
}

fn helper(trigger: &api::Trigger, methods: &mut Scope, types: &mut Scope) -> Trigger {
    let property = trigger.property.as_str();
    let mut variants = Scope::default();
    let outcomes = trigger.outcomes.iter().map(|(value, meaning)| {
        let docs = Docs { summary: Some(meaning.clone()), ..Docs::default() };
        (variants.allocate(&names::camel(value, "Value"), &["Value"]), value.clone(), docs)
    });
    let outcome = trigger.name.as_deref().unwrap_or(property);
    Trigger {
        method: methods.allocate(&names::snake(property), &["_"]),
        outcome: types.allocate(&names::camel(outcome, "Outcome"), &["Outcome"]),
        property: trigger.property.clone(),
        docs: trigger.docs.clone(),
        is_ending: trigger.is_ending,
        outcomes: outcomes.collect(),
    }
}
