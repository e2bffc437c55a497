/** The state of one element as Slack reports it under `state.values`. */
export type ElementState = Record<string, unknown> & { type: string };

/** `block_id` → `action_id` → state. */
export type StateValues = Record<string, Record<string, ElementState>>;

/** What people have chosen and typed, per person and place, and not yet sent. */
export interface Choices {
  remember(user: string, place: string, blockId: string, actionId: string, state: ElementState): void;
  /** The given initial states, each replaced by what the person chose since. */
  over(user: string, place: string, initial: StateValues): StateValues;
}

/** Nobody has chosen anything yet. */
export function createChoices(): Choices {
  const chosen = new Map<string, ElementState>();
  const keyOf = (...parts: string[]) => parts.join('\u0000');
  return {
    remember(user, place, blockId, actionId, state) {
      chosen.set(keyOf(user, place, blockId, actionId), state);
    },
    over(user, place, initial) {
      return mapValues(initial, (blockId, actionId, state) => {
        return chosen.get(keyOf(user, place, blockId, actionId)) ?? state;
      });
    },
  };
}

function mapValues(
  values: StateValues,
  change: (blockId: string, actionId: string, state: ElementState) => ElementState,
): StateValues {
  const entries = Object.entries(values).map(([blockId, actions]) => {
    const changed = Object.entries(actions).map(([id, state]) => [id, change(blockId, id, state)] as const);
    return [blockId, Object.fromEntries(changed)] as const;
  });
  return Object.fromEntries(entries);
}
