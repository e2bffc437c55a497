import { Redis } from 'ioredis';
import { startRedis } from '../../sandbox/redis.js';
import { renderHome } from '../../src/chat/slack/messages/home.js';
import { renderQueryResult } from '../../src/chat/slack/messages/query-result.js';
import { parseCommand } from '../../src/core/command/command.js';
import { messagesFor } from '../../src/i18n/messages-for.js';
import { createQueries } from '../../src/queries/answer-query.js';
import { homeOf } from '../../src/queries/home.js';
import { type Archive, fillArchive } from './archive.js';
import { timedRow } from './in-turns.js';
import { person } from './made-up.js';
import type { Bench, Row, Size } from './result.js';

const messages = messagesFor('vi');
const asker = { user: person(0), channel: 'C0ZCAOPS01' };

/** Each query that people can make, up to the finished message, on many finished requests against few. */
export const looking: Bench = {
  name: 'looking',
  title: 'Queries',
  run: async (size, tell) => {
    const server = await startRedis();
    const redis = new Redis(server.url);
    try {
      return await queryRows(redis, sizes[size], tell);
    } finally {
      redis.disconnect();
      await server.close();
    }
  },
};

const sizes = {
  full: { many: 100_000, few: 1_000, rounds: 200 },
  quick: { many: 300, few: 50, rounds: 3 },
} as const satisfies Record<Size, unknown>;

async function queryRows(
  redis: Redis,
  { many, few, rounds }: (typeof sizes)[Size],
  tell: (line: string) => void,
): Promise<Row[]> {
  const now = Date.now();
  const archiveOf = async (count: number) => {
    const archive = await fillArchive(redis, { finished: count }, now);
    tell(`indexed ${count} requests of an earlier version in ${(archive.healedInMs / 1000).toFixed(1)} s`);
    return archive;
  };
  const [large, small] = [await archiveOf(many), await archiveOf(few)];
  const ask = (archive: Archive, text: string, share = 0) => {
    const question = createQueries(archive.ports);
    const page = Math.max(1, Math.floor((archive.count / 10) * share));
    return async () =>
      renderQueryResult(await question({ command: parseCommand(text), viewer: asker, page }), messages);
  };
  const home = (archive: Archive) => async () =>
    renderHome(await homeOf(asker.user, archive.ports), messages);
  const kinds: readonly (readonly [string, (archive: Archive) => () => Promise<unknown>])[] = [
    ['/unlink history', (archive) => ask(archive, 'history')],
    ['/unlink history, a page in the middle', (archive) => ask(archive, 'history', 0.5)],
    ['/unlink history app since 30d', (archive) => ask(archive, 'history app since 30d')],
    ['/unlink history bán hàng đà lạt', (archive) => ask(archive, 'history bán hàng đà lạt')],
    ['/unlink history oa 1234', (archive) => ask(archive, 'history oa 1234')],
    ['/unlink mine', (archive) => ask(archive, 'mine')],
    ['/unlink pending', (archive) => ask(archive, 'pending')],
    ['/unlink status', (archive) => ask(archive, 'status')],
    ['App Home', home],
  ];
  const rows: Row[] = [];
  const named = ({ count }: Archive) => `with ${count.toLocaleString('en')} finished requests`;
  for (const [what, work] of kinds)
    rows.push(await timedRow(what, [named(large), work(large)], [named(small), work(small)], { rounds }));
  return rows;
}
