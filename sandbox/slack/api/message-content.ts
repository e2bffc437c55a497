import { assignIds } from '../blocks/assign-ids.js';
import { isRecord } from '../blocks/check.js';
import { checkMessageBlocks, cumulativeText, isBlockList } from '../blocks/check-blocks.js';
import { limits } from '../blocks/limits.js';
import type { Block } from '../page-contract.js';
import { notJson } from './arguments.js';
import { Refusal, refuseFaults } from './refusal.js';

/** The content of an app's message; `blocks` is undefined when the app sent none. */
export interface Content {
  text: string | undefined;
  blocks: Block[] | undefined;
}

/** Reads text and blocks as every posting method does, or refuses in Slack's words. */
export function readContent(raw: { text?: string | undefined; blocks: unknown }, maxText: number): Content {
  const blocks = raw.blocks === undefined ? undefined : readBlocks(raw.blocks);
  if (!raw.text && !blocks?.length) throw new Refusal('no_text');
  if (raw.text && Array.from(raw.text).length > maxText) throw new Refusal('msg_too_long');
  return { text: raw.text, blocks };
}

/** Reads blocks; an empty list is allowed and means none. */
export function readBlocks(raw: unknown): Block[] {
  if (raw === notJson || !isBlockList(raw)) throw new Refusal('invalid_blocks_format');
  const checked = checkMessageBlocks(raw);
  if ('faults' in checked) throw refuseFaults('invalid_blocks', checked.faults);
  if (cumulativeText(raw) > limits.cumulativeText) throw new Refusal('msg_blocks_too_long');
  return assignIds(checked.blocks);
}

/** Slack does not document its limit (`metadata_too_large`); this is a low guess. */
const metadataMaxBytes = 8_000;

/** Reads message metadata: an event type and a flat payload. */
export function readMetadata(raw: unknown): Record<string, unknown> | undefined {
  if (raw === undefined) return undefined;
  if (raw === notJson || !isRecord(raw)) throw new Refusal('invalid_metadata_format');
  if (Object.keys(raw).length === 0) return {};
  if (typeof raw['event_type'] !== 'string' || !isRecord(raw['event_payload']))
    throw new Refusal('invalid_metadata_schema');
  if (Buffer.byteLength(JSON.stringify(raw)) > metadataMaxBytes) throw new Refusal('metadata_too_large');
  return raw;
}
