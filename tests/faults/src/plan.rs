//! Faults as data: `tests/conformance/faults.json`, and the statuses of `endings.json`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::subject::Facts;

const FAULTS: &str = include_str!("../../conformance/faults.json");
const ENDINGS: &str = include_str!("../../conformance/endings.json");

/// A fault, and what has to be said of a call that meets it.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    pub(crate) fault: String,
    /// What happens to each connection that is opened; the last one happens to all further ones.
    pub(crate) connections: Vec<Vec<Step>>,
    says: Says,
    /// Whether attempts have a limit that is shorter than any other.
    #[serde(default)]
    pub(crate) limit: bool,
    /// Whether the server is reached by https.
    #[serde(default)]
    pub(crate) https: bool,
    /// Whether it is reached through a proxy.
    #[serde(default)]
    pub(crate) proxy: bool,
    /// How many calls are made before, with the same client.
    #[serde(default)]
    pub(crate) before: u32,
    /// The call is sent again after so many seconds, and the second sending counts.
    pub(crate) again_after: Option<u64>,
    /// For operations whose keys have a known life only.
    #[serde(default)]
    pub(crate) keys_with_life: bool,
}

#[derive(Clone, Deserialize)]
#[serde(untagged)]
enum Says {
    /// A name of `says`.
    Named(String),
    Here(BTreeMap<String, String>),
}

/// What a server does: a word of [`Step::parse`].
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) enum Step {
    /// Nobody listens.
    Refused,
    /// The name does not resolve.
    NoName,
    /// The name is never resolved.
    NameNever,
    /// The connection is never opened.
    SynDropped,
    /// TLS with this certificate.
    Tls(String),
    /// Reads a CONNECT request.
    Connect,
    Read(Extent),
    /// Decides to do what was asked for, as the operation's key rules say.
    Do,
    /// Forgets all keys.
    Forget,
    /// The documented answer, or one with this status and these headers.
    Answer(Option<(u16, String)>),
    /// The first half of the documented answer.
    HalfAnswer,
    Write(String),
    /// Writes until the client goes.
    WriteOn(String),
    /// Reads until the client goes.
    Wait,
    /// Ends its side and reads until the client goes.
    Finish,
    /// Closes.
    Close,
    /// Resets.
    Reset,
    /// Serves all further requests.
    Serve,
}

/// How much of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    Byte,
    Head,
    Half,
    Whole,
}

impl TryFrom<String> for Step {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("`{text}` is no step of a server"))
    }
}

impl Step {
    fn parse(text: &str) -> Option<Self> {
        if let Some(literal) = text.strip_prefix("> ") {
            return Some(Self::Write(literal.to_owned()));
        }
        let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
        Some(match (word, rest) {
            ("refused", "") => Self::Refused,
            ("no-name", "") => Self::NoName,
            ("name-never", "") => Self::NameNever,
            ("syn-dropped", "") => Self::SynDropped,
            ("tls", certificate) => Self::Tls(certificate.to_owned()),
            ("connect", "") => Self::Connect,
            ("read", "") => Self::Read(Extent::Whole),
            ("read", "byte") => Self::Read(Extent::Byte),
            ("read", "head") => Self::Read(Extent::Head),
            ("read", "half") => Self::Read(Extent::Half),
            ("do", "") => Self::Do,
            ("forget", "") => Self::Forget,
            ("answer", "") => Self::Answer(None),
            ("answer", "half") => Self::HalfAnswer,
            ("answer", status) => {
                let (status, headers) = status.split_once(' ').unwrap_or((status, ""));
                Self::Answer(Some((status.parse().ok()?, headers.to_owned())))
            }
            ("forever", literal) => Self::WriteOn(literal.to_owned()),
            ("wait", "") => Self::Wait,
            ("finish", "") => Self::Finish,
            ("close", "") => Self::Close,
            ("reset", "") => Self::Reset,
            ("serve", "") => Self::Serve,
            _ => return None,
        })
    }
}

/// What has to be said: outcomes that are right, and how many attempts are made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Expected {
    pub(crate) words: Vec<String>,
    pub(crate) attempts: u32,
}

/// All faults.
pub(crate) struct Plan {
    pub(crate) rows: Vec<Row>,
    says: BTreeMap<String, BTreeMap<String, String>>,
}

#[derive(Deserialize)]
struct Faults {
    says: BTreeMap<String, BTreeMap<String, String>>,
    faults: Vec<Row>,
}

#[derive(Deserialize)]
struct Endings {
    endings: Vec<Ending>,
}

#[derive(Deserialize)]
struct Ending {
    ends: Vec<String>,
    outcome: String,
    #[serde(rename = "outcome of keys")]
    of_keys: Option<String>,
    again: serde_json::Value,
}

impl Plan {
    /// Reads the data.
    ///
    /// # Errors
    ///
    /// It is malformed, or an operation of a class is not provided for.
    pub(crate) fn read() -> Result<Self, String> {
        let Faults { says, faults } =
            serde_json::from_str(FAULTS).map_err(|error| format!("faults.json: {error}"))?;
        let Endings { endings } =
            serde_json::from_str(ENDINGS).map_err(|error| format!("endings.json: {error}"))?;
        let mut plan = Self { rows: faults, says };
        plan.rows.extend(endings.iter().flat_map(Ending::rows));
        Ok(plan)
    }

    /// What has to be said of an operation; `None` where the fault is not for its class.
    ///
    /// # Errors
    ///
    /// The data names no such expectation, or it is malformed.
    pub(crate) fn expected(&self, row: &Row, facts: &Facts) -> Result<Option<Expected>, String> {
        if row.keys_with_life
            && !(facts.key_life.is_some() && matches!(facts.class, "refused" | "replayed" | "keyed"))
        {
            return Ok(None);
        }
        let says = match &row.says {
            Says::Here(says) => says,
            Says::Named(name) => {
                self.says.get(name).ok_or_else(|| format!("{}: nothing is called `{name}`", row.fault))?
            }
        };
        let words = [if facts.may_refuse_key { "refused-key" } else { "" }, facts.class, "all"];
        let found = words
            .iter()
            .find_map(|word| says.iter().find(|(classes, _)| classes.split(' ').any(|own| own == *word)));
        let Some((_, text)) = found else { return Ok(None) };
        let malformed = || format!("{}: `{text}` is no expectation", row.fault);
        let (words, attempts) = text.rsplit_once(' ').ok_or_else(malformed)?;
        let attempts = attempts.parse().map_err(|_| malformed())?;
        Ok(Some(Expected { words: words.split('|').map(str::to_owned).collect(), attempts }))
    }
}

impl Ending {
    /// A fault for each status: the server has done what it was asked for wherever the status leaves that open.
    fn rows(&self) -> Vec<Row> {
        let row = |end: &String| {
            let status: u16 = end.parse().ok()?;
            let again: Vec<&str> = self.again.as_array()?.iter().filter_map(|class| class.as_str()).collect();
            let does = self.outcome == "unknown";
            let mut steps = vec![Step::Read(Extent::Whole)];
            steps.extend(does.then_some(Step::Do));
            steps.push(Step::Answer(Some((status, String::new()))));
            let attempts = |class: &str| if again.contains(&class) { 3 } else { 1 };
            let classes = ["safe", "keyed", "refused", "replayed", "unsent", "never"];
            let mut says: BTreeMap<String, String> = BTreeMap::new();
            for class in classes {
                let outcome = match &self.of_keys {
                    Some(of_keys) if class == "keyed" || class == "refused" => of_keys,
                    _ => &self.outcome,
                };
                says.insert(class.to_owned(), format!("{outcome} {}", attempts(class)));
            }
            if let Some(of_keys) = &self.of_keys {
                // Which status the refusal has is the provider's to say.
                says.insert("refused-key".to_owned(), format!("{}|{of_keys} 1", self.outcome));
            }
            let fault = format!("status {status}{}", if does { ", after it was done" } else { "" });
            Some(Row { fault, connections: vec![steps], says: Says::Here(says), ..Row::default() })
        };
        self.ends.iter().filter_map(row).collect()
    }
}

impl Default for Row {
    fn default() -> Self {
        Self {
            fault: String::new(),
            connections: Vec::new(),
            says: Says::Here(BTreeMap::new()),
            limit: false,
            https: false,
            proxy: false,
            before: 0,
            again_after: None,
            keys_with_life: false,
        }
    }
}
