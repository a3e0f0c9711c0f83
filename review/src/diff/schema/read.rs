//! Schemas as they are meant: what 3.0 and 3.1 spell in different ways reads the same.

use super::null::Null;
use crate::diff::view::Node;
use clientwright_document::Value;
use clientwright_document::vocabulary::is_note;

/// A schema.
#[derive(Clone, Copy)]
pub(super) struct Schema<'d> {
    node: Node<'d>,
    /// The schema that holds this one and only adds notes to it: `{allOf: [this], description: …}`.
    around: Option<Node<'d>>,
    /// Whether what is around restricts it, too: `{oneOf: [this, that], maxLength: 5}`.
    is_restricted: bool,
    /// Whether it stood beside `{type: null}` in a union.
    is_beside_null: bool,
}

/// Members of a union or of `allOf`.
#[derive(Clone, Copy)]
pub(super) struct Member<'d> {
    pub(super) node: Node<'d>,
    /// The last step of the reference that it is.
    pub(super) name: Option<&'d str>,
    pub(super) index: usize,
}

/// Properties, or items, beyond those described.
#[derive(Clone, Copy)]
pub(super) enum Rest<'d> {
    Anything,
    Nothing,
    Typed(Node<'d>),
}

/// Reads two schemas so that they can be compared: a spelling around one of them that the other does not have, and that
/// says nothing, is taken off.
pub(super) fn evened<'d>(base: Node<'d>, head: Node<'d>) -> (Schema<'d>, Schema<'d>) {
    let (mut base, mut head) = (Schema::new(base), Schema::new(head));
    if let Some(inner) = base.member_that_stays(head) {
        (base, head) = (base.unwrapped(inner[0]), head.unwrapped(inner[1]));
    }
    // More than one spelling around another is rare.
    for _ in 0..3 {
        base = base.without_wrapping_that(head);
        head = head.without_wrapping_that(base);
    }
    (base, head)
}

impl<'d> Schema<'d> {
    pub(super) fn new(node: Node<'d>) -> Self {
        Self { node, around: None, is_restricted: false, is_beside_null: false }
    }

    pub(super) fn node(self) -> Node<'d> {
        self.node
    }

    fn without_wrapping_that(self, other: Self) -> Self {
        let lacks = |key| !other.has(key);
        let unions = ["anyOf", "oneOf"];
        let is_too_many = |inner: &Member<'d>| {
            let is_other = || {
                inner.node.is_same_component(other.node).unwrap_or(inner.node.value() == other.node.value())
            };
            let is_around_other =
                || self.adds_null() && other.only_member(&unions).is_none() && !other.has_member(inner);
            unions.into_iter().all(lacks) || inner.is_union() && (is_other() || is_around_other())
        };
        let inner = self.only_member(&unions).filter(is_too_many).or_else(|| {
            // Between two lists of parts, only one around a list of its own is too many.
            let is_too_many = |inner: &Member<'d>| {
                lacks("allOf") || inner.node.has("allOf") && other.members("allOf").len() > 1
            };
            self.only_member(&["allOf"]).filter(is_too_many)
        });
        inner.map_or(self, |inner| self.unwrapped(inner))
    }

    /// What this only adds notes, and perhaps `null`, to.
    fn unwrapped(self, inner: Member<'d>) -> Self {
        let is_beside_null = self.adds_null();
        Self { node: inner.node, around: Some(self.node), is_restricted: false, is_beside_null }
    }

    /// The one schema that `anyOf` is around here and `oneOf` there, or the other way round.
    fn member_that_stays(self, other: Self) -> Option<[Member<'d>; 2]> {
        let (was, is) = [["anyOf", "oneOf"], ["oneOf", "anyOf"]]
            .into_iter()
            .find_map(|[was, is]| Some((self.only_member(&[was])?, other.only_member(&[is])?)))?;
        (was.name == is.name || was.name.is_none() || is.name.is_none()).then_some([was, is])
    }

    /// Whether a member of another schema is one of this one.
    fn has_member(self, member: &Member<'d>) -> bool {
        let is_it = |own: &Member<'d>| match (own.name, member.name) {
            (Some(own), Some(name)) => own == name,
            _ => own.node.value() == member.node.value(),
        };
        ["anyOf", "oneOf"].iter().any(|key| self.parts(key).any(|own| is_it(&own)))
    }

    /// The one schema in this list that says something, when nothing else does.
    fn only_member(self, keys: &[&str]) -> Option<Member<'d>> {
        let mut own = self.node.entries().into_iter().map(|(key, _)| key).filter(|key| !is_note(key));
        let key = own.next().filter(|key| keys.contains(key))?;
        // Two spellings around each other: the outer one's notes would be lost.
        if own.next().is_some() || self.around.is_some() && self.has_notes() {
            return None;
        }
        match self.members(key)[..] {
            [only] => Some(only),
            _ => None,
        }
    }

    /// The keyword of the choice that this is, when it is nothing else.
    pub(super) fn choice(self) -> Option<&'static str> {
        let entries = self.node.entries();
        let mut own =
            entries.iter().map(|(key, _)| *key).filter(|key| !is_note(key) && *key != "discriminator");
        let key = ["oneOf", "anyOf"].into_iter().find(|key| self.has(key))?;
        (own.next() == Some(key) && own.next().is_none()).then_some(key)
    }

    /// What stands at a key here, or in the schema that this only adds notes to.
    pub(super) fn noted(self, key: &str) -> Option<Node<'d>> {
        self.get(key).or_else(|| self.only_member(&["allOf", "anyOf", "oneOf"])?.node.get(key))
    }

    fn has_notes(self) -> bool {
        self.node.entries().iter().any(|(key, _)| is_note(key))
    }

    /// One member of the choice that this is, with what stands around the choice.
    pub(super) fn narrowed_to(self, member: Node<'d>) -> Self {
        Self { node: member, around: Some(self.node), is_restricted: true, is_beside_null: false }
    }

    /// What stands at a key.
    pub(super) fn get(self, key: &str) -> Option<Node<'d>> {
        let around = || self.around?.get(key);
        if is_note(key) {
            around().or_else(|| self.node.get(key))
        } else if self.is_restricted && !matches!(key, "oneOf" | "anyOf") {
            self.node.get(key).or_else(around)
        } else {
            self.node.get(key)
        }
    }

    pub(super) fn raw(self, key: &str) -> Option<&'d Value> {
        self.get(key).map(Node::value)
    }

    pub(super) fn has(self, key: &str) -> bool {
        self.get(key).is_some()
    }

    pub(super) fn text(self, key: &str) -> Option<&'d str> {
        self.raw(key)?.as_str().filter(|text| !text.is_empty())
    }

    pub(super) fn flag(self, key: &str) -> bool {
        self.raw(key).and_then(Value::as_bool).unwrap_or_default()
    }

    /// Whether no value is allowed: `false`, or `{not: {}}`.
    pub(super) fn is_impossible(self) -> bool {
        let allows_all = |node: Node<'d>| {
            *node.value() == Value::Bool(true)
                || node.value().as_mapping().is_some_and(|mapping| mapping.is_empty())
        };
        *self.node.value() == Value::Bool(false) || self.get("not").is_some_and(allows_all)
    }

    /// The types without `null`, each once; `null` alone when it is the only one.
    pub(super) fn types(self) -> Vec<&'d str> {
        let mut types = self.all_types();
        if types.is_empty() && self.enum_list().is_some_and(|values| *values == [Value::Null]) {
            types.push("null");
        }
        if types != ["null"] {
            types.retain(|name| *name != "null");
        }
        types
    }

    fn all_types(self) -> Vec<&'d str> {
        let mut types = Vec::new();
        match self.raw("type") {
            Some(Value::String(name)) => types.push(name.as_str()),
            Some(Value::Null) => types.push("null"),
            Some(Value::Sequence(names)) => {
                for name in names {
                    let name = if *name == Value::Null { "null" } else { name.as_str().unwrap_or_default() };
                    if !types.contains(&name) {
                        types.push(name);
                    }
                }
            }
            _ => {}
        }
        types
    }

    /// Whether it stands beside `{type: null}` in a union.
    pub(super) fn is_beside_null(self) -> bool {
        self.is_beside_null
    }

    /// Whether it adds `null` to what it is made of: as a member of a union, or as a part that says nothing else.
    pub(super) fn adds_null(self) -> bool {
        self.is_beside_null
            || ["anyOf", "oneOf"].iter().any(|key| self.parts(key).any(|part| part.is_null()))
            || self.parts("allOf").any(|part| part.is_only_nullable())
    }

    /// What is said of `null` here, and not in what this is made of.
    pub(super) fn says_null(self) -> Option<Null> {
        let types = self.all_types();
        let values = self.enum_list().unwrap_or_default();
        match () {
            () if self.flag("nullable") && self.types() != ["null"] => Some(Null::Allowed),
            () if types == ["null"] || *values == [Value::Null] => Some(Null::Alone),
            () if self.raw("const") == Some(&Value::Null) => Some(Null::Alone),
            () if types.contains(&"null") || values.contains(&Value::Null) => Some(Null::Allowed),
            () => None,
        }
    }

    /// Whether `enum` lists `null`; `None` without a list, and where a keyword overrules it.
    pub(super) fn lists_null(self) -> Option<bool> {
        let values = self.enum_list().filter(|_| !self.flag("nullable") && !self.is_beside_null)?;
        Some(values.contains(&Value::Null))
    }

    /// Where `null` is allowed, or would have to be.
    pub(super) fn place_of_null(self) -> Option<Node<'d>> {
        let schemas = [Some(self), self.around.map(Self::new)].into_iter().flatten();
        let mut parts = schemas.flat_map(|schema| ["anyOf", "oneOf", "allOf"].map(|key| (schema, key)));
        self.get("nullable")
            .or_else(|| {
                parts
                    .find_map(|(schema, key)| schema.parts(key).find(Member::is_null))
                    .map(|part| part.node.written())
            })
            .or_else(|| self.get("type"))
            .or(Some(self.node))
    }

    fn enum_list(self) -> Option<&'d [Value]> {
        self.raw("enum")?.as_sequence()
    }

    pub(super) fn is_const(self) -> bool {
        self.has("const")
    }

    /// The values of `enum` or `const`, without `null`, with the place of each.
    pub(super) fn values(self) -> Option<Vec<Node<'d>>> {
        if let Some(node) = self.get("const") {
            return Some(vec![node]);
        }
        let list = self.get("enum")?;
        let values = list.value().as_sequence()?.iter().map(|value| list.with(value));
        let values: Vec<Node<'d>> = values.filter(|node| *node.value() != Value::Null).collect();
        (!values.is_empty()).then_some(values)
    }

    /// The members of a list of schemas that allow more than `null`.
    pub(super) fn members(self, key: &str) -> Vec<Member<'d>> {
        let mut members: Vec<Member<'d>> = self.parts(key).collect();
        if key == "allOf" {
            members.retain(|member| !member.is_only_nullable());
        } else if !members.iter().all(Member::is_null) {
            members.retain(|member| !member.is_null());
        }
        members
    }

    /// The members of a list of schemas.
    pub(super) fn parts(self, key: &str) -> impl Iterator<Item = Member<'d>> + use<'d> {
        let list = self.get(key);
        let written = list.and_then(|list| list.value().as_sequence()).unwrap_or_default();
        list.map(Node::items).unwrap_or_default().into_iter().zip(written).enumerate().map(
            |(index, (node, written))| Member {
                node,
                name: written.get("$ref").and_then(Value::as_str).and_then(name),
                index,
            },
        )
    }

    /// What this says about the keys, or places, that nothing else describes.
    pub(super) fn rest(self, key: &str) -> Rest<'d> {
        match self.get(key) {
            None => Rest::Anything,
            Some(node) if Schema::new(node).is_impossible() => Rest::Nothing,
            Some(node) if node.entries().iter().all(|(key, _)| is_note(key)) => Rest::Anything,
            Some(node) => Rest::Typed(node),
        }
    }
}

impl Member<'_> {
    /// Whether `null` is all that it allows. `{nullable: true}` alone is how some write it for 3.0.
    pub(super) fn is_null(&self) -> bool {
        Schema::new(self.node).says_null() == Some(Null::Alone) || self.is_only_nullable()
    }

    /// Whether `nullable` is all that it says.
    pub(super) fn is_only_nullable(&self) -> bool {
        matches!(self.node.entries()[..], [("nullable", node)] if *node.value() == Value::Bool(true))
    }

    fn is_union(&self) -> bool {
        self.node.has("anyOf") || self.node.has("oneOf")
    }

    /// Whether it restricts no value.
    pub(super) fn only_documents(&self) -> bool {
        let entries = self.node.entries();
        self.node.value().as_mapping().is_some() && entries.iter().all(|(key, _)| is_note(key))
    }

    /// What people call it.
    pub(super) fn title(&self) -> String {
        match (self.name, self.node.text("title")) {
            (Some(name), _) => name.to_owned(),
            (None, Some(title)) if !title.is_empty() => title.to_owned(),
            _ => format!("#{}", self.index + 1),
        }
    }
}

/// The name that a reference ends with; a whole file has none.
pub(super) fn name(reference: &str) -> Option<&str> {
    reference.split_once('#')?.1.rsplit_once('/').map(|(_, name)| name)
}

/// Whether `true` stands at a key of a schema, or of the one that it only adds notes to.
pub(super) fn flag(schema: Node<'_>, key: &str) -> bool {
    schema.flag(key) || Schema::new(schema).only_member(&["allOf"]).is_some_and(|inner| inner.node.flag(key))
}

/// Whether two values are the same: `1` and `1.0` are, and in a schema of text `1` and `"1"`.
pub(super) fn is_same_value(one: &Value, other: &Value, is_text: bool) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) if one != other => {
            !is_text && one.as_f64() == other.as_f64() || one.to_string() == other.to_string()
        }
        _ if one == other => true,
        _ => is_text && one.scalar_text().is_some() && one.scalar_text() == other.scalar_text(),
    }
}
