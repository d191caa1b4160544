//! The one test binary of `alongside`: the house rules, and the program run from outside.

mod house;
