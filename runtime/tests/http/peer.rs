//! Servers scripted by hand: what happens to each connection, and what was read from it.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use clientwright_runtime::{Builder, Core, HyperTransport, HyperTransportBuilder, RetryPolicy, Site};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection, StreamOwned, SupportedProtocolVersion};

use crate::support::API;

pub(crate) const OK: &str = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";

/// What a server does with one connection. It returns what it read.
pub(crate) type Script = Box<dyn FnOnce(TcpStream) -> String + Send>;

pub(crate) fn script(script: impl FnOnce(TcpStream) -> String + Send + 'static) -> Script {
    Box::new(script)
}

/// A server that plays a script for each connection, in the order in which they are made, and ends.
pub(crate) struct Peer {
    pub(crate) port: u16,
    thread: JoinHandle<Vec<String>>,
}

impl Peer {
    pub(crate) fn start(scripts: Vec<Script>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let play = move |script: Script| {
            let (stream, _) = listener.accept().unwrap();
            // A test that goes wrong ends.
            stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
            std::thread::spawn(|| script(stream))
        };
        let thread = std::thread::spawn(move || {
            let threads: Vec<_> = scripts.into_iter().map(play).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        Self { port, thread }
    }

    /// What each connection brought. The client's runtime goes on while this waits.
    pub(crate) async fn read(self) -> Vec<String> {
        tokio::task::spawn_blocking(|| self.read_without_runtime()).await.unwrap()
    }

    pub(crate) fn read_without_runtime(self) -> Vec<String> {
        self.thread.join().unwrap()
    }

    pub(crate) fn plain(&self) -> Core {
        let builder = Builder::new(&API, Site::custom(format!("http://127.0.0.1:{}", self.port)));
        builder.api_key("hidden").build().unwrap()
    }

    pub(crate) fn plain_with(&self, builder: HyperTransportBuilder) -> Core {
        core(&format!("http://127.0.0.1:{}", self.port), builder)
    }
}

pub(crate) fn core(url: &str, builder: HyperTransportBuilder) -> Core {
    let builder = Builder::new(&API, Site::custom(url)).api_key("hidden").transport(builder.build().unwrap());
    builder.retries(RetryPolicy::none()).build().unwrap()
}

/// The client's end of a moment that a test waits for, and the server's.
pub(crate) fn moment() -> (Sender<()>, Receiver<()>) {
    channel()
}

/// Keeps the connection until `end` is dropped, and then closes it.
pub(crate) fn silent(end: Receiver<()>) -> Script {
    script(move |stream| {
        let _ = end.recv();
        drop(stream);
        String::new()
    })
}

/// Reads one request.
pub(crate) fn request(stream: &mut impl Read) -> String {
    let mut read = Vec::new();
    let mut byte = [0];
    while !crate::support::is_whole(&read) {
        match stream.read(&mut byte) {
            Ok(1) => read.extend(byte),
            _ => break,
        }
    }
    String::from_utf8(read).unwrap()
}

/// Reads until the other side closes.
pub(crate) fn rest(stream: &mut impl Read) -> String {
    let mut read = Vec::new();
    // A reset ends it as well.
    let _ = stream.read_to_end(&mut read);
    String::from_utf8_lossy(&read).into_owned()
}

/// Answers a request, and reads what else comes until the client closes.
pub(crate) fn answered(answer: &'static str) -> Script {
    script(move |mut stream| {
        let read = request(&mut stream);
        stream.write_all(answer.as_bytes()).unwrap();
        read + &rest(&mut stream)
    })
}

/// Resets the connection: what it brought and nobody read is thrown away.
pub(crate) fn reset(stream: TcpStream) {
    // Something has to be there.
    let _ = stream.peek(&mut [0]);
    drop(stream);
}

/// Ends the connection and reads what still comes.
pub(crate) fn finish(mut stream: TcpStream) -> String {
    let _ = stream.shutdown(Shutdown::Write);
    rest(&mut stream)
}

/// A certificate authority of the tests.
pub(crate) struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    pub(crate) fn new() -> Self {
        let mut params = CertificateParams::new([]).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    pub(crate) fn pem(&self) -> String {
        self.0.pem()
    }

    /// A certificate for a name, and its key.
    pub(crate) fn issue(&self, name: &str) -> (rcgen::Certificate, KeyPair) {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new([name.to_owned()]).unwrap();
        (params.signed_by(&key, &self.0).unwrap(), key)
    }

    /// A server of this name; with `clients` it asks for certificates of that authority.
    pub(crate) fn server(&self, name: &str, clients: Option<&Self>) -> ServerConfig {
        self.server_of(rustls::DEFAULT_VERSIONS, name, clients)
    }

    pub(crate) fn server_of(
        &self,
        versions: &[&'static SupportedProtocolVersion],
        name: &str,
        clients: Option<&Self>,
    ) -> ServerConfig {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder = ServerConfig::builder_with_provider(Arc::clone(&provider));
        let builder = builder.with_protocol_versions(versions).unwrap();
        let builder = match clients {
            None => builder.with_no_client_auth(),
            Some(clients) => {
                let mut roots = RootCertStore::empty();
                roots.add(clients.0.der().clone()).unwrap();
                let verifier = WebPkiClientVerifier::builder_with_provider(roots.into(), provider);
                builder.with_client_cert_verifier(verifier.build().unwrap())
            }
        };
        let (certificate, key) = self.issue(name);
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        builder.with_single_cert(vec![certificate.der().clone()], key).unwrap()
    }

    /// Settings that trust this authority alone.
    pub(crate) fn trusted(&self) -> HyperTransportBuilder {
        HyperTransport::builder().root_certificates(self.pem()).without_platform_certificates().no_proxy()
    }
}

/// The server's end of TLS. The handshake is made by the first byte that is read.
pub(crate) fn tls<S: Read + Write>(config: ServerConfig, stream: S) -> StreamOwned<ServerConnection, S> {
    StreamOwned::new(ServerConnection::new(Arc::new(config)).unwrap(), stream)
}

/// As [`answered`], over TLS.
pub(crate) fn answered_over_tls(config: ServerConfig, answer: &'static str) -> Script {
    script(move |stream| {
        let mut stream = tls(config, stream);
        let read = request(&mut stream);
        if !read.is_empty() {
            stream.write_all(answer.as_bytes()).unwrap();
            stream.flush().unwrap();
        }
        read + &rest(&mut stream)
    })
}
