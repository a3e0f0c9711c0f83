//! Rules between the members of an object.

use std::borrow::Cow;
use std::ops::ControlFlow;

use super::Violation;
use super::check::each_member;
use crate::json::Decoder;

/// A rule between the members of an object. A member that is `null` is there, as in JSON Schema.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Rule {
    /// All members of exactly one of these lists.
    ExactlyOne(&'static [&'static [&'static str]]),
    /// All members of at least one of these lists.
    AtLeastOne(&'static [&'static [&'static str]]),
    /// The member is there only together with the others.
    Requires(&'static str, &'static [&'static str]),
    /// What a member's value requires.
    When {
        /// The member.
        member: &'static str,
        /// Its values: the text of a string, the JSON of anything else.
        is: &'static [&'static str],
        /// Whether it is meant too when it is not there.
        or_absent: bool,
        /// What has to be there then.
        then: &'static [&'static str],
        /// What has to be there otherwise.
        otherwise: &'static [&'static str],
    },
}

/// The rules of an object, with the page that documents them.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    rules: &'static [Rule],
    page: Option<&'static str>,
}

impl Rules {
    /// These rules.
    pub const fn new(rules: &'static [Rule]) -> Self {
        Self { rules, page: None }
    }

    /// Sets the page that documents them, where that is not the operation's.
    #[must_use]
    pub const fn page(mut self, url: &'static str) -> Self {
        self.page = Some(url);
        self
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// Checks an object that was written as JSON.
    pub(crate) fn check(&self, json: &str) -> Result<(), Violation> {
        self.check_members(&|name| member(json, name))
    }

    /// Checks members by what they hold: the text of a string, the JSON of anything else.
    pub(crate) fn check_members<'m>(&self, members: Members<'_, 'm>) -> Result<(), Violation> {
        let verdict = self.rules.iter().try_for_each(|rule| rule.check(members));
        verdict.map_err(|found| found.on(self.page))
    }
}

type Members<'f, 'm> = &'f dyn Fn(&str) -> Option<Cow<'m, str>>;

impl Rule {
    fn check(self, members: Members<'_, '_>) -> Result<(), Violation> {
        let has = |name: &str| members(name).is_some();
        let has_all = |names: &[&str]| names.iter().all(|name| has(name));
        let fulfilled = |lists: &[&[&str]]| lists.iter().filter(|names| has_all(names)).count();
        match self {
            Self::ExactlyOne(lists) => match fulfilled(lists) {
                1 => Ok(()),
                0 => Err(Violation::new(format!("exactly one of {}", alternatives(lists)), "none")),
                2 if lists.len() == 2 => {
                    Err(Violation::new(format!("exactly one of {}", alternatives(lists)), "both"))
                }
                _ => Err(Violation::new(format!("exactly one of {}", alternatives(lists)), "several")),
            },
            Self::AtLeastOne(lists) => match fulfilled(lists) {
                0 => Err(Violation::new(format!("at least one of {}", alternatives(lists)), "none")),
                _ => Ok(()),
            },
            Self::Requires(name, _) if !has(name) => Ok(()),
            Self::Requires(name, others) => match others.iter().find(|other| !has(other)) {
                Some(other) => Err(Violation::new(format!("`{other}` beside `{name}`"), "nothing")),
                None => Ok(()),
            },
            Self::When { member: name, is, or_absent, then, otherwise } => {
                let holds = members(name).map_or(or_absent, |value| is.iter().any(|known| *known == value));
                let needed = if holds { then } else { otherwise };
                let Some(missing) = needed.iter().find(|needed| !has(needed)) else { return Ok(()) };
                let not = if holds { "" } else { "not " };
                let values = listed(is.iter().map(|value| format!("`{value}`")), "or");
                let absent = if or_absent && holds { " or left out" } else { "" };
                let limit = format!("`{missing}` where `{name}` is {not}{values}{absent}");
                Err(Violation::new(limit, "nothing"))
            }
        }
    }
}

/// The value of a member of an object.
fn member<'j>(json: &'j str, name: &str) -> Option<Cow<'j, str>> {
    let mut found = None;
    each_member(json, |member, value| {
        if member != name {
            return ControlFlow::Continue(());
        }
        found = Some(Decoder::new(value).str().unwrap_or(Cow::Borrowed(value)));
        ControlFlow::Break(())
    });
    found
}

/// `a` and `b`; a list of several names is in parentheses.
fn alternatives(lists: &[&[&str]]) -> String {
    let one = |names: &&[&str]| match names {
        [name] => format!("`{name}`"),
        _ => format!("({})", listed(names.iter().map(|name| format!("`{name}`")), "and")),
    };
    listed(lists.iter().map(one), "and")
}

fn listed(words: impl Iterator<Item = String>, joint: &str) -> String {
    let words: Vec<String> = words.collect();
    match words.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} {joint} {last}", first.join(", ")),
        _ => words.concat(),
    }
}
