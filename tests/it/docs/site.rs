//! A site on this machine that says what a test wants. It ends with its test.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

/// What is sent for a path.
#[derive(Clone, Debug)]
pub(super) enum Reply {
    /// Status, headers, body.
    Page(u16, Vec<(&'static str, String)>, Vec<u8>),
    /// Nothing, until the other side goes.
    Silence,
    /// A body without end.
    Endless,
}

impl Reply {
    pub(super) fn markdown(text: &str) -> Self {
        Self::Page(200, vec![("Content-Type", "text/markdown; charset=utf-8".to_owned())], text.into())
    }

    pub(super) fn html(text: &str) -> Self {
        Self::Page(200, vec![("Content-Type", "text/html".to_owned())], text.into())
    }

    pub(super) fn status(status: u16) -> Self {
        Self::Page(status, Vec::new(), Vec::new())
    }

    pub(super) fn redirect(to: &str) -> Self {
        Self::Page(302, vec![("Location", to.to_owned())], Vec::new())
    }

    pub(super) fn with(mut self, name: &'static str, value: &str) -> Self {
        if let Self::Page(_, headers, _) = &mut self {
            headers.push((name, value.to_owned()));
        }
        self
    }
}

/// The site, and what it was asked.
pub(super) struct Site {
    address: SocketAddr,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    is_over: AtomicBool,
    replies: Mutex<BTreeMap<String, Reply>>,
    /// Path, then header lines in lower case.
    asked: Mutex<Vec<Vec<String>>>,
}

impl Site {
    pub(super) fn new() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
        let address = listener.local_addr().expect("it has an address");
        let shared = Arc::new(Shared::default());
        let served = Arc::clone(&shared);
        let thread = thread::spawn(move || {
            for stream in listener.incoming() {
                if served.is_over.load(Ordering::SeqCst) {
                    return;
                }
                // A client may go at any time.
                let _ = stream.and_then(|stream| served.answer(stream));
            }
        });
        Self { address, shared, thread: Some(thread) }
    }

    /// What stands at a path from now on; elsewhere there is nothing.
    pub(super) fn put(&self, path: &str, reply: Reply) {
        self.shared.replies.lock().expect("nobody panicked").insert(path.to_owned(), reply);
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The paths that were asked for since the last time.
    pub(super) fn asked(&self) -> Vec<String> {
        self.requests().into_iter().map(|mut request| request.swap_remove(0)).collect()
    }

    /// The requests since the last time: path, then headers.
    pub(super) fn requests(&self) -> Vec<Vec<String>> {
        std::mem::take(&mut *self.shared.asked.lock().expect("nobody panicked"))
    }

    /// Waits until a path was asked for.
    pub(super) fn wait_for(&self, path: &str) {
        let is_asked = || {
            let asked = self.shared.asked.lock().expect("nobody panicked");
            asked.iter().any(|request| request[0] == path)
        };
        while !is_asked() {
            thread::yield_now();
        }
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.shared.is_over.store(true, Ordering::SeqCst);
        drop(TcpStream::connect(self.address));
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Shared {
    fn answer(&self, mut stream: TcpStream) -> std::io::Result<()> {
        let mut reader = BufReader::new(stream.try_clone()?);
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            reader.read_line(&mut line)?;
            match line.trim_end() {
                "" => break,
                line => lines.push(line.to_owned()),
            }
        }
        let Some(first) = lines.first() else { return Ok(()) };
        let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
        let reply = self.replies.lock().expect("nobody panicked").get(&path).cloned();
        let headers = lines[1..].iter().map(|line| line.to_ascii_lowercase());
        self.asked.lock().expect("nobody panicked").push([path].into_iter().chain(headers.clone()).collect());
        match reply.unwrap_or_else(|| Reply::status(404)) {
            Reply::Silence => drop(reader.read_to_end(&mut Vec::new())?),
            Reply::Endless => {
                stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>")?;
                while stream.write_all(&[b'x'; 65_536]).is_ok() {}
            }
            Reply::Page(status, mut fields, mut body) => {
                let etag = fields
                    .iter()
                    .find(|(name, _)| *name == "ETag")
                    .map(|(_, etag)| etag.to_ascii_lowercase());
                let is_known = etag
                    .is_some_and(|etag| headers.clone().any(|line| line == format!("if-none-match: {etag}")));
                let status = if is_known { 304 } else { status };
                if is_known {
                    body.clear();
                }
                if !fields.iter().any(|(name, _)| *name == "Content-Length") {
                    fields.push(("Content-Length", body.len().to_string()));
                }
                let fields: String =
                    fields.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
                write!(stream, "HTTP/1.1 {status} Said\r\nConnection: close\r\n{fields}\r\n")?;
                stream.write_all(&body)?;
            }
        }
        Ok(())
    }
}
