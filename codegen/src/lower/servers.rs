//! Servers: the environments that clients choose from, and where an operation with servers of its own is called.

use std::collections::BTreeMap;

use openapiv3 as oas;

use super::Context;
use super::read::Piece;
use crate::api::{Effect, Environment, Server, ServerVariable};
use crate::diagnostics;
use crate::provider;
use clientwright_document::Value;
use clientwright_document::pointer::Pointer;

const SERVER: Piece = Piece { keys: &["url", "description"], stubs: &[] };

impl Context<'_> {
    /// The base URLs of the document, a path item or an operation.
    pub(super) fn servers(&mut self, at: &Pointer) -> Vec<Server> {
        let places = self.items(at, "servers");
        places.iter().filter_map(|at| self.server(at)).collect()
    }

    fn server(&mut self, at: &Pointer) -> Option<Server> {
        let server: oas::Server = self.piece(at, &SERVER)?;
        let (mut variables, mut values) = (Vec::new(), BTreeMap::new());
        for (name, at) in self.entries(at, "variables") {
            let Some(variable) = self.server_variable(name, &at) else { continue };
            values.insert(name.to_owned(), variable.value.clone());
            variables.push(variable);
        }
        let url = filled(&server.url, |name| values.get(name).map(String::as_str));
        if url.contains('{') {
            self.report.problem(diagnostics::unset_server_variable(&at.join("url"), &url), Effect::Ignored);
        }
        Some(Server { at: at.clone(), url, description: server.description, variables })
    }

    fn server_variable(&mut self, name: &str, at: &Pointer) -> Option<ServerVariable> {
        let node = self.node(at);
        let value = node.get("default").and_then(Value::scalar_text)?;
        let listed = node.get("enum").and_then(Value::as_sequence).unwrap_or_default();
        let others = listed.iter().filter_map(Value::scalar_text).filter(|other| *other != value);
        Some(ServerVariable {
            name: name.to_owned(),
            others: others.collect(),
            description: node.get("description").and_then(Value::scalar_text),
            value,
        })
    }

    /// What clients can be pointed at: provider.yaml's environments, or else those of the document's servers that clients
    /// call. Any other address is the caller's to give.
    pub(super) fn environments(&mut self, servers: &[Server]) -> Vec<Environment> {
        let ours = &self.provider.environments;
        if ours.is_empty() {
            for server in servers {
                if let Some((id, reason)) = uncallable(&server.url) {
                    self.aside(server.at.join("url"), id, reason);
                }
            }
            let callable = servers.iter().filter(|server| uncallable(&server.url).is_none());
            let environment = |server: &Server| {
                // A protocol of its own is what the address of the document would have given.
                let url = server.url.strip_prefix("//").map(|rest| format!("https://{rest}"));
                let server = Server { url: url.unwrap_or_else(|| server.url.clone()), ..server.clone() };
                Environment { name: None, server }
            };
            return callable.map(environment).collect();
        }
        let named = ours.iter().filter_map(|(name, environment)| {
            let url = environment.url.clone()?;
            let at = Pointer::of_file(provider::FILE).join_all(["environments", name, "url"]);
            let server = Server { at, url, description: Some(name.clone()), variables: Vec::new() };
            Some(Environment { name: Some(name.clone()), server })
        });
        named.collect()
    }

    /// Where an operation is called by clients of each environment, when that is not where the others are; `None` where
    /// nobody says it. `Err` when it has servers and none can be read: anything else would be another host.
    pub(super) fn bases(
        &mut self,
        at: &Pointer,
        item: &Pointer,
        environments: &[Environment],
    ) -> Result<Option<Vec<Option<String>>>, ()> {
        // Those of the operation stand in the stead of its path's.
        let listed = [at, item].map(|owner| !self.items(owner, "servers").is_empty());
        let owner = match listed {
            [true, _] => at,
            [false, true] => item,
            [false, false] => return Ok(None),
        };
        let (servers, place) = (self.servers(owner), owner.join("servers"));
        if servers.is_empty() {
            self.report.problem(diagnostics::unreadable_servers(&place), Effect::Skipped);
            return Err(());
        }
        let bases: Vec<Option<String>> =
            environments.iter().map(|environment| base(environment, &servers, environments)).collect();
        let is_usual = |(environment, base): (&Environment, &Option<String>)| {
            base.is_some() && *base == Some(normal(&environment.server.url))
        };
        if !environments.is_empty() && environments.iter().zip(&bases).all(is_usual) {
            return Ok(None);
        }
        let unknown = environments.iter().zip(&bases).filter(|(_, base)| base.is_none());
        let unknown: Vec<&str> = unknown.map(|(environment, _)| environment.called()).collect();
        if unknown.is_empty() {
            self.ignored(place, "own-server", own_server(&bases));
        } else {
            self.report.problem(diagnostics::unplaced_server(&place, &unknown), Effect::Ignored);
        }
        Ok(Some(bases))
    }
}

/// A URL with the values of its variables. What a value holds is text: variables of variables could fill any memory.
fn filled<'v>(url: &str, value: impl Fn(&str) -> Option<&'v str>) -> String {
    let mut filled = String::new();
    let mut rest = url;
    while let Some((before, name, after)) = rest.split_once('{').and_then(|(before, rest)| {
        let (name, after) = rest.split_once('}')?;
        Some((before, name, after))
    }) {
        filled.push_str(before);
        match value(name) {
            Some(value) => filled.push_str(value),
            None => filled.extend(["{", name, "}"]),
        }
        rest = after;
    }
    filled + rest
}

/// Why clients cannot be pointed at a server, where they cannot.
fn uncallable(url: &str) -> Option<(&'static str, String)> {
    let absolute = url.strip_prefix("//").map(|rest| format!("https://{rest}"));
    match split(absolute.as_deref().unwrap_or(url)) {
        Some((origin, _)) if origin.starts_with("https:") || is_loopback(&origin) => None,
        Some((origin, _)) if origin.starts_with("http:") => {
            let reason =
                format!("`{url}` is no environment: clients send nothing unencrypted to another machine");
            Some(("insecure-server", reason))
        }
        _ => {
            let reason =
                format!("`{url}` names no host: callers give the whole address as `Environment::Custom`");
            Some(("relative-server", reason))
        }
    }
}

/// What the report says of an operation that is called elsewhere.
fn own_server(bases: &[Option<String>]) -> String {
    let mut urls: Vec<&str> = bases.iter().flatten().map(String::as_str).collect();
    urls.dedup();
    match urls.as_slice() {
        [] => "called at the client's own address, whatever stands here".to_owned(),
        _ => format!("called at `{}`, and not where the other operations are", urls.join("`, `")),
    }
}

/// The one of an operation's servers that belongs to an environment. A guess could take the key of a test environment to
/// where real money is: it has the environment's URL, or its host where no other environment is, or its description, or
/// there is nothing to choose.
fn base(environment: &Environment, servers: &[Server], environments: &[Environment]) -> Option<String> {
    let own = &environment.server;
    let (origin, _) = split(&own.url)?;
    // To this machine everything goes for tests; to any other without encryption nothing does.
    if !origin.starts_with("https:") || is_loopback(&origin) {
        return Some(normal(&own.url));
    }
    let resolved: Vec<(&Server, String)> =
        servers.iter().filter_map(|server| Some((server, resolved(&server.url, &origin)?))).collect();
    let only = |fits: &dyn Fn(&Server, &str) -> bool| {
        let mut fitting = resolved.iter().filter(|(server, url)| fits(server, url));
        fitting.next().filter(|_| fitting.next().is_none()).map(|(_, url)| url.clone())
    };
    let is_described_alike = |server: &Server| match (&server.description, &own.description) {
        (Some(one), Some(other)) => one.trim().eq_ignore_ascii_case(other.trim()),
        _ => false,
    };
    let others = || {
        let origins = environments.iter().filter(|other| *other != environment).filter_map(|other| {
            split(&other.server.url)
                .filter(|(origin, _)| origin.starts_with("https:") && !is_loopback(origin))
        });
        origins.map(|(origin, _)| origin)
    };
    let is_alone_there = others().all(|other| other != origin);
    only(&|_, url| url == normal(&own.url))
        .or_else(|| only(&|server, _| is_described_alike(server)))
        .or_else(|| only(&|_, url| is_alone_there && split(url).is_some_and(|(other, _)| other == origin)))
        .or_else(|| only(&|_, _| others().next().is_none()))
}

/// The URL of a server that credentials may be sent to, without a slash at its end; one that is relative to the host is
/// on the environment's.
fn resolved(url: &str, origin: &str) -> Option<String> {
    let url = match url.strip_prefix("//") {
        Some(rest) => format!("https://{rest}"),
        None if url.starts_with('/') => format!("{origin}{url}"),
        None => url.to_owned(),
    };
    let (origin, _) = split(&url)?;
    (origin.starts_with("https:") && !url.contains('{')).then(|| normal(&url))
}

/// A URL as it is compared and called: with its host in small letters, without the usual port and a slash at its end.
fn normal(url: &str) -> String {
    match split(url) {
        Some((origin, path)) => format!("{origin}{}", path.trim_end_matches('/')),
        None => url.to_owned(),
    }
}

/// Scheme and host of an absolute URL, as one writes them, and what follows.
fn split(url: &str) -> Option<(String, &str)> {
    let (scheme, rest) = url.split_once("://")?;
    let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let (scheme, host) = (scheme.to_ascii_lowercase(), host.to_ascii_lowercase());
    let usual_port = if scheme == "https" { ":443" } else { ":80" };
    let host = host.strip_suffix(usual_port).unwrap_or(&host);
    (!host.is_empty()).then(|| (format!("{scheme}://{host}"), path))
}

fn is_loopback(origin: &str) -> bool {
    let host = origin.split_once("://").map_or(origin, |(_, host)| host);
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    name == "localhost" || name.starts_with("127.") || host.starts_with("[::1]")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bases(environments: &[(&str, &str)], servers: &[(&str, &str)]) -> Vec<Option<String>> {
        let server = |(url, description): &(&str, &str)| Server {
            at: Pointer::root(),
            url: (*url).to_owned(),
            description: Some((*description).to_owned()).filter(|text| !text.is_empty()),
            variables: Vec::new(),
        };
        let environments: Vec<Environment> =
            environments.iter().map(|one| Environment { name: None, server: server(one) }).collect();
        let servers: Vec<Server> = servers.iter().map(server).collect();
        environments.iter().map(|one| base(one, &servers, &environments)).collect()
    }

    #[test]
    fn a_variables_value_has_no_variables() {
        let value = |name: &str| (name == "a").then_some("{a}{a}");
        assert_eq!(filled("https://{a}/{b}/{a", value), "https://{a}{a}/{b}/{a");
    }

    #[test]
    fn nothing_is_guessed_between_environments() {
        let live = ("https://api.example.com/v1", "Live");
        let test = ("https://test.example.com/v1", "Test");
        let files = "https://files.example.com";
        let none = || None::<&str>;
        for (environments, servers, expected) in [
            (&[live][..], &[(files, "")][..], vec![Some(files)]),
            (&[live], &[(files, ""), ("https://other.example.com", "")], vec![none()]),
            (&[live, test], &[(files, "")], vec![none(), none()]),
            (&[live, test], &[(files, "live")], vec![Some(files), none()]),
            (
                &[live, test],
                &[("https://API.example.com:443/v2/", "")],
                vec![Some("https://api.example.com/v2"), none()],
            ),
            (
                &[live, test],
                &[("/v2", "")],
                vec![Some("https://api.example.com/v2"), Some("https://test.example.com/v2")],
            ),
            (&[live], &[("/", "")], vec![Some("https://api.example.com")]),
            (&[live], &[("//files.example.com/", "")], vec![Some(files)]),
            (&[live], &[("http://files.example.com", "")], vec![none()]),
            (&[live], &[("https://{host}/v1", "")], vec![none()]),
            (&[live], &[("https://", "")], vec![none()]),
            (&[live], &[("v2", ""), (files, "")], vec![Some(files)]),
            (
                &[("https://x.com/a", ""), ("https://x.com/b", "")],
                &[("https://x.com/c", "")],
                vec![none(), none()],
            ),
            (
                &[live, ("http://localhost:80/v1/", "")],
                &[(files, "")],
                vec![Some(files), Some("http://localhost/v1")],
            ),
            (
                &[live, ("http://api.example.com/v1", "")],
                &[(files, "")],
                vec![Some(files), Some("http://api.example.com/v1")],
            ),
        ] {
            let expected: Vec<Option<String>> =
                expected.into_iter().map(|url| url.map(str::to_owned)).collect();
            assert_eq!(bases(environments, servers), expected, "{environments:?} {servers:?}");
        }
    }
}
