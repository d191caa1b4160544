//! Writes a list as an Excel workbook: days as days, numbers as numbers, words only ever as words.
//! Owns the look of the page: a bold first row that stays in sight, columns as wide as their words.
//! Never writes a formula, and never asks what time it is.

use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::{Cell, List};

/// How wide a column may grow, in letters.
const WIDEST: usize = 60;
/// The letters that a page's name may not have, and how long it may be.
const NOT_IN_NAMES: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];
const LONGEST_NAME: usize = 31;

/// Writes the workbook.
pub(super) fn write(list: &List, made_on: Date) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = excel_day(made_on)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let bold = Format::new().set_bold();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let page = workbook.add_worksheet();
    page.set_name(page_name(&list.title))?;
    page.set_freeze_panes(1, 0)?;
    for (column, name) in (0..).zip(&list.columns) {
        page.write_string_with_format(0, column, name, &bold)?;
    }
    for (line, row) in (1..).zip(&list.rows) {
        for (column, cell) in (0..).zip(row) {
            keep(page, line, column, cell, &day)?;
        }
    }
    let last = u16::try_from(list.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let lines = u32::try_from(list.rows.len()).unwrap_or(u32::MAX);
    page.autofilter(0, 0, lines, last)?;
    for (column, wide) in (0..).zip(widths(list)) {
        page.set_column_width(column, wide)?;
    }
    workbook.save_to_buffer()
}

fn keep(
    page: &mut Worksheet,
    line: u32,
    column: u16,
    cell: &Cell,
    day: &Format,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Blank => return Ok(()),
        Cell::Text(words) => page.write_string(line, column, words)?,
        Cell::Number(number) => page.write_number(line, column, *number as f64)?,
        Cell::Day(on) => page.write_datetime_with_format(line, column, &excel_day(*on)?, day)?,
    };
    Ok(())
}

fn excel_day(day: Date) -> Result<ExcelDateTime, XlsxError> {
    let part = |part: i8| u8::try_from(part).unwrap_or_default();
    let year = u16::try_from(day.year()).unwrap_or_default();
    ExcelDateTime::from_ymd(year, part(day.month()), part(day.day()))
}

fn page_name(title: &str) -> String {
    let plain: String = title
        .chars()
        .filter(|letter| !NOT_IN_NAMES.contains(letter))
        .take(LONGEST_NAME)
        .collect();
    match plain.trim().trim_matches('\'') {
        "" => "List".to_owned(),
        name => name.to_owned(),
    }
}

fn widths(list: &List) -> Vec<f64> {
    let letters = |cell: &Cell| match cell {
        Cell::Blank => 0,
        Cell::Text(words) => words.chars().count(),
        Cell::Number(number) => number.to_string().len(),
        Cell::Day(_) => "00/00/0000".len(),
    };
    let mut wide: Vec<usize> = list
        .columns
        .iter()
        .map(|name| name.chars().count())
        .collect();
    for row in &list.rows {
        for (known, cell) in wide.iter_mut().zip(row) {
            *known = letters(cell).max(*known);
        }
    }
    wide.into_iter()
        .map(|letters| f64::from(u32::try_from(letters.min(WIDEST)).unwrap_or_default()) + 3.0)
        .collect()
}
