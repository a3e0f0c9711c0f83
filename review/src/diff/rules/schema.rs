//! What happens to schemas: each row is an edit, with a rule for every place that a schema can stand at.
//!
//! An edit means one thing and hurts in one direction: what narrows the values hurts those who send them, what widens them
//! hurts those who receive them. So a row says how bad the edit is in a request and in a response, and the rules for bodies,
//! properties, parameters and headers follow, ids included. Levels are oasdiff's where oasdiff has the edit.

mod adopted;
mod bounds;
mod conditions;
mod properties;
mod unions;
mod values;

pub(in crate::diff) use bounds::*;
pub(in crate::diff) use conditions::*;
pub(in crate::diff) use properties::*;
pub(super) use unions::COVERS;
pub(in crate::diff) use unions::*;
pub(in crate::diff) use values::*;

use std::collections::BTreeMap;

use crate::diff::rule::Rule;

/// The rules of one edit, by the place of the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::diff) struct Row {
    pub(in crate::diff) request_body: Rule,
    pub(in crate::diff) request_property: Rule,
    /// A property that requests do not have.
    pub(in crate::diff) read_only: Rule,
    pub(in crate::diff) parameter: Rule,
    pub(in crate::diff) parameter_property: Rule,
    /// A property of a header that callers send.
    pub(in crate::diff) sent_header_property: Rule,
    pub(in crate::diff) response_body: Rule,
    pub(in crate::diff) response_property: Rule,
    /// A property that responses do not have.
    pub(in crate::diff) write_only: Rule,
    pub(in crate::diff) header: Rule,
    pub(in crate::diff) header_property: Rule,
}

/// Where an edit cannot happen, or is not told of, the row repeats the rule of another place.
impl Row {
    const fn of_property(self) -> Self {
        Self {
            request_body: self.request_property,
            parameter: self.parameter_property,
            response_body: self.response_property,
            header: self.header_property,
            ..self
        }
    }

    /// Properties that requests have are not, or not any more, among those that it happens to.
    const fn only_hidden_in_requests(self) -> Self {
        Self { request_property: self.read_only, ..self }
    }

    const fn only_hidden_in_responses(self) -> Self {
        Self { response_property: self.write_only, ..self }
    }

    const fn received_as(self, other: &Self) -> Self {
        Self {
            sent_header_property: other.sent_header_property,
            response_property: other.response_property,
            write_only: other.write_only,
            header_property: other.header_property,
            ..self
        }
    }

    const fn with_parameter_for_its_properties(self) -> Self {
        Self { parameter_property: self.parameter, sent_header_property: self.parameter, ..self }
    }

    const fn but_requests(self) -> Self {
        let rule = self.response_body;
        Self { request_body: rule, request_property: rule, read_only: rule, parameter: rule, ..self }
    }

    const fn but_parameters(self) -> Self {
        let rule = self.request_body;
        Self { parameter: rule, parameter_property: rule, sent_header_property: rule, ..self }
    }

    const fn but_hidden(self) -> Self {
        Self { read_only: self.request_body, write_only: self.request_body, ..self }
    }

    const fn for_those_who_send(self) -> Self {
        let rule = self.request_body;
        Self {
            response_body: rule,
            response_property: rule,
            header: rule,
            header_property: rule,
            ..self.but_hidden()
        }
    }

    const fn for_those_who_receive(self) -> Self {
        let rule = self.response_body;
        Self { read_only: rule, write_only: rule, ..self.but_requests().but_sent() }
    }

    const fn but_sent(self) -> Self {
        let rule = self.response_body;
        Self { parameter_property: rule, sent_header_property: rule, ..self }
    }
}

/// Every rule for schemas.
pub(super) fn all() -> impl Iterator<Item = &'static Rule> {
    let tables = [bounds::TABLE, conditions::TABLE, properties::TABLE, unions::TABLE, values::TABLE];
    let rules = tables.into_iter().flatten().flat_map(|row| {
        [
            &row.request_body,
            &row.request_property,
            &row.read_only,
            &row.parameter,
            &row.parameter_property,
            &row.sent_header_property,
            &row.response_body,
            &row.response_property,
            &row.write_only,
            &row.header,
            &row.header_property,
        ]
    });
    // A row repeats the rule of another place, or of another row, where the two are not told apart.
    let mut seen = BTreeMap::new();
    rules.filter(move |rule| seen.insert(rule.id, *rule) != Some(*rule))
}

/// A table of edits, with a constant to emit each by. The id is the place and then what stands here; the levels are those
/// in a request and in a response. Then comes the sentence and, where the levels do not say it well, who is hurt by it in a
/// request and in a response. A place where the id or the level differs stands in braces.
///
/// In a table of `properties;`, a place and the properties there have the same rules.
macro_rules! rows {
    (properties; $($name:ident = $edit:literal, $sent:ident $received:ident, $rust:ident, $text:literal
        $(=> $who:literal, $whom:literal)?
        $({ $($place:ident: $id:literal $level:ident),* $(,)? })? $(.$shape:ident($($row:ident)?))?;)*) => {
        $(pub(in crate::diff) const $name: &super::Row = &super::rows!(
            @row $edit, $sent $received, $rust, [$text $(, $who, $whom)?], $($($place: $id $level),*)?
        )
        $(.$shape($($row)?))?
        .of_property();)*

        /// Every row.
        pub(super) const TABLE: &[&super::Row] = &[$($name),*];
    };
    ($($name:ident = $edit:literal, $sent:ident $received:ident, $rust:ident, $text:literal
        $(=> $who:literal, $whom:literal)?
        $({ $($place:ident: $id:literal $level:ident),* $(,)? })? $(.$shape:ident())?;)*) => {
        $(pub(in crate::diff) const $name: &super::Row = &super::rows!(
            @row $edit, $sent $received, $rust, [$text $(, $who, $whom)?], $($($place: $id $level),*)?
        )
        $(.$shape())?;)*

        /// Every row.
        pub(super) const TABLE: &[&super::Row] = &[$($name),*];
    };
    (@row $edit:literal, $sent:ident $received:ident, $rust:ident, $text:tt, $($place:ident: $id:literal $level:ident),*) => {
        super::Row {
            $($place: super::rule!(NAMED, $id, $id, $place $level, $rust, $text),)*
            ..super::row!($edit, $sent $received, $rust, $text)
        }
    };
}

/// A row whose ids and levels follow from the place.
macro_rules! row {
    ($edit:expr, $sent:ident $received:ident, $rust:ident, $text:tt) => {
        super::Row {
            request_body: super::rule!(REQUEST_BODY, $edit, concat!("request-body-", $edit), request_body $sent, $rust, $text),
            request_property: super::rule!(
                REQUEST_PROPERTY, $edit, concat!("request-property-", $edit), request_property $sent, $rust, $text
            ),
            read_only: super::rule!(
                READ_ONLY, $edit, concat!("request-read-only-property-", $edit), read_only Info, $rust, $text
            ),
            parameter: super::rule!(PARAMETER, $edit, concat!("request-parameter-", $edit), parameter $sent, $rust, $text),
            parameter_property: super::rule!(
                PARAMETER_PROPERTY, $edit, concat!("request-parameter-property-", $edit), parameter_property $sent, $rust, $text
            ),
            sent_header_property: super::rule!(
                PARAMETER_PROPERTY, $edit, concat!("request-parameter-property-", $edit), parameter_property $sent, $rust, $text
            ),
            response_body: super::rule!(
                RESPONSE_BODY, $edit, concat!("response-body-", $edit), response_body $received, $rust, $text
            ),
            response_property: super::rule!(
                RESPONSE_PROPERTY, $edit, concat!("response-property-", $edit), response_property $received, $rust, $text
            ),
            write_only: super::rule!(
                WRITE_ONLY, $edit, concat!("response-write-only-property-", $edit), write_only Info, $rust, $text
            ),
            header: super::rule!(HEADER, $edit, concat!("response-header-", $edit), header $received, $rust, $text),
            header_property: super::rule!(
                HEADER_PROPERTY, $edit, concat!("response-header-property-", $edit), header_property $received, $rust, $text
            ),
        }
    };
}

/// One rule: the sentence is the edit, and then who is hurt.
macro_rules! rule {
    ($adopted:ident, $edit:expr, $id:expr, $place:ident $level:ident, $rust:ident, [$text:expr $(, $who:literal, $whom:literal)?]) => {
        super::adopted::rule(
            super::adopted::$adopted,
            $edit,
            $id,
            $crate::diff::Level::$level,
            $crate::diff::Bump::$rust,
            concat!($text, ": ", super::hurts!($place $level $(, $who, $whom)?)),
        )
    };
}

/// Who is hurt, by place and level.
macro_rules! hurts {
    (request $level:ident, $who:literal, $whom:literal) => { $who };
    (response $level:ident, $who:literal, $whom:literal) => { $whom };
    (request Error) => { "requests that were fine are refused" };
    (request Warning) => { "requests that were fine may be refused" };
    (request Info) => { "requests that were fine still are" };
    (response Error) => { "callers may receive what they are not written for" };
    (response Warning) => { "callers may meet what they do not know" };
    (response Info) => { "callers receive nothing that they do not know" };
    (read_only $($any:tt)*) => { "callers do not send it" };
    (write_only $($any:tt)*) => { "callers do not receive it" };
    (request_body $($rest:tt)*) => { super::hurts!(request $($rest)*) };
    (request_property $($rest:tt)*) => { super::hurts!(request $($rest)*) };
    (parameter $($rest:tt)*) => { super::hurts!(request $($rest)*) };
    (parameter_property $($rest:tt)*) => { super::hurts!(request $($rest)*) };
    (sent_header_property $($rest:tt)*) => { super::hurts!(request $($rest)*) };
    (response_body $($rest:tt)*) => { super::hurts!(response $($rest)*) };
    (response_property $($rest:tt)*) => { super::hurts!(response $($rest)*) };
    (header $($rest:tt)*) => { super::hurts!(response $($rest)*) };
    (header_property $($rest:tt)*) => { super::hurts!(response $($rest)*) };
}

use {hurts, row, rows, rule};
