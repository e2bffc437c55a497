import type { PrivateMessage, ThreadMessage } from '../../../core/messages/private-message.js';
import { homeSurface } from '../../../core/person/directory.js';
import type { Person } from '../../../core/request/permission.js';
import {
  type CardRequest,
  chosenAssets,
  type Finished,
  peopleIn,
  type Running,
} from '../../../core/request/request.js';
import type { Chat, MembersWanted, Recipient, ShownNow } from '../../../flow/ports/chat.js';
import type { EvidenceStore } from '../../../flow/ports/console.js';
import type { ReplyAddresses } from '../../../flow/ports/message-delivery.js';
import { deliveryOf } from '../../../flow/private-message-key.js';
import { CannotPost, TryLater } from '../../../flow/try-later.js';
import type { Messages } from '../../../i18n/messages.js';
import { errorName } from '../../../shared/error-name.js';
import { renderPrivateMessage } from '../messages/private-message.js';
import { maxInResult, renderResult } from '../messages/result.js';
import { resultFile } from '../messages/result-file.js';
import { renderThreadMessage, threadMessageKey, waitingFor } from '../messages/thread-message.js';
import type { CardLinks } from './card-links.js';
import { CardPosts, type CardPostsOptions } from './card-posts.js';
import { evidenceFiles } from './evidence-files.js';
import { ManualTaskPosts } from './manual-task-posts.js';
import { type PostedFile, postFileOnce } from './post-file-once.js';
import { causedBy, type Post, postOnce } from './post-once.js';
import { postPrivatelyOnce } from './post-privately-once.js';

export interface SlackSurfaceOptions extends CardPostsOptions {
  readonly cardLinks: Pick<CardLinks, 'of' | 'within'>;
  readonly replies: Pick<ReplyAddresses, 'of'>;
  /** Screenshots that belong to a result. */
  readonly evidence: Pick<EvidenceStore, 'of'>;
  /** For messages to one person. */
  readonly messagesOf: (user: string) => Promise<Messages>;
}

/** A result's file is retried for this long. */
const fileTimeoutMs = 5 * 60_000;

/** Implements the Chat port with Slack's Web API. */
export class SlackSurface implements Chat {
  readonly #options: SlackSurfaceOptions;
  readonly #cards: CardPosts;
  readonly #tasks: ManualTaskPosts;

  constructor(options: SlackSurfaceOptions) {
    this.#options = options;
    this.#cards = new CardPosts(options);
    this.#tasks = new ManualTaskPosts(this.#cards, options);
  }

  showCard(request: CardRequest, now?: ShownNow): Promise<void> {
    return this.#cards.show(request, now);
  }

  ensureCard(request: CardRequest): Promise<boolean> {
    return this.#cards.ensure(request);
  }

  showWork(request: Running | Finished): Promise<void> {
    return this.#tasks.show(request);
  }

  ensureWork(request: Running): Promise<boolean> {
    return this.#tasks.ensure(request);
  }

  /** If the bot may no longer post, the people concerned get the result by direct message. */
  async postResult(request: Finished): Promise<void> {
    const message = renderResult(request, this.#options.messages);
    const op = `result-${request.id}-${request.round}`;
    try {
      const { channel, thread } = await this.#cards.threadOf(request);
      await postOnce({ op, channel, thread, ...causedBy(request), message }, this.#options);
      const at = { request, channel, thread };
      if (request.chosen.length > maxInResult)
        await this.#postFiles(`file-${request.id}-${request.round}`, at, [
          resultFile(request, this.#options.messages),
        ]);
    } catch (error) {
      if (!(error instanceof CannotPost)) throw error;
      this.#options.log.error('result.not_posted', 'could not post a result in its thread', {
        request: request.id,
        code: error.code,
      });
      for (const person of peopleIn(request))
        await this.#postTo(person, request, { op: `${op}-${person}`, message });
    }
  }

  async postEvidence(request: Finished): Promise<void> {
    const { evidence, log } = this.#options;
    const pictures = await evidence.of(request.id, request.round).catch((error: unknown) => {
      log.warn('evidence.unreadable', 'could not read the screenshots of a run', {
        request: request.id,
        error: errorName(error),
      });
      return [];
    });
    if (pictures.length === 0) return;
    try {
      const at = { request, ...(await this.#cards.threadOf(request)) };
      const { messages } = this.#options;
      for (const [number, files] of evidenceFiles(pictures, chosenAssets(request), messages).entries()) {
        const op = `evidence-${request.id}-${request.round}-${number}`;
        await this.#postFiles(op, at, files, messages.result.evidence(request.id));
      }
    } catch (error) {
      if (!(error instanceof CannotPost)) throw error;
      log.warn('evidence.not_posted', 'could not post the screenshots of a run', {
        request: request.id,
        code: error.code,
      });
    }
  }

  /** A person who cannot be reached must not keep the others from being told. */
  async #postTo(person: string, request: CardRequest, post: Pick<Post, 'op' | 'message'>): Promise<void> {
    // Another surface tells whoever has no Slack.
    if (homeSurface(person) !== 'slack') return;
    await postOnce({ ...post, ...causedBy(request), channel: person, thread: null }, this.#options).catch(
      (error: unknown) => {
        if (!(error instanceof CannotPost)) throw error;
        this.#options.log.error('private_message.not_sent', 'could not tell a person how a request ended', {
          request: request.id,
          user: person,
          code: error.code,
        });
      },
    );
  }

  async postInThread(request: CardRequest, note: ThreadMessage): Promise<void> {
    const message = renderThreadMessage(request, note, this.#options.messages);
    if (message === null) return;
    try {
      const { channel, thread } = await this.#cards.threadOf(request);
      const post = { op: threadMessageKey(request, note), channel, thread, ...causedBy(request), message };
      await postOnce(post, this.#options);
    } catch (error) {
      if (!(error instanceof CannotPost)) throw error;
      this.#options.log.warn('thread_message.not_posted', 'could not post in a thread', {
        request: request.id,
        code: error.code,
      });
      for (const person of waitingFor(request, note))
        await this.#postTo(person, request, {
          op: `${threadMessageKey(request, note)}-${person}`,
          message,
        });
    }
  }

  linkTo(requestId: string): Promise<string | null> {
    return this.#options.cardLinks.of(requestId);
  }

  /** If the bot may not post there, it answers at the command's `response_url` or by direct message. */
  async tell(op: string, to: Recipient, note: PrivateMessage): Promise<void> {
    const { messagesOf, cardLinks, log } = this.#options;
    const message = async () => {
      const messages = await messagesOf(to.user);
      return cardLinks.within((linkTo) => renderPrivateMessage(note, messages, linkTo));
    };
    const code = await postPrivatelyOnce(op, to, message, this.#options);
    if (code !== null)
      log.error('private_message.not_sent', 'could not message a person', {
        request: 'request' in note ? note.request?.id : undefined,
        delivery: deliveryOf(op),
        user: to.user,
        what: note.type,
        code,
      });
  }

  groupMembers(group: string, wanted?: MembersWanted): Promise<ReadonlySet<string>> {
    return this.#options.people.groupMembers(group, wanted);
  }

  person(id: string, wanted?: Pick<MembersWanted, 'fresh'>): Promise<Person> {
    return this.#options.people.person(id, wanted);
  }

  /** Files are optional: if Slack accepts none for a while, the thread message has what matters. */
  async #postFiles(
    op: string,
    {
      request,
      channel,
      thread,
    }: { readonly request: Finished; readonly channel: string; readonly thread: string },
    files: readonly [PostedFile, ...PostedFile[]],
    comment?: string,
  ): Promise<void> {
    const said = comment === undefined ? {} : { comment };
    await postFileOnce({ op, channel, thread, ...causedBy(request), files, ...said }, this.#options).catch(
      (error: unknown) => {
        const { log, now } = this.#options;
        if (error instanceof TryLater && now() - request.endedAt < fileTimeoutMs) throw error;
        log.warn('file.not_posted', 'could not post a file', { request: request.id, error: String(error) });
      },
    );
  }
}
