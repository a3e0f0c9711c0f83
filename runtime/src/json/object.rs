//! Objects with known members: the common part of every [`object!`](crate::object).
//!
//! Nothing here is generic over the model. A model hands over its members as trait objects: compiling a field then
//! costs a vtable entry that all fields of its type share, instead of a copy of the loop for every model.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use super::redacted::Hidden;
use super::{Decode, DecodeError, Decoder, Encode, Encoder, Field, Kind, Shape};
use crate::limits::Rules;

/// A place for a decoded member.
pub trait Slot {
    /// Reads the value and keeps it, in place of an earlier one.
    fn fill(&mut self, decoder: &mut Decoder<'_>) -> Result<(), DecodeError>;

    /// Whether what was kept would not be written.
    fn is_absent(&self) -> bool;

    /// What the value can be.
    fn shape(&self) -> Shape;

    /// Called when all members were read: takes the value for a missing member if nothing was kept. `false` if there is
    /// none.
    fn settle(&mut self) -> bool;
}

impl<T: Decode + Encode> Slot for Option<T> {
    fn fill(&mut self, decoder: &mut Decoder<'_>) -> Result<(), DecodeError> {
        *self = Some(T::decode(decoder)?);
        Ok(())
    }

    fn is_absent(&self) -> bool {
        self.as_ref().is_none_or(Encode::is_absent)
    }

    fn shape(&self) -> Shape {
        T::SHAPE
    }

    fn settle(&mut self) -> bool {
        if self.is_none() {
            *self = T::absent();
        }
        self.is_some()
    }
}

/// The value that [`decode_object`] left in a slot.
#[inline]
pub fn take<T>(slot: Option<T>) -> T {
    slot.expect("decode_object fills every slot or fails")
}

/// A place for the members that a type does not know.
pub trait ExtraSlot {
    /// Reads the value of a member.
    fn fill(&mut self, name: Cow<'_, str>, decoder: &mut Decoder<'_>) -> Result<(), DecodeError>;

    /// Remembers that a member was there and `null`, if the values can be that.
    fn keep_null(&mut self, name: &str);
}

impl<T: Decode> ExtraSlot for BTreeMap<String, T> {
    fn fill(&mut self, name: Cow<'_, str>, decoder: &mut Decoder<'_>) -> Result<(), DecodeError> {
        match T::decode(decoder) {
            Ok(value) => {
                self.insert(name.into_owned(), value);
                Ok(())
            }
            Err(error) => Err(error.at_any_key()),
        }
    }

    fn keep_null(&mut self, name: &str) {
        if let Ok(null) = super::from_str("null") {
            self.insert(name.to_owned(), null);
        }
    }
}

/// The members that a type did not know when it was read.
pub trait Extra {
    /// Calls `member` with each, in the order of their names.
    fn each(&self, member: &mut dyn FnMut(&str, &dyn Encode));
}

impl<T: Encode> Extra for BTreeMap<String, T> {
    fn each(&self, member: &mut dyn FnMut(&str, &dyn Encode)) {
        for (name, value) in self {
            member(name, value);
        }
    }
}

/// Reads an object, whose Rust type has this size, into `slots`, one for each of `fields`, and everything else into
/// `extra`.
///
/// When it returns `Ok`, every slot is filled. A member that occurs twice has its last value. One by
/// which unions choose must not: it means one thing to one reader and another to the next. An optional member that
/// is `null` where its type only knows absence is remembered in `extra`, so that writing loses nothing.
pub fn decode_object(
    decoder: &mut Decoder<'_>,
    size: usize,
    fields: &'static [Field],
    slots: &mut [&mut dyn Slot],
    mut extra: Option<&mut dyn ExtraSlot>,
) -> Result<(), DecodeError> {
    if let Some(members) = decoder.take_seen() {
        // A union tries this type: what cannot fit is seen before all that is inside is read.
        for (name, kind) in &*members {
            let Some(index) = find(fields, name, 0) else { continue };
            let shape = slots[index].shape();
            if !shape.admits(*kind) {
                return Err(DecodeError::new(shape.expected(), kind.describe()).at_key(fields[index].name));
            }
        }
    }
    let tags = decoder.take_tags(fields);
    let mut decided = Vec::new();
    decoder.enter_type(size)?;
    let mut first = true;
    let mut next = 0;
    let mut nulls = Vec::new();
    while let Some(name) = decoder.next_name(first)? {
        first = false;
        if let Some(index) = find(fields, &name, next) {
            next = index + 1;
            if fields[index].constant.is_some() || tags.contains(&index) {
                if decided.contains(&index) {
                    return Err(
                        DecodeError::new("one such member", "a second one").at_key(fields[index].name)
                    );
                }
                decided.push(index);
            }
            if fields[index].optional && decoder.kind()? == Kind::Null {
                nulls.push(index);
            }
            slots[index].fill(decoder).map_err(|error| error.at_key(fields[index].name))?;
        } else if let Some(extra) = &mut extra {
            extra.fill(name, decoder)?;
        } else {
            decoder.skip()?;
        }
    }
    decoder.leave_type(size);
    if let Some(extra) = &mut extra {
        // A later value may have taken the place of the `null`.
        for index in nulls.into_iter().filter(|index| slots[*index].is_absent()) {
            extra.keep_null(fields[index].name);
        }
    }
    for (field, slot) in fields.iter().zip(slots) {
        if !slot.settle() {
            return Err(DecodeError::new(slot.shape().expected(), "nothing").at_key(field.name));
        }
    }
    Ok(())
}

/// The field of this name. Members mostly come in the order of the specification, so the search begins where the last
/// one ended and is over at once; a hash would cost more than the comparison it saves.
fn find(fields: &[Field], name: &str, next: usize) -> Option<usize> {
    let (before, after) = fields.split_at_checked(next)?;
    let position = |fields: &[Field]| fields.iter().position(|field| field.name == name);
    position(after).map(|index| index + next).or_else(|| position(before))
}

/// Writes an object with `values` for `fields`, and then the members of `extra`; `rules` are checked before it is sent.
pub fn encode_object(
    encoder: &mut Encoder,
    (fields, rules): (&'static [Field], &'static Rules),
    values: &[&dyn Encode],
    extra: Option<&dyn Extra>,
) {
    let hides = encoder.hides();
    // What is hidden is always written: whether it is there is not told either.
    let is_written = |field: &Field, value: &dyn Encode| {
        (hides && field.redacted) || !(field.optional && value.is_absent())
    };
    let start = encoder.position();
    let mut first = true;
    encoder.raw("{");
    for (field, value) in fields.iter().zip(values) {
        if is_written(field, *value) {
            encoder.field(&mut first, field, if hides && field.redacted { &Hidden } else { *value });
        } else {
            encoder.absent(field, *value);
        }
    }
    if let Some(extra) = extra {
        extra.each(&mut |name, value| {
            // A name that occurs twice means one thing to one reader and another to the next: the field wins.
            let taken = find(fields, name, 0).is_some_and(|index| is_written(&fields[index], values[index]));
            if !taken {
                encoder.member(&mut first, name, if hides { &Hidden } else { value });
            }
        });
    }
    encoder.raw("}");
    if !rules.is_empty() {
        encoder.check_rules(rules, start);
    }
}

/// Prints an object for `Debug`: `names` are those in Rust, redacted fields show no value, unknown members only their
/// names.
pub fn debug_object(
    f: &mut fmt::Formatter<'_>,
    (type_name, fields): (&str, &'static [Field]),
    names: &[&str],
    values: &[&dyn fmt::Debug],
    extra: Option<(&str, &dyn Extra)>,
) -> fmt::Result {
    let mut output = f.debug_struct(type_name);
    for ((field, name), value) in fields.iter().zip(names).zip(values) {
        output.field(name.strip_prefix("r#").unwrap_or(name), if field.redacted { &Hidden } else { *value });
    }
    if let Some((name, extra)) = extra {
        output.field(name, &Names(extra));
    }
    output.finish()
}

struct Names<'a>(&'a dyn Extra);

impl fmt::Debug for Names<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut names = f.debug_set();
        self.0.each(&mut |name, _| {
            names.entry(&name);
        });
        names.finish()
    }
}
