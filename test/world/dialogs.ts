import type { DeliveryReport, View } from '../../sandbox/slack/page-contract.js';
import type { World } from './world.js';

const patienceMs = 10_000;

/** Waits for the dialog that somebody sees. */
export function dialogOf({ workspace }: World, user: string): Promise<View> {
  return workspace.waitFor(() => workspace.views(user).modal, patienceMs);
}

/** Sends a dialog with what was typed: by asset id for the last digits, or `reason`. */
export function submitDialog(
  { workspace }: World,
  user: string,
  dialog: View,
  typed: Readonly<Record<string, string>>,
): Promise<DeliveryReport> {
  const values = Object.fromEntries(
    inputsOf(dialog).map(({ block, action }) => {
      const name = Object.keys(typed).find((each) => block.includes(each));
      const value = name === undefined ? null : (typed[name] ?? null);
      return [block, { [action]: { type: 'plain_text_input', value } }];
    }),
  );
  return workspace.submit({ user, view_id: dialog.id, state: { values } });
}

function inputsOf(dialog: View): { block: string; action: string }[] {
  return dialog.blocks.flatMap(({ type, block_id, element }) =>
    type === 'input' &&
    block_id !== undefined &&
    typeof element === 'object' &&
    element !== null &&
    'action_id' in element
      ? [{ block: block_id, action: String(element.action_id) }]
      : [],
  );
}
