import { randomBytes } from 'node:crypto';
import { chmod, lstat, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SessionFile, SessionUnreadable } from '../../../src/zca/console/session-file.js';

const state = {
  cookies: [{ name: 'zbs', value: 's3cret-cookie', domain: 'host', path: '/', expires: -1 }],
  origins: [{ origin: 'https://host', localStorage: [{ name: 'a', value: 'b' }] }],
};
const key = () => randomBytes(32).toString('base64');

describe('a session file', () => {
  let dir = '';
  let path = '';
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'session-file-'));
    path = join(dir, 'session.json');
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it('gives back everything it was given, and null where it does not exist', async () => {
    const file = new SessionFile(path, key());
    expect(await file.load()).toBeNull();
    const mark = await file.save(state);
    expect(await file.load()).toEqual({ state, mark });
  });

  it('reveals nothing without its key, is readable only by its owner, and leaves no draft behind', async () => {
    await new SessionFile(path, key()).save(state);
    expect(await readFile(path, 'utf8')).not.toMatch(/s3cret|zbs|localStorage/u);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(dir)).toEqual(['session.json']);
  });

  it('is not used while others than its owner may change it', async () => {
    const file = new SessionFile(path, key());
    await file.save(state);
    for (const mode of [0o620, 0o602]) {
      await chmod(path, mode);
      await expect(file.load()).rejects.toThrow(`chmod 600 ${path}`);
    }
    await chmod(path, 0o640);
    expect(await file.load()).toMatchObject({ state });
  });

  it('is written through a symbolic link, which stays one', async () => {
    const link = join(dir, 'link.json');
    const file = new SessionFile(link, key());
    await new SessionFile(path, key()).save(state);
    await symlink(path, link);
    const mark = await file.save(state);
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect(await file.load()).toEqual({ state, mark });
    expect((await readdir(dir)).sort()).toEqual(['link.json', 'session.json']);
  });

  it('differs after every write, though the session is the same', async () => {
    const file = new SessionFile(path, key());
    expect(await file.save(state)).not.toBe(await file.save(state));
  });

  it('opens with no other key', async () => {
    await new SessionFile(path, key()).save(state);
    await expect(new SessionFile(path, key()).load()).rejects.toBeInstanceOf(SessionUnreadable);
  });

  it('opens with the key it was encrypted with while that is listed after a newer one, which encrypts it next', async () => {
    const [older, newer] = [key(), key()];
    await new SessionFile(path, older).save(state);
    const rotated = new SessionFile(path, newer, [key(), older]);
    expect(await rotated.load()).toMatchObject({ state });
    await rotated.save(state);
    expect(await new SessionFile(path, newer).load()).toMatchObject({ state });
    await expect(new SessionFile(path, older).load()).rejects.toBeInstanceOf(SessionUnreadable);
  });

  it.each(['iv', 'tag', 'data'])('is refused after a change of its %s', async (part) => {
    const file = new SessionFile(path, key());
    await file.save(state);
    const written = JSON.parse(await readFile(path, 'utf8'));
    const bytes = Buffer.from(written[part], 'base64');
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    await writeFile(path, JSON.stringify({ ...written, [part]: bytes.toString('base64') }));
    await expect(file.load()).rejects.toBeInstanceOf(SessionUnreadable);
  });

  it.each(['', '{}', 'not JSON'])('is refused when it holds “%s”, without quoting it', async (text) => {
    await writeFile(path, text);
    const failure = await new SessionFile(path, key()).load().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SessionUnreadable);
    expect(String(failure)).toContain('npm run console:login');
  });

  it('accepts no invalid state', async () => {
    await expect(new SessionFile(path, key()).save({ cookies: 'all' })).rejects.toThrow();
  });
});
