import type { Clock } from './clock.js';
import { newSecret } from './ids.js';

/** Slack: "trigger_id expires in 3 seconds" and may be exchanged once. docs.slack.dev/interactivity/handling-user-interaction */
const triggerLifeMs = 3000;

/** Slack's error when a trigger cannot be exchanged. */
export type TriggerRefusal = 'invalid_trigger_id' | 'expired_trigger_id' | 'exchanged_trigger_id';

/** The person a view opens for, and the conversation they were in. */
export interface Opener {
  user: string;
  conversation: string | null;
}

/** Permission to open a view for a person who just did something. */
export class TriggerIds {
  readonly #clock: Clock;
  readonly #issued = new Map<string, { opener: Opener; atMs: number; exchanged: boolean }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @param conversation the one the person was viewing, if any */
  issue(user: string, conversation: string | null): string {
    const id = `${this.#clock.nowMs()}.${this.#issued.size + 1}.${newSecret()}`;
    const opener = { user, conversation };
    this.#issued.set(id, { opener, atMs: this.#clock.nowMs(), exchanged: false });
    return id;
  }

  exchange(triggerId: string): Opener | { refused: TriggerRefusal } {
    const trigger = this.#issued.get(triggerId);
    if (!trigger) return { refused: 'invalid_trigger_id' };
    if (trigger.exchanged) return { refused: 'exchanged_trigger_id' };
    if (this.#clock.nowMs() - trigger.atMs > triggerLifeMs) return { refused: 'expired_trigger_id' };
    trigger.exchanged = true;
    return trigger.opener;
  }
}
