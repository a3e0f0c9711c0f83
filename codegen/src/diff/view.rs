//! A document as it is meant: every reference followed.

use std::ptr;

use crate::source::{Document, Mapping, Value};

/// How many references in a row are followed: a `$ref` can lead to itself.
const MAX_HOPS: usize = 32;

/// A value of a document, behind all references that lead to it.
#[derive(Clone, Copy)]
pub(super) struct Node<'d> {
    document: &'d Document,
    /// The file it stands in: what references in it are relative to.
    file: &'d str,
    value: &'d Value,
    /// What stands beside the first `$ref` on the way, and counts before what it leads to; with its file.
    beside: Option<(&'d str, &'d Mapping)>,
}

impl<'d> Node<'d> {
    /// The root of the root file.
    pub(super) fn root(document: &'d Document) -> Self {
        Self { document, file: "", value: document.root(), beside: None }
    }

    /// The trees of the document, by file.
    pub(super) fn files(self) -> impl Iterator<Item = (&'d str, &'d Value)> {
        self.document.files()
    }

    /// A value of another file of the document.
    pub(super) fn in_file(self, file: &'d str, value: &'d Value) -> Self {
        Self { file, value, beside: None, ..self }
    }

    /// The value itself.
    pub(super) fn value(self) -> &'d Value {
        self.value
    }

    /// What stands at a key as it is, without what it refers to.
    pub(super) fn raw(self, key: &str) -> Option<&'d Value> {
        self.beside().and_then(|beside| beside.get(key)).or_else(|| self.value.as_mapping()?.get(key))
    }

    /// What stands at a key.
    pub(super) fn get(self, key: &str) -> Option<Self> {
        match self.beside.and_then(|(file, beside)| Some((file, beside.get(key)?))) {
            Some((file, value)) => Some(self.in_file(file, value).followed()),
            None => Some(self.with(self.value.as_mapping()?.get(key)?).followed()),
        }
    }

    /// What stands at a key, or else this: where it would stand.
    pub(super) fn place(self, key: &str) -> Option<Self> {
        Some(self.get(key).unwrap_or(self))
    }

    pub(super) fn has(self, key: &str) -> bool {
        self.raw(key).is_some()
    }

    /// The text at a key.
    pub(super) fn text(self, key: &str) -> Option<&'d str> {
        self.raw(key)?.as_str()
    }

    /// Whether `true` stands at a key.
    pub(super) fn flag(self, key: &str) -> bool {
        self.raw(key).and_then(Value::as_bool).unwrap_or_default()
    }

    /// The items of this list.
    pub(super) fn items(self) -> Vec<Self> {
        self.value.as_sequence().unwrap_or_default().iter().map(|item| self.with(item).followed()).collect()
    }

    /// The keys of this object, with what stands at them.
    pub(super) fn entries(self) -> Vec<(&'d str, Self)> {
        let beside = self.beside.into_iter().flat_map(|(file, beside)| {
            beside.iter().map(move |(key, value)| (key.as_str(), self.in_file(file, value)))
        });
        let own = self
            .value
            .as_mapping()
            .into_iter()
            .flatten()
            .map(|(key, value)| (key.as_str(), self.with(value)));
        let is_hidden = |key: &str| self.beside().is_some_and(|beside| beside.contains_key(key));
        beside
            .filter(|(key, _)| *key != "$ref")
            .chain(own.filter(|(key, _)| !is_hidden(key)))
            .map(|(key, node)| (key, node.followed()))
            .collect()
    }

    /// The items of the list at a key; none when there is no list.
    pub(super) fn items_of(self, key: &str) -> Vec<Self> {
        self.get(key).map(Self::items).unwrap_or_default()
    }

    /// The entries of the object at a key; none when there is no object.
    pub(super) fn entries_of(self, key: &str) -> Vec<(&'d str, Self)> {
        self.get(key).map(Self::entries).unwrap_or_default()
    }

    /// The texts of the list at a key; `true` and `1` are text too.
    pub(super) fn texts_of(self, key: &str) -> Vec<String> {
        let items = self.raw(key).and_then(Value::as_sequence).unwrap_or_default();
        items.iter().filter_map(Value::scalar_text).collect()
    }

    /// Names the value among all of both documents, as long as they live.
    pub(super) fn address(self) -> usize {
        ptr::from_ref(self.value).addr()
    }

    /// What stands beside the reference that led here.
    pub(super) fn beside(self) -> Option<&'d Mapping> {
        self.beside.map(|(_, mapping)| mapping)
    }

    /// Another value of the same file, as it stands there.
    pub(super) fn with(self, value: &'d Value) -> Self {
        Self { value, beside: None, ..self }
    }

    /// What this means, when it is a reference. One that leads nowhere means itself.
    pub(super) fn followed(self) -> Self {
        let mut node = self;
        for _ in 0..MAX_HOPS {
            let Some(mapping) = node.value.as_mapping() else { break };
            let Some(reference) = mapping.get("$ref").and_then(Value::as_str) else { break };
            let Some((file, value)) = node.document.follow(reference, node.file) else { break };
            let beside = node.beside.or_else(|| (mapping.len() > 1).then_some((node.file, mapping)));
            node = Self { file, value, beside, ..node };
        }
        node
    }

    /// What this text means as a reference.
    pub(super) fn meant(self) -> Option<Self> {
        let (file, value) = self.document.follow(self.value.as_str()?, self.file)?;
        Some(Self { file, value, beside: None, ..self }.followed())
    }
}
