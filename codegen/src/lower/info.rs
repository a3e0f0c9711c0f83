//! What the document says of itself: title, tags.

use super::Context;
use super::extension::Site;
use crate::api::{Api, Effect, Tag};
use crate::diagnostics;
use clientwright_document::pointer::Pointer;

impl Context<'_> {
    /// The API without its operations and schemas.
    pub(super) fn info(&mut self) -> Api {
        let root = Pointer::root();
        self.check_extensions(&root, Site::Other);
        let at = root.join("info");
        let node = self.node(&at);
        let text = |key: &str| node.get(key).and_then(clientwright_document::Value::scalar_text);
        for key in ["title", "version"] {
            if text(key).is_none() {
                self.report.problem(diagnostics::missing_key(&at, key), Effect::Ignored);
            }
        }
        let servers = self.servers(&root);
        Api {
            title: text("title").unwrap_or_default(),
            version: text("version").unwrap_or_default(),
            docs: self.docs(&at),
            environments: self.environments(&servers),
            servers,
            tags: self.tags(),
            ..Api::default()
        }
    }

    fn tags(&mut self) -> Vec<Tag> {
        let mut tags: Vec<Tag> = Vec::new();
        for at in self.items(&Pointer::root(), "tags") {
            self.check_extensions(&at, Site::Other);
            let Some(name) = self.node(&at).get("name").and_then(clientwright_document::Value::scalar_text)
            else {
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
