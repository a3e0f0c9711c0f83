//! Values of a schema: whatever it allows, the awkward first. The schema is read from the tree that the generator
//! works on, and the judge knows only the document as it is written: a rewrite that changes a meaning shows here.

use std::collections::{BTreeMap, BTreeSet};

use clientwright_document::pointer::Pointer;
use clientwright_document::{Document, Mapping, Value};

use crate::numbers::{self, Bounds, verbatim};
use crate::random::Random;
use crate::tags::Tags;
use crate::texts::{self, Lengths, Pattern};

/// From here on only what must be there is there.
const DEEP: usize = 6;
/// What is required this deep contains itself without an end.
const BOTTOMLESS: usize = 40;
/// Values in one instance, before only what must be there is there.
const MANY: usize = 400;

/// What stands in sensitive texts, so that it is found where it is shown.
pub const MARK: &str = "c4n4ry";

/// Where values go: what is only for the other way is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// In a request: nothing that is `readOnly`.
    Sent,
    /// In a response: nothing that is `writeOnly`.
    Received,
    /// Everything that the schema has.
    Both,
}

/// Makes instances of a document's schemas.
pub struct Instances<'d> {
    document: &'d Document,
    tags: &'d Tags,
    random: Random,
    way: Way,
    /// Whether objects get members that the schema does not know.
    unknown_members: bool,
    /// How many in a hundred optional members are there.
    fullness: usize,
    left: usize,
    /// Whether what is made now is sensitive.
    sensitive: bool,
    /// Patterns by whether texts were made of them, and why not.
    pub patterns: BTreeMap<String, Result<(), String>>,
}

impl std::fmt::Debug for Instances<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Instances").field("way", &self.way).finish_non_exhaustive()
    }
}

/// Schemas that are all true at once.
struct Parts<'d> {
    all: Vec<(Pointer, &'d Mapping)>,
    /// Values that a discriminator asks for.
    tags: Vec<(String, String)>,
}

impl<'d> Parts<'d> {
    fn mappings(&self) -> Vec<&'d Mapping> {
        self.all.iter().map(|(_, part)| *part).collect()
    }

    fn texts(&self, key: &str) -> impl Iterator<Item = &'d str> {
        self.all.iter().filter_map(move |(_, part)| part.get(key).and_then(Value::as_str))
    }

    fn count(&self, key: &str) -> Option<usize> {
        self.all.iter().find_map(|(_, part)| part.get(key)?.as_number()?.to_string().parse().ok())
    }

    fn says(&self, key: &str) -> bool {
        self.all.iter().any(|(_, part)| part.get(key).and_then(Value::as_bool) == Some(true))
    }

    fn has(&self, key: &str) -> bool {
        self.all.iter().any(|(_, part)| part.contains_key(key))
    }
}

impl<'d> Instances<'d> {
    /// `seed` makes the values others, and the same on every run.
    pub fn of(document: &'d Document, tags: &'d Tags, seed: &str, unknown_members: bool) -> Self {
        Self {
            document,
            tags,
            random: Random::of(seed),
            way: Way::Both,
            unknown_members,
            fullness: 0,
            left: 0,
            sensitive: false,
            patterns: BTreeMap::new(),
        }
    }

    /// The same, of what goes one way.
    #[must_use]
    pub fn on_the_way(self, way: Way) -> Self {
        Self { way, ..self }
    }

    /// The next value; the first is the smallest, the second the largest. `None` when there is none, or none that we
    /// know how to make.
    pub fn make(&mut self, at: &Pointer, index: usize, may_be_null: bool) -> Option<Value> {
        self.fullness = match index {
            0 => 0,
            1 => 100,
            _ => self.random.below(101),
        };
        self.left = MANY;
        (0..10).find_map(|_| {
            self.value(std::slice::from_ref(at), 0).filter(|value| may_be_null || *value != Value::Null)
        })
    }

    fn value(&mut self, places: &[Pointer], depth: usize) -> Option<Value> {
        let before = self.sensitive;
        let value = self.value_of(places, depth);
        self.sensitive = before;
        value
    }

    fn value_of(&mut self, places: &[Pointer], depth: usize) -> Option<Value> {
        if depth > BOTTOMLESS {
            return None;
        }
        self.left = self.left.saturating_sub(1);
        let mut parts = Parts { all: Vec::new(), tags: Vec::new() };
        for place in places {
            self.take(place, &mut parts, &mut BTreeSet::new());
        }
        self.sensitive |= parts.has("x-sensitive");
        // An `enum` without `null` has none, whatever `nullable` says.
        if parts.says("nullable") && !parts.has("enum") && self.random.once_in(6) {
            return Some(Value::Null);
        }
        let types: BTreeSet<&str> = parts.texts("type").collect();
        // Alone it says nothing, and what is meant by it as an alternative is `null`.
        if types.is_empty() && parts.all.iter().any(|(_, part)| part.keys().eq(["nullable"])) {
            return Some(Value::Null);
        }
        // A whole number is a number too.
        let kind = if types.contains("integer") { Some("integer") } else { types.first().copied() };
        let enumerations =
            parts.all.iter().filter_map(|(_, part)| part.get("enum").and_then(Value::as_sequence));
        if let Some(values) = enumerations.min_by_key(|values| values.len()) {
            let value = (!values.is_empty()).then(|| &values[self.random.below(values.len())]);
            return value.map(|value| match value {
                Value::Number(number) if kind == Some("number") && !is_exact(&parts) => {
                    numbers::float(number.as_f64())
                }
                value => value.clone(),
            });
        }
        match kind {
            Some("object") => self.object(&parts, depth),
            Some("array") => self.array(&parts, depth),
            Some("string") => self.text(&parts).map(Value::String),
            Some("integer") => {
                Bounds::of(&parts.mappings()).integer(parts.texts("format").next(), &mut self.random)
            }
            Some("number") => self.number(&parts),
            Some("boolean") => Some(Value::Bool(self.random.once_in(2))),
            Some("null") => Some(Value::Null),
            Some(_) => None,
            None if parts.has("properties") || parts.has("additionalProperties") => {
                self.object(&parts, depth)
            }
            None if parts.has("items") => self.array(&parts, depth),
            None if parts.has("pattern") || parts.has("format") || parts.has("maxLength") => {
                self.text(&parts).map(Value::String)
            }
            None => Some(self.anything(depth)),
        }
    }

    /// Adds a schema, what it refers to and is composed of, and one alternative of each of its choices.
    fn take(&mut self, at: &Pointer, parts: &mut Parts<'d>, seen: &mut BTreeSet<Pointer>) {
        if !seen.insert(at.clone()) {
            return;
        }
        let Some(schema) = self.document.get(at).and_then(Value::as_mapping) else { return };
        if schema.contains_key("$ref") {
            if let Ok(target) = self.document.follow(at) {
                self.take(&target, parts, seen);
            }
            return;
        }
        for index in 0..members(schema, "allOf") {
            self.take(&at.join("allOf").join(index), parts, seen);
        }
        for key in ["oneOf", "anyOf"] {
            let count = members(schema, key);
            if count > 0 {
                let member = at.join(key).join(self.random.below(count));
                self.take(&member, parts, seen);
            }
        }
        if let Some(tags) = self.tags.get(at) {
            parts.tags.push(tags[self.random.below(tags.len())].clone());
        }
        parts.all.push((at.clone(), schema));
    }

    fn object(&mut self, parts: &Parts<'d>, depth: usize) -> Option<Value> {
        let mut properties: Vec<(&str, Vec<Pointer>)> = Vec::new();
        let mut required: BTreeSet<String> = BTreeSet::new();
        let mut barred: BTreeSet<&str> = BTreeSet::new();
        for (at, part) in &parts.all {
            for name in part.get("properties").and_then(Value::as_mapping).into_iter().flat_map(Mapping::keys)
            {
                let place = at.join("properties").join(name);
                if self.is_barred(&place) {
                    barred.insert(name);
                }
                match properties.iter_mut().find(|(known, _)| known == name) {
                    Some((_, places)) => places.push(place),
                    None => properties.push((name, vec![place])),
                }
            }
            let names = part.get("required").and_then(Value::as_sequence).unwrap_or_default();
            required.extend(names.iter().filter_map(Value::as_str).map(str::to_owned));
        }
        properties.retain(|(name, _)| !barred.contains(name));
        required.retain(|name| !barred.contains(name.as_str()));
        let least = parts.count("minProperties").unwrap_or(0);
        let most = parts.count("maxProperties").unwrap_or(usize::MAX);
        let scarce = depth > DEEP || self.left == 0;
        let mut object: Mapping =
            parts.tags.iter().map(|(property, value)| (property.clone(), value.as_str().into())).collect();
        for (name, places) in &properties {
            let wanted = !scarce && self.random.below(100) < self.fullness && object.len() < most;
            if parts.tags.iter().any(|(property, _)| property == name) {
                continue;
            }
            if required.contains(*name) {
                object.insert((*name).to_owned(), self.value(places, depth + 1)?);
            } else if wanted && let Some(value) = self.value(places, depth + 1) {
                object.insert((*name).to_owned(), value);
            }
        }
        for name in required {
            if !object.contains_key(&name) && properties.iter().all(|(known, _)| *known != name) {
                object.insert(name, self.anything(depth));
            }
        }
        for (name, places) in &properties {
            if object.len() < least && !object.contains_key(*name) {
                object.insert((*name).to_owned(), self.value(places, depth + 1)?);
            }
        }
        self.add_unnamed(parts, &properties, (least, most), depth, &mut object);
        Some(Value::Mapping(object))
    }

    /// Whether a property is for the other way only.
    fn is_barred(&self, property: &Pointer) -> bool {
        let key = match self.way {
            Way::Sent => "readOnly",
            Way::Received => "writeOnly",
            Way::Both => return false,
        };
        let says = |at: &Pointer| {
            self.document.get(at).and_then(|schema| schema.get(key)).and_then(Value::as_bool) == Some(true)
        };
        says(property) || self.document.follow(property).is_ok_and(|target| says(&target))
    }

    /// Members without a name in the schema: a map's, and what a later version of the provider may send.
    fn add_unnamed(
        &mut self,
        parts: &Parts<'d>,
        properties: &[(&str, Vec<Pointer>)],
        (least, most): (usize, usize),
        depth: usize,
        object: &mut Mapping,
    ) {
        let stated = |(at, part): &(Pointer, &Mapping)| {
            Some((at.join("additionalProperties"), part.get("additionalProperties")?.clone()))
        };
        let stated: Vec<(Pointer, Value)> = parts.all.iter().filter_map(stated).collect();
        if stated.iter().any(|(_, value)| *value == Value::Bool(false)) {
            return;
        }
        let places: Vec<Pointer> = stated
            .iter()
            .filter(|(_, value)| value.as_mapping().is_some())
            .map(|(at, _)| at.clone())
            .collect();
        let scarce = depth > DEEP || self.left == 0 || self.fullness == 0;
        let more = match (scarce, places.is_empty()) {
            (true, _) => 0,
            (false, true) if !self.unknown_members => 0,
            (false, true) => self.random.below(3),
            (false, false) => self.random.below(4),
        };
        let wanted = (object.len() + more).clamp(least, most.max(least));
        // Names come out twice now and then.
        for _ in 0..20 {
            if object.len() >= wanted {
                return;
            }
            let name = texts::any(&mut self.random);
            if properties.iter().all(|(known, _)| *known != name) {
                let value = if places.is_empty() {
                    Some(self.anything(depth))
                } else {
                    self.value(&places, depth + 1)
                };
                object.extend(value.map(|value| (name, value)));
            }
        }
    }

    fn array(&mut self, parts: &Parts<'d>, depth: usize) -> Option<Value> {
        let places: Vec<Pointer> = parts
            .all
            .iter()
            .filter(|(_, part)| part.contains_key("items"))
            .map(|(at, _)| at.join("items"))
            .collect();
        let least = parts.count("minItems").unwrap_or(0);
        let most = parts.count("maxItems").unwrap_or(least.max(3));
        let scarce = depth > DEEP || self.left == 0 || self.fullness == 0;
        let length = match self.random.below(4) {
            _ if scarce => least,
            0 if most <= 100 => most,
            1 => least,
            _ => least + self.random.below(most.min(least + 3) - least + 1),
        };
        let mut items: Vec<Value> = Vec::new();
        for _ in 0..length * 4 {
            if items.len() == length {
                break;
            }
            let item =
                if places.is_empty() { Some(self.anything(depth)) } else { self.value(&places, depth + 1) };
            match item {
                Some(item) if !parts.says("uniqueItems") || !items.contains(&item) => items.push(item),
                Some(_) => {}
                None if least == 0 => break,
                None => return None,
            }
        }
        Some(Value::Sequence(items))
    }

    fn text(&mut self, parts: &Parts<'d>) -> Option<String> {
        let lengths = Lengths::of(&parts.mappings());
        if let Some(pattern) = parts.texts("pattern").next() {
            let read = Pattern::read(pattern);
            self.patterns.insert(pattern.to_owned(), read.as_ref().map(|_| ()).map_err(Clone::clone));
            let read = read.ok()?;
            return (0..100).map(|_| read.text(&mut self.random)).find(|text| lengths.allow(text));
        }
        if is_exact(parts) {
            return (0..20)
                .filter_map(|_| Bounds::of(&[]).decimal(&mut self.random))
                .find(|text| lengths.allow(text));
        }
        if let Some(text) =
            parts.texts("format").find_map(|format| texts::of_format(format, &mut self.random))
        {
            return Some(text);
        }
        let mut text = texts::any(&mut self.random);
        if self.sensitive {
            text.insert_str(0, MARK);
        }
        Some(lengths.fit(&text, &mut self.random))
    }

    fn number(&mut self, parts: &Parts<'d>) -> Option<Value> {
        let bounds = Bounds::of(&parts.mappings());
        if is_exact(parts) {
            bounds.decimal(&mut self.random).map(verbatim)
        } else {
            bounds.float(&mut self.random)
        }
    }

    /// JSON that no schema describes.
    fn anything(&mut self, depth: usize) -> Value {
        self.left = self.left.saturating_sub(1);
        let kinds = if depth > DEEP || self.left == 0 { 4 } else { 6 };
        match self.random.below(kinds) {
            // An untyped member of a request that is not there is none.
            0 if self.way == Way::Sent => Value::Bool(true),
            0 => Value::Null,
            1 => Value::Bool(self.random.once_in(2)),
            2 => Bounds::of(&[]).decimal(&mut self.random).map_or(Value::Null, verbatim),
            3 => Value::String(texts::any(&mut self.random)),
            4 => Value::Sequence((0..self.random.below(3)).map(|_| self.anything(depth + 1)).collect()),
            _ => {
                let members = (0..self.random.below(3))
                    .map(|_| (texts::any(&mut self.random), self.anything(depth + 1)));
                Value::Mapping(members.collect())
            }
        }
    }
}

/// Whether a number keeps its digits. Others are no more than an `f64`.
fn is_exact(parts: &Parts<'_>) -> bool {
    parts.says("x-decimal") || parts.texts("format").any(|format| ["decimal", "money"].contains(&format))
}

fn members(schema: &Mapping, key: &str) -> usize {
    schema.get(key).and_then(Value::as_sequence).map_or(0, <[Value]>::len)
}

/// A maker of harmless values would make every round trip pass.
#[cfg(test)]
mod tests {
    use clientwright_document::{Sources, parse};

    use super::*;
    use crate::tags;

    const DOCUMENT: &str = r#"
openapi: 3.1.0
info: {title: Hard, version: "1"}
components:
  schemas:
    All:
      type: object
      required: [text]
      properties:
        text: {type: string}
        short: {type: string, minLength: 2, maxLength: 3}
        code: {type: string, pattern: "^[A-Z]{3}-\\d+$"}
        whole: {type: integer}
        small: {type: integer, minimum: 3, exclusiveMaximum: 7}
        money: {type: number, x-decimal: true}
        share: {type: number, minimum: 0, maximum: 1}
        maybe: {type: [string, "null"]}
        one: {oneOf: [{type: boolean}, {type: array, minItems: 1, items: {const: only}}]}
"#;

    fn made() -> Vec<Value> {
        let document = parse(&Sources::new("openapi.yaml", DOCUMENT)).unwrap();
        let at = Pointer::parse("#/components/schemas/All").unwrap();
        let tags = tags::of(&document);
        let mut instances = Instances::of(&document, &tags, "All", true);
        (0..200).map(|index| instances.make(&at, index, false).unwrap()).collect()
    }

    #[test]
    fn what_is_awkward_is_made() {
        let all = made();
        let texts = |name: &str| -> BTreeSet<String> {
            all.iter()
                .filter_map(|value| value.get(name))
                .map(|value| value.scalar_text().unwrap_or_default())
                .collect()
        };
        for part in ["\0", "\u{2028}", "\u{301}", "\u{5e9}", "\u{1f600}", "\"", "\\", "\u{10ffff}"] {
            assert!(texts("text").iter().any(|text| text.contains(part)), "{part:?}");
        }
        assert!(
            texts("whole").contains(&i64::MAX.to_string()) && texts("whole").contains(&i64::MIN.to_string())
        );
        assert_eq!(texts("small").into_iter().collect::<Vec<_>>(), ["3", "4", "5", "6"]);
        for number in ["-0", "1e-7", "0.10", "1234567890123456789.123456789"] {
            assert!(texts("money").contains(number), "{number}");
        }
        assert!(texts("share").contains("0.0") && texts("share").contains("1.0"));
        assert!(texts("short").iter().all(|text| (2..=3).contains(&text.chars().count())));
        assert!(texts("code").iter().all(|text| text[..3].bytes().all(|byte| byte.is_ascii_uppercase())));
        assert!(texts("maybe").contains("null"));
        let kinds: BTreeSet<&str> =
            all.iter().filter_map(|value| value.get("one")).map(Value::type_name).collect();
        assert_eq!(kinds.into_iter().collect::<Vec<_>>(), ["a boolean", "a list"]);
        assert_eq!(all[0].as_mapping().unwrap().len(), 1, "the first is the smallest");
        assert!(all[1].as_mapping().unwrap().len() >= 9, "the second is the largest");
        let unknown =
            |value: &Value| value.as_mapping().unwrap().keys().any(|name| !DOCUMENT.contains(name.as_str()));
        assert!(all.iter().any(unknown), "members that the schema does not know");
    }

    #[test]
    fn every_run_makes_the_same() {
        assert_eq!(made(), made());
    }
}
