import type { ThreadMessage } from '../../src/core/messages/private-message.js';
import { type Policies, policyFor } from '../../src/core/request/policy.js';
import type { CardRequest } from '../../src/core/request/request.js';
import { en } from '../../src/i18n/en.js';
import type { Product } from './product.js';
import { type Trouble, troubleOf } from './trouble.js';

/**
 * The fields of a request that differ between schedules and do not affect the buttons of its card.
 */
const times: ReadonlySet<string> = new Set([
  ...['at', 'askedAt', 'expiresAt', 'startsAt', 'startedAt', 'endedAt', 'chosenAt'],
  ...['revision', 'listRevision', 'listSince', 'droppedAt', 'delivery', 'press', 'requestId'],
]);

/** Limits the remembered cards, so that millions of schedules fit into memory. */
const maxRemembered = 50_000;

/** Notes without a subject that a request may lack. */
const alwaysSaid: ReadonlySet<string> = new Set(['reminder', 'cancelled', 'expired', 'result_lost']);

const unknown = { eligible: null, byHand: false, zcaIsBusy: false } as const;

/** The product under test, and the parts that all schedules share. */
export class Simulated {
  readonly product: Product;
  readonly trouble: Trouble;
  readonly #offers = new Map<string, ReadonlySet<string>>();

  constructor(product: Product) {
    this.product = product;
    this.trouble = troubleOf(product);
  }

  /**
   * The buttons on a request's card. Cards that differ only in times and presses are drawn once.
   */
  offersOf(request: CardRequest, policies: Policies): ReadonlySet<string> {
    const key = `${policies.base.heavy.verified} ${JSON.stringify(request, withoutTimes)}`;
    const known = this.#offers.get(key);
    if (known !== undefined) return known;
    const offers = this.drawnOffers(request, policies);
    if (this.#offers.size >= maxRemembered) this.#offers.clear();
    this.#offers.set(key, offers);
    return offers;
  }

  /** The same, drawn each time. */
  drawnOffers(request: CardRequest, policies: Policies): ReadonlySet<string> {
    const policy = policyFor(policies, request.kind, request.channel);
    const offers = new Set<string>();
    for (const block of this.product.renderCard(request, { ...unknown, policy }, en).blocks)
      if (block.type === 'actions')
        for (const { action_id } of block.elements) if (action_id !== undefined) offers.add(action_id);
    return offers;
  }

  /** True if a note in a request's thread would be posted: the request must hold its subject. */
  isSaid(request: CardRequest, note: ThreadMessage): boolean {
    return alwaysSaid.has(note.type) || this.product.renderThreadMessage(request, note, en) !== null;
  }
}

function withoutTimes(key: string, value: unknown): unknown {
  return value !== null && times.has(key) ? 0 : value;
}
