//! A planned crate → the program that calls its operations.

use std::fmt::Write;

use clientwright_codegen::api::{Api, Operation};
use clientwright_codegen::rust::{AuthKind, Crate};

use super::answers::{Answer, answers};
use super::exemptions::Exemption;
use super::requests::{Request, Requests};

/// `main.rs`.
pub(super) fn program<'a>(
    provider: &str,
    api: &Api,
    krate: &Crate,
    exemptions: impl Iterator<Item = &'a Exemption>,
) -> String {
    let (mut calls, mut areas) = (String::new(), String::new());
    for resource in &krate.resources {
        let area = &resource.module;
        write(&mut areas, format_args!("\npub mod {area} {{\n    use super::super::*;\n"));
        for method in &resource.methods {
            let operation = api.operations.iter().find(|operation| operation.id == method.id);
            let operation = operation.expect("a method is planned from an operation");
            let requests = Requests { api, krate, area, method, operation }.all();
            let (name, drives) = (&method.ident, drives(operation, &requests));
            write(&mut calls, format_args!("    areas::{area}::{name}(&mut driver, &client).await;\n"));
            write(
                &mut areas,
                format_args!(
                    "\n    pub async fn {name}(driver: &mut Driver, client: &Client) {{\n{drives}    }}\n"
                ),
            );
        }
        areas.push_str("}\n");
    }
    let exemptions = exemptions.flat_map(|Exemption { operations, message, .. }| {
        operations.iter().map(move |operation| {
            format!("    Exemption {{ operation: {operation:?}, message: {message:?} }},\n")
        })
    });
    let exemptions: String = exemptions.collect();
    let credentials = krate.client.schemes.iter().map(|scheme| {
        let is_pair = matches!(scheme.kind, AuthKind::Basic | AuthKind::Signed { .. });
        let secret = if is_pair { "user:password" } else { "key-of-nobody" };
        format!("\n        .credential({:?}, {secret:?})", scheme.name)
    });
    let credentials: String = credentials.collect();
    format!(
        "{HEAD}
const EXEMPTIONS: &[Exemption] = &[
{exemptions}];

#[tokio::main(flavor = \"current_thread\")]
async fn main() -> ExitCode {{
    let address = std::env::args().nth(1).expect(\"the address of Prism\");
    let client = Client::builder(Environment::Custom(address)){credentials}
        .build()
        .expect(\"a client for this machine\");
    let mut driver = Driver::new({provider:?}, EXEMPTIONS);
{calls}    println!(\"{{driver}}\");
    if driver.is_clean() {{ ExitCode::SUCCESS }} else {{ ExitCode::FAILURE }}
}}

mod areas {{
{areas}}}
"
    )
}

/// The program up to what differs.
const HEAD: &str = r#"#![allow(unused_imports, dead_code)]

mod driver;

use std::process::ExitCode;

use ::client::runtime::{self as values, json};
use ::client::{Client, Environment, models};
use driver::{Answer, Driver, Exemption};

fn value<T: json::Decode>(json: &str) -> Result<T, json::DecodeError> {
    json::from_str(json)
}

fn file() -> values::File {
    values::File::from_bytes("scan.png", "a scan".as_bytes()).with_content_type("image/png")
}
"#;

/// The first request for every documented answer, the others for the first success.
fn drives(operation: &Operation, requests: &[Request]) -> String {
    let id = &operation.id;
    let answers = answers(operation);
    let success = answers.iter().position(|answer| (200..300).contains(&answer.status));
    let success = success.map_or(0..0, |index| index..index + 1);
    let mut drives = String::new();
    for (index, Request { name, call }) in requests.iter().enumerate() {
        let answers = if index == 0 { &answers } else { &answers[success.clone()] };
        let answers = answers.iter().map(|Answer { status, prefer, has_body }| {
            format!("            Answer {{ status: {status}, prefer: {prefer:?}, has_body: {has_body} }},\n")
        });
        let answers: String = answers.collect();
        write(
            &mut drives,
            format_args!(
                "        let call = (|| Ok({call}))();
        let answers = &[
{answers}        ];
        driver
            .drive({id:?}, {name:?}, answers, call, |call, prefer| call.with_header(\"prefer\", prefer).send())
            .await;
"
            ),
        );
    }
    drives
}

fn write(text: &mut String, content: std::fmt::Arguments<'_>) {
    text.write_fmt(content).expect("a `String` takes everything");
}
