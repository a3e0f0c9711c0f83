//! What generated crates say of calls while a server on this machine misbehaves, held against what the server did.
//!
//! `cargo xtask faults` prints a program over the operations of the generated crates that calls [`main`].

mod acme;
mod certificates;
mod clock;
mod crowd;
mod dropped;
mod judge;
mod mill;
mod plan;
mod random;
mod report;
mod run;
mod server;
mod soak;
mod subject;
mod table;
mod wire;
mod world;

use std::process::ExitCode;
use std::sync::Arc;

pub use crate::report::{Figures, Line};
pub use crate::run::Wrap;
pub use crate::subject::{Again, Facts, Setup, Subject, again};
pub use crate::table::{faults, table};

/// An operation of each class, by hand.
pub fn own_subjects() -> Vec<Subject> {
    acme::subjects()
}

/// The program: its arguments are `table`, `random CALLS SEED` or `soak CALLS`, or what it runs itself.
pub fn main(mut subjects: Vec<Subject>) -> ExitCode {
    subjects.extend(own_subjects());
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let number = |text: &str| text.parse::<u64>().unwrap_or_default();
    let result = match arguments[..] {
        ["table"] => {
            in_runtime(table(subjects, Arc::new(|transport| Arc::new(transport)))).map(|lines| json(&lines))
        }
        ["files"] => in_runtime(table::without_files(subjects)).map(|lines| json(&lines)),
        ["random", calls, seed] => {
            in_runtime(random::run(subjects, number(calls), number(seed))).map(|it| json(&it))
        }
        ["soak", calls] => in_runtime(soak::run(subjects, number(calls))).map(|it| json(&it)),
        _ => Err("this is run by `cargo xtask faults`".to_owned()),
    };
    match result {
        Ok(text) => print(&text),
        Err(problem) => complain(&problem),
    }
}

fn in_runtime<T>(work: impl Future<Output = Result<T, String>>) -> Result<T, String> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.map_err(|error| error.to_string())?.block_on(work)
}

fn json(report: &impl serde::Serialize) -> String {
    serde_json::to_string(report).unwrap_or_default()
}

#[allow(clippy::print_stdout)] // its output
fn print(text: &str) -> ExitCode {
    println!("{text}");
    ExitCode::SUCCESS
}

#[allow(clippy::print_stderr)] // its output
fn complain(problem: &str) -> ExitCode {
    eprintln!("error: {problem}");
    ExitCode::from(2)
}
