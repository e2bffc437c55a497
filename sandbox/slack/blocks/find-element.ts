import type { Block } from '../page-contract.js';
import { isRecord } from './check.js';

/** An interactive element and its block. */
export interface PlacedElement {
  block: Block;
  block_id: string;
  action_id: string;
  element: Record<string, unknown>;
}

/** Every element with an `action_id`, in reading order. */
export function elementsOf(blocks: Block[]): PlacedElement[] {
  return blocks.flatMap((block) =>
    candidatesOf(block).flatMap((element) =>
      isRecord(element) && typeof element['action_id'] === 'string'
        ? { block, block_id: block.block_id ?? '', action_id: element['action_id'], element }
        : [],
    ),
  );
}

/** The element with these ids. */
export function findElement(blocks: Block[], blockId: string, actionId: string): PlacedElement | null {
  const isIt = ({ block_id, action_id }: PlacedElement) => block_id === blockId && action_id === actionId;
  return elementsOf(blocks).find(isIt) ?? null;
}

function candidatesOf(block: Block): unknown[] {
  if (block.type === 'actions' && Array.isArray(block['elements'])) return block['elements'];
  if (block.type === 'section') return [block['accessory']];
  if (block.type === 'input') return [block['element']];
  return [];
}
