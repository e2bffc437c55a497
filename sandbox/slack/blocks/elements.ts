import {
  byType,
  type Check,
  flag,
  integer,
  listOf,
  may,
  need,
  objectOf,
  type Property,
  pattern,
  rule,
  textOf,
  wordOf,
} from './check.js';
import { limits } from './limits.js';
import {
  anyText,
  confirm,
  imageFields,
  mrkdwnOf,
  oneImageSource,
  optionGroups,
  plainOption,
  plainText,
  plainTextOf,
  richOption,
} from './text-objects.js';

const actionId = { action_id: may(textOf(limits.actionId)) };
const confirmable = { confirm: may(confirm) };
const focusable = { focus_on_load: may(flag) };
const placeholdable = { placeholder: may(plainText(limits.placeholder)) };
const dispatchable = {
  dispatch_action_config: may(
    objectOf({
      trigger_actions_on: may(listOf(wordOf('on_enter_pressed', 'on_character_entered'), 2)),
    }),
  ),
};
const severalItems = { max_selected_items: may(integer(1, limits.selectOptions)) };
const minQuery = { min_query_length: may(integer(0, 3000)) };
const ids = listOf(textOf(255, 1), limits.selectOptions, 0);
const filter = may(
  objectOf({
    include: may(listOf(wordOf('im', 'mpim', 'private', 'public'), 4)),
    exclude_external_shared_channels: may(flag),
    exclude_bot_users: may(flag),
  }),
);
const optionsOrGroups = {
  options: may(listOf(plainOption, limits.selectOptions)),
  option_groups: may(optionGroups),
};
const eitherOptions = rule(
  (select) => (select['options'] === undefined) !== (select['option_groups'] === undefined),
  'must define either `options` or `option_groups`',
);

function element(type: string, fields: Record<string, Property>, ...rules: Check[]): Check {
  return objectOf({ type: need(wordOf(type)), ...fields }, ...rules);
}

function select(type: string, fields: Record<string, Property>, ...rules: Check[]): Check {
  return element(type, { ...actionId, ...confirmable, ...focusable, ...placeholdable, ...fields }, ...rules);
}

function typedInput(type: string, fields: Record<string, Property>): Check {
  return element(type, { ...actionId, ...dispatchable, ...focusable, ...placeholdable, ...fields });
}

/** A button, in any block that takes one. */
export const button = element('button', {
  ...actionId,
  ...confirmable,
  text: need(plainText(limits.buttonText)),
  value: may(textOf(limits.buttonValue)),
  url: may(textOf(limits.buttonUrl, 1)),
  style: may(wordOf('primary', 'danger')),
  accessibility_label: may(textOf(limits.accessibilityLabel)),
});

const checkboxes = element('checkboxes', {
  ...actionId,
  ...confirmable,
  ...focusable,
  options: need(listOf(richOption, limits.checkboxOptions)),
  initial_options: may(listOf(richOption, limits.checkboxOptions)),
});

const radioButtons = element('radio_buttons', {
  ...actionId,
  ...confirmable,
  ...focusable,
  options: need(listOf(richOption, limits.radioOptions)),
  initial_option: may(richOption),
});

const overflow = element('overflow', {
  ...actionId,
  ...confirmable,
  options: need(listOf(plainOption, limits.overflowOptions)),
});

const pickers: Record<string, Check> = {
  datepicker: select('datepicker', { initial_date: may(pattern(/^\d{4}-\d{2}-\d{2}$/)) }),
  timepicker: select('timepicker', {
    initial_time: may(pattern(/^\d{2}:\d{2}$/)),
    timezone: may(textOf(255)),
  }),
  datetimepicker: element('datetimepicker', {
    ...actionId,
    ...confirmable,
    ...focusable,
    initial_date_time: may(integer(0, 9_999_999_999)),
  }),
};

const selects: Record<string, Check> = {
  static_select: select(
    'static_select',
    { ...optionsOrGroups, initial_option: may(plainOption) },
    eitherOptions,
  ),
  multi_static_select: select(
    'multi_static_select',
    { ...optionsOrGroups, ...severalItems, initial_options: may(listOf(plainOption, limits.selectOptions)) },
    eitherOptions,
  ),
  external_select: select('external_select', { ...minQuery, initial_option: may(plainOption) }),
  multi_external_select: select('multi_external_select', {
    ...minQuery,
    ...severalItems,
    initial_options: may(listOf(plainOption, limits.selectOptions)),
  }),
  users_select: select('users_select', { initial_user: may(textOf(255)) }),
  multi_users_select: select('multi_users_select', { ...severalItems, initial_users: may(ids) }),
  channels_select: select('channels_select', {
    initial_channel: may(textOf(255)),
    response_url_enabled: may(flag),
  }),
  multi_channels_select: select('multi_channels_select', { ...severalItems, initial_channels: may(ids) }),
  conversations_select: select('conversations_select', {
    initial_conversation: may(textOf(255)),
    default_to_current_conversation: may(flag),
    response_url_enabled: may(flag),
    filter,
  }),
  multi_conversations_select: select('multi_conversations_select', {
    ...severalItems,
    initial_conversations: may(ids),
    default_to_current_conversation: may(flag),
    filter,
  }),
};

const typedInputs: Record<string, Check> = {
  plain_text_input: typedInput('plain_text_input', {
    initial_value: may(textOf(limits.inputText)),
    multiline: may(flag),
    min_length: may(integer(0, limits.inputText)),
    max_length: may(integer(1, limits.inputText)),
  }),
  email_text_input: typedInput('email_text_input', { initial_value: may(textOf(limits.inputText)) }),
  url_text_input: typedInput('url_text_input', { initial_value: may(textOf(limits.inputText)) }),
  number_input: typedInput('number_input', {
    is_decimal_allowed: need(flag),
    initial_value: may(textOf(255)),
    min_value: may(textOf(255)),
    max_value: may(textOf(255)),
  }),
};

/** A picture, in any block that takes one beside text. */
export const image = element('image', imageFields, oneImageSource);

const choices = { checkboxes, radio_buttons: radioButtons, ...pickers, ...selects };

/** The elements an `actions` block may hold. */
export const actionsElement: Check = byType({ button, overflow, ...choices });

/** The elements a section may show beside its text. */
export const sectionAccessory: Check = byType({ button, overflow, image, ...choices });

/** The elements an `input` block may hold. */
export const inputElement: Check = byType({ ...choices, ...typedInputs });

/** The elements a `context` block may hold. */
export const contextElement: Check = byType({
  image,
  plain_text: plainTextOf(limits.contextText),
  mrkdwn: mrkdwnOf(limits.contextText),
});

/** Defined here although it is no element: an alert holds one text object. */
export const alertText: Check = anyText(limits.alertText);
