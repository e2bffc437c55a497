import type { webApi } from '@slack/bolt';
import { z } from 'zod';

/** How long a group's members are believed, in milliseconds. Slack allows some 20 such calls a minute. */
const freshMs = 60_000;

const members = z.object({ users: z.array(z.string()) });

/** Who is in which user group; what is a minute old is asked anew. */
export class People {
  readonly #client: webApi.WebClient;
  readonly #now: () => number;
  readonly #groups = new Map<string, { readonly at: number; readonly users: ReadonlySet<string> }>();

  constructor(client: webApi.WebClient, now: () => number) {
    this.#client = client;
    this.#now = now;
  }

  /** @throws when Slack does not say who is in the group */
  async groupMembers(group: string): Promise<ReadonlySet<string>> {
    const known = this.#groups.get(group);
    if (known !== undefined && this.#now() - known.at < freshMs) return known.users;
    const answer = await this.#client.usergroups.users.list({ usergroup: group });
    const users = new Set(members.parse(answer).users);
    this.#groups.set(group, { at: this.#now(), users });
    return users;
  }
}
