import type { webApi } from '@slack/bolt';
import { cardMessageKey } from '../../../core/messages/message-key.js';
import type { PrivateMessage, ThreadMessage } from '../../../core/messages/private-message.js';
import type { Person } from '../../../core/request/permission.js';
import { type Policies, policyFor } from '../../../core/request/policy.js';
import {
  type CardRequest,
  chosenAssets,
  type Finished,
  peopleIn,
  type Running,
  requestersOf,
} from '../../../core/request/request.js';
import { readApprovers } from '../../../flow/permission.js';
import type { Chat, MembersWanted, Recipient, ShownNow } from '../../../flow/ports/chat.js';
import type { EvidenceStore } from '../../../flow/ports/console.js';
import type { Log } from '../../../flow/ports/log.js';
import type {
  MessageRef,
  PostJournal,
  RateLimiter,
  RenderedVersions,
  ReplyAddresses,
} from '../../../flow/ports/message-delivery.js';
import { deliveryOf } from '../../../flow/private-message-key.js';
import { CannotPost, TryLater } from '../../../flow/try-later.js';
import type { Messages } from '../../../i18n/messages.js';
import { errorName } from '../../../shared/error-name.js';
import { renderCard } from '../messages/card.js';
import type { CardFacts } from '../messages/card-facts.js';
import { type ManualTaskFacts, renderManualTask } from '../messages/manual-task-message.js';
import { renderPrivateMessage } from '../messages/private-message.js';
import { maxInResult, renderResult } from '../messages/result.js';
import { resultFile } from '../messages/result-file.js';
import type { SlackMessage } from '../messages/rich-text.js';
import { renderThreadMessage, threadMessageKey, waitingFor } from '../messages/thread-message.js';
import type { CardLinks } from './card-links.js';
import { evidenceFiles } from './evidence-files.js';
import type { People } from './people.js';
import { type PostedFile, postFileOnce } from './post-file-once.js';
import { type Post, postOnce } from './post-once.js';
import { postPrivatelyOnce } from './post-privately-once.js';
import { updateOnce } from './update-once.js';

export interface SlackSurfaceOptions {
  readonly client: webApi.WebClient;
  readonly people: People;
  readonly journal: PostJournal;
  readonly cardLinks: Pick<CardLinks, 'of' | 'within'>;
  readonly replies: Pick<ReplyAddresses, 'of'>;
  readonly pace: RateLimiter;
  readonly shown: RenderedVersions;
  /** Screenshots that belong to a result. */
  readonly evidence: Pick<EvidenceStore, 'of'>;
  readonly policies: Policies;
  /** The operators and the page on which they unlink. */
  readonly work: ManualTaskFacts;
  /** For messages that everybody reads. */
  readonly messages: Messages;
  /** For messages to one person. */
  readonly messagesOf: (user: string) => Promise<Messages>;
  readonly now: () => number;
  readonly log: Log;
}

/** A result's file is retried for this long. */
const fileTimeoutMs = 5 * 60_000;

/** Implements the Chat port with Slack's Web API. */
export class SlackSurface implements Chat {
  readonly #options: SlackSurfaceOptions;

  constructor(options: SlackSurfaceOptions) {
    this.#options = options;
  }

  async showCard(request: CardRequest, { zcaIsBusy }: ShownNow = { zcaIsBusy: false }): Promise<void> {
    const op = cardMessageKey(request.id);
    const known = await this.#options.journal.read(op);
    const at = known?.type === 'posted' ? known.message : await this.#cardOf(request);
    // A new post is already current; an existing one may be stale, so update it.
    if (known !== null) await this.#update(op, at, await this.#card(request, zcaIsBusy), request);
  }

  async showWork(request: Running | Finished): Promise<void> {
    const op = workOp(request);
    const known = await this.#options.journal.read(op);
    // A finished request may outlive the journal entry of its message; do not post it again.
    if (known === null && request.status !== 'running') return;
    const message = renderManualTask(request, this.#options.work, this.#options.messages);
    const at = known?.type === 'posted' ? known.message : await this.#postWork(request, message);
    if (known !== null && at !== null) await this.#update(op, at, message, request);
  }

  async ensureWork(request: Running): Promise<boolean> {
    if (await this.#isPosted(workOp(request))) return false;
    return (
      (await this.#postWork(
        request,
        renderManualTask(request, this.#options.work, this.#options.messages),
      )) !== null
    );
  }

  /** If the bot may no longer post, the requester learns it from the card's own failure, and the run can be stopped. */
  async #postWork(request: Running | Finished, message: SlackMessage): Promise<MessageRef | null> {
    try {
      const { channel, thread } = await this.#threadOf(request);
      return await postOnce({ op: workOp(request), channel, thread, ...by(request), message }, this.#options);
    } catch (error) {
      if (!(error instanceof CannotPost)) throw error;
      this.#options.log.error('manual_task.not_posted', 'could not tell the operators', {
        request: request.id,
        code: error.code,
      });
      return null;
    }
  }

  async #update(
    op: string,
    at: MessageRef,
    message: SlackMessage,
    { id, revision }: Pick<CardRequest, 'id' | 'revision'>,
  ): Promise<void> {
    await updateOnce({ op, at, revision, message }, this.#options).catch((error: unknown) => {
      if (!(error instanceof CannotPost)) throw error;
      // The message is deleted or out of reach; the decision is carried out without it.
      this.#options.log.warn('message.not_updated', 'could not update a message', {
        request: id,
        code: error.code,
      });
    });
  }

  async ensureCard(request: CardRequest): Promise<boolean> {
    if (await this.#isPosted(cardMessageKey(request.id))) return false;
    await this.#cardOf(request);
    return true;
  }

  async #isPosted(op: string): Promise<boolean> {
    return (await this.#options.journal.read(op))?.type === 'posted';
  }

  /** If the bot may no longer post, the people concerned get the result by direct message. */
  async postResult(request: Finished): Promise<void> {
    const message = renderResult(request, this.#options.messages);
    const op = `result-${request.id}-${request.round}`;
    try {
      const { channel, thread } = await this.#threadOf(request);
      await postOnce({ op, channel, thread, ...by(request), message }, this.#options);
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
      const at = { request, ...(await this.#threadOf(request)) };
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
    await postOnce({ ...post, ...by(request), channel: person, thread: null }, this.#options).catch(
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
      const { channel, thread } = await this.#threadOf(request);
      const post = { op: threadMessageKey(request, note), channel, thread, ...by(request), message };
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
    await postFileOnce({ op, channel, thread, ...by(request), files, ...said }, this.#options).catch(
      (error: unknown) => {
        const { log, now } = this.#options;
        if (error instanceof TryLater && now() - request.endedAt < fileTimeoutMs) throw error;
        log.warn('file.not_posted', 'could not post a file', { request: request.id, error: String(error) });
      },
    );
  }

  async #threadOf(request: CardRequest): Promise<{ channel: string; thread: string }> {
    const { channel, ts } = await this.#cardOf(request);
    return { channel, thread: request.thread ?? ts };
  }

  /** A thread message needs its card: if a crash prevented the card, it is posted now. */
  async #cardOf(request: CardRequest): Promise<MessageRef> {
    const op = cardMessageKey(request.id);
    const known = await this.#options.journal.read(op);
    if (known?.type === 'posted') return known.message;
    const message = await this.#card(request);
    const { channel, thread } = request;
    return postOnce({ op, channel, thread, ...by(request), message }, this.#options);
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

/** All posts of a request take its requester's place in the queue, so its thread keeps its order. */
function by({ requester }: CardRequest): Pick<Post, 'causedBy'> {
  return { causedBy: requester };
}

/** One per round: a retry needs new manual tasks. */
function workOp({ id, round }: Running | Finished): string {
  return `work-${id}-${round}`;
}
