import { z } from 'zod';
import type { AuditLine } from '../store/audit-chain.js';
import { checkpointIn, checkpointText, type SignedCheckpoint } from '../store/audit-checkpoint.js';
import { fieldsOf } from '../store/read-entry.js';
import { printableJson } from './printable.js';

/** In characters: the longest entry is far shorter. */
const longestLine = 4 * 1024 * 1024;

const around = {
  sequence: z.number().int().positive(),
  time: z.string().nullable(),
  hash: z.string().regex(/^[0-9a-f]{64}$/u),
};
const archived = z.looseObject({ ...around, text: z.string().exactOptional() });

/**
 * An entry as one line of JSON: its number, its time for people, its fields, and its hash. An entry that its parsed
 * fields would not reproduce exactly is written as `text`, since the hash covers its exact text.
 */
export function archiveLine({ sequence, entry, hash }: AuditLine): string {
  const fields = fieldsOf(entry);
  const time = timeOf(fields?.['at']);
  const said = fields === null ? { text: entry } : fields;
  return printableJson(JSON.stringify({ sequence, time, ...said, hash }));
}

/** Reads a line written by `archiveLine`; null for any other. */
export function readArchiveLine(line: string): AuditLine | null {
  if (line.length > longestLine) return null;
  try {
    const { sequence, time: _, hash, text, ...fields } = archived.parse(JSON.parse(line));
    return { sequence, entry: text ?? JSON.stringify(fields), hash };
  } catch {
    return null;
  }
}

const checkpointLineForm = z.strictObject({ checkpoint: z.record(z.string(), z.unknown()) });

/** A checkpoint as a line of an archive, which has one at its end, and one at its beginning unless it begins with entry 1. */
export function checkpointLine(checkpoint: SignedCheckpoint): string {
  return `{"checkpoint":${checkpointText(checkpoint)}}`;
}

/** Reads a line written by `checkpointLine`; null for any other. */
export function readCheckpointLine(line: string): SignedCheckpoint | null {
  if (!line.startsWith('{"checkpoint":') || line.length > 2_000) return null;
  try {
    return checkpointIn(JSON.stringify(checkpointLineForm.parse(JSON.parse(line)).checkpoint));
  } catch {
    return null;
  }
}

function timeOf(at: unknown): string | null {
  if (typeof at !== 'number' || !(Math.abs(at) <= 8.64e15)) return null;
  return new Date(at).toISOString();
}
