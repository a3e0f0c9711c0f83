//! Saved pages below a folder: `DIR/<host>/<path>`, with or without `.md`, `.html` or `.txt`.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use url::Url;

/// What sites and people call a saved page.
const ENDS: [&str; 9] = [".md", ".markdown", ".html", ".htm", ".txt", "", "/index.md", "/index.html", "/index.htm"];

/// A page as it was saved: its bytes, and whether it is HTML. `None` when it was not.
pub(super) fn page(folder: &Path, url: &Url, most: u64) -> Option<Result<(Vec<u8>, bool), String>> {
    let base = place(folder, url)?;
    let path = ENDS.iter().map(|end| with_end(&base, end)).find(|path| path.is_file())?;
    let mut bytes = Vec::new();
    if let Err(error) = File::open(&path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes)) {
        return Some(Err(error.to_string()));
    }
    if bytes.len() as u64 > most {
        return Some(Err(format!("the page is larger than {most} bytes")));
    }
    let is_html = match path.extension().and_then(|end| end.to_str()) {
        Some("html" | "htm") => true,
        Some("md" | "markdown" | "txt" | "xml") => false,
        _ => bytes.trim_ascii_start().starts_with(b"<"),
    };
    Some(Ok((bytes, is_html)))
}

/// The address as a path. What is in it is no way out of the folder: `url` has resolved `..`, and what is escaped stays so.
fn place(folder: &Path, url: &Url) -> Option<PathBuf> {
    let host = url.host_str()?;
    let mut path = folder.join(match url.port() {
        Some(port) => format!("{host}_{port}"),
        None => host.to_owned(),
    });
    for step in url.path_segments()?.filter(|step| !step.is_empty()) {
        let is_plain = !step.contains(['\\', ':', '\0']) && step != "." && step != "..";
        path.push(is_plain.then_some(step)?);
    }
    Some(match url.query() {
        Some(query) => with_end(&path, &format!("_{}", query.replace(['/', '\\', ':', '\0'], "_"))),
        None => path,
    })
}

fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut text = path.as_os_str().to_owned();
    text.push(end);
    PathBuf::from(text)
}
