import type { Channel, WorkspaceState } from '../page-contract.js';
import { type Person, readPerson, type Seed } from '../seed.js';
import { newId } from './ids.js';

/** The people, the bot, user groups, channels and direct messages. */
export class Directory {
  readonly team: Seed['team'];
  readonly bot: Seed['bot'];
  readonly commands: Seed['commands'];
  readonly shortcuts: Seed['shortcuts'];
  readonly #users: Map<string, Person>;
  readonly #channels: Map<string, Channel>;
  readonly #usergroups: Map<string, WorkspaceState['usergroups'][number]>;
  readonly #directMessages = new Map<string, Channel>();

  constructor(seed: Seed) {
    this.team = seed.team;
    this.bot = seed.bot;
    this.commands = seed.commands;
    this.shortcuts = seed.shortcuts;
    this.#users = new Map([...seed.users, botAsUser(seed)].map((user) => [user.id, user]));
    this.#channels = new Map(seed.channels.map((channel) => [channel.id, channel]));
    this.#usergroups = new Map(seed.usergroups.map((group) => [group.id, group]));
  }

  /** People and the bot. */
  users(): Person[] {
    return [...this.#users.values()];
  }

  user(id: string): Person | null {
    return this.#users.get(id) ?? null;
  }

  usergroups(): WorkspaceState['usergroups'] {
    return [...this.#usergroups.values()];
  }

  usergroup(id: string): WorkspaceState['usergroups'][number] | null {
    return this.#usergroups.get(id) ?? null;
  }

  channels(): Channel[] {
    return [...this.#channels.values()];
  }

  channel(id: string): Channel | null {
    return this.#channels.get(id) ?? null;
  }

  isMember(channelId: string, userId: string): boolean {
    return this.#channels.get(channelId)?.members.includes(userId) ?? false;
  }

  /** Changes a person's fields. */
  setPerson(id: string, changes: Partial<Omit<Person, 'id'>>): void {
    this.#users.set(id, readPerson({ ...known(this.#users, id), ...changes, id }));
  }

  /** Adds a person to the workspace and these channels. */
  addPerson(person: Pick<Person, 'id'> & Partial<Person>, channels: string[] = []): Person {
    if (this.#users.has(person.id)) throw new Error(`the workspace already has ${person.id}`);
    const added = readPerson(person);
    this.#users.set(added.id, added);
    for (const id of channels) {
      const channel = known(this.#channels, id);
      this.#channels.set(id, { ...channel, members: [...channel.members, added.id] });
    }
    return added;
  }

  setUsergroup(id: string, users: string[]): void {
    this.#usergroups.set(id, { ...known(this.#usergroups, id), users });
  }

  setMembers(channelId: string, members: string[]): void {
    this.#channels.set(channelId, { ...known(this.#channels, channelId), members });
  }

  /** The bot's direct message channel with a person, opened if there was none. */
  openDirectMessage(userId: string): { channel: Channel; alreadyOpen: boolean } {
    const opened = this.#directMessages.get(userId);
    if (opened) return { channel: opened, alreadyOpen: true };
    const channel = directMessage(userId, this.bot.user_id);
    this.#directMessages.set(userId, channel);
    this.#channels.set(channel.id, channel);
    return { channel, alreadyOpen: false };
  }
}

function known<Thing>(things: Map<string, Thing>, id: string): Thing {
  const thing = things.get(id);
  if (thing === undefined) throw new Error(`the workspace has no ${id}`);
  return thing;
}

/** Tells whether a conversation is a direct message: its id starts with D. */
export function isDirectMessage(channel: Channel): boolean {
  return channel.id.startsWith('D');
}

function directMessage(userId: string, botUserId: string): Channel {
  const id = newId('D');
  return { id, name: 'directmessage', topic: '', is_ext_shared: false, members: [userId, botUserId] };
}

function botAsUser({ bot }: Seed): Person {
  return {
    id: bot.user_id,
    name: bot.name,
    real_name: bot.name,
    role: 'app',
    locale: 'en-US',
    tz: 'Asia/Ho_Chi_Minh',
    is_bot: true,
    is_restricted: false,
    is_stranger: false,
  };
}
