import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Person } from '../../../core/request/permission.js';
import type { Alerts } from '../../../flow/ports/alerts.js';
import type { MembersWanted } from '../../../flow/ports/chat.js';
import { CachedLookups } from './cached-lookups.js';
import { refusalCode } from './slack-failure.js';
import type { NameLookup } from './typed-text.js';

/**
 * How long Slack's data about people and groups is trusted, and how often a person missing from a remembered group has
 * it read again at most. Slack allows some 20 such calls a minute, and anybody can press.
 */
const times = { maxAgeMs: 60_000, askedAgainMs: 10_000 };

/**
 * Slack's error codes for a person who does not exist or cannot be seen (docs.slack.dev/reference/methods/users.info).
 */
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
  /** Such as `vi-VN`; empty when Slack gives none. */
  readonly locale: string;
  /** As Slack displays it; empty when Slack gives none. */
  readonly name: string;
}

/** Looks up people and the members of user groups; data older than a minute is read again. */
export class People implements NameLookup {
  readonly #client: webApi.WebClient;
  readonly #alerts: Alerts;
  readonly #groups: CachedLookups<ReadonlySet<string>>;
  readonly #people: CachedLookups<KnownPerson>;
  /** The handles of all groups, read together. */
  readonly #handles: CachedLookups<ReadonlyMap<string, string>>;

  #team: Promise<z.output<typeof home>> | null = null;

  constructor(client: webApi.WebClient, now: () => number, alerts: Alerts) {
    this.#client = client;
    this.#alerts = alerts;
    this.#groups = new CachedLookups((group) => this.#readMembers(group), now, times);
    this.#people = new CachedLookups((id) => this.#readPerson(id), now, times);
    this.#handles = new CachedLookups(() => this.#readHandles(), now, times);
  }

  /** See `flow/ports/chat.ts`. @throws when Slack does not list the group's members */
  groupMembers(group: string, { wanted, fresh }: MembersWanted = {}): Promise<ReadonlySet<string>> {
    const isEnough = (members: ReadonlySet<string>) => wanted === undefined || members.has(wanted);
    return this.#groups.of(group, { isEnough, fresh: fresh === true });
  }

  /** See `flow/ports/chat.ts`. @throws when Slack does not identify the person */
  person(id: string, { fresh }: Pick<MembersWanted, 'fresh'> = {}): Promise<KnownPerson> {
    return this.#people.of(id, { fresh: fresh === true });
  }

  async personName(id: string): Promise<string | null> {
    return (await this.person(id)).name || null;
  }

  async groupName(id: string): Promise<string | null> {
    return (await this.#handles.of('all', {})).get(id) ?? null;
  }

  /** The bot's own workspace and its organization; empty: none. */
  async workspace(): Promise<{ readonly team: string; readonly enterprise: string }> {
    const { team_id: team, enterprise_id: enterprise } = await this.#ownTeam();
    return { team, enterprise: enterprise ?? '' };
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
   * Slack marks a person of another company as a stranger only when no channel is shared with them, so the teams are
   * compared (docs.slack.dev/reference/objects/user-object).
   */
  async #isFromElsewhere({ team_id, enterprise_user }: z.output<typeof info>['user']): Promise<boolean> {
    // Without a team, assume an outsider: nobody gets permission on a guess.
    if (team_id === undefined) return true;
    const ours = await this.#ownTeam();
    if (team_id === ours.team_id) return false;
    const enterprise = ours.enterprise_id ?? '';
    return enterprise === '' || enterprise_user?.enterprise_id !== enterprise;
  }

  /** Reads once; again only after a failure. */
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
