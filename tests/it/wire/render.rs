//! A request as text.

use clientwright_runtime::HttpRequest;

use super::Wire;

/// What a transport is given.
pub(super) fn scripted<C>(request: &HttpRequest, wire: &Wire<C>) -> String {
    let (scheme, after) = request.url.split_once("://").unwrap();
    let (host, _) = after.split_once('/').unwrap();
    let target = &after[host.len()..];
    assert!(request.url.starts_with(wire.staging), "{} is below {}", request.url, wire.staging);
    assert_eq!(scheme, "https");
    let mut headers: Vec<(String, String)> = request
        .headers
        .iter()
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
        .collect();
    headers.push(("host".to_owned(), host.to_owned()));
    let line = format!("{} {target} HTTP/1.1", request.method);
    text(&line, headers, &request.body, wire.provider)
}

/// What a server on this machine, reached as `host`, was sent.
pub(super) fn sent<C>(request: &[u8], host: &str, wire: &Wire<C>) -> String {
    let end = request.windows(4).position(|window| window == b"\r\n\r\n").expect("a request has a head");
    let head = std::str::from_utf8(&request[..end]).unwrap();
    let body = &request[end + 4..];
    let mut lines = head.split("\r\n");
    let line = lines.next().unwrap();
    let mut headers: Vec<(String, String)> = lines
        .map(|line| line.split_once(": ").unwrap())
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();

    // What the HTTP stack adds for the connection is checked here and then made equal: `content-length` counts the
    // body, `accept-encoding` asks for none, and both are taken off; the server's address in `host` becomes the
    // provider's. `connection` is not sent; it would stand in the file if it were.
    let encodings: Vec<_> = headers.extract_if(.., |(name, _)| name == "accept-encoding").collect();
    assert_eq!(encodings, [("accept-encoding".to_owned(), "identity".to_owned())], "{line}");
    let lengths: Vec<_> = headers.iter().filter(|(name, _)| name == "content-length").collect();
    let method = line.split(' ').next().unwrap();
    if body.is_empty() && matches!(method, "GET" | "DELETE") {
        assert!(lengths.is_empty(), "{line}: a length of nothing");
    } else {
        assert_eq!(lengths, [&("content-length".to_owned(), body.len().to_string())], "{line}");
    }
    headers.retain(|(name, _)| name != "content-length");
    for (name, value) in &mut headers {
        if name == "host" {
            assert_eq!(value, host);
            let (_, staging) = wire.staging.split_once("://").unwrap();
            staging.split('/').next().unwrap().clone_into(value);
        }
    }
    text(line, headers, body, wire.provider)
}

fn text(line: &str, mut headers: Vec<(String, String)>, body: &[u8], provider: &str) -> String {
    // The user agent names the crate and its version, and a release must not change the files.
    let agents: Vec<_> = headers.extract_if(.., |(name, _)| name == "user-agent").collect();
    assert_eq!(agents.len(), 1);
    assert!(agents[0].1.starts_with(&format!("{provider}-client/")), "{agents:?}");
    headers.sort();
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\n")).collect();
    let body = std::str::from_utf8(body).expect("the calls of the tests have bodies of text");
    format!("{line}\n{headers}\n{body}")
}
