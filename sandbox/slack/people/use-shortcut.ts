import { commonParts } from '../delivery/payload-parts.js';
import type { DeliveryReport, ShortcutInput } from '../page-contract.js';
import { BadInput } from './bad-input.js';
import type { Office } from './office.js';
import { personOf } from './present.js';
import { reportOf } from './report.js';

/** A person uses a global shortcut. */
export async function useShortcut(input: ShortcutInput, { world, post }: Office): Promise<DeliveryReport> {
  personOf(input.user, world);
  const shortcut = world.directory.shortcuts.find(({ callback_id }) => callback_id === input.callback_id);
  if (!shortcut) throw new BadInput(`no such shortcut: ${input.callback_id}`);
  const receipt = await post.send({
    kind: 'interactive',
    body: {
      type: 'shortcut',
      ...commonParts(input.user, world),
      action_ts: world.clock.nextTs(),
      callback_id: shortcut.callback_id,
      trigger_id: world.triggers.issue(input.user, input.channel ?? null),
    },
  });
  return reportOf(receipt, (error) => `${shortcut.name} failed with the error "${error}"`);
}
