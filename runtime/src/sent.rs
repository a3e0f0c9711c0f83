//! What a call sends, read back to look up what became of it.

use percent_encoding::percent_decode_str;

use crate::call::Call;
use crate::draft::Draft;
use crate::error::Problem;
use crate::json::Json;
use crate::operation::Operation;
use crate::param::{Param, ToParam};
use crate::pointer;
use crate::request::Body;
use crate::style::Style;

/// A value that a call sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Sent<'a> {
    /// A parameter of the path.
    Path(&'a str),
    /// A parameter of the query.
    Query(&'a str),
    /// A header.
    Header(&'a str),
    /// What a JSON pointer leads to in a JSON body.
    Body(&'a str),
    /// The idempotency key.
    Key,
}

impl<O: Operation> Call<O> {
    /// A call of `L` that shows what became of this one, by values that this one sends: name of a parameter of the path
    /// or the query, and value. Make it before this one is sent. Generated calls have `look_up()` where the provider has
    /// such an operation.
    pub fn look_up<L: Operation>(&self, by: &[(&str, Sent<'_>)]) -> Call<L> {
        let mut call = Call::new(&self.core);
        by.iter().for_each(|(name, value)| call.draft.look_up_by(name, &self.draft, *value));
        call
    }
}

impl Draft {
    /// Fills in a parameter of the path or the query with what another call sends. A look-up without it could find
    /// something else.
    pub(crate) fn look_up_by(&mut self, name: &str, other: &Self, value: Sent<'_>) {
        let param = match other.sent(value) {
            Some(Param::One(text)) if !text.is_empty() => Param::One(text),
            _ => return self.refuse(name, Problem::NotSent),
        };
        if self.meta.path().contains(&format!("{{{name}}}")) {
            self.path(name, Style::Simple, &param);
        } else {
            self.query(name, Style::Form, &param);
        }
    }

    fn sent(&self, value: Sent<'_>) -> Option<Param> {
        let text = match value {
            Sent::Path(name) => {
                let (_, text) = self.path.iter().rev().find(|(own, _)| own == name)?;
                decoded(text)?
            }
            Sent::Query(name) => {
                let pairs = self.query.split('&').filter_map(|pair| pair.split_once('='));
                let (_, text) = pairs.rev().find(|(own, _)| decoded(own).as_deref() == Some(name))?;
                decoded(text)?
            }
            Sent::Header(name) => self.headers.get(name)?.to_str().ok()?.to_owned(),
            Sent::Key => self.idempotency_key()?.to_owned(),
            Sent::Body(at) => {
                let Body::Bytes(body) = &self.body else { return None };
                let raw = pointer::raw_at(std::str::from_utf8(body).ok()?, at).ok()??;
                return Some(raw.parse::<Json>().ok()?.to_param());
            }
        };
        Some(Param::One(text))
    }
}

fn decoded(text: &str) -> Option<String> {
    percent_decode_str(text).decode_utf8().ok().map(Into::into)
}
