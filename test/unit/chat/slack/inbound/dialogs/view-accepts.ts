import type { types } from '@slack/bolt';
import { cumulativeText } from '../../../../../../sandbox/slack/blocks/check-blocks.js';
import { checkView } from '../../../../../../sandbox/slack/blocks/check-view.js';
import { limits } from '../../../../../../sandbox/slack/blocks/limits.js';

/** Every fault Slack would find in a dialog; empty when Slack would accept it. */
export function faultsOf(view: types.ModalView): string[] {
  const sent: unknown = JSON.parse(JSON.stringify(view));
  const faults = checkView(sent).map(({ pointer, message }) => `${pointer}: ${message}`);
  const total = cumulativeText(JSON.parse(JSON.stringify(view.blocks)));
  if (total > limits.cumulativeText) faults.push(`the blocks hold ${total} characters of text`);
  return faults;
}

/** Every text of a dialog, in order. */
export function textOf(view: types.ModalView): string {
  return textsIn(view).join('\n');
}

function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) =>
    name === 'text' && typeof part === 'string' ? [part] : textsIn(part),
  );
}
