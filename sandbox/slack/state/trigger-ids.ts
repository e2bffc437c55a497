import type { Clock } from './clock.js';
import { newSecret } from './ids.js';

/** Slack: "trigger_id expires in 3 seconds" and may be exchanged once. docs.slack.dev/interactivity/handling-user-interaction */
const triggerLifeMs = 3000;

/** What Slack answers when a trigger cannot be exchanged. */
export type TriggerRefusal = 'invalid_trigger_id' | 'expired_trigger_id' | 'exchanged_trigger_id';

/** For whom a view opens, and from where. */
export interface Opener {
  user: string;
  conversation: string | undefined;
}

/** Permission to open a view for a person who just did something. */
export interface TriggerIds {
  /** @param conversation the one the person looked at, if any */
  issue(user: string, conversation?: string): string;
  exchange(triggerId: string): Opener | { refused: TriggerRefusal };
}

/** No triggers yet. */
export function createTriggerIds(clock: Clock): TriggerIds {
  const issued = new Map<string, { opener: Opener; atMs: number; exchanged: boolean }>();
  return {
    issue(user, conversation) {
      const id = `${clock.nowMs()}.${issued.size + 1}.${newSecret()}`;
      issued.set(id, { opener: { user, conversation }, atMs: clock.nowMs(), exchanged: false });
      return id;
    },
    exchange(triggerId) {
      const trigger = issued.get(triggerId);
      if (!trigger) return { refused: 'invalid_trigger_id' };
      if (trigger.exchanged) return { refused: 'exchanged_trigger_id' };
      if (clock.nowMs() - trigger.atMs > triggerLifeMs) return { refused: 'expired_trigger_id' };
      trigger.exchanged = true;
      return trigger.opener;
    },
  };
}
