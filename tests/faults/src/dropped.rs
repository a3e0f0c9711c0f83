//! Calls whose future is dropped: at every point at which it waits, with its runtime, and without any runtime.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context as TaskContext, Poll, Waker};

use clientwright_runtime::Outcome;

use crate::plan::{Extent, Row, Step};
use crate::report::Line;
use crate::run::{Context, within};
use crate::subject::{Again, Subject, Told};
use crate::world::Truth;

const INTENTION: &str = "intention-1";

/// More polls than a call takes.
const MOST: usize = 200;

/// All of these on an operation.
pub(crate) async fn run(context: Context, subject: Subject) -> Vec<Line> {
    let mut lines = Vec::new();
    for (fault, does) in [("dropped at every point, done", true), ("dropped at every point, not done", false)]
    {
        lines.push(at_every_point(&context, &subject, fault, does).await);
    }
    lines.push(with_runtime(&context, &subject).await);
    lines.push(second_runtime(&context, &subject).await);
    lines.push(without_runtime(&context, &subject).await);
    lines
}

/// Polls a future so many times at most; `None` if it has not ended then.
pub(crate) async fn polled<T>(future: impl Future<Output = T>, polls: usize) -> Option<T> {
    let (mut future, mut left) = (pin!(future), polls);
    poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        future.as_mut().poll(context).map(Some)
    })
    .await
}

/// The server answers the first connection, and nobody listens for a clone: what the clone says is all that is known.
async fn at_every_point(context: &Context, subject: &Subject, fault: &str, does: bool) -> Line {
    let line = Line::new(&subject.facts, fault);
    let mut last = None;
    for polls in 0..MOST {
        let mut steps = vec![Step::Read(Extent::Whole)];
        steps.extend(does.then_some(Step::Do));
        steps.push(Step::Wait);
        if does && polls % 2 == 0 {
            // The answer comes, and is met or not.
            steps.pop();
            steps.push(Step::Answer(None));
        }
        let tried = dropped_after(context, subject, steps, polls).await;
        let (ended, told, truth) = match tried {
            Ok(tried) => tried,
            Err(problem) => return line.broken(format!("after {polls} polls: {problem}")),
        };
        let mut wrongs = wrong_of_clone(subject, &told, &truth);
        wrongs.iter_mut().for_each(|wrong| *wrong = format!("after {polls} polls: {wrong}"));
        let is_over = ended || polls + 1 == MOST || (polls > 24 && polls % 2 == 1);
        if is_over || !wrongs.is_empty() {
            last = Some(line.clone().with(&told, &truth, INTENTION, wrongs));
            break;
        }
    }
    last.unwrap_or_else(|| line.broken("it never ended".to_owned()))
}

async fn dropped_after(
    context: &Context,
    subject: &Subject,
    steps: Vec<Step>,
    polls: usize,
) -> Result<(bool, Told, Truth), String> {
    let stage = context.stage(subject, false, vec![steps, vec![Step::Refused]]).await?;
    let (ended, told) = {
        let caller = context.client(subject, &stage, &Row::default())?;
        let again = caller(INTENTION)?;
        let call = async { tokio::time::timeout(crate::run::LIMIT / 4, polled(again(), polls)).await };
        let ended = matches!(call.await, Ok(Some(_)));
        stage.world.go_on();
        (ended, within(again()).await?)
    };
    let world = Arc::clone(&stage.world);
    if !stage.server.settle().await {
        return Err("a connection is never closed".to_owned());
    }
    let truth = world.truth().clone();
    Ok((ended, told, truth))
}

/// A clone must not say that nothing happened, where the call that was dropped did something.
fn wrong_of_clone(subject: &Subject, told: &Told, truth: &Truth) -> Vec<String> {
    let effects = truth.effects.get(INTENTION).copied().unwrap_or(0);
    let changes = subject.facts.class != "safe";
    let no_effect = told.failure.as_ref().is_some_and(|failure| failure.outcome == Outcome::NoEffect);
    let keeps_key = subject.facts.class != "unsent" && subject.facts.class != "never";
    let mut wrongs = truth.complaints.clone();
    if no_effect && effects > 0 && changes {
        wrongs.push("it says no effect, and the server did it".to_owned());
    }
    if effects > 1 && changes && keeps_key {
        wrongs.push(format!("the server did it {effects} times"));
    }
    wrongs
}

/// The runtime is shut down while the server is silent.
async fn with_runtime(context: &Context, subject: &Subject) -> Line {
    let line = Line::new(&subject.facts, "runtime shut down");
    let steps = vec![vec![Step::Read(Extent::Whole), Step::Do, Step::Wait], vec![Step::Refused]];
    let tried = async {
        let stage = context.stage(subject, false, steps).await?;
        let caller = context.client(subject, &stage, &Row::default())?;
        let again: Arc<Again> = Arc::new(caller(INTENTION)?);
        drop(caller);
        let (ended, end) = tokio::sync::oneshot::channel::<()>();
        let first = Arc::clone(&again);
        let thread = std::thread::spawn(move || {
            let runtime =
                tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
            runtime.spawn(async move { first().await });
            let _ = end.blocking_recv();
            runtime.shutdown_background();
            Ok::<_, std::io::Error>(())
        });
        while stage.world.truth().requests.is_empty() {
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
        let _ = ended.send(());
        let joined =
            tokio::task::spawn_blocking(|| thread.join()).await.map_err(|error| error.to_string())?;
        joined.map_err(|_| "a panic".to_owned())?.map_err(|error| error.to_string())?;
        let told = within(again()).await?;
        drop(again);
        let world = Arc::clone(&stage.world);
        if !stage.server.settle().await {
            return Err("a connection is never closed".to_owned());
        }
        let truth = world.truth().clone();
        Ok((told, truth))
    };
    match tokio::time::timeout(crate::run::DEADLINE, tried).await {
        Ok(Ok((told, truth))) => {
            let wrongs = wrong_of_clone(subject, &told, &truth);
            line.with(&told, &truth, INTENTION, wrongs)
        }
        Ok(Err(problem)) => line.broken(problem),
        Err(_) => line.broken("hung".to_owned()),
    }
}

/// A client is used by a runtime, and by another one after that is gone.
async fn second_runtime(context: &Context, subject: &Subject) -> Line {
    let line = Line::new(&subject.facts, "a second runtime");
    let tried = async {
        let stage = context.stage(subject, false, vec![vec![Step::Serve]]).await?;
        let caller = context.client(subject, &stage, &Row::default())?;
        let first = caller("before")?;
        let before = tokio::task::spawn_blocking(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            Ok::<_, std::io::Error>(runtime.block_on(first()))
        });
        let before = before.await.map_err(|error| error.to_string())?.map_err(|error| error.to_string())?;
        let told = within(caller(INTENTION)?()).await?;
        drop(caller);
        let world = Arc::clone(&stage.world);
        if !stage.server.settle().await {
            return Err("a connection is never closed".to_owned());
        }
        let truth = world.truth().clone();
        Ok((before, told, truth))
    };
    match tried.await {
        Ok((before, told, truth)) => {
            let mut wrongs = crate::judge::wrongs(&subject.facts, &told, &truth, INTENTION);
            if before.failure.is_some() || told.failure.is_some() {
                wrongs.push("expected: ok".to_owned());
            }
            line.with(&told, &truth, INTENTION, wrongs)
        }
        Err(problem) => line.broken(problem),
    }
}

/// The call is polled where no runtime is.
async fn without_runtime(context: &Context, subject: &Subject) -> Line {
    let line = Line::new(&subject.facts, "no runtime");
    let tried = async {
        let stage = context.stage(subject, false, vec![vec![Step::Serve]]).await?;
        let caller = context.client(subject, &stage, &Row::default())?;
        let call = caller(INTENTION)?;
        drop(caller);
        let thread = std::thread::spawn(move || {
            let mut future = call();
            match future.as_mut().poll(&mut TaskContext::from_waker(Waker::noop())) {
                Poll::Ready(told) => Ok(told),
                Poll::Pending => Err("it waits for what never comes".to_owned()),
            }
        });
        let told = tokio::task::spawn_blocking(|| thread.join()).await.map_err(|error| error.to_string())?;
        let told = told.map_err(|_| "a panic".to_owned())??;
        let world = Arc::clone(&stage.world);
        if !stage.server.settle().await {
            return Err("a connection is never closed".to_owned());
        }
        let truth = world.truth().clone();
        Ok::<_, String>((told, truth))
    };
    match tried.await {
        Ok((told, truth)) => {
            let mut wrongs = crate::judge::wrongs(&subject.facts, &told, &truth, INTENTION);
            if told.word() != "no effect" || told.attempts != 1 {
                wrongs.push("expected: no effect, 1 attempts".to_owned());
            }
            line.with(&told, &truth, INTENTION, wrongs)
        }
        Err(problem) => line.broken(problem),
    }
}
