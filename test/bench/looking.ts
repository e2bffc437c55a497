import { renderHome } from '../../src/chat/slack/messages/home.js';
import { renderQueryResult } from '../../src/chat/slack/messages/query-result.js';
import { parseCommand } from '../../src/core/command/command.js';
import { messagesFor } from '../../src/i18n/messages-for.js';
import { createQueries } from '../../src/queries/answer-query.js';
import { homeOf } from '../../src/queries/home.js';
import type { Archive } from './archive.js';
import { person } from './made-up.js';
import { type Comparison, compare } from './measure.js';

const messages = messagesFor('vi');
const asker = { user: person(0), channel: 'C0ZCAOPS01' };

/** Each query that people can make, up to the finished message, on many requests against few. */
export async function benchLooking(many: Archive, few: Archive, rounds: number): Promise<Comparison[]> {
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
  const found: Comparison[] = [];
  for (const [what, work] of kinds) {
    const named = (archive: Archive) => `${archive.count.toLocaleString('en')} finished requests`;
    found.push(await compare(`${what}, ${named(many)}`, work(many), named(few), work(few), { rounds }));
  }
  return found;
}
