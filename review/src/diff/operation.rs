//! One operation in both documents.

use std::collections::BTreeSet;

use super::cx::Cx;
use super::identity;
use super::lifecycle::{self, Lifecycle, Removal};
use super::pairs::Pairs;
use super::rules::operations::*;
use super::rules::ours::{CALLBACK_ADDED, CALLBACK_CHANGED, CALLBACK_REMOVED, OPERATION_RENAMED};
use super::view::Node;
use super::{extensions, parameters, request_body, responses, security, servers};
use clientwright_codegen::wire::HttpMethod;

const SUBJECT: &str = "the operation";

/// An operation of one of the documents.
#[derive(Clone, Copy)]
pub(super) struct Operation<'p, 'd> {
    /// The path, with this document's names of parameters.
    pub(super) path: &'p str,
    /// What all operations of the path share.
    pub(super) item: Node<'d>,
    pub(super) node: Node<'d>,
}

impl<'d> Operation<'_, 'd> {
    /// What names the servers of the operation.
    fn servers(&self) -> Node<'d> {
        if self.node.has("servers") { self.node } else { self.item }
    }
}

const LIFECYCLE: Lifecycle = Lifecycle {
    deprecated: ENDPOINT_DEPRECATED,
    deprecated_with_sunset: Some(ENDPOINT_DEPRECATED_WITH_SUNSET),
    reactivated: ENDPOINT_REACTIVATED,
    sunset_parse: API_DEPRECATED_SUNSET_PARSE,
    sunset_too_small: API_SUNSET_DATE_TOO_SMALL,
    sunset_changed_too_small: Some(API_SUNSET_DATE_CHANGED_TOO_SMALL),
    sunset_deleted: Some(SUNSET_DELETED),
};

/// Compares an operation of both documents.
pub(super) fn compare<'d>(
    cx: &mut Cx<'d>,
    method: HttpMethod,
    base: Operation<'_, 'd>,
    head: Operation<'_, 'd>,
) {
    if compare_stability(cx, base, head) {
        return;
    }
    security::compare_operation(cx, base.node, head.node, SUBJECT);
    if cx.same(base.item, head.item) && base.path == head.path {
        return;
    }
    servers::compare(cx, base.servers(), head.servers(), "the operation's server");
    let (base_node, head_node) = (base.node, head.node);
    lifecycle::compare(cx, &LIFECYCLE, SUBJECT, base_node, head_node);
    compare_id(cx, base_node, head_node);
    compare_tags(cx, base_node, head_node);
    parameters::compare(cx, base, head);
    request_body::compare(cx, base_node, head_node);
    responses::compare(cx, base_node, head_node);
    compare_callbacks(cx, base_node, head_node);
    extensions::compare_operation(cx, method, base_node, head_node);
}

/// Tells that an operation is gone.
pub(super) fn removed<'d>(cx: &mut Cx<'d>, rules: &Removal, base: Operation<'_, 'd>) {
    match lifecycle::stability(base.node) {
        Ok(Some(level)) if level.is_unstable() => {}
        Ok(_) => lifecycle::removed(cx, rules, SUBJECT, base.node),
        Err(text) => {
            let level = base.node.get("x-stability-level");
            cx.emit(API_INVALID_STABILITY_LEVEL, SUBJECT, &[&text], level, None);
        }
    }
}

/// Whether the operation was not to be relied on, so that no other change of it counts.
fn compare_stability<'d>(cx: &mut Cx<'d>, base: Operation<'_, 'd>, head: Operation<'_, 'd>) -> bool {
    let level = |node: Node<'d>| node.get("x-stability-level");
    let (was, is) = match (lifecycle::stability(base.node), lifecycle::stability(head.node)) {
        (Ok(was), Ok(is)) => (was, is),
        (was, is) => {
            if was != is {
                let text = was.err().or(is.err()).unwrap_or_default();
                let places = (level(base.node), level(head.node));
                cx.emit(API_INVALID_STABILITY_LEVEL, SUBJECT, &[&text], places.0, places.1);
            }
            return false;
        }
    };
    let Some(was) = was else { return false };
    match is {
        Some(is) if is < was => {
            let args = [was.name(), is.name()];
            cx.emit(API_STABILITY_DECREASED, SUBJECT, &args, level(base.node), level(head.node));
            false
        }
        Some(is) if is > was && !was.is_unstable() => {
            let args = [was.name(), is.name()];
            cx.emit(API_STABILITY_INCREASED, SUBJECT, &args, level(base.node), level(head.node));
            false
        }
        _ => was.is_unstable(),
    }
}

fn compare_id<'d>(cx: &mut Cx<'d>, base: Node<'d>, head: Node<'d>) {
    let (from, to) = (base.place("operationId"), head.place("operationId"));
    match (base.text("operationId"), head.text("operationId")) {
        (Some(was), is) if is != Some(was) => {
            if let Some(is) = is {
                cx.emit(OPERATION_RENAMED, SUBJECT, &[was, is], from, to);
            }
            cx.emit(API_OPERATION_ID_REMOVED, SUBJECT, &[was], from, to);
        }
        (None, Some(is)) => cx.emit(API_OPERATION_ID_ADDED, SUBJECT, &[is], None, to),
        _ => {}
    }
}

fn compare_tags<'d>(cx: &mut Cx<'d>, base: Node<'d>, head: Node<'d>) {
    let (was, is) = (base.texts_of("tags"), head.texts_of("tags"));
    let (was, is): (BTreeSet<_>, BTreeSet<_>) = (was.iter().collect(), is.iter().collect());
    let (from, to) = (base.place("tags"), head.place("tags"));
    for tag in was.difference(&is) {
        cx.emit(API_TAG_REMOVED, SUBJECT, &[tag], from, to);
    }
    for tag in is.difference(&was) {
        cx.emit(API_TAG_ADDED, SUBJECT, &[tag], from, to);
    }
}

/// What the server calls is not compared in detail, but not passed over either.
fn compare_callbacks<'d>(cx: &mut Cx<'d>, base: Node<'d>, head: Node<'d>) {
    let subject = |name: &str| format!("the callback `{name}`");
    let pairs = Pairs::of(base.entries_of("callbacks"), head.entries_of("callbacks"));
    for (name, callback) in pairs.removed {
        cx.emit(CALLBACK_REMOVED, subject(name), &[], Some(callback.written()), None);
    }
    for (name, callback) in pairs.added {
        cx.emit(CALLBACK_ADDED, subject(name), &[], None, Some(callback.written()));
    }
    for (name, base, head) in pairs.both {
        if !cx.same(base, head) {
            let is_changed = |cx: &mut Cx<'d>| {
                let (was, is) = (Some(base), Some(head));
                let identity = identity::of_both(was, is);
                cx.emit_as(Some(identity), CALLBACK_CHANGED, subject(name), &[], was, is);
            };
            cx.within(base, head, is_changed);
        }
    }
}
