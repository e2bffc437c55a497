/** What a file holds: rows of cells as text, before anybody knows what they mean. */
export interface Table {
  readonly rows: readonly TableRow[];
  /** Names a cell of a row to the person who mends it; `column` counts from 0. */
  place(row: TableRow, column?: number): string;
  /** The moment of day 0 where its dates are numbers of days, as `YYYY-MM-DD`; null where they are not. */
  readonly dayZero: string | null;
}

export interface TableRow {
  /** Its place in the file, from 1. */
  readonly number: number;
  readonly cells: readonly string[];
  /** Columns whose cell is a number and no text: a spreadsheet keeps 15 of its digits. */
  readonly numbers?: ReadonlySet<number>;
}

/** What is wrong with a file, and where: `line 3`, `row 3`, `cell B3`, `the file`. */
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

/** Above the names of the columns people write a title or leave lines empty. */
export const maxRowsAboveHead = 20;
/** A longer register is more than an account has, and a mistake. */
export const maxRows = 20_000;
export const tooManyRows = `has more than ${maxRows} rows; is it the list of linked assets?`;
