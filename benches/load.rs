//! Asks a server for pages over many connections at once, as browsers do, and watches what it costs.
//!
//! Owns the few lines of the protocol that this needs. It never runs inside the server that it watches.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use crate::measure::now;

/// Connections that are open at a time.
pub const CONNECTIONS: usize = 64;

/// A server in a process of its own.
#[derive(Debug, Clone, Copy)]
pub struct Server {
    pub address: SocketAddr,
    pub process: u32,
}

/// What asking came to.
#[derive(Debug)]
pub struct Load {
    /// What the server's processors spent on one request.
    pub processor: Duration,
    /// How long each request took, the shortest first.
    pub taken: Vec<Duration>,
    /// Requests in a second.
    pub rate: f64,
}

/// Ticks of the processor's clock in a second, as Linux counts them for everybody.
const TICKS: u64 = 100;

impl Server {
    /// Asks for as many pages as there are, each with its own path and cookie.
    pub fn ask(&self, many: usize, page: impl Fn(usize) -> (String, String) + Sync) -> Load {
        let next = AtomicUsize::new(0);
        let began = now();
        let before = self.processor();
        let mut taken: Vec<Duration> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..CONNECTIONS.min(many))
                .map(|_| {
                    scope.spawn(|| {
                        let mut connection = Connection::open(self.address);
                        let mut taken = Vec::new();
                        loop {
                            let at = next.fetch_add(1, Ordering::Relaxed);
                            if at >= many {
                                return taken;
                            }
                            let (path, cookie) = page(at);
                            let asked = now();
                            connection.ask(&path, &cookie);
                            taken.push(asked.elapsed());
                        }
                    })
                })
                .collect();
            let each = threads.into_iter().map(|thread| thread.join());
            each.flat_map(|taken| taken.expect("every page is answered"))
                .collect()
        });
        let spent = self.processor() - before;
        taken.sort_unstable();
        Load {
            processor: spent / u32::try_from(many).expect("not so many pages"),
            rate: many as f64 / began.elapsed().as_secs_f64(),
            taken,
        }
    }

    /// Asks for one page over a connection of its own, and says how long it took and how large it is.
    pub fn ask_once(&self, path: &str, cookie: &str) -> (Duration, usize) {
        let mut connection = Connection::open(self.address);
        let asked = now();
        let size = connection.ask(path, cookie);
        (asked.elapsed(), size)
    }

    /// What the server's processors have spent so far.
    pub fn processor(&self) -> Duration {
        let path = format!("/proc/{}/stat", self.process);
        let stat = std::fs::read_to_string(path).expect("a running server on Linux");
        let after_name = stat.rsplit_once(") ").expect("a name in brackets").1;
        let fields: Vec<&str> = after_name.split(' ').collect();
        let ticks = |at: usize| fields[at].parse::<u64>().expect("a count of ticks");
        Duration::from_millis((ticks(11) + ticks(12)) * 1_000 / TICKS)
    }
}

struct Connection {
    stream: BufReader<TcpStream>,
    page: Vec<u8>,
}

impl Connection {
    fn open(address: SocketAddr) -> Connection {
        let stream = TcpStream::connect(address).expect("a connection");
        stream.set_nodelay(true).expect("no delay");
        Connection {
            stream: BufReader::new(stream),
            page: Vec::new(),
        }
    }

    /// Asks for a page and reads it to its end. Says how many bytes came.
    fn ask(&mut self, path: &str, cookie: &str) -> usize {
        let asked = format!(
            "GET {path} HTTP/1.1\r\nhost: localhost\r\naccept-encoding: gzip\r\ncookie: {cookie}\r\n\r\n"
        );
        let stream = self.stream.get_mut();
        stream.write_all(asked.as_bytes()).expect("asked");
        let status = self.line();
        assert!(status.contains(" 200 "), "{path}: {status}");
        let mut length = None;
        loop {
            let line = self.line().to_lowercase();
            match line.split_once(": ") {
                Some(("content-length", told)) => length = told.parse().ok(),
                None => break,
                _ => {}
            }
        }
        match length {
            Some(length) => self.take(length),
            None => self.chunks(),
        }
    }

    fn chunks(&mut self) -> usize {
        let mut all = 0;
        loop {
            let told = self.line();
            let length = usize::from_str_radix(told.trim(), 16).expect("a length");
            all += self.take(length);
            self.line();
            if length == 0 {
                return all;
            }
        }
    }

    fn take(&mut self, length: usize) -> usize {
        self.page.resize(length, 0);
        self.stream
            .read_exact(&mut self.page)
            .expect("a whole page");
        length
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.stream.read_line(&mut line).expect("a line");
        line.trim_end().to_owned()
    }
}

/// A share of sorted times: 0.5 for the one in the middle.
pub fn share(sorted: &[Duration], share: f64) -> Duration {
    let last = sorted.len().saturating_sub(1);
    let at = (last as f64 * share).round() as usize;
    sorted.get(at).copied().unwrap_or_default()
}

/// Prints what asking came to.
pub fn told(what: &str, load: &Load, promised: &str) {
    let millis = |time: Duration| time.as_secs_f64() * 1000.0;
    println!(
        "  {what:<62} {:>8.3} ms of processor   {promised}",
        millis(load.processor)
    );
    println!(
        "  {:<62} {:>8.0} a second; {:.1} ms in the middle, {:.1} ms for all but one in 100",
        "",
        load.rate,
        millis(share(&load.taken, 0.5)),
        millis(share(&load.taken, 0.99)),
    );
}
