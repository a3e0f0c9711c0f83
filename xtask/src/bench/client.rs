//! `bench client`: what a call through a generated crate costs, against one that is written by hand.
//!
//! Both are in one scratch program over the same hyper: the client of a provider, and hyper-util's client with serde derive,
//! as one writes it for one operation. A server in another process answers both alike. Batches are made in turn.

use std::collections::BTreeMap;

use anyhow::{Context, anyhow};
use clap::Args;
use clientwright_codegen::Stages;
use clientwright_codegen::api::{Api, BodyKind};
use clientwright_codegen::rust::{self, Crate, Method, Outcome, Type};
use clientwright_codegen::wire::StatusRange;
use serde_json::Value;

use super::derived;
use super::measure::{cargo_command, run as run_program};
use super::report;
use crate::scratch;
use crate::types::ty;
use clientwright::failure::Failure;
use clientwright::figures;
use clientwright::output::Format;
use clientwright::spec::Spec;
use clientwright::workspace::Workspace;

/// Measures a call through a generated crate against a client written by hand over the same hyper, with serde derive
///
/// CPU time of the client's process and allocations, in batches that are made in turn; each batch is compared with its
/// neighbour. Only the ratios mean something on another machine, and on a busy one only those of several runs.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The provider whose first operation with a body is called
    #[arg(default_value = "plu")]
    provider: String,
    /// How many batches of 250 calls each side makes
    #[arg(long, default_value_t = 120)]
    batches: u32,
    /// How figures are written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let workspace = Workspace::find()?;
    let name = &workspace.providers(std::slice::from_ref(&arguments.provider))?[0];
    let Spec { sources, provider, files, .. } = Spec::of_provider(&workspace, name)?;
    let failed = |problems| Failure::Spec(problems, Box::new(files.clone()));
    let (api, krate) = Stages::new(&sources, &provider).into_models().map_err(failed)?;
    let subject = Subject::of(&api, &krate).ok_or_else(|| {
        anyhow!("no operation of `{name}` has a JSON body and an answer that are documented by examples")
    })?;

    let manifest = MANIFEST
        .replace("PACKAGE", &krate.package.name.to_string())
        .replace("CLIENT", &format!("{:?}", workspace.generated(name)));
    let files = BTreeMap::from([
        ("Cargo.toml".to_owned(), manifest),
        ("src/main.rs".to_owned(), subject.program(&krate)),
        (
            "src/derived/models.rs".to_owned(),
            derived::models(&krate).replace("crate::values", "super::values"),
        ),
        ("src/derived/values.rs".to_owned(), derived::VALUES.to_owned()),
    ]);
    let folder = workspace.target()?.join("bench").join("client");
    scratch::write(&workspace, &folder, &files)?;
    let target = workspace.target()?.join("bench").join("client-target");
    errln!("{name}: an optimised build of the program in `{}`", folder.display());
    let mut build = cargo_command();
    build.args(["build", "--release"]).current_dir(&folder).env("CARGO_TARGET_DIR", &target);
    run_program(build)?;
    errln!("{name}: {} batches each", arguments.batches);
    let load = report::load();
    let program = target.join("release").join(format!("bench-client{}", std::env::consts::EXE_SUFFIX));
    let mut command = std::process::Command::new(program);
    command.arg(arguments.batches.to_string());
    let written = run_program(command)?;
    let mut report: Value = serde_json::from_str(&written).context("the program did not write JSON")?;
    report["operation"] = subject.method.id.clone().into();
    report["load"] = load.into();
    match arguments.format {
        Format::Json => outln!("{report:#}"),
        Format::Text => text(&report),
    }
    Ok(())
}

fn text(report: &Value) {
    let mut table = figures::table(["a call", "generated", "by hand", "ratio"]);
    let of = |side: &str, key: &str| report[side][key].as_f64().unwrap_or(f64::NAN);
    for (name, key, digits) in [
        ("CPU, µs, the median batch", "cpu", 1),
        ("CPU, µs, all batches", "cpu_mean", 1),
        ("allocations", "allocations", 1),
        ("bytes allocated", "bytes", 0),
    ] {
        let (ours, hand) = (of("generated", key), of("by_hand", key));
        let shown = |value: f64| format!("{value:.digits$}");
        table.add_row([name.to_owned(), shown(ours), shown(hand), format!("{:.2}", ours / hand)]);
    }
    outln!("{}\n", report["operation"].as_str().unwrap_or_default());
    figures::print(&table);
    let ratio = |part: &str| report["cpu_ratio"][part].as_f64().unwrap_or(f64::NAN);
    let (low, middle, high) = (ratio("lower_quartile"), ratio("median"), ratio("upper_quartile"));
    outln!(
        "\nCPU of neighbouring batches: median ratio {middle:.2}, half of them between {low:.2} and {high:.2}"
    );
    if let Some(load) = report["load"].as_str() {
        outln!("load average {load} at the start: absolute figures hold for this run only");
    }
}

/// The operation that is called.
struct Subject<'a> {
    area: String,
    method: &'a Method,
    request: (&'a Type, String),
    answer: (&'a Type, u16, String),
}

impl<'a> Subject<'a> {
    fn of(api: &Api, krate: &'a Crate) -> Option<Self> {
        krate.resources.iter().find_map(|resource| {
            resource.methods.iter().find_map(|method| {
                let (argument, rust::BodyKind::Json { .. }) = method.body.as_ref()? else { return None };
                let Outcome::One(output) = &method.output else { return None };
                let operation = api.operations.iter().find(|operation| operation.id == method.id)?;
                let example = |payloads: &[clientwright_codegen::api::Payload]| {
                    let payload =
                        payloads.iter().find(|payload| matches!(payload.kind, BodyKind::Json(_)))?;
                    Some(payload.examples.first()?.value.to_json())
                };
                let request = example(&operation.body.as_ref()?.payloads)?;
                let (status, answer) =
                    operation.responses.iter().find_map(|response| match response.status {
                        StatusRange::Exact(status @ 200..=299) => {
                            Some((status, example(&response.payloads)?))
                        }
                        _ => None,
                    })?;
                method.arguments.is_empty().then(|| Self {
                    area: resource.module.to_string(),
                    method,
                    request: (&argument.ty, request),
                    answer: (output, status, answer),
                })
            })
        })
    }

    fn program(&self, krate: &Crate) -> String {
        let Self { area, method, request: (request_type, request), answer: (answer_type, status, answer) } =
            self;
        let credentials: String = krate
            .client
            .schemes
            .iter()
            .map(|scheme| format!(".credential({:?}, \"key-of-nobody\")", scheme.name))
            .collect();
        let key = method.idempotency.as_ref().map(|idempotency| idempotency.header.as_str());
        format!(
            "{PROGRAM}
const REQUEST: &str = {request:?};
const ANSWER: &str = {answer:?};
const STATUS: u16 = {status};
const METHOD: &str = {:?};
const PATH: &str = {:?};
const KEY_HEADER: Option<&str> = {key:?};

type Request = ::client::{request_type};
type HandRequest = derived::{request_type};
type HandAnswer = derived::{answer_type};

fn client(address: &str) -> ::client::Client {{
    let builder = ::client::Client::builder(::client::Environment::Custom(address.to_owned()));
    builder{credentials}.build().expect(\"a client for this machine\")
}}

async fn generated(client: &::client::Client, request: Request) {{
    black_box(client.{area}().{}(request).await.expect(\"the server answers\"));
}}
",
            method.http.key().to_uppercase(),
            method.path,
            method.ident,
            request_type = ty(request_type, "models::"),
            answer_type = ty(answer_type, "models::"),
        )
    }
}

const MANIFEST: &str = r#"[package]
name = "bench-client"
version = "0.0.0"
edition = "2024"
publish = false

[workspace]

[dependencies]
bytes = "1"
client = { package = "PACKAGE", path = CLIENT }
getrandom = "0.4"
http-body-util = "0.1"
hyper = { version = "1", default-features = false }
hyper-util = { version = "0.1", default-features = false, features = ["client-legacy", "http1", "tokio"] }
nix = { version = "0.31", default-features = false, features = ["resource"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
tokio = { version = "1", default-features = false, features = ["rt", "time"] }
"#;

/// The program up to what differs by operation.
const PROGRAM: &str = include_str!("client_program.rs");
