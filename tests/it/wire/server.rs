//! A server on this machine for one request.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::thread::JoinHandle;

/// Nothing listens on this port of this machine.
pub(super) const NOBODY: &str = "http://127.0.0.1:1";

/// Takes one connection, reads one request, answers it and ends.
pub(super) struct Server {
    address: SocketAddr,
    thread: JoinHandle<Vec<u8>>,
}

impl Server {
    /// Answers with JSON.
    pub(super) fn answering(status: u16, body: &str) -> Self {
        let length = body.len();
        Self::start(format!(
            "HTTP/1.1 {status} -\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\
             connection: close\r\n\r\n{body}"
        ))
    }

    /// Reads the request and closes the connection.
    pub(super) fn silent() -> Self {
        Self::start(String::new())
    }

    fn start(answer: String) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let thread = std::thread::spawn(move || {
            let (mut connection, _) = listener.accept().unwrap();
            drop(listener);
            let mut request = Vec::new();
            let mut chunk = [0; 4096];
            while !is_whole(&request) {
                match connection.read(&mut chunk).unwrap() {
                    0 => return request,
                    count => request.extend_from_slice(&chunk[..count]),
                }
            }
            // A client that has given up is noticed by its own test.
            let _ = connection.write_all(answer.as_bytes());
            request
        });
        Self { address, thread }
    }

    /// The address in a `host` header.
    pub(super) fn host(&self) -> String {
        self.address.to_string()
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What was sent, byte for byte; nothing when nobody came.
    pub(super) fn request(self) -> Vec<u8> {
        // Wakes the thread if it still waits for a connection. Otherwise nobody listens, and that is no failure.
        drop(TcpStream::connect(self.address));
        self.thread.join().unwrap()
    }
}

/// Whether the head is there and the body that it announces.
fn is_whole(request: &[u8]) -> bool {
    let Some(end) = request.windows(4).position(|window| window == b"\r\n\r\n") else { return false };
    let head = std::str::from_utf8(&request[..end]).unwrap();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    request.len() - (end + 4) >= length.map_or(0, |length| length.parse().unwrap())
}
