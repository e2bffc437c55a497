import type { webApi } from '@slack/bolt';
import type { Note } from '../../core/note.js';
import type { Policy } from '../../core/policy.js';
import type { CardRequest, Finished } from '../../core/request.js';
import type { Chat, Log, MessageRef, PostJournal, Recipient } from '../../flow/ports.js';
import { CannotPost } from '../../flow/try-later.js';
import type { Messages } from '../../i18n/messages.js';
import { renderCard } from './card.js';
import { People } from './people.js';
import { postOnce } from './post-once.js';
import { renderNote } from './private-note.js';
import { renderResult } from './result.js';
import { asFlowError } from './slack-failure.js';
import { whisper } from './whisper.js';

export interface SlackSurfaceOptions {
  readonly client: webApi.WebClient;
  readonly journal: PostJournal;
  readonly policy: Policy;
  readonly messages: Messages;
  readonly now: () => number;
  readonly log: Log;
}

/** The Chat port on Slack's Web API. */
export class SlackSurface implements Chat {
  readonly #options: SlackSurfaceOptions;
  readonly #people: People;

  constructor(options: SlackSurfaceOptions) {
    this.#options = options;
    this.#people = new People(options.client, options.now);
  }

  async showCard(request: CardRequest): Promise<void> {
    const { journal, client, policy, messages, log } = this.#options;
    const known = await journal.read(cardOp(request));
    if (known?.type !== 'posted') return this.ensureCard(request);
    const { channel, ts } = known.message;
    const { text, blocks } = renderCard(request, policy, messages);
    await client.chat.update({ channel, ts, text, blocks }).catch((error: unknown) => {
      const failure = asFlowError(error);
      if (!(failure instanceof CannotPost)) throw failure;
      // The card is gone or out of reach; what has been decided goes on without it.
      log.warn('a card could not be brought up to date', { request: request.id, code: failure.code });
    });
  }

  async ensureCard(request: CardRequest): Promise<void> {
    await this.#cardOf(request);
  }

  /** Where the bot may not post any more, the two people concerned get the result by direct message. */
  async postResult(request: Finished): Promise<void> {
    const message = renderResult(request, this.#options.messages);
    const op = `result-${request.id}`;
    try {
      const card = await this.#cardOf(request);
      await postOnce(
        { op, channel: card.channel, thread: request.thread ?? card.ts, message },
        this.#options,
      );
    } catch (error) {
      if (!(error instanceof CannotPost)) throw error;
      this.#options.log.error('a result could not be posted where it belongs', {
        request: request.id,
        code: error.code,
      });
      for (const person of new Set([request.requester, request.decision.by])) {
        await postOnce({ op: `${op}-${person}`, channel: person, thread: null, message }, this.#options);
      }
    }
  }

  /**
   * A private message cannot be looked for afterwards, so when the answer to one is lost it is sent again: twice is
   * better than never. Where the bot may not speak, the person gets a direct message instead.
   */
  async tell(op: string, to: Recipient, note: Note): Promise<void> {
    const { journal, now } = this.#options;
    const key = `tell-${op}`;
    if ((await journal.begin(key, now()))?.type === 'posted') return;
    const ts = await whisper(this.#options.client, to, renderNote(note, this.#options.messages));
    await journal.done(key, { channel: to.channel, ts });
  }

  groupMembers(group: string): Promise<ReadonlySet<string>> {
    return this.#people.groupMembers(group);
  }

  /** The card is always there before its result: posted now if a crash kept it from being posted. */
  async #cardOf(request: CardRequest): Promise<MessageRef> {
    const message = renderCard(request, this.#options.policy, this.#options.messages);
    return postOnce(
      { op: cardOp(request), channel: request.channel, thread: request.thread, message },
      this.#options,
    );
  }
}

function cardOp(request: CardRequest): string {
  return `card-${request.id}`;
}
