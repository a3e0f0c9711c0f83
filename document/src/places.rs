//! Where a place of the tree stands in the text, by a second parse that keeps marks. It runs only when something has
//! to be reported.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::pointer::Pointer;
use saphyr_parser::{Event, Parser, Span};

/// A text, taken apart. JSON is YAML.
#[derive(Debug)]
pub struct Marks<'t> {
    text: &'t str,
    /// The first is the root.
    nodes: Vec<Node>,
}

/// A value in the text.
#[derive(Debug)]
struct Node {
    bytes: Range<usize>,
    below: Vec<Step>,
}

/// A key or an index, and what stands there.
#[derive(Debug)]
struct Step {
    name: String,
    /// The key's own place; none for an item of a list.
    key: Option<Range<usize>>,
    /// The value's place here: an alias stands elsewhere than what it means.
    value: Range<usize>,
    node: usize,
}

impl<'t> Marks<'t> {
    /// Takes a text apart, as far as it can be read.
    pub fn new(text: &'t str) -> Self {
        Self { text, nodes: Builder::new(text).build() }
    }

    /// Where the value at the pointer stands: its key when it takes several lines. The nearest place above when there
    /// is no such value, as after a rewrite.
    pub fn value(&self, at: &Pointer) -> Range<usize> {
        match self.step(at) {
            (Some(step), true) if self.is_one_line(&step.value) => step.value.clone(),
            (Some(step), _) => self.name(step),
            (None, _) => self.first_line(&self.nodes.first().map_or(0..0, |root| root.bytes.clone())),
        }
    }

    /// Where the key that the pointer ends with stands.
    pub fn key(&self, at: &Pointer) -> Range<usize> {
        self.step(at).0.map_or_else(|| self.value(at), |step| self.name(step))
    }

    /// The last step that the text has, and whether it is the pointer's last.
    fn step(&self, at: &Pointer) -> (Option<&Step>, bool) {
        let mut found = None;
        let mut node = 0;
        for name in at.steps() {
            match self.below(node, &name, 0) {
                Some(step) => (found, node) = (Some(step), step.node),
                None => return (found, false),
            }
        }
        (found, true)
    }

    /// What stands below a value under a name, there or in what a merge key brings.
    fn below(&self, node: usize, name: &str, depth: usize) -> Option<&Step> {
        let steps = &self.nodes.get(node)?.below;
        let merged = || steps.iter().filter(|step| step.key.is_some() && step.name == "<<");
        steps.iter().find(|step| step.name == name).or_else(|| {
            // One mapping, or a list of them; an anchor can be in itself.
            (depth < 8).then(|| {
                merged().find_map(|step| {
                    let items = self.nodes[step.node].below.iter().filter(|item| item.key.is_none());
                    let brought = std::iter::once(step.node).chain(items.map(|item| item.node));
                    brought.into_iter().find_map(|node| self.below(node, name, depth + 1))
                })
            })?
        })
    }

    fn name(&self, step: &Step) -> Range<usize> {
        step.key.clone().unwrap_or_else(|| self.first_line(&step.value))
    }

    fn is_one_line(&self, bytes: &Range<usize>) -> bool {
        !self.text[bytes.clone()].trim_end().contains('\n')
    }

    fn first_line(&self, bytes: &Range<usize>) -> Range<usize> {
        let line = self.text[bytes.clone()].lines().next().unwrap_or_default().trim_end();
        bytes.start..bytes.start + line.len()
    }
}

struct Builder<'t> {
    text: &'t str,
    /// The byte at which each character starts, and the end; empty for ASCII, where they are the same.
    offsets: Vec<usize>,
    nodes: Vec<Node>,
    anchors: BTreeMap<usize, usize>,
    /// Lists and objects that are not closed yet.
    open: Vec<Open>,
}

struct Open {
    node: usize,
    is_mapping: bool,
    /// The key whose value comes next.
    key: Option<(String, Range<usize>)>,
}

impl<'t> Builder<'t> {
    fn new(text: &'t str) -> Self {
        let offsets = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().map(|(offset, _)| offset).chain([text.len()]).collect()
        };
        Self { text, offsets, nodes: Vec::new(), anchors: BTreeMap::new(), open: Vec::new() }
    }

    fn build(mut self) -> Vec<Node> {
        for event in Parser::new_from_str(self.text) {
            // What comes before a mistake can be found all the same.
            let Ok((event, span)) = event else { break };
            match event {
                Event::Scalar(text, _, anchor, _) => self.scalar(&text, anchor, &span),
                Event::SequenceStart(anchor, _) => self.open(false, anchor, &span),
                Event::MappingStart(anchor, _) => self.open(true, anchor, &span),
                Event::SequenceEnd | Event::MappingEnd => self.close(&span),
                Event::Alias(anchor) => {
                    if let Some(node) = self.anchors.get(&anchor).copied() {
                        self.place(node, self.bytes(&span));
                    }
                }
                _ => {}
            }
        }
        self.nodes
    }

    fn scalar(&mut self, text: &str, anchor: usize, span: &Span) {
        let bytes = self.bytes(span);
        match self.open.last_mut() {
            Some(open) if open.is_mapping && open.key.is_none() => open.key = Some((text.to_owned(), bytes)),
            _ => {
                let node = self.node(bytes.clone(), anchor);
                self.place(node, bytes);
            }
        }
    }

    fn open(&mut self, is_mapping: bool, anchor: usize, span: &Span) {
        let bytes = self.bytes(span);
        let node = self.node(bytes.clone(), anchor);
        self.place(node, bytes);
        self.open.push(Open { node, is_mapping, key: None });
    }

    fn close(&mut self, span: &Span) {
        let end = self.bytes(span).end;
        let Some(open) = self.open.pop() else { return };
        let node = &mut self.nodes[open.node];
        node.bytes.end = end.max(node.bytes.start);
        let value = node.bytes.clone();
        if let Some(above) = self.open.last() {
            let step = self.nodes[above.node].below.last_mut();
            if let Some(step) = step.filter(|step| step.node == open.node) {
                step.value = value;
            }
        }
    }

    fn node(&mut self, bytes: Range<usize>, anchor: usize) -> usize {
        self.nodes.push(Node { bytes, below: Vec::new() });
        if anchor > 0 {
            self.anchors.insert(anchor, self.nodes.len() - 1);
        }
        self.nodes.len() - 1
    }

    /// Puts a value below the innermost open list or object.
    fn place(&mut self, node: usize, value: Range<usize>) {
        let Some(open) = self.open.last_mut() else { return };
        let below = &mut self.nodes[open.node].below;
        let (name, key) = match open.key.take() {
            Some((name, key)) => (name, Some(key)),
            None => (below.len().to_string(), None),
        };
        below.push(Step { name, key, value, node });
    }

    fn bytes(&self, span: &Span) -> Range<usize> {
        let offset = |character: usize| match self.offsets.get(character) {
            Some(offset) => *offset,
            None => character.min(self.text.len()),
        };
        let start = offset(span.start.index());
        start..offset(span.end.index()).max(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value<'t>(text: &'t str, at: &str) -> &'t str {
        &text[Marks::new(text).value(&Pointer::parse(at).unwrap())]
    }

    fn key<'t>(text: &'t str, at: &str) -> &'t str {
        &text[Marks::new(text).key(&Pointer::parse(at).unwrap())]
    }

    const TEXT: &str = "\
# für alle
openapi: 3.0.3
paths:
  /users/{id}:
    get: &get
      tags: [ü, \"b\"]
      description: |
        Several
        lines.
    head: *get
  'quoted': {<<: *get, other: 1}
list:
  - one: 1
    two: 2
  - plain
";

    #[test]
    fn places_of_yaml() {
        assert_eq!(value(TEXT, "#/openapi"), "3.0.3");
        assert_eq!(key(TEXT, "#/openapi"), "openapi");
        assert_eq!(value(TEXT, "#/paths/~1users~1{id}/get"), "get");
        assert_eq!(value(TEXT, "#/paths/~1users~1{id}/get/tags"), "[ü, \"b\"]");
        assert_eq!(value(TEXT, "#/paths/~1users~1{id}/get/tags/1"), "\"b\"");
        assert_eq!(value(TEXT, "#/paths/~1users~1{id}/get/description"), "description");
        assert_eq!(value(TEXT, "#/paths/~1users~1{id}/head/tags/0"), "ü");
        assert_eq!(value(TEXT, "#/paths/quoted/tags/0"), "ü");
        assert_eq!(key(TEXT, "#/paths/quoted"), "'quoted'");
        assert_eq!(value(TEXT, "#/list/0"), "one: 1");
        assert_eq!(value(TEXT, "#/list/1"), "plain");
    }

    #[test]
    fn what_is_not_there_is_where_it_would_be() {
        assert_eq!(value(TEXT, "#/paths/~1users~1{id}/get/responses/200"), "get");
        assert_eq!(key(TEXT, "#/list/1/allOf/0"), "plain");
        assert_eq!(value(TEXT, "#/nothing"), "openapi: 3.0.3");
        assert_eq!(value("", "#/nothing"), "");
        assert_eq!(value("a: 1\nb: [\n", "#/a"), "1");
    }

    #[test]
    fn places_of_json() {
        let text = "{\n  \"a\": {\"b\": [1, {\"c\":\"ü\"}], \"d\": null}\n}";
        assert_eq!(value(text, "#/a/b/1/c"), "\"ü\"");
        assert_eq!(key(text, "#/a/b/1/c"), "\"c\"");
        assert_eq!(value(text, "#/a/d"), "null");
        assert_eq!(value(text, "#/a"), "{\"b\": [1, {\"c\":\"ü\"}], \"d\": null}");
    }
}
