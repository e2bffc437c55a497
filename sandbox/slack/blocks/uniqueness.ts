import { type Check, isRecord } from './check.js';

/** No two blocks share a `block_id`, and no two elements of a block share an `action_id`. */
export const uniqueIds: Check = (blocks, pointer, report) => {
  if (!Array.isArray(blocks)) return;
  refuseRepeats(
    'block_id',
    blocks.map((block, index) => ({ holder: block, at: `${pointer}/${index}` })),
    report,
  );
  for (const [index, block] of blocks.entries())
    refuseRepeats('action_id', elementsOf(block, `${pointer}/${index}`), report);
};

interface Holder {
  holder: unknown;
  at: string;
}

function elementsOf(block: unknown, at: string): Holder[] {
  if (!isRecord(block) || !Array.isArray(block['elements'])) return [];
  return block['elements'].map((holder, index) => ({ holder, at: `${at}/elements/${index}` }));
}

function refuseRepeats(name: string, holders: Holder[], report: Parameters<Check>[2]): void {
  const seen = new Set<unknown>();
  for (const { holder, at } of holders) {
    const id = isRecord(holder) ? holder[name] : undefined;
    if (typeof id !== 'string') continue;
    if (seen.has(id)) report({ message: `\`${name}\` "${id}" already exists`, pointer: `${at}/${name}` });
    seen.add(id);
  }
}
