import type { PrivateMessage } from '../core/messages/private-message.js';
import type { Recipient } from '../flow/ports/chat.js';
import type { Jobs } from '../flow/ports/jobs.js';
import type { Log } from '../flow/ports/log.js';
import { unattendedMessageKey } from '../flow/private-message-key.js';

/** A dead worker is detected within this time (its presence is believed for 10 s and checked every 5 s). */
const seenWithinMs = 20_000;
/** The most entries kept, so that nobody can fill the process's memory by asking. */
const most = 500;

/** A recorded command or click and its recipient. */
interface Recorded {
  readonly queue: 'ask' | 'press';
  /** The hash of the command's delivery or of the click. */
  readonly hash: string;
  readonly to: Recipient;
  /** By `performance.now()`. */
  readonly at: number;
}

export interface UnattendedDeps {
  readonly jobs: Pick<Jobs, 'ask' | 'press'> & {
    /** True if it is recorded and not yet done. */
    readonly isOpen: (queue: 'ask' | 'press', hash: string) => Promise<boolean>;
  };
  /** Tells once per `op`, whichever process does so. */
  readonly tell: (op: string, to: Recipient, note: PrivateMessage) => Promise<unknown>;
  readonly log: Log;
}

/**
 * Tells people who ask or click while no worker runs that it is recorded but nobody works on it yet; the result
 * follows as usual. While workers run, it queries nothing.
 */
export class Unattended {
  readonly #deps: UnattendedDeps;
  #recorded: Recorded[] = [];

  constructor(deps: UnattendedDeps) {
    this.#deps = deps;
  }

  /** Enqueues as usual and remembers the person who waits. */
  get jobs(): Pick<Jobs, 'ask' | 'press'> {
    const { jobs } = this.#deps;
    return {
      ask: async (ask) => {
        await jobs.ask(ask);
        const place = { channel: ask.channel, thread: ask.thread };
        this.#keep('ask', ask.delivery, { user: ask.requester, place });
      },
      press: async (press) => {
        await jobs.press(press);
        this.#keep('press', press.press, { user: press.user, place: press.place });
      },
    };
  }

  /** Receives, at regular intervals, whether any worker runs. */
  async seen(isThere: boolean): Promise<void> {
    const now = performance.now();
    if (isThere) {
      this.#recorded = this.#recorded.filter(({ at }) => now - at < seenWithinMs);
      return;
    }
    const waiting = this.#recorded;
    this.#recorded = [];
    for (const each of waiting) await this.#tell(each);
  }

  #keep(queue: Recorded['queue'], hash: string, to: Recipient): void {
    if (this.#recorded.length >= most) this.#recorded.shift();
    this.#recorded.push({ queue, hash, to, at: performance.now() });
  }

  async #tell({ queue, hash, to }: Recorded): Promise<void> {
    const { jobs, tell, log } = this.#deps;
    try {
      // The last worker may have done it before it ended.
      if (await jobs.isOpen(queue, hash))
        await tell(unattendedMessageKey(hash), to, { type: 'unattended', what: queue });
    } catch (error) {
      log.warn('no_worker.notice_failed', 'could not tell a requester that no worker runs', {
        user: to.user,
        error: String(error),
      });
    }
  }
}
