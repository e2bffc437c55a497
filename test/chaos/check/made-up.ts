import { createHash } from 'node:crypto';
import type { AuditLine, Call, Command, History, Invariant, Press, Removal, Said } from './history.js';

/** A small history that keeps every promise: tests break one part of it at a time. */
export const lan = 'U0LAN';
export const minh = 'U0MINH';
export const hoa = 'U0HOA';
export const stranger = 'U0NGOAI';
/** Tries all the time. */
export const guest = 'U0KHACH';
export const asset = '431809304283947123';
export const other = '279123463064907090';

type Entry = Pick<AuditLine, 'at' | 'requestId' | 'action' | 'actor' | 'details'>;

/** Chains entries as the bot does. */
export function chained(entries: readonly Entry[]): AuditLine[] {
  let hash = '';
  return entries.map((entry, index) => {
    const text = JSON.stringify(entry);
    hash = createHash('sha256').update(`${hash}\n${text}`).digest('hex');
    return { ...entry, sequence: index + 1, hash, text };
  });
}

const first = 'UR-AAAA';
const second = 'UR-BBBB';
const third = 'UR-CCCC';
const key = `oa:${asset}`;

/**
 * Lan asks, Minh confirms, Hoa comes too late, a stranger is refused; another request is cancelled, and asked
 * for again.
 */
export const entries: readonly Entry[] = [
  entry(100, first, 'asked', lan, { kind: 'oa', queries: [asset], dryRun: false }),
  entry(110, first, 'listed', 'bot', { assets: [key], chosen: [asset] }),
  entry(200, first, 'press_refused', stranger, {}),
  entry(210, first, 'approved', minh, { assets: [key] }),
  entry(212, first, 'press_refused', hoa, {}),
  entry(220, first, 'started', 'bot', {}),
  entry(230, first, 'unlink_called', 'bot', { asset: key }),
  entry(250, first, 'settled', 'bot', { asset: key, outcome: 'unlinked' }),
  entry(260, first, 'finished', 'bot', { status: 'succeeded' }),
  entry(300, second, 'asked', lan, { kind: 'oa', queries: [other], dryRun: false }),
  entry(310, second, 'listed', 'bot', { assets: [`oa:${other}`], chosen: [other] }),
  entry(320, second, 'cancelled', lan, {}),
  entry(330, third, 'asked', lan, { kind: 'oa', queries: [other], dryRun: false }),
  entry(340, third, 'listed', 'bot', { assets: [`oa:${other}`], chosen: [other] }),
];

export function entry(
  at: number,
  requestId: string,
  action: string,
  actor: string,
  details: Entry['details'],
): Entry {
  return { at, requestId, action, actor, details };
}

export function press(user: string, at: number, requestId = first, action = 'approve'): Press {
  return {
    key: `${user}-${at}`,
    user,
    action,
    requestId,
    at,
    isAcknowledged: true,
    shown: `Unlink ${asset}?`,
  };
}

export function command(at: number, id: string, deliveredAs = `command-${at}`): Command {
  return { key: deliveredAs, user: lan, ids: [id], at, isAcknowledged: true, isAnsweredAtOnce: false };
}

export function card(id: string, ts: string, text: string, buttons: readonly string[]): Said {
  return { op: `card-${id}`, ts, thread: null, at: Number(ts), text, buttons };
}

export const result: Said = {
  ...{ op: `result-${first}-1`, ts: '261', thread: '111', at: 261, buttons: ['relink'] },
  text: `✅ ${first}: done. 1 OA unlinked.\n✅ Shop (${asset}): unlinked; the ZCA no longer shows it`,
};

export const unlinkCall: Call = {
  ...{ operation: 'unlink', id: asset, at: 231, requestId: first, approvedBy: [minh], status: 200 },
  removed: true,
};
export const reading: Call = {
  ...{ operation: 'read', id: asset, at: 225, requestId: null, approvedBy: [], status: 200, removed: false },
};
/** For the approval, at the start and before the call. */
export const readings: readonly Call[] = [{ ...reading, at: 209 }, { ...reading, at: 219 }, reading];
export const removal: Removal = { kind: 'oa', id: asset, at: 232, requestId: first };

export const clean: History = {
  approvers: new Set([minh, hoa]),
  left: new Map(),
  renamed: new Map(),
  strangers: new Set([guest]),
  stopWindowMs: 2_000,
  maxAnswersPerMinute: 5,
  commands: [command(99, asset), command(99, asset), command(299, other), command(329, other)],
  presses: [press(stranger, 199), press(minh, 209), press(hoa, 211), press(lan, 319, second, 'cancel')],
  said: [
    card(first, '111', '✅ Done: 1 OA unlinked.', []),
    result,
    card(second, '311', '🚫 Cancelled by Lan. Nothing was unlinked.', []),
    card(third, '341', '⏳ Waiting for an approver', ['approve', 'reject', 'cancel']),
  ],
  turnedAway: [],
  shown: [],
  whispers: [
    { to: stranger, at: 201, text: 'You are not an approver.' },
    {
      to: hoa,
      at: 213,
      text: `Your press changed nothing: request ${first} was already confirmed by <@${minh}> at 1.`,
    },
  ],
  keepsReadings: true,
  calls: [...readings, unlinkCall, { ...reading, at: 240, status: 404 }],
  removals: [removal],
  audit: chained(entries),
  earlierEnds: [],
  verdict: `The audit log is whole: ${entries.length} entries.`,
  texts: [{ where: 'the log', text: 'a job waits' }],
  secrets: ['xoxb-secret'],
};

/** The clean history with other entries, chained again. */
export function withEntries(
  change: (each: (typeof entries)[number]) => (typeof entries)[number],
  rest: Partial<History> = {},
  changeAll: (all: readonly (typeof entries)[number][]) => readonly (typeof entries)[number][] = (all) => all,
): Partial<History> {
  return { ...rest, audit: chained(changeAll(entries.map(change))), verdict: null };
}

/** The clean history with exactly one broken promise: its number, how it breaks, and the changed part. */
export type Broken = readonly [Invariant, string, Partial<History>];
