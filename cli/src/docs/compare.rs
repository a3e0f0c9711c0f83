//! `docs compare`: a spec against the provider's own reference.

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::anyhow;
use clap::Args;
use clientwright_document::files::Texts;
use clientwright_review::comparison::{self, Approvals, Side};
use url::Url;

use super::fetch::{Answer, Client, Content, Limits, Validators};
use crate::clock::today;
use crate::failure::Failure;
use crate::figures;
use crate::output::Format;
use crate::spec::{ROOT, read, texts};
use crate::workspace::Workspace;

/// Our decisions about differences: `fingerprint` and `reason`.
const DECISIONS: &str = "reference.yaml";

/// Compares a spec with an OpenAPI document of the provider's own: what agrees, and each difference with both places. Exits
/// with 1 if a difference has no reason in specs/<provider>/reference.yaml
#[derive(Args)]
pub(super) struct Arguments {
    /// Provider to compare
    provider: String,
    /// The provider's own OpenAPI document
    #[arg(long, value_name = "FILE|URL")]
    reference: String,
    /// Allows addresses of this machine and its network
    #[arg(long)]
    allow_local: bool,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Format,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let workspace = Workspace::find()?;
    let name = workspace.providers(std::slice::from_ref(&arguments.provider))?.remove(0);
    let folder = workspace.spec(&name);
    let theirs = Side::new(reference(arguments)?, None)?;
    let ours = Side::new(texts(&folder.join(ROOT), |path| workspace.display(path))?, None)?;
    for file in theirs.missing_files() {
        errln!("warning: `{file}`, which the reference refers to, is not there: it is compared as if it allowed anything");
    }
    let mut comparisons = [comparison::compare_documents(&theirs, &ours, today())];
    let decisions = folder.join(DECISIONS);
    if decisions.exists() {
        let shown = workspace.display(&decisions);
        let decided = Approvals::parse(&shown, &read(&decisions, &shown)?).map_err(|problem| anyhow!(problem))?;
        decided.apply(&mut comparisons, today()).map_err(|problem| anyhow!(problem))?;
    }
    let [comparison] = &comparisons;
    let agreement = comparison::agreement(comparison, &theirs, &ours);
    match arguments.format {
        Format::Json => outln!("{:#}", agreement.to_json()),
        Format::Text => {
            styled_out!("{}", agreement.to_text());
            let mut table = figures::table(["", "compared", "agree", "differs", "only theirs", "only ours", "decided"]);
            for (kind, figures) in agreement.figures() {
                table.add_row([kind.to_owned()].into_iter().chain(figures.map(|figure| figure.to_string())));
            }
            figures::print(&table);
        }
    }
    let open = agreement.open();
    errln!("{} without a decision", super::check::count(open, "difference"));
    if open > 0 {
        errln!("hint: mend the spec, or give the reason in `{}`", workspace.display(&decisions));
    }
    Ok(ExitCode::from(u8::from(open > 0)))
}

/// The reference, from a file or an address.
fn reference(arguments: &Arguments) -> Result<Texts, Failure> {
    let text = &arguments.reference;
    let Some(url) = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https")) else {
        return texts(Path::new(text), |path| path.display().to_string());
    };
    let limits = Limits {
        total: Duration::from_secs(60),
        bytes: 32 << 20,
        pause: Duration::ZERO,
        allow_local: arguments.allow_local,
    };
    match Client::new(limits).get(&url, &Validators::default()) {
        Ok(Answer { content: Content::Text { text, is_html: false, .. }, .. }) => {
            // Nothing that it refers to is fetched.
            Ok(Texts::load("reference", text, |_| None, |file| match file {
                "reference" => url.to_string(),
                other => other.to_owned(),
            })?)
        }
        Ok(Answer { content: Content::Text { .. }, .. }) => Err(anyhow!("`{url}` is a page, and no OpenAPI document").into()),
        Ok(_) => Err(anyhow!("`{url}` is not there").into()),
        Err(reason) => Err(anyhow!("`{url}` cannot be read: {reason}").into()),
    }
}
