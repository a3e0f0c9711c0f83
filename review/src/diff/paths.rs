//! Which path of the one document is which of the other, and the operations below them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::cx::Cx;
use super::lifecycle::Removal;
use super::operation::{self, Operation};
use super::pairs::Pairs;
use super::rules::operations::*;
use super::view::{self, Node};
use clientwright_codegen::wire::HttpMethod;

const REMOVED_WITH_PATH: Removal = Removal {
    without_deprecation: API_PATH_REMOVED_WITHOUT_DEPRECATION,
    with_deprecation: API_PATH_REMOVED_WITH_DEPRECATION,
    before_sunset: API_PATH_REMOVED_BEFORE_SUNSET,
    sunset_parse: API_PATH_SUNSET_PARSE,
};

const REMOVED: Removal = Removal {
    without_deprecation: API_REMOVED_WITHOUT_DEPRECATION,
    with_deprecation: API_REMOVED_WITH_DEPRECATION,
    before_sunset: API_REMOVED_BEFORE_SUNSET,
    sunset_parse: API_PATH_SUNSET_PARSE,
};

/// Compares all paths.
pub(super) fn compare(cx: &mut Cx<'_>) {
    // Those of the same name first: `/a/{id}` must not take what `/a/{key}` is called.
    let same = Pairs::of(items(cx.base, "paths"), items(cx.head, "paths"));
    let mut renamed: BTreeMap<String, VecDeque<(&str, Node<'_>)>> = BTreeMap::new();
    for item in &same.added {
        renamed.entry(template(item.0)).or_default().push_back(*item);
    }
    let mut paired: BTreeMap<&str, (&str, Node<'_>)> =
        same.both.iter().map(|(path, _, head)| (*path, (*path, *head))).collect();
    for (path, _) in &same.removed {
        let pair = renamed.get_mut(&template(path)).and_then(VecDeque::pop_front);
        paired.extend(pair.map(|pair| (*path, pair)));
    }
    for (path, item) in items(cx.base, "paths") {
        compare_items(cx, path, Some(item), paired.get(path).copied());
    }
    let taken: BTreeSet<&str> = paired.values().map(|(path, _)| *path).collect();
    for (path, item) in same.added.into_iter().filter(|(path, _)| !taken.contains(path)) {
        compare_items(cx, path, None, Some((path, item)));
    }
    cx.enter(None, None);
}

/// Compares all webhooks.
pub(super) fn compare_webhooks(cx: &mut Cx<'_>) {
    let webhooks = |root| [items(root, "webhooks"), items(root, "x-webhooks")].concat();
    let pairs = Pairs::of(webhooks(cx.base), webhooks(cx.head));
    cx.enter(None, None);
    for (name, item) in pairs.removed {
        cx.emit(WEBHOOK_REMOVED, format!("the webhook `{name}`"), &[], Some(item.written()), None);
    }
    for (name, item) in pairs.added {
        cx.emit(WEBHOOK_ADDED, format!("the webhook `{name}`"), &[], None, Some(item.written()));
    }
    for (name, base, head) in pairs.both {
        let path = format!("webhook:{name}");
        compare_items(cx, &path, Some(base), Some((&path, head)));
    }
    cx.enter(None, None);
}

fn items<'d>(root: Node<'d>, key: &str) -> Vec<(&'d str, Node<'d>)> {
    root.entries_of(key).into_iter().filter(|(path, _)| !path.starts_with("x-")).collect()
}

/// The path without the names of its parameters, which are not part of what is called.
fn template(path: &str) -> String {
    path.split('{')
        .map(|part| part.split_once('}').map_or(part, |(_, rest)| rest))
        .collect::<Vec<_>>()
        .join("{}")
}

fn compare_items<'d>(cx: &mut Cx<'d>, path: &str, base: Option<Node<'d>>, head: Option<(&str, Node<'d>)>) {
    // The same item can stand at several paths.
    let reference = |item: Option<Node<'d>>| item.and_then(Node::reference);
    cx.through = match (base, head) {
        (Some(base), Some((_, head))) => view::through(None, base, head),
        (base, head) => Some([reference(base), reference(head.map(|(_, item)| item))])
            .filter(|sides| sides.iter().any(Option::is_some)),
    };
    for method in HttpMethod::ALL {
        let below = |item: Option<Node<'d>>, path| {
            let item = item?;
            Some(Operation { path, item, node: item.get(method.key())? })
        };
        let head_path = head.map_or(path, |(path, _)| path);
        cx.enter(Some(method), Some(path));
        match (below(base, path), below(head.map(|(_, item)| item), head_path)) {
            (Some(base), Some(head)) => {
                cx.within(base.node, head.node, |cx| operation::compare(cx, method, base, head));
            }
            (Some(base), None) => {
                let removal = if head.is_some() { &REMOVED } else { &REMOVED_WITH_PATH };
                operation::removed(cx, removal, base);
            }
            (None, Some(head)) => {
                cx.emit(ENDPOINT_ADDED, "the operation", &[], None, Some(head.node.written()));
            }
            (None, None) => {}
        }
    }
    cx.through = None;
}

#[cfg(test)]
mod tests {
    use super::template;

    #[test]
    fn names_of_parameters_are_not_part_of_a_path() {
        assert_eq!(template("/a/{id}/b.{kind}"), "/a/{}/b.{}");
        assert_eq!(template("/a/{id}"), template("/a/{key}"));
        assert_ne!(template("/a/id"), template("/a/{id}"));
    }
}
