import { useEffect, useState } from 'react';
import type { ActionInput, Block, DeliveryReport } from '../../slack/page-contract.js';
import { act, findOptions } from '../wire/sandbox-api.js';
import type { Surface, SurfaceValues } from './surface.js';

interface SurfaceOptions {
  user: string;
  container: ActionInput['container'];
  blocks: Block[];
  errors?: Readonly<Record<string, string>>;
  heading?: Surface['heading'];
  onReport: (report: DeliveryReport) => void;
}

const noErrors = {};

/** Choices outlive the component: a view covered by another comes back as the person left it. */
const kept = new Map<string, SurfaceValues>();

/** Forgets choices in blocks that are gone: if they come back, they start as the app says. */
function keepOnly(key: string, blocks: Block[]): void {
  const present = new Set(blocks.map((block) => block.block_id));
  const values = Object.entries(kept.get(key) ?? {}).filter(([blockId]) => present.has(blockId));
  if (kept.has(key)) kept.set(key, Object.fromEntries(values));
}

/** The surface of one message or view. */
export function useContainerSurface(options: SurfaceOptions): Surface {
  const { user, container, blocks, errors, heading = 'h3', onReport } = options;
  const key = `${user} ${Object.values(container).join(' ')}`;
  const [, redraw] = useState(0);
  const values = kept.get(key) ?? {};
  useEffect(() => keepOnly(key, blocks), [key, blocks]);
  return {
    heading,
    values,
    errors: errors ?? noErrors,
    setValue: (blockId, actionId, state) => {
      const before = kept.get(key) ?? {};
      kept.set(key, { ...before, [blockId]: { ...before[blockId], [actionId]: state } });
      redraw((n) => n + 1);
    },
    act: async (block_id, action_id, choice) =>
      onReport(await act({ user, container, block_id, action_id, ...choice })),
    remember: (block_id, action_id, choice) => void act({ user, container, block_id, action_id, ...choice }),
    find: (block_id, action_id, value) => findOptions({ user, container, block_id, action_id, value }),
  };
}
