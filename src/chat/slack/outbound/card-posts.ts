import type { webApi } from '@slack/bolt';
import { cardMessageKey } from '../../../core/messages/message-key.js';
import { surfaceOf } from '../../../core/person/accounts.js';
import { type Policies, policyFor } from '../../../core/request/policy.js';
import { type CardRequest, requestersOf } from '../../../core/request/request.js';
import { readApprovers } from '../../../flow/permission.js';
import type { ShownNow } from '../../../flow/ports/chat.js';
import type { Log } from '../../../flow/ports/log.js';
import type {
  MessageRef,
  PostJournal,
  RateLimiter,
  RenderedVersions,
} from '../../../flow/ports/message-delivery.js';
import { CannotPost } from '../../../flow/try-later.js';
import type { Messages } from '../../../i18n/messages.js';
import { renderCard } from '../messages/card.js';
import type { CardFacts } from '../messages/card-facts.js';
import type { ManualTaskFacts } from '../messages/manual-task-message.js';
import type { SlackMessage } from '../messages/rich-text.js';
import type { People } from './people.js';
import { causedBy, postOnce } from './post-once.js';
import { updateIfReachable } from './update-if-reachable.js';

export interface CardPostsOptions {
  readonly client: webApi.WebClient;
  readonly people: People;
  readonly journal: PostJournal;
  readonly pace: RateLimiter;
  readonly shown: RenderedVersions;
  readonly policies: Policies;
  /** The channel for cards of requests that were asked in another chat; null: none. */
  readonly cardsChannel?: string | null;
  /** The operators and the page on which they unlink. */
  readonly work: ManualTaskFacts;
  /** For messages that everybody reads. */
  readonly messages: Messages;
  readonly now: () => number;
  readonly log: Log;
}

/** Posts a request's card once and keeps it current; all else of a request is posted in its thread. */
export class CardPosts {
  readonly #options: CardPostsOptions;

  constructor(options: CardPostsOptions) {
    this.#options = options;
  }

  /** As `Chat.showCard` promises. */
  async show(request: CardRequest, { zcaIsBusy }: ShownNow = { zcaIsBusy: false }): Promise<void> {
    const op = cardMessageKey(request.id);
    const known = await this.#options.journal.read(op);
    const at = known?.type === 'posted' ? known.message : await this.#cardOf(request);
    // A new post is already current; an existing one may be stale, so update it.
    if (known !== null) {
      const message = await this.#card(request, zcaIsBusy);
      await updateIfReachable({ op, at, message, request }, this.#options);
    }
  }

  /** As `Chat.ensureCard` promises. */
  async ensure(request: CardRequest): Promise<boolean> {
    if (await isPosted(cardMessageKey(request.id), this.#options.journal)) return false;
    await this.#cardOf(request);
    return true;
  }

  /** The thread of a request's messages: the one it was asked in, otherwise its card's. Posts a missing card. */
  async threadOf(request: CardRequest): Promise<{ channel: string; thread: string }> {
    const { channel, ts } = await this.#cardOf(request);
    return { channel, thread: request.thread ?? ts };
  }

  /** A thread message needs its card: if a crash prevented the card, it is posted now. */
  async #cardOf(request: CardRequest): Promise<MessageRef> {
    const op = cardMessageKey(request.id);
    const known = await this.#options.journal.read(op);
    if (known?.type === 'posted') return known.message;
    const message = await this.#card(request);
    const { channel, thread } = this.#placeOf(request);
    return postOnce({ op, channel, thread, ...causedBy(request), message }, this.#options);
  }

  #placeOf({ channel, thread }: CardRequest): Pick<CardRequest, 'channel' | 'thread'> {
    if (surfaceOf(channel) === 'slack') return { channel, thread };
    const { cardsChannel = null } = this.#options;
    if (cardsChannel === null) throw new CannotPost('no_channel');
    return { channel: cardsChannel, thread: null };
  }

  async #card(request: CardRequest, zcaIsBusy = false): Promise<SlackMessage> {
    const { policies, messages, work } = this.#options;
    const policy = policyFor(policies, request.kind, request.channel);
    const eligible = request.status === 'pending' ? await this.#eligible(policy, request) : null;
    const byHand = work.operators.length > 0;
    const facts: CardFacts = { policy, eligible, byHand, zcaIsBusy };
    return renderCard(request, facts, messages);
  }

  /** The number of people who may approve; null when a group cannot be read. */
  async #eligible(policy: CardFacts['policy'], request: CardRequest): Promise<number | null> {
    const { people, log } = this.#options;
    try {
      return (await readApprovers(policy, requestersOf(request), { chat: people })).size;
    } catch (error) {
      log.warn('approvers.unreadable', 'could not read the approvers', {
        request: request.id,
        error: String(error),
      });
      return null;
    }
  }
}

/** True if the journal knows of the post with this permanent name. */
export async function isPosted(op: string, journal: PostJournal): Promise<boolean> {
  return (await journal.read(op))?.type === 'posted';
}
