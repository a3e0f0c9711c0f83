//! Which connection a request goes over, and what there is without a runtime to make one.

use std::future::IntoFuture;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use clientwright_runtime::{Builder, Call, Core, Delivery, ErrorKind, Site};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::support::{API, CreateItem, ListItems, Pay};

/// A server that keeps its connections: it ends with the runtime of the test.
struct Server {
    url: String,
    /// For each request the number of its connection.
    requests: Arc<Mutex<Vec<usize>>>,
}

impl Server {
    /// Answers all requests with these statuses in turn, and then with 200.
    async fn start(statuses: &[u16]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (seen, statuses) = (Arc::clone(&requests), statuses.to_vec());
        tokio::spawn(async move {
            for connection in 1.. {
                let (stream, _) = listener.accept().await.unwrap();
                tokio::spawn(answer(stream, connection, Arc::clone(&seen), statuses.clone()));
            }
        });
        Self { url, requests }
    }

    fn core(&self) -> Core {
        Builder::new(&API, Site::custom(&self.url)).api_key("key").build().unwrap()
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

#[test]
fn without_a_tokio_runtime_a_call_is_an_error() {
    let core: Core = Builder::new(&API, Site::custom("http://127.0.0.1:1")).build().unwrap();
    let mut call = pin!(Call::<ListItems>::new(&core).into_future());
    let Poll::Ready(Err(error)) = call.as_mut().poll(&mut Context::from_waker(Waker::noop())) else {
        panic!("nothing can be sent")
    };
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Transport, Delivery::NotSent));
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert!(source.contains("no Tokio runtime"), "{source}");
}

#[test]
fn in_a_tokio_runtime_without_timers_a_call_is_an_error() {
    let core: Core = Builder::new(&API, Site::custom("http://127.0.0.1:1")).build().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let error = runtime.block_on(Call::<CreateItem>::new(&core).into_future()).unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Transport, Delivery::NotSent));
    assert!(!error.may_have_worked() && !error.is_retryable());
}
