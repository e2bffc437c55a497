/** The state of one element as Slack reports it under `state.values`. */
export type ElementState = Record<string, unknown> & { type: string };

/** `block_id` → `action_id` → state. */
export type StateValues = Record<string, Record<string, ElementState>>;

/** The key under which the choices in a message are kept; a view's key is its id. */
export function messagePlaceId({ channel, ts }: { channel: string; ts: string }): string {
  return `${channel} ${ts}`;
}

/** People's choices and typed texts that are not sent yet, per person and place. */
export class Choices {
  readonly #places = new Map<string, Map<string, ElementState>>();

  remember(user: string, place: string, blockId: string, actionId: string, state: ElementState): void {
    const chosen = this.#places.get(place) ?? new Map<string, ElementState>();
    this.#places.set(place, chosen.set(keyOf(blockId, actionId, user), state));
  }

  /** The initial states, each replaced by the person's later choice. */
  over(user: string, place: string, initial: StateValues): StateValues {
    return mapValues(
      initial,
      (blockId, actionId, state) => this.#places.get(place)?.get(keyOf(blockId, actionId, user)) ?? state,
    );
  }

  /** After a place is redrawn: forgets the choices in blocks that are gone. */
  keepOnly(place: string, blockIds: readonly string[]): void {
    const chosen = this.#places.get(place);
    for (const key of chosen?.keys() ?? [])
      if (!blockIds.some((id) => key.startsWith(keyOf(id, '')))) chosen?.delete(key);
  }
}

function keyOf(...parts: string[]): string {
  return parts.join('\u0000');
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
