//! What a `$ref` means.

use std::collections::BTreeMap;

use super::value::Value;
use crate::diagnostics::{self, Diagnostic};
use crate::near::nearest;
use crate::pointer::Pointer;

/// How many references may lead from one to the next: more lead back to themselves.
pub(super) const MAX_HOPS: usize = 64;

/// A value, what its reference leads to, what the reference there leads to, and so on.
pub fn chain<T>(start: T, hop: impl FnMut(&T) -> Option<T>) -> impl Iterator<Item = T> {
    std::iter::successors(Some(start), hop).take(MAX_HOPS + 1)
}

/// The file and fragment that a reference names, before anybody looks whether they are there.
///
/// # Errors
/// What is not a relative path with a JSON pointer: a URL, an anchor, a path out of the spec's folder.
pub(super) fn target(reference: &str, from: &Pointer, root_name: &str) -> Result<Pointer, Diagnostic> {
    let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    if is_remote(path) {
        return Err(diagnostics::remote_ref(from, reference));
    }
    let file = if path.is_empty() {
        from.file().to_owned()
    } else {
        match join(from.file(), &percent_decode(path)) {
            Some(file) if file == root_name => String::new(),
            Some(file) => file,
            None => return Err(diagnostics::ref_leaves_folder(from, reference)),
        }
    };
    match Pointer::parse(&format!("#{}", percent_decode(fragment))) {
        Some(pointer) if !reference.is_empty() => {
            Ok(pointer.steps().fold(Pointer::of_file(file), |at, step| at.join(step)))
        }
        _ => Err(diagnostics::ref_is_no_pointer(from, reference)),
    }
}

/// The place that a reference means, when it is there.
pub(super) fn resolve(
    reference: &str,
    from: &Pointer,
    root_name: &str,
    files: &BTreeMap<String, Value>,
) -> Result<Pointer, Diagnostic> {
    let target = target(reference, from, root_name)?;
    let Some(tree) = files.get(target.file()) else {
        let name = target.file();
        let hint = match files.get("").and_then(|root| component_named(root, reference)) {
            Some(component) => format!("did you mean `{component}`"),
            None => format!("add the file `{name}` to the spec's folder, or correct the path"),
        };
        return Err(diagnostics::missing_file(from, name, &hint));
    };
    match tree.at(&target) {
        Some(_) => Ok(target),
        None => {
            let file = reference.split_once('#').map_or("", |(file, _)| file);
            let suggestion = suggestion(&target, tree).map(|near| format!("{file}{}", near.in_file("")));
            Err(diagnostics::unresolved_ref(from, reference, suggestion.as_deref()))
        }
    }
}

/// The reference as it can stand anywhere: its file counted from the spec's folder.
pub(super) fn absolute(target: &Pointer, root_name: &str) -> String {
    let file = if target.file().is_empty() { root_name } else { target.file() };
    let text = target.in_file("").to_string().replace('%', "%25");
    format!("/{}{text}", file.replace('%', "%25").replace('#', "%23"))
}

fn is_remote(path: &str) -> bool {
    path.starts_with("//") || path.split_once(':').is_some_and(|(scheme, _)| !scheme.contains('/'))
}

/// The path that `relative` means in the folder of `base`; a leading slash is the spec's folder.
fn join(base: &str, relative: &str) -> Option<String> {
    let folder =
        if relative.starts_with('/') { "" } else { base.rsplit_once('/').map_or("", |(folder, _)| folder) };
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in relative.split(['/', '\\']) {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop()?;
            }
            step => steps.push(step),
        }
    }
    Some(steps.join("/"))
}

/// References are URIs: `~1` is a pointer's own escape, `%7B` is the URI's. What is not UTF-8 stays as it is.
fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let escaped = match (first, tail) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)).map(|(high, low)| high * 16 + low),
            _ => None,
        };
        bytes.push(escaped.unwrap_or(*first));
        rest = if escaped.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn hex(digit: u8) -> Option<u8> {
    (digit as char).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// `User` alone is a name in a discriminator's mapping and a file in a `$ref`; people mix them up.
fn component_named(root: &Value, name: &str) -> Option<String> {
    let sections = root.get("components")?.as_mapping()?;
    let section = sections.iter().find(|(_, section)| section.get(name).is_some())?.0;
    Some(Pointer::root().join_all(["components", section, name]).to_string())
}

/// The nearest name at the first step that is not there.
fn suggestion(target: &Pointer, tree: &Value) -> Option<Pointer> {
    let mut at = Pointer::of_file(target.file());
    let mut value = tree;
    let mut steps = target.steps();
    for step in steps.by_ref() {
        match value.get(&step) {
            Some(below) => value = below,
            None => {
                let near = nearest(&step, value.as_mapping()?.keys().map(String::as_str))?;
                at = steps.fold(at.join(near), |at, step| at.join(step));
                // A name that only leads to the next mistake is no help.
                return tree.at(&at).map(|_| at);
            }
        }
        at = at.join(step);
    }
    None
}
