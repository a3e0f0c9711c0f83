//! Documented limits: what is checked before a request leaves, and how the documentation says it:
//! `Checked before sending: 1 to 100 characters. Default: `20`.`

use super::types::Types;
use crate::api::{
    self, Alternative, Api, Condition, Constraints, Kind, Object, Operation, Param, Payload, Property,
    RuleKind, Schema, Usage,
};
use crate::rust::{Check, Checks, Rule, Rules};
use crate::wire::{Docs, Evidence, Source, WireName};

/// Whether the documentation states all of this; a guess is not held against a caller.
pub(super) fn is_documented(all: &[&Docs]) -> bool {
    all.iter().all(|docs| docs.evidence == Evidence::Documented)
}

/// What is checked of a property of a request.
pub(super) fn of_property(api: &Api, property: &Property, owner: &Schema) -> Checks {
    let schema = &api.schemas[property.usage.schema];
    match is_documented(&[&property.docs, &schema.docs, &owner.docs]) {
        true => checks(api, property.usage, &[&property.docs, &schema.docs, &owner.docs]),
        false => Checks::default(),
    }
}

/// What is checked of a value, with the page of the closest docs that name one.
pub(super) fn checks(api: &Api, usage: Usage, docs: &[&Docs]) -> Checks {
    let checks = list(api, usage, 0);
    let page = if checks.is_empty() { None } else { page(docs) };
    Checks { checks, page }
}

fn page(docs: &[&Docs]) -> Option<String> {
    docs.iter().find_map(|docs| docs.sources.first()).map(Source::address)
}

/// Whether the documentation states the operation and its body.
pub(super) fn states_operation(operation: &Operation) -> bool {
    let body = operation.body.as_ref().map(|body| &body.docs);
    is_documented(&std::iter::once(&operation.docs).chain(body).collect::<Vec<_>>())
}

/// What is checked of parameters, and of a body that is no struct with limits of its own.
pub(super) fn of_operation(
    types: &Types<'_>,
    operation: &Operation,
    body: Option<&Payload>,
) -> Vec<(&'static str, WireName, Checks)> {
    if !states_operation(operation) {
        return Vec::new();
    }
    let of = |usage: Usage, docs: &[&Docs]| {
        let all: Vec<&Docs> = docs.iter().copied().chain([&types.api.schemas[usage.schema].docs]).collect();
        is_documented(&all).then(|| checks(types.api, usage, &all))
    };
    // A parameter that is JSON text has no length of its own.
    let params = operation.params.iter().filter(|param| param.constant.is_none() && is_plain(types, param));
    let mut limits: Vec<_> = params
        .filter_map(|param| {
            Some((param.place.as_str(), param.name.clone(), of(param.usage, &[&param.docs])?))
        })
        .collect();
    if let Some(api::BodyKind::Json(usage) | api::BodyKind::Form(usage)) = body.map(|body| &body.kind) {
        limits.extend(of(*usage, &[]).map(|checks| ("body", WireName(String::new()), checks)));
    }
    limits.retain(|(.., checks)| !checks.checks.is_empty());
    limits
}

/// Whether the text of a parameter is the value that its limits speak of.
pub(super) fn is_plain(types: &Types<'_>, param: &Param) -> bool {
    !param.json && !matches!(types.kind(param.usage.schema), api::Kind::Any | api::Kind::Union(_))
}

/// Lists in lists, and maps in maps, come to an end here.
const DEEP: usize = 8;

fn list(api: &Api, usage: Usage, depth: usize) -> Vec<Check> {
    let schema = &api.schemas[usage.schema];
    let checked = split(schema).0;
    let counted = |least: Option<u64>| least.filter(|least| *least > 0);
    let (least, most) = match (checked.exclusive_minimum, checked.exclusive_maximum) {
        (false, false) => (Check::Minimum as fn(String) -> Check, Check::Maximum as fn(String) -> Check),
        (true, false) => (Check::ExclusiveMinimum as _, Check::Maximum as _),
        (false, true) => (Check::Minimum as _, Check::ExclusiveMaximum as _),
        (true, true) => (Check::ExclusiveMinimum as _, Check::ExclusiveMaximum as _),
    };
    let own = [
        counted(checked.min_length).map(Check::MinLength),
        checked.max_length.map(Check::MaxLength),
        checked.minimum.map(least),
        checked.maximum.map(most),
        checked.multiple_of.map(Check::MultipleOf),
        counted(checked.min_items).map(Check::MinItems),
        checked.max_items.map(Check::MaxItems),
        checked.unique_items.then_some(Check::UniqueItems),
        counted(checked.min_properties).map(Check::MinProperties),
        checked.max_properties.map(Check::MaxProperties),
    ];
    let inner = |usage: Usage| match is_documented(&[&api.schemas[usage.schema].docs]) && depth < DEEP {
        true => list(api, usage, depth + 1),
        false => Vec::new(),
    };
    let inside = match &schema.kind {
        Kind::Array(array) => Some(inner(array.items)).filter(|it| !it.is_empty()).map(Check::Items),
        Kind::Map(map) => Some(inner(map.values)).filter(|it| !it.is_empty()).map(Check::Values),
        _ => None,
    };
    own.into_iter().flatten().chain(inside).collect()
}

/// The limits that say something of values of this kind and can be checked, and the others.
fn split(schema: &Schema) -> (Constraints, Constraints) {
    let (mut checked, mut left) = (Constraints::default(), schema.constraints.clone());
    let is =
        |test: fn(&Kind) -> bool| test(&schema.kind) || matches!(schema.kind, Kind::Any | Kind::Union(_));
    if is(|kind| matches!(kind, Kind::StringEnum(_)) || is_text(kind)) {
        (checked.min_length, checked.max_length) = (left.min_length.take(), left.max_length.take());
    }
    if is(|kind| matches!(kind, Kind::Scalar(api::Scalar::Integer(_) | api::Scalar::Number(_)))) {
        (checked.minimum, checked.maximum) = (left.minimum.take(), left.maximum.take());
        checked.exclusive_minimum = std::mem::take(&mut left.exclusive_minimum);
        checked.exclusive_maximum = std::mem::take(&mut left.exclusive_maximum);
        checked.multiple_of = left.multiple_of.take();
    }
    if is(|kind| matches!(kind, Kind::Array(_))) {
        (checked.min_items, checked.max_items) = (left.min_items.take(), left.max_items.take());
        checked.unique_items = std::mem::take(&mut left.unique_items);
    }
    if is(|kind| matches!(kind, Kind::Map(_) | Kind::Object(_))) {
        (checked.min_properties, checked.max_properties) =
            (left.min_properties.take(), left.max_properties.take());
    }
    (checked, left)
}

/// Whether a value is text; bytes are counted otherwise.
fn is_text(kind: &Kind) -> bool {
    use api::{Scalar, StringFormat};
    matches!(kind, Kind::Scalar(Scalar::String(format)) if *format != StringFormat::Binary)
}

/// What is checked between the members of an object.
pub(super) fn rules(object: &Object, schema: &Schema) -> Rules {
    if !is_documented(&[&schema.docs]) {
        return Rules::default();
    }
    let documented = || object.rules.iter().filter(|rule| rule.evidence == Evidence::Documented);
    let texts = |names: &[WireName]| names.iter().map(|name| name.0.clone()).collect::<Vec<_>>();
    let lists = |all: &[Alternative]| all.iter().map(|one| texts(&one.names)).collect::<Vec<_>>();
    let rules = documented().map(|rule| match &rule.kind {
        RuleKind::ExactlyOne(alternatives) => Rule::ExactlyOne(lists(alternatives)),
        RuleKind::AtLeastOne(alternatives) => Rule::AtLeastOne(lists(alternatives)),
        RuleKind::Requires(name, others) => Rule::Requires(name.0.clone(), texts(others)),
        RuleKind::When(Condition { property, values, or_absent, then, otherwise }) => Rule::When {
            member: property.0.clone(),
            is: values.clone(),
            or_absent: *or_absent,
            then: texts(then),
            otherwise: texts(otherwise),
        },
    });
    let rules: Vec<Rule> = rules.collect();
    let page = match rules.is_empty() {
        true => None,
        false => documented().find_map(|rule| rule.page.clone()).or_else(|| page(&[&schema.docs])),
    };
    Rules { rules, page }
}

/// The docs of an object with the rules between its members.
pub(super) fn add_rules(docs: &mut Docs, rules: &Rules) {
    if rules.rules.is_empty() {
        return;
    }
    let names = |names: &[String], joint: &str| listed(names.iter().map(|name| code(name)), joint);
    let lists = |lists: &[Vec<String>]| {
        let one = |list: &Vec<String>| match list.as_slice() {
            [only] => code(only),
            several => format!("({})", names(several, "and")),
        };
        listed(lists.iter().map(one), "and")
    };
    let sentences = rules.rules.iter().flat_map(|rule| match rule {
        Rule::ExactlyOne(all) => vec![format!("exactly one of {}", lists(all))],
        Rule::AtLeastOne(all) => vec![format!("at least one of {}", lists(all))],
        Rule::Requires(name, others) => vec![format!("{} with {}", names(others, "and"), code(name))],
        Rule::When { member, is, or_absent, then, otherwise } => {
            let (member, is) = (code(member), names(is, "or"));
            let absent = if *or_absent { " or left out" } else { "" };
            let then =
                (!then.is_empty()).then(|| format!("{} where {member} is {is}{absent}", names(then, "and")));
            let otherwise = (!otherwise.is_empty())
                .then(|| format!("{} where {member} is not {is}", names(otherwise, "and")));
            then.into_iter().chain(otherwise).collect()
        }
    });
    let sentences: Vec<String> = sentences.collect();
    join(docs, &format!("Checked before sending: {}.", sentences.join("; ")));
}

fn listed(words: impl Iterator<Item = String>, joint: &str) -> String {
    let words: Vec<String> = words.collect();
    match words.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} {joint} {last}", first.join(", ")),
        _ => words.concat(),
    }
}

/// The docs with the limits of the value and its default; `is_checked` where requests are held to them.
pub(super) fn add(docs: &mut Docs, api: &Api, usage: Usage, default: Option<&str>, is_checked: bool) {
    let schema = &api.schemas[usage.schema];
    let (checked, left) = match is_checked {
        true => split(schema),
        false => (Constraints::default(), schema.constraints.clone()),
    };
    let mut sentences = Vec::new();
    let (mut checked, left) = (vec![of(&checked)], of(&left));
    checked.extend(inside(api, schema).filter(|_| is_checked));
    checked.retain(|limits| !limits.is_empty());
    if !checked.is_empty() {
        sentences.push(format!("Checked before sending: {}.", checked.join(", ")));
    }
    if let Some(first) = left.get(..1) {
        sentences.push(format!("{}{}.", first.to_uppercase(), &left[1..]));
    }
    if let Some(default) = default.or(schema.constraints.default.as_deref()) {
        sentences.push(format!("Default: {}.", code(default)));
    }
    if !sentences.is_empty() {
        join(docs, &sentences.join(" "));
    }
}

/// The limits of what a list or a map holds.
fn inside(api: &Api, schema: &Schema) -> Option<String> {
    let inner = match &schema.kind {
        Kind::Array(array) => &api.schemas[array.items.schema],
        Kind::Map(map) => &api.schemas[map.values.schema],
        _ => return None,
    };
    let limits = of(&split(inner).0);
    (is_documented(&[&inner.docs]) && !limits.is_empty()).then(|| format!("each {limits}"))
}

/// The docs with a sentence at their end.
fn join(docs: &mut Docs, sentence: &str) {
    let text = docs.description.take().or_else(|| docs.summary.take()).unwrap_or_default();
    let text = text.trim_end();
    let last = text.lines().last().unwrap_or_default().trim_start();
    let joint = match last.chars().next_back() {
        None => "",
        // A list, a table or code cannot go on in the same line.
        _ if last.starts_with(['-', '*', '|', '`', '~', '#', '>']) || last.starts_with("1.") => "\n\n",
        Some('.' | '!' | '?' | ':' | ';') => " ",
        Some(_) => ". ",
    };
    docs.description = Some(format!("{text}{joint}{sentence}"));
}

/// Without a capital and a full stop; nothing when there are no limits.
fn of(constraints: &Constraints) -> String {
    let count = |least: Option<u64>, most: Option<u64>, one: &str| {
        let unit = |number: u64| if number == 1 { one.to_owned() } else { format!("{one}s") };
        match (least.filter(|least| *least > 0), most) {
            (None, None) => None,
            (Some(least), Some(most)) if least == most => Some(format!("exactly {most} {}", unit(most))),
            (Some(least), Some(most)) => Some(format!("{least} to {most} {}", unit(most))),
            (Some(least), None) => Some(format!("at least {least} {}", unit(least))),
            (None, Some(most)) => Some(format!("at most {most} {}", unit(most))),
        }
    };
    let least = constraints.minimum.as_ref().map(|least| {
        if constraints.exclusive_minimum { format!("more than {least}") } else { format!("at least {least}") }
    });
    let most = constraints.maximum.as_ref().map(|most| {
        if constraints.exclusive_maximum { format!("less than {most}") } else { format!("at most {most}") }
    });
    let parts = [
        count(constraints.min_length, constraints.max_length, "character"),
        least,
        most,
        constraints.multiple_of.as_ref().map(|number| format!("a multiple of {number}")),
        count(constraints.min_items, constraints.max_items, "item"),
        constraints.unique_items.then(|| "no item twice".to_owned()),
        count(constraints.min_properties, constraints.max_properties, "member"),
        constraints.pattern.as_ref().map(|pattern| format!("matching {}", code(pattern))),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Markdown's code, whatever the text holds.
fn code(text: &str) -> String {
    let text = text.replace(['\n', '\r'], " ");
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}
