//! What an operation answers.

use super::cx::Cx;
use super::extensions;
use super::identity;
use super::media::{self, Media, Naming};
use super::pairs::Pairs;
use super::rule::Rule;
use super::rules::bodies::*;
use super::rules::ours::*;
use super::schema::{self, Site};
use super::view::Node;

/// Compares the responses of two operations.
pub(super) fn compare<'d>(cx: &mut Cx<'d>, base: Node<'d>, head: Node<'d>) {
    let pairs = Pairs::ignoring_case(responses(base), responses(head));
    for (status, response) in pairs.removed {
        cx.emit(removed(status), subject(status), &[], Some(response.written()), None);
    }
    for (status, response) in pairs.added {
        cx.emit(added(status), subject(status), &[], None, Some(response.written()));
    }
    for (status, base, head) in pairs.both {
        cx.within(base, head, |cx| compare_one(cx, status, base, head));
    }
}

fn responses<'d>(operation: Node<'d>) -> Vec<(&'d str, Node<'d>)> {
    operation.entries_of("responses").into_iter().filter(|(status, _)| !status.starts_with("x-")).collect()
}

fn subject(status: &str) -> String {
    format!("the response `{status}`")
}

/// Whether the status is one of success; none when it stands for several.
fn is_success(status: &str) -> Option<bool> {
    Some((200..300).contains(&status.parse::<u16>().ok()?))
}

fn removed(status: &str) -> &'static Rule {
    match is_success(status) {
        Some(true) => RESPONSE_SUCCESS_STATUS_REMOVED,
        Some(false) => RESPONSE_NON_SUCCESS_STATUS_REMOVED,
        None => RESPONSE_CATCH_ALL_REMOVED,
    }
}

fn added(status: &str) -> &'static Rule {
    match is_success(status) {
        Some(true) => RESPONSE_SUCCESS_STATUS_ADDED,
        Some(false) => RESPONSE_NON_SUCCESS_STATUS_ADDED,
        None => RESPONSE_CATCH_ALL_ADDED,
    }
}

fn compare_one<'d>(cx: &mut Cx<'d>, status: &'d str, base: Node<'d>, head: Node<'d>) {
    if cx.same(base, head) {
        return;
    }
    compare_headers(cx, status, base, head);
    extensions::compare_response(cx, &subject(status), base, head);
    let matched = media::matched(base, head);
    for media in &matched.removed {
        cx.emit(
            RESPONSE_MEDIA_TYPE_REMOVED,
            subject(status),
            &[media.name],
            Some(media.node.written()),
            None,
        );
    }
    for media in &matched.added {
        cx.emit(RESPONSE_MEDIA_TYPE_ADDED, subject(status), &[media.name], None, Some(media.node.written()));
    }
    for (base, head) in matched.both {
        compare_name(cx, status, base, head);
        cx.within(base.node, head.node, |cx| compare_media(cx, status, base, head));
    }
}

fn compare_name<'d>(cx: &mut Cx<'d>, status: &'d str, base: Media<'d>, head: Media<'d>) {
    let renamed = match media::naming(base.name, head.name) {
        Naming::Same => None,
        Naming::Specialized => Some(RESPONSE_MEDIA_TYPE_NAME_SPECIALIZED),
        Naming::Generalized => Some(RESPONSE_MEDIA_TYPE_NAME_GENERALIZED),
        Naming::Parameters | Naming::Changed => Some(RESPONSE_MEDIA_TYPE_NAME_CHANGED),
    };
    if let Some(rule) = renamed {
        let (was, is) = (Some(base.node.written()), Some(head.node.written()));
        cx.emit(rule, subject(status), &[base.name, head.name], was, is);
    }
}

fn compare_media<'d>(cx: &mut Cx<'d>, status: &'d str, base: Media<'d>, head: Media<'d>) {
    let (subject, name) = (subject(status), head.name);
    match (base.node.get("schema"), head.node.get("schema")) {
        (Some(was), Some(is)) => {
            schema::compare(cx, Site::ResponseBody { status, media_type: name }, was, is);
        }
        (None, Some(is)) => {
            cx.emit(
                RESPONSE_BODY_MEDIA_TYPE_SCHEMA_ADDED,
                subject,
                &[name],
                Some(base.node),
                Some(is.written()),
            );
        }
        (Some(was), None) => {
            cx.emit(
                RESPONSE_BODY_MEDIA_TYPE_SCHEMA_REMOVED,
                subject,
                &[name],
                Some(was.written()),
                Some(head.node),
            );
        }
        (None, None) => {}
    }
}

fn compare_headers<'d>(cx: &mut Cx<'d>, status: &'d str, base: Node<'d>, head: Node<'d>) {
    let subject = |name: &str| format!("the header `{name}` of the response `{status}`");
    let pairs = Pairs::ignoring_case(base.entries_of("headers"), head.entries_of("headers"));
    for (name, header) in pairs.removed {
        let is_required = header.flag("required");
        let rule =
            if is_required { REQUIRED_RESPONSE_HEADER_REMOVED } else { OPTIONAL_RESPONSE_HEADER_REMOVED };
        cx.emit(rule, subject(name), &[], Some(header.written()), None);
    }
    for (name, header) in pairs.added {
        cx.emit(RESPONSE_HEADER_ADDED, subject(name), &[], None, Some(header.written()));
    }
    for (name, base, head) in pairs.both {
        cx.within(base, head, |cx| compare_header(cx, status, name, &subject(name), base, head));
    }
}

fn compare_header<'d>(
    cx: &mut Cx<'d>,
    status: &'d str,
    name: &'d str,
    subject: &str,
    base: Node<'d>,
    head: Node<'d>,
) {
    let (was, is) = (base.place("required"), head.place("required"));
    match (base.flag("required"), head.flag("required")) {
        (true, false) => cx.emit(RESPONSE_HEADER_BECAME_OPTIONAL, subject, &[], was, is),
        (false, true) => cx.emit(RESPONSE_HEADER_BECAME_REQUIRED, subject, &[], was, is),
        _ => {}
    }
    let (exploded, explodes) = (base.flag("explode"), head.flag("explode"));
    if exploded != explodes {
        let args = [&*exploded.to_string(), &*explodes.to_string()];
        let (was, is) = (base.place("explode"), head.place("explode"));
        cx.emit(RESPONSE_HEADER_EXPLODE_CHANGED, subject, &args, was, is);
    }
    if let (Some(was), Some(is)) = (base.get("schema"), head.get("schema")) {
        return schema::compare(cx, Site::ResponseHeader { status, name }, was, is);
    }
    let holds = |header: Node<'d>| header.get("schema").or_else(|| header.get("content"));
    match (holds(base), holds(head)) {
        (None, None) => {}
        (Some(was), Some(is)) if cx.same(was, is) => {}
        (was, is) => {
            let places = (was.or(Some(base)), is.or(Some(head)));
            let identity = identity::of_both(was, is);
            cx.emit_as(Some(identity), RESPONSE_HEADER_CONTENT_CHANGED, subject, &[], places.0, places.1);
        }
    }
}
