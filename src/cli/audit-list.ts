import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fieldsOf } from '../store/read-entry.js';
import { archiveLine } from './audit-line.js';
import { type AuditSource, filterOf, linesFrom } from './audit-source.js';
import type { Typed } from './run-command.js';

/** Prints the entries that match every filter, as lines of JSON, oldest first. */
export async function listAuditLog(typed: Typed, source: AuditSource): Promise<number> {
  const fits = filterOf(typed);
  const texts = async function* () {
    for await (const line of linesFrom(source))
      if (fits(fieldsOf(line.entry) ?? {})) yield `${archiveLine(line)}\n`;
  };
  await pipeline(Readable.from(texts()), process.stdout, { end: false });
  return 0;
}
