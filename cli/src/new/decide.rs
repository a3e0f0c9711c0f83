//! What an OpenAPI document leaves to decide when it becomes a spec of ours.

use clientwright_codegen::api::{Api, Kind};
use clientwright_codegen::diagnostics::{Diagnostic, Place};
use clientwright_codegen::provider;
use clientwright_document::pointer::Pointer;
use serde_json::Value;

use super::compose;

/// So many places of a kind are listed; programs get all.
const LISTED: usize = 5;

/// What no rule of the generator asks for, and what a caller who moves money needs.
pub(super) fn guesses(api: &Api, without_page: usize) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if without_page > 0 {
        let all = api.operations.len() + api.webhooks.len();
        let message = format!(
            "{without_page} of {all} operations and webhooks name no page of the documentation of their own"
        );
        let hint = "set the `url` of their `x-source` to the page that describes them";
        found.push(decision("source", Place::Key(Pointer::root().join("paths")), message, hint));
    }
    let ours = |key: &str| Place::Key(Pointer::of_file(provider::FILE).join(key));
    for server in api.servers.iter().filter(|server| !compose::is_absolute(&server.url)) {
        let at = Place::Key(Pointer::root().join("servers"));
        let message = format!("`{}` is no whole URL, and not among the environments", server.url);
        found.push(decision("server", at, message, "add it to provider.yaml under a name"));
    }
    if compose::environments(&api.servers).is_empty() {
        let message = "the document names no server with a whole URL".to_owned();
        found.push(decision("server", ours("environments"), message, "set the environments' URLs"));
    }
    let hint = "set `errors` to the JSON pointers of code and message in an error's body";
    found.push(decision(
        "error-pointers",
        ours("crate"),
        "nothing says where errors carry their code".to_owned(),
        hint,
    ));
    if !api.webhooks.is_empty() {
        let hint = "set `webhooks.signature`, or say in the description that nothing is signed";
        let message = "nothing says how webhooks are signed".to_owned();
        found.push(decision("webhook-signature", ours("crate"), message, hint));
    }
    for operation in &api.operations {
        let endpoint = format!("{} {}", operation.method, operation.path.text);
        let at = Place::Key(operation.at.clone());
        if !operation.id_given {
            let message = format!("`{endpoint}` has no id and is called `{}`", operation.id);
            found.push(decision("operation-id", at.clone(), message, "add `operationId`, verb and noun"));
        }
        if operation.retry.is_none() && !operation.method.is_safe() {
            let message = format!("nothing says whether `{endpoint}` may be sent again");
            found.push(decision(
                "retry-class",
                at,
                message,
                "add `x-retry`: `safe`, `keyed`, `unsent` or `never`",
            ));
        }
        for param in operation.params.iter().filter(|param| param.sensitive.is_none()) {
            found.extend(sensitive(param.name.as_str(), &param.at));
        }
    }
    for (_, schema) in api.schemas.iter() {
        let Kind::Object(object) = &schema.kind else { continue };
        for property in &object.properties {
            if property.sensitive.is_none() && api.schemas[property.usage.schema].sensitive.is_none() {
                found.extend(sensitive(property.name.as_str(), &property.at));
            }
        }
    }
    found
}

/// A guess by the name.
fn sensitive(name: &str, at: &Pointer) -> Option<Diagnostic> {
    const SECRETS: [&str; 8] =
        ["password", "passphrase", "secret", "apikey", "accesstoken", "refreshtoken", "privatekey", "cvv"];
    const PERSONAL: [&str; 12] = [
        "email",
        "phone",
        "birth",
        "firstname",
        "lastname",
        "fullname",
        "iban",
        "passport",
        "taxid",
        "cardnumber",
        "ipaddress",
        "ssn",
    ];
    let plain: String =
        name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| plain.contains(word));
    let (what, word) = match (has(&SECRETS), has(&PERSONAL)) {
        (true, _) => ("a secret", "secret"),
        (_, true) => ("personal", "pii"),
        _ => return None,
    };
    let hint = format!("add `x-sensitive: {word}` where it must not be in logs and `Debug`");
    Some(decision("sensitive", Place::Key(at.clone()), format!("`{name}` may be {what}"), &hint))
}

fn decision(id: &'static str, at: Place, message: String, hint: &str) -> Diagnostic {
    Diagnostic { id, at, message, hint: Some(hint.to_owned()) }
}

/// The decisions by kind, on stdout.
pub(crate) fn print(decisions: &[Value]) {
    let text = |decision: &Value, key: &str| decision[key].as_str().unwrap_or_default().to_owned();
    let mut kinds: Vec<(String, Vec<&Value>)> = Vec::new();
    for decision in decisions {
        let id = text(decision, "id");
        match kinds.iter_mut().find(|(known, _)| *known == id) {
            Some((_, all)) => all.push(decision),
            None => kinds.push((id, vec![decision])),
        }
    }
    if !decisions.is_empty() {
        outln!("to decide: {}\n", decisions.len());
    }
    for (id, all) in kinds {
        outln!("{id}: {}", all.len());
        for decision in all.iter().take(LISTED) {
            let place = match decision["line"].as_u64() {
                Some(line) => format!("{}:{line}:{}", text(decision, "file"), decision["column"]),
                None => text(decision, "pointer"),
            };
            outln!("  {place}: {}", text(decision, "message"));
        }
        if all.len() > LISTED {
            outln!("  and {} more, which `--format json` lists", all.len() - LISTED);
        }
        if let Some(hint) = all[0]["hint"].as_str() {
            outln!("  hint: {hint}");
        }
        outln!();
    }
}
