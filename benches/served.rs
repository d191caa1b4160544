//! Starts this very program a second time, as a server in a process of its own.
//!
//! Owns the word `Served`. It never outlives whoever started it.

use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    process::{Child, Command, Stdio},
};

use tokio::net::TcpListener;

use crate::load::Server;

/// What this program is told to serve a database instead of measuring.
const SERVE: &str = "--serve";

/// The address of the database that this process is to serve, if it is to serve at all.
pub fn asked_to_serve() -> Option<String> {
    let mut told = std::env::args().skip(1);
    (told.next().as_deref() == Some(SERVE)).then(|| told.next().expect("the address of a database"))
}

/// Listens where nobody else does, and says where.
pub async fn listener() -> TcpListener {
    let listener = TcpListener::bind("127.0.0.1:0").await;
    let listener = listener.expect("a free port");
    println!("{}", listener.local_addr().expect("an address"));
    listener
}

pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime")
}

/// A server that ends with this value.
pub struct Served {
    pub server: Server,
    child: Child,
}

impl Served {
    /// Starts it on a database.
    pub fn start(address: &str) -> Served {
        let program = std::env::current_exe().expect("this program");
        let mut child = Command::new(program)
            .args([SERVE, address])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let mut told = String::new();
        let out = child.stdout.take().expect("its words");
        BufReader::new(out).read_line(&mut told).expect("a line");
        let address: SocketAddr = told.trim().parse().expect("an address");
        let process = child.id();
        Served {
            server: Server { address, process },
            child,
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.child.kill().expect("the server ends");
        self.child.wait().expect("the server has ended");
    }
}
