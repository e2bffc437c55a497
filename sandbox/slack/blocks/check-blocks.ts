import type { Block } from '../page-contract.js';
import { homeBlock, messageBlock, modalBlock } from './block-types.js';
import { type Check, type Fault, isRecord, listOf } from './check.js';
import { limits } from './limits.js';
import { uniqueIds } from './uniqueness.js';

/** Blocks that Slack accepts, or every fault it names. */
export type CheckedBlocks = { blocks: Block[] } | { faults: Fault[] };

const messageBlocks = listOf(messageBlock, limits.blocksPerMessage, 0);
const viewBlocks = {
  modal: listOf(modalBlock, limits.blocksPerView, 0),
  home: listOf(homeBlock, limits.blocksPerView, 0),
};

/** The blocks of a message. */
export function checkMessageBlocks(value: unknown): CheckedBlocks {
  return runChecks(value, '/blocks', [messageBlocks, uniqueIds, planOrTasks, tableText]);
}

/** The blocks of a modal or a Home tab. */
export function checkViewBlocks(value: unknown, type: 'modal' | 'home'): CheckedBlocks {
  return runChecks(value, '/view/blocks', [viewBlocks[type], uniqueIds]);
}

/** Slack shows tasks inside a plan or on their own, not both in one message. */
const planOrTasks: Check = (blocks, pointer, report) => {
  if (!Array.isArray(blocks)) return;
  const has = (type: string) => blocks.some((block) => isRecord(block) && block['type'] === type);
  if (has('plan') && has('task_card')) report({ message: 'must not use `task_card` beside `plan`', pointer });
};

const tableText: Check = (blocks, pointer, report) => {
  if (!Array.isArray(blocks)) return;
  const tables = blocks.filter(
    (block) => isRecord(block) && ['table', 'data_table'].includes(String(block['type'])),
  );
  if (cumulativeText(tables) > limits.tableText)
    report({ message: `tables must be less than ${limits.tableText + 1} characters in total`, pointer });
};

/** Tells whether a value looks like blocks: a list of objects with a type. */
export function isBlockList(value: unknown): value is Block[] {
  return Array.isArray(value) && value.every((block) => isRecord(block) && typeof block['type'] === 'string');
}

/**
 * The length of all the blocks' texts together. Slack does not document its own count (bolt-js#2867); this one adds up
 * every `text` that is a string, at any depth.
 */
export function cumulativeText(blocks: unknown): number {
  if (Array.isArray(blocks)) return blocks.reduce<number>((sum, entry) => sum + cumulativeText(entry), 0);
  if (!isRecord(blocks)) return 0;
  return Object.entries(blocks).reduce(
    (sum, [name, value]) =>
      sum + (name === 'text' && typeof value === 'string' ? value.length : cumulativeText(value)),
    0,
  );
}

function runChecks(value: unknown, pointer: string, checks: Check[]): CheckedBlocks {
  const faults: Fault[] = [];
  for (const check of checks) check(value, pointer, (fault) => faults.push(fault));
  if (faults.length > 0) return { faults };
  return isBlockList(value) ? { blocks: value } : { faults: [{ message: 'must provide an array', pointer }] };
}
