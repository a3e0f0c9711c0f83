//! Which connection a request goes over.

use std::future::IntoFuture;
use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use clientwright_runtime::{Builder, Call, Core, Delivery, HyperTransport, RetryPolicy, Site};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::peer::{OK, Peer, answered, moment, request, rest, script};
use crate::phases::{fails, source, times_out};
use crate::support::{API, CreateItem, ListItems, Pay};

/// A server that keeps its connections: it ends with the runtime of the test.
struct Server {
    url: String,
    /// For each request the number of its connection.
    requests: Arc<Mutex<Vec<usize>>>,
    /// How many connections were open at once.
    most_open: Arc<AtomicUsize>,
}

impl Server {
    /// Answers all requests with these statuses in turn, and then with 200.
    async fn start(statuses: &[u16]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (seen, statuses) = (Arc::clone(&requests), statuses.to_vec());
        let most_open = Arc::new(AtomicUsize::new(0));
        let (open, most) = (Arc::new(AtomicUsize::new(0)), Arc::clone(&most_open));
        tokio::spawn(async move {
            for connection in 1.. {
                let (stream, _) = listener.accept().await.unwrap();
                most.fetch_max(open.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                let answer = answer(stream, connection, Arc::clone(&seen), statuses.clone());
                let open = Arc::clone(&open);
                tokio::spawn(async move {
                    answer.await;
                    open.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        Self { url, requests, most_open }
    }

    fn core(&self) -> Core {
        let builder = Builder::new(&API, Site::custom(&self.url)).api_key("key");
        builder.retries(RetryPolicy::none()).build().unwrap()
    }

    fn connections(&self) -> Vec<usize> {
        self.requests.lock().unwrap().clone()
    }
}

/// Requests without a body, until the client closes.
async fn answer(stream: TcpStream, connection: usize, seen: Arc<Mutex<Vec<usize>>>, statuses: Vec<u16>) {
    let mut stream = BufReader::new(stream);
    loop {
        let mut line = String::new();
        while line != "\r\n" {
            line.clear();
            if stream.read_line(&mut line).await.unwrap_or(0) == 0 {
                return;
            }
        }
        let status = {
            let mut seen = seen.lock().unwrap();
            seen.push(connection);
            *statuses.get(seen.len() - 1).unwrap_or(&200)
        };
        // A status of zero stands for a connection that ends.
        if status == 0 {
            return;
        }
        let response = format!("HTTP/1.1 {status} -\r\ncontent-length: 2\r\n\r\n{{}}");
        stream.write_all(response.as_bytes()).await.unwrap();
    }
}

#[tokio::test]
async fn what_must_not_be_repeated_gets_a_connection_of_its_own() {
    let server = Server::start(&[]).await;
    let core = server.core();
    for _ in 0..2 {
        Call::<ListItems>::new(&core).await.unwrap();
        Call::<Pay>::new(&core).await.unwrap();
        Call::<CreateItem>::new(&core).await.unwrap();
    }
    assert_eq!(server.connections(), [1, 1, 2, 1, 1, 3]);
}

#[tokio::test]
async fn after_a_failure_no_kept_connection_is_used_again() {
    for status in [500, 503, 0] {
        let server = Server::start(&[200, status]).await;
        let core = server.core();
        Call::<ListItems>::new(&core).await.unwrap();
        Call::<ListItems>::new(&core).await.unwrap_err();
        Call::<ListItems>::new(&core).await.unwrap();
        assert_eq!(server.connections(), [1, 1, 2], "{status}");
    }
    // A refusal says nothing about the connection.
    let server = Server::start(&[404]).await;
    let core = server.core();
    Call::<ListItems>::new(&core).await.unwrap_err();
    Call::<ListItems>::new(&core).await.unwrap();
    assert_eq!(server.connections(), [1, 1]);
}

#[tokio::test]
async fn a_connection_that_has_ended_is_not_used() {
    let (closed, was_closed): (Vec<_>, Vec<_>) = (0..50).map(|_| moment()).unzip();
    let closes = |closed| {
        script(move |mut stream| {
            let read = request(&mut stream);
            stream.write_all(OK.as_bytes()).unwrap();
            drop(stream);
            drop(closed);
            read
        })
    };
    let server = Peer::start(closed.into_iter().map(closes).collect());
    let core = server.plain();
    for was_closed in was_closed {
        Call::<ListItems>::new(&core).await.unwrap();
        let _ = was_closed.recv();
    }
    server.read().await;
}

#[tokio::test]
async fn an_answer_that_is_left_over_is_no_answer_to_the_next_call() {
    for split in [false, true] {
        let (second, was_second) = moment();
        let confused = script(move |mut stream| {
            let read = request(&mut stream);
            let (mine, left_over) = (OK, "HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\n{\"a\":[]}");
            if split {
                stream.write_all(mine.as_bytes()).unwrap();
                stream.write_all(left_over.as_bytes()).unwrap();
            } else {
                stream.write_all(format!("{mine}{left_over}").as_bytes()).unwrap();
            }
            drop(second);
            read + &rest(&mut stream)
        });
        let server = Peer::start(vec![confused, answered(OK)]);
        let core = server.plain();
        let first = Call::<ListItems>::new(&core).await.unwrap();
        let _ = was_second.recv();
        let next = Call::<ListItems>::new(&core).await.unwrap();
        assert!(first.is_empty() && next.is_empty(), "{split}");
        drop(core);
        assert!(server.read().await.iter().all(|read| read.matches("GET").count() == 1));
    }
}

#[tokio::test]
async fn a_call_that_finds_no_place_in_time_was_not_sent() {
    let (end, ended) = moment();
    let server = Peer::start(vec![
        script(move |mut stream| {
            let read = request(&mut stream);
            let _ = ended.recv();
            stream.write_all(OK.as_bytes()).unwrap();
            read
        }),
        answered(OK),
    ]);
    let core = server.plain_with(HyperTransport::builder().max_connections(1));
    let first = tokio::spawn(Call::<CreateItem>::new(&core).into_future());
    tokio::task::yield_now().await;
    let error = times_out(&core).await;
    assert_eq!((error.delivery(), error.is_retryable()), (Delivery::NotSent, true));
    assert_eq!(source(&error), "the time was over before one of the connections was free");
    drop(end);
    first.await.unwrap().unwrap();
    // The place is free again.
    Call::<CreateItem>::new(&core).await.unwrap();
    drop(core);
    assert!(server.read().await.iter().all(|read| read.matches("POST").count() == 1));
}

#[tokio::test]
async fn a_call_without_time_is_not_sent() {
    let server = Server::start(&[]).await;
    let core = server.core();
    Call::<ListItems>::new(&core).await.unwrap();
    // A connection is there, and is not used.
    for _ in 0..2 {
        let call = Call::<ListItems>::new(&core).with_timeout(std::time::Duration::from_nanos(1));
        let error = call.await.unwrap_err();
        assert!(error.is_timeout());
        assert_eq!(error.delivery(), Delivery::NotSent);
    }
    assert_eq!(server.connections(), [1]);
}

#[tokio::test]
async fn no_more_connections_are_open_than_allowed() {
    let server = Server::start(&[]).await;
    let transport = HyperTransport::builder().max_connections(3).build().unwrap();
    let builder =
        Builder::<Core>::new(&API, Site::custom(&server.url)).api_key("key").retries(RetryPolicy::none());
    let core = builder.transport(transport).build().unwrap();
    let mut calls = tokio::task::JoinSet::new();
    for number in 0..60 {
        let core = core.clone();
        calls.spawn(async move {
            if number % 3 == 0 {
                Call::<CreateItem>::new(&core).await.map(drop).map_err(|error| error.into_error())
            } else {
                Call::<ListItems>::new(&core).await.map(drop).map_err(|error| error.into_error())
            }
        });
    }
    while let Some(result) = calls.join_next().await {
        result.unwrap().unwrap();
    }
    assert_eq!(server.connections().len(), 60);
    // One that has just been closed here may still be open there.
    assert!(server.most_open.load(Ordering::SeqCst) <= 2 * 3);
    // Fresh ones are 20; kept ones are used again.
    assert!(server.connections().into_iter().max().unwrap() < 60);
}

#[tokio::test]
async fn a_cut_body_forgets_kept_connections_and_a_dropped_one_only_its_own() {
    let cut = script(|mut stream| {
        let read = request(&mut stream);
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{").unwrap();
        read
    });
    let server = Peer::start(vec![answered(OK), cut, answered(OK)]);
    let core = server.plain();
    Call::<ListItems>::new(&core).await.unwrap();
    Call::<CreateItem>::new(&core).await.unwrap_err();
    Call::<ListItems>::new(&core).await.unwrap();
    drop(core);
    assert!(server.read().await.iter().all(|read| read.matches("/items").count() == 1));
}

#[tokio::test]
async fn a_connection_may_wait_for_ever_or_not_at_all() {
    use std::time::Duration;
    for (idle, connections) in [(Duration::MAX, 1), (Duration::ZERO, 2)] {
        let server = Server::start(&[]).await;
        let transport = HyperTransport::builder().idle_timeout(idle).build().unwrap();
        let core: Core = Builder::new(&API, Site::custom(&server.url)).transport(transport).build().unwrap();
        for _ in 0..2 {
            Call::<ListItems>::new(&core).await.unwrap();
        }
        assert_eq!(server.connections(), [1, connections]);
    }
}

#[tokio::test]
async fn a_connection_is_closed_when_it_has_waited_too_long() {
    let server = Peer::start(vec![answered(OK)]);
    let core =
        server.plain_with(HyperTransport::builder().idle_timeout(std::time::Duration::from_millis(50)));
    Call::<ListItems>::new(&core).await.unwrap();
    // It ends when the connection does, while the client is still there.
    let read = server.read().await;
    assert_eq!(read[0].matches("GET").count(), 1);
    drop(core);
}

#[tokio::test]
async fn a_call_that_is_dropped_takes_its_connection_along() {
    let (seen, was_seen) = tokio::sync::oneshot::channel();
    let server = Peer::start(vec![script(move |mut stream| {
        let read = request(&mut stream);
        seen.send(()).unwrap();
        read + &rest(&mut stream)
    })]);
    let core = server.plain();
    tokio::select! {
        _ = Call::<ListItems>::new(&core).send() => panic!("nobody answers"),
        seen = was_seen => seen.unwrap(),
    }
    let read = server.read().await;
    assert_eq!(read[0].matches("GET").count(), 1);
}

/// Run by itself, with few files, by the test below.
#[cfg(unix)]
#[tokio::test]
#[ignore = "it takes all files of the process"]
async fn in_a_process_without_files() {
    let core: Core = Builder::new(&API, Site::custom("http://127.0.0.1:1")).api_key("key").build().unwrap();
    let mut files = Vec::new();
    while let Ok(file) = std::fs::File::open("/dev/null") {
        files.push(file);
    }
    let error = fails(&core).await;
    drop(files);
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert!(error.is_retryable() && source(&error).contains("open files"), "{}", source(&error));
}

#[cfg(unix)]
#[test]
fn a_process_without_files_sends_nothing() {
    let itself = std::env::current_exe().unwrap();
    let test = "connections::in_a_process_without_files";
    let command = r#"ulimit -n 64 && exec "$0" --exact "$1" --ignored"#;
    let output =
        std::process::Command::new("sh").args(["-c", command]).arg(itself).arg(test).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && text.contains("1 passed"), "{text}");
}
