//! Tokio's runtimes: none, one that cannot do enough, one that ends, and several.

use std::future::IntoFuture;
use std::io::Write;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;
use std::time::Duration;

use clientwright_runtime::{Builder, Call, Core, Delivery, ErrorKind, Site};
use tokio::runtime::{Builder as Runtime, Handle};

use crate::peer::{OK, Peer, answered, moment, request, script};
use crate::phases::source;
use crate::support::{API, CreateItem, ListItems};

fn nobody() -> Core {
    Builder::new(&API, Site::custom("http://127.0.0.1:1")).build().unwrap()
}

#[test]
fn without_a_tokio_runtime_a_call_is_an_error() {
    let core = nobody();
    let mut call = pin!(Call::<ListItems>::new(&core).into_future());
    let Poll::Ready(Err(error)) = call.as_mut().poll(&mut Context::from_waker(Waker::noop())) else {
        panic!("nothing can be sent")
    };
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Transport, Delivery::NotSent));
    assert!(!error.is_retryable());
    assert_eq!(source(&error), "no Tokio runtime is running here");
}

#[test]
fn in_a_tokio_runtime_without_timers_or_sockets_a_call_is_an_error() {
    for runtime in [
        Runtime::new_current_thread().build(),
        Runtime::new_current_thread().enable_io().build(),
        Runtime::new_current_thread().enable_time().build(),
        Runtime::new_multi_thread().worker_threads(1).build(),
    ] {
        let core = nobody();
        let error = runtime.unwrap().block_on(Call::<CreateItem>::new(&core).into_future()).unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Transport, Delivery::NotSent));
        assert!(!error.may_have_worked() && !error.is_retryable(), "{}", source(&error));
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Waits for a future outside of any runtime.
fn wait<T>(handle: &Handle, future: impl Future<Output = T>) -> T {
    let _guard = handle.enter();
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            return value;
        }
        std::thread::park();
    }
}

#[test]
fn a_runtime_that_ends_under_a_call_leaves_it_open() {
    for with_head in [false, true] {
        let runtime = Runtime::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let (seen, was_seen) = moment();
        let (end, ended) = moment();
        let peer = Peer::start(vec![script(move |mut stream| {
            let read = request(&mut stream);
            if with_head {
                stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{").unwrap();
            }
            drop(seen);
            let _ = ended.recv();
            read
        })]);
        let handle = runtime.handle().clone();
        let core = peer.plain();
        let call = std::thread::spawn(move || wait(&handle, Call::<CreateItem>::new(&core).into_future()));
        let _ = was_seen.recv();
        runtime.shutdown_timeout(Duration::from_secs(5));
        let error = call.join().unwrap().unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Transport, Delivery::Unknown));
        drop(end);
        peer.read_without_runtime();
    }
}

#[test]
fn a_runtime_does_not_use_connections_of_another() {
    let new = || Runtime::new_current_thread().enable_all().build().unwrap();
    let (one, other) = (new(), new());
    let twice = script(|mut stream| {
        let mut read = String::new();
        for _ in 0..2 {
            read += &request(&mut stream);
            stream.write_all(OK.as_bytes()).unwrap();
        }
        read
    });
    let peer = Peer::start(vec![twice, answered(OK)]);
    let core = peer.plain();
    let call = || Call::<ListItems>::new(&core).with_timeout(Duration::from_secs(20)).into_future();
    one.block_on(call()).unwrap();
    // The connection that was opened there stands still here.
    other.block_on(call()).unwrap();
    one.block_on(call()).unwrap();
    drop((one, other, core));
    let read = peer.read_without_runtime();
    assert_eq!([read[0].matches("GET").count(), read[1].matches("GET").count()], [2, 1]);
}
