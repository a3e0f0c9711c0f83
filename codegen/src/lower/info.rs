//! What the document says of itself: title, servers, tags.

use openapiv3 as oas;

use super::Context;
use super::extension::Site;
use super::read::Piece;
use crate::api::{Api, Effect, Server, Tag};
use crate::diagnostics;
use crate::pointer::Pointer;

const SERVER: Piece = Piece { keys: &["url", "description", "variables"], stubs: &[] };

impl Context<'_> {
    /// The API without its operations and schemas.
    pub(super) fn info(&mut self) -> Api {
        let root = Pointer::root();
        self.check_extensions(&root, Site::Other);
        let at = root.join("info");
        let node = self.node(&at);
        let text = |key: &str| node.get(key).and_then(crate::source::Value::scalar_text);
        for key in ["title", "version"] {
            if text(key).is_none() {
                self.report.problem(diagnostics::missing_key(&at, key), Effect::Ignored);
            }
        }
        Api {
            title: text("title").unwrap_or_default(),
            version: text("version").unwrap_or_default(),
            docs: self.docs(&at),
            servers: self.servers(&root),
            tags: self.tags(),
            ..Api::default()
        }
    }

    /// The base URLs of the document, a path item or an operation.
    pub(super) fn servers(&mut self, at: &Pointer) -> Vec<Server> {
        let places = self.items(at, "servers");
        places.iter().filter_map(|at| self.server(at)).collect()
    }

    fn server(&mut self, at: &Pointer) -> Option<Server> {
        let server: oas::Server = self.piece(at, &SERVER)?;
        let mut url = server.url;
        for (name, variable) in server.variables.iter().flatten() {
            url = url.replace(&format!("{{{name}}}"), &variable.default);
        }
        if url.contains('{') {
            self.report.problem(diagnostics::unset_server_variable(&at.join("url"), &url), Effect::Ignored);
        }
        Some(Server { url, description: server.description })
    }

    fn tags(&mut self) -> Vec<Tag> {
        let mut tags: Vec<Tag> = Vec::new();
        for at in self.items(&Pointer::root(), "tags") {
            self.check_extensions(&at, Site::Other);
            let Some(name) = self.node(&at).get("name").and_then(crate::source::Value::scalar_text) else {
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
