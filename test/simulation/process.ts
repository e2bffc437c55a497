import type { webApi } from '@slack/bolt';
import type { People } from '../../src/chat/slack/outbound/people.js';
import type { Workspace } from './memory-chat.js';
import type { Caller, Scheduler } from './scheduler.js';
import type { Simulated } from './simulated.js';

export interface Surroundings {
  readonly simulated: Simulated;
  readonly scheduler: Scheduler;
  readonly workspace: Workspace;
}

/**
 * One process of the bot: its machine's clock, right or wrong, with the clock that corrects it, and
 * its memory of people in the chat. A process that replaces it starts without that memory.
 */
export class Process implements Caller {
  readonly number: number;
  readonly name: string;
  /** The time that the process follows, in milliseconds since the epoch. */
  readonly now: () => number;
  /** Resolves once it knows the time. */
  readonly ready: Promise<void>;
  readonly people: People;
  isDead = false;
  readonly #ended: () => void;

  /** `aheadMs`: the error of its machine's clock. `ended`: called when it ends. */
  constructor(
    number: number,
    aheadMs: number,
    { simulated, scheduler, workspace }: Surroundings,
    ended: () => void,
  ) {
    const { product, trouble } = simulated;
    this.number = number;
    this.name = `worker ${number}`;
    this.#ended = ended;
    const beganAt = scheduler.now;
    const redis = { eval: async () => [Math.floor(scheduler.now / 1_000), (scheduler.now % 1_000) * 1_000] };
    const own = { wall: () => scheduler.now + aheadMs, elapsed: () => scheduler.now - beganAt };
    const clock = new product.RedisClock(redis, { probe: '' }, own);
    this.now = clock.now;
    this.ready = clock.measure();
    const slack = {
      usergroups: {
        users: {
          list: ({ usergroup }: { readonly usergroup: string }) => {
            const members = () => {
              if (scheduler.now < workspace.groupsAwayUntil) throw new Error('simulated: Slack is away');
              const users = workspace.membersOf(usergroup);
              const { step, now: at } = scheduler;
              workspace.groupReadings.push({ process: this, step, at, members: users });
              return { users };
            };
            return scheduler.call(this, 'chat.groupMembers', members, trouble.chat.read);
          },
        },
      },
      users: {
        info: ({ user }: { readonly user: string }) => {
          const found = () => ({ user: { team_id: workspace.teamOf(user) } });
          return scheduler.call(this, 'chat.person', found, trouble.chat.read);
        },
      },
      auth: { test: async () => ({ team_id: workspace.team }) },
    };
    // The bot needs no more of Slack's client than this.
    const client = slack as unknown as webApi.WebClient;
    this.people = new product.People(client, this.now, { raise: () => undefined });
  }

  end(): void {
    this.isDead = true;
    this.#ended();
  }
}
