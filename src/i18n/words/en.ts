import type { AssetKind } from '../../core/asset/asset.js';
import { code, type RichText, richText, user } from '../../core/messages/rich-text.js';
import {
  type ConsolePause,
  type FailureCause,
  isOfRestore,
  isSeenByZalo,
  type LinkedAnew,
  type Outcome,
} from '../../core/request/outcome.js';
import type { Decision, Finished } from '../../core/request/request.js';
import {
  alreadyUnlinkedCount,
  disputedCount,
  doneCount,
  reportedCount,
} from '../../core/request/run-outcomes.js';
import { lateStopOf } from '../../core/request/stop-transition.js';
import { inLongUnits } from './durations.js';

export const seconds = new Intl.NumberFormat('en', {
  style: 'unit',
  unit: 'second',
  unitDisplay: 'long',
  maximumFractionDigits: 1,
});
const plural = new Intl.PluralRules('en');

export function counted(count: number, one: string, other: string): string {
  return `${count} ${plural.select(count) === 'one' ? one : other}`;
}

export function assets(kind: AssetKind, count: number): string {
  return kind === 'oa' ? counted(count, 'OA', 'OAs') : counted(count, 'app', 'apps');
}

/** A duration: in seconds, or for manual tasks in minutes, hours or days. */
export function duration(ms: number): string {
  if (ms < 1_000) return 'under a second';
  const [count, unit] = inLongUnits(ms);
  return unit === 'second' ? seconds.format(count) : counted(count, unit, `${unit}s`);
}

/** The number of links that a run removed, or a dry run would have; links that were gone before are counted apart. */
export function unlinkedOf(request: Finished): string {
  const { kind, chosen, status, dryRun } = request;
  const already = alreadyUnlinkedCount(request);
  const done = doneCount(request) - already;
  if (reportedCount(request) > 0) return byHandOf(request, done);
  if (status === 'succeeded' && done === 0) return `${assets(kind, already)} already unlinked before`;
  const share = status === 'succeeded' ? assets(kind, done) : `${done} of ${assets(kind, chosen.length)}`;
  const before = already === 0 ? '' : `, ${already} already unlinked before`;
  return `${share} ${dryRun ? 'would have been unlinked' : 'unlinked'}${before}`;
}

/** Operators' reports on their own work, apart from what the bot has seen itself. */
function byHandOf(request: Finished, done: number): string {
  const { kind, chosen } = request;
  const reported = reportedCount(request);
  const disputed = disputedCount(request);
  const already = alreadyUnlinkedCount(request);
  const before = already === 0 ? '' : `, ${already} already unlinked before`;
  const but = disputed === 0 ? '' : `; Zalo still shows ${disputed === 1 ? 'a link' : `${disputed} links`}`;
  return `${done - reported} of ${assets(kind, chosen.length)} confirmed unlinked, ${reported} reported by an operator${before}${but}`;
}

/** A Stop that prevented nothing, as a sentence with a space before it; empty when there was none. */
export function stopTooLate(request: Finished): RichText {
  const stop = lateStopOf(request);
  if (stop === null) return [];
  const isAllDone = request.status === 'succeeded' && !request.dryRun;
  return richText` ${user(stop.by)} pressed Stop too late: ${isAllDone ? 'everything was already unlinked' : 'everything had already begun'}.`;
}

export function failure<T extends FailureCause['type']>(
  cause: Extract<FailureCause, { type: T }> & { readonly type: T },
): RichText {
  return failures[cause.type](cause);
}

const failures: {
  readonly [T in FailureCause['type']]: (cause: Extract<FailureCause, { type: T }>) => RichText;
} = {
  approvals_lapsed: () =>
    richText`too few of those who approved it may still approve. Please ask for it again with ${code('/unlink')}`,
  token_invalid: () =>
    richText`the ZCA does not accept the bot’s token. Ask the bot’s administrator to renew ${code('ZCA_API_TOKEN')}`,
  not_allowed: () =>
    richText`the bot’s token is not an administrator of this ZCA. Ask the bot’s administrator to give it that role`,
  refused: (cause) =>
    cause.message === ''
      ? richText`the ZCA refused and gave no reason`
      : richText`the ZCA refused: “${cause.message}”`,
  unreachable: (cause) => richText`the ZCA gave no usable answer (${cause.detail})`,
  too_many_calls: () => richText`the ZCA kept saying “too many calls”`,
  not_the_contract: (cause) => richText`the ZCA’s answer was not understood (${cause.detail})`,
  still_linked: () => richText`the ZCA said it is no longer linked but still shows the link`,
  could_not: (cause) =>
    cause.reason === null
      ? richText`${user(cause.by)} could not do it`
      : richText`${user(cause.by)} could not do it: “${cause.reason}”`,
  stopped: () => richText`it was stopped while its call was under way`,
  screen_unexpected: (cause) =>
    richText`the ZCA console was not as expected (${cause.seen}), so the bot left it alone. Somebody should look at it, and at the bot’s labels`,
  console_paused: (cause) => pause(cause.why),
  crashed: ({ restored }) =>
    restored
      ? richText`Redis was restored to an older state during this run, so the bot makes no further call`
      : richText`the job was interrupted too many times`,
};

/** Why the bot waits for somebody to log it in to the console. */
export function pause(why: ConsolePause): RichText {
  switch (why) {
    case 'no_session':
      return richText`nobody has logged the bot in to the ZCA console yet. Ask the bot’s administrator to run ${code('npm run console:login')}`;
    case 'logged_out':
      return richText`the bot’s log-in to the ZCA console has ended. Ask the bot’s administrator to run ${code('npm run console:login')}`;
    case 'captcha':
      return richText`the ZCA console is asking for a captcha. Ask the bot’s administrator to run ${code('npm run console:login')}`;
    case 'busy':
      return richText`the bot is doing something else in the ZCA console. Try again in a minute`;
  }
}

export function outcome<T extends Outcome['type']>(
  what: Extract<Outcome, { type: T }> & { readonly type: T },
): RichText {
  return outcomes[what.type](what);
}

const outcomes: { readonly [T in Outcome['type']]: (what: Extract<Outcome, { type: T }>) => RichText } = {
  unlinked: ({ unconfirmed }) =>
    unconfirmed
      ? richText`no longer linked; the bot called to unlink it, but cannot tell that its call did it`
      : richText`unlinked; the ZCA no longer shows it`,
  already_unlinked: () => richText`was already unlinked; nothing to do`,
  reported: (what) =>
    isSeenByZalo(what.zalo)
      ? richText`reported as unlinked by ${user(what.by)}`
      : richText`reported as unlinked by ${user(what.by)}, not verified`,
  changed: (what) => {
    if (what.nameNow === null)
      return richText`not unlinked: after it was confirmed, it was linked again or its details changed. Ask again if it is the right one`;
    return richText`not unlinked: it is now called “${what.nameNow}”, which is not what was confirmed. Ask again if it is the right one`;
  },
  protected: (what) => richText`not unlinked: ${what.message}`,
  refused: (what) =>
    what.message === ''
      ? richText`refused by the ZCA, without a reason`
      : richText`refused by the ZCA: “${what.message}”`,
  stopped: (what) =>
    what.by === 'bot'
      ? what.restored
        ? richText`not begun: Redis was restored to an older state. Ask again if it is still needed`
        : richText`not begun: it waited too long after it was confirmed`
      : richText`not begun: stopped by ${user(what.by)}`,
  would_unlink: () => richText`would have been unlinked; this was a dry run`,
  failed: (what) => {
    if (['could_not', 'approvals_lapsed'].includes(what.cause.type) || isOfRestore(what.cause))
      return richText`not done: ${failure(what.cause)}. It is still linked as far as the bot knows`;
    return richText`failed after ${counted(what.tries, 'try', 'tries')}: ${failure(what.cause)}. It is still linked as far as the bot knows`;
  },
  unknown: (what) => {
    if (what.linkedAnew !== undefined)
      return richText`not certain: a call of this request had no clear answer and may have removed the link that was confirmed; ${anewAs(what.linkedAnew)}. Look in the ZCA console, and ask again if this link should go too`;
    if (isOfRestore(what.cause))
      return richText`not known: ${failure(what.cause)}. Look in the ZCA console whether it is still linked`;
    return richText`not known after ${counted(what.tries, 'try', 'tries')}: ${failure(what.cause)}. Look in the ZCA console whether it is still linked`;
  },
};

/** The asset that is linked now, if it is known. */
function anewAs({ nameNow }: LinkedAnew): string {
  return nameNow === null
    ? 'it has been linked again since, or its details have changed'
    : `it has been linked again or renamed since, and is now called “${nameNow}”`;
}

/** The person and the time: "confirmed by Minh at 10:32". */
export function decided({ by, at }: Decision, verb: string): RichText {
  return richText`${verb} by ${by === 'bot' ? richText`the bot` : [user(by)]} at ${{ at }}`;
}

/** A kind as written beside an id. */
export function shortKind(kind: AssetKind): string {
  return kind === 'oa' ? 'OA' : 'App';
}
