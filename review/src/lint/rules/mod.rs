//! The rules, a few that are alike in each file.

mod components;
mod discriminators;
mod enums;
mod evidence;
mod examples;
mod freshness;
mod ignored;
mod names;
mod operations;
mod paths;
mod ranges;
mod retries;
mod scalars;
mod sensitive;
mod servers;
mod sources;
mod tags;
mod values;
mod versions;

use super::Rule;
use super::Scope::{Any, Ours};

/// All rules, by id.
pub const RULES: &[Rule] = &[
    rule("ambiguous-path", Any, "a request could mean two paths", paths::ambiguous_path),
    rule("default-mismatch", Any, "a `default` is not what its schema allows", values::default_mismatch),
    rule(
        "discriminator-mapping",
        Any,
        "a discriminator maps to a schema that is none of the alternatives",
        discriminators::mapping,
    ),
    rule(
        "discriminator-property",
        Any,
        "a member has no property for the discriminator to read",
        discriminators::property,
    ),
    rule("edition-legend", Ours, "nothing says what an edition of a source is", sources::edition_legend),
    rule("empty-enum", Any, "an `enum` allows no value", enums::empty_enum),
    rule("enum-mismatch", Any, "a value of an `enum` is not what the schema allows", values::enum_mismatch),
    rule("example-mismatch", Any, "an example is not what its schema says", examples::example_mismatch),
    rule(
        "get-with-body",
        Any,
        "a GET or HEAD has a body, which servers do not read",
        operations::get_with_body,
    ),
    rule(
        "ignored-keyword",
        Any,
        "the generated crate takes no notice of a keyword",
        ignored::ignored_keyword,
    ),
    rule("impossible-range", Any, "no value is within the limits", ranges::impossible_range),
    rule(
        "indistinct-response",
        Ours,
        "two shared responses have one description",
        operations::indistinct_response,
    ),
    rule(
        "inferred-as-documented",
        Ours,
        "a text says that it is inferred, `x-evidence` does not",
        evidence::inferred_as_documented,
    ),
    rule("insecure-server", Any, "a server is spoken to without TLS", servers::insecure_server),
    rule(
        "keyed-without-key",
        Any,
        "`x-retry: keyed` without a parameter for the idempotency key",
        retries::keyed_without_key,
    ),
    rule(
        "missing-description",
        Any,
        "a response does not say what it means",
        operations::missing_description,
    ),
    rule("missing-error", Ours, "an operation has no response for errors", operations::missing_error),
    rule(
        "missing-lookup",
        Ours,
        "nothing says how to look up a write whose response is lost",
        retries::missing_lookup,
    ),
    rule("missing-operation-id", Any, "an operation has no `operationId`", operations::missing_operation_id),
    rule("missing-retry", Ours, "nothing says whether a write may be repeated", retries::missing_retry),
    rule("missing-success", Any, "an operation has no response for success", operations::missing_success),
    rule("missing-summary", Any, "an operation does not say what it does", operations::missing_summary),
    rule("missing-tag", Any, "an operation belongs to no area", operations::missing_tag),
    rule(
        "nullable-without-type",
        Any,
        "`nullable` without `type` has no effect in 3.0",
        versions::nullable_without_type,
    ),
    rule("other-version", Any, "a keyword of another version of OpenAPI", versions::other_version),
    rule(
        "repeating-note",
        Ours,
        "a note begins with what its `x-evidence` says already",
        evidence::repeating_note,
    ),
    rule(
        "retry-contradiction",
        Ours,
        "retry advice and the text beside it say different things",
        retries::retry_contradiction,
    ),
    rule("similar-names", Any, "two names differ in case or separators only", names::similar_names),
    rule("stale-source", Any, "a page was read too long ago, or not yet", freshness::stale_source),
    rule("stray-whitespace", Any, "a name or value has spaces around it", enums::stray_whitespace),
    rule("undeclared-tag", Any, "a tag of an operation is not declared", tags::undeclared_tag),
    rule(
        "unknown-section",
        Any,
        "a page does not have the section that a source names",
        freshness::unknown_section,
    ),
    rule(
        "unquoted-scalar",
        Any,
        "readers of YAML disagree about a value without quotes",
        scalars::unquoted_scalar,
    ),
    rule(
        "unread-source",
        Ours,
        "a source was checked of which coverage.yaml knows the title only",
        sources::unread_source,
    ),
    rule(
        "unrecorded-as-undocumented",
        Ours,
        "\"not documented\" is said although a page is not wholly recorded",
        sources::unrecorded_as_undocumented,
    ),
    rule(
        "untagged-sensitive",
        Ours,
        "a name that reads like personal data or a secret is not `x-sensitive`",
        sensitive::untagged_sensitive,
    ),
    rule("unused-component", Any, "nothing uses a component", components::unused_component),
    rule("unused-tag", Any, "no operation has a declared tag", tags::unused_tag),
];

const fn rule(
    id: &'static str,
    scope: super::Scope,
    meaning: &'static str,
    check: fn(&super::Subject<'_>, &mut super::Findings),
) -> Rule {
    Rule { id, meaning, scope, check }
}

#[cfg(test)]
mod tests {
    use super::RULES;
    use clientwright_codegen::diagnostics::LOWER_IDS;

    #[test]
    fn rules_are_in_order_and_have_ids_of_their_own() {
        assert!(RULES.windows(2).all(|pair| pair[0].id < pair[1].id));
        assert!(RULES.iter().all(|rule| !LOWER_IDS.contains(&rule.id)));
    }
}
