//! Rules between properties → enums of a constructor, where the types can say it.
//!
//! Alternatives of required properties are a variant each, and a value of an enum comes with what it requires. All other
//! rules, and what callers do to fields afterwards, are left to the check before sending.

use super::names::{self, Scope};
use super::types::Types;
use crate::api::{Alternative, Condition, Kind, Object, Rule, RuleKind};
use crate::rust::{Choice, ChoiceVariant, Field, Ident, Presence, Type};
use crate::wire::{Docs, Evidence, WireName};

/// Alternatives whose names make the name of their choice.
const NAMED: usize = 3;

/// The fields of a struct, and the names that are taken around it.
pub(super) struct Around<'a> {
    pub(super) types: &'a Types<'a>,
    pub(super) object: &'a Object,
    pub(super) fields: &'a [Field],
    /// What stands before the names of choices; empty for the main type of a file.
    pub(super) prefix: &'a str,
    /// The types of the file.
    pub(super) scope: &'a mut Scope,
    /// The fields of `Required`.
    pub(super) field_scope: &'a mut Scope,
}

/// The choices of a struct's constructor.
pub(super) fn choices(mut around: Around<'_>) -> Vec<Choice> {
    let object = around.object;
    let rules = || object.rules.iter().filter(|rule| rule.evidence == Evidence::Documented);
    let mut choices: Vec<Choice> = Vec::new();
    for rule in rules() {
        let (alternatives, is_exclusive) = match &rule.kind {
            RuleKind::ExactlyOne(alternatives) => (alternatives, true),
            RuleKind::AtLeastOne(alternatives) => (alternatives, false),
            RuleKind::Requires(..) | RuleKind::When(_) => continue,
        };
        choices.extend(around.of_alternatives(rule, alternatives, is_exclusive, &choices));
    }
    let mut keys: Vec<&WireName> = Vec::new();
    for rule in rules() {
        if let RuleKind::When(condition) = &rule.kind
            && !keys.contains(&&condition.property)
        {
            keys.push(&condition.property);
            let conditions = rules().filter_map(|rule| match &rule.kind {
                RuleKind::When(other) if other.property == condition.property => Some(other),
                _ => None,
            });
            let conditions: Vec<&Condition> = conditions.collect();
            choices.extend(around.of_conditions(rule, &conditions, &choices));
        }
    }
    choices
}

impl Around<'_> {
    fn of_alternatives(
        &mut self,
        rule: &Rule,
        alternatives: &[Alternative],
        is_exclusive: bool,
        others: &[Choice],
    ) -> Option<Choice> {
        let fields = alternatives.iter().map(|alternative| self.open(&alternative.names, others));
        let fields: Vec<Vec<(Ident, Type)>> = fields.collect::<Option<_>>()?;
        // What another alternative includes is no choice of its own.
        let includes =
            |one: &[(Ident, Type)], other: &[(Ident, Type)]| other.iter().all(|it| one.contains(it));
        let is_clear = fields.iter().enumerate().all(|(index, one)| {
            let mut rest = fields.iter().enumerate().filter(|(other, _)| *other != index);
            !one.is_empty() && rest.all(|(_, other)| !includes(one, other))
        });
        if fields.len() < 2 || !is_clear {
            return None;
        }
        let firsts: Vec<String> = fields.iter().map(|fields| fields[0].0.as_str().to_owned()).collect();
        let is_single = fields.iter().all(|fields| fields.len() == 1);
        let given = alternatives.iter().any(|alternative| alternative.name.is_some());
        let common = if is_single && !given { common_words(&firsts) } else { None };
        let (name, variants) = common.unwrap_or_else(|| {
            let names = alternatives.iter().zip(&firsts).map(|(alternative, first)| {
                names::camel(alternative.name.as_deref().unwrap_or(first), "Value")
            });
            let names: Vec<String> = names.collect();
            let shown = names[..names.len().min(NAMED)].join("Or");
            (if names.len() > NAMED { format!("{shown}OrOther") } else { shown }, names)
        });
        let name = rule.rust_name.as_deref().map_or(name, |name| names::camel(name, "Choice"));
        let mut scope = Scope::default();
        let variants = variants.iter().zip(fields).map(|(wanted, fields)| ChoiceVariant {
            ident: scope.allocate(wanted, &["Value"]),
            is_tuple: fields.len() == 1,
            fields,
        });
        let variants = variants.collect();
        let (field, ident) = (names::snake(&name), self.type_name(&name));
        let field = self.field_scope.allocate(&field, &["_choice"]);
        let count = if is_exclusive { "Exactly one of" } else { "At least one of" };
        let docs = self.docs(&format!("{count} these is needed"));
        Some(Choice { ident, field, docs, key: None, is_exclusive, variants })
    }

    fn of_conditions(&mut self, rule: &Rule, conditions: &[&Condition], others: &[Choice]) -> Option<Choice> {
        let wire = &conditions[0].property;
        let key = self.fields.iter().find(|field| field.wire == *wire)?;
        let property = self.object.properties.iter().find(|property| property.name == *wire)?;
        let (Type::Model(ty), Kind::StringEnum(known)) =
            (&key.ty, &self.types.api.schemas[property.usage.schema].kind)
        else {
            return None;
        };
        if key.presence != Presence::Required || key.constant.is_some() {
            return None;
        }
        let mut variants = Vec::with_capacity(known.values.len());
        for (ident, value) in super::items::variants(&known.values).into_iter().zip(&known.values) {
            let mut names: Vec<WireName> = Vec::new();
            for condition in conditions {
                let holds = condition.values.contains(&value.value);
                let needed = if holds { &condition.then } else { &condition.otherwise };
                names.extend(needed.iter().filter(|name| !names.contains(name)).cloned().collect::<Vec<_>>());
            }
            variants.push(ChoiceVariant { ident, fields: self.open(&names, others)?, is_tuple: false });
        }
        if variants.iter().all(|variant| variant.fields.is_empty()) {
            return None;
        }
        let wanted = match &rule.rust_name {
            Some(name) => names::camel(name, "Choice"),
            None => format!("{}Choice", names::camel(key.ident.as_str(), "Value")),
        };
        let docs = self.docs(&format!("What [`{}`]({ty}) is, with what it requires", key.ident));
        let (ident, key) = (self.type_name(&wanted), (key.ident.clone(), ty.clone()));
        Some(Choice { ident, field: key.0.clone(), docs, key: Some(key), is_exclusive: false, variants })
    }

    /// The optional fields among these; `None` where a constructor cannot fill one of them.
    fn open(&self, names: &[WireName], others: &[Choice]) -> Option<Vec<(Ident, Type)>> {
        let taken = |ident: &Ident| {
            let mut fields =
                others.iter().flat_map(|choice| &choice.variants).flat_map(|variant| &variant.fields);
            fields.any(|(field, _)| field == ident)
        };
        let mut open = Vec::new();
        for name in names {
            let field = self.fields.iter().find(|field| field.wire == *name)?;
            let property = self.object.properties.iter().find(|property| property.name == *name)?;
            if field.presence != Presence::Optional {
                continue;
            }
            if field.constant.is_some() || property.read_only || taken(&field.ident) {
                return None;
            }
            let (Type::Option(inner) | Type::Patch(inner)) = &field.ty else { return None };
            open.push((field.ident.clone(), (**inner).clone()));
        }
        Some(open)
    }

    fn type_name(&mut self, wanted: &str) -> Ident {
        self.scope.allocate(&format!("{}{wanted}", self.prefix), &["Choice"])
    }

    fn docs(&self, text: &str) -> Docs {
        Docs { description: Some(text.to_owned()), ..Docs::default() }
    }
}

/// The words that names have in common at their end, and what is left of each: `crypto_amount` and `fiat_amount` are an
/// `Amount` that is `Crypto` or `Fiat`.
fn common_words(names: &[String]) -> Option<(String, Vec<String>)> {
    let words: Vec<Vec<&str>> =
        names.iter().map(|name| name.trim_matches('_').split('_').collect()).collect();
    let shortest = words.iter().map(Vec::len).min()?;
    let end = |name: &[&str], count: usize| name[name.len() - count..].join("_");
    let is_common = |count: &usize| words.iter().all(|name| end(name, *count) == end(&words[0], *count));
    let count = (1..shortest).rev().find(is_common)?;
    let rests = words.iter().map(|name| names::camel(&name[..name.len() - count].join("_"), "Value"));
    Some((names::camel(&end(&words[0], count), "Choice"), rests.collect()))
}
