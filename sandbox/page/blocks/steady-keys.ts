import type { Block } from '../../slack/page-contract.js';
import { type AppData, asString } from './app-data.js';

/**
 * A key for each block that outlives its `block_id`: its type and its position among the blocks of that type. An app
 * that redraws a message assigns new ids, and a focused control must stay where it is.
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
 * A key for an element of a block. A button's key includes its `block_id`: a button that takes another's place must not
 * take its focus too, or a second Enter would press a button nobody chose.
 */
export function elementKey(element: AppData, block: Block): string {
  const type = asString(element['type']);
  return `${type} ${asString(element['action_id'])} ${type === 'button' ? block.block_id : ''}`;
}
