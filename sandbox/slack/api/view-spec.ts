import { z } from 'zod';
import { assignIds } from '../blocks/assign-ids.js';
import { isRecord } from '../blocks/check.js';
import { isBlockList } from '../blocks/check-blocks.js';
import { checkView } from '../blocks/check-view.js';
import { limits } from '../blocks/limits.js';
import type { ViewSpec } from '../state/view-shelf.js';
import { notJson } from './arguments.js';
import { Refusal, refuseFaults } from './refusal.js';

const textObject = z.looseObject({ type: z.string(), text: z.string() });

const viewSchema = z.object({
  type: z.enum(['modal', 'home']),
  callback_id: z.string().default(''),
  title: textObject.exactOptional(),
  submit: textObject.exactOptional(),
  close: textObject.exactOptional(),
  private_metadata: z.string().default(''),
  external_id: z.string().default(''),
  clear_on_close: z.boolean().default(false),
  notify_on_close: z.boolean().default(false),
});

/** Reads a view of the wanted type, or refuses in Slack's words. */
export function readView(raw: unknown, type: ViewSpec['type']): ViewSpec {
  if (raw === undefined || raw === notJson || !isRecord(raw)) throw new Refusal('invalid_arguments');
  if (Buffer.byteLength(JSON.stringify(raw)) > limits.viewBytes) throw new Refusal('view_too_large');
  const faults = checkView(raw);
  if (faults.length > 0) throw refuseFaults('invalid_arguments', faults);
  const blocks = raw['blocks'];
  if (raw['type'] !== type || !isBlockList(blocks))
    throw refuseFaults('invalid_arguments', [{ message: `must be a ${type} view`, pointer: '/view/type' }]);
  return { ...viewSchema.parse(raw), blocks: assignIds(blocks) };
}
