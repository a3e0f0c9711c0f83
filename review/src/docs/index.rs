//! What a site says it has: `llms.txt` and `sitemap.xml`.

use std::collections::BTreeMap;

use url::Url;

use super::split;

/// The pages that a site lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Index {
    /// By URL, with the address of its Markdown variant, where the site names one.
    pub pages: BTreeMap<String, Option<String>>,
}

impl Index {
    /// Reads `llms.txt`: Markdown with a link for each page.
    pub fn of_llms(text: &str, base: &Url) -> Self {
        let targets =
            text.split("](").skip(1).filter_map(|rest| rest.split_once(')').map(|(target, _)| target));
        Self::of(
            targets.filter_map(|target| base.join(target.split(' ').next().unwrap_or_default()).ok()),
            base,
        )
    }

    /// Reads `sitemap.xml`: every `<loc>`.
    pub fn of_sitemap(text: &str, base: &Url) -> Self {
        let locations = text.split("<loc>").skip(1).filter_map(|rest| rest.split_once("</loc>"));
        let plain = |text: &str| text.trim().replace("&amp;", "&");
        Self::of(locations.filter_map(|(url, _)| Url::parse(&plain(url)).ok()), base)
    }

    /// What is elsewhere is somebody else's, and what is no page is none.
    fn of(urls: impl Iterator<Item = Url>, base: &Url) -> Self {
        let mut pages = BTreeMap::new();
        for url in urls.filter(|url| url.origin() == base.origin()) {
            let text = url.as_str();
            let (page, _) = split(text);
            if [".txt", ".xml", ".json", ".yaml", ".yml", ".pdf", ".png"]
                .iter()
                .any(|end| page.ends_with(end))
            {
                continue;
            }
            match page.strip_suffix(".md") {
                Some(page) => {
                    drop(pages.insert(page.trim_end_matches("/index").to_owned(), Some(text.to_owned())))
                }
                None => drop(pages.entry(page.to_owned()).or_insert(None)),
            }
        }
        Self { pages }
    }

    /// The pages in the part of the site that these pages are in.
    pub fn beside<'i>(&'i self, cited: &[&str]) -> impl Iterator<Item = &'i str> {
        let folder = common(cited);
        let is_in = move |page: &&str| {
            page.strip_prefix(&folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.pages.keys().map(String::as_str).filter(is_in)
    }
}

/// The folder that all these pages are in. A host can hold the pages of many.
fn common(pages: &[&str]) -> String {
    let Some((first, rest)) = pages.split_first() else { return "no page".to_owned() };
    // Scheme, nothing, host; then the folders.
    let mut steps: Vec<&str> = first.split('/').collect();
    if steps.len() > 3 {
        steps.pop();
    }
    for page in rest {
        let shared = steps.iter().zip(page.split('/')).take_while(|(one, other)| **one == *other).count();
        steps.truncate(shared.max(3));
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_sites_list() {
        let base = Url::parse("https://docs.acme.example/llms.txt").unwrap();
        let text = "# Acme\n- [Users](https://docs.acme.example/api/users.md): all\n- [Cards](/api/cards)\n- [Else](https://else.example/x)\n- [All](/llms-full.txt)\n";
        let pages = Index::of_llms(text, &base).pages;
        let expected = [
            ("https://docs.acme.example/api/cards", None),
            ("https://docs.acme.example/api/users", Some("https://docs.acme.example/api/users.md")),
        ];
        assert_eq!(pages, expected.map(|(page, md)| (page.to_owned(), md.map(str::to_owned))).into());
        let text = "<urlset><url><loc> https://docs.acme.example/api/users/ </loc></url><url><loc>https://docs.acme.example/blog?a=1&amp;b=2</loc></url><url><loc>nonsense</loc></url>";
        let index = Index::of_sitemap(text, &base);
        let pages: Vec<&str> = index.pages.keys().map(String::as_str).collect();
        assert_eq!(pages, ["https://docs.acme.example/api/users", "https://docs.acme.example/blog?a=1&b=2"]);
    }

    #[test]
    fn a_host_can_hold_the_pages_of_many() {
        assert_eq!(
            common(&["https://a.example/acme/x", "https://a.example/acme/y/z"]),
            "https://a.example/acme"
        );
        assert_eq!(common(&["https://a.example/acme/x", "https://a.example"]), "https://a.example");
        assert_eq!(common(&["https://a.example"]), "https://a.example");
        assert_eq!(Index::default().beside(&[]).count(), 0);
    }
}
