//! Rules between properties: `dependentRequired`, `if` with `then` and `else`, and alternatives that are nothing but
//! `required`. What says more than that is named in the report, and is not checked.

use super::Context;
use super::shape::{Choice, Shape};
use crate::api::{Alternative, Condition, Effect, Note, Rule, RuleKind};
use crate::diagnostics;
use crate::wire::{Docs, Source, WireName};
use clientwright_document::Value;
use clientwright_document::pointer::Pointer;

/// What can stand beside what a schema says without changing it.
const WORDS: &[&str] = &["description", "title", "$comment"];

impl Context<'_> {
    /// The rules of the schema at a place, apart from its alternatives.
    pub(super) fn rules(&mut self, at: &Pointer, docs: &Docs) -> Vec<Rule> {
        let node = self.node(at);
        let mut rules = Vec::new();
        if let Some(dependent) = node.get("dependentRequired") {
            let at = at.join("dependentRequired");
            for (name, others) in dependent.as_mapping().into_iter().flatten() {
                match texts(others) {
                    Some(others) if !others.is_empty() => {
                        let kind = RuleKind::Requires(WireName(name.clone()), others);
                        rules.push(self.rule(&at.join(name), kind, docs));
                    }
                    Some(_) => {}
                    None => self.unchecked(&at.join(name)),
                }
            }
        }
        if node.get("if").is_some() {
            let place = at.join("if");
            match condition(node) {
                Some(condition) => rules.push(self.rule(&place, RuleKind::When(condition), docs)),
                None => self.unchecked(&place),
            }
        }
        rules
    }

    /// The rule that alternatives are which only say what is required of the properties beside them.
    pub(super) fn rule_of_choice(&mut self, choice: &Choice, own: &Shape<'_>) -> Option<Rule> {
        let list = choice.members[0].parent();
        let mut alternatives = Vec::with_capacity(choice.members.len());
        for at in &choice.members {
            let shape = self.shape(at);
            let names: Vec<WireName> = shape.required.iter().cloned().map(WireName).collect();
            if names.is_empty() || !names.iter().all(|name| own.properties.contains_key(name.as_str())) {
                return None;
            }
            let name = shape.about.rust_name.clone().or_else(|| shape.about.title.clone());
            alternatives.push(Alternative { names, name });
        }
        let kind = match choice.is_exclusive {
            true => RuleKind::ExactlyOne(alternatives),
            false => RuleKind::AtLeastOne(alternatives),
        };
        let docs = self.shape(&list.parent()).about.docs.clone();
        let evidence = choice.members.iter().map(|at| self.shape(at).about.docs.evidence).max();
        let mut rule = self.rule(&list, kind, &docs);
        rule.evidence = rule.evidence.max(evidence.unwrap_or_default());
        Some(rule)
    }

    /// Leaves out the rules that speak of properties which nothing describes.
    pub(super) fn known_rules(&mut self, shape: &mut Shape<'_>) -> Vec<Rule> {
        let mut rules: Vec<Rule> = Vec::new();
        for mut rule in std::mem::take(&mut shape.rules) {
            // Two ways may lead to one schema.
            if rules.iter().any(|known| known.at == rule.at) {
                continue;
            }
            if let RuleKind::When(condition) = &mut rule.kind {
                condition.or_absent &= !shape.required.contains(condition.property.as_str());
            }
            match rule.names().iter().all(|name| shape.properties.contains_key(name.as_str())) {
                true => rules.push(rule),
                false => self.unchecked(&rule.at),
            }
        }
        rules
    }

    fn rule(&mut self, at: &Pointer, kind: RuleKind, docs: &Docs) -> Rule {
        let page = docs.sources.first().map(Source::address);
        Rule { at: at.clone(), kind, evidence: docs.evidence, page, rust_name: self.rust_name(at) }
    }

    /// Names a rule that is not checked.
    pub(super) fn unchecked(&mut self, at: &Pointer) {
        let (id, reason) = match at.parent().last().is_some_and(|step| step == "dependentRequired") {
            true => ("dependent-required", "which properties need others is not checked"),
            false if at.last().is_some_and(|step| step == "if") => {
                ("if-then-else", "conditions are not checked, and their properties are not typed")
            }
            false => {
                self.report.problem(diagnostics::alternatives_of_required(at), Effect::Ignored);
                return;
            }
        };
        self.report.note(Note {
            at: at.clone(),
            id,
            effect: Effect::Ignored,
            reason: reason.to_owned(),
            hint: None,
        });
    }
}

/// `if: {properties: {x: {const: v}}, required: [x]}` with `then` and `else` that are nothing but `required`.
fn condition(schema: &Value) -> Option<Condition> {
    let asked = schema.get("if")?;
    if !has_only(asked, &["properties", "required"]) || !may_be(asked, "object") {
        return None;
    }
    let mut properties = asked.get("properties")?.as_mapping()?.iter();
    let (Some((property, value)), None) = (properties.next(), properties.next()) else { return None };
    if !has_only(value, &["enum", "const"]) || !(may_be(value, "string") || may_be(value, "boolean")) {
        return None;
    }
    let values = match (value.get("enum"), value.get("const")) {
        (Some(values), None) => values.as_sequence()?.iter().map(text_of).collect::<Option<Vec<_>>>()?,
        (None, Some(value)) => vec![text_of(value)?],
        _ => return None,
    };
    let named = asked.get("required").map_or(Some(Vec::new()), texts)?;
    if named.iter().any(|name| name.as_str() != property) {
        return None;
    }
    let needed = |key: &str| match schema.get(key) {
        Some(branch) if has_only(branch, &["required"]) && may_be(branch, "object") => {
            texts(branch.get("required")?)
        }
        Some(_) => None,
        None => Some(Vec::new()),
    };
    let (then, otherwise) = (needed("then")?, needed("else")?);
    if values.is_empty() || (then.is_empty() && otherwise.is_empty()) {
        return None;
    }
    let property = WireName(property.clone());
    Some(Condition { property, values, or_absent: named.is_empty(), then, otherwise })
}

/// Whether `type` allows this type.
fn may_be(schema: &Value, name: &str) -> bool {
    match schema.get("type") {
        None => true,
        Some(Value::Sequence(types)) => types.iter().any(|it| it.as_str() == Some(name)),
        Some(only) => only.as_str() == Some(name),
    }
}

/// Whether a schema says nothing but these keys, its type and words.
fn has_only(schema: &Value, keys: &[&str]) -> bool {
    let is_known = |key: &String| {
        let key = key.as_str();
        key == "type" || keys.contains(&key) || WORDS.contains(&key) || key.starts_with("x-")
    };
    schema.as_mapping().is_some_and(|mapping| mapping.keys().all(is_known))
}

fn texts(value: &Value) -> Option<Vec<WireName>> {
    value.as_sequence()?.iter().map(|name| Some(WireName(name.as_str()?.to_owned()))).collect()
}

/// What a condition compares: the text of a string, the JSON of a boolean or a whole number.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) => Some(value.to_json()),
        _ => None,
    }
}
