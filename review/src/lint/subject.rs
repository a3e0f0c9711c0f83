//! What the rules look at.

use crate::lint::Options;
use clientwright_codegen::api::{Api, Kind as SchemaKind, Note, Property};
use clientwright_codegen::provider::Provider;
use clientwright_document::pointer::Pointer;
use clientwright_document::{Document, Kind, Sources, Value};

/// A spec at every stage, and our decisions about it.
pub(super) struct Subject<'a> {
    /// As it was written.
    pub(super) sources: &'a Sources,
    /// In the shape of 3.0.
    pub(super) document: &'a Document,
    /// What it means, as far as it could be read.
    pub(super) api: &'a Api,
    /// What is understood, and about which nothing is done.
    pub(super) remarks: &'a [Note],
    pub(super) provider: &'a Provider,
    pub(super) options: Options<'a>,
    objects: Vec<Object<'a>>,
}

/// An object of OpenAPI's, where it stands.
pub(super) struct Object<'v> {
    pub(super) kind: Kind,
    pub(super) at: Pointer,
    /// It, or the `$ref` in its stead.
    pub(super) value: &'v Value,
}

impl<'a> Subject<'a> {
    pub(super) fn new(
        sources: &'a Sources,
        document: &'a Document,
        api: &'a Api,
        remarks: &'a [Note],
        provider: &'a Provider,
        options: Options<'a>,
    ) -> Self {
        let mut objects = Vec::new();
        document.visit(&mut |value, kind, at| objects.push(Object { kind, at: at(), value }));
        Self { sources, document, api, remarks, provider, options, objects }
    }

    /// Every object of the document, and the references in their stead.
    pub(super) fn objects(&self) -> &[Object<'a>] {
        &self.objects
    }

    /// Every object of a kind that says something itself.
    pub(super) fn of(&self, kind: Kind) -> impl Iterator<Item = &Object<'a>> {
        self.objects.iter().filter(move |object| object.kind == kind && object.value.get("$ref").is_none())
    }

    /// The value at a place, references followed, with its own place.
    pub(super) fn follow(&self, at: &Pointer) -> Option<(Pointer, &'a Value)> {
        follow(self.document, at)
    }

    /// The entries of a section of `components`.
    pub(super) fn components(&self, section: &str) -> impl Iterator<Item = (&'a str, Pointer, &'a Value)> {
        let at = Pointer::root().join("components").join(section);
        let entries = self.document.get(&at).and_then(Value::as_mapping);
        entries.into_iter().flatten().map(move |(name, value)| (name.as_str(), at.join(name), value))
    }

    /// Every property of the API's objects, with its siblings.
    pub(super) fn properties(&self) -> impl Iterator<Item = (&'a Property, &'a [Property])> {
        self.api.schemas.iter().flat_map(|(_, schema)| {
            let siblings = match &schema.kind {
                SchemaKind::Object(object) => object.properties.as_slice(),
                _ => &[],
            };
            siblings.iter().map(move |property| (property, siblings))
        })
    }
}

/// The value at a place, references followed.
pub(super) fn follow<'d>(document: &'d Document, at: &Pointer) -> Option<(Pointer, &'d Value)> {
    let at = document.follow(at).ok()?;
    document.get(&at).map(|value| (at, value))
}
