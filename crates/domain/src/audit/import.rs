//! Keeps what an import is: what it brings, and what became of it.
//!
//! Owns the words `Kind`, `State`, `Counts` and `RowState`. It never reads a file.

use crate::access::Deed;

/// What an import brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// People and what they are.
    People,
    /// Minutes.
    Attendance,
    /// The register of schools.
    Schools,
    /// The list of providers.
    Providers,
    /// The register's list of trainees.
    Trainees,
    /// Who mentors whom.
    Placements,
    /// A version of a programme.
    Programme,
}

impl Kind {
    /// Every kind with its word in tables and addresses.
    pub const ALL: [(Kind, &'static str); 7] = [
        (Kind::People, "people"),
        (Kind::Attendance, "attendance"),
        (Kind::Schools, "schools"),
        (Kind::Providers, "providers"),
        (Kind::Trainees, "trainees"),
        (Kind::Placements, "placements"),
        (Kind::Programme, "programme"),
    ];

    /// The word in tables and addresses.
    #[must_use]
    pub fn code(self) -> &'static str {
        Kind::ALL
            .iter()
            .find(|(kind, _)| *kind == self)
            .map_or("", |(_, code)| code)
    }

    /// Reads the word.
    #[must_use]
    pub fn read(code: &str) -> Option<Kind> {
        let mut all = Kind::ALL.into_iter();
        all.find(|(_, known)| *known == code).map(|(kind, _)| kind)
    }

    /// The deed by which it comes in.
    #[must_use]
    pub fn deed(self) -> Deed {
        match self {
            Kind::People => Deed::ImportPeople,
            Kind::Attendance => Deed::ImportAttendance,
            Kind::Schools => Deed::ImportSchools,
            Kind::Providers => Deed::ImportProviders,
            Kind::Trainees => Deed::ImportTrainees,
            Kind::Placements => Deed::ImportPlacements,
            Kind::Programme => Deed::ImportProgramme,
        }
    }

    /// Why an import of this kind is not undone, where it is not.
    #[must_use]
    pub fn not_undone(self) -> Option<Refusal> {
        match self {
            Kind::Schools | Kind::Providers => Some(Refusal::Register),
            Kind::Programme => Some(Refusal::Programme),
            Kind::People | Kind::Attendance | Kind::Trainees | Kind::Placements => None,
        }
    }
}

/// What became of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It was tried and waits for somebody to say yes.
    Previewed,
    /// It is on its way, or was cut short.
    Begun,
    /// It was taken in.
    TakenIn,
    /// It was taken in and undone.
    Undone,
    /// It was tried and not wanted.
    Dropped,
    /// It was tried, and nobody decided for so long that its file is no longer kept.
    LetGo,
}

impl State {
    const ALL: [(State, &'static str); 6] = [
        (State::Previewed, "previewed"),
        (State::Begun, "begun"),
        (State::TakenIn, "taken_in"),
        (State::Undone, "undone"),
        (State::Dropped, "dropped"),
        (State::LetGo, "let_go"),
    ];

    /// The word in tables.
    #[must_use]
    pub fn code(self) -> &'static str {
        State::ALL
            .iter()
            .find(|(state, _)| *state == self)
            .map_or("", |(_, code)| code)
    }

    /// Reads the word.
    #[must_use]
    pub fn read(code: &str) -> Option<State> {
        let mut all = State::ALL.into_iter();
        all.find(|(_, known)| *known == code)
            .map(|(state, _)| state)
    }
}

/// What the rows of an import came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows that were read.
    pub rows: u64,
    /// Rows that brought something new.
    pub new: u64,
    /// Rows that changed something known.
    pub changed: u64,
    /// Rows that said nothing new.
    pub unchanged: u64,
    /// Rows that were left out.
    pub refused: u64,
}

/// What became of a row that was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowState {
    /// It waits for somebody to settle it.
    Open,
    /// It was mended and taken in.
    TakenIn,
    /// It was looked at and is not wanted.
    SetAside,
}

impl RowState {
    const ALL: [(RowState, &'static str); 3] = [
        (RowState::Open, "open"),
        (RowState::TakenIn, "taken_in"),
        (RowState::SetAside, "set_aside"),
    ];

    /// The word in tables.
    #[must_use]
    pub fn code(self) -> &'static str {
        RowState::ALL
            .iter()
            .find(|(state, _)| *state == self)
            .map_or("", |(_, code)| code)
    }

    /// Reads the word.
    #[must_use]
    pub fn read(code: &str) -> Option<RowState> {
        let mut all = RowState::ALL.into_iter();
        all.find(|(_, known)| *known == code)
            .map(|(state, _)| state)
    }
}

/// Says why an import was not undone or a row not settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// An undo says why.
    #[error("An undo needs a reason, so that everyone can follow it later.")]
    NoReason,
    /// A register is everybody's.
    #[error("A register is not undone: take in a newer one instead.")]
    Register,
    /// Minutes were recorded, and mentors began, by a version.
    #[error(
        "A programme is not undone: mentors have begun by it, and minutes stand under its \
         components. Take in the earlier file of the same version again: it takes this one's place."
    )]
    Programme,
    /// It comes in where its effect is shown before it is kept.
    #[error("Whoever runs Alongside takes in registers and programmes.")]
    NotByFile,
    /// There is nothing to take back.
    #[error("This file was never taken in, so there is nothing to undo.")]
    NeverTakenIn,
    /// Somebody was quicker.
    #[error(
        "This file has been taken in or dropped, or is no longer kept. The list of imports says which."
    )]
    NotLookedAt,
    /// Somebody was quicker with a row.
    #[error("This row has been settled already.")]
    RowSettled,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_read_as_it_is_kept() {
        for (kind, code) in Kind::ALL {
            assert_eq!((kind.code(), Kind::read(code)), (code, Some(kind)));
        }
        for (state, code) in State::ALL {
            assert_eq!((state.code(), State::read(code)), (code, Some(state)));
        }
        for (state, code) in RowState::ALL {
            assert_eq!((state.code(), RowState::read(code)), (code, Some(state)));
        }
    }
}
