//! Samples on a page: calls, and what is sent and comes back.

use super::super::words::{Part, braced, is_aside, is_response, same_path, split_url};
use super::super::{Field, Location, sample};
use super::{Reader, add, response};

impl Reader {
    /// A block of code; `was_call` says whether a call stands right before it.
    pub(super) fn code(&mut self, code: &str, was_call: bool) {
        if let Some(call) = sample::call(code) {
            self.call(call);
            self.after_call = true;
            return;
        }
        let Some(value) = sample::json(code) else { return };
        let title = self.title.clone().unwrap_or_default();
        let is_event = self.part == Part::Aside || is_aside(&title);
        let Some(operation) = self.page.operations.last_mut() else {
            self.page.questions.push("a JSON sample stands before the first operation".to_owned());
            return;
        };
        let takes_body = !matches!(operation.method.as_str(), "GET" | "DELETE");
        match self.part {
            _ if was_call => add(&mut response(operation).samples, value),
            _ if is_event && !is_response(&title) => {
                let question = format!("a JSON sample that belongs to no call, at {title:?}");
                operation.questions.push(question);
            }
            Part::Body if takes_body && !is_response(&title) => add(&mut operation.requests, value),
            Part::Responses | Part::Aside => add(&mut response(operation).samples, value),
            _ if takes_body && !is_response(&title) => {
                operation
                    .questions
                    .push("whether a JSON sample in the description is a request or a response".to_owned());
                add(&mut operation.requests, value);
            }
            _ => add(&mut response(operation).samples, value),
        }
    }

    fn call(&mut self, call: sample::Call) {
        let Some((origin, path)) = split_url(&call.url) else { return };
        let (path, query) = path.split_once('?').map_or((path, ""), |(path, query)| (path, query));
        let path = braced(path);
        let is_known = self
            .page
            .operations
            .last()
            .is_some_and(|it| it.method == call.method && same_path(&path, &it.path));
        if !is_known {
            if self.page.operations.iter().any(|it| it.method == call.method && same_path(&path, &it.path)) {
                return;
            }
            // A page without the line above the call: it names the operation.
            if self.page.operations.is_empty() {
                self.operation(call.method.clone(), path.clone(), Some(origin.clone()));
                self.question("which parts of the path are parameters: it is that of a sample".to_owned());
            } else {
                self.question(format!("a sample of another operation: {} {path}", call.method));
                return;
            }
        }
        let Some(operation) = self.page.operations.last_mut() else { return };
        if operation.server.is_none() {
            let base = path.split('/').count() - (operation.path.split('/').count() - 1);
            operation.server = Some(origin + &path.split('/').take(base).collect::<Vec<_>>().join("/"));
        }
        for name in query.split('&').filter_map(|pair| pair.split('=').next()).filter(|name| !name.is_empty())
        {
            if operation.parameters.iter().all(|(_, it)| it.name != name) {
                let field = Field { name: name.to_owned(), is_sampled: true, ..Field::default() };
                operation.parameters.push((Location::Query, field));
            }
        }
        operation.requests.extend(call.body.filter(|body| !operation.requests.contains(body)));
    }
}
