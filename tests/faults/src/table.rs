//! All faults on all operations.

use std::sync::Arc;

use clientwright_runtime::HyperTransport;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::certificates::Certificates;
use crate::dropped;
use crate::judge::unexpected;
use crate::plan::{Expected, Plan};
use crate::report::Line;
use crate::run::{Context, Wrap, run, within};
use crate::subject::{Setup, Shared, Subject};

/// How many rows run at once. Most of those with limits wait.
const AT_ONCE: usize = 24;

/// Tries every fault on every operation.
///
/// # Errors
///
/// The data is malformed, or this machine does not let servers run.
pub async fn table(subjects: Vec<Subject>, wrap: Wrap) -> Result<Vec<Line>, String> {
    faults(subjects, wrap, &[]).await
}

/// Tries the faults of these names on every operation; without names, all.
///
/// # Errors
///
/// The data is malformed, or this machine does not let servers run.
pub async fn faults(subjects: Vec<Subject>, wrap: Wrap, names: &[&str]) -> Result<Vec<Line>, String> {
    let is_wanted = |name: &str| names.is_empty() || names.contains(&name);
    let certificates = Certificates::new().map_err(|error| error.to_string())?;
    let context = Context { certificates, wrap };
    let plan = Plan::read()?;
    let (places, waits) = (Arc::new(Semaphore::new(AT_ONCE)), Arc::new(Semaphore::new(8 * AT_ONCE)));
    let mut tasks = JoinSet::new();
    let mut order = 0_usize;
    // Those that wait begin first.
    let mut rows: Vec<_> = plan.rows.iter().filter(|row| is_wanted(&row.fault)).collect();
    rows.sort_by_key(|row| !row.limit);
    for row in rows {
        for subject in &subjects {
            let Some(expected) = plan.expected(row, &subject.facts)? else { continue };
            let places = Arc::clone(if row.limit { &waits } else { &places });
            let (context, subject, row) = (context.clone(), subject.clone(), row.clone());
            order += 1;
            tasks.spawn(async move {
                let _place = places.acquire_owned().await;
                (order, vec![run(context, subject, row, expected).await])
            });
        }
    }
    for subject in subjects.iter().filter(|_| names.is_empty()) {
        let (places, context, subject) = (Arc::clone(&places), context.clone(), subject.clone());
        order += 1;
        tasks.spawn(async move {
            let _place = places.acquire_owned().await;
            (order, dropped::run(context, subject).await)
        });
    }
    let mut lines: Vec<(usize, Vec<Line>)> = Vec::new();
    while let Some(done) = tasks.join_next().await {
        lines.push(done.map_err(|error| error.to_string())?);
    }
    lines.sort_by_key(|(order, _)| *order);
    let mut lines: Vec<Line> = lines.into_iter().flat_map(|(_, lines)| lines).collect();
    // Each fault with all its operations.
    let mut faults: Vec<String> = Vec::new();
    for Line { fault, .. } in &lines {
        if !faults.contains(fault) {
            faults.push(fault.clone());
        }
    }
    lines.sort_by_cached_key(|line| faults.iter().position(|fault| *fault == line.fault));
    lines.extend(in_few_files()?);
    Ok(lines)
}

/// This program again, in a process that may open few files.
#[cfg(unix)]
fn in_few_files() -> Result<Vec<Line>, String> {
    // A test of the harness is another program.
    if std::env::args().nth(1).as_deref() != Some("table") {
        return Ok(Vec::new());
    }
    let itself = std::env::current_exe().map_err(|error| error.to_string())?;
    let command = r#"ulimit -n 64 && exec "$0" files"#;
    let output = std::process::Command::new("sh").args(["-c", command]).arg(itself).output();
    let output = output.map_err(|error| error.to_string())?;
    let lines: Vec<FewFiles> = serde_json::from_slice(&output.stdout)
        .map_err(|error| format!("without files: {error}: {}", String::from_utf8_lossy(&output.stderr)))?;
    Ok(lines.into_iter().map(FewFiles::line).collect())
}

#[cfg(not(unix))]
fn in_few_files() -> Result<Vec<Line>, String> {
    Ok(Vec::new())
}

/// A [`Line`] of the other process.
#[derive(serde::Deserialize)]
struct FewFiles {
    provider: String,
    operation: String,
    class: String,
    attempts: u32,
    said: String,
    wrong: Vec<String>,
}

impl FewFiles {
    fn line(self) -> Line {
        Line {
            fault: FEW_FILES.to_owned(),
            // A few words for the life of the program.
            provider: self.provider.leak(),
            operation: self.operation.leak(),
            class: self.class.leak(),
            said: self.said.leak(),
            attempts: self.attempts,
            bytes: 0,
            effects: 0,
            wrong: self.wrong,
        }
    }
}

const FEW_FILES: &str = "no file is left";

/// Calls while the process has all the files that it may have.
pub(crate) async fn without_files(subjects: Vec<Subject>) -> Result<Vec<Line>, String> {
    let mut lines = Vec::new();
    for subject in subjects {
        let transport = HyperTransport::builder()
            .root_certificates(&Certificates::new().map_err(|error| error.to_string())?.authority)
            .without_platform_certificates()
            .no_proxy()
            .build()
            .map_err(|error| error.to_string())?;
        let setup = Setup {
            url: "http://127.0.0.1:1".to_owned(),
            transport: Shared(Arc::new(transport)),
            clock: Some(crate::clock::Skipping::default()),
            attempt_timeout: None,
        };
        let again = subject.start(&setup)?("intention-1")?;
        let mut files = Vec::new();
        while let Ok(file) = std::fs::File::open("/dev/null") {
            files.push(file);
        }
        let told = within(again()).await;
        drop(files);
        let expected = Expected {
            words: vec!["no effect".to_owned()],
            attempts: if subject.facts.class == "never" { 1 } else { 3 },
        };
        let line = Line::new(&subject.facts, FEW_FILES);
        lines.push(match told {
            Ok(told) => {
                let mut wrongs: Vec<String> = unexpected(&told, &expected).into_iter().collect();
                if told.failure.as_ref().is_none_or(|failure| !failure.text.contains("open files")) {
                    wrongs.push("it does not say that no file is left".to_owned());
                }
                line.with(&told, &crate::world::Truth::default(), "", wrongs)
            }
            Err(problem) => line.broken(problem),
        });
    }
    Ok(lines)
}
