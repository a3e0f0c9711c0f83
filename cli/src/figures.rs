//! Figures in columns, without lines around them.

use comfy_table::{CellAlignment, Table, presets};

/// A table with a column of names, and figures to the right of it.
pub fn table<const N: usize>(head: [&str; N]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_header(head);
    for (index, column) in table.column_iter_mut().enumerate() {
        column.set_padding((if index == 0 { 0 } else { 1 }, 1));
        column.set_cell_alignment(if index == 0 { CellAlignment::Left } else { CellAlignment::Right });
    }
    table
}

/// Writes a table to stdout.
pub fn print(table: &Table) {
    for line in table.lines() {
        outln!("{}", line.trim_end());
    }
}
