import { answerViolations } from './answers.js';
import { approvalViolations } from './approval.js';
import { chainViolations } from './chain.js';
import { decisionViolations } from './decisions.js';
import { denialViolations } from './denials.js';
import { endingViolations } from './endings.js';
import { truthViolations } from './ground-truth.js';
import type { History, Violation } from './history.js';
import { holdingViolations } from './holdings.js';
import { stoppableViolations } from './stoppable.js';
import { strangerViolations } from './strangers.js';

/** Every way in which a history breaks a promise of the bot. */
export function violationsOf(history: History): Violation[] {
  return [
    ...approvalViolations(history),
    ...stoppableViolations(history),
    ...truthViolations(history),
    ...answerViolations(history),
    ...denialViolations(history),
    ...endingViolations(history),
    ...decisionViolations(history),
    ...holdingViolations(history),
    ...chainViolations(history),
    ...secretViolations(history),
    ...strangerViolations(history),
  ];
}

/** Invariant 8. */
function secretViolations({ texts, secrets }: History): Violation[] {
  return texts.flatMap(({ where, text }) =>
    secrets.flatMap((secret): Violation[] =>
      text.includes(secret)
        ? // This text leaves out the secret itself too.
          [{ invariant: 8, what: `${where} holds ${secret.slice(0, 10)}…`, mayHeal: false }]
        : [],
    ),
  );
}
