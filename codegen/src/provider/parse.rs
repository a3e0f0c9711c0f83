//! Verbs: `provider.yaml` → [`Provider`].

use super::{
    Envelope, Environment, ErrorPointers, FILE, Mode, Package, Provider, Rename, Retries, Setup, Success,
    Waiver, signature,
};
use crate::diagnostics::{self, Diagnostics};
use crate::keywords::is_keyword;
use crate::table::{self, Table};
use clientwright_document::pointer::Pointer;
use indexmap::IndexMap;

const KEYS: [&str; 9] = [
    "crate",
    "environments",
    "credentials",
    "errors",
    "envelope",
    "retries",
    "webhooks",
    "renames",
    "waivers",
];

pub(super) fn provider(text: &str) -> Result<Provider, Diagnostics> {
    let value = table::parse(FILE, text)?;
    let found = &mut Diagnostics::default();
    let provider = Table::new(Pointer::of_file(FILE), &value, found).map(|root| {
        root.only(&KEYS, found);
        let nested = |key: &str, found: &mut Diagnostics| root.table(key, found);
        Provider {
            package: package(&root, found),
            environments: nested("environments", found)
                .map(|table| environments(&table, found))
                .unwrap_or_default(),
            credentials: nested("credentials", found)
                .map(|table| credentials(&table, found))
                .unwrap_or_default(),
            errors: nested("errors", found).map(|table| errors(&table, found)).unwrap_or_default(),
            envelope: nested("envelope", found).map(|table| envelope(&table, found)),
            retries: nested("retries", found).map(|table| retries(&table, found)).unwrap_or_default(),
            signature: nested("webhooks", found).and_then(|table| signature::webhooks(&table, found)),
            renames: nested("renames", found).map(|table| renames(&table, found)).unwrap_or_default(),
            waivers: waivers(&root, found),
            coverage: None,
            setup: Setup::default(),
            mode: Mode::Ours,
        }
    });
    std::mem::take(found).into_result()?;
    Ok(provider.unwrap_or_default())
}

fn package(root: &Table<'_>, found: &mut Diagnostics) -> Package {
    let Some(table) = root.table("crate", found) else {
        if root.get("crate").is_none() {
            found.push(diagnostics::missing_key(&root.at, "crate"));
        }
        return Package::default();
    };
    table.only(&["name", "version", "description", "documentation", "keywords", "resource-features"], found);
    let name = table.required_text("name", found);
    if !name.is_empty() && !is_package_name(&name) {
        let expected = "lower-case letters, digits and hyphens, beginning with a letter";
        found.push(diagnostics::bad_value(&table.at.join("name"), &name, expected));
    }
    let version = table.required_text("version", found);
    if !version.is_empty() && !is_version(&version) {
        let expected = "a semantic version, `1.2.3`";
        found.push(diagnostics::bad_value(&table.at.join("version"), &version, expected));
    }
    let documentation = table.text("documentation", found);
    if let Some(url) = &documentation {
        check_url(&table.at.join("documentation"), url, found);
    }
    let keywords = table.texts("keywords", found);
    // The registry refuses more, and longer ones, when the package is uploaded: too late to find out.
    if let Some((at, keyword)) = keywords.get(5) {
        found.push(diagnostics::bad_value(at, keyword, "at most five keywords"));
    }
    for (at, keyword) in keywords.iter().filter(|(_, keyword)| !is_registry_keyword(keyword)) {
        let expected = "at most 20 letters, digits, `-`, `_` or `+`, beginning with a letter";
        found.push(diagnostics::bad_value(at, keyword, expected));
    }
    Package {
        name,
        version,
        description: table.required_text("description", found),
        documentation,
        keywords: keywords.into_iter().map(|(_, keyword)| keyword).collect(),
        resource_features: table.get("resource-features").map(|_| table.flag("resource-features", found)),
    }
}

fn environments(table: &Table<'_>, found: &mut Diagnostics) -> IndexMap<String, Environment> {
    let mut environments = IndexMap::new();
    for (name, at, value) in table.entries() {
        let Some(entry) = Table::new(at.clone(), value, found) else { continue };
        entry.only(&["url", "key-prefix", "note"], found);
        let key_prefix = entry.text("key-prefix", found);
        let url = entry.text("url", found);
        match &url {
            Some(url) => check_url(&at.join("url"), url, found),
            // Without its address it still tells which keys must not be sent to the others.
            None if key_prefix.is_some() => {}
            None => found.push(diagnostics::missing_key(&at, "url")),
        }
        environments.insert(name, Environment { url, key_prefix, note: note(&entry, found) });
    }
    environments
}

/// What callers should know of a decision: it reaches the crate's documentation.
pub(super) fn note(table: &Table<'_>, found: &mut Diagnostics) -> Option<String> {
    let note = table.text("note", found)?;
    if note.trim().is_empty() {
        found.push(diagnostics::bad_value(&table.at.join("note"), &note, "a sentence for callers"));
    }
    Some(note)
}

fn credentials(table: &Table<'_>, found: &mut Diagnostics) -> IndexMap<String, String> {
    let mut credentials = IndexMap::new();
    for (scheme, at, value) in table.entries() {
        let Some(variable) = table::text(&at, value, found) else { continue };
        let valid = variable.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
            && variable.starts_with(|c: char| c.is_ascii_uppercase());
        if !valid {
            let expected = "an environment variable, `ACME_API_KEY`";
            found.push(diagnostics::bad_value(&at, &variable, expected));
        }
        credentials.insert(scheme, variable);
    }
    credentials
}

fn errors(table: &Table<'_>, found: &mut Diagnostics) -> ErrorPointers {
    table.only(&["code", "message", "note"], found);
    let mut pointers = |key| -> Vec<String> {
        let texts = table.texts(key, found);
        texts.iter().for_each(|(at, text)| check_json_pointer(at, text, found));
        texts.into_iter().map(|(_, text)| text).collect()
    };
    let (code, message) = (pointers("code"), pointers("message"));
    ErrorPointers { code, message, note: note(table, found) }
}

fn envelope(table: &Table<'_>, found: &mut Diagnostics) -> Envelope {
    table.only(&["success", "data"], found);
    let json_pointer = |table: &Table<'_>, key: &str, found: &mut Diagnostics| {
        let text = table.required_text(key, found);
        if table.get(key).is_some() {
            check_json_pointer(&table.at.join(key), &text, found);
        }
        text
    };
    let success = match table.get("success") {
        None => None,
        Some((_, table::Value::Mapping(_))) => table.table("success", found).map(|table| {
            table.only(&["pointer", "equals"], found);
            let equals = Some(table.required_text("equals", found));
            Success { pointer: json_pointer(&table, "pointer", found), equals }
        }),
        Some(_) => Some(Success { pointer: json_pointer(table, "success", found), equals: None }),
    };
    Envelope { success, data: json_pointer(table, "data", found) }
}

fn check_json_pointer(at: &Pointer, text: &str, found: &mut Diagnostics) {
    if !text.starts_with('/') {
        found.push(diagnostics::bad_value(at, text, "a JSON pointer, `/error/code`"));
    }
}

fn retries(table: &Table<'_>, found: &mut Diagnostics) -> Retries {
    table.only(&["attempts", "first-wait-milliseconds", "longest-wait-seconds", "header"], found);
    let attempts = table.number("attempts", found);
    let in_range = attempts
        .and_then(|attempts| u32::try_from(attempts).ok())
        .filter(|attempts| (1..=10).contains(attempts));
    if let Some(number) = attempts.filter(|_| in_range.is_none()) {
        let expected = "from 1, which is none but the first, to 10";
        found.push(diagnostics::bad_value(&table.at.join("attempts"), &number.to_string(), expected));
    }
    Retries {
        attempts: in_range,
        first_wait_milliseconds: table.number("first-wait-milliseconds", found),
        longest_wait_seconds: table.number("longest-wait-seconds", found),
        header: table.text("header", found),
    }
}

fn renames(table: &Table<'_>, found: &mut Diagnostics) -> Vec<Rename> {
    let mut renames = Vec::new();
    for (key, at, value) in table.entries() {
        let pointer = pointer(&at, &key, found);
        let name = table::text(&at, value, found);
        if let (Some(pointer), Some(name)) = (pointer, name) {
            if name.is_empty() {
                found.push(diagnostics::bad_value(&at, &name, "a name"));
            }
            renames.push(Rename { pointer, name });
        }
    }
    renames
}

fn waivers(root: &Table<'_>, found: &mut Diagnostics) -> Vec<Waiver> {
    let mut waivers = Vec::new();
    for (at, value) in root.list("waivers", found) {
        let Some(entry) = Table::new(at.clone(), value, found) else { continue };
        entry.only(&["rule", "pointer", "reason"], found);
        let rule = entry.required_text("rule", found);
        let text = entry.required_text("pointer", found);
        let reason = entry.required_text("reason", found);
        if let Some(pointer) = pointer(&at.join("pointer"), &text, found) {
            waivers.push(Waiver { rule, pointer, reason });
        }
    }
    waivers
}

fn pointer(at: &Pointer, text: &str, found: &mut Diagnostics) -> Option<Pointer> {
    let pointer = Pointer::parse(text).filter(|_| text.contains('#'));
    if pointer.is_none() && !text.is_empty() {
        let expected = "a place in the spec, `#/components/schemas/User`";
        found.push(diagnostics::bad_value(at, text, expected));
    }
    pointer
}

fn check_url(at: &Pointer, url: &str, found: &mut Diagnostics) {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    if rest.is_none_or(|rest| rest.is_empty() || rest.contains(char::is_whitespace)) {
        found.push(diagnostics::bad_value(at, url, "a URL, `https://…`"));
    }
}

/// Whether cargo and every file system take a package of this name, and code can name it.
pub fn is_package_name(name: &str) -> bool {
    const OTHERS: [&str; 9] = ["alloc", "aux", "con", "core", "nul", "prn", "proc-macro", "std", "test"];
    // The registry's limit.
    name.len() <= 64
        && !OTHERS.contains(&name)
        && !is_keyword(name)
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_')
}

fn is_registry_keyword(keyword: &str) -> bool {
    keyword.len() <= 20
        && keyword.starts_with(|c: char| c.is_ascii_alphanumeric())
        && keyword.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+'))
}

fn is_version(version: &str) -> bool {
    let core = version.split(['-', '+']).next().unwrap_or_default();
    let parts: Vec<&str> = core.split('.').collect();
    parts.len() == 3
        && parts
            .iter()
            .all(|part| !part.is_empty() && part.len() <= 19 && part.bytes().all(|b| b.is_ascii_digit()))
}
