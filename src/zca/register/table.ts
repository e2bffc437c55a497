/** A file's content: rows of cells as text, before they are interpreted. */
export interface Table {
  readonly rows: readonly TableRow[];
  /** Names a cell of a row for the person who fixes it; `column` counts from 0. */
  place(row: TableRow, column?: number): string;
  /** The date of day 0, as `YYYY-MM-DD`, if dates are numbers of days; otherwise null. */
  readonly dayZero: string | null;
}

export interface TableRow {
  /** Its place in the file, from 1. */
  readonly number: number;
  readonly cells: readonly string[];
  /** Columns whose cell is a number, not text: a spreadsheet keeps only 15 of its digits. */
  readonly numbers?: ReadonlySet<number>;
}

/** A problem and its place: `line 3`, `row 3`, `cell B3`, `the file`. */
export interface FileProblem {
  readonly place: string;
  readonly problem: string;
}

export interface FileProblems {
  readonly problems: readonly FileProblem[];
}

export function unreadable(problem: string, place = 'the file'): FileProblems {
  return { problems: [{ place, problem }] };
}

/** People put titles or empty lines above the header. */
export const maxRowsAboveHead = 20;
/** A longer register exceeds any account, so it is a mistake. */
export const maxRows = 20_000;
export const tooManyRows = `has more than ${maxRows} rows; is it the list of linked assets?`;
