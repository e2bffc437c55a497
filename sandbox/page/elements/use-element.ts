import { useState } from 'react';
import { asString } from '../blocks/app-data.js';
import { type Choice, type ElementState, useSurface } from '../blocks/surface.js';
import { useConfirm } from './confirm-context.js';
import type { ElementProps } from './element-props.js';
import { initialState } from './element-state.js';

interface ElementHandle {
  state: ElementState;
  /** True while the app has not answered yet. */
  busy: boolean;
  /** Keeps the new state without telling anybody. */
  keep: (state: ElementState) => void;
  /** Tells the workspace the element's value, once the person has left the element. */
  remember: (choice: Choice) => void;
  /** Keeps the new state and tells the app if the element dispatches, after Slack's confirm dialog if any. */
  choose: (state: ElementState | null, choice: Choice) => Promise<void>;
}

export function useElement({ element, blockId, dispatches }: ElementProps): ElementHandle {
  const surface = useSurface();
  const confirm = useConfirm();
  const [busy, setBusy] = useState(false);
  const actionId = asString(element['action_id']);
  const keep = (state: ElementState) => surface.setValue(blockId, actionId, state);

  const remember = (choice: Choice) => surface.remember(blockId, actionId, choice);

  const choose = async (next: ElementState | null, choice: Choice) => {
    const asks = dispatches && element['confirm'] !== undefined;
    if (asks && !(await confirm(element['confirm']))) return;
    if (next !== null) keep(next);
    if (!dispatches) return remember(choice);
    setBusy(true);
    await surface.act(blockId, actionId, choice);
    setBusy(false);
  };

  const state = surface.values[blockId]?.[actionId] ?? initialState(element) ?? {};
  return { state, busy, keep, remember, choose };
}
