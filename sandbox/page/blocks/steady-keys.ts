import type { Block } from '../../slack/page-contract.js';
import { type AppData, asString } from './app-data.js';

/**
 * A key for each block that outlives its `block_id`: its type and its place among the blocks of that type. An app that
 * draws a message anew gives new ids, and a control that has the keyboard must stay where it is.
 */
export function steadyKeys(blocks: Block[]): string[] {
  const seen = new Map<string, number>();
  return blocks.map(({ type }) => {
    const place = seen.get(type) ?? 0;
    seen.set(type, place + 1);
    return `${type} ${place}`;
  });
}

/**
 * A key for an element of a block. A button keeps to its `block_id`: one that takes another's place must not take its
 * keyboard too, or a second Enter would press what nobody chose.
 */
export function elementKey(element: AppData, block: Block): string {
  const type = asString(element['type']);
  return `${type} ${asString(element['action_id'])} ${type === 'button' ? block.block_id : ''}`;
}
