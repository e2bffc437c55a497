import { withoutTexts } from '../core/request/entry-facts.js';
import type { CloudEvent, LoggedEntry } from '../flow/ports/events.js';

export interface EventSettings {
  /** The prefix of the bot's keys in Redis, which tells two bots apart. */
  readonly prefix: string;
  /** With what people typed: reasons and queries. */
  readonly includeTexts: boolean;
}

/**
 * The event of an audit entry. Its id comes from the entry's number and hash: a repeated delivery has the same id, and
 * another entry with the same number, after a restore, has another.
 */
export function cloudEvent(
  { sequence, hash, entry }: LoggedEntry,
  { prefix, includeTexts }: EventSettings,
): CloudEvent {
  const event = {
    specversion: '1.0',
    id: `${sequence}-${hash.slice(0, 16)}`,
    source: `/zca-unlink-bot/${prefix.replaceAll(/[{}]/gu, '')}`,
    datacontenttype: 'application/json',
    sequence: String(sequence).padStart(15, '0'),
  } as const;
  if (entry === null) return { ...event, type: 'zca-unlink.audit.unreadable', data: { sequence, hash } };
  const { requestId, action, actor, at, surface } = entry;
  // Absent: Slack, or an entry of a version that knew no other chat.
  const where = surface === undefined ? {} : { surface };
  const details = includeTexts ? entry.details : withoutTexts(entry);
  const isDated = Math.abs(at) <= 8.64e15;
  return {
    ...event,
    type: `zca-unlink.audit.${action}`,
    ...(requestId === '' ? {} : { subject: requestId, partitionkey: requestId }),
    ...(isDated ? { time: new Date(at).toISOString() } : {}),
    data: { sequence, hash, requestId, action, actor, ...where, details },
  };
}
