import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Person } from '../../../core/request/policy.js';
import type { Alerts } from '../../../flow/ports/alerts.js';
import type { MembersWanted } from '../../../flow/ports/chat.js';
import { CachedLookups } from './cached-lookups.js';
import { refusalCode } from './slack-failure.js';
import type { NameLookup } from './typed-text.js';

/**
 * How long what Slack says of people and groups is believed, and how often somebody who is not in a remembered group has
 * it asked for again at most, in milliseconds: Slack allows some 20 such calls a minute, and anybody can press.
 */
const times = { maxAgeMs: 60_000, askedAgainMs: 10_000 };

/** Slack's answers about somebody who is not there (docs.slack.dev/reference/methods/users.info). */
const unknownPerson = ['user_not_found', 'user_not_visible'];

const members = z.object({ users: z.array(z.string()) });

const handles = z.object({
  usergroups: z.array(z.object({ id: z.string(), handle: z.string().default('') })),
});

const info = z.object({
  user: z.object({
    locale: z.string().default(''),
    name: z.string().default(''),
    real_name: z.string().default(''),
    profile: z
      .object({ display_name: z.string().default('') })
      .optional()
      .catch(undefined),
    deleted: z.boolean().default(false),
    is_bot: z.boolean().default(false),
    is_restricted: z.boolean().default(false),
    is_ultra_restricted: z.boolean().default(false),
    is_stranger: z.boolean().default(false),
    team_id: z.string().optional(),
    enterprise_user: z.object({ enterprise_id: z.string().optional() }).optional(),
  }),
});

const home = z.object({ team_id: z.string(), enterprise_id: z.string().nullish() });

export interface KnownPerson extends Person {
  /** As in `vi-VN`; empty where Slack does not say. */
  readonly locale: string;
  /** As Slack shows it; empty where it does not say. */
  readonly name: string;
}

/** Who is in which user group, and who somebody is; what is a minute old is read again. */
export class People implements NameLookup {
  readonly #client: webApi.WebClient;
  readonly #alerts: Alerts;
  readonly #groups: CachedLookups<ReadonlySet<string>>;
  readonly #people: CachedLookups<KnownPerson>;
  /** All groups' names, read together. */
  readonly #handles: CachedLookups<ReadonlyMap<string, string>>;

  #team: Promise<z.output<typeof home>> | null = null;

  constructor(client: webApi.WebClient, now: () => number, alerts: Alerts) {
    this.#client = client;
    this.#alerts = alerts;
    this.#groups = new CachedLookups((group) => this.#readMembers(group), now, times);
    this.#people = new CachedLookups((id) => this.#readPerson(id), now, times);
    this.#handles = new CachedLookups(() => this.#readHandles(), now, times);
  }

  /** As in `flow/ports/chat.ts`. @throws when Slack does not say who is in the group */
  groupMembers(group: string, { wanted, fresh }: MembersWanted = {}): Promise<ReadonlySet<string>> {
    const isEnough = (members: ReadonlySet<string>) => wanted === undefined || members.has(wanted);
    return this.#groups.of(group, { isEnough, fresh: fresh === true });
  }

  /** As in `flow/ports/chat.ts`. @throws when Slack does not say who that is */
  person(id: string, { fresh }: Pick<MembersWanted, 'fresh'> = {}): Promise<KnownPerson> {
    return this.#people.of(id, { fresh: fresh === true });
  }

  async personName(id: string): Promise<string | null> {
    return (await this.person(id)).name || null;
  }

  async groupName(id: string): Promise<string | null> {
    return (await this.#handles.of('all', {})).get(id) ?? null;
  }

  async #readHandles(): Promise<ReadonlyMap<string, string>> {
    const { usergroups } = handles.parse(await this.#client.usergroups.list({ include_disabled: true }));
    return new Map(usergroups.map(({ id, handle }) => [id, handle]));
  }

  async #readMembers(group: string): Promise<ReadonlySet<string>> {
    const answer = await this.#client.usergroups.users.list({ usergroup: group }).catch((error: unknown) => {
      const code = refusalCode(error);
      if (code !== null) this.#alerts.raise({ type: 'group_unreadable', group, code });
      throw error;
    });
    return new Set(members.parse(answer).users);
  }

  async #readPerson(id: string): Promise<KnownPerson> {
    const answer = await this.#client.users
      .info({ user: id, include_locale: true })
      .catch((error: unknown) => {
        if (unknownPerson.includes(refusalCode(error) ?? '')) return null;
        throw error;
      });
    if (answer === null) return { id, isOutsider: true, isGone: true, locale: '', name: '' };
    const { user } = info.parse(answer);
    const isOutsider =
      user.deleted ||
      user.is_bot ||
      user.is_restricted ||
      user.is_ultra_restricted ||
      user.is_stranger ||
      (await this.#isFromElsewhere(user));
    const name = user.profile?.display_name || user.real_name || user.name;
    return { id, isOutsider, isGone: user.deleted, locale: user.locale, name };
  }

  /**
   * Slack calls somebody of another company a stranger only where no channel is shared with them, so the teams are
   * compared (docs.slack.dev/reference/objects/user-object).
   */
  async #isFromElsewhere({ team_id, enterprise_user }: z.output<typeof info>['user']): Promise<boolean> {
    // Nobody is let in on a guess.
    if (team_id === undefined) return true;
    const ours = await this.#ownTeam();
    if (team_id === ours.team_id) return false;
    const enterprise = ours.enterprise_id ?? '';
    return enterprise === '' || enterprise_user?.enterprise_id !== enterprise;
  }

  /** Asked for once; again after a failure. */
  #ownTeam(): Promise<z.output<typeof home>> {
    this.#team ??= this.#client.auth.test().then(
      (answer) => home.parse(answer),
      (error: unknown) => {
        this.#team = null;
        throw error;
      },
    );
    return this.#team;
  }
}
