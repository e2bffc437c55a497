import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { sha256Of } from '../../shared/sha256.js';

/**
 * A browser's log-in: cookies and the sites' stored data, in Playwright's own format; only the necessary parts are
 * checked.
 */
const storageState = z.object({
  cookies: z.array(
    z.looseObject({ name: z.string(), value: z.string(), domain: z.string(), path: z.string() }),
  ),
  origins: z.array(z.looseObject({ origin: z.string() })),
});
export type StorageState = z.output<typeof storageState>;

const envelope = z.object({
  what: z.literal('zca-console-session'),
  version: z.literal(1),
  iv: z.base64(),
  tag: z.base64(),
  data: z.base64(),
});

export interface Session {
  readonly state: StorageState;
  /** Changes with every writing of the file, so a new log-in has a new one. */
  readonly mark: string;
}

/** The file exists and cannot be used; the message says why and what to do, and contains nothing of it. */
export class SessionUnreadable extends Error {
  override readonly name = 'SessionUnreadable';

  constructor(path: string, why: 'unreadable' | 'exposed') {
    super(
      why === 'exposed'
        ? `${path} may be changed by others than its owner, who could bring back an older log-in. Run chmod 600 ${path}`
        : `${path} cannot be read with CONSOLE_SESSION_KEY: another key, or a damaged file. Run npm run console:login`,
    );
  }
}

interface ConsoleSessionSettings {
  readonly sessionFile: string;
  readonly sessionKey: string;
  readonly olderSessionKeys: readonly string[];
}

/**
 * Keeps a log-in in a file, encrypted with AES-256-GCM: the file is useless without the key, and any changed byte is
 * detected. It never contains a password.
 */
export class SessionFile {
  readonly #path: string;
  readonly #key: Buffer;
  readonly #olderKeys: readonly Buffer[];

  /**
   * @param key 32 bytes in base64
   * @param olderKeys open a file that was encrypted before the key was changed
   */
  constructor(path: string, key: string, olderKeys: readonly string[] = []) {
    this.#path = path;
    this.#key = Buffer.from(key, 'base64');
    this.#olderKeys = olderKeys.map((each) => Buffer.from(each, 'base64'));
  }

  static of(settings: ConsoleSessionSettings): SessionFile {
    return new SessionFile(settings.sessionFile, settings.sessionKey, settings.olderSessionKeys);
  }

  /** Null when there is no file. @throws {SessionUnreadable} */
  async load(): Promise<Session | null> {
    const mode = await stat(this.#path).then(
      (found) => found.mode,
      () => 0,
    );
    if ((mode & 0o022) !== 0) throw new SessionUnreadable(this.#path, 'exposed');
    const text = await readFile(this.#path, 'utf8').catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw new SessionUnreadable(this.#path, 'unreadable');
    });
    if (text === null) return null;
    for (const key of [this.#key, ...this.#olderKeys]) {
      try {
        return { state: opened(text, key), mark: markOf(text) };
      } catch {
        // Leaves out the cause: it may contain part of the file.
      }
    }
    throw new SessionUnreadable(this.#path, 'unreadable');
  }

  /**
   * Replaces the whole file in one step, readable by its owner only; a symbolic link stays, and its target is replaced.
   * Returns the file's mark.
   * @throws {ZodError} when `state` is no browser state
   */
  async save(state: unknown): Promise<string> {
    const text = this.#sealed(storageState.parse(state));
    const path = await realpath(this.#path).catch(() => this.#path);
    const draft = `${path}.${randomBytes(6).toString('hex')}`;
    try {
      await writeFile(draft, text, { mode: 0o600 });
      await rename(draft, path);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
    return markOf(text);
  }

  #sealed(state: StorageState): string {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv);
    const data = Buffer.concat([cipher.update(JSON.stringify(state), 'utf8'), cipher.final()]);
    const parts = { iv, tag: cipher.getAuthTag(), data };
    const coded = Object.entries(parts).map(([name, bytes]) => [name, bytes.toString('base64')]);
    return `${JSON.stringify({ what: 'zca-console-session', version: 1, ...Object.fromEntries(coded) })}\n`;
  }
}

function opened(text: string, key: Buffer): StorageState {
  const { iv, tag, data } = envelope.parse(JSON.parse(text));
  const bytes = (coded: string) => Buffer.from(coded, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes(iv), { authTagLength: 16 });
  decipher.setAuthTag(bytes(tag));
  const plain = Buffer.concat([decipher.update(bytes(data)), decipher.final()]);
  return storageState.parse(JSON.parse(plain.toString('utf8')));
}

function markOf(text: string): string {
  return sha256Of(text);
}
