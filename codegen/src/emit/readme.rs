//! `README.md`: text, not tokens.

use std::fmt::Write;

use super::docs;
use crate::rust::{Coverage, Crate, Events};
use crate::wire::Evidence;

/// `README.md`: what it is, a first call, where things are.
pub(super) fn readme(krate: &Crate) -> String {
    let package = &krate.package;
    let mut text = format!(
        "<!-- {} -->\n\n# {}\n\n{}.\n",
        krate.origin,
        package.name,
        package.description.trim_end_matches('.')
    );
    if let Some(documentation) = &package.documentation {
        write!(text, "\nThe provider's documentation: <{documentation}>\n").expect("a string takes text");
    }
    write!(text, "\n```rust\n{}\n```\n", super::landing::first_call(krate, false))
        .expect("a string takes text");
    if !krate.client.environments.is_empty() {
        text.push_str("\n| environment | base URL |\n|---|---|\n");
        for environment in &krate.client.environments {
            writeln!(text, "| {} | {} |", docs::code(&environment.name), docs::address(&environment.url))
                .expect("a string takes text");
        }
    }
    text.push_str("\n| resource | operations |\n|---|---|\n");
    for resource in &krate.resources {
        let methods: Vec<String> =
            resource.methods.iter().map(|method| format!("`{}`", method.ident)).collect();
        writeln!(text, "| `{}` | {} |", resource.module, methods.join(", ")).expect("a string takes text");
    }
    if let Some(webhooks) = &krate.webhooks {
        let events: Vec<String> = match &webhooks.events {
            Events::Tagged(event) => {
                event.variants.iter().map(|event| format!("`{}`", event.ident)).collect()
            }
            Events::ByAddress(functions) => {
                functions.iter().map(|(name, _, _)| format!("`{name}`")).collect()
            }
        };
        write!(text, "\nWebhooks: {}.\n", events.join(", ")).expect("a string takes text");
    }
    let schemes: Vec<String> = krate
        .client
        .schemes
        .iter()
        .map(|scheme| format!("`{}` holds the credential of {}", scheme.variable, docs::code(&scheme.name)))
        .collect();
    if !schemes.is_empty() {
        write!(
            text,
            "\n`Client::from_env()` reads `{}` (the environment's name) and the credentials: {}.\n",
            krate.client.environment_variable,
            schemes.join(", ")
        )
        .expect("a string takes text");
    }
    text.push_str(FAILURES);
    if let Some(coverage) = &krate.coverage {
        text.push_str(&self::coverage(coverage));
    }
    text
}

const FAILURES: &str = "\n## When a call fails\n\n\
    The client repeats a failed attempt where that cannot do the work twice; `retries` of the builder says how often. \
    `error.may_have_worked()` says whether the call may have done its work although it failed: the response was lost, came \
    from a gateway, cannot be read, or refuses an idempotency key that was used before. Then look up the result before you \
    call again: a second call could do the work twice. \"Repeating\" in the documentation of an operation says what is safe.\n";

/// What the provider's documentation names, against the crate, and how sure the crate is.
fn coverage(coverage: &Coverage) -> String {
    let mut text =
        "\n## Coverage\n\n| named by the documentation | here | left out | not described |\n".to_owned();
    text.push_str("|---|---|---|---|\n");
    let mut line = |line: std::fmt::Arguments<'_>| writeln!(text, "{line}").expect("a string takes text");
    for (what, [here, left_out, unknown]) in
        [("operations", coverage.operations), ("webhooks", coverage.webhooks)]
    {
        line(format_args!("| {what} | {here} | {left_out} | {unknown} |"));
    }
    let counts = Evidence::ALL.iter().zip(coverage.evidence).filter(|(_, count)| *count > 0);
    let counts: Vec<String> = counts.map(|(kind, count)| format!("{count} {}", kind.as_str())).collect();
    line(format_args!(
        "\nOperations, parameters, fields and values by evidence: {}. What is not documented says so where it stands.",
        counts.join(", ")
    ));
    if let Some(date) = &coverage.oldest_checked {
        line(format_args!("Every cited page was checked on {date} or later."));
    }
    let pages = |count: usize| format!("{count} {}", if count == 1 { "page" } else { "pages" });
    match coverage.incomplete_pages {
        [0, 0] => {}
        [parts, 0] => line(format_args!("Of {} only a part is recorded.", pages(parts))),
        [0, titles] => line(format_args!("Of {} only the title is recorded.", pages(titles))),
        [parts, titles] => line(format_args!(
            "Of {} only a part is recorded, and of {} only the title.",
            pages(parts),
            pages(titles)
        )),
    }
    if !coverage.missing.is_empty() {
        line(format_args!("\nNot in this crate:\n"));
    }
    for (name, reason) in &coverage.missing {
        line(format_args!("- {}: {}", docs::plain(name), docs::plain(reason)));
    }
    text
}
