//! What `provider.yaml` decides: no document says it, and programs depend on it all the same.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, fingerprint};
use super::identity;
use super::rule::Rule;
use super::rules::decisions::*;
use super::rules::ours::{SERVER_ADDED, SERVER_CHANGED, SERVER_REMOVED, SERVER_VARIABLES_CHANGED};
use super::view::Node;
use crate::day::Day;
use clientwright_codegen::provider::{Envelope, FILE, Provider, Retries, Signature, SignatureScheme};
use clientwright_codegen::rust;
use clientwright_document::Document;
use clientwright_document::pointer::Pointer;

/// A provider as it was, or as it is.
#[derive(Clone, Copy)]
pub struct Side<'s> {
    /// Its document, [as written](clientwright_document::parse_as_written).
    pub document: &'s Document,
    /// Our decisions about it; `None` when they cannot be read.
    pub decisions: Option<&'s Provider>,
    /// The client of its crate; `None` when none can be made.
    pub client: Option<&'s rust::Client>,
}

/// What is different about a provider: in its document, then in our decisions, in the order of the file's keys.
pub fn compare_providers(
    name: &str,
    base: Option<Side<'_>>,
    head: Option<Side<'_>>,
    today: Day,
) -> Vec<Change> {
    let subject = format!("the provider `{name}`");
    let (base, head) = match (base, head) {
        (None, None) => return Vec::new(),
        (None, Some(_)) => return vec![change(PROVIDER_ADDED, &subject, &[], [None, Some(Pointer::root())])],
        (Some(_), None) => {
            return vec![change(PROVIDER_REMOVED, &subject, &[], [Some(Pointer::root()), None])];
        }
        (Some(base), Some(head)) => (base, head),
    };
    let mut changes = super::compare(base.document, head.document, today);
    let mut told = Told::default();
    if let (Some(was), Some(is)) = (base.decisions, head.decisions) {
        set_servers_apart(&mut changes, was, is);
        let names = [was, is].map(|provider| Some(provider.package.name.as_str()));
        told.text([None, Some(CRATE_RENAMED), None], "the crate", names, &["crate", "name"]);
        environments(&mut told, was, is);
        if let (Some(was), Some(is)) = (base.client, head.client) {
            variables(&mut told, was, is);
        }
        errors(&mut told, was, is);
        envelopes(&mut told, was.envelope.as_ref(), is.envelope.as_ref());
        retries(&mut told, &was.retries, &is.retries);
        signatures(&mut told, was.signature.as_ref(), is.signature.as_ref());
        renames(&mut told, was, is);
    }
    changes.extend(told.0);
    if base.client.is_none() || head.client.is_none() {
        let places = [Some(Pointer::root()), Some(Pointer::root())];
        let roots = [base.document, head.document].map(|document| Some(Node::root(document)));
        // Nobody knows what is approved: not what comes later.
        let identity = Some(identity::of_both(roots[0], roots[1]));
        changes.push(Change { identity, ..change(CRATE_NOT_COMPARED, "the crate", &[], places) });
    }
    changes
}

/// The code of two crates that differs where nothing else is told: by file, without the documentation.
///
/// A net under all rules: an edit that none of them sees is not passed over.
pub fn compare_code(base: &BTreeMap<String, String>, head: &BTreeMap<String, String>) -> Option<Change> {
    let files: BTreeSet<&String> = base.keys().chain(head.keys()).collect();
    let differ: Vec<String> = files
        .into_iter()
        .filter(|file| base.get(*file) != head.get(*file))
        .map(|file| format!("`{file}`"))
        .collect();
    if differ.is_empty() {
        return None;
    }
    let places = [Some(Pointer::root()), Some(Pointer::root())];
    let identity = Some(fingerprint(base.values().chain(head.values()).map(String::as_str)));
    Some(Change { identity, ..change(CODE_CHANGED, "the code of the crate", &[&differ.join(", ")], places) })
}

/// The servers of a document are no addresses of a crate whose environments stand in `provider.yaml`.
fn set_servers_apart(changes: &mut [Change], base: &Provider, head: &Provider) {
    const APART: [(&Rule, &Rule); 4] = [
        (SERVER_CHANGED, DOCUMENTED_SERVER_CHANGED),
        (SERVER_VARIABLES_CHANGED, DOCUMENTED_SERVER_VARIABLES_CHANGED),
        (SERVER_REMOVED, DOCUMENTED_SERVER_REMOVED),
        (SERVER_ADDED, DOCUMENTED_SERVER_ADDED),
    ];
    if base.environments.is_empty() || head.environments.is_empty() {
        return;
    }
    for change in changes {
        if let Some((_, apart)) = APART.iter().find(|(rule, _)| **rule == change.rule) {
            (change.rule, change.rust) = ((*apart).clone(), apart.rust);
        }
    }
}

const WEBHOOKS: &str = "webhooks";

fn environments(told: &mut Told, was: &Provider, is: &Provider) {
    let new = is.environments.keys().filter(|name| !was.environments.contains_key(*name));
    for name in was.environments.keys().chain(new) {
        let subject = format!("the environment `{name}`");
        let sides = [was, is].map(|provider| provider.environments.get(name));
        let urls = sides.map(|environment| environment?.url.as_deref());
        let rules = [ENVIRONMENT_ADDED, ENVIRONMENT_URL_CHANGED, ENVIRONMENT_REMOVED].map(Some);
        told.text(rules, &subject, urls, &["environments", name, "url"]);
        let prefixes = sides.map(|environment| environment?.key_prefix.as_deref());
        let rules = [KEY_PREFIX_ADDED, KEY_PREFIX_CHANGED, KEY_PREFIX_REMOVED].map(Some);
        told.text(rules, &subject, prefixes, &["environments", name, "key-prefix"]);
    }
}

/// The variables of `from_env`: those that nobody names follow from the crate's name.
fn variables(told: &mut Told, was: &rust::Client, is: &rust::Client) {
    let names = [was, is].map(|client| Some(client.environment_variable.as_str()));
    let rules = [None, Some(ENVIRONMENT_VARIABLE_CHANGED), None];
    told.text(rules, "the environment of `Client::from_env`", names, &["crate", "name"]);
    for scheme in &was.schemes {
        let other = is.schemes.iter().find(|other| other.name == scheme.name);
        let subject = format!("the credential of `{}`", scheme.name);
        let rules = [None, Some(CREDENTIAL_VARIABLE_CHANGED), None];
        let sides = [Some(&*scheme.variable), other.map(|other| &*other.variable)];
        told.text(rules, &subject, sides, &["credentials", &scheme.name]);
    }
}

fn errors(told: &mut Told, was: &Provider, is: &Provider) {
    let shown = |pointers: &[String]| match pointers {
        [] => "no place".to_owned(),
        _ => pointers.iter().map(|pointer| format!("`{pointer}`")).collect::<Vec<_>>().join(", then "),
    };
    // The first that is there counts: one behind the others is asked where they find nothing.
    let is_extended =
        was.errors.code.len() < is.errors.code.len() && is.errors.code.starts_with(&was.errors.code);
    let code = if is_extended { ERROR_CODE_POINTERS_EXTENDED } else { ERROR_CODE_POINTERS_CHANGED };
    for (key, subject, rule, was, is) in [
        ("code", "the codes of errors", code, &was.errors.code, &is.errors.code),
        (
            "message",
            "the messages of errors",
            ERROR_MESSAGE_POINTERS_CHANGED,
            &was.errors.message,
            &is.errors.message,
        ),
    ] {
        if was != is {
            told.say(rule, subject, &[&shown(was), &shown(is)], [Some(&["errors", key]); 2]);
        }
    }
}

fn retries(told: &mut Told, was: &Retries, is: &Retries) {
    let shown = |retries: &Retries| {
        let number = |what: &str, number: Option<u64>| number.map(|number| format!("{what} {number}"));
        let parts = [
            number("attempts", retries.attempts.map(u64::from)),
            number("first-wait-milliseconds", retries.first_wait_milliseconds),
            number("longest-wait-seconds", retries.longest_wait_seconds),
            retries.header.as_ref().map(|header| format!("header `{header}`")),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.is_empty() { "the usual settings".to_owned() } else { parts.join(", ") }
    };
    if was != is {
        let places = [was, is].map(|side| (*side != Retries::default()).then_some(&["retries"][..]));
        told.say(RETRIES_CHANGED, "failed attempts", &[&shown(was), &shown(is)], places);
    }
}

fn envelopes(told: &mut Told, was: Option<&Envelope>, is: Option<&Envelope>) {
    let shown = |envelope: &Envelope| {
        let success = envelope.success.as_ref().map(|success| match &success.equals {
            None => format!(" if `{}` is true", success.pointer),
            Some(value) => format!(" if `{}` is `{value}`", success.pointer),
        });
        format!("`{}`{}", envelope.data, success.unwrap_or_default())
    };
    if was != is {
        let shown = [was, is].map(|envelope| envelope.map(shown));
        let shown = shown.each_ref().map(|envelope| envelope.as_deref());
        let rules = [ENVELOPE_ADDED, ENVELOPE_CHANGED, ENVELOPE_REMOVED].map(Some);
        told.text(rules, "calls", shown, &["envelope"]);
    }
}

fn word(scheme: SignatureScheme) -> &'static str {
    SignatureScheme::ALL.iter().find(|(_, known)| *known == scheme).map_or("", |(word, _)| word)
}

fn signatures(told: &mut Told, was: Option<&Signature>, is: Option<&Signature>) {
    const AT: &[&str] = &["webhooks", "signature"];
    match (was, is) {
        (Some(was), Some(is)) => signature(told, was, is),
        (None, Some(is)) => {
            told.say(WEBHOOK_SIGNATURE_ADDED, WEBHOOKS, &[word(is.scheme), &is.header], [None, Some(AT)]);
        }
        (Some(_), None) => told.say(WEBHOOK_SIGNATURE_REMOVED, WEBHOOKS, &[], [Some(AT), None]),
        (None, None) => {}
    }
}

fn signature(told: &mut Told, was: &Signature, is: &Signature) {
    let mut say = |rule, key: &str, from: &str, to: &str| {
        told.say(rule, WEBHOOKS, &[from, to], [Some(&["webhooks", "signature", key]); 2]);
    };
    if was.scheme != is.scheme {
        say(WEBHOOK_SIGNATURE_SCHEME_CHANGED, "scheme", word(was.scheme), word(is.scheme));
    }
    if !was.header.eq_ignore_ascii_case(&is.header) {
        say(WEBHOOK_SIGNATURE_HEADER_CHANGED, "header", &was.header, &is.header);
    }
    let prefix = |signature: &Signature| match (&signature.prefix, signature.prefix_optional) {
        (None, _) => "nothing".to_owned(),
        (Some(prefix), false) => format!("`{prefix}`"),
        (Some(prefix), true) => format!("`{prefix}` or nothing"),
    };
    let (from, to) = (prefix(was), prefix(is));
    if from != to {
        // What stood there before still may.
        let is_taken_too =
            is.prefix_optional && (was.prefix.is_none() || was.prefix == is.prefix && !was.prefix_optional);
        let rule =
            if is_taken_too { WEBHOOK_SIGNATURE_PREFIX_OPTIONAL } else { WEBHOOK_SIGNATURE_PREFIX_CHANGED };
        say(rule, "prefix", &from, &to);
    }
    let time = |signature: &Signature| {
        signature
            .timestamp_header
            .as_ref()
            .map_or_else(|| "no header".to_owned(), |header| format!("`{header}`"))
    };
    let (from, to) = (time(was), time(is));
    if !from.eq_ignore_ascii_case(&to) {
        say(WEBHOOK_TIMESTAMP_HEADER_CHANGED, "timestamp-header", &from, &to);
    }
    if let (Some(was), Some(is)) = (&was.separator, &is.separator)
        && was != is
    {
        say(WEBHOOK_PAYLOAD_CHANGED, "payload", was, is);
    }
    let limit = |signature: &Signature| signature.tolerance_seconds.unwrap_or(u64::MAX);
    let age = |signature: &Signature| {
        signature
            .tolerance_seconds
            .map_or_else(|| "any number of seconds".to_owned(), |limit| format!("{limit} seconds"))
    };
    if limit(was) != limit(is) {
        let is_tighter = limit(is) < limit(was);
        let rule = if is_tighter { WEBHOOK_TOLERANCE_TIGHTENED } else { WEBHOOK_TOLERANCE_LOOSENED };
        say(rule, "tolerance-seconds", &age(was), &age(is));
    }
}

fn renames(told: &mut Told, was: &Provider, is: &Provider) {
    let sides = [was, is].map(|provider| {
        move |at: &Pointer| {
            provider.renames.iter().find(|rename| rename.pointer == *at).map(|rename| &rename.name)
        }
    });
    let mut seen = BTreeSet::new();
    for at in
        was.renames.iter().chain(&is.renames).map(|rename| &rename.pointer).filter(|at| seen.insert(*at))
    {
        let (one, other) = (sides[0](at), sides[1](at));
        if one != other {
            let shown = |name: Option<&String>| {
                name.map_or_else(|| "by its own name".to_owned(), |name| format!("`{name}`"))
            };
            let place = ["renames", &at.to_string()];
            let places = [one, other].map(|name| name.map(|_| &place[..]));
            told.say(RENAME_CHANGED, &format!("`{at}`"), &[&shown(one), &shown(other)], places);
        }
    }
}

/// What was found.
#[derive(Default)]
struct Told(Vec<Change>);

impl Told {
    /// Places are the steps to them in the file.
    fn say(&mut self, rule: &'static Rule, subject: &str, args: &[&str], places: [Option<&[&str]>; 2]) {
        let at = |steps: &[&str]| steps.iter().fold(Pointer::of_file(FILE), |at, step| at.join(step));
        self.0.push(change(rule, subject, args, places.map(|steps| steps.map(at))));
    }

    /// A text that came, changed or went.
    fn text(
        &mut self,
        [came, changed, went]: [Option<&'static Rule>; 3],
        subject: &str,
        sides: [Option<&str>; 2],
        at: &[&str],
    ) {
        let rule = match sides {
            [None, Some(_)] => came,
            [Some(was), Some(is)] if was != is => changed,
            [Some(_), None] => went,
            _ => None,
        };
        let args: Vec<&str> = sides.into_iter().flatten().collect();
        if let Some(rule) = rule {
            self.say(rule, subject, &args, sides.map(|side| side.map(|_| at)));
        }
    }
}

fn change(rule: &'static Rule, subject: &str, args: &[&str], [base, head]: [Option<Pointer>; 2]) -> Change {
    Change {
        rule: rule.clone(),
        operation: None,
        path: None,
        subject: subject.to_owned(),
        rust: rule.rust,
        args: args.iter().map(|arg| (*arg).to_owned()).collect(),
        base,
        head,
        through: None,
        identity: None,
    }
}
