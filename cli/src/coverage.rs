//! `coverage`: the providers' documentation against the specs.

use std::process::ExitCode;

use clap::Args;
use clientwright_codegen::Stages;
use clientwright_codegen::coverage::{Coverage, Figures, Standing, Standings};
use clientwright_codegen::wire::Evidence;
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::figures;
use crate::output::Format;
use crate::spec::Spec;
use crate::workspace::Workspace;

/// Compares what the providers' documentation names with the specs: modelled, left out, unknown, and how sure it is
#[derive(Args)]
pub struct Arguments {
    /// Providers to list in detail [default: figures of all]
    providers: Vec<String>,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// A provider's figures and what they count.
struct Counted {
    name: String,
    figures: Figures,
    coverage: Coverage,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let workspace = Workspace::find()?;
    let mut providers = Vec::new();
    for name in workspace.providers(&arguments.providers)? {
        let Spec { sources, provider, files, .. } = Spec::of_provider(&workspace, &name)?;
        let stages = Stages::new(&sources, &provider);
        let api = stages.api().map_err(|problems| Failure::Spec(problems, Box::new(files)))?;
        let coverage = provider.coverage.clone().unwrap_or_default();
        providers.push(Counted { name, figures: coverage.figures(api), coverage });
    }
    match arguments.format {
        Format::Json => {
            let providers: Vec<Value> = providers.iter().map(Counted::to_json).collect();
            outln!("{:#}", json!({ "providers": providers }));
        }
        Format::Text => {
            text(&providers);
            if !arguments.providers.is_empty() {
                providers.iter().for_each(left_out);
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn text(providers: &[Counted]) {
    let mut named = figures::table(["", "modelled", "excluded", "unknown"]);
    let mut sure = figures::table(["", "documented", "example", "inferred", "unofficial", "oldest page"]);
    for Counted { name, figures, .. } in providers {
        for (what, counted) in [("operations", figures.operations), ("webhooks", figures.webhooks)] {
            let Standings { modelled, excluded, unknown } = counted;
            named.add_row([
                format!("{name} {what}"),
                modelled.to_string(),
                excluded.to_string(),
                unknown.to_string(),
            ]);
        }
        let oldest = figures.oldest_checked.clone().unwrap_or_default();
        let counts = figures.evidence.map(|count| count.to_string());
        sure.add_row([name.clone()].into_iter().chain(counts).chain([oldest]));
    }
    outln!("what the documentation names\n");
    figures::print(&named);
    outln!("\nhow sure the statements of the spec are\n");
    figures::print(&sure);
}

/// What the documentation names and the spec has not, with the reasons.
fn left_out(counted: &Counted) {
    for page in &counted.coverage.pages {
        let entries = page.operations.iter().chain(&page.webhooks);
        let mut left = entries.filter(|entry| !matches!(entry.standing, Standing::Modelled(_))).peekable();
        if left.peek().is_some() {
            outln!("\n{}, {}", page.title, page.url);
        }
        for entry in left {
            let endpoint = entry.endpoint.as_ref().map(|text| format!(" ({text})")).unwrap_or_default();
            let (word, reason) = entry.standing.reason();
            outln!("  {word}: {}{endpoint}: {reason}", entry.name);
        }
    }
}

impl Counted {
    fn to_json(&self) -> Value {
        let standings = |counted: Standings| {
            let Standings { modelled, excluded, unknown } = counted;
            json!({ "modelled": modelled, "excluded": excluded, "unknown": unknown })
        };
        let kinds = Evidence::ALL.map(Evidence::as_str).into_iter().map(str::to_owned);
        let evidence: serde_json::Map<String, Value> =
            kinds.zip(self.figures.evidence.map(Value::from)).collect();
        json!({
            "name": self.name,
            "operations": standings(self.figures.operations),
            "webhooks": standings(self.figures.webhooks),
            "evidence": evidence,
            "oldest_checked": self.figures.oldest_checked,
        })
    }
}
