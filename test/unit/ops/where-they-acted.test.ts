import { describe, expect, it } from 'vitest';
import type { ReadEntry } from '../../../src/core/request/audit-replay.js';
import { messagesFor } from '../../../src/i18n/messages-for.js';
import { Storyteller } from '../../../src/i18n/story/storyteller.js';
import { cloudEvent } from '../../../src/ops/cloud-event.js';

const settings = { prefix: '{zca-unlink}', includeTexts: false };
/** As every version before Zalo wrote it. */
const older: ReadEntry = {
  at: Date.UTC(2026, 0, 5),
  requestId: 'UR-7K2M',
  action: 'cancelled',
  actor: 'U0LAN00001',
  details: { why: '' },
};
const inZalo: ReadEntry = { ...older, actor: 'zalo:2220', surface: 'zalo' };

describe('an entry of the audit log', () => {
  it('says in its event in which chat somebody acted, and nothing new about an older one', () => {
    const event = (entry: ReadEntry) =>
      cloudEvent({ sequence: 7, hash: 'a'.repeat(64), entry }, settings).data;
    expect(event(inZalo)).toMatchObject({ actor: 'zalo:2220', surface: 'zalo' });
    expect(Object.keys(event(older) ?? {})).toEqual([
      'sequence',
      'hash',
      'requestId',
      'action',
      'actor',
      'details',
    ]);
  });

  it('says so in its story too, in both languages, also of a chat that this version does not know', () => {
    const story = (entry: ReadEntry, locale: 'vi' | 'en') => new Storyteller(messagesFor(locale)).tell(entry);
    expect(story(older, 'en')).toBe('U0LAN00001 cancelled it.');
    expect(story(inZalo, 'en')).toBe('zalo:2220 cancelled it. (in Zalo)');
    expect(story({ ...inZalo, surface: 'zalo-bot' }, 'vi')).toContain('(qua Zalo bot)');
    expect(story({ ...inZalo, surface: 'zalo-zbs' }, 'en')).toContain('(in zalo-zbs)');
  });
});
