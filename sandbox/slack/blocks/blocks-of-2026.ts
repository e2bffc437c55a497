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
import { button, image } from './elements.js';
import { limits } from './limits.js';
import { anyText, mrkdwnOf, plainText, rawText } from './text-objects.js';

type MakeBlock = (type: string, fields: Record<string, Property>, ...rules: Check[]) => Check;

/**
 * The blocks that Slack added in 2025 and 2026, for messages only. `block` makes the outer form, `richText` is one of
 * its fields, and `children` are the blocks inside a container.
 */
export function blocksOf2026(
  block: MakeBlock,
  richText: Check,
  children: Record<string, Check>,
): Record<string, Check> {
  const taskCard = block('task_card', {
    task_id: need(textOf(limits.taskId, 1)),
    title: need(textOf(limits.taskTitle, 1)),
    details: may(richText),
    output: may(richText),
    sources: may(
      listOf(
        objectOf({ type: need(wordOf('url')), url: need(textOf(3000, 1)), text: need(textOf(3000, 1)) }),
        limits.taskSources,
      ),
    ),
    status: need(wordOf('pending', 'in_progress', 'complete', 'error')),
  });
  const card = block(
    'card',
    {
      hero_image: may(image),
      icon: may(image),
      title: may(mrkdwnOf(limits.cardTitle)),
      subtitle: may(mrkdwnOf(limits.cardTitle)),
      body: may(mrkdwnOf(limits.cardBody)),
      actions: may(listOf(button, limits.cardActions)),
    },
    rule(
      (fields) => ['hero_image', 'title', 'body', 'actions'].some((name) => fields[name] !== undefined),
      'must define at least one of `hero_image`, `title`, `actions`, or `body`',
    ),
  );
  const cell = byType({
    rich_text: richText,
    raw_text: rawText,
    raw_number: objectOf({
      type: need(wordOf('raw_number')),
      value: need(number),
      text: may(textOf(255, 1)),
    }),
  });
  return {
    task_card: taskCard,
    plan: block('plan', {
      title: need(textOf(limits.taskTitle, 1)),
      tasks: may(listOf(taskCard, limits.planTasks, 0)),
    }),
    card,
    carousel: block('carousel', { elements: need(listOf(card, limits.carouselCards)) }),
    container: block(
      'container',
      {
        title: may(plainText(limits.containerTitle)),
        rich_text_title: may(richText),
        subtitle: may(anyText(limits.containerTitle)),
        child_blocks: need(listOf(byType(children), limits.containerBlocks)),
        width: may(wordOf('narrow', 'standard', 'wide', 'full')),
        icon: may(image),
        is_collapsible: may(flag),
        default_collapsed: may(flag),
        has_header_divider: may(flag),
      },
      rule(
        (container) => container['title'] !== undefined || container['rich_text_title'] !== undefined,
        'must define either `title` or `rich_text_title`',
      ),
      rule(
        (container) => container['default_collapsed'] !== true || container['is_collapsible'] === true,
        'must set `is_collapsible` to use `default_collapsed`',
      ),
    ),
    data_table: block(
      'data_table',
      {
        rows: need(listOf(listOf(cell, limits.tableColumns), limits.dataTableRows, 2)),
        caption: need(textOf(limits.sectionText, 1)),
        page_size: may(integer(1, limits.dataTablePage)),
        row_header_column_index: may(integer(0, limits.tableColumns - 1)),
      },
      rule(
        ({ rows }) =>
          !Array.isArray(rows) ||
          rows.every((row: unknown) => !Array.isArray(row) || row.length === rows[0]?.length),
        'every row must have as many cells as the first',
      ),
    ),
  };
}

function number(value: unknown, pointer: string, report: Parameters<Check>[2]): void {
  if (typeof value !== 'number' || !Number.isFinite(value))
    report({ message: 'must provide a number', pointer });
}
