use crate::lint::{Findings, Subject};
use clientwright_codegen::provider;
use clientwright_document::pointer::Pointer;
use clientwright_document::{Kind, Value};

/// Keys and money over plain HTTP; the generated client refuses it anywhere but on the machine itself.
pub(super) fn insecure_server(subject: &Subject<'_>, found: &mut Findings) {
    let servers = subject
        .of(Kind::Server)
        .filter_map(|server| Some((server.at.join("url"), server.value.get("url").and_then(Value::as_str)?)));
    let at = Pointer::of_file(provider::FILE).join("environments");
    let environments = subject.provider.environments.iter();
    let environments =
        environments.filter_map(|(name, one)| Some((at.join(name).join("url"), one.url.as_deref()?)));
    for (at, url) in servers.chain(environments) {
        let Some(rest) = url.strip_prefix("http://") else { continue };
        let host = rest.split(['/', ':', '?']).next().unwrap_or_default();
        if !matches!(host, "localhost" | "127.0.0.1" | "[") {
            found.value(&at, "credentials would be sent without encryption", "use `https://`");
        }
    }
}
