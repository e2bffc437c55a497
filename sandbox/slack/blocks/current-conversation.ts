import type { Block } from '../page-contract.js';
import { isRecord } from './check.js';

/** The initial field of each select that may start with the current conversation. */
const initialFields = new Map([
  ['conversations_select', 'initial_conversation'],
  ['multi_conversations_select', 'initial_conversations'],
]);

/**
 * A modal's blocks, where every select that asks for the current conversation (`default_to_current_conversation`) and
 * names no other starts with it.
 */
export function withCurrentConversation(blocks: Block[], conversation: string | null): Block[] {
  if (conversation === null) return blocks;
  const filled = (element: unknown): unknown => {
    if (!isRecord(element) || element['default_to_current_conversation'] !== true) return element;
    const initial = initialFields.get(String(element['type']));
    if (initial === undefined || element[initial] !== undefined) return element;
    return { ...element, [initial]: initial.endsWith('s') ? [conversation] : conversation };
  };
  return blocks.map((block) => ({
    ...block,
    ...('element' in block ? { element: filled(block['element']) } : {}),
    ...('accessory' in block ? { accessory: filled(block['accessory']) } : {}),
    ...(Array.isArray(block['elements']) ? { elements: block['elements'].map(filled) } : {}),
  }));
}
