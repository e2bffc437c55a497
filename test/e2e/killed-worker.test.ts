import { createWriteStream } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type BotProcess, startBotProcess } from '../../sandbox/bot-process.js';
import { patienceMs } from '../fixtures/patience.js';
import { people, places, useWorld } from '../fixtures/world.js';
import { botEnv } from './bot-env.js';

/** A killed worker's job is free after this time: its lock, and two checks for stalled jobs. */
const boundMs = 10_000 + 2 * 2_500;
/** For the rest of the job, on a machine that has other things to do. */
const slackMs = 5_000;

describe('a worker that is killed during a job', () => {
  const world = useWorld();
  const silent = createWriteStream('/dev/null');

  it('has the job finished by another one within fifteen seconds', async () => {
    const { workspace, zca } = world();
    const env = {
      ...botEnv(world(), '{killed}'),
      BOT_LOCALE: 'en',
    };
    const processes: BotProcess[] = [];
    const start = async (entry: string) => {
      const started = await startBotProcess(`dist/src/${entry}.js`, env, silent);
      processes.push(started);
      return started;
    };
    try {
      const [web, first] = await Promise.all([start('web'), start('worker')]);
      workspace.connect(`http://127.0.0.1:${web.ready.port}/slack/events`);
      zca.faults.add({ type: 'hang', operation: 'list' });
      await workspace.post({ user: people.lan, channel: places.ops, text: '/unlink app 1234' });
      await expect.poll(() => zca.ledger.calls.length, { timeout: patienceMs }).toBeGreaterThan(0);
      await start('worker');
      const since = performance.now();
      first.child.kill('SIGKILL');
      const card = await workspace.waitFor(
        () => workspace.messages(places.ops).find(({ text }) => text.includes('2791234630649070902')),
        boundMs + slackMs,
      );
      expect(card.text).toContain('Waiting for an approver');
      expect(performance.now() - since).toBeLessThan(boundMs + slackMs);
    } finally {
      await Promise.all(processes.map(ended));
    }
  });

  async function ended({ child }: BotProcess): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
  }
});
