import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { csvField, csvSeparators } from '../core/text/csv-field.js';
import type { Messages } from '../i18n/messages.js';
import { messagesFor } from '../i18n/messages-for.js';
import { Storyteller } from '../i18n/story/storyteller.js';
import { momentText } from '../shared/viet-nam-time.js';
import type { AuditLine } from '../store/audit-chain.js';
import { entryIn, fieldsOf } from '../store/read-entry.js';
import { archiveLine } from './audit-line.js';
import { type AuditSource, filterOf, linesFrom } from './audit-source.js';
import { printable } from './printable.js';
import { BadArguments, type Typed } from './run-command.js';
import { type Cell, writeWorkbook } from './workbook.js';

export const exportFormats = ['csv', 'jsonl', 'xlsx'] as const;

/**
 * Writes the entries that match every filter to a file, or to standard output. It holds a page of entries at a time. A
 * file appears under its name once it is whole.
 */
export async function exportAuditLog(
  typed: Typed,
  source: AuditSource,
  locale: 'vi' | 'en',
): Promise<number> {
  const [format = 'csv'] = typed.values('format');
  const [path = null] = typed.values('to');
  if (!exportFormats.some((each) => each === format))
    throw new BadArguments(`--format must be ${exportFormats.join(', ')}.`);
  if (path === null && format === 'xlsx')
    throw new BadArguments('Say where an Excel file goes: --to FILE.xlsx.');
  const fits = filterOf(typed);
  const lines = async function* () {
    for await (const line of linesFrom(source)) if (fits(fieldsOf(line.entry) ?? {})) yield line;
  };
  const messages = messagesFor(locale);
  const write = async (out: Writable, end: boolean) => {
    if (format === 'xlsx') return writeWorkbook(rowsOf(lines(), messages), out);
    const texts = format === 'csv' ? csvOf(lines(), messages, csvSeparators[locale]) : jsonOf(lines());
    return pipeline(Readable.from(texts), out, { end });
  };
  if (path === null) await write(process.stdout, false);
  else await writeWhole(path, (out) => write(out, true));
  return 0;
}

/** Writes beside the file and renames; a failed attempt leaves nothing behind. */
async function writeWhole(path: string, write: (out: Writable) => Promise<void>): Promise<void> {
  const unfinished = `${path}.${process.pid}.part`;
  try {
    await write(createWriteStream(unfinished, { mode: 0o600, flags: 'wx' }));
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function* jsonOf(lines: AsyncIterable<AuditLine>): AsyncGenerator<string> {
  for await (const line of lines) yield `${archiveLine(line)}\n`;
}

async function* csvOf(
  lines: AsyncIterable<AuditLine>,
  messages: Messages,
  separator: string,
): AsyncGenerator<string> {
  // Excel reads Vietnamese only with the byte order mark.
  let mark = '\ufeff';
  for await (const row of rowsOf(lines, messages)) {
    yield `${mark}${row.map((cell) => csvField(String(cell))).join(separator)}\r\n`;
    mark = '';
  }
}

async function* rowsOf(lines: AsyncIterable<AuditLine>, messages: Messages): AsyncGenerator<readonly Cell[]> {
  const { columns } = messages.story;
  const { sequence, time, request, action, actor, story, details, hash } = columns;
  yield [sequence, time, request, action, actor, story, details, hash];
  const teller = new Storyteller(messages);
  for await (const line of lines) {
    const entry = entryIn(line);
    const cells =
      entry === null
        ? ['', '', '', '', '', line.entry]
        : [
            momentText(entry.at),
            entry.requestId,
            entry.action,
            entry.actor,
            teller.tell(entry),
            JSON.stringify(entry.details),
          ];
    yield [line.sequence, ...cells.map(printable), line.hash];
  }
}
