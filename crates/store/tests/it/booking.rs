//! Remembers sessions and their registers.
//! Owns a session of an afternoon.
//! Never counts places.

mod catch_up;
mod join;
mod register;
mod session;
