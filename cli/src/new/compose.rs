//! `provider.yaml` and `coverage.yaml` for a document that somebody else wrote.

use std::collections::BTreeSet;
use std::fmt::Write;

use clientwright_codegen::api::{Api, Scheme, SchemeKind, Server};
use clientwright_codegen::diagnostics::{Diagnostic, LOWER_IDS, Place};
use clientwright_document::pointer::Pointer;

use super::folder::Names;

/// What stands for a server that the document does not name.
const SOME_SERVER: &str = "https://api.example.com";

/// Our decisions, as far as they follow from the document.
pub(super) fn provider(names: &Names, api: &Api, documentation: Option<&str>) -> String {
    let mut text = format!(
        "# Our decisions about this provider; its facts stand in openapi.yaml.\n\
         crate:\n  name: {}-client\n  version: 0.1.0 # `publish` raises it\n  description: {}\n",
        names.provider,
        quoted(&format!("Typed client for the {} API", names.title)),
    );
    let mut line = |line: String| writeln!(text, "{line}").expect("a string takes text");
    if let Some(url) = documentation {
        line(format!("  documentation: {}", quoted(url)));
    }
    line(format!("  keywords: [{}, api-client] # at most five", names.keyword()));
    line("\nenvironments: # what callers choose from; never a default one".to_owned());
    let servers = environments(&api.servers);
    for (name, url) in &servers {
        line(format!("  {name}: {{url: {}}}", quoted(url)));
    }
    if servers.is_empty() {
        line(format!("  production: {{url: {}}} # the document names none", quoted(SOME_SERVER)));
    }
    if !api.schemes.is_empty() {
        line("\ncredentials: # security scheme → environment variable for Client::from_env".to_owned());
    }
    for (scheme, variable) in api.schemes.iter().zip(variables(names, &api.schemes)) {
        line(format!("  {}: {variable}", quoted(&scheme.name)));
    }
    line("\n# JSON pointers into an error's body; the first that is there counts:\n# errors:\n#   code: [/code]\n#   message: [/message]".to_owned());
    if !api.webhooks.is_empty() {
        line("\n# How the provider signs what it sends:\n# webhooks:\n#   signature: {scheme: hmac-sha256-hex, header: X-Signature}".to_owned());
    }
    text
}

/// Waivers of what the generator cannot do, to be filled in or not.
pub(super) fn waivers(problems: &[Diagnostic]) -> String {
    let mut seen = BTreeSet::new();
    for problem in problems {
        let (Place::Value(at) | Place::Key(at)) = &problem.at else { continue };
        let is_waivable = problem.id == "unsupported" || LOWER_IDS.contains(&problem.id);
        if is_waivable && problem.id != "missing-source" {
            seen.insert(format!(
                "#   - {{rule: {}, pointer: {}, reason: }}\n",
                problem.id,
                quoted(&at.to_string())
            ));
        }
    }
    if seen.is_empty() {
        return String::new();
    }
    let lines: String = seen.into_iter().collect();
    format!(
        "\n# What was found, to be accepted with a reason where it is not to be mended:\n# waivers:\n{lines}"
    )
}

const COVERAGE: &str = "\
# Every page, operation and webhook that the documentation names, against the spec: `modelled`, `excluded: <reason>` or
# `unknown: <what is missing>`. So far it says no more than the document; what the documentation names beyond it belongs
# here too.
";

/// A page of the documentation, and the entries of what it describes.
struct Page {
    url: String,
    operations: Vec<String>,
    webhooks: Vec<String>,
}

fn page(pages: &mut Vec<Page>, url: String) -> &mut Page {
    let index = pages.iter().position(|page| page.url == url).unwrap_or_else(|| {
        pages.push(Page { url, operations: Vec::new(), webhooks: Vec::new() });
        pages.len() - 1
    });
    &mut pages[index]
}

/// Every operation and webhook as modelled, by the page that documents it.
pub(super) fn coverage(api: &Api, url_of: impl Fn(&Pointer) -> String) -> String {
    let mut pages: Vec<Page> = Vec::new();
    for operation in &api.operations {
        let name = quoted(operation.docs.summary.as_deref().unwrap_or(&operation.id));
        let endpoint = quoted(&format!("{} {}", operation.method, operation.path.text));
        let entry = format!("{{name: {name}, endpoint: {endpoint}, modelled: {}}}", quoted(&operation.id));
        page(&mut pages, url_of(&operation.at)).operations.push(entry);
    }
    for webhook in &api.webhooks {
        let entry = format!("{{name: {}, modelled: {}}}", quoted(&webhook.name), quoted(&webhook.id));
        page(&mut pages, url_of(&webhook.at)).webhooks.push(entry);
    }
    if pages.is_empty() {
        return format!("{COVERAGE}pages: []\n");
    }
    let mut text = format!("{COVERAGE}pages:\n");
    for page in pages {
        text.push_str(&format!("  - url: {}\n    title: {}\n", quoted(&page.url), quoted(&api.title)));
        for (key, entries) in [("operations", page.operations), ("webhooks", page.webhooks)] {
            if !entries.is_empty() {
                text.push_str(&format!("    {key}:\n      - {}\n", entries.join("\n      - ")));
            }
        }
    }
    text
}

/// The document's servers by the names that callers choose from.
pub(super) fn environments(servers: &[Server]) -> Vec<(String, String)> {
    const WORDS: [(&str, &str); 6] = [
        ("sandbox", "sandbox"),
        ("staging", "staging"),
        ("test", "test"),
        ("mock", "mock"),
        ("localhost", "local"),
        ("dev", "development"),
    ];
    let mut named: Vec<(String, String)> = Vec::new();
    for server in servers.iter().filter(|server| is_absolute(&server.url)) {
        let said =
            format!("{} {}", server.description.as_deref().unwrap_or_default(), server.url).to_lowercase();
        let word = WORDS.iter().find(|(sign, _)| said.contains(sign)).map_or("production", |(_, name)| *name);
        let is_free = |name: &String| named.iter().all(|(known, _)| known != name);
        let mut numbered = (2..).map(|number| format!("{word}-{number}"));
        let name = Some(word.to_owned()).filter(is_free).or_else(|| numbered.find(is_free));
        named.push((name.unwrap_or_default(), server.url.clone()));
    }
    named
}

/// Whether a client could be pointed there.
pub(super) fn is_absolute(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(|c: char| c.is_whitespace() || c == '{'))
}

/// One variable for one scheme; with several each has the scheme's name in it.
fn variables(names: &Names, schemes: &[Scheme]) -> Vec<String> {
    schemes
        .iter()
        .map(|scheme| {
            let word = match (&scheme.kind, schemes.len()) {
                (SchemeKind::Basic, 1) => "CREDENTIALS".to_owned(),
                (
                    SchemeKind::Bearer { .. } | SchemeKind::OAuth2 { .. } | SchemeKind::OpenIdConnect { .. },
                    1,
                ) => "TOKEN".to_owned(),
                (_, 1) => "API_KEY".to_owned(),
                _ => scheme
                    .name
                    .chars()
                    .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' })
                    .collect(),
            };
            let word = word.strip_prefix(&format!("{}_", names.variable)).unwrap_or(&word);
            format!("{}_{word}", names.variable)
        })
        .collect()
}

/// YAML takes JSON's strings.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
