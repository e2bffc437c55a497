import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

it('a program without a build says in one sentence how to build it', async () => {
  const cwd = await mkdtemp(join(tmpdir(), 'not-built-'));
  await expect(promisify(execFile)(resolve('bin/built'), ['web'], { cwd })).rejects.toMatchObject({
    code: 1,
    stdout: '',
    stderr: 'Nothing is built yet: run npm ci && npm run build first.\n',
  });
});
