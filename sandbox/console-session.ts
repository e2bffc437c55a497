import { createCipheriv, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SessionCookie, Zca } from './zca/zca.js';

/**
 * Saves a log-in of the sandbox's console where `npm run console:login` saves a person's, in the format that
 * docs/console.md describes. Returns the key that decrypts it: the given one, or a new one.
 */
export async function leaveSession(path: string, cookie: SessionCookie, given?: string): Promise<string> {
  const key = given === undefined ? randomBytes(32) : Buffer.from(given, 'base64');
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const kept = { ...cookie, expires: -1, httpOnly: true, secure: false, sameSite: 'Lax' };
  const state = JSON.stringify({ cookies: [kept], origins: [] });
  const data = Buffer.concat([cipher.update(state, 'utf8'), cipher.final()]);
  const coded = (bytes: Buffer) => bytes.toString('base64');
  const parts = { iv: coded(iv), tag: coded(cipher.getAuthTag()), data: coded(data) };
  await writeFile(path, JSON.stringify({ what: 'zca-console-session', version: 1, ...parts }), {
    mode: 0o600,
  });
  return coded(key);
}

/** The bot's settings for the sandbox's console, with a log-in kept in `folder`. */
export async function consoleSettings({ console }: Zca, folder: string) {
  const sessionFile = join(folder, 'console-session.json');
  return {
    ZCA_DRIVER: 'console',
    ZCA_CONSOLE_URL: console.url,
    ZCA_ACCOUNT_CODE: console.accountCode,
    CONSOLE_SESSION_FILE: sessionFile,
    CONSOLE_SESSION_KEY: await leaveSession(sessionFile, console.logIn()),
    CHROMIUM_PATH: process.env['CHROMIUM_PATH'] ?? '',
    // Without its sandbox, Chromium opens only this sandbox's own pages.
    CHROMIUM_NO_SANDBOX: process.getuid?.() === 0 ? 'yes' : '',
  };
}
