import { accessSync, closeSync, constants, openSync, readSync, statSync } from 'node:fs';

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

/** The rights of everybody on this machine to a secret's file; `mode` as chmod writes it. */
export type FileRights =
  | { readonly type: 'own' }
  | { readonly type: 'readable' | 'writable'; readonly mode: string }
  | { readonly type: 'unreadable'; readonly code: string };

/** Finds out whether everybody on this machine may read or change the file. */
export function rightsOf(path: string): FileRights {
  try {
    accessSync(path, constants.R_OK);
    const mode = statSync(path).mode & 0o777;
    const type = (mode & 0o002) !== 0 ? 'writable' : (mode & 0o004) !== 0 ? 'readable' : 'own';
    return type === 'own' ? { type } : { type, mode: mode.toString(8).padStart(3, '0') };
  } catch (error) {
    return { type: 'unreadable', code: codeOf(error) };
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'no reason given';
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
    throw new BadSecretFile(`names a file that cannot be read (${codeOf(error)})`);
  }
  if (length > maxBytes) throw new BadSecretFile('names a file of more than 64 KiB');
  return bytes.toString('utf8', 0, length);
}
