/** Rows of a table after RFC 4180, with line feeds as line ends: written here so that the writer is not checked by itself. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      for (at += 1; text[at] !== '"' || text[at + 1] === '"'; at += 1) {
        if (at >= text.length) throw new Error('a quoted cell does not end');
        cell += text[at];
        if (text[at] === '"') at += 1;
      }
      at += 1;
    } else {
      while (at < text.length && text[at] !== ',' && text[at] !== '\n') {
        cell += text[at];
        at += 1;
      }
    }
    row.push(cell);
    if (text[at] === '\n' || at >= text.length) {
      rows.push(row);
      row = [];
    }
    at += 1;
  }
  return rows;
}
