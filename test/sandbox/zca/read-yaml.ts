/** What a YAML document holds. */
export type Yaml = string | number | boolean | null | readonly Yaml[] | { readonly [key: string]: Yaml };

interface Line {
  readonly indent: number;
  readonly text: string;
  readonly number: number;
}

const ENTRY = /^(?:'([^']+)'|([^\s'"{[&*!|>#][^:]*)):(?: +(.*))?$/;

/**
 * Reads the part of YAML this project's documents are written in: nested maps and lists, single-quoted and plain
 * scalars, `[a, b]` and `|` texts. Throws at anything else rather than guess.
 */
export function readYaml(source: string): Yaml {
  const lines = source.split('\n').map((raw, index) => ({
    indent: raw.length - raw.trimStart().length,
    text: raw.trim(),
    number: index + 1,
  }));
  const reader = new Reader(lines, source.split('\n'));
  const document = reader.block(0);
  reader.expectEnd();
  return document;
}

class Reader {
  #at = 0;
  readonly #lines: Line[];
  readonly #raw: readonly string[];

  constructor(lines: Line[], raw: readonly string[]) {
    this.#lines = lines;
    this.#raw = raw;
  }

  /** The map or list whose entries stand at `indent`. */
  block(indent: number): Yaml {
    return this.#peek()?.text.startsWith('- ') ? this.#list(indent) : this.#map(indent);
  }

  expectEnd(): void {
    const line = this.#peek();
    if (line !== undefined) throw unreadable(line, 'is indented unlike its neighbours');
  }

  #peek(): Line | undefined {
    let line = this.#lines[this.#at];
    while (line !== undefined && (line.text === '' || line.text.startsWith('#'))) {
      this.#at += 1;
      line = this.#lines[this.#at];
    }
    return line;
  }

  #list(indent: number): Yaml[] {
    const items: Yaml[] = [];
    let line = this.#peek();
    while (line?.indent === indent && line.text.startsWith('- ')) {
      items.push(this.#item(line));
      line = this.#peek();
    }
    return items;
  }

  #item(line: Line): Yaml {
    const text = line.text.slice(2);
    if (!ENTRY.test(text)) {
      this.#at += 1;
      return scalar(text, line);
    }
    // A map may begin on its list's dash: read on as if the dash were a blank.
    this.#lines[this.#at] = { ...line, indent: line.indent + 2, text };
    return this.#map(line.indent + 2);
  }

  #map(indent: number): Yaml {
    const entries = new Map<string, Yaml>();
    let line = this.#peek();
    while (line?.indent === indent) {
      const [whole, quoted, plain, rest = ''] = ENTRY.exec(line.text) ?? [];
      const key = quoted ?? plain;
      if (whole === undefined || key === undefined) throw unreadable(line, 'is no "key: value"');
      if (entries.has(key)) throw unreadable(line, 'repeats a key');
      this.#at += 1;
      entries.set(key, this.#value(rest, line));
      line = this.#peek();
    }
    return Object.fromEntries(entries);
  }

  #value(rest: string, line: Line): Yaml {
    if (rest === '|') return this.#text(line.indent);
    if (rest !== '') return scalar(rest, line);
    const next = this.#peek();
    if (next === undefined || next.indent <= line.indent) throw unreadable(line, 'has no value');
    return this.block(next.indent);
  }

  #text(parentIndent: number): string {
    const start = this.#at;
    let end = start;
    for (let line = this.#lines[end]; line !== undefined; line = this.#lines[end]) {
      if (line.text !== '' && line.indent <= parentIndent) break;
      end += 1;
    }
    this.#at = end;
    const indent = this.#lines[start]?.indent ?? 0;
    const body = this.#raw.slice(start, end).map((raw) => raw.slice(indent));
    return `${body.join('\n').trimEnd()}\n`;
  }
}

function scalar(text: string, line: Line): Yaml {
  if (text.startsWith('[') && text.endsWith(']')) {
    return text
      .slice(1, -1)
      .split(',')
      .filter((item) => item.trim() !== '')
      .map((item) => scalar(item.trim(), line));
  }
  if (/^'(?:[^']|'')*'$/.test(text)) return text.slice(1, -1).replaceAll("''", "'");
  if (/^['"[{&*!|>%@`]|: | #/.test(text)) throw unreadable(line, 'holds YAML this reader does not know');
  if (text === 'null') return null;
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?\d+$/.test(text) ? Number(text) : text;
}

function unreadable(line: Line, why: string): Error {
  return new Error(`line ${line.number} ${why}: ${line.text}`);
}
