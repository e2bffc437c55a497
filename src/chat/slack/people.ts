import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Person } from '../../core/policy.js';
import type { Alerts } from '../../flow/ports/alerts.js';
import { refusalCode } from './slack-failure.js';

/** How long what Slack says of people and groups is believed, in milliseconds. It allows some 20 such calls a minute. */
const freshMs = 60_000;

/** Somebody who is not in a group, as it is remembered, has it asked for again at most this often, in milliseconds. */
const askedAgainMs = 1_000;

const members = z.object({ users: z.array(z.string()) });

const info = z.object({
  user: z.object({
    locale: z.string().default(''),
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
}

/** Who is in which user group, and who somebody is; what is a minute old is asked anew. */
export class People {
  readonly #client: webApi.WebClient;
  readonly #now: () => number;
  readonly #alerts: Alerts;
  readonly #groups = new Map<string, { readonly at: number; readonly value: ReadonlySet<string> }>();
  readonly #people = new Map<string, { readonly at: number; readonly value: KnownPerson }>();

  #team: Promise<z.output<typeof home>> | null = null;

  constructor(client: webApi.WebClient, now: () => number, alerts: Alerts) {
    this.#client = client;
    this.#now = now;
    this.#alerts = alerts;
  }

  /**
   * The people in a group. Where `wanted` is missing in what is remembered, Slack is asked again: they may just have
   * been added. @throws when Slack does not say who is in the group
   */
  groupMembers(group: string, wanted?: string): Promise<ReadonlySet<string>> {
    const known = this.#groups.get(group);
    const isMissing = wanted !== undefined && known?.value.has(wanted) === false;
    if (isMissing && this.#now() - known.at >= askedAgainMs) this.#groups.delete(group);
    return this.#fresh(this.#groups, group, async () => {
      const answer = await this.#client.usergroups.users
        .list({ usergroup: group })
        .catch((error: unknown) => {
          const code = refusalCode(error);
          if (code !== null) this.#alerts.raise({ type: 'group_unreadable', group, code });
          throw error;
        });
      return new Set(members.parse(answer).users);
    });
  }

  /** @throws when Slack does not say who that is */
  person(id: string): Promise<KnownPerson> {
    return this.#fresh(this.#people, id, async () => {
      const { user } = info.parse(await this.#client.users.info({ user: id, include_locale: true }));
      const isOutsider =
        user.deleted ||
        user.is_bot ||
        user.is_restricted ||
        user.is_ultra_restricted ||
        user.is_stranger ||
        (await this.#isFromElsewhere(user));
      return { id, isOutsider, locale: user.locale };
    });
  }

  /**
   * Slack calls somebody of another company a stranger only where no channel is shared with them, so the teams are
   * compared (docs.slack.dev/reference/objects/user-object).
   */
  async #isFromElsewhere({ team_id, enterprise_user }: z.output<typeof info>['user']): Promise<boolean> {
    if (team_id === undefined) return false;
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

  async #fresh<T>(
    known: Map<string, { readonly at: number; readonly value: T }>,
    key: string,
    read: () => Promise<T>,
  ): Promise<T> {
    const found = known.get(key);
    if (found !== undefined && this.#now() - found.at < freshMs) return found.value;
    const value = await read();
    known.set(key, { at: this.#now(), value });
    return value;
  }
}
