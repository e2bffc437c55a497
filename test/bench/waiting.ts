import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Redis } from 'ioredis';
import { startRedis } from '../../sandbox/redis.js';
import { parseCommand } from '../../src/core/command/command.js';
import { createQueries } from '../../src/queries/answer-query.js';
import { homeOf } from '../../src/queries/home.js';
import { type Archive, fillArchive } from './archive.js';
import { inTurns, timed } from './in-turns.js';
import { person } from './made-up.js';
import { type Bench, type Row, rowOf } from './result.js';

const asker = { user: person(0), channel: 'C0ZCAOPS01' };

/** The answers that show open requests, with few of them and with many. */
export const waiting: Bench = {
  name: 'waiting',
  title: 'App Home and pending, by open requests',
  run: async (size, tell) => {
    const server = await startRedis();
    const redis = new Redis(server.url);
    try {
      const [counts, rounds] = size === 'quick' ? [[2, 20], 1] : [[20_000, 2_000, 10], 15];
      const archives = new Map<string, Archive>();
      for (const count of counts) {
        const name = `${count.toLocaleString('en')} open`;
        tell(`writing ${name}`);
        archives.set(name, await fillArchive(redis, { finished: 10, waiting: count }, Date.now()));
      }
      const rows: Row[] = [];
      for (const [what, look] of looks) {
        const measured = await inTurns([...archives.keys()], rounds, async (name) => {
          const archive = archives.get(name);
          if (archive === undefined) throw new Error(`${name} was not written`);
          const delays = monitorEventLoopDelay({ resolution: 1 });
          delays.enable();
          const tookMs = await timed(() => look(archive));
          delays.disable();
          return { tookMs, heldMs: delays.max / 1e6 };
        });
        const of = (value: 'tookMs' | 'heldMs') =>
          [...measured].map(([name, all]) => [name, all.map((each) => each[value])] as const);
        rows.push(rowOf(what, 'ms', of('tookMs'), [{ atMost: 10 }]));
        rows.push(rowOf(`longest hold of the event loop by ${what}`, 'ms', of('heldMs'), [{ atMost: 20 }]));
      }
      return rows;
    } finally {
      redis.disconnect();
      await server.close();
    }
  },
};

const looks: readonly (readonly [what: string, look: (archive: Archive) => Promise<unknown>])[] = [
  ['App Home', ({ ports }) => homeOf(asker.user, ports)],
  [
    '/unlink pending',
    ({ ports }) => createQueries(ports)({ command: parseCommand('pending'), viewer: asker, page: 1 }),
  ],
];
