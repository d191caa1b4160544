//! Sets documents that are printed or kept: accessible PDFs, checked against PDF/UA-1 as they are set. And
//! looks at those that somebody brings.
//!
//! A table of contents. It has never heard of a mentor: what goes in is text, ready to be read.

mod certificate;
pub mod evidence;
mod face;
mod paper;
mod plan;
mod register;

pub use certificate::Certificate;
pub use paper::Fault;
pub use plan::{Part, Plan, Row};
pub use register::{Register, Seat};
