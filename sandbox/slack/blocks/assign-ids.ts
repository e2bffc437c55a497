import type { Block } from '../page-contract.js';
import { newBlockId } from '../state/ids.js';
import { isRecord } from './check.js';

/** Adds the ids that Slack assigns when the app gave none: `block_id`, and `action_id` of interactive elements. */
export function assignIds(blocks: Block[]): Block[] {
  return blocks.map((block) => ({ ...withActionIds(block), block_id: block.block_id || newBlockId() }));
}

function withActionIds(block: Block): Block {
  const named = { ...block };
  if (block.type === 'actions' && Array.isArray(block['elements']))
    named['elements'] = block['elements'].map(withActionId);
  if (block.type === 'section' && isInteractive(block['accessory']))
    named['accessory'] = withActionId(block['accessory']);
  if (block.type === 'input') named['element'] = withActionId(block['element']);
  return named;
}

function withActionId(element: unknown): unknown {
  if (!isRecord(element) || element['action_id']) return element;
  return { ...element, action_id: newBlockId() };
}

function isInteractive(element: unknown): boolean {
  return isRecord(element) && element['type'] !== 'image';
}
