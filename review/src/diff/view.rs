//! A document as it is meant: every reference followed.

use std::ptr;

use clientwright_document::reference::chain;
use clientwright_document::{Document, Mapping, Value};

/// A value of a document, behind all references that lead to it.
#[derive(Clone, Copy)]
pub(super) struct Node<'d> {
    document: &'d Document,
    /// The file it stands in: what references in it are relative to.
    file: &'d str,
    value: &'d Value,
    /// What stands beside the first `$ref` on the way, and counts before what it leads to; with its file.
    beside: Option<(&'d str, &'d Mapping)>,
    /// How references lead here.
    via: Option<Via<'d>>,
}

/// The way from a reference to what it means.
#[derive(Clone, Copy)]
struct Via<'d> {
    /// The file of the first reference.
    file: &'d str,
    /// The first reference.
    written: &'d Value,
    /// The fragment of the last one.
    target: &'d str,
}

/// Two places whose references lead to other things than each other: what differs behind them differs there. Only one where
/// the other document has no such place.
pub(super) type Through<'d> = [Option<&'d Value>; 2];

impl<'d> Node<'d> {
    /// The root of the root file.
    pub(super) fn root(document: &'d Document) -> Self {
        Self { document, file: "", value: document.root(), beside: None, via: None }
    }

    /// The trees of the document, by file.
    pub(super) fn files(self) -> impl Iterator<Item = (&'d str, &'d Value)> {
        self.document.files()
    }

    /// A value of another file of the document.
    pub(super) fn in_file(self, file: &'d str, value: &'d Value) -> Self {
        Self { file, value, beside: None, via: None, ..self }
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
        Self { value, beside: None, via: None, ..self }
    }

    /// Where this is used: the reference that led here, or the value itself.
    pub(super) fn written(self) -> Self {
        self.via.map_or(self, |via| self.in_file(via.file, via.written))
    }

    /// The reference that led here.
    pub(super) fn reference(self) -> Option<&'d Value> {
        self.via.map(|via| via.written)
    }

    /// Whether references lead to the same component here and there. One that has another name, and whose old name is gone,
    /// is the same. `None` when one of the two stands where it is used.
    pub(super) fn is_same_component(self, head: Self) -> Option<bool> {
        let (was, is) = (self.via?.target, head.via?.target);
        let has = |node: Self, file: &str, target: &str| {
            node.document.target(&format!("#{target}"), file).is_some()
        };
        Some((self.file, was) == (head.file, is) || !has(head, self.file, was) && !has(self, head.file, is))
    }

    /// The references at which the ways to two components part.
    fn parting(self, head: Self) -> Through<'d> {
        let (was, is) = (self.way(), head.way());
        let shared =
            was.iter().zip(&is).take_while(|(one, other)| one.is_same_component(**other) == Some(true));
        let shared = shared.count();
        let at = |node: Self, way: &[Self]| {
            // What a reference leads to can be a reference.
            Some(match shared.checked_sub(1) {
                None => node.written().value,
                Some(last) => way[last].value,
            })
        };
        [at(self, &was), at(head, &is)]
    }

    /// What each reference on the way leads to.
    fn way(self) -> Vec<Self> {
        chain(self.written(), |node| node.hop()).skip(1).collect()
    }

    /// What this means, when it is a reference. One that leads nowhere means itself.
    pub(super) fn followed(self) -> Self {
        chain(self, |node| node.hop()).last().unwrap_or(self)
    }

    /// What this reference leads to.
    fn hop(self) -> Option<Self> {
        let mapping = self.value.as_mapping()?;
        let reference = mapping.get("$ref")?.as_str()?;
        let (file, value) = self.document.target(reference, self.file)?;
        let first = self.via.unwrap_or(Via { file: self.file, written: self.value, target: "" });
        Some(Self {
            file,
            value,
            beside: self.beside.or_else(|| (mapping.len() > 1).then_some((self.file, mapping))),
            via: Some(Via { target: reference.split_once('#').map_or("", |(_, target)| target), ..first }),
            ..self
        })
    }

    /// What this text means as a reference.
    pub(super) fn meant(self) -> Option<Self> {
        let (file, value) = self.document.target(self.value.as_str()?, self.file)?;
        Some(self.in_file(file, value).followed())
    }
}

/// The references that lead to something else than before, for what stands behind two places: those outside stay the ones,
/// until both lead to the same component again.
pub(super) fn through<'d>(
    outside: Option<Through<'d>>,
    base: Node<'d>,
    head: Node<'d>,
) -> Option<Through<'d>> {
    match base.is_same_component(head) {
        Some(true) => None,
        Some(false) => outside.or_else(|| Some(base.parting(head))),
        None => outside,
    }
}
