import type { Block, Option } from './slack/page-contract.js';

/** An interactive element of a message, with the fields that pressing it needs. */
export interface BlockElement {
  readonly type: string;
  readonly action_id: string;
  readonly style: string | undefined;
  readonly options: Option[];
  /** The values of the options that the app shows as ticked. */
  readonly ticked: readonly string[];
}

/** A block's interactive elements: those of an actions block, or a section's accessory. */
export function elementsOf(block: Block): BlockElement[] {
  const parts: unknown = block['elements'] ?? [block['accessory']];
  return (Array.isArray(parts) ? parts : []).flatMap((part: unknown) => {
    if (typeof part !== 'object' || part === null || !('type' in part) || !('action_id' in part)) return [];
    const options = 'options' in part && Array.isArray(part.options) ? part.options : [];
    const initial: Option[] =
      'initial_options' in part && Array.isArray(part.initial_options) ? part.initial_options : [];
    const ticked = initial.map(({ value }) => value);
    const style = 'style' in part ? String(part.style) : undefined;
    return [{ type: String(part.type), action_id: String(part.action_id), style, options, ticked }];
  });
}
