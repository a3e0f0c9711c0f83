//! Which member of a union a value is, where no tag says it.
//!
//! One scan of the value's top level against the [`Shape`]s of all members: the work grows with the number of members,
//! not with what it costs to decode them.

use std::any::type_name;
use std::borrow::Cow;

use super::ahead::Ahead;
use super::decoder::Seen;
use super::{Decode, DecodeError, Decoder, Field, Json, Kind, Shape};

/// A way to read one value.
pub type Attempt<T> = fn(&mut Decoder<'_>) -> Result<T, DecodeError>;

/// Reads a value as the member that fits it best, or, where none fits or can be read, as `unknown`.
///
/// Members are ordered by the kind of JSON, then by constants that agree, by how many of the value's members they
/// know, and by how many of those they require; between equals the earlier one goes first.
///
/// # Errors
///
/// The text is no JSON, or it goes beyond a limit: that is not for `unknown` to hide.
pub fn decode_untagged<T>(
    decoder: &mut Decoder<'_>,
    shapes: &[fn() -> Shape],
    members: &[Attempt<T>],
    unknown: fn(Json) -> T,
) -> Result<T, DecodeError> {
    decoder.enter_union()?;
    let (start, union) = (decoder.position(), type_name::<T>());
    let (order, seen) = match decoder.ahead.choice(start, union) {
        Some(choice) => (choice.into_iter().collect(), None),
        None => rank(decoder, shapes)?,
    };
    for index in order {
        let account = std::mem::take(&mut decoder.ahead);
        let mut ahead = decoder.fork(account);
        ahead.seen.clone_from(&seen);
        let trying = std::mem::replace(&mut ahead.ahead.trying, true);
        let result = members[index](&mut ahead);
        ahead.ahead.trying = trying;
        match result {
            Ok(value) => {
                *decoder = ahead;
                decoder.ahead.remember(start, union, Some(index));
                return Ok(value);
            }
            Err(error) if error.is_limit() => return Err(error),
            Err(_) => {
                let read = ahead.position() - start;
                decoder.ahead = ahead.ahead;
                decoder.ahead.tried(read)?;
            }
        }
    }
    decoder.ahead.remember(start, union, None);
    Json::decode(decoder).map(unknown)
}

/// The shapes that admit the next value, best first, and its members if it is an object. The value stays where it is.
fn rank<'j>(
    decoder: &mut Decoder<'j>,
    shapes: &[fn() -> Shape],
) -> Result<(Vec<usize>, Option<Seen<'j>>), DecodeError> {
    let start = decoder.position();
    let mut ahead = decoder.fork(Ahead::default());
    let probe = Probe::read(&mut ahead)?;
    decoder.ahead.looked(ahead.position() - start)?;
    let mut ranked: Vec<(Fit, usize)> = Vec::new();
    for (index, shape) in shapes.iter().enumerate() {
        let mut steps = MAX_STEPS;
        ranked.extend(probe.fit(shape(), MAX_NESTED_UNIONS, &mut steps).map(|fit| (fit, index)));
    }
    ranked.sort_by(|(left, _), (right, _)| right.cmp(left));
    let seen = match probe {
        Probe::Object(members) if ranked.len() > 1 => {
            let kinds = members
                .into_iter()
                .filter_map(|(name, value)| Some((name, Kind::of(*value.as_bytes().first()?)?)));
            Some(Seen { at: start, members: kinds.collect() })
        }
        _ => None,
    };
    Ok((ranked.into_iter().map(|(_, index)| index).collect(), seen))
}

/// A union that is a member of itself says nothing new after a few rounds.
const MAX_NESTED_UNIONS: u8 = 8;

/// How many shapes are looked at for one member. Unions that are members of each other multiply.
const MAX_STEPS: usize = 1000;

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

    fn fit(&self, shape: Shape, unions: u8, steps: &mut usize) -> Option<Fit> {
        let Some(left) = steps.checked_sub(1) else { return Match::Possible.alone() };
        *steps = left;
        match (self, shape) {
            (_, Shape::Any) => Match::Possible.alone(),
            (_, Shape::OneOf(members)) => {
                let unions = unions.checked_sub(1)?;
                members.iter().filter_map(|member| self.fit(member(), unions, steps)).max()
            }
            (Self::Null, Shape::Nullable(_)) => Match::Exact.alone(),
            (_, Shape::Nullable(shape)) => self.fit(*shape, unions, steps),
            (Self::Bool, Shape::Bool) => Match::Plain.alone(),
            (Self::Number { whole: true }, Shape::Integer) => Match::Exact.alone(),
            (Self::Number { .. }, Shape::Number) => Match::Plain.alone(),
            (Self::Text(_), Shape::Text(None)) => Match::Plain.alone(),
            (Self::Text(text), Shape::Text(Some(means))) => {
                if means(text) { Match::Exact } else { Match::Possible }.alone()
            }
            (Self::Array(None), Shape::Array(_)) => Match::Plain.alone(),
            (Self::Array(Some(first)), Shape::Array(item)) => first.fit(*item, unions, steps),
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
