//! Documented examples and generated values against three parties: the document, the types, and a judge that knows
//! neither. Providers are found by their folders: a new one adds no line here.
#![expect(clippy::print_stdout, reason = "figures are for people")]

mod documented;
mod driver;
mod examples;
mod round_trip;
mod subject;

fn report(failures: &[String]) {
    let shown = failures.iter().take(30).map(String::as_str).collect::<Vec<_>>().join("\n");
    assert!(failures.is_empty(), "{} failures, of which the first are\n{shown}", failures.len());
}
