import type { Block, Option } from '../page-contract.js';
import type { ElementState, StateValues } from '../state/choices.js';
import { isRecord } from './check.js';
import { elementsOf } from './find-element.js';

interface StateField {
  /** The element's field with its first state. */
  initial: string;
  /** The state's field with the value. */
  field: string;
  /** A person's input: one option, several, the value of one, the values of several, or typed text. */
  given: 'option' | 'options' | 'value' | 'values' | 'typed';
}

const typed: StateField = { initial: 'initial_value', field: 'value', given: 'typed' };
const option: StateField = { initial: 'initial_option', field: 'selected_option', given: 'option' };
const options: StateField = { initial: 'initial_options', field: 'selected_options', given: 'options' };

const stateFields = new Map<string, StateField>(
  Object.entries({
    plain_text_input: typed,
    email_text_input: typed,
    url_text_input: typed,
    number_input: typed,
    static_select: option,
    external_select: option,
    radio_buttons: option,
    multi_static_select: options,
    multi_external_select: options,
    checkboxes: options,
    users_select: { initial: 'initial_user', field: 'selected_user', given: 'value' },
    channels_select: { initial: 'initial_channel', field: 'selected_channel', given: 'value' },
    conversations_select: { initial: 'initial_conversation', field: 'selected_conversation', given: 'value' },
    multi_users_select: { initial: 'initial_users', field: 'selected_users', given: 'values' },
    multi_channels_select: { initial: 'initial_channels', field: 'selected_channels', given: 'values' },
    multi_conversations_select: {
      initial: 'initial_conversations',
      field: 'selected_conversations',
      given: 'values',
    },
    datepicker: { initial: 'initial_date', field: 'selected_date', given: 'typed' },
    timepicker: { initial: 'initial_time', field: 'selected_time', given: 'typed' },
    datetimepicker: { initial: 'initial_date_time', field: 'selected_date_time', given: 'typed' },
  } satisfies Record<string, StateField>),
);

/** A person's input to an element. */
export interface Given {
  selected?: Option[];
  typed?: string;
}

/** The initial state of every stateful element in the blocks. */
export function initialValues(blocks: Block[]): StateValues {
  const values: StateValues = {};
  for (const { block_id, action_id, element } of elementsOf(blocks)) {
    const known = stateFields.get(String(element['type']));
    if (!known) continue;
    const state = { type: String(element['type']), [known.field]: element[known.initial] ?? nothing(known) };
    values[block_id] = { ...values[block_id], [action_id]: state };
  }
  return values;
}

/** An element's state after a person chose or typed; null for elements without state (buttons, overflow). */
export function chosenState(element: Record<string, unknown>, given: Given): ElementState | null {
  const type = String(element['type']);
  const known = stateFields.get(type);
  return known === undefined ? null : { type, [known.field]: givenValue(known, given) };
}

/** Tells whether a state is empty; a required input's must not be. */
export function isEmptyState(state: Record<string, unknown>): boolean {
  return Object.entries(state).every(
    ([name, value]) =>
      name === 'type' || value === null || value === '' || (Array.isArray(value) && value.length === 0),
  );
}

/**
 * The element's own copies of the chosen options; null when it does not offer all of them. Elements without a fixed
 * list (people, channels, external) accept any.
 */
export function offeredOptions(element: Record<string, unknown>, selected: Option[]): Option[] | null {
  const offered = [...optionsIn(element), ...groupsIn(element).flatMap(optionsIn)];
  if (offered.length === 0) return selected;
  const byValue = new Map(offered.map((entry) => [entry.value, entry]));
  const own = selected.flatMap(({ value }) => byValue.get(value) ?? []);
  return own.length === selected.length ? own : null;
}

function optionsIn({ options }: Record<string, unknown>): Option[] {
  return Array.isArray(options) ? options.filter(isOption) : [];
}

function groupsIn({ option_groups }: Record<string, unknown>): Record<string, unknown>[] {
  return Array.isArray(option_groups) ? option_groups.filter(isRecord) : [];
}

function isOption(value: unknown): value is Option {
  return isRecord(value) && isRecord(value['text']) && typeof value['value'] === 'string';
}

function nothing({ given }: StateField): unknown {
  return given === 'options' || given === 'values' ? [] : null;
}

function givenValue({ given, field }: StateField, { selected = [], typed }: Given): unknown {
  const values = selected.map((entry) => entry.value);
  if (given === 'option') return selected[0] ?? null;
  if (given === 'options') return selected;
  if (given === 'value') return values[0] || typed || null;
  if (given === 'values') return values;
  const text = typed || values[0] || null;
  return field === 'selected_date_time' && text !== null ? Number(text) : text;
}
