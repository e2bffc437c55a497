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
import { limits } from './limits.js';

/** A `plain_text` object of limited length. */
export function plainText(maxLength: number): Check {
  return byType({ plain_text: plainTextOf(maxLength) });
}

/** A `plain_text` or `mrkdwn` object of limited length. */
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

/** A confirmation dialog with all four texts, as Slack's documentation requires. */
export const confirm: Check = objectOf({
  title: may(plainText(limits.confirmTitle)),
  text: need(anyText(limits.confirmText)),
  confirm: may(plainText(limits.confirmButton)),
  deny: may(plainText(limits.confirmButton)),
  style: may(wordOf('primary', 'danger')),
});

/** An option of a select or overflow menu: plain text only. */
export const plainOption: Check = optionWith(plainText);

/** An option of checkboxes or radio buttons: mrkdwn allowed. */
export const richOption: Check = optionWith(anyText);

/** Options, or groups of options, but not both. */
export const optionGroups: Check = listOf(
  objectOf({
    label: need(plainText(limits.optionGroupLabel)),
    options: need(listOf(plainOption, limits.selectOptions)),
  }),
  limits.optionGroups,
);

/** A table cell of bare text. */
export const rawText: Check = objectOf({
  type: need(wordOf('raw_text')),
  text: need(textOf(limits.sectionText, 1)),
});

/** An image given by address or by Slack file; `oneImageSource` forbids both. */
export const imageFields = {
  image_url: may(textOf(limits.imageUrl, 1)),
  slack_file: may(objectOf({ id: may(textOf(255)), url: may(textOf(limits.imageUrl)) })),
  alt_text: need(textOf(limits.imageAltText)),
};

/** Exactly one of the image's two sources must be there. */
export const oneImageSource: Check = rule(
  (image) => (image['image_url'] === undefined) !== (image['slack_file'] === undefined),
  'must define either `image_url` or `slack_file`',
);

/** A web address. */
export const httpUrl: Check = pattern(/^https?:\/\//);

function optionWith(text: (maxLength: number) => Check): Check {
  return objectOf({
    text: need(text(limits.optionText)),
    value: need(textOf(limits.optionValue, 1)),
    description: may(text(limits.optionDescription)),
    url: may(textOf(limits.buttonUrl, 1)),
  });
}
