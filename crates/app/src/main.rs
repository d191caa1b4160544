//! Alongside
fn main() {}
