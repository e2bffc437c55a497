import { blocksOf2026 } from './blocks-of-2026.js';
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
  rule,
  textOf,
  wordOf,
} from './check.js';
import { actionsElement, alertText, contextElement, inputElement, sectionAccessory } from './elements.js';
import { limits } from './limits.js';
import { richTextElements } from './rich-text.js';
import { anyText, imageFields, oneImageSource, plainText, rawText } from './text-objects.js';

function block(type: string, fields: Record<string, Property>, ...rules: Check[]): Check {
  return objectOf({ type: need(wordOf(type)), block_id: may(textOf(limits.blockId)), ...fields }, ...rules);
}

const richText = block('rich_text', { elements: need(richTextElements) });

const tableCell = byType({
  rich_text: richText,
  raw_text: rawText,
});

const common: Record<string, Check> = {
  section: block(
    'section',
    {
      text: may(anyText(limits.sectionText)),
      fields: may(listOf(anyText(limits.sectionFieldText), limits.sectionFields)),
      accessory: may(sectionAccessory),
      expand: may(flag),
    },
    rule(
      (section) => section['text'] !== undefined || section['fields'] !== undefined,
      'must define either `text` or `fields`',
    ),
  ),
  header: block('header', { text: need(plainText(limits.headerText)), level: may(integer(1, 4)) }),
  actions: block('actions', { elements: need(listOf(actionsElement, limits.actionsElements)) }),
  context: block('context', { elements: need(listOf(contextElement, limits.contextElements)) }),
  divider: block('divider', {}),
  image: block('image', { ...imageFields, title: may(plainText(limits.imageTitle)) }, oneImageSource),
  input: block('input', {
    label: need(plainText(limits.inputLabel)),
    element: need(inputElement),
    hint: may(plainText(limits.inputLabel)),
    optional: may(flag),
    dispatch_action: may(flag),
  }),
  rich_text: richText,
  file: block('file', { external_id: need(textOf(255)), source: need(wordOf('remote')) }),
};

/** Slack allows it only in modals. */
const alert = block('alert', {
  text: need(alertText),
  level: may(wordOf('default', 'info', 'warning', 'error', 'success')),
});

const table: Check = block('table', {
  rows: need(listOf(listOf(tableCell, limits.tableColumns), limits.tableRows)),
  column_settings: may(
    listOf(
      objectOf({ align: may(wordOf('left', 'center', 'right')), is_wrapped: may(flag) }),
      limits.tableColumns,
    ),
  ),
});

const messageOnly: Record<string, Check> = {
  markdown: block('markdown', { text: need(textOf(limits.markdownText, 1)) }),
  table,
  ...blocksOf2026(block, richText, { ...common, table }),
};

/** Any block a message may hold. */
export const messageBlock: Check = byType({ ...common, ...messageOnly });

/** Any block a modal may hold. */
export const modalBlock: Check = byType({ ...common, alert });

/** Any block a Home tab may hold. */
export const homeBlock: Check = byType(common);
