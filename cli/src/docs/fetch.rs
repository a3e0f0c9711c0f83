//! Gets pages over the network, of which nothing is trusted.

use std::collections::BTreeMap;
use std::io::Read;
use std::thread;
use std::time::{Duration, Instant};

use ureq::Agent;
use ureq::http::{HeaderMap, Response, header};
use ureq::unversioned::transport::DefaultConnector;
use url::Url;

use super::address::Guarded;

/// What a page may take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// From the first byte sent to the last one read, redirects included.
    pub(super) total: Duration,
    /// Bytes of a page.
    pub(super) bytes: u64,
    /// Between two requests to the same host.
    pub(super) pause: Duration,
    /// Whether addresses of this machine and its network are allowed.
    pub(super) allow_local: bool,
}

const CONNECT: Duration = Duration::from_secs(10);
const REDIRECTS: usize = 5;

/// What a server said of a text, so that it need not send it again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Validators {
    pub(super) etag: Option<String>,
    pub(super) last_modified: Option<String>,
}

/// What came back.
#[derive(Debug)]
pub(super) struct Answer {
    /// Where redirects have led.
    pub(super) url: Url,
    pub(super) content: Content,
}

#[derive(Debug)]
pub(super) enum Content {
    Text { text: String, is_html: bool, validators: Validators },
    /// The text that the validators are of.
    NotModified,
    /// 404 or 410.
    Gone,
}

/// Asks one page after the other.
pub(super) struct Client {
    agent: Agent,
    limits: Limits,
    /// When each host was asked last.
    asked: BTreeMap<String, Instant>,
}

impl Client {
    pub(super) fn new(limits: Limits) -> Self {
        let agent = concat!("clientwright/", env!("CARGO_PKG_VERSION"), " (docs check; +", env!("CARGO_PKG_REPOSITORY"), ")");
        let config = Agent::config_builder()
            .user_agent(agent)
            .accept("text/markdown, text/html;q=0.9, text/plain;q=0.8, */*;q=0.1")
            .accept_encoding("identity")
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(CONNECT.min(limits.total)))
            // Behind a proxy nobody would know which address is asked.
            .proxy(None)
            .build();
        let agent = Agent::with_parts(config, DefaultConnector::default(), Guarded::new(limits.allow_local));
        Self { agent, limits, asked: BTreeMap::new() }
    }

    /// The text at an address. The error is a clause that says why there is none.
    pub(super) fn get(&mut self, url: &Url, known: &Validators) -> Result<Answer, String> {
        let mut url = url.clone();
        let mut left = self.limits.total;
        for _ in 0..=REDIRECTS {
            if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
                return Err(format!("{url} is no address of a page"));
            }
            self.wait(&url);
            let start = Instant::now();
            let mut request = self.agent.get(url.as_str());
            let validators =
                [(header::IF_NONE_MATCH, &known.etag), (header::IF_MODIFIED_SINCE, &known.last_modified)];
            for (name, value) in validators {
                if let Some(value) = value {
                    request = request.header(name, value);
                }
            }
            let mut response = request.config().timeout_global(Some(left)).build().call().map_err(|error| self.said(&error))?;
            let content = match response.status().as_u16() {
                304 => Content::NotModified,
                404 | 410 => Content::Gone,
                301 | 302 | 303 | 307 | 308 => {
                    url = redirected(&url, response.headers())?;
                    left = left.saturating_sub(start.elapsed()).max(Duration::from_millis(1));
                    continue;
                }
                200 => self.text(&mut response)?,
                status => return Err(format!("the server answers with status {status}")),
            };
            return Ok(Answer { url, content });
        }
        Err(format!("more than {REDIRECTS} redirects"))
    }

    /// Nobody's server is asked twice at once.
    fn wait(&mut self, url: &Url) {
        let host = url.host_str().unwrap_or_default().to_owned();
        if let Some(last) = self.asked.get(&host) {
            thread::sleep(self.limits.pause.saturating_sub(last.elapsed()));
        }
        self.asked.insert(host, Instant::now());
    }

    fn text(&self, response: &mut Response<ureq::Body>) -> Result<Content, String> {
        let Limits { bytes, .. } = self.limits;
        let too_large = || format!("the page is larger than {bytes} bytes");
        let text_of = |name| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        if let Some(encoding) = text_of(header::CONTENT_ENCODING).filter(|encoding| encoding != "identity") {
            return Err(format!("the page is compressed (`{encoding}`), which was not asked for"));
        }
        if text_of(header::CONTENT_LENGTH).and_then(|length| length.parse::<u64>().ok()).is_some_and(|it| it > bytes) {
            return Err(too_large());
        }
        let kind = text_of(header::CONTENT_TYPE).unwrap_or_default().to_ascii_lowercase();
        let validators = Validators { etag: text_of(header::ETAG), last_modified: text_of(header::LAST_MODIFIED) };
        let mut body = Vec::new();
        let mut reader = response.body_mut().as_reader().take(bytes + 1);
        reader.read_to_end(&mut body).map_err(|error| self.said(&ureq::Error::from(error)))?;
        if body.len() as u64 > bytes {
            return Err(too_large());
        }
        let (media_type, parameters) = kind.split_once(';').unwrap_or((&kind, ""));
        let charset = parameters.split(';').find_map(|it| it.trim().strip_prefix("charset=")).unwrap_or("utf-8");
        let text = decoded(body, charset.trim_matches('"'))?;
        let is_html = match media_type.trim() {
            "text/html" | "application/xhtml+xml" => true,
            "" => text.trim_start().starts_with('<'),
            it if it.starts_with("text/") || ["xml", "json", "yaml"].iter().any(|end| it.ends_with(end)) => false,
            other => return Err(format!("`{other}` is no text")),
        };
        Ok(Content::Text { text, is_html, validators })
    }

    fn said(&self, error: &ureq::Error) -> String {
        let Limits { total, .. } = self.limits;
        match error {
            ureq::Error::Timeout(_) => format!("no answer within {} s", total.as_secs_f64()),
            ureq::Error::HostNotFound => "the host is not found".to_owned(),
            ureq::Error::Io(error) => match error.get_ref().and_then(|inner| inner.downcast_ref::<ureq::Error>()) {
                Some(inner) => self.said(inner),
                None => error.to_string(),
            },
            error => error.to_string(),
        }
    }
}

fn redirected(from: &Url, headers: &HeaderMap) -> Result<Url, String> {
    let to = headers.get(header::LOCATION).and_then(|value| value.to_str().ok());
    let to = to.and_then(|to| from.join(to).ok()).ok_or("a redirect leads nowhere")?;
    if from.scheme() == "https" && to.scheme() != "https" {
        return Err(format!("a redirect leads to {to}, without TLS"));
    }
    Ok(to)
}

/// Nothing is guessed: a page is UTF-8, or it says what it is and is not read.
pub(super) fn decoded(body: Vec<u8>, charset: &str) -> Result<String, String> {
    let is_utf8 = matches!(charset, "utf-8" | "utf8" | "us-ascii");
    if !is_utf8 && !body.is_ascii() {
        return Err(format!("the page is in `{charset}`, not in UTF-8"));
    }
    let text = String::from_utf8(body).map_err(|_| "the page is not in UTF-8")?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}
