import { checkMessageBlocks, cumulativeText } from '../../../sandbox/slack/blocks/check-blocks.js';
import { LIMITS } from '../../../sandbox/slack/blocks/limits.js';
import type { SlackMessage } from '../../../src/chat/slack/rich-text.js';

/** Everything Slack would say against a message; nothing when it would take it. */
export function faultsOf(message: SlackMessage): string[] {
  const checked = checkMessageBlocks(asSent(message));
  const faults =
    'faults' in checked ? checked.faults.map(({ pointer, message: fault }) => `${pointer}: ${fault}`) : [];
  const total = cumulativeText(message.blocks);
  if (total > LIMITS.cumulativeText) faults.push(`the blocks hold ${total} characters of text`);
  if (message.text.length > LIMITS.updateText) faults.push(`text has ${message.text.length} characters`);
  if (message.text.trim() === '') faults.push('text is empty');
  return faults;
}

/** What is left in a message's `text` that Slack would give a meaning to, once the bot's own is taken out. */
export function foreignMarkup(text: string, own: readonly string[]): string[] {
  const dates = text.replaceAll(/<!date\^\d+\^\{time(_secs)?\}, \{date_short\}\|[\d-]{10} [\d:]+ UTC>/gu, '');
  const rest = own.reduce((left, mention) => left.replaceAll(mention, ''), dates);
  return [...rest.matchAll(/[<>].{0,20}|&(?!(?:amp|lt|gt);).{0,5}/gsu)].map(([found]) => found);
}

/** Every person, group and channel that a message's blocks mention, and every broadcast. */
export function mentionsIn(message: SlackMessage): string[] {
  return objectsIn(asSent(message)).flatMap((object) =>
    ['user_id', 'usergroup_id', 'channel_id', 'range', 'url'].flatMap((name) =>
      typeof object[name] === 'string' ? [object[name]] : [],
    ),
  );
}

/** Texts that Slack would read as markup. */
export function mrkdwnIn(message: SlackMessage): unknown[] {
  return objectsIn(asSent(message)).filter(({ type }) => type === 'mrkdwn' || type === 'markdown');
}

/** A message's form: all of its blocks, with every text blanked out. Values are left, since they are ids. */
export function formOf(message: SlackMessage): unknown {
  return JSON.parse(
    JSON.stringify(message.blocks, (name, value: unknown) => (isTextOf(name, value) ? '' : value)),
  );
}

function isTextOf(name: string, value: unknown): boolean {
  return (name === 'text' || name === 'accessibility_label') && typeof value === 'string';
}

function asSent({ blocks }: SlackMessage): unknown {
  return JSON.parse(JSON.stringify(blocks));
}

function objectsIn(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (!isRecord(value)) return [];
  return [value, ...Object.values(value).flatMap(objectsIn)];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The elements people can press, wherever they stand. */
export function pressable(message: SlackMessage): Record<string, unknown>[] {
  return objectsIn(asSent(message)).filter((object) => 'action_id' in object);
}
