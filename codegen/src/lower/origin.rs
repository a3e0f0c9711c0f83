//! Where a schema's name comes from: its place, and nothing else, so that the order of reading changes no name.

use std::borrow::Cow;

use super::Context;
use crate::api::Origin;
use clientwright_document::Value;
use clientwright_document::pointer::Pointer;

/// An operation or a webhook, whose id names what stands in it.
#[derive(Clone, Debug)]
pub(super) struct Root {
    pub(super) name: String,
    pub(super) in_operation: bool,
}

impl Context<'_> {
    /// Where the name of the schema at a place comes from.
    pub(super) fn origin(&self, at: &Pointer) -> Origin {
        let steps: Vec<String> = at.steps().map(Cow::into_owned).collect();
        let (root, start, position) = self.root(at, &steps);
        let way = self.way(at, &steps[start..], position);
        match position {
            Position::Schema if way.is_empty() => Origin::Component(root.name),
            _ => Origin::Inline { root: root.name, in_operation: root.in_operation, steps: way },
        }
    }

    /// The component, operation or file that a place belongs to, how many of its steps lead there, and what stands
    /// there.
    fn root(&self, at: &Pointer, steps: &[String]) -> (Root, usize, Position) {
        let mut prefix = at.clone();
        for taken in (0..=steps.len()).rev() {
            if let Some(root) = self.roots.get(&prefix) {
                return (root.clone(), taken, Position::Operation);
            }
            prefix = prefix.parent();
        }
        let component = |name: &String| Root { name: name.clone(), in_operation: false };
        match steps {
            [components, kind, name, ..] if components == "components" => match kind.as_str() {
                "schemas" => (component(name), 3, Position::Schema),
                "parameters" | "headers" => (suffixed(name, "param"), 3, Position::Param),
                "requestBodies" => (suffixed(name, "request"), 3, Position::Body),
                "mediaTypes" => (suffixed(name, "content"), 3, Position::Body),
                _ => (suffixed(name, "response"), 3, Position::Body),
            },
            [definitions, name, ..] if definitions == "definitions" || definitions == "$defs" => {
                (component(name), 2, Position::Schema)
            }
            _ if at.file().is_empty() => (component(&"Schema".to_owned()), 0, Position::Schema),
            // A file that is a map of schemas by name, unless the first step is a keyword.
            [name, ..] if !KEYWORDS.contains(&name.as_str()) => (component(name), 1, Position::Schema),
            [first, ..] if first == "content" => (suffixed(&stem(at.file()), "response"), 0, Position::Body),
            [first, ..] if first == "schema" => (suffixed(&stem(at.file()), "param"), 0, Position::Param),
            _ => (component(&stem(at.file())), 0, Position::Schema),
        }
    }

    /// The way from the root, in the words of [`Origin::Inline`].
    fn way(&self, at: &Pointer, steps: &[String], mut position: Position) -> Vec<String> {
        let mut way = Vec::new();
        let mut rest = steps.iter();
        let mut left = steps.len();
        while let Some(step) = rest.next() {
            left -= 1;
            let mut skip = || {
                left = left.saturating_sub(1);
                rest.next().cloned().unwrap_or_default()
            };
            match (position, step.as_str()) {
                (Position::Operation, "requestBody") => {
                    way.push("request".to_owned());
                    position = Position::Body;
                }
                (Position::Operation, "responses") => {
                    way.push(format!("response {}", skip()));
                    position = Position::Body;
                }
                (Position::Operation, "parameters") => {
                    let index = skip();
                    let mut param = at.clone();
                    (0..left).for_each(|_| param = param.parent());
                    let name = self.document.get(&param).and_then(|param| param.get("name"));
                    way.push(name.and_then(Value::as_str).map_or(index, str::to_owned));
                    position = Position::Param;
                }
                (Position::Body | Position::Param, "content") => drop(skip()),
                (Position::Body | Position::Param, "schema") => position = Position::Schema,
                (Position::Body | Position::Param, "itemSchema") => {
                    way.push("item".to_owned());
                    position = Position::Schema;
                }
                (Position::Schema, "properties") => way.push(skip()),
                (Position::Schema, "$defs" | "definitions") => way = vec![skip()],
                (Position::Schema, "items") => way.push("item".to_owned()),
                (Position::Schema, "additionalProperties") => way.push("value".to_owned()),
                (Position::Schema, "allOf") => drop(skip()),
                // What a base has besides its alternatives is named after its tag.
                (Position::Schema, "discriminator") => {
                    skip();
                    way.push(format!("variant {}", skip()));
                }
                (Position::Schema, "oneOf" | "anyOf") => {
                    let number = skip().parse::<usize>().map_or(0, |index| index + 1);
                    way.push(format!("variant {number}"));
                }
                _ => {}
            }
        }
        way
    }
}

/// What stands at a place on the way.
#[derive(Clone, Copy)]
enum Position {
    Operation,
    Body,
    Param,
    Schema,
}

/// What the root of a schema's, response's or parameter's file can begin with.
const KEYWORDS: &[&str] = &[
    "properties",
    "items",
    "additionalProperties",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "schema",
    "content",
    "headers",
];

/// A shared response is not the schema of the same name: it has another name unless it says what it is itself.
fn suffixed(name: &str, word: &str) -> Root {
    let name = match name.to_ascii_lowercase().ends_with(word) {
        true => name.to_owned(),
        false => format!("{name} {word}"),
    };
    Root { name, in_operation: false }
}

fn stem(file: &str) -> String {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.split('.').next().unwrap_or(name).to_owned()
}
