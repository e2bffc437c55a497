import { describe, expect, it } from 'vitest';
import botConfig from '../../../../bot.config.js';
import { InMemoryJournal } from '../../../../src/chat/slack/outbound/in-memory-journal.js';
import { ZaloSurface } from '../../../../src/chat/zalo/outbound/zalo-surface.js';
import { loadConfig } from '../../../../src/config/load-config.js';
import { Directory } from '../../../../src/core/person/directory.js';
import type { LastWord } from '../../../../src/flow/ports/zalo-usage.js';
import { messagesFor } from '../../../../src/i18n/messages-for.js';
import { askedAt, pending } from '../../../fixtures/requests.js';

const hourMs = 3_600_000;
const expiresAt = askedAt + 24 * hourMs;
const end = askedAt + 10 * hourMs;

/** A surface on which Bá may approve, and what his phone shows. */
function surfaceAt(clock: { now: number }, windowEnd: number | null, word: LastWord | null = null) {
  const journal = new InMemoryJournal();
  const shown: string[] = [];
  const { policy } = loadConfig(botConfig, {
    REDIS_URL: 'redis://127.0.0.1:6379',
    SLACK_BOT_TOKEN: 'xoxb-test-secret-token',
    SLACK_SIGNING_SECRET: 'test-signing-secret-0123',
    ZCA_API_URL: 'https://127.0.0.1:1',
    ZCA_API_TOKEN: 'test-zca-secret-token',
  });
  const surface = new ZaloSurface({
    messengers: new Map([
      [
        'zalo',
        {
          send: async (_: string, { text }: { readonly text: string }) => {
            shown.push(text);
            return { type: 'sent', sent: ['m'] } as const;
          },
        },
      ],
    ]),
    directory: new Directory([{ name: 'Bá', zaloOa: '2220' }]),
    links: {
      newCode: async () => ({ code: '', until: 0 }),
      confirmedTo: async () => null,
      confirm: async () => 'no_code',
      mayAnswerStranger: async () => false,
    },
    codes: { offer: async () => '482193' },
    journal,
    words: { of: async () => word, missed: async () => undefined },
    windowEnd: async () => windowEnd,
    people: {
      groupMembers: async () => new Set<string>(),
      person: async (id) => ({ id, isOutsider: false }),
    },
    nameOf: async () => null,
    policies: { base: { ...policy.base, approvers: ['zalo:2220'] }, rules: [] },
    operators: [],
    messages: messagesFor('en'),
    now: () => clock.now,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  return { surface, shown, journal };
}

describe('a request that outlives an approver’s window', () => {
  it('is asked for once more, with its code, within two hours before the window closes', async () => {
    const clock = { now: askedAt };
    const { surface, shown } = surfaceAt(clock, end);
    const request = pending({ expiresAt });
    await surface.showCard(request);
    clock.now = end - 2 * hourMs - 1;
    await surface.ensureCard(request);
    expect(shown).toHaveLength(1);
    clock.now = end - 2 * hourMs;
    await surface.ensureCard(request);
    await surface.ensureCard(request);
    expect(shown).toHaveLength(2);
    expect(shown[1]).toMatch(/UR-7K2M is still waiting for your decision[\s\S]*approve 482193/u);
  });

  it('is not asked for again if it expires before, or the window is not known', async () => {
    for (const windowEnd of [expiresAt, null]) {
      const clock = { now: askedAt };
      const { surface, shown } = surfaceAt(clock, windowEnd);
      await surface.showCard(pending({ expiresAt }));
      clock.now = expiresAt - 1;
      await surface.ensureCard(pending({ expiresAt }));
      expect(shown).toHaveLength(1);
    }
  });
});

describe('a person whom no message about a request reached', () => {
  const op = 'zalo-card-UR-7K2M-1-zalo:2220';

  it.each([
    ['an earlier version', 'unreached'],
    ['this version', `unreached-${askedAt}`],
  ])('gets it after their next word, as noted by %s', async (_, ts) => {
    const { surface, shown, journal } = surfaceAt({ now: askedAt + hourMs }, null, {
      at: askedAt + 1,
      sent: 0,
    });
    await journal.done(op, { channel: 'zalo', ts });
    expect(await surface.ensureCard(pending({ expiresAt }))).toBe(true);
    expect(await surface.ensureCard(pending({ expiresAt }))).toBe(false);
    expect(shown).toHaveLength(1);
  });

  it('is not tried again before they write', async () => {
    const { surface, shown, journal } = surfaceAt({ now: askedAt + hourMs }, null, { at: askedAt, sent: 0 });
    await journal.done(op, { channel: 'zalo', ts: `unreached-${askedAt}` });
    expect(await surface.ensureCard(pending({ expiresAt }))).toBe(false);
    expect(shown).toEqual([]);
    expect(await surface.unreachable(pending({ expiresAt }), true)).toEqual(['zalo:2220']);
  });
});
