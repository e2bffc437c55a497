import type { Finished, Running } from '../../../core/request/request.js';
import type { MessageRef } from '../../../flow/ports/message-delivery.js';
import { CannotPost } from '../../../flow/try-later.js';
import { renderManualTask } from '../messages/manual-task-message.js';
import type { SlackMessage } from '../messages/rich-text.js';
import { type CardPosts, type CardPostsOptions, isPosted } from './card-posts.js';
import { causedBy, postOnce } from './post-once.js';
import { updateIfReachable } from './update-if-reachable.js';

type ManualTaskPostsOptions = Omit<CardPostsOptions, 'people' | 'policies'>;

/** Posts the operators' task into the card's thread once per run, and keeps it current. */
export class ManualTaskPosts {
  readonly #cards: Pick<CardPosts, 'threadOf'>;
  readonly #options: ManualTaskPostsOptions;

  constructor(cards: Pick<CardPosts, 'threadOf'>, options: ManualTaskPostsOptions) {
    this.#cards = cards;
    this.#options = options;
  }

  /** As `Chat.showWork` promises. */
  async show(request: Running | Finished): Promise<void> {
    const op = postKey(request);
    const known = await this.#options.journal.read(op);
    // A finished request may outlive the journal entry of its message; do not post it again.
    if (known === null && request.status !== 'running') return;
    const message = this.#message(request);
    const at = known?.type === 'posted' ? known.message : await this.#post(request, message);
    if (known !== null && at !== null) await updateIfReachable({ op, at, message, request }, this.#options);
  }

  /** As `Chat.ensureWork` promises. */
  async ensure(request: Running): Promise<boolean> {
    if (await isPosted(postKey(request), this.#options.journal)) return false;
    return (await this.#post(request, this.#message(request))) !== null;
  }

  /** If the bot may no longer post, the requester learns it from the card's own failure, and the run can be stopped. */
  async #post(request: Running | Finished, message: SlackMessage): Promise<MessageRef | null> {
    try {
      const { channel, thread } = await this.#cards.threadOf(request);
      return await postOnce(
        { op: postKey(request), channel, thread, ...causedBy(request), message },
        this.#options,
      );
    } catch (error) {
      if (!(error instanceof CannotPost)) throw error;
      this.#options.log.error('manual_task.not_posted', 'could not tell the operators', {
        request: request.id,
        code: error.code,
      });
      return null;
    }
  }

  #message(request: Running | Finished): SlackMessage {
    return renderManualTask(request, this.#options.work, this.#options.messages);
  }
}

/** One per round: a retry needs new manual tasks. The journal keeps it, so it does not change. */
function postKey({ id, round }: Running | Finished): string {
  return `work-${id}-${round}`;
}
