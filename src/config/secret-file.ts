import { closeSync, openSync, readSync } from 'node:fs';

/** Far larger than any secret. */
const maxBytes = 64 * 1024;

/** A secret's file cannot be used. The message says why, and repeats nothing of its content. */
export class BadSecretFile extends Error {
  override readonly name = 'BadSecretFile';
}

/**
 * The file's text without its final line break.
 * @throws {BadSecretFile}
 */
export function readSecretFile(path: string): string {
  const text = textOf(path).replace(/\r?\n$/u, '');
  if (text.trim() === '') throw new BadSecretFile('names a file that is empty');
  return text;
}

function textOf(path: string): string {
  const bytes = Buffer.alloc(maxBytes + 1);
  let length = 0;
  try {
    const file = openSync(path, 'r');
    try {
      for (let read = -1; read !== 0 && length < bytes.length; length += read)
        read = readSync(file, bytes, length, bytes.length - length, null);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no reason given';
    throw new BadSecretFile(`names a file that cannot be read (${code})`);
  }
  if (length > maxBytes) throw new BadSecretFile('names a file of more than 64 KiB');
  return bytes.toString('utf8', 0, length);
}
