use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

/// A provider's stand-in on a loopback address: answers documented calls with documented examples, and everything
/// else with 404. It ends when it is dropped.
#[derive(Debug)]
pub struct StandIn {
    address: SocketAddr,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

/// Method, path template, status, body.
type Route = (&'static str, &'static str, u16, &'static str);

impl StandIn {
    /// Starts to listen on a free port.
    ///
    /// # Errors
    ///
    /// The machine gives no port.
    pub fn start(routes: &[Route]) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let stop = Arc::new(AtomicBool::new(false));
        let (stopped, routes) = (Arc::clone(&stop), routes.to_vec());
        let thread = std::thread::spawn(move || {
            for connection in listener.incoming() {
                if stopped.load(Ordering::SeqCst) {
                    return;
                }
                // A caller that hangs up early is no concern of the stand-in's.
                let _ = connection.and_then(|connection| answer(connection, &routes));
            }
        });
        Ok(Self { address, stop, thread: Some(thread) })
    }

    /// The base URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for StandIn {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        // Wakes the thread, which waits for a connection.
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn answer(connection: TcpStream, routes: &[Route]) -> io::Result<()> {
    connection.set_read_timeout(Some(Duration::from_secs(5)))?;
    let mut reader = BufReader::new(connection);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut words = line.split_whitespace();
    let (method, target) =
        (words.next().unwrap_or_default().to_owned(), words.next().unwrap_or_default().to_owned());
    let mut length = 0;
    loop {
        let mut header = String::new();
        if reader.read_line(&mut header)? == 0 || header == "\r\n" {
            break;
        }
        if let Some((name, value)) = header.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap_or(0);
        }
    }
    io::copy(&mut reader.by_ref().take(length), &mut io::sink())?;
    let path = target.split('?').next().unwrap_or_default();
    let route = routes.iter().find(|(verb, template, ..)| *verb == method && fits(template, path));
    let (status, body) =
        route.map_or((404, "{\"message\":\"not found\"}"), |(_, _, status, body)| (*status, *body));
    let mut connection = reader.into_inner();
    write!(
        connection,
        "HTTP/1.1 {status} -\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )?;
    connection.flush()
}

/// Whether a path fits a template: `/users/42` fits `/users/{id}`.
fn fits(template: &str, path: &str) -> bool {
    let (mut wanted, mut found) = (template.split('/'), path.split('/'));
    loop {
        match (wanted.next(), found.next()) {
            (None, None) => return true,
            (Some(part), Some(word)) if part == word || (part.contains('{') && !word.is_empty()) => {}
            _ => return false,
        }
    }
}
