import type { ChatTrouble } from './memory-chat.js';
import type { ZcaTrouble } from './memory-zca.js';
import type { Product } from './product.js';
import type { Failure } from './scheduler.js';

/** The failures of calls to each port, in the product's own errors. */
export interface Trouble {
  readonly store: { readonly read: readonly Failure[]; readonly write: readonly Failure[] };
  readonly jobs: readonly Failure[];
  readonly chat: ChatTrouble;
  readonly zca: ZcaTrouble;
}

/** A call that came late is carried out within this time. */
const lateMs = 4_000;

export function troubleOf(product: Product): Trouble {
  const { TryLater, CannotPost, ZcaUnclear, ZcaBusy, ZcaNotNow, ZcaDenied, ZcaRefused, ZcaNotContract } =
    product;
  const before = (name: string, error: () => Error): Failure => ({ name, isDone: false, error });
  const after = (name: string, error: () => Error): Failure => ({ name, isDone: true, error });
  const away = () => new Error('Redis is away');
  const later = (ms: number) => () => new TryLater(ms, 'simulated');
  const refused = before('it is away', away);
  const lost = after('the answer is lost', away);
  const denied = [
    before('busy', () => new ZcaBusy(2_000)),
    before('not an administrator', () => new ZcaDenied('not_allowed')),
  ];
  const notNow = before('not now', () => new ZcaNotNow('busy', 1_000));
  const loggedOut = () => new ZcaNotNow('logged_out', 1_000);
  const unclear = () => new ZcaUnclear('simulated');
  return {
    store: {
      read: [refused],
      write: [refused, lost, before('later', later(1_000)), after('later, though done', later(1_000))],
    },
    jobs: [refused, lost],
    chat: {
      read: [refused],
      write: [before('later', later(1_000)), after('the answer is lost', later(10_000)), refused],
      cannotPost: () => new CannotPost('not_in_channel'),
    },
    zca: {
      read: [
        before('no answer', unclear),
        ...denied,
        notNow,
        before('not the contract', () => new ZcaNotContract('simulated')),
      ],
      unlink: [
        after('the answer is lost', unclear),
        before('no answer', unclear),
        before('carried out late', unclear),
        ...denied,
        before('logged out', loggedOut),
        after('logged out, though done', loggedOut),
        { ...before('done, it says', unclear), answer: 'unlinked' },
      ],
      turn: [notNow],
      definite: new Set(denied.map(({ name }) => name)),
      passing: new Set(['no answer', 'busy', 'not now']),
      lateMs,
      refused: (message) => new ZcaRefused(message),
      away: {
        zca_busy: () => new ZcaBusy(30_000),
        zca_log_in: () => new ZcaNotNow('logged_out', 60_000),
        zca_silent: unclear,
      },
    },
  };
}
