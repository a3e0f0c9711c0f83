//! What `generate --check` says.

use clientwright_review::plain;
use similar::TextDiff;

use crate::tree::Difference;

/// Writes the difference as a unified diff.
pub(crate) fn print(folder: &str, difference: &Difference) {
    for (path, (on_disk, wanted)) in &difference.write {
        let head = if on_disk.is_some() { format!("{folder}/{path}") } else { "/dev/null".to_owned() };
        unified(&head, &format!("{folder}/{path}"), on_disk.as_deref().unwrap_or_default(), wanted);
    }
    for (path, on_disk) in &difference.remove {
        unified(&format!("{folder}/{path}"), "/dev/null", on_disk, "");
    }
    for path in &difference.strays {
        outln!("{folder}/{path}: nobody generated this");
    }
}

/// Writes how two texts differ.
pub(crate) fn unified(old_name: &str, new_name: &str, old: &str, new: &str) {
    let (red, green, cyan, reset) = ("\x1b[31m", "\x1b[32m", "\x1b[36m", "\x1b[0m");
    let diff = TextDiff::from_lines(old, new);
    let text = diff.unified_diff().context_radius(3).header(old_name, new_name).to_string();
    let text = plain(&text);
    for line in text.lines() {
        match line.as_bytes().first() {
            Some(b'-') => styled_out!("{red}{line}{reset}\n"),
            Some(b'+') => styled_out!("{green}{line}{reset}\n"),
            Some(b'@') => styled_out!("{cyan}{line}{reset}\n"),
            _ => outln!("{line}"),
        }
    }
}
