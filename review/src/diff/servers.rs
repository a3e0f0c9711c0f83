//! Where the API is.

use super::cx::Cx;
use super::identity;
use super::rules::ours::*;
use super::view::Node;

/// Compares the servers that two places name.
pub(super) fn compare<'d>(cx: &mut Cx<'d>, base: Node<'d>, head: Node<'d>, subject: &str) {
    let (mut was, mut is) = (servers(base), servers(head));
    was.retain(|(url, server)| {
        let Some(index) = is.iter().position(|(other, _)| other == url) else { return true };
        let (_, other) = is.remove(index);
        let (base, head) = (server.get("variables"), other.get("variables"));
        let is_same = base.zip(head).is_some_and(|(base, head)| cx.same(base, head));
        if !is_same && (base.is_some() || head.is_some()) {
            let places = (base.or(Some(*server)), head.or(Some(other)));
            let identity = identity::of_both(base, head);
            cx.emit_as(Some(identity), SERVER_VARIABLES_CHANGED, subject, &[url], places.0, places.1);
        }
        false
    });
    if let ([(old, base)], [(new, head)]) = (&was[..], &is[..]) {
        cx.emit(SERVER_CHANGED, subject, &[old, new], base.get("url"), head.get("url"));
        return;
    }
    for (url, server) in was {
        cx.emit(SERVER_REMOVED, subject, &[url], server.get("url"), None);
    }
    for (url, server) in is {
        cx.emit(SERVER_ADDED, subject, &[url], None, server.get("url"));
    }
}

fn servers<'d>(node: Node<'d>) -> Vec<(&'d str, Node<'d>)> {
    let servers = node.items_of("servers").into_iter();
    servers.filter_map(|server| Some((server.text("url")?, server))).collect()
}
