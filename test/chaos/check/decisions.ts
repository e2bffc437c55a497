import { clockErrorMs } from './clock-error.js';
import type { AuditLine, History, Violation } from './history.js';
import { isStop, storiesOf, textsIn, waitsAgainBy } from './timelines.js';

/** Invariant 5: of all presses on a waiting request one decides, and later pressers learn who decided. */
export function decisionViolations(history: History): Violation[] {
  return [...twoDecisions(history), ...wrongNames(history)];
}

function twoDecisions(history: History): Violation[] {
  return [...storiesOf(history).values()].flatMap(({ id, lines }) => {
    let decided: string | null = null;
    return lines.flatMap((line): Violation[] => {
      if (waitsAgainBy.includes(line.action)) decided = null;
      const decides =
        ['approved', 'cancelled', 'expired'].includes(line.action) && !foundAllGone(line, history.removals);
      const isFirst = decided === null;
      if (decides && isFirst) decided = `${line.action} by ${line.actor}`;
      if (!decides || isFirst) return [];
      return [
        {
          invariant: 5,
          what: `${id} was ${decided}, and then ${line.action} by ${line.actor}`,
          mayHeal: false,
        },
      ];
    });
  });
}

/**
 * The run read the list again and found that others had unlinked everything on it: that is true, and decides
 * nothing.
 */
function foundAllGone({ action, at, actor, details }: AuditLine, removals: History['removals']): boolean {
  const changes = textsIn(details['changes']);
  return (
    action === 'cancelled' &&
    actor === 'bot' &&
    changes.length > 0 &&
    changes.every((change) =>
      removals.some(
        (removal) => change === `gone ${removal.kind}:${removal.id}` && removal.at <= at + clockErrorMs,
      ),
    )
  );
}

/** “… was already confirmed by X”: X must be the person who decided. */
function wrongNames(history: History): Violation[] {
  const stories = storiesOf(history);
  return history.whispers.flatMap(({ to, text }): Violation[] => {
    const [, id = '', by = ''] =
      /request (UR-[0-9A-Z]+) was already \w+ by (<@\w+>|the bot)/u.exec(text) ?? [];
    if (id === '') return [];
    const deciders = (stories.get(id)?.lines ?? []).flatMap((line) =>
      ['approved', 'cancelled'].includes(line.action) || isStop(line) ? [line.actor] : [],
    );
    const isTrue = deciders.some((decider) => by === (decider === 'bot' ? 'the bot' : `<@${decider}>`));
    if (isTrue) return [];
    return [
      {
        invariant: 5,
        what: `${to} was told that ${id} was decided by ${by}, and it was not`,
        mayHeal: false,
      },
    ];
  });
}
