import type { Clock } from './clock.js';
import { newSecret } from './ids.js';

/** Slack: "trigger_id expires in 3 seconds" and may be exchanged once. docs.slack.dev/interactivity/handling-user-interaction */
const TRIGGER_LIFE_MS = 3000;

/** What Slack answers when a trigger cannot be exchanged. */
export type TriggerRefusal = 'invalid_trigger_id' | 'expired_trigger_id' | 'exchanged_trigger_id';

/** Permission to open a view for a person who just did something. */
export interface TriggerIds {
  issue(user: string): string;
  exchange(triggerId: string): { user: string } | { refused: TriggerRefusal };
}

/** No triggers yet. */
export function createTriggerIds(clock: Clock): TriggerIds {
  const issued = new Map<string, { user: string; atMs: number; exchanged: boolean }>();
  return {
    issue(user) {
      const id = `${clock.nowMs()}.${issued.size + 1}.${newSecret()}`;
      issued.set(id, { user, atMs: clock.nowMs(), exchanged: false });
      return id;
    },
    exchange(triggerId) {
      const trigger = issued.get(triggerId);
      if (!trigger) return { refused: 'invalid_trigger_id' };
      if (trigger.exchanged) return { refused: 'exchanged_trigger_id' };
      if (clock.nowMs() - trigger.atMs > TRIGGER_LIFE_MS) return { refused: 'expired_trigger_id' };
      trigger.exchanged = true;
      return { user: trigger.user };
    },
  };
}
