import {
  byType,
  type Check,
  flag,
  listOf,
  may,
  need,
  objectOf,
  pattern,
  rule,
  textOf,
  wordOf,
} from './check.js';
import { LIMITS } from './limits.js';

/** A `plain_text` object with so many characters. */
export function plainText(maxLength: number): Check {
  return byType({ plain_text: plainTextOf(maxLength) });
}

/** A `plain_text` or `mrkdwn` object with so many characters. */
export function anyText(maxLength: number): Check {
  return byType({ plain_text: plainTextOf(maxLength), mrkdwn: mrkdwnOf(maxLength) });
}

/** The fields of a `plain_text` object. */
export function plainTextOf(maxLength: number): Check {
  return objectOf({ type: need(wordOf('plain_text')), text: need(textOf(maxLength, 1)), emoji: may(flag) });
}

/** The fields of a `mrkdwn` object. */
export function mrkdwnOf(maxLength: number): Check {
  return objectOf({ type: need(wordOf('mrkdwn')), text: need(textOf(maxLength, 1)), verbatim: may(flag) });
}

/** A confirmation dialog: all four texts, as Slack's own page requires. */
export const confirm: Check = objectOf({
  title: may(plainText(LIMITS.confirmTitle)),
  text: need(anyText(LIMITS.confirmText)),
  confirm: may(plainText(LIMITS.confirmButton)),
  deny: may(plainText(LIMITS.confirmButton)),
  style: may(wordOf('primary', 'danger')),
});

/** An option of a select or overflow menu: plain text only. */
export const plainOption: Check = optionWith(plainText);

/** An option of checkboxes or radio buttons: mrkdwn allowed. */
export const richOption: Check = optionWith(anyText);

/** Options, or groups of options, but not both. */
export const optionGroups: Check = listOf(
  objectOf({
    label: need(plainText(LIMITS.optionGroupLabel)),
    options: need(listOf(plainOption, LIMITS.selectOptions)),
  }),
  LIMITS.optionGroups,
);

/** A table's cell of bare text. */
export const rawText: Check = objectOf({
  type: need(wordOf('raw_text')),
  text: need(textOf(LIMITS.sectionText, 1)),
});

/** An image given by address or by Slack file, but not both. */
export const imageFields = {
  image_url: may(textOf(LIMITS.imageUrl, 1)),
  slack_file: may(objectOf({ id: may(textOf(255)), url: may(textOf(LIMITS.imageUrl)) })),
  alt_text: need(textOf(LIMITS.imageAltText)),
};

/** The rule that goes with `imageFields`. */
export const oneImageSource: Check = rule(
  (image) => (image['image_url'] === undefined) !== (image['slack_file'] === undefined),
  'must define either `image_url` or `slack_file`',
);

/** A web address. */
export const httpUrl: Check = pattern(/^https?:\/\//);

function optionWith(text: (maxLength: number) => Check): Check {
  return objectOf({
    text: need(text(LIMITS.optionText)),
    value: need(textOf(LIMITS.optionValue, 1)),
    description: may(text(LIMITS.optionDescription)),
    url: may(textOf(LIMITS.buttonUrl, 1)),
  });
}
