//! Random faults at random bytes in both directions, and calls that are dropped at random points.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use crate::crowd::{Crowd, Tally};
use crate::dropped::polled;
use crate::mill::{Badness, Rng};
use crate::report::Figures;
use crate::run::within;
use crate::subject::Subject;

/// Faults per thousand.
const RATE: usize = 600;

/// Calls at once.
const TASKS: usize = 32;

/// Makes so many calls.
pub(crate) async fn run(subjects: Vec<Subject>, calls: u64, seed: u64) -> Result<Figures, String> {
    let total = usize::try_from(calls).unwrap_or(usize::MAX);
    let begun = Instant::now();
    let limit = Duration::from_millis(400);
    let crowd = Arc::new(Crowd::start(subjects, total, Badness { seed, rate: RATE }, limit).await?);
    let next = Arc::new(AtomicUsize::new(0));
    let mut tasks = JoinSet::new();
    for _ in 0..TASKS {
        let (crowd, next) = (Arc::clone(&crowd), Arc::clone(&next));
        tasks.spawn(async move {
            let mut tally = Tally::default();
            loop {
                let number = next.fetch_add(1, Ordering::SeqCst);
                if number >= total {
                    return Ok::<_, String>(tally);
                }
                let mut rng = Rng(seed ^ (number as u64).wrapping_mul(0xd134_2543_de82_ef95));
                let again = crowd.call(number)?;
                if rng.below(10) == 0 {
                    // What is dropped says nothing; a clone says the truth all the same.
                    if polled(again(), 1 + rng.below(12)).await.is_some() {
                        tally.ended_before_drop += 1;
                    }
                    if crowd.must_not_be_cloned(number) {
                        tally.dropped += 1;
                        continue;
                    }
                    tally.add(number, within(again()).await?, false);
                } else {
                    tally.add(number, within(again()).await?, true);
                }
            }
        });
    }
    let mut tally = Tally::default();
    while let Some(done) = tasks.join_next().await {
        tally.merge(done.map_err(|error| error.to_string())??);
    }
    let figures =
        vec![("seed", seed.to_string()), ("seconds", format!("{:.1}", begun.elapsed().as_secs_f64()))];
    Ok(crowd.judge(tally, figures).await)
}
