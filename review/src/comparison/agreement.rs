//! A spec against the provider's own reference: the edits that would lead from theirs to ours, by what they are about.

use crate::plain;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use clientwright_document::files::Spot;
use serde_json::{Value, json};

use super::edits::{Comparison, Edit};
use super::tally::Tally;

/// What can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Operations,
    Parameters,
    Fields,
    Types,
    Required,
    Enums,
    Limits,
    Statuses,
    ErrorBodies,
    Webhooks,
    Others,
}

/// Who says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Both,
    Theirs,
    Ours,
}

/// How far two documents agree.
pub struct Agreement<'c> {
    rows: BTreeMap<Kind, Row>,
    differences: Vec<(Kind, Side, &'c Edit)>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Row {
    compared: usize,
    differs: usize,
    theirs: usize,
    ours: usize,
    decided: usize,
}

impl Kind {
    pub(super) const ALL: [Self; 11] = [
        Self::Operations,
        Self::Parameters,
        Self::Fields,
        Self::Types,
        Self::Required,
        Self::Enums,
        Self::Limits,
        Self::Statuses,
        Self::ErrorBodies,
        Self::Webhooks,
        Self::Others,
    ];

    fn as_str(self) -> &'static str {
        match self {
            Self::Operations => "operations",
            Self::Parameters => "parameters",
            Self::Fields => "fields",
            Self::Types => "types",
            Self::Required => "required flags",
            Self::Enums => "enums",
            Self::Limits => "limits",
            Self::Statuses => "statuses",
            Self::ErrorBodies => "error bodies",
            Self::Webhooks => "webhooks",
            Self::Others => "others",
        }
    }
}

impl Side {
    fn as_str(self) -> &'static str {
        match self {
            Self::Both => "differs",
            Self::Theirs => "only theirs",
            Self::Ours => "only ours",
        }
    }
}

/// What a spec decides for itself, or says by keys that no reference has.
const OURS: [&str; 26] = [
    "api-operation-id",
    "operation-renamed",
    "operation-restricted",
    "operation-unrestricted",
    "api-tag",
    "api-version",
    "api-major-version",
    "api-schema-removed",
    "retry-",
    "retries-",
    "idempotency-key",
    "sensitive-",
    "error-code",
    "sandbox-",
    "server-",
    "documented-server",
    "environment-",
    "code-changed",
    "crate-",
    "credential-",
    "key-prefix",
    "rename-",
    "provider-",
    "webhook-signature",
    "webhook-timestamp",
    "webhook-tolerance",
];

/// What a rule is about, and who says it; `None` for what is not compared.
fn classify(id: &str, subject: &str) -> Option<(Kind, Side)> {
    let has = |words: &[&str]| words.iter().any(|word| id.contains(word));
    if OURS.iter().any(|ours| id.starts_with(ours)) {
        return None;
    }
    let side = match () {
        () if has(&["enum-value"]) => Side::Both,
        () if has(&["removed", "-unset", "-deleted", "became-not-enum"]) => Side::Theirs,
        () if has(&["added", "-set", "became-enum"]) || id.starts_with("new-") => Side::Ours,
        () => Side::Both,
    };
    let is_error = status(subject).is_some_and(|status| !status.starts_with('2'));
    let kind = match () {
        () if has(&["api-path-removed", "api-removed", "endpoint-added"]) => Kind::Operations,
        () if has(&["webhook-added", "webhook-removed"]) => Kind::Webhooks,
        () if has(&["-success-status-", "response-catch-all"]) => Kind::Statuses,
        () if is_error => Kind::ErrorBodies,
        () if has(&[
            "media-type",
            "security",
            "pattern-property",
            "property-names",
            "additional-properties",
        ]) =>
        {
            Kind::Others
        }
        () if id.starts_with("request-parameter-removed") => Kind::Parameters,
        () if id.starts_with("new-") && id.contains("parameter") && !id.contains("property") => {
            Kind::Parameters
        }
        () if has(&["enum", "const-"]) => Kind::Enums,
        () if has(&["-min", "-max", "pattern-", "multiple-of", "unique-items"]) => Kind::Limits,
        () if has(&["became-required", "became-optional"]) => Kind::Required,
        () if has(&["type-", "list-of-types", "nullable", "one-of", "any-of", "all-of"]) => Kind::Types,
        () if id.contains("property") && (has(&["removed", "added"]) || id.starts_with("new-")) => {
            Kind::Fields
        }
        () => Kind::Others,
    };
    Some((kind, side))
}

/// The response that a rule speaks of: ``the response `404` ``, `the property … of the 404 response`.
fn status(subject: &str) -> Option<&str> {
    let named =
        subject.split_once("the response `").map(|(_, rest)| rest.split('`').next().unwrap_or_default());
    named.or_else(|| subject.strip_suffix(" response")?.rsplit(' ').next())
}

impl<'c> Agreement<'c> {
    pub(super) fn of(comparison: &'c Comparison, theirs: &Tally, ours: &Tally) -> Self {
        let mut rows: BTreeMap<Kind, Row> = BTreeMap::new();
        let mut places = BTreeSet::new();
        let mut differences = Vec::new();
        for edit in comparison.shown() {
            let Some((kind, side)) = classify(&edit.first().rule.id, &edit.first().subject) else { continue };
            differences.push((kind, side, edit));
            let at = edit.first().pointer().map(ToString::to_string).unwrap_or_default();
            // The values of an enum are one thing, and so is the body of an error.
            let at = match kind {
                Kind::Enums => at.split("/enum").next().unwrap_or_default().to_owned(),
                Kind::ErrorBodies => {
                    format!("{} {}", edit.operations(), status(&edit.first().subject).unwrap_or_default())
                }
                _ => at,
            };
            if !places.insert((kind, side, at)) {
                continue;
            }
            let row = rows.entry(kind).or_default();
            *match side {
                Side::Both => &mut row.differs,
                Side::Theirs => &mut row.theirs,
                Side::Ours => &mut row.ours,
            } += 1;
        }
        for (kind, _, edit) in &differences {
            rows.entry(*kind).or_default().decided += usize::from(edit.approved.is_some());
        }
        for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::Others) {
            let row = rows.entry(kind).or_default();
            // What only they have is not in our count; flags and types are of fields that both have.
            let both = |kind| ours.count(kind).min(theirs.count(kind));
            row.compared = match kind {
                Kind::Types | Kind::Required => both(Kind::Fields),
                kind => (ours.count(kind) + row.theirs).max(row.differs + row.theirs + row.ours),
            };
        }
        differences.sort_by_key(|(kind, side, _)| (*kind, *side));
        Self { rows, differences }
    }

    /// How many differences nobody has decided about.
    pub fn open(&self) -> usize {
        self.differences.iter().filter(|(_, _, edit)| edit.approved.is_none()).count()
    }

    /// The figures: kind, compared, agree, differs, only theirs, only ours, decided.
    pub fn figures(&self) -> Vec<(&'static str, [usize; 6])> {
        let figures = self.rows.iter().map(|(kind, row)| {
            let Row { compared, differs, theirs, ours, decided } = *row;
            (
                kind.as_str(),
                [compared, compared.saturating_sub(differs + theirs + ours), differs, theirs, ours, decided],
            )
        });
        figures.collect()
    }

    /// The differences for people at a terminal: what leads from theirs to ours, with both places.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for (kind, side, edit) in &self.differences {
            let decided = edit
                .approved
                .as_ref()
                .map(|reason| format!("\n  decided: {}", plain(reason)))
                .unwrap_or_default();
            writeln!(
                text,
                "\x1b[1;33m{}, {}\x1b[0m \x1b[1m{}\x1b[0m\n  {} [{}]\n  \x1b[2mtheirs {}, ours {}, fingerprint: {}\x1b[0m{decided}\n",
                kind.as_str(),
                side.as_str(),
                plain(&edit.operations()),
                plain(&said(edit)),
                edit.first().rule.id,
                place(&edit.base),
                place(&edit.head),
                edit.fingerprint,
            )
            .expect("a string takes text");
        }
        text
    }

    /// For programs.
    pub fn to_json(&self) -> Value {
        let kinds =
            self.figures().into_iter().map(|(kind, [compared, agree, differs, theirs, ours, decided])| {
                json!({ "kind": kind, "compared": compared, "agree": agree, "differs": differs,
                "only_theirs": theirs, "only_ours": ours, "decided": decided })
            });
        let spot = |spot: &Option<Spot>| {
            spot.as_ref().map(|spot| json!({ "file": spot.file, "line": spot.line, "column": spot.column }))
        };
        let differences = self.differences.iter().map(|(kind, side, edit)| {
            json!({ "kind": kind.as_str(), "side": side.as_str(), "operation": edit.operations(), "text": said(edit),
                "id": edit.first().rule.id, "theirs": spot(&edit.base), "ours": spot(&edit.head),
                "fingerprint": edit.fingerprint, "decided": edit.approved })
        });
        json!({ "kinds": kinds.collect::<Vec<_>>(), "differences": differences.collect::<Vec<_>>() })
    }
}

/// What is different, without who is hurt: nobody edits their reference.
fn said(edit: &Edit) -> String {
    let text = edit.first().text();
    text.split(": ").next().unwrap_or(&text).to_owned()
}

fn place(spot: &Option<Spot>) -> String {
    spot.as_ref()
        .map_or_else(|| "-".to_owned(), |spot| format!("{}:{}:{}", spot.file, spot.line, spot.column))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every rule of the diff is about something; what is about nothing in particular is known here.
    #[test]
    fn rules_have_kinds() {
        let about =
            |id: &str| classify(id, "").map(|(kind, side)| format!("{}, {}", kind.as_str(), side.as_str()));
        for (id, expected) in [
            ("api-path-removed-without-deprecation", "operations, only theirs"),
            ("endpoint-added", "operations, only ours"),
            ("new-required-request-parameter", "parameters, only ours"),
            ("request-parameter-removed", "parameters, only theirs"),
            ("new-required-request-property", "fields, only ours"),
            ("response-optional-property-removed", "fields, only theirs"),
            ("request-property-type-changed", "types, differs"),
            ("response-property-became-nullable", "types, differs"),
            ("request-property-became-required", "required flags, differs"),
            ("request-property-enum-value-removed", "enums, differs"),
            ("response-property-became-enum", "enums, only ours"),
            ("request-property-max-length-set", "limits, only ours"),
            ("request-property-max-length-decreased", "limits, differs"),
            ("request-property-pattern-removed", "limits, only theirs"),
            ("response-success-status-removed", "statuses, only theirs"),
            ("webhook-added", "webhooks, only ours"),
            ("security-tightened", "others, differs"),
        ] {
            assert_eq!(about(id).as_deref(), Some(expected), "{id}");
        }
        let error = "the property `code` of the 404 response";
        assert_eq!(classify("response-property-type-changed", error), Some((Kind::ErrorBodies, Side::Both)));
        let success = "the property `code` of the 201 response";
        assert_eq!(classify("response-property-type-changed", success), Some((Kind::Types, Side::Both)));
        let with_kinds = crate::diff::rules::all()
            .filter(|rule| classify(&rule.id, "").is_some_and(|(kind, _)| kind != Kind::Others));
        assert!(with_kinds.count() > 300);
        assert_eq!(classify("api-tag-removed", ""), None);
    }
}
