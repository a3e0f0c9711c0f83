//! Parameters of an operation, with those of its path.

use super::cx::Cx;
use super::extensions;
use super::identity;
use super::lifecycle::{self, Lifecycle, Removal};
use super::operation::Operation;
use super::rules::ours::*;
use super::rules::parameters::*;
use super::schema::{self, Site};
use super::view::Node;
use clientwright_document::parameter::{Identity, In, Style, merged};

/// A parameter as it can be sent.
#[derive(Clone, Copy)]
struct Parameter<'d> {
    /// `path`, `query`, `header`, `cookie`.
    location: &'d str,
    name: &'d str,
    /// Whether it stands at the path and not at the operation.
    of_path: bool,
    node: Node<'d>,
}

const LIFECYCLE: Lifecycle = Lifecycle {
    deprecated: REQUEST_PARAMETER_DEPRECATED,
    deprecated_with_sunset: None,
    reactivated: REQUEST_PARAMETER_REACTIVATED,
    sunset_parse: REQUEST_PARAMETER_SUNSET_PARSE,
    sunset_too_small: REQUEST_PARAMETER_SUNSET_DATE_TOO_SMALL,
    sunset_changed_too_small: Some(REQUEST_PARAMETER_SUNSET_DATE_CHANGED_TOO_SMALL),
    sunset_deleted: Some(REQUEST_PARAMETER_SUNSET_DELETED),
};

const REMOVED: Removal = Removal {
    without_deprecation: REQUEST_PARAMETER_REMOVED,
    with_deprecation: REQUEST_PARAMETER_REMOVED_WITH_DEPRECATION,
    before_sunset: REQUEST_PARAMETER_REMOVED_BEFORE_SUNSET,
    sunset_parse: REQUEST_PARAMETER_SUNSET_PARSE,
};

/// Compares the parameters of an operation.
pub(super) fn compare<'d>(cx: &mut Cx<'d>, base: Operation<'_, 'd>, head: Operation<'_, 'd>) {
    let renamed = renamed(base.path, head.path);
    let mut added = parameters(head);
    for parameter in parameters(base) {
        match added.iter().position(|other| parameter.is(other, &renamed)) {
            Some(index) => {
                let other = added.remove(index);
                cx.within(parameter.node, other.node, |cx| compare_one(cx, parameter, other));
            }
            None => {
                lifecycle::removed(cx, &REMOVED, &parameter.subject(), parameter.node);
                extensions::parameter_removed(cx, &parameter.subject(), parameter.node);
            }
        }
    }
    for parameter in added {
        let rule = match (parameter.location, parameter.of_path, parameter.node.flag("required")) {
            ("path", ..) => NEW_REQUEST_PATH_PARAMETER,
            (_, true, true) => NEW_REQUIRED_REQUEST_DEFAULT_PARAMETER_TO_EXISTING_PATH,
            (_, true, false) => NEW_OPTIONAL_REQUEST_DEFAULT_PARAMETER_TO_EXISTING_PATH,
            (_, false, true) => NEW_REQUIRED_REQUEST_PARAMETER,
            (_, false, false) => NEW_OPTIONAL_REQUEST_PARAMETER,
        };
        // Its place is only its number in the list.
        let name = parameter.subject();
        cx.emit_as(Some(name.clone()), rule, name, &[], None, Some(parameter.node.written()));
    }
}

/// Those of the operation, and those of the path that it does not replace.
fn parameters<'d>(operation: Operation<'_, 'd>) -> Vec<Parameter<'d>> {
    let read = |of_path: bool| {
        move |node: Node<'d>| {
            Some(Parameter { location: node.text("in")?, name: node.text("name")?, of_path, node })
        }
    };
    let list = |owner: Node<'d>, of_path| -> Vec<Parameter<'d>> {
        owner.items_of("parameters").into_iter().filter_map(read(of_path)).collect()
    };
    merged(list(operation.item, true), list(operation.node, false), Parameter::identity)
}

/// The parameters of a path that only have another name: their old and new names, by their order.
fn renamed<'p>(base: &'p str, head: &'p str) -> Vec<(&'p str, &'p str)> {
    let names = |path: &'p str| path.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0));
    names(base).zip(names(head)).filter(|(was, is)| was != is).collect()
}

impl Parameter<'_> {
    fn is(&self, other: &Parameter<'_>, renamed: &[(&str, &str)]) -> bool {
        let renamed = renamed.iter().find(|(was, _)| self.location == "path" && *was == self.name);
        let name = renamed.map_or(self.name, |(_, is)| is);
        Identity { name, ..self.identity() } == other.identity()
    }

    fn identity(&self) -> Identity<'_> {
        Identity { location: self.location, name: self.name }
    }

    fn subject(&self) -> String {
        format!("the {} parameter `{}`", self.location, self.name)
    }

    /// One that stands nowhere that we know of is written as most are.
    fn style(&self) -> &str {
        let usual = || In::parse(self.location).map_or(Style::Simple, In::style).as_str();
        self.node.text("style").unwrap_or_else(usual)
    }

    fn explode(&self) -> bool {
        let usual = || Style::parse(self.style()).is_some_and(Style::explodes);
        self.node.raw("explode").and_then(|value| value.as_bool()).unwrap_or_else(usual)
    }
}

fn compare_one<'d>(cx: &mut Cx<'d>, base: Parameter<'d>, head: Parameter<'d>) {
    if cx.same(base.node, head.node) {
        return;
    }
    let subject = base.subject();
    let places = |key: &str| (base.node.place(key), head.node.place(key));
    // A path without one of its parameters is another path, whatever it says.
    if base.location != "path" {
        let (was, is) = places("required");
        match (base.node.flag("required"), head.node.flag("required")) {
            (false, true) => cx.emit(REQUEST_PARAMETER_BECAME_REQUIRED, &*subject, &[], was, is),
            (true, false) => cx.emit(REQUEST_PARAMETER_BECAME_OPTIONAL, &*subject, &[], was, is),
            _ => {}
        }
    }
    lifecycle::compare(cx, &LIFECYCLE, &subject, base.node, head.node);
    compare_spelling(cx, &subject, base, head);
    extensions::compare_parameter(cx, &subject, base.node, head.node);
    match (base.node.get("schema"), head.node.get("schema")) {
        (Some(was), Some(is)) => {
            schema::compare(cx, Site::Parameter { base: base.node, head: head.node }, was, is);
        }
        _ => compare_content(cx, &subject, base, head),
    }
}

/// How a value becomes text.
fn compare_spelling<'d>(cx: &mut Cx<'d>, subject: &str, base: Parameter<'d>, head: Parameter<'d>) {
    let places = |key: &str| (base.node.place(key), head.node.place(key));
    if base.style() != head.style() {
        let (was, is) = places("style");
        cx.emit(REQUEST_PARAMETER_STYLE_CHANGED, subject, &[base.style(), head.style()], was, is);
    } else if base.explode() != head.explode() {
        let rule = if is_scalar(base.node) && is_scalar(head.node) {
            REQUEST_PARAMETER_EXPLODE_CHANGED_FOR_SCALAR
        } else {
            REQUEST_PARAMETER_EXPLODE_CHANGED
        };
        let (was, is) = places("explode");
        cx.emit(rule, subject, &[&base.explode().to_string(), &head.explode().to_string()], was, is);
    }
    let flags = |key: &str| (base.node.flag(key), head.node.flag(key));
    let (was, is) = places("allowEmptyValue");
    match flags("allowEmptyValue") {
        (true, false) => cx.emit(REQUEST_PARAMETER_EMPTY_VALUE_REFUSED, subject, &[], was, is),
        (false, true) => cx.emit(REQUEST_PARAMETER_EMPTY_VALUE_ALLOWED, subject, &[], was, is),
        _ => {}
    }
    let (reserved, reserves) = flags("allowReserved");
    if reserved != reserves {
        let (was, is) = places("allowReserved");
        let args = [&*reserved.to_string(), &*reserves.to_string()];
        cx.emit(REQUEST_PARAMETER_RESERVED_CHANGED, subject, &args, was, is);
    }
}

/// Whether the values are neither lists nor objects, as far as the schema tells.
fn is_scalar(parameter: Node<'_>) -> bool {
    parameter
        .get("schema")
        .and_then(|schema| schema.text("type"))
        .is_some_and(|name| ["string", "number", "integer", "boolean"].contains(&name))
}

/// Values that are sent as a media type.
fn compare_content<'d>(cx: &mut Cx<'d>, subject: &str, base: Parameter<'d>, head: Parameter<'d>) {
    let content = |node: Node<'d>| node.entries_of("content").into_iter().next();
    let name = |content: Option<(&'d str, Node<'d>)>| content.map_or("text", |(name, _)| name);
    let (was, is) = (content(base.node), content(head.node));
    if name(was) != name(is) {
        let args = [name(was), name(is)];
        cx.emit(
            REQUEST_PARAMETER_MEDIA_TYPE_CHANGED,
            subject,
            &args,
            base.node.place("content"),
            head.node.place("content"),
        );
        return;
    }
    // oasdiff passes over it. How its parts changed is told apart in bodies only.
    let schema = |node: Node<'d>| node.get("schema").map(|schema| (name(None), schema));
    let (was, is) = (was.or_else(|| schema(base.node)), is.or_else(|| schema(head.node)));
    let is_same = match (was, is) {
        (Some((_, was)), Some((_, is))) => cx.same(was, is),
        (was, is) => was.is_none() && is.is_none(),
    };
    if !is_same {
        let args = [was.or(is).map_or("", |(name, _)| name)];
        let (was, is) = (was.map_or(base.node, |(_, was)| was), is.map_or(head.node, |(_, is)| is));
        let identity = identity::of_both(Some(was), Some(is));
        cx.emit_as(Some(identity), REQUEST_PARAMETER_CONTENT_CHANGED, subject, &args, Some(was), Some(is));
    }
}
