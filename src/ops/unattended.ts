import type { PrivateMessage } from '../core/messages/private-message.js';
import type { Recipient } from '../flow/ports/chat.js';
import type { Jobs } from '../flow/ports/jobs.js';
import type { Log } from '../flow/ports/log.js';
import { unattendedMessageKey } from '../flow/private-message-key.js';

/** In milliseconds: within this, a worker that has died is seen to be gone (it is believed for 10 s, and looked for each 5 s). */
const seenWithinMs = 20_000;
/** More than these are not kept in hand: nobody is to fill a process by asking. */
const most = 500;

/** What was recorded, and for whom. */
interface Recorded {
  readonly queue: 'ask' | 'press';
  /** Of the command's delivery or the press. */
  readonly hash: string;
  readonly to: Recipient;
  /** By `performance.now()`. */
  readonly at: number;
}

export interface UnattendedDeps {
  readonly jobs: Pick<Jobs, 'ask' | 'press'> & {
    /** Whether it is recorded and not done. */
    readonly isOpen: (queue: 'ask' | 'press', hash: string) => Promise<boolean>;
  };
  /** Once per `op`, whichever process tells it. */
  readonly tell: (op: string, to: Recipient, note: PrivateMessage) => Promise<unknown>;
  readonly log: Log;
}

/**
 * Tells who asks or presses while no worker runs that it is recorded and that nobody is working on it; what comes of it they
 * are told later, as ever. While workers run it asks nobody anything.
 */
export class Unattended {
  readonly #deps: UnattendedDeps;
  #recorded: Recorded[] = [];

  constructor(deps: UnattendedDeps) {
    this.#deps = deps;
  }

  /** Puts into the queue as before, and keeps in mind who waits. */
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

  /** Told again and again whether any worker is there. */
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
      // It may have been done before the last worker ended.
      if (await jobs.isOpen(queue, hash))
        await tell(unattendedMessageKey(hash), to, { type: 'unattended', what: queue });
    } catch (error) {
      log.warn('who waits while no worker runs could not be told', { user: to.user, error: String(error) });
    }
  }
}
