//! Time that was worked, which other programs on the machine disturb least.

/// Whose time.
#[derive(Clone, Copy)]
pub(super) enum Whose {
    /// This process's.
    Own,
    /// That of processes which were started and have ended, and of theirs.
    Children,
}

/// What [`seconds`] counts.
pub(super) const UNIT: &str = if cfg!(unix) { "CPU s" } else { "wall s" };

/// Runs it and says how long it worked: user and system time.
#[cfg(unix)]
pub(super) fn seconds<T>(whose: Whose, work: impl FnOnce() -> T) -> (T, f64) {
    let used = || {
        use nix::sys::resource::{UsageWho, getrusage};
        use nix::sys::time::TimeValLike;
        let who = match whose {
            Whose::Own => UsageWho::RUSAGE_SELF,
            Whose::Children => UsageWho::RUSAGE_CHILDREN,
        };
        let usage = getrusage(who).expect("the system counts the time of its processes");
        (usage.user_time() + usage.system_time()).num_microseconds()
    };
    let before = used();
    let result = work();
    (result, (used() - before) as f64 / 1e6)
}

/// Runs it and says how long it took: other systems do not add up the time of children.
#[cfg(not(unix))]
pub(super) fn seconds<T>(_: Whose, work: impl FnOnce() -> T) -> (T, f64) {
    let start = std::time::Instant::now();
    let result = work();
    (result, start.elapsed().as_secs_f64())
}

/// The peak of memory in bytes of the largest process that was started and has ended.
#[cfg(unix)]
pub(super) fn peak_of_children() -> u64 {
    use nix::sys::resource::{UsageWho, getrusage};
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the system counts the memory of its processes");
    let unit = if cfg!(target_vendor = "apple") { 1 } else { 1024 };
    u64::try_from(usage.max_rss()).unwrap_or_default() * unit
}

/// Other systems do not say.
#[cfg(not(unix))]
pub(super) fn peak_of_children() -> u64 {
    0
}

/// The one in the middle.
pub(super) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
