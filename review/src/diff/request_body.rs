//! The body that callers send.

use super::cx::Cx;
use super::identity;
use super::media::{self, Media, Naming};
use super::rules::bodies::*;
use super::rules::ours::{REQUEST_BODY_ENCODING_CHANGED, REQUEST_BODY_MEDIA_TYPE_PARAMETERS_CHANGED};
use super::schema::{self, Site};
use super::view::Node;

const SUBJECT: &str = "the request body";

/// Compares the request bodies of two operations.
pub(super) fn compare<'d>(cx: &mut Cx<'d>, base: Node<'d>, head: Node<'d>) {
    match (base.get("requestBody"), head.get("requestBody")) {
        (Some(base), Some(head)) => cx.within(base, head, |cx| compare_bodies(cx, base, head)),
        (Some(base), None) => cx.emit(REQUEST_BODY_REMOVED, SUBJECT, &[], Some(base.written()), None),
        (None, Some(head)) => {
            let is_required = head.flag("required");
            let rule = if is_required { REQUEST_BODY_ADDED_REQUIRED } else { REQUEST_BODY_ADDED_OPTIONAL };
            cx.emit(rule, SUBJECT, &[], None, Some(head.written()));
        }
        (None, None) => {}
    }
}

fn compare_bodies<'d>(cx: &mut Cx<'d>, base: Node<'d>, head: Node<'d>) {
    if cx.same(base, head) {
        return;
    }
    let (was, is) = (base.place("required"), head.place("required"));
    match (base.flag("required"), head.flag("required")) {
        (false, true) => {
            cx.emit(REQUEST_BODY_BECAME_REQUIRED, SUBJECT, &[], was, is);
        }
        (true, false) => {
            cx.emit(REQUEST_BODY_BECAME_OPTIONAL, SUBJECT, &[], was, is);
        }
        _ => {}
    }
    let matched = media::matched(base, head);
    for media in &matched.removed {
        cx.emit(REQUEST_BODY_MEDIA_TYPE_REMOVED, SUBJECT, &[media.name], Some(media.node.written()), None);
    }
    for media in &matched.added {
        cx.emit(REQUEST_BODY_MEDIA_TYPE_ADDED, SUBJECT, &[media.name], None, Some(media.node.written()));
    }
    for (base, head) in matched.both {
        compare_names(cx, base, head);
        cx.within(base.node, head.node, |cx| compare_media(cx, base, head));
    }
}

/// A server that takes another kind of JSON does not take the old one.
fn compare_names<'d>(cx: &mut Cx<'d>, base: Media<'d>, head: Media<'d>) {
    let (was, is) = (Some(base.node.written()), Some(head.node.written()));
    let naming = media::naming(base.name, head.name);
    if naming == Naming::Parameters {
        let args = [base.name, head.name];
        cx.emit(REQUEST_BODY_MEDIA_TYPE_PARAMETERS_CHANGED, SUBJECT, &args, was, is);
    }
    if matches!(naming, Naming::Specialized | Naming::Changed) {
        cx.emit(REQUEST_BODY_MEDIA_TYPE_REMOVED, SUBJECT, &[base.name], was, is);
    }
    if matches!(naming, Naming::Specialized | Naming::Generalized | Naming::Changed) {
        cx.emit(REQUEST_BODY_MEDIA_TYPE_ADDED, SUBJECT, &[head.name], was, is);
    }
}

fn compare_media<'d>(cx: &mut Cx<'d>, base: Media<'d>, head: Media<'d>) {
    let name = head.name;
    let (was, is) = (base.node.get("encoding"), head.node.get("encoding"));
    let is_same = match (was, is) {
        (Some(was), Some(is)) => cx.same(was, is),
        (was, is) => was.is_none() && is.is_none(),
    };
    if !is_same {
        let places = (was.or(Some(base.node)), is.or(Some(head.node)));
        let identity = identity::of_both(was, is);
        cx.emit_as(Some(identity), REQUEST_BODY_ENCODING_CHANGED, SUBJECT, &[name], places.0, places.1);
    }
    match (base.node.get("schema"), head.node.get("schema")) {
        (Some(was), Some(is)) => schema::compare(cx, Site::RequestBody { media_type: name }, was, is),
        (None, Some(is)) => {
            let (rule, identity) = (REQUEST_BODY_MEDIA_TYPE_SCHEMA_ADDED, identity::of(is));
            cx.emit_as(Some(identity), rule, SUBJECT, &[name], Some(base.node), Some(is.written()));
        }
        (Some(was), None) => {
            cx.emit(
                REQUEST_BODY_MEDIA_TYPE_SCHEMA_REMOVED,
                SUBJECT,
                &[name],
                Some(was.written()),
                Some(head.node),
            );
        }
        (None, None) => {}
    }
}
