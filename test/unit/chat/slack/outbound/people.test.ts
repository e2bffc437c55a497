import { webApi } from '@slack/bolt';
import { describe, expect, it, vi } from 'vitest';
import { languagesOf } from '../../../../../src/chat/slack/outbound/languages.js';
import { People } from '../../../../../src/chat/slack/outbound/people.js';
import { messagesFor } from '../../../../../src/i18n/messages-for.js';

const minute = 60_000;
const ourTeam = 'T0OURS0001';

/** A Slack that gives the prepared answers and counts its calls. */
class Slack extends webApi.WebClient {
  readonly asked: string[] = [];
  user: Record<string, unknown> = {};
  members: unknown = ['U1', 'U2'];
  isAway = false;
  refusal: string | null = null;

  override async apiCall(method: string): Promise<webApi.WebAPICallResult> {
    this.asked.push(method);
    if (this.isAway) throw new Error('Slack is away');
    if (this.refusal !== null) throw new webApi.WebAPIPlatformError({ ok: false, error: this.refusal });
    return { ok: true, ...this.#answerTo(method) };
  }

  #answerTo(method: string): Record<string, unknown> {
    if (method === 'auth.test') return { team_id: ourTeam };
    if (method === 'users.info') return { user: { team_id: ourTeam, ...this.user } };
    return { users: this.members };
  }

  count(method: string): number {
    return this.asked.filter((each) => each === method).length;
  }
}

function known(user: Record<string, unknown> = {}) {
  const slack = new Slack();
  slack.user = user;
  const clock = { now: 1_000 };
  return { slack, clock, people: new People(slack, () => clock.now, { raise: () => undefined }) };
}

describe('a person', () => {
  it('from this workspace is no outsider', async () => {
    expect(await known({ locale: 'vi-VN', real_name: 'Lê Hòa' }).people.person('U1')).toEqual({
      id: 'U1',
      isOutsider: false,
      isGone: false,
      locale: 'vi-VN',
      name: 'Lê Hòa',
    });
  });

  it.each([
    ['has left', { deleted: true }],
    ['is a bot', { is_bot: true }],
    ['is a guest of several channels', { is_restricted: true }],
    ['is a guest of one channel', { is_restricted: true, is_ultra_restricted: true }],
    ['is of another company and in no channel shared with it', { is_stranger: true }],
    ['is of another company and in a channel shared with it', { team_id: 'T0THEIRS01', is_stranger: false }],
  ])('is an outsider when Slack says that this person %s', async (_, user) => {
    expect((await known(user).people.person('U1')).isOutsider).toBe(true);
  });

  it('is fetched once a minute', async () => {
    const { slack, clock, people } = known();
    await people.person('U1');
    clock.now += minute - 1;
    await people.person('U1');
    expect(slack.count('users.info')).toBe(1);
  });

  it('is fetched again after a minute, so that a new guest is recognised', async () => {
    const { slack, clock, people } = known();
    await people.person('U1');
    slack.user = { is_restricted: true };
    clock.now += minute;
    expect((await people.person('U1')).isOutsider).toBe(true);
  });

  it('is not taken from memory when Slack does not answer after a minute', async () => {
    const { slack, clock, people } = known();
    await people.person('U1');
    slack.isAway = true;
    clock.now += minute;
    await expect(people.person('U1')).rejects.toThrow();
  });

  it('is fetched again after a failed answer', async () => {
    const { slack, people } = known();
    slack.isAway = true;
    await people.person('U1').catch(() => null);
    slack.isAway = false;
    expect((await people.person('U1')).id).toBe('U1');
  });
});

describe('a user group', () => {
  it('has the members that Slack names', async () => {
    expect([...(await known().people.groupMembers('S1'))]).toEqual(['U1', 'U2']);
  });

  it('is fetched once a minute, each group separately', async () => {
    const { slack, people } = known();
    for (const group of ['S1', 'S1', 'S2']) await people.groupMembers(group);
    expect(slack.count('usergroups.users.list')).toBe(2);
  });

  it('loses a former member after a minute', async () => {
    const { slack, clock, people } = known();
    await people.groupMembers('S1');
    slack.members = ['U2'];
    clock.now += minute;
    expect([...(await people.groupMembers('S1'))]).toEqual(['U2']);
  });

  it('has no members when Slack’s answer is not understood', async () => {
    const { slack, people } = known();
    slack.members = undefined;
    await expect(people.groupMembers('S1')).rejects.toThrow();
  });
});

describe('a user group that lacks a person', () => {
  const wanted = { wanted: 'U3' };

  it('is read again at once, since that person may just have been added', async () => {
    const { slack, people } = known();
    await people.groupMembers('S1');
    slack.members = ['U1', 'U3'];
    expect([...(await people.groupMembers('S1', wanted))]).toEqual(['U1', 'U3']);
  });

  it('is read again once in ten seconds, however many people ask', async () => {
    const { slack, clock, people } = known();
    await people.groupMembers('S1');
    for (let second = 0; second < 20; second += 1) {
      await Promise.all([people.groupMembers('S1', wanted), people.groupMembers('S1', wanted)]);
      clock.now += 1_000;
    }
    expect(slack.count('usergroups.users.list')).toBe(3);
  });

  it('keeps its members where reading it again fails', async () => {
    const { slack, people } = known();
    await people.groupMembers('S1');
    slack.isAway = true;
    expect([...(await people.groupMembers('S1', wanted))]).toEqual(['U1', 'U2']);
    expect([...(await people.groupMembers('S1'))]).toEqual(['U1', 'U2']);
  });

  it('lets nobody in when it was never read, or too long ago', async () => {
    const { slack, clock, people } = known();
    await people.groupMembers('S1');
    slack.isAway = true;
    clock.now += minute;
    await expect(people.groupMembers('S1')).rejects.toThrow('Slack is away');
    await expect(people.groupMembers('S2', wanted)).rejects.toThrow('Slack is away');
  });
});

describe('a fresh reading', () => {
  it('is made for each caller, however recent the last one', async () => {
    const { slack, people } = known();
    await people.groupMembers('S1');
    slack.members = ['U2'];
    expect([...(await people.groupMembers('S1', { fresh: true }))]).toEqual(['U2']);
    expect([...(await people.groupMembers('S1'))]).toEqual(['U2']);
  });

  it('is shared by all callers who asked before it began', async () => {
    const { slack, people } = known();
    const under = people.groupMembers('S1');
    await Promise.all([1, 2, 3].map(() => people.groupMembers('S1', { fresh: true })));
    await under;
    expect(slack.count('usergroups.users.list')).toBe(2);
  });

  it('is made no more often than Slack allows, however many callers ask at once', async () => {
    const { slack, people } = known();
    for (let wish = 0; wish < 30; wish += 1) await people.groupMembers('S1', { fresh: true });
    expect(slack.count('usergroups.users.list')).toBe(8);
  });

  it('fails where Slack does not answer, instead of giving an older one', async () => {
    const { slack, people } = known();
    await people.groupMembers('S1');
    slack.isAway = true;
    await expect(people.groupMembers('S1', { fresh: true })).rejects.toThrow('Slack is away');
  });
});

describe('a former member of the workspace', () => {
  it('is recognised when deactivated', async () => {
    expect((await known({ deleted: true }).people.person('U1')).isGone).toBe(true);
  });

  it.each(['user_not_found', 'user_not_visible'])('is recognised when Slack answers %s', async (code) => {
    const { slack, people } = known();
    slack.refusal = code;
    expect(await people.person('U1')).toMatchObject({ isGone: true, isOutsider: true });
  });

  it('is not assumed after any other refusal', async () => {
    const { slack, people } = known();
    slack.refusal = 'internal_error';
    await expect(people.person('U1')).rejects.toThrow();
  });
});

describe('a person’s language', () => {
  const languageOf = (user: Record<string, unknown>) => languagesOf(known(user).people, 'vi')('U1');

  it.each([
    ['vi-VN', 'vi'],
    ['en-US', 'en'],
    ['en-GB', 'en'],
    ['EN', 'en'],
    ['fr-FR', 'vi'],
    ['', 'vi'],
  ] as const)('is, for “%s” in Slack, %s', async (locale, language) => {
    expect(await languageOf({ locale })).toBe(messagesFor(language));
  });

  it('falls back to the default when Slack does not answer', async () => {
    const { slack, people } = known();
    slack.isAway = true;
    expect(await languagesOf(people, 'en')('U1')).toBe(messagesFor('en'));
  });

  it('falls back to the default when Slack takes too long, since somebody waits', async () => {
    vi.useFakeTimers();
    const { people } = known();
    vi.spyOn(people, 'person').mockReturnValue(new Promise(() => undefined));
    const language = languagesOf(people, 'en')('U1');
    await vi.advanceTimersByTimeAsync(600);
    vi.useRealTimers();
    expect(await language).toBe(messagesFor('en'));
  });
});
