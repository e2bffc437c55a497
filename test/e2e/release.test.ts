import { execFile, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endWithUs } from '../../sandbox/end-with-us.js';
import { cardFor, press, resultOf } from '../fixtures/conversation.js';
import { people, useWorld } from '../fixtures/world.js';
import { botEnv } from './bot-env.js';

const run = promisify(execFile);
/** Two installations of all packages. */
const timeout = 600_000;
/** The user “nobody”, who owns no file; only root can become one. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/** The Dockerfile's steps on this machine, and its processes started as its image starts them. */
describe('what bin/release makes', { timeout }, () => {
  const world = useWorld();
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'release-'));
    await run('bin/release', [folder], { env: { ...process.env, npm_config_prefer_offline: 'true' } });
    await run('chmod', ['-R', 'a-w,a+rX', folder]);
  }, timeout);
  afterAll(async () => {
    await run('chmod', ['-R', 'u+w', folder]);
    await rm(folder, { recursive: true, force: true });
  });

  it('takes a command and unlinks, as a user who can write nothing there', async () => {
    const [web, worker] = await Promise.all([started('dist/src/web.js'), started('dist/src/worker.js')]);
    world().workspace.connect(`http://127.0.0.1:${web.port}/slack/events`);
    const card = await cardFor(world(), people.lan, '/unlink oa 1234');
    await press(world(), people.minh, card, 'confirm');
    expect((await resultOf(world(), card)).text).toContain('4318093042839471234');
    expect(await Promise.all([web.end(), worker.end()])).toEqual([0, 0]);
  });

  it('holds none of the packages that only build or test the bot, and nothing of the sandbox', async () => {
    const { stdout } = await run('ls', ['-A', folder, `${folder}/node_modules`, `${folder}/dist`]);
    expect(stdout).toContain('bullmq');
    for (const name of ['typescript', 'vitest', 'sandbox', 'test', '.env'])
      expect(stdout.split('\n')).not.toContain(name);
  });

  it('is not made in a folder that holds something', async () => {
    await chmod(folder, 0o755);
    await expect(run('bin/release', [folder])).rejects.toThrow('is not empty');
  });

  async function started(entry: string) {
    const env = {
      ...botEnv(world(), '{release}'),
      OPS_PORT: '0',
      NODE_ENV: 'production',
    };
    const child = endWithUs(spawn(process.execPath, [entry], { cwd: folder, env, ...nobody }));
    const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const port = await new Promise<number>((resolve, reject) => {
      let said = '';
      const heard = (data: Buffer) => {
        said += data.toString();
        const ready = said.split('\n').find((line) => line.includes('"process.ready"'));
        if (ready !== undefined) resolve(JSON.parse(ready).port ?? 0);
      };
      child.stdout?.on('data', heard);
      child.stderr?.on('data', heard);
      void exit.then(() => reject(new Error(said)));
    });
    const end = () => {
      child.kill('SIGTERM');
      return exit;
    };
    return { port, end };
  }
});
