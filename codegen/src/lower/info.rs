//! What the document says of itself: title, tags.

use super::Context;
use super::extension::{Site, add_paragraph, link};
use crate::api::{Api, Effect, Tag};
use crate::diagnostics;
use clientwright_document::Value;
use clientwright_document::pointer::Pointer;

impl Context<'_> {
    /// The API without its operations and schemas.
    pub(super) fn info(&mut self) -> Api {
        let root = Pointer::root();
        self.check_extensions(&root, Site::Other);
        let at = root.join("info");
        let node = self.node(&at);
        let text = |key: &str| node.get(key).and_then(Value::scalar_text);
        for key in ["title", "version"] {
            if text(key).is_none() {
                self.report.problem(diagnostics::missing_key(&at, key), Effect::Ignored);
            }
        }
        let servers = self.servers(&root);
        let mut docs = self.docs(&at);
        for paragraph in self.external_docs(&root).into_iter().chain(self.people_and_terms(&at)) {
            add_paragraph(&mut docs, paragraph);
        }
        Api {
            title: text("title").unwrap_or_default(),
            version: text("version").unwrap_or_default(),
            docs,
            environments: self.environments(&servers),
            servers,
            tags: self.tags(),
            ..Api::default()
        }
    }

    /// Whom to ask, and on which terms the API is used.
    fn people_and_terms(&mut self, at: &Pointer) -> Vec<String> {
        let text = |owner: &str, key: &str| {
            let value = self.node(at).get(owner)?.get(key)?.scalar_text()?;
            Some(value.trim().to_owned()).filter(|text| !text.is_empty())
        };
        let linked = |words: String, url: Option<String>| match url {
            Some(url) => link(&words, &url),
            None => words,
        };
        let mut paragraphs = Vec::new();
        let (name, email, url) = (text("contact", "name"), text("contact", "email"), text("contact", "url"));
        if let Some(contact) = name.or_else(|| email.clone()).or_else(|| url.clone()) {
            let email = email.filter(|email| *email != contact).map(|email| format!(", {email}"));
            let contact = linked(contact, url);
            paragraphs.push(format!("Contact: {contact}{}.", email.unwrap_or_default()));
        }
        let (name, identifier) = (text("license", "name"), text("license", "identifier"));
        if let Some(license) = name.or(identifier) {
            paragraphs.push(format!("Licence of the API: {}.", linked(license, text("license", "url"))));
        }
        if let Some(terms) = self.node(at).get("termsOfService").and_then(Value::as_str) {
            paragraphs.push(format!("{}.", link("Terms of service", terms.trim())));
        }
        paragraphs
    }

    fn tags(&mut self) -> Vec<Tag> {
        let mut tags: Vec<Tag> = Vec::new();
        for at in self.items(&Pointer::root(), "tags") {
            self.check_extensions(&at, Site::Other);
            let Some(name) = self.node(&at).get("name").and_then(Value::scalar_text) else {
                self.report.problem(diagnostics::missing_key(&at, "name"), Effect::Ignored);
                continue;
            };
            match tags.iter().any(|tag| tag.name == name) {
                true => self.report.problem(diagnostics::duplicate_tag(&at, &name), Effect::Ignored),
                false => tags.push(Tag { docs: self.docs(&at), name }),
            }
        }
        tags
    }
}
