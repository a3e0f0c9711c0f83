//! Many calls for a while: 64 tasks, five faults in a hundred, and the memory before and after.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use crate::crowd::{Crowd, Tally};
use crate::mill::Badness;
use crate::report::Figures;
use crate::run::within;
use crate::subject::Subject;

/// Calls at once.
const TASKS: usize = 64;

/// Faults per thousand.
const RATE: usize = 50;

/// Memory that may come after the first tenth of the calls, beside what notes about them take.
const GROWTH: u64 = 8 << 20;

/// Makes so many calls.
pub(crate) async fn run(subjects: Vec<Subject>, calls: u64) -> Result<Figures, String> {
    let total = usize::try_from(calls).unwrap_or(usize::MAX);
    let begun = Instant::now();
    let limit = Duration::from_secs(2);
    let crowd = Arc::new(Crowd::start(subjects, total, Badness { seed: 1, rate: RATE }, limit).await?);
    let mut tally = Tally::default();
    tally.reserve(total);
    let warm = section(&crowd, 0..total / 10, &mut tally).await?;
    section(&crowd, total / 10..total, &mut tally).await?;
    let end = memory();
    let seconds = begun.elapsed().as_secs_f64();
    let mib = |bytes: Option<u64>| {
        bytes.map_or("?".to_owned(), |bytes| format!("{:.1}", bytes as f64 / f64::from(1 << 20)))
    };
    let figures = vec![
        ("seconds", format!("{seconds:.0}")),
        ("calls a second", format!("{:.0}", total as f64 / seconds)),
        ("MiB after a tenth", mib(warm)),
        ("MiB in the end", mib(end)),
    ];
    let mut report = crowd.judge(tally, figures).await;
    if let (Some(warm), Some(end)) = (warm, end)
        && end > warm + GROWTH
    {
        report.wrong.push(format!("the memory grew from {} to {} MiB", mib(Some(warm)), mib(Some(end))));
    }
    Ok(report)
}

/// Makes the calls of these numbers, and says how much memory is used then.
async fn section(
    crowd: &Arc<Crowd>,
    numbers: std::ops::Range<usize>,
    tally: &mut Tally,
) -> Result<Option<u64>, String> {
    let next = Arc::new(AtomicUsize::new(numbers.start));
    let mut tasks = JoinSet::new();
    for _ in 0..TASKS {
        let (crowd, next, end) = (Arc::clone(crowd), Arc::clone(&next), numbers.end);
        tasks.spawn(async move {
            let mut tally = Tally::default();
            tally.reserve((end - next.load(Ordering::SeqCst).min(end)) / TASKS + 1);
            loop {
                let number = next.fetch_add(1, Ordering::SeqCst);
                if number >= end {
                    return Ok::<_, String>(tally);
                }
                tally.add(number, within(crowd.call(number)?()).await?, true);
            }
        });
    }
    while let Some(done) = tasks.join_next().await {
        tally.merge(done.map_err(|error| error.to_string())??);
    }
    Ok(memory())
}

/// Bytes of memory that the process has, where the system says so.
fn memory() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}
