import { type AppData, asOption, asOptions, asString } from '../blocks/app-data.js';
import type { ElementState } from '../blocks/surface.js';
import { keepsIds, type SelectKind, selectKind } from './select-kinds.js';

/** An element's state before anybody has touched it, in the shape of Slack's `state.values`. */
export function initialState(element: AppData): ElementState | null {
  const type = asString(element['type']);
  const kind = selectKind(type);
  if (kind !== undefined) return { type, [kind.field]: initialChoice(kind, element[kind.initial]) };
  switch (type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return { type, value: element['initial_value'] ?? null };
    case 'radio_buttons':
      return { type, selected_option: asOption(element['initial_option']) };
    case 'checkboxes':
      return { type, selected_options: asOptions(element['initial_options']) };
    case 'datepicker':
      return { type, selected_date: element['initial_date'] ?? null };
    case 'timepicker':
      return { type, selected_time: element['initial_time'] ?? null };
    default:
      return null;
  }
}

function initialChoice(kind: SelectKind, initial: unknown): unknown {
  if (keepsIds(kind)) return initial ?? (kind.multiple ? [] : null);
  return kind.multiple ? asOptions(initial) : asOption(initial);
}

/** Tells whether the element is empty: no text, no option, no day. */
export function isEmptyState(state: ElementState): boolean {
  return Object.entries(state)
    .filter(([name]) => name !== 'type')
    .every(([, held]) => held === null || held === '' || (Array.isArray(held) && held.length === 0));
}
