//! `x-sandbox`: values that make a test environment do something.

use super::Context;
use crate::api::{Kind, Property, Schemas, Trigger};
use clientwright_document::Value;
use clientwright_document::pointer::Pointer;

const KEYS: [&str; 4] = ["environment", "name", "values", "endings"];

impl Context<'_> {
    /// Every property that has them, in the order of the schemas.
    pub(super) fn triggers(&mut self, schemas: &Schemas) -> Vec<Trigger> {
        let mut triggers: Vec<Trigger> = Vec::new();
        for (_, schema) in schemas.iter() {
            let Kind::Object(object) = &schema.kind else { continue };
            for property in &object.properties {
                // A property that several schemas took over is one.
                if triggers.iter().any(|known| known.at == property.at) {
                    continue;
                }
                let Some(trigger) = self.trigger(property) else { continue };
                if triggers.first().is_some_and(|first| first.environment != trigger.environment) {
                    let at = trigger.at.join_all(["x-sandbox", "environment"]);
                    self.bad_extension(&at, "the environment of the other triggers");
                }
                triggers.push(trigger);
            }
        }
        triggers
    }

    fn trigger(&mut self, property: &Property) -> Option<Trigger> {
        let node = self.node(&property.at).get("x-sandbox")?;
        let at = property.at.join("x-sandbox");
        let text = |key: &str| node.get(key).and_then(Value::as_str).map(str::to_owned);
        let known = node.as_mapping().is_some_and(|map| map.keys().all(|key| KEYS.contains(&key.as_str())));
        let (environment, (is_ending, outcomes)) = match (text("environment"), self.outcomes(node, &at)) {
            (Some(environment), Some(outcomes)) if known => (environment, outcomes),
            _ => {
                self.bad_extension(
                    &at,
                    "`{environment: …, values: {…}}`, or `endings` for `values`, `name` too",
                );
                return None;
            }
        };
        if !self.provider.environments.contains_key(&environment) {
            self.bad_extension(&at.join("environment"), "an environment of provider.yaml");
        }
        let (name, docs) = (text("name"), property.docs.clone());
        let (at, property) = (property.at.clone(), property.name.clone());
        Some(Trigger { at, property, name, docs, environment, is_ending, outcomes })
    }

    fn outcomes(&mut self, node: &Value, at: &Pointer) -> Option<(bool, Vec<(String, String)>)> {
        let (is_ending, key, values) = match (node.get("values"), node.get("endings")) {
            (Some(values), None) => (false, "values", values),
            (None, Some(values)) => (true, "endings", values),
            _ => return None,
        };
        let mut outcomes = Vec::new();
        for (value, meaning) in values.as_mapping()? {
            match meaning.as_str() {
                Some(meaning) => outcomes.push((value.clone(), meaning.to_owned())),
                None => self.bad_extension(&at.join(key).join(value), "a text that says what it does"),
            }
        }
        Some((is_ending, outcomes))
    }
}
