//! Forms as Markdown tables, as pyxform reads them: each line is a row, `\|` is a bar inside a cell, `#` begins a
//! comment, the first column names the sheet.

/// One row for each line, so that rows have the numbers of the file; lines that are no row are empty.
pub fn markdown(text: &str) -> Vec<Vec<String>> {
    text.lines().map(row).collect()
}

fn row(line: &str) -> Vec<String> {
    let line = line.trim();
    let Some(inner) = line.strip_prefix('|') else {
        return Vec::new();
    };
    let mut cells = cells(inner);
    // Behind the last bar there is nothing, or a comment.
    cells.pop();
    let is_rule = |cell: &String| !cell.is_empty() && cell.chars().all(|sign| "-:".contains(sign));
    if cells.iter().any(is_rule) && cells.iter().all(|cell| cell.is_empty() || is_rule(cell)) {
        return Vec::new();
    }
    cells
}

fn cells(text: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        let bar = sign == '\\' && signs.peek() == Some(&'|');
        if bar {
            signs.next();
        }
        match (sign, cells.last_mut()) {
            ('|', _) => cells.push(String::new()),
            (_, Some(cell)) => cell.push(if bar { '|' } else { sign }),
            (_, None) => {}
        }
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::markdown;

    #[test]
    fn lines_are_rows_with_their_numbers() {
        let rows = markdown(
            "| survey |\n# no\n| | type | label |\n|--|--|--|\n| | text | a \\| b | # why",
        );
        let none: Vec<String> = Vec::new();
        assert_eq!(rows[0], ["survey"]);
        assert_eq!(rows[1], none);
        assert_eq!(rows[3], none);
        assert_eq!(rows[4], ["", "text", "a | b"]);
    }
}
