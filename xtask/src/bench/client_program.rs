// Calls through the generated client and by hand, in turn.
#![allow(dead_code)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::hint::black_box;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use http_body_util::{BodyExt, Full, Limited};
use hyper::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue, USER_AGENT};
use hyper_util::client::legacy::Client as Hyper;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

mod derived {
    pub mod models;
    pub mod values;
}

const BATCH: u32 = 250;

static ALLOCATIONS: AtomicU64 = AtomicU64::new(0);
static BYTES: AtomicU64 = AtomicU64::new(0);

struct Counting;

unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size);
        unsafe { System.realloc(pointer, layout, size) }
    }
}

fn count(size: usize) {
    ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
    BYTES.fetch_add(size as u64, Ordering::Relaxed);
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// What someone writes for one operation.
struct ByHand {
    http: Hyper<HttpConnector, Full<bytes::Bytes>>,
    address: String,
    authorization: HeaderValue,
}

impl ByHand {
    fn new(address: &str) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        let mut authorization = HeaderValue::from_static("Bearer key-of-nobody");
        authorization.set_sensitive(true);
        Self {
            http: Hyper::builder(TokioExecutor::new()).build(connector),
            address: address.to_owned(),
            authorization,
        }
    }

    async fn call(&self, body: HandRequest) -> HandAnswer {
        let body = serde_json::to_vec(&body).expect("models are JSON");
        let mut request = hyper::Request::builder()
            .method(METHOD)
            .uri(format!("{}{PATH}", self.address))
            .header(AUTHORIZATION, &self.authorization)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
            .header(USER_AGENT, HeaderValue::from_static("by-hand/1.0"));
        if let Some(header) = KEY_HEADER {
            request = request.header(header, key());
        }
        let request = request.body(Full::from(body)).expect("a request");
        let exchange = async {
            let response = self.http.request(request).await.expect("the server answers");
            assert!(response.status().is_success());
            let body = Limited::new(response.into_body(), 16 << 20).collect().await.expect("a body");
            serde_json::from_slice(&body.to_bytes()).expect("the documented answer")
        };
        tokio::time::timeout(Duration::from_secs(30), exchange).await.expect("in time")
    }
}

/// A random UUID.
fn key() -> String {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).expect("random bytes");
    let number = u128::from_be_bytes(bytes);
    let (a, b, c, d, e) = (
        number >> 96,
        number >> 80 & 0xffff,
        number >> 64 & 0xfff | 0x4000,
        number >> 48 & 0x3fff | 0x8000,
        number & 0xffff_ffff_ffff,
    );
    format!("{a:08x}-{b:04x}-{c:04x}-{d:04x}-{e:012x}")
}

/// Microseconds of CPU, allocations and bytes.
fn used() -> [f64; 3] {
    let usage = getrusage(UsageWho::RUSAGE_SELF).expect("the system counts");
    let cpu = (usage.user_time() + usage.system_time()).num_microseconds();
    [cpu as f64, ALLOCATIONS.load(Ordering::Relaxed) as f64, BYTES.load(Ordering::Relaxed) as f64]
}

fn main() {
    let argument = std::env::args().nth(1).expect("how many batches");
    if argument == "serve" {
        return serve();
    }
    let batches: u32 = argument.parse().expect("a number");
    let itself = std::env::current_exe().expect("this program");
    let mut server =
        Command::new(itself).arg("serve").stdout(Stdio::piped()).spawn().expect("this program again");
    let mut port = String::new();
    BufReader::new(server.stdout.take().expect("its output")).read_line(&mut port).expect("its port");
    let address = format!("http://127.0.0.1:{}", port.trim());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let [generated, by_hand] = runtime.block_on(measure(&address, batches));
    let _ = server.kill();
    let _ = server.wait();
    // Neighbours were disturbed alike: a batch is compared with the one beside it, and not with the sum of all.
    let mut ratios: Vec<f64> = generated.iter().zip(&by_hand).map(|(ours, hand)| ours[0] / hand[0]).collect();
    ratios.sort_by(f64::total_cmp);
    let quantile = |part: usize| ratios[(ratios.len() - 1) * part / 4];
    println!(
        "{}",
        serde_json::json!({
            "generated": figures(&generated),
            "by_hand": figures(&by_hand),
            "cpu_ratio": { "lower_quartile": quantile(1), "median": quantile(2), "upper_quartile": quantile(3) },
            "batches": batches,
        })
    );
}

/// The median batch and the sum of all, by call.
fn figures(batches: &[[f64; 3]]) -> serde_json::Value {
    let median = |index: usize| {
        let mut values: Vec<f64> = batches.iter().map(|batch| batch[index]).collect();
        values.sort_by(f64::total_cmp);
        values[values.len() / 2] / f64::from(BATCH)
    };
    let sum: f64 = batches.iter().map(|batch| batch[0]).sum();
    let mean = sum / f64::from(BATCH) / batches.len() as f64;
    serde_json::json!({ "cpu": median(0), "cpu_mean": mean, "allocations": median(1), "bytes": median(2) })
}

/// What each batch used, of the generated client and of the one by hand.
async fn measure(address: &str, batches: u32) -> [Vec<[f64; 3]>; 2] {
    let (client, hand) = (client(address), ByHand::new(address));
    let request: Request = ::client::runtime::json::from_str(REQUEST).expect("a documented request");
    let hand_request: HandRequest = serde_json::from_str(REQUEST).expect("a documented request");
    let mut all = [Vec::new(), Vec::new()];
    // The first two of each only warm up.
    for batch in 0..batches + 2 {
        for side in [batch % 2, (batch + 1) % 2] {
            let before = used();
            for _ in 0..BATCH {
                match side {
                    0 => generated(&client, request.clone()).await,
                    _ => drop(black_box(hand.call(hand_request.clone()).await)),
                }
            }
            let after = used();
            if batch >= 2 {
                all[side as usize].push([0, 1, 2].map(|index| after[index] - before[index]));
            }
        }
    }
    all
}

/// Answers every request alike.
fn serve() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    println!("{}", listener.local_addr().expect("it is bound").port());
    for stream in listener.incoming() {
        std::thread::spawn(|| answer(stream.expect("a connection")));
    }
}

fn answer(mut stream: TcpStream) {
    let _ = stream.set_nodelay(true);
    let text = format!(
        "HTTP/1.1 {STATUS} OK\r\ncontent-type: application/json\r\ndate: Sun, 06 Nov 1994 08:49:37 GMT\r\ncontent-length: {}\r\n\r\n{ANSWER}",
        ANSWER.len()
    );
    let (mut read, mut chunk) = (Vec::new(), [0; 8192]);
    loop {
        match stream.read(&mut chunk) {
            Ok(0) | Err(_) => return,
            Ok(count) => read.extend_from_slice(&chunk[..count]),
        }
        let Some(head) = read.windows(4).position(|window| window == b"\r\n\r\n") else { continue };
        let head_text = String::from_utf8_lossy(&read[..head]);
        let length = head_text.lines().find_map(|line| line.strip_prefix("content-length: "));
        if read.len() >= head + 4 + length.map_or(0, |length| length.parse().unwrap_or(0)) {
            read.clear();
            if stream.write_all(text.as_bytes()).is_err() {
                return;
            }
        }
    }
}
