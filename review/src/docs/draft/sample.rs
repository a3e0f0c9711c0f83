//! A call as a shell would make it.

use serde_yaml::Value;

/// What a sample of curl sends.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Call {
    pub(super) method: String,
    /// Scheme, host and what else stands before the path.
    pub(super) url: String,
    /// Names, as written.
    pub(super) headers: Vec<String>,
    pub(super) body: Option<Value>,
}

/// Reads a call; `None` when the text is no call of curl.
pub(super) fn call(code: &str) -> Option<Call> {
    let mut words = words(code).into_iter();
    (words.next()? == "curl").then_some(())?;
    let (mut call, mut method) = (Call::default(), None);
    while let Some(word) = words.next() {
        match word.as_str() {
            "-X" | "--request" => method = words.next(),
            "-H" | "--header" => {
                let header = words.next()?;
                call.headers.push(header.split(':').next().unwrap_or_default().trim().to_owned());
            }
            "-d" | "--data" | "--data-raw" | "--data-binary" | "--json" => {
                call.body = words.next().and_then(|text| json(&text));
                method = method.or(Some("POST".to_owned()));
            }
            "--url" => call.url = words.next()?,
            "-F" | "--form" | "-u" | "--user" | "-o" => drop(words.next()),
            word if word.starts_with("http") => call.url = word.to_owned(),
            _ => {}
        }
    }
    call.method = method.unwrap_or_else(|| "GET".to_owned()).to_ascii_uppercase();
    (!call.url.is_empty()).then_some(call)
}

/// A JSON value with its keys in their order.
pub(super) fn json(text: &str) -> Option<Value> {
    let plain: serde_json::Value = serde_json::from_str(text).ok()?;
    // JSON is YAML, but for tabs and the like.
    serde_yaml::from_str(text).ok().or_else(|| serde_yaml::to_value(plain).ok())
}

/// The words of a command, without quotes.
fn words(code: &str) -> Vec<String> {
    let (mut words, mut word, mut is_word) = (Vec::new(), String::new(), false);
    let mut quote: Option<char> = None;
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some('\''), c) => word.push(c),
            (None, '\'' | '"') => (quote, is_word) = (Some(c), true),
            (_, '\\') => match chars.next() {
                Some('\n') | None => {}
                Some(c) => {
                    word.push(c);
                    is_word = true;
                }
            },
            (None, c) if c.is_whitespace() => {
                if is_word {
                    words.push(std::mem::take(&mut word));
                }
                is_word = false;
            }
            (_, c) => {
                word.push(c);
                is_word = true;
            }
        }
    }
    if is_word {
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_call_sends() {
        let code = "curl --location -X PUT 'https://api.example.com/v1/a' \\\n  -H \"X-Key: a\\\"b\" \\\n  --data-raw '{\"b\": 1, \"a\": \"it\"}'";
        let call = call(code).unwrap();
        assert_eq!((call.method.as_str(), call.url.as_str()), ("PUT", "https://api.example.com/v1/a"));
        assert_eq!(call.headers, ["X-Key"]);
        assert_eq!(serde_yaml::to_string(&call.body).unwrap(), "b: 1\na: it\n");
        for none in ["", "curl", "curl -X", "curl -H", "wget https://a", "curl 'https://", "curl \\"] {
            drop(super::call(none));
        }
        assert_eq!(super::call("curl https://a.example/x").unwrap().method, "GET");
    }
}
