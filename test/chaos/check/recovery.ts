import { type Kill, killKinds } from '../workload/workload.js';
import type { History } from './history.js';
import { storiesOf } from './timelines.js';

/**
 * For kills of one kind: the time until everything that waited at that moment had its answer, in
 * milliseconds.
 */
export interface Recovery {
  readonly kind: Kill['kind'];
  readonly kills: number;
  /** Kills while somebody was waiting for the bot. */
  readonly felt: number;
  readonly medianMs: number;
  readonly maxMs: number;
}

/**
 * More kills and faults may come before the answer: this is what people see, and not the share of one kill.
 */
export function recoveriesOf(history: History, kills: readonly Kill[]): Recovery[] {
  const waits = waitsOf(history);
  return killKinds.map((kind) => {
    const moments = kills.filter((kill) => kill.kind === kind).map(({ at }) => at);
    const times = moments
      .map((at) =>
        Math.max(0, ...waits.filter(({ from, to }) => from < at && at < to).map(({ to }) => to - at)),
      )
      .filter((ms) => ms > 0)
      .sort((a, b) => a - b);
    return {
      ...{ kind, kills: moments.length, felt: times.length },
      ...{ medianMs: times[Math.floor(times.length / 2)] ?? 0, maxMs: times.at(-1) ?? 0 },
    };
  });
}

/** From an acknowledged command to its card, and from an approval to its result. */
function waitsOf(history: History): { from: number; to: number }[] {
  const saidAt = new Map(history.said.map(({ op, at }) => [op, at]));
  return [...storiesOf(history).values()].flatMap(({ id, lines }) => {
    const asked = lines.find(({ action }) => action === 'asked')?.at;
    const approved = lines.find(({ action }) => action === 'approved')?.at;
    const card = saidAt.get(`card-${id}`);
    const result = saidAt.get(`result-${id}-1`);
    return [
      ...(asked === undefined || card === undefined ? [] : [{ from: asked, to: card }]),
      ...(approved === undefined || result === undefined ? [] : [{ from: approved, to: result }]),
    ];
  });
}
