import { webApi } from '@slack/bolt';
import { describe, expect, it, vi } from 'vitest';
import { languagesOf } from '../../../src/chat/slack/languages.js';
import { People } from '../../../src/chat/slack/people.js';
import { messagesFor } from '../../../src/i18n/messages-for.js';

const minute = 60_000;
const ourTeam = 'T0OURS0001';

/** Slack, which answers as it is told and counts how often it was asked. */
class Slack extends webApi.WebClient {
  readonly asked: string[] = [];
  user: Record<string, unknown> = {};
  members: unknown = ['U1', 'U2'];
  isAway = false;

  override async apiCall(method: string): Promise<webApi.WebAPICallResult> {
    this.asked.push(method);
    if (this.isAway) throw new Error('Slack is away');
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
  it('of this workspace is no outsider', async () => {
    expect(await known({ locale: 'vi-VN' }).people.person('U1')).toEqual({
      id: 'U1',
      isOutsider: false,
      locale: 'vi-VN',
    });
  });

  it.each([
    ['has left', { deleted: true }],
    ['is a bot', { is_bot: true }],
    ['is a guest of several channels', { is_restricted: true }],
    ['is a guest of one channel', { is_restricted: true, is_ultra_restricted: true }],
    ['is of another company and in no channel shared with it', { is_stranger: true }],
    ['is of another company and in a channel shared with it', { team_id: 'T0THEIRS01', is_stranger: false }],
  ])('who %s is an outsider', async (_, user) => {
    expect((await known(user).people.person('U1')).isOutsider).toBe(true);
  });

  it('is asked about once within a minute', async () => {
    const { slack, clock, people } = known();
    await people.person('U1');
    clock.now += minute - 1;
    await people.person('U1');
    expect(slack.count('users.info')).toBe(1);
  });

  it('is asked about anew after a minute, so that who has become a guest is known as one', async () => {
    const { slack, clock, people } = known();
    await people.person('U1');
    slack.user = { is_restricted: true };
    clock.now += minute;
    expect((await people.person('U1')).isOutsider).toBe(true);
  });

  it('is not believed from memory when Slack does not answer after a minute', async () => {
    const { slack, clock, people } = known();
    await people.person('U1');
    slack.isAway = true;
    clock.now += minute;
    await expect(people.person('U1')).rejects.toThrow();
  });

  it('is asked about anew after an answer that failed', async () => {
    const { slack, people } = known();
    slack.isAway = true;
    await people.person('U1').catch(() => null);
    slack.isAway = false;
    expect((await people.person('U1')).id).toBe('U1');
  });
});

describe('a group', () => {
  it('has the members that Slack names', async () => {
    expect([...(await known().people.groupMembers('S1'))]).toEqual(['U1', 'U2']);
  });

  it('is asked about once within a minute, and each group for itself', async () => {
    const { slack, people } = known();
    for (const group of ['S1', 'S1', 'S2']) await people.groupMembers(group);
    expect(slack.count('usergroups.users.list')).toBe(2);
  });

  it('loses who has left it after a minute', async () => {
    const { slack, clock, people } = known();
    await people.groupMembers('S1');
    slack.members = ['U2'];
    clock.now += minute;
    expect([...(await people.groupMembers('S1'))]).toEqual(['U2']);
  });

  it('has nobody on a guess when Slack’s answer is not understood', async () => {
    const { slack, people } = known();
    slack.members = undefined;
    await expect(people.groupMembers('S1')).rejects.toThrow();
  });
});

describe('the language of a person', () => {
  const languageOf = (user: Record<string, unknown>) => languagesOf(known(user).people, 'vi')('U1');

  it.each([
    ['vi-VN', 'vi'],
    ['en-US', 'en'],
    ['en-GB', 'en'],
    ['EN', 'en'],
    ['fr-FR', 'vi'],
    ['', 'vi'],
  ] as const)('for “%s” in Slack is %s', async (locale, language) => {
    expect(await languageOf({ locale })).toBe(messagesFor(language));
  });

  it('is the default one when Slack does not answer', async () => {
    const { slack, people } = known();
    slack.isAway = true;
    expect(await languagesOf(people, 'en')('U1')).toBe(messagesFor('en'));
  });

  it('is the default one when Slack takes too long, since somebody waits', async () => {
    vi.useFakeTimers();
    const { people } = known();
    vi.spyOn(people, 'person').mockReturnValue(new Promise(() => undefined));
    const language = languagesOf(people, 'en')('U1');
    await vi.advanceTimersByTimeAsync(600);
    vi.useRealTimers();
    expect(await language).toBe(messagesFor('en'));
  });
});
