/** The state of one element as Slack reports it under `state.values`. */
export type ElementState = Record<string, unknown> & { type: string };

/** `block_id` → `action_id` → state. */
export type StateValues = Record<string, Record<string, ElementState>>;

/** What people have chosen and typed, per person and place, and not yet sent. */
export interface Choices {
  remember(user: string, place: string, blockId: string, actionId: string, state: ElementState): void;
  /** The given initial states, each replaced by what the person chose since. */
  over(user: string, place: string, initial: StateValues): StateValues;
  /** A place is drawn anew: what was chosen in blocks that are gone is forgotten. */
  keepOnly(place: string, blockIds: readonly string[]): void;
}

/** Under which the choices in a message are remembered; a view's are under its id. */
export function messagePlaceId({ channel, ts }: { channel: string; ts: string }): string {
  return `${channel} ${ts}`;
}

/** Nobody has chosen anything yet. */
export function createChoices(): Choices {
  const places = new Map<string, Map<string, ElementState>>();
  const keyOf = (...parts: string[]) => parts.join('\u0000');
  return {
    remember(user, place, blockId, actionId, state) {
      const chosen = places.get(place) ?? new Map<string, ElementState>();
      places.set(place, chosen.set(keyOf(blockId, actionId, user), state));
    },
    over(user, place, initial) {
      return mapValues(initial, (blockId, actionId, state) => {
        return places.get(place)?.get(keyOf(blockId, actionId, user)) ?? state;
      });
    },
    keepOnly(place, blockIds) {
      const chosen = places.get(place);
      for (const key of chosen?.keys() ?? [])
        if (!blockIds.some((id) => key.startsWith(keyOf(id, '')))) chosen?.delete(key);
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
