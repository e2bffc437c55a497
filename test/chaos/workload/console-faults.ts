import type { MannersOrder } from '../../../sandbox/zca/zca.js';
import type { Town } from '../environment/environment.js';
import type { Random } from '../random.js';

/** The share of ended sessions among the console's faults: each makes the bot wait for half a minute. */
const logOutChance = 0.02;
/** The console stays logged out for this long, until somebody logs in. */
const loggedOutMs = [1_000, 8_000] as const;

/**
 * Returns a function that makes the console misbehave, or recover now and then, and returns the name of the
 * fault.
 */
export function createConsoleMischief({ zca, driver }: Town, random: Random): () => string {
  const logInSoon = () => void setTimeout(() => void driver.logIn(), random.whole(...loggedOutMs)).unref();
  return () => {
    if (random.chance(logOutChance)) {
      zca.console.endSessions();
      logInSoon();
      return 'console log-out';
    }
    const [name, manners] = random.pick<readonly [string, MannersOrder]>([
      ['well', {}],
      ['well', {}],
      ['well', {}],
      ['well', {}],
      ['well', {}],
      ['slow', { delayMs: random.whole(100, 800) }],
      ['without a dialog', { dialog: 'none' }],
      ['a plain dialog', { dialog: 'plain' }],
      ['a dialog about another', { dialog: 'other_id' }],
      ['a second dialog', { extraDialog: 'after_confirm' }],
      ['a changed label', { labels: { 'Hủy liên kết': 'Gỡ liên kết' } }],
      ['rows that move', { moves: random.pick(['on_load', 'under_pointer', 'at_press'] as const) }],
      ['done, without an answer', { answer: 'lost_after' }],
      ['done, without an answer', { answer: 'lost_after' }],
      ['not done, without an answer', { answer: 'lost_before' }],
      ['says it is done, and is not', { answer: 'pretends' }],
      ['done in silence', { answer: 'silent' }],
    ]);
    zca.console.behave(manners);
    return `console ${name}`;
  };
}
