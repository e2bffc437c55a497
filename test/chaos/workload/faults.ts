import type { FaultKind } from '../../../sandbox/slack/faults.js';
import type { FaultOrder } from '../../../sandbox/zca/zca.js';
import type { Town } from '../environment/environment.js';
import type { Random } from '../random.js';
import { createConsoleMischief } from './console-faults.js';

/**
 * The longest delay of a connection. With the ZCA's own delay it stays below the bot's patience: a later
 * answer is for the next attempt to settle, and the last attempt has no next.
 */
const longestHoldMs = { redis: 2_500, slack: 1_200, zca: 800, bot: 1_200 } as const;

/** Faults around the bot, without a killed process. */
export interface Mischief {
  /** Causes the next fault; returns its name. */
  next(): string;
}

export function createMischief(town: Town, random: Random): Mischief {
  const { workspace, zca, ways } = town;
  const consoleMischief = createConsoleMischief(town, random);
  const faults = [
    () => slackFault(random.pick(['chat.postMessage', 'chat.update', 'chat.postEphemeral', '*'])),
    () => slackFault('chat.postMessage'),
    () => zcaFault('unlink'),
    () => zcaFault(random.pick(['unlink', 'read', 'list'])),
    () => wayFault(),
  ] as const;

  function slackFault(method: string): string {
    const fault = random.pick<FaultKind>([
      { kind: 'drop_after' },
      { kind: 'drop_after' },
      { kind: 'status_500_after' },
      { kind: 'drop_before' },
      { kind: 'status_500_before' },
      { kind: 'hang_after' },
      { kind: 'ratelimited', retryAfterSeconds: random.whole(1, 2) },
      { kind: 'delay', ms: random.whole(200, 1_500) },
    ]);
    workspace.faults.add({ method, ...fault });
    return `Slack ${fault.kind}`;
  }

  function zcaFault(operation: 'unlink' | 'read' | 'list'): string {
    if (town.driver.kind === 'console') return consoleMischief();
    const fault = random.pick<FaultOrder>([
      { type: 'drop_after', operation },
      { type: 'drop_after', operation },
      { type: 'drop_midway', operation },
      { type: 'drop_before', operation },
      { type: 'status', status: 502, applyFirst: true, operation },
      { type: 'status', status: 503, operation },
      { type: 'ratelimited', retryAfterSeconds: random.whole(1, 2), operation },
      { type: 'delay', delayMs: random.whole(100, 600), operation },
      ...(operation === 'unlink'
        ? ([
            { type: 'not_applied', operation },
            { type: 'stale_read', operation, reads: 1 },
          ] as const)
        : []),
    ]);
    zca.faults.add(fault);
    return `ZCA ${fault.type}`;
  }

  function wayFault(): string {
    const way = random.pick(['redis', 'slack', 'zca', 'bot'] as const);
    if (random.chance(0.5)) {
      ways[way].cut();
      return `cut ${way}`;
    }
    ways[way].hold(random.whole(200, longestHoldMs[way]));
    return `hold ${way}`;
  }

  return { next: () => random.pick(faults)() };
}
