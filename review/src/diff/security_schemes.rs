//! The security schemes that a document names.

use super::cx::Cx;
use super::extensions;
use super::pairs::Pairs;
use super::rule::Rule;
use super::rules::ours::*;
use super::rules::security::*;
use super::view::Node;

/// The texts of a scheme, and what it is called when they change.
const TEXTS: &[(&str, &Rule)] = &[
    ("in", SECURITY_SCHEME_IN_CHANGED),
    ("name", SECURITY_SCHEME_NAME_CHANGED),
    ("scheme", SECURITY_SCHEME_SCHEME_CHANGED),
    ("bearerFormat", SECURITY_SCHEME_BEARER_FORMAT_CHANGED),
    ("openIdConnectUrl", SECURITY_SCHEME_OPENID_URL_CHANGED),
];

/// What it is called when a flow changes.
struct FlowRules {
    /// By the address's key.
    urls: [(&'static str, &'static Rule); 3],
    scope_added: &'static Rule,
    scope_removed: &'static Rule,
    scope_changed: &'static Rule,
}

/// The flow that oasdiff looks at.
const IMPLICIT: FlowRules = FlowRules {
    urls: [
        ("authorizationUrl", API_SECURITY_COMPONENT_OAUTH_URL_CHANGED),
        ("tokenUrl", API_SECURITY_COMPONENT_OAUTH_TOKEN_URL_CHANGED),
        ("refreshUrl", SECURITY_SCHEME_REFRESH_URL_CHANGED),
    ],
    scope_added: API_SECURITY_COMPONENT_OAUTH_SCOPE_ADDED,
    scope_removed: API_SECURITY_COMPONENT_OAUTH_SCOPE_REMOVED,
    scope_changed: API_SECURITY_COMPONENT_OAUTH_SCOPE_CHANGED,
};

const OTHERS: FlowRules = FlowRules {
    urls: [
        ("authorizationUrl", SECURITY_SCHEME_AUTHORIZATION_URL_CHANGED),
        ("tokenUrl", SECURITY_SCHEME_TOKEN_URL_CHANGED),
        ("refreshUrl", SECURITY_SCHEME_REFRESH_URL_CHANGED),
    ],
    scope_added: SECURITY_SCHEME_SCOPE_ADDED,
    scope_removed: SECURITY_SCHEME_SCOPE_REMOVED,
    scope_changed: SECURITY_SCHEME_SCOPE_CHANGED,
};

/// Compares all schemes.
pub(super) fn compare(cx: &mut Cx<'_>) {
    let subject = |name: &str| format!("the security scheme `{name}`");
    let pairs = Pairs::of(schemes(cx.base), schemes(cx.head));
    for (name, scheme) in pairs.removed {
        cx.emit(API_SECURITY_COMPONENT_REMOVED, subject(name), &[], Some(scheme.written()), None);
    }
    for (name, scheme) in pairs.added {
        cx.emit(API_SECURITY_COMPONENT_ADDED, subject(name), &[], None, Some(scheme.written()));
    }
    for (name, base, head) in pairs.both {
        cx.within(base, head, |cx| compare_one(cx, &subject(name), base, head));
    }
}

fn schemes(root: Node<'_>) -> Vec<(&str, Node<'_>)> {
    root.get("components").map(|components| components.entries_of("securitySchemes")).unwrap_or_default()
}

fn compare_one<'d>(cx: &mut Cx<'d>, subject: &str, base: Node<'d>, head: Node<'d>) {
    if cx.same(base, head) {
        return;
    }
    let (was, is) = (base.text("type").unwrap_or_default(), head.text("type").unwrap_or_default());
    if was != is {
        // What follows from the type is no change of its own.
        for rule in [API_SECURITY_COMPONENT_TYPE_CHANGED, SECURITY_SCHEME_TYPE_CHANGED] {
            cx.emit(rule, subject, &[was, is], base.get("type"), head.get("type"));
        }
        return;
    }
    compare_texts(cx, TEXTS, subject, base, head);
    compare_flows(cx, subject, base, head);
    extensions::compare_scheme(cx, subject, base, head);
}

fn compare_texts<'d>(
    cx: &mut Cx<'d>,
    texts: &[(&str, &'static Rule)],
    subject: &str,
    base: Node<'d>,
    head: Node<'d>,
) {
    for (key, rule) in texts {
        let (was, is) = (base.text(key).unwrap_or_default(), head.text(key).unwrap_or_default());
        // The name of an HTTP scheme can be written in capitals.
        let is_same = if *key == "scheme" { was.eq_ignore_ascii_case(is) } else { was == is };
        if !is_same {
            cx.emit(rule, subject, &[&shown(was), &shown(is)], base.place(key), head.place(key));
        }
    }
}

fn shown(text: &str) -> String {
    if text.is_empty() { "nothing".to_owned() } else { format!("`{text}`") }
}

fn compare_flows<'d>(cx: &mut Cx<'d>, subject: &str, base: Node<'d>, head: Node<'d>) {
    let flows = |scheme: Node<'d>| {
        let mut flows = scheme.entries_of("flows");
        flows.retain(|(name, _)| !name.starts_with("x-"));
        flows
    };
    let pairs = Pairs::of(flows(base), flows(head));
    for (name, flow) in pairs.removed {
        cx.emit(SECURITY_SCHEME_FLOW_REMOVED, subject, &[name], Some(flow.written()), None);
    }
    for (name, flow) in pairs.added {
        cx.emit(SECURITY_SCHEME_FLOW_ADDED, subject, &[name], None, Some(flow.written()));
    }
    for (name, base, head) in pairs.both {
        let rules = if name == "implicit" { &IMPLICIT } else { &OTHERS };
        compare_texts(cx, &rules.urls, subject, base, head);
        compare_scopes(cx, rules, subject, base, head);
    }
}

fn compare_scopes<'d>(cx: &mut Cx<'d>, rules: &FlowRules, subject: &str, base: Node<'d>, head: Node<'d>) {
    let pairs = Pairs::of(base.entries_of("scopes"), head.entries_of("scopes"));
    for (name, scope) in pairs.removed {
        cx.emit(rules.scope_removed, subject, &[name], Some(scope), None);
    }
    for (name, scope) in pairs.added {
        cx.emit(rules.scope_added, subject, &[name], None, Some(scope));
    }
    for (name, base, head) in pairs.both.into_iter().filter(|(_, base, head)| base.value() != head.value()) {
        cx.emit(rules.scope_changed, subject, &[name], Some(base), Some(head));
    }
}
