import { createWriteStream } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { startBotProcess } from '../../sandbox/bot-process.js';
import { freePort } from '../../sandbox/free-port.js';
import { cardFor } from '../fixtures/conversation.js';
import { people, useWorld } from '../fixtures/world.js';
import { botEnv } from './bot-env.js';

/** The built processes, started as the Procfile does. */
describe('the processes of the Procfile', () => {
  const world = useWorld();
  const silent = createWriteStream('/dev/null');

  const env = () => botEnv(world(), '{processes}');

  it('finish the current look-up on SIGTERM and exit with 0 within ten seconds', async () => {
    const { workspace, zca } = world();
    const [web, worker] = await Promise.all(
      ['dist/src/web.js', 'dist/src/worker.js'].map((entry) => startBotProcess(entry, env(), silent)),
    );
    if (web === undefined || worker === undefined) throw new Error('both were started');
    workspace.connect(`http://127.0.0.1:${web.ready.port}/slack/events`);
    zca.faults.add({ type: 'delay', operation: 'list', delayMs: 1500 });
    const card = cardFor(world(), people.lan, '/unlink app 1234');
    await workspace.waitFor(() => zca.ledger.calls.length > 0);
    const began = performance.now();
    const exits = [web, worker].map(({ child }) => {
      child.kill('SIGTERM');
      return new Promise((resolve) => child.once('exit', resolve));
    });
    expect(await Promise.all(exits)).toEqual([0, 0]);
    expect(performance.now() - began).toBeLessThan(10_000);
    expect((await card).text).toContain('2791234630649070902');
  });

  it('serve the admin page only where it has a port', async () => {
    const port = await freePort();
    const admin = { ADMIN_PORT: String(port), ADMIN_PASSPHRASE: 'mười hai con mèo trên mái' };
    const web = await startBotProcess('dist/src/web.js', { ...env(), ...admin }, silent);
    const form = await fetch(`http://127.0.0.1:${port}/admin`);
    expect([form.status, await form.text()]).toEqual([200, expect.stringContaining('passphrase')]);
    const exit = new Promise((resolve) => web.child.once('exit', resolve));
    web.child.kill('SIGTERM');
    expect(await exit).toBe(0);
  });

  it('refuse to start on a bad configuration, naming every problem and no secret', async () => {
    const bad = {
      ...env(),
      SLACK_BOT_TOKEN: 'my-secret-in-the-wrong-place',
      ZCA_API_URL: 'nowhere',
      UNLINK_APPROVERS: 'minh',
    };
    const said = await refusal('dist/src/web.js', bad);
    expect(said).toContain('ended (1)');
    expect(said).toContain('SLACK_BOT_TOKEN must be a bot token');
    expect(said).toContain('ZCA_API_URL must be an address');
    expect(said).toContain('UNLINK_APPROVERS every entry must be a user id');
    expect(said).not.toContain('my-secret-in-the-wrong-place');
  });

  it.each(['dist/src/web.js', 'dist/src/worker.js'])(
    'refuse to start when Slack rejects the token, and say where to look: %s',
    async (entry) => {
      const said = await refusal(entry, { ...env(), SLACK_BOT_TOKEN: 'xoxb-unknown' });
      expect(said).toContain('Slack does not accept SLACK_BOT_TOKEN: it says invalid_auth');
      expect(said).not.toContain('xoxb-unknown');
    },
  );

  it('refuse to start without Redis, and say so', async () => {
    const said = await refusal('dist/src/worker.js', { ...env(), REDIS_URL: 'redis://127.0.0.1:1' });
    expect(said).toContain('No Redis answers at 127.0.0.1:1 (connect ECONNREFUSED 127.0.0.1:1)');
    expect(said).toContain('set REDIS_URL');
  });

  /** The output of a process that ended instead of getting ready. */
  function refusal(entry: string, environment: NodeJS.ProcessEnv): Promise<string> {
    return startBotProcess(entry, environment, silent).then(
      () => 'it started',
      (error: unknown) => String(error),
    );
  }
});
