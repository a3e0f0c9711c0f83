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

/// The address as a path. What is in it is no way out of the folder: `url` has resolved `..` in the path, and what is escaped
/// stays so; a host is any text.
fn place(folder: &Path, url: &Url) -> Option<PathBuf> {
    let host = url.host_str().filter(|host| is_plain(host))?;
    let mut path = folder.join(match url.port() {
        Some(port) => format!("{host}_{port}"),
        None => host.to_owned(),
    });
    for step in url.path_segments()?.filter(|step| !step.is_empty()) {
        path.push(is_plain(step).then_some(step)?);
    }
    Some(match url.query() {
        Some(query) => with_end(&path, &format!("_{}", query.replace(['/', '\\', ':', '\0'], "_"))),
        None => path,
    })
}

/// Whether a name stays in its folder, on every system.
fn is_plain(name: &str) -> bool {
    !name.contains(['/', '\\', ':', '\0']) && name != "." && name != ".."
}

fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut text = path.as_os_str().to_owned();
    text.push(end);
    PathBuf::from(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_address_leads_out_of_the_folder() {
        let place = |url: &str| Some(place(Path::new("saved"), &Url::parse(url).ok()?)?.to_string_lossy().into_owned());
        for (url, expected) in [
            ("https://example.com/a/b", Some("saved/example.com/a/b")),
            ("https://example.com:8080/../../a", Some("saved/example.com_8080/a")),
            ("https://example.com/%2e%2e/a", Some("saved/example.com/a")),
            ("https://example.com/..%2f..%2fa", Some("saved/example.com/..%2f..%2fa")),
            ("https://example.com/a?b=../../c", Some("saved/example.com/a_b=.._.._c")),
            ("https://../a", None),
            ("https://./a", None),
            ("https://[::1]/a", None),
            ("file:///etc/passwd", None),
        ] {
            assert_eq!(place(url).as_deref(), expected, "{url}");
        }
    }
}
