//! One run at a time writes a folder. The system takes the lock back when a run ends, however it ends.

use std::path::Path;

#[cfg(unix)]
pub(super) type Lock = nix::fcntl::Flock<std::fs::File>;
#[cfg(not(unix))]
pub(super) type Lock = ();

/// Waits for other runs; `None` where the system has no such locks.
#[cfg(unix)]
pub(super) fn take(folder: &Path, shown: &str) -> Option<Lock> {
    use nix::errno::Errno;
    use nix::fcntl::FlockArg;

    let folder = std::fs::File::open(folder).ok()?;
    match Lock::lock(folder, FlockArg::LockExclusiveNonblock) {
        Err((folder, Errno::EWOULDBLOCK)) => {
            errln!("waiting for another run, which writes `{shown}`");
            Lock::lock(folder, FlockArg::LockExclusive).ok()
        }
        taken => taken.ok(),
    }
}

/// Waits for other runs; `None` where the system has no such locks.
#[cfg(not(unix))]
pub(super) fn take(_: &Path, _: &str) -> Option<Lock> {
    None
}
