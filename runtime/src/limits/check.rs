//! Limits of one value.

use std::cmp::Ordering;
use std::ops::ControlFlow;

use super::Violation;
use crate::json::{Decoder, Kind, Segment};
use crate::value::number;

/// A limit of one value, by the keyword of JSON Schema. Like there, it says nothing of values of another kind.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Check {
    /// At least so many characters.
    MinLength(u64),
    /// At most so many characters.
    MaxLength(u64),
    /// At least this number.
    Minimum(&'static str),
    /// At most this number.
    Maximum(&'static str),
    /// More than this number.
    ExclusiveMinimum(&'static str),
    /// Less than this number.
    ExclusiveMaximum(&'static str),
    /// A multiple of this number.
    MultipleOf(&'static str),
    /// At least so many items.
    MinItems(u64),
    /// At most so many items.
    MaxItems(u64),
    /// No item twice.
    UniqueItems,
    /// At least so many members.
    MinProperties(u64),
    /// At most so many members.
    MaxProperties(u64),
    /// Of each item.
    Items(&'static [Check]),
    /// Of the value of each member.
    Values(&'static [Check]),
}

type Verdict = Result<(), Violation>;

/// Checks a value that was written as JSON.
pub(crate) fn check(checks: &[Check], json: &str) -> Verdict {
    checks.iter().try_for_each(|check| check.json(json))
}

impl Check {
    fn json(self, json: &str) -> Verdict {
        match Kind::of_json(json) {
            Kind::String => self.quoted(json),
            Kind::Number => self.number(json),
            Kind::Array => self.array(json),
            Kind::Object => self.object(json),
            Kind::Null | Kind::Bool => Ok(()),
        }
    }

    fn quoted(self, json: &str) -> Verdict {
        match self {
            Self::MinLength(_) | Self::MaxLength(_) => match Decoder::new(json).str() {
                Ok(text) => self.text(&text),
                Err(_) => Ok(()),
            },
            _ => Ok(()),
        }
    }

    /// Checks a text: its characters are Unicode's, whatever they take on the wire.
    pub(super) fn text(self, text: &str) -> Verdict {
        match self {
            Self::MinLength(least) => self.at_least(least, || text.chars().count()),
            // A text has no more characters than bytes.
            Self::MaxLength(most) if text.len() as u64 > most => self.at_most(most, text.chars().count()),
            _ => Ok(()),
        }
    }

    /// Checks a number, digit for digit. A text that is none is not one that a limit speaks of.
    pub(super) fn number(self, text: &str) -> Verdict {
        let compared = |limit| number::compare(text, limit);
        match self {
            Self::Minimum(least) if compared(least) == Some(Ordering::Less) => {
                Err(Violation::new(format!("at least {least}"), "a smaller number"))
            }
            Self::Maximum(most) if compared(most) == Some(Ordering::Greater) => {
                Err(Violation::new(format!("at most {most}"), "a larger number"))
            }
            Self::ExclusiveMinimum(limit) if compared(limit).is_some_and(Ordering::is_le) => {
                Err(Violation::new(format!("more than {limit}"), "a number that is not"))
            }
            Self::ExclusiveMaximum(limit) if compared(limit).is_some_and(Ordering::is_ge) => {
                Err(Violation::new(format!("less than {limit}"), "a number that is not"))
            }
            Self::MultipleOf(step) if number::is_multiple(text, step) == Some(false) => {
                Err(Violation::new(format!("a multiple of {step}"), "a number that is none"))
            }
            _ => Ok(()),
        }
    }

    fn array(self, json: &str) -> Verdict {
        match self {
            Self::MinItems(_) | Self::MaxItems(_) => {
                let mut count = 0;
                each_item(json, |_| count += 1);
                self.items(count)
            }
            Self::UniqueItems => {
                let mut items = Vec::new();
                each_item(json, |item| items.push(item));
                unique(&mut items)
            }
            Self::Items(checks) => {
                let (mut index, mut verdict) = (0, Ok(()));
                each_item(json, |item| {
                    if verdict.is_ok() {
                        verdict = check(checks, item).map_err(|found| inside(found, Segment::Index(index)));
                        index += 1;
                    }
                });
                verdict
            }
            _ => Ok(()),
        }
    }

    /// Checks how many items there are.
    pub(super) fn items(self, count: usize) -> Verdict {
        match self {
            Self::MinItems(least) => self.at_least(least, || count),
            Self::MaxItems(most) => self.at_most(most, count),
            _ => Ok(()),
        }
    }

    fn object(self, json: &str) -> Verdict {
        match self {
            Self::MinProperties(_) | Self::MaxProperties(_) => {
                let mut count = 0;
                each_member(json, |_, _| {
                    count += 1;
                    ControlFlow::Continue(())
                });
                self.members(count)
            }
            Self::Values(checks) => {
                let mut verdict = Ok(());
                each_member(json, |_, value| {
                    verdict = check(checks, value).map_err(|found| inside(found, Segment::Any));
                    if verdict.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
                });
                verdict
            }
            _ => Ok(()),
        }
    }

    /// Checks how many members there are.
    pub(super) fn members(self, count: usize) -> Verdict {
        match self {
            Self::MinProperties(least) => self.at_least(least, || count),
            Self::MaxProperties(most) => self.at_most(most, count),
            _ => Ok(()),
        }
    }

    fn at_least(self, least: u64, count: impl FnOnce() -> usize) -> Verdict {
        let count = count();
        if count as u64 >= least {
            return Ok(());
        }
        Err(Violation::new(format!("at least {least} {}", self.unit(least)), count.to_string()))
    }

    fn at_most(self, most: u64, count: usize) -> Verdict {
        if count as u64 <= most {
            return Ok(());
        }
        Err(Violation::new(format!("at most {most} {}", self.unit(most)), count.to_string()))
    }

    fn unit(self, count: u64) -> &'static str {
        match (self, count) {
            (Self::MinLength(_) | Self::MaxLength(_), 1) => "character",
            (Self::MinLength(_) | Self::MaxLength(_), _) => "characters",
            (Self::MinItems(_) | Self::MaxItems(_), 1) => "item",
            (Self::MinItems(_) | Self::MaxItems(_), _) => "items",
            (_, 1) => "member",
            (..) => "members",
        }
    }
}

/// Whether no item is there twice. What is equal is written in the same way.
pub(super) fn unique(items: &mut [impl Ord]) -> Verdict {
    items.sort_unstable();
    if items.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(Violation::new("no item twice", "one that is"));
    }
    Ok(())
}

pub(super) fn inside(mut found: Violation, segment: Segment) -> Violation {
    found.push(segment);
    found
}

/// Calls `visit` with each item of an array. What cannot be read has no limits.
fn each_item<'j>(json: &'j str, mut visit: impl FnMut(&'j str)) {
    let _ = Decoder::new(json).array(&mut |decoder| decoder.raw().map(&mut visit));
}

/// Calls `visit` with each member of an object until it breaks.
pub(super) fn each_member<'j>(json: &'j str, mut visit: impl FnMut(&str, &'j str) -> ControlFlow<()>) {
    let mut flow = ControlFlow::Continue(());
    let _ = Decoder::new(json).object(&mut |decoder, name| {
        let value = decoder.raw()?;
        if flow.is_continue() {
            flow = visit(&name, value);
        }
        Ok(())
    });
}
