//! Reads the clock, the machine and the memory for those who measure.
//!
//! Owns how a figure is printed. It never judges one: a machine is not a test.

use std::time::{Duration, Instant};

#[expect(
    clippy::disallowed_methods,
    reason = "a bench is there to read the clock"
)]
pub fn now() -> Instant {
    Instant::now()
}

pub fn print(what: &str, taken: Duration, promised: &str) {
    let millis = taken.as_secs_f64() * 1000.0;
    println!("  {what:<62} {millis:>8.1} ms   {promised}");
}

/// The resident memory of a process, as the system tells it; `self` is this one.
pub fn memory(process: &str) -> String {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| {
        line.trim()
            .trim_end_matches("kB")
            .trim()
            .parse::<u64>()
            .ok()
    });
    kib.map_or_else(|| "unknown".to_owned(), |kib| format!("{} MB", kib / 1024))
}

pub fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .unwrap_or_default();
    format!(
        "{cores} cores, {}",
        model.trim_start_matches([' ', '\t', ':']).trim_end()
    )
}
