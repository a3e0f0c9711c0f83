use super::{Checks, Choice, Ident, Part, Rules, Runtime, Type};
use crate::wire::{Docs, WireName};
use serde::Serialize;

/// Something that a file of models declares.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the types say it")]
pub enum Item {
    Struct(Struct),
    StringEnum(StringEnum),
    Union(Union),
}

impl Item {
    /// Its name.
    pub fn ident(&self) -> &Ident {
        match self {
            Self::Struct(item) => &item.ident,
            Self::StringEnum(item) => &item.ident,
            Self::Union(item) => &item.ident,
        }
    }

    /// Calls `visit` with every type that it is made of.
    pub fn types(&self, visit: &mut impl FnMut(&Type)) {
        match self {
            Self::Struct(item) => {
                item.fields.iter().for_each(|field| visit(&field.ty));
                item.extra.iter().for_each(|extra| visit(&extra.values));
            }
            Self::StringEnum(_) => {}
            Self::Union(item) => item.variants.iter().for_each(|variant| visit(&variant.ty)),
        }
    }
}

/// A struct with a codec.
#[derive(Clone, Debug, Serialize)]
pub struct Struct {
    /// Its name.
    pub ident: Ident,
    /// What it is.
    pub docs: Docs,
    /// In the document's order.
    pub fields: Vec<Field>,
    /// Where unknown fields are kept.
    pub extra: Option<Extra>,
    /// How it is made; `None` for what is only received.
    pub constructor: Option<Constructor>,
    /// How it is written.
    pub codec: StructCodec,
    /// What is checked between its members before it is sent.
    pub rules: Rules,
}

impl Struct {
    /// The choices of its constructor.
    pub fn choices(&self) -> &[Choice] {
        self.constructor.as_ref().map_or(&[], |constructor| &constructor.choices)
    }

    /// The fields that its constructor is told one by one.
    pub fn needed(&self) -> impl Iterator<Item = &Field> {
        let is_chosen = |field: &Field| {
            let mut keys = self.choices().iter().filter_map(|choice| choice.key.as_ref());
            keys.any(|(key, _)| *key == field.ident)
        };
        self.fields.iter().filter(move |field| field.needs_value() && !is_chosen(field))
    }

    /// The optional fields that have a setter.
    pub fn settable(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.is_open() && !self.is_chosen(field))
    }

    /// The optional fields that only the constructor fills.
    pub fn chosen(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.is_open() && self.is_chosen(field))
    }

    fn is_chosen(&self, field: &Field) -> bool {
        let exclusive = self.choices().iter().filter(|choice| choice.is_exclusive);
        let mut filled = exclusive.flat_map(|choice| &choice.variants).flat_map(|variant| &variant.fields);
        filled.any(|(ident, _)| *ident == field.ident)
    }
}

/// How a struct is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum StructCodec {
    /// As JSON (and, from there, as a form).
    Json,
    /// As a multipart form.
    Multipart,
    /// As either.
    Both,
}

/// A field of a struct.
#[derive(Clone, Debug, Serialize)]
pub struct Field {
    /// Its name.
    pub ident: Ident,
    /// As it is sent.
    pub wire: WireName,
    /// Its type, optionality included.
    pub ty: Type,
    /// Whether it may be absent or null.
    pub presence: Presence,
    /// What it is.
    pub docs: Docs,
    /// Never shown by `Debug`.
    pub redacted: bool,
    /// The only value that it can have.
    pub constant: Option<String>,
    /// In a multipart form: how it is written.
    pub part: Part,
    /// What is checked before it is sent.
    pub checks: Checks,
}

impl Field {
    /// Whether a constructor has to be told it.
    pub fn needs_value(&self) -> bool {
        self.presence != Presence::Optional && self.constant.is_none()
    }

    /// Whether callers may leave it out.
    fn is_open(&self) -> bool {
        self.presence == Presence::Optional && self.constant.is_none()
    }
}

/// Whether a field may be absent or null.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Presence {
    /// Always there.
    Required,
    /// Always there, may be null.
    Nullable,
    /// May be absent; null reads as absent.
    Optional,
}

/// Where unknown fields are kept.
#[derive(Clone, Debug, Serialize)]
pub struct Extra {
    /// The field's name.
    pub ident: Ident,
    /// The type of the values.
    pub values: Type,
}

/// How a struct is made.
#[derive(Clone, Debug, Serialize)]
pub struct Constructor {
    /// What it cannot be made without.
    pub required: Required,
    /// Fields that come together.
    pub choices: Vec<Choice>,
}

/// What a struct cannot be made without.
#[derive(Clone, Debug, Serialize)]
pub enum Required {
    /// Nothing: `new()` and `Default`.
    Nothing,
    /// One value: `new(value)`.
    One,
    /// Several, by name: `new(Required { … })`. The struct's name, in the same file.
    Named(Ident),
}

/// A string with a list of known values.
#[derive(Clone, Debug, Serialize)]
pub struct StringEnum {
    /// Its name.
    pub ident: Ident,
    /// What it is.
    pub docs: Docs,
    /// Name, value and docs, in the document's order.
    pub variants: Vec<(Ident, WireName, Docs)>,
    /// Whether its values are error codes, of which the crate has an enum of all.
    pub lists_error_codes: bool,
    /// The variant that keeps unknown values.
    pub unknown: Ident,
}

/// One of several types.
#[derive(Clone, Debug, Serialize)]
pub struct Union {
    /// Its name.
    pub ident: Ident,
    /// What it is.
    pub docs: Docs,
    /// How a member is recognised.
    pub tagging: Tagging,
    /// In the document's order.
    pub variants: Vec<Variant>,
    /// The variant that keeps what is not recognised.
    pub unknown: Ident,
}

impl Union {
    /// The variants that the type of their content tells, with that type, out of its box.
    pub fn conversions(&self) -> impl Iterator<Item = (&Ident, &Type)> {
        // What is not recognised is JSON too, and a union is made of itself already.
        let taken = [Type::Runtime(Runtime::Json), Type::Model(self.ident.clone())];
        let content = self.variants.iter().map(|variant| (&variant.ident, variant.ty.unboxed()));
        content.filter(move |(_, ty)| {
            let variants = self.variants.iter().filter(|variant| variant.ty.unboxed() == *ty);
            variants.count() == 1 && !taken.contains(ty)
        })
    }
}

/// How a member of a union is recognised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Tagging {
    /// By a property.
    Property(WireName),
    /// By its shape.
    Shape,
}

/// A member of a union.
#[derive(Clone, Debug, Serialize)]
pub struct Variant {
    /// Its name.
    pub ident: Ident,
    /// What it holds.
    pub ty: Type,
    /// The values of the tag that mean it.
    pub tags: Vec<String>,
    /// What it is.
    pub docs: Docs,
}
