//! Makes calls, and judges what comes back. `cargo xtask prism-driver` puts it into each provider's program.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use clientwright_runtime::{CallError, DecodeError, RawResponse, Response};
use serde_json::Value;

/// An answer that the document names.
pub(crate) struct Answer {
    /// The status that must come.
    pub(crate) status: u16,
    /// What Prism is asked for, in the header `prefer`.
    pub(crate) prefer: &'static str,
    /// Whether a body is documented, which then must decode.
    pub(crate) has_body: bool,
}

impl Answer {
    /// Whether Prism makes the body up.
    fn is_random(&self) -> bool {
        self.prefer.contains("dynamic=true")
    }
}

/// A violation that Prism reports and is wrong about.
#[derive(Clone, Copy)]
pub(crate) struct Exemption {
    pub(crate) operation: &'static str,
    /// Prism's words.
    pub(crate) message: &'static str,
}

/// Makes the calls of a provider. `Display` is the report.
pub(crate) struct Driver {
    provider: &'static str,
    operations: BTreeSet<&'static str>,
    /// How many, by the status that was asked for.
    calls: BTreeMap<u16, usize>,
    /// How often each was needed.
    exemptions: Vec<(Exemption, usize)>,
    /// Answers that Prism made up and then refused itself: they say nothing.
    unusable: usize,
    /// What is wrong, and which answers were asked for.
    findings: Vec<(String, Vec<&'static str>)>,
}

impl Driver {
    pub(crate) fn new(provider: &'static str, exemptions: &[Exemption]) -> Self {
        Self {
            provider,
            operations: BTreeSet::new(),
            calls: BTreeMap::new(),
            exemptions: exemptions.iter().map(|exemption| (*exemption, 0)).collect(),
            unusable: 0,
            findings: Vec::new(),
        }
    }

    /// Makes a call once for every answer. `send` adds what Prism is asked for.
    pub(crate) async fn drive<C: Clone, T, E, F>(
        &mut self,
        operation: &'static str,
        request: &'static str,
        answers: &[Answer],
        call: Result<C, DecodeError>,
        send: impl Fn(C, &'static str) -> F,
    ) where
        F: Future<Output = Result<Response<T>, CallError<E>>>,
    {
        self.operations.insert(operation);
        let call = match call {
            Ok(call) => call,
            Err(error) => {
                return self.note(format!("{operation} ({request}): cannot be made: {error}"), None);
            }
        };
        for answer in answers {
            *self.calls.entry(answer.status).or_default() += 1;
            let finding = match send(call.clone(), answer.prefer).await {
                Ok(response) => self.judge(operation, answer, response.raw(), None),
                Err(error) => match error.response() {
                    Some(response) => {
                        let unread = match error.decode_error() {
                            Some(_) => Some(error.to_string()),
                            // A body that Prism made up may report a failure.
                            None if response.status().is_success() => {
                                (!answer.is_random()).then(|| error.to_string())
                            }
                            None if answer.has_body && error.api().is_none() => {
                                Some("the documented error does not decode".to_owned())
                            }
                            None => None,
                        };
                        self.judge(operation, answer, response, unread)
                    }
                    None => Some(error.to_string()),
                },
            };
            if let Some(finding) = finding {
                self.note(format!("{operation} ({request}): {finding}"), Some(answer.prefer));
            }
        }
    }

    /// What is wrong with a response. `unread` says that its body did not decode.
    fn judge(
        &mut self,
        operation: &str,
        answer: &Answer,
        response: &RawResponse,
        unread: Option<String>,
    ) -> Option<String> {
        let violations = violations(response);
        if !violations.is_empty() {
            // Prism chooses the answer to what it takes for a violation: there is nothing more to judge.
            if answer.is_random() && violations.iter().all(|violation| violation.in_response) {
                self.unusable += 1;
                return None;
            }
            let messages = violations.into_iter().map(|violation| violation.message);
            let others: Vec<String> =
                messages.filter(|message| !self.is_exempt(operation, message)).collect();
            return (!others.is_empty()).then(|| others.join("; "));
        }
        let body = String::from_utf8_lossy(response.body());
        let status = response.status().as_u16();
        if status != answer.status || body.contains("https://stoplight.io/prism/errors#") {
            return Some(format!("answered {status}: {body}"));
        }
        unread.map(|unread| format!("{unread}: {body}"))
    }

    fn is_exempt(&mut self, operation: &str, message: &str) -> bool {
        let known = self
            .exemptions
            .iter_mut()
            .find(|(exemption, _)| exemption.operation == operation && exemption.message == message);
        known.map(|(_, needed)| *needed += 1).is_some()
    }

    fn note(&mut self, finding: String, prefer: Option<&'static str>) {
        match self.findings.iter_mut().find(|(known, _)| *known == finding) {
            Some((_, asked)) => asked.extend(prefer),
            None => self.findings.push((finding, prefer.into_iter().collect())),
        }
    }

    /// Whether nothing was found and every exemption was needed.
    pub(crate) fn is_clean(&self) -> bool {
        self.findings.is_empty() && self.exemptions.iter().all(|(_, needed)| *needed > 0)
    }
}

/// What Prism says against a request, or against its own answer.
struct Violation {
    in_response: bool,
    message: String,
}

fn violations(response: &RawResponse) -> Vec<Violation> {
    let Some(header) = response.headers().get("sl-violations") else { return Vec::new() };
    let text = String::from_utf8_lossy(header.as_bytes());
    match serde_json::from_str::<Vec<Value>>(&text) {
        Ok(list) if !list.is_empty() => list
            .iter()
            .map(|violation| Violation {
                in_response: violation["location"][0] == "response",
                message: violation["message"].as_str().map_or_else(|| violation.to_string(), str::to_owned),
            })
            .collect(),
        _ => vec![Violation { in_response: false, message: text.into_owned() }],
    }
}

impl fmt::Display for Driver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { provider, operations, calls, exemptions, unusable, findings } = self;
        for (finding, asked) in findings {
            writeln!(f, "{provider}: {finding}")?;
            if !asked.is_empty() {
                writeln!(f, "    asked for {}", asked.join("; "))?;
            }
        }
        for (Exemption { operation, message }, _) in exemptions.iter().filter(|(_, needed)| *needed == 0) {
            writeln!(f, "{provider}: an exemption is not needed: {operation}, {message}")?;
        }
        let statuses: Vec<String> =
            calls.iter().map(|(status, count)| format!("{count} of {status}")).collect();
        write!(
            f,
            "{provider}: {} operations, {} calls ({}), {} exempt, {unusable} unusable, {} findings",
            operations.len(),
            calls.values().sum::<usize>(),
            statuses.join(", "),
            exemptions.iter().map(|(_, needed)| needed).sum::<usize>(),
            findings.len(),
        )
    }
}
