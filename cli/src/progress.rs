//! What is being done, on a terminal, when it takes longer than a second.

use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget};

/// After which time people are told that something is being done.
const PATIENCE: Duration = Duration::from_secs(1);

/// A line that says what is being done; it is gone when this is.
pub(crate) struct Progress {
    bar: ProgressBar,
    /// Tells the watch that there is nothing to wait for any more.
    done: Option<Sender<()>>,
    watch: Option<JoinHandle<()>>,
}

impl Progress {
    /// Nothing is shown for a second, and nothing at all where stderr is no terminal.
    pub(crate) fn start(doing: &str) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        bar.set_message(doing.to_owned());
        let (done, waits) = mpsc::channel();
        let shown = bar.clone();
        let watch = thread::spawn(move || {
            if waits.recv_timeout(PATIENCE) == Err(mpsc::RecvTimeoutError::Timeout) {
                shown.set_draw_target(ProgressDrawTarget::stderr());
                shown.set_style(indicatif::ProgressStyle::default_spinner());
                shown.enable_steady_tick(Duration::from_millis(100));
            }
        });
        Self { bar, done: Some(done), watch: Some(watch) }
    }

    /// What is being done now.
    pub(crate) fn step(&self, doing: String) {
        self.bar.set_message(doing);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        drop(self.done.take());
        if let Some(watch) = self.watch.take() {
            let _ = watch.join();
        }
        self.bar.finish_and_clear();
    }
}
