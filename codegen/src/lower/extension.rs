//! The `x-` keys of ours, and what a reader is told about a thing.

use super::Context;
use crate::api::Effect;
use crate::diagnostics;
use crate::wire::{Docs, Evidence, IdempotencyKey, KeyRefusal, RepeatedKey, Sensitive, Source};
use clientwright_document::Value;
use clientwright_document::near::distance;
use clientwright_document::pointer::Pointer;

/// Where a key can stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Site {
    Operation,
    Webhook,
    Param,
    Schema,
    Response,
    Scheme,
    /// Info, tags, request bodies, media types…
    Other,
}

/// Every key of ours, and where it means something.
const KEYS: &[(&str, &[Site])] = {
    use Site::{Operation, Other, Param, Response, Schema, Scheme, Webhook};
    &[
        ("x-source", &[Operation, Webhook, Schema, Param, Response, Scheme]),
        ("x-evidence", &[Operation, Webhook, Param, Schema, Response]),
        ("x-evidence-note", &[Operation, Webhook, Param, Schema, Response]),
        ("x-conflict", &[Operation, Webhook, Param, Schema, Response, Scheme, Other]),
        ("x-status", &[Operation]),
        ("x-retry", &[Operation]),
        ("x-retry-note", &[Operation]),
        ("x-lookup", &[Operation]),
        ("x-idempotency-key", &[Param]),
        ("x-pagination", &[Operation]),
        ("x-sensitive", &[Schema, Param, Scheme]),
        ("x-signing", &[Scheme]),
        ("x-decimal", &[Schema]),
        ("x-error-codes", &[Response]),
        ("x-sandbox", &[Schema]),
        ("x-rust-name", &[Operation, Schema, Param]),
        ("x-enum-varnames", &[Schema]),
        ("x-enum-descriptions", &[Schema]),
    ]
};

/// Keys that read like ours, with the ones that are meant.
const NOT_KEYS: &[(&str, &str)] = &[
    ("x-webhook-event", "a `const` property"),
    ("x-secret", "x-sensitive"),
    ("x-pii", "x-sensitive"),
    ("x-idempotent", "x-retry"),
    ("x-errors", "x-error-codes"),
    ("x-name", "x-rust-name"),
];

impl Context<'_> {
    /// Checks the names of an object's `x-` keys. Foreign keys are allowed; a slip of the pen in one of ours is not:
    /// it would be silently without effect.
    pub(super) fn check_extensions(&mut self, at: &Pointer, site: Site) {
        if !self.has_our_keys() {
            return;
        }
        for key in self.node(at).as_mapping().into_iter().flat_map(|mapping| mapping.keys()) {
            if !key.starts_with("x-") {
                continue;
            }
            if let Some((_, sites)) = KEYS.iter().find(|(known, _)| known == key) {
                if !sites.contains(&site) {
                    let problem = diagnostics::misplaced_extension(&at.join(key), key);
                    self.report.problem(problem, Effect::Ignored);
                }
                continue;
            }
            let meant = NOT_KEYS.iter().find(|(known, _)| known == key).map(|(_, meant)| *meant);
            let near = || KEYS.iter().map(|(known, _)| *known).find(|known| distance(known, key) <= 2);
            if let Some(near) = meant.or_else(near) {
                let problem = diagnostics::unknown_extension(&at.join(key), key, near);
                self.report.problem(problem, Effect::Ignored);
            }
        }
    }

    /// What the document says of the thing at a place.
    pub(super) fn docs(&mut self, at: &Pointer) -> Docs {
        let node = self.node(at);
        let text =
            |key: &str| node.get(key).and_then(Value::scalar_text).filter(|text| !text.trim().is_empty());
        let mut docs = Docs {
            summary: text("summary"),
            description: text("description"),
            deprecated: node.get("deprecated").and_then(Value::as_bool).unwrap_or(false),
            ..Docs::default()
        };
        if let Some(page) = self.external_docs(at) {
            add_paragraph(&mut docs, page);
        }
        if !has_extensions(node) {
            return docs;
        }
        docs.sources = self.sources(at);
        docs.evidence = self.evidence(at, "x-evidence");
        let note = self.text(at, "x-evidence-note");
        if docs.evidence != Evidence::Documented && note.is_none() {
            self.report.rule(diagnostics::missing_evidence_note(&at.join("x-evidence"), "x-evidence-note"));
        }
        docs.evidence_note = note;
        docs.conflict = self.text(at, "x-conflict");
        docs
    }

    /// `externalDocs` as a link.
    pub(super) fn external_docs(&self, at: &Pointer) -> Option<String> {
        let page = self.node(at).get("externalDocs")?;
        let text =
            |key: &str| page.get(key).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
        let (words, url) = (text("description"), text("url")?);
        Some(link(words.unwrap_or("More in the documentation"), url))
    }

    /// How sure a statement is; documented where nothing is said.
    pub(super) fn evidence(&mut self, at: &Pointer, key: &str) -> Evidence {
        self.word(at, key, &Evidence::ALL.map(|kind| (kind.as_str(), kind))).unwrap_or_default()
    }

    /// What is known of the idempotency key that a parameter carries.
    pub(super) fn idempotency_key(&mut self, at: &Pointer) -> Option<IdempotencyKey> {
        const KEY: &str = "x-idempotency-key";
        let expected = "`true` or `{lifetime-seconds: 300, repeated: refused}`";
        let value = self.node(at).get(KEY)?;
        let at = at.join(KEY);
        let Some(mapping) = value.as_mapping() else {
            if value.as_bool().is_none() {
                self.bad_extension(&at, expected);
            }
            return (value.as_bool() == Some(true)).then(IdempotencyKey::default);
        };
        if mapping.keys().any(|key| !["lifetime-seconds", "repeated", "refusal"].contains(&key.as_str())) {
            self.bad_extension(&at, expected);
        }
        let lifetime = value.get("lifetime-seconds");
        let lifetime_seconds = lifetime
            .and_then(Value::scalar_text)
            .and_then(|text| text.parse().ok())
            .filter(|seconds| *seconds > 0);
        if lifetime.is_some() && lifetime_seconds.is_none() {
            self.bad_extension(&at.join("lifetime-seconds"), "a number of seconds");
        }
        let words = [("refused", RepeatedKey::Refused), ("replayed", RepeatedKey::Replayed)];
        let repeated = self.word(&at, "repeated", &words);
        let refusal = self.key_refusal(&at);
        Some(IdempotencyKey { lifetime_seconds, repeated, refusal })
    }

    /// What the refusal of a repeated key looks like, as far as the documentation says.
    fn key_refusal(&mut self, at: &Pointer) -> Option<KeyRefusal> {
        let value = self.node(at).get("refusal")?;
        let at = at.join("refusal");
        let known = value.as_mapping().is_some_and(|mapping| {
            !mapping.is_empty() && mapping.keys().all(|key| ["status", "code"].contains(&key.as_str()))
        });
        if !known {
            self.bad_extension(&at, "`{status: 400, code: …}`");
        }
        let status = value.get("status");
        let parsed = status
            .and_then(Value::scalar_text)
            .and_then(|text| text.parse().ok())
            .filter(|status| (400..600).contains(status));
        if status.is_some() && parsed.is_none() {
            self.bad_extension(&at.join("status"), "a status from 400 to 599");
        }
        Some(KeyRefusal { status: parsed, code: self.text(&at, "code") })
    }

    /// What must not be seen in logs.
    pub(super) fn sensitive(&mut self, at: &Pointer) -> Option<Sensitive> {
        self.word(at, "x-sensitive", &[("pii", Sensitive::Pii), ("secret", Sensitive::Secret)])
    }

    /// The Rust name that provider.yaml or the document gives.
    pub(super) fn rust_name(&mut self, at: &Pointer) -> Option<String> {
        let renames = &self.provider.renames;
        if let Some(index) = renames.iter().position(|rename| rename.pointer == *at) {
            self.renamed.insert(index);
            return Some(renames[index].name.clone());
        }
        self.text(at, "x-rust-name").filter(|name| !name.is_empty())
    }

    /// The text of a key of ours.
    pub(super) fn text(&mut self, at: &Pointer, key: &str) -> Option<String> {
        let value = self.node(at).get(key)?;
        let text = value.as_str().map(str::to_owned);
        if text.is_none() {
            self.bad_extension(&at.join(key), "a text");
        }
        text
    }

    /// `true` or `false` of a key of ours; absent is `false`.
    pub(super) fn flag(&mut self, at: &Pointer, key: &str) -> bool {
        let Some(value) = self.node(at).get(key) else { return false };
        if value.as_bool().is_none() {
            self.bad_extension(&at.join(key), "`true` or `false`");
        }
        value.as_bool().unwrap_or(false)
    }

    /// One of the words of a key of ours.
    pub(super) fn word<T: Copy>(&mut self, at: &Pointer, key: &str, words: &[(&str, T)]) -> Option<T> {
        let value = self.node(at).get(key)?;
        let word = value.as_str().and_then(|text| words.iter().find(|(word, _)| *word == text));
        if word.is_none() {
            let known: Vec<String> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
            self.bad_extension(&at.join(key), &known.join(" or "));
        }
        word.map(|(_, meaning)| *meaning)
    }

    /// A key of ours has a value of another kind. In a document of somebody else's it is a key of somebody else's.
    pub(super) fn bad_extension(&mut self, at: &Pointer, expected: &str) {
        if self.has_our_keys() {
            self.report.problem(diagnostics::bad_extension(at, expected), Effect::Ignored);
        }
    }

    /// Whether `x-retry` and the like are ours: in a spec of a workspace, or where the document says `x-clientwright: true`.
    fn has_our_keys(&self) -> bool {
        let says_so = || self.node(&Pointer::root()).get("x-clientwright").and_then(Value::as_bool);
        self.provider.is_ours() || says_so() == Some(true)
    }

    fn sources(&mut self, at: &Pointer) -> Vec<Source> {
        let Some(value) = self.node(at).get("x-source") else { return Vec::new() };
        let at = at.join("x-source");
        let Some(items) = value.as_sequence() else {
            self.bad_extension(&at, "a list of `{url, section?, checked, edition?}`");
            return Vec::new();
        };
        let mut sources = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let at = at.join(index);
            let text = |key: &str| item.get(key).and_then(Value::as_str).map(str::to_owned);
            const KEYS: [&str; 4] = ["url", "section", "checked", "edition"];
            let is_known =
                item.as_mapping().is_some_and(|item| item.keys().all(|key| KEYS.contains(&key.as_str())));
            let (section, edition) = (text("section"), text("edition"));
            // A page's address can name its section itself, but not another one.
            let is_section = |url: &str| match &section {
                Some(section) => !section.is_empty() && !section.contains(['#', ' ']) && !url.contains('#'),
                None => item.get("section").is_none(),
            };
            match (text("url"), text("checked")) {
                (Some(url), Some(checked))
                    if is_known && is_date(&checked) && is_of_the_web(&url) && is_section(&url) =>
                {
                    sources.push(Source { url, section, checked, edition });
                }
                _ => self.bad_extension(
                    &at,
                    "`{url: https://…, section?: …, checked: \"YYYY-MM-DD\", edition?: …}`, the section without `#`",
                ),
            }
        }
        sources
    }
}

/// Adds a paragraph to what is said of a thing.
pub(super) fn add_paragraph(docs: &mut Docs, paragraph: String) {
    docs.description = Some(match docs.description.take() {
        Some(text) => format!("{}\n\n{paragraph}", text.trim_end()),
        None => paragraph,
    });
}

/// A link in Markdown; words alone, where the address is none.
pub(super) fn link(words: &str, url: &str) -> String {
    let is_address =
        url.starts_with("http") && !url.contains(|c: char| c.is_whitespace() || "<>()".contains(c));
    match is_address && !words.contains(['[', ']', '`', '\n']) {
        true => format!("[{words}]({url})"),
        false => format!("{words}: {url}"),
    }
}

/// Whether an object has any `x-` key: most have none, and need not be asked for each.
pub(super) fn has_extensions(node: &Value) -> bool {
    node.as_mapping().is_some_and(|mapping| mapping.keys().any(|key| key.starts_with("x-")))
}

/// Whether an address is one that documentation may link to.
fn is_of_the_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let digits = |part: &str, len| part.len() == len && part.bytes().all(|byte| byte.is_ascii_digit());
    matches!(parts.as_slice(), [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2))
}
