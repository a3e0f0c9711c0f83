//! Which member of a union a value is, where no tag says it.
//!
//! One scan of the value's top level against the [`Shape`]s of all members: the work grows with the number of members,
//! not with what it costs to decode them.

use std::borrow::Cow;

use super::{Attempt, Decode, DecodeError, Decoder, Field, Json, Kind, Shape};

/// Reads a value as the member that fits it best, or, where none fits or can be read, as `unknown`.
///
/// Members are ordered by the kind of JSON, then by constants that agree, by how many of the value's members they
/// know, and by how many of those they require; between equals the earlier one goes first.
pub fn decode_untagged<T>(
    decoder: &mut Decoder<'_>,
    shapes: &[fn() -> Shape],
    members: &[Attempt<T>],
    unknown: fn(Json) -> T,
) -> Result<T, DecodeError> {
    let order = rank(decoder, shapes)?;
    match decoder.first_of(members, &order) {
        Some(value) => Ok(value),
        None => Json::decode(decoder).map(unknown),
    }
}

/// The shapes that admit the next value, best first. The value stays where it is.
fn rank(decoder: &Decoder<'_>, shapes: &[fn() -> Shape]) -> Result<Vec<usize>, DecodeError> {
    let probe = Probe::read(&mut decoder.clone())?;
    let mut ranked: Vec<(Fit, usize)> = shapes
        .iter()
        .enumerate()
        .filter_map(|(index, shape)| Some((probe.fit(shape(), MAX_NESTED_UNIONS)?, index)))
        .collect();
    ranked.sort_by(|(left, _), (right, _)| right.cmp(left));
    Ok(ranked.into_iter().map(|(_, index)| index).collect())
}

/// A union that is a member of itself says nothing new after a few rounds.
const MAX_NESTED_UNIONS: u8 = 8;

/// How well a shape fits; the fields count from the most to the least telling.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
struct Fit {
    kind: Match,
    constants: usize,
    known: usize,
    required: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
enum Match {
    /// It takes the value for want of anything better.
    Possible,
    #[default]
    Plain,
    /// It is meant for just this.
    Exact,
}

impl Match {
    fn alone(self) -> Option<Fit> {
        Some(Fit { kind: self, ..Fit::default() })
    }
}

/// The top level of a value.
enum Probe<'j> {
    Null,
    Bool,
    Number {
        whole: bool,
    },
    Text(Cow<'j, str>),
    /// The first item: the others are taken to be like it.
    Array(Option<Box<Probe<'j>>>),
    /// Names and the text of their values
    Object(Vec<(Cow<'j, str>, &'j str)>),
}

impl<'j> Probe<'j> {
    fn read(decoder: &mut Decoder<'j>) -> Result<Self, DecodeError> {
        Ok(match decoder.kind()? {
            Kind::Null => decoder.skip().map(|()| Self::Null)?,
            Kind::Bool => decoder.skip().map(|()| Self::Bool)?,
            Kind::Number => Self::Number { whole: !decoder.number()?.contains(['.', 'e', 'E']) },
            Kind::String => Self::Text(decoder.str()?),
            Kind::Array => {
                let mut first = None;
                decoder.array(&mut |decoder| {
                    if first.is_none() {
                        first = Some(Box::new(Self::read(decoder)?));
                    } else {
                        decoder.skip()?;
                    }
                    Ok(())
                })?;
                Self::Array(first)
            }
            Kind::Object => {
                let mut members = Vec::new();
                decoder.object(&mut |decoder, name| {
                    members.push((name, decoder.raw()?));
                    Ok(())
                })?;
                Self::Object(members)
            }
        })
    }

    fn fit(&self, shape: Shape, unions: u8) -> Option<Fit> {
        match (self, shape) {
            (_, Shape::Any) => Match::Possible.alone(),
            (_, Shape::OneOf(members)) => {
                let unions = unions.checked_sub(1)?;
                members.iter().filter_map(|member| self.fit(member(), unions)).max()
            }
            (Self::Null, Shape::Nullable(_)) => Match::Exact.alone(),
            (_, Shape::Nullable(shape)) => self.fit(*shape, unions),
            (Self::Bool, Shape::Bool) => Match::Plain.alone(),
            (Self::Number { whole: true }, Shape::Integer) => Match::Exact.alone(),
            (Self::Number { .. }, Shape::Number) => Match::Plain.alone(),
            (Self::Text(_), Shape::Text(None)) => Match::Plain.alone(),
            (Self::Text(text), Shape::Text(Some(means))) => {
                if means(text) { Match::Exact } else { Match::Possible }.alone()
            }
            (Self::Array(None), Shape::Array(_)) => Match::Plain.alone(),
            (Self::Array(Some(first)), Shape::Array(item)) => first.fit(*item, unions),
            (Self::Object(_), Shape::Map(_)) => Match::Plain.alone(),
            (Self::Object(members), Shape::Object(fields)) => fit_object(members, fields),
            _ => None,
        }
    }
}

fn fit_object(members: &[(Cow<'_, str>, &str)], fields: &[Field]) -> Option<Fit> {
    let mut fit = Fit::default();
    for field in fields {
        // The last one, as it is for decoding.
        match members.iter().rev().find(|(name, _)| name == field.name) {
            Some((_, value)) => {
                if let Some(constant) = field.constant {
                    if Decoder::new(value).str().ok()? != constant {
                        return None;
                    }
                    fit.constants += 1;
                }
                fit.known += 1;
                fit.required += usize::from(!field.optional);
            }
            None if field.optional => {}
            None => return None,
        }
    }
    Some(fit)
}
