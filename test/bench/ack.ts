import { existsSync } from 'node:fs';
import { type Acknowledging, benchAcknowledging, botPrefix } from './acknowledging.js';
import type { Bench } from './result.js';

const withPackages = ['Chat SDK', 'slack-edge'] as const;

/** A signed `/unlink oa …` until its 200, with the command durable in Redis by then. */
export const ack: Bench = {
  name: 'ack',
  title: 'Acknowledgement of /unlink oa …',
  run: (size, tell) => {
    // `npm run bench` installs them; the test of the bench does without.
    const others = existsSync('test/bench/baselines/node_modules') ? withPackages : [];
    return benchAcknowledging({ ...sizes[size], ...ofAll(others) }, tell);
  },
};

const sizes = {
  full: {
    levels: [
      { connections: 1, count: 400 },
      { connections: 50, count: 2_000 },
      { connections: 200, count: 2_000 },
    ],
    rounds: 5,
    warmUp: 1_000,
  },
  quick: { levels: [{ connections: 2, count: 10 }], rounds: 1, warmUp: 1 },
} as const;

function ofAll(others: readonly string[]): Omit<Acknowledging, 'levels' | 'rounds' | 'warmUp'> {
  return {
    names: ['the bot', 'Bolt + queue.add', 'bare Bolt', ...others],
    aims: {
      rate: [
        { against: 'Bolt + queue.add', atLeast: 0.9 },
        { against: 'bare Bolt', atLeast: 0.6 },
        ...others.map((against) => ({ against, atLeast: 1 })),
      ],
      p99: [{ against: 'Bolt + queue.add', atMost: 1.3 }],
    },
    queued: {
      'the bot': `${botPrefix}:ask:wait`,
      'Bolt + queue.add': '{bolt}:ask:wait',
      'Chat SDK': '{chat-sdk}:ask:wait',
      'slack-edge': '{slack-edge}:ask:wait',
    },
  };
}
