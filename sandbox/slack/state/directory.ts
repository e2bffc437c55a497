import type { Channel, WorkspaceState } from '../page-contract.js';
import { type Person, readPerson, type Seed } from '../seed.js';
import { newId } from './ids.js';

/** Who and where: people, the bot, user groups, channels and direct messages. */
export interface Directory {
  readonly team: Seed['team'];
  readonly bot: Seed['bot'];
  readonly commands: Seed['commands'];
  readonly shortcuts: Seed['shortcuts'];
  /** People and the bot. */
  users(): Person[];
  user(id: string): Person | undefined;
  usergroups(): WorkspaceState['usergroups'];
  usergroup(id: string): WorkspaceState['usergroups'][number] | undefined;
  channels(): Channel[];
  channel(id: string): Channel | undefined;
  isMember(channelId: string, userId: string): boolean;
  /** Changes what is known of a person. */
  setPerson(id: string, changes: Partial<Omit<Person, 'id'>>): void;
  /** Adds a person, also to these channels. */
  addPerson(person: Pick<Person, 'id'> & Partial<Person>, channels?: string[]): Person;
  setUsergroup(id: string, users: string[]): void;
  setMembers(channelId: string, members: string[]): void;
  /** The bot's direct message channel with a person, opened when there was none. */
  openDirectMessage(userId: string): { channel: Channel; alreadyOpen: boolean };
}

/** A directory filled from the seed. */
export function createDirectory(seed: Seed): Directory {
  const users = new Map([...seed.users, botAsUser(seed)].map((user) => [user.id, user]));
  const channels = new Map(seed.channels.map((channel) => [channel.id, channel]));
  const usergroups = new Map(seed.usergroups.map((group) => [group.id, group]));
  const directMessages = new Map<string, Channel>();
  return {
    team: seed.team,
    bot: seed.bot,
    commands: seed.commands,
    shortcuts: seed.shortcuts,
    users: () => [...users.values()],
    user: (id) => users.get(id),
    usergroups: () => [...usergroups.values()],
    usergroup: (id) => usergroups.get(id),
    channels: () => [...channels.values()],
    channel: (id) => channels.get(id),
    isMember: (channelId, userId) => channels.get(channelId)?.members.includes(userId) ?? false,
    setPerson(id, changes) {
      users.set(id, readPerson({ ...known(users, id), ...changes, id }));
    },
    addPerson(person, joined = []) {
      if (users.has(person.id)) throw new Error(`the workspace already has ${person.id}`);
      const added = readPerson(person);
      users.set(added.id, added);
      for (const id of joined) {
        const channel = known(channels, id);
        channels.set(id, { ...channel, members: [...channel.members, added.id] });
      }
      return added;
    },
    setUsergroup(id, members) {
      usergroups.set(id, { ...known(usergroups, id), users: members });
    },
    setMembers(channelId, members) {
      channels.set(channelId, { ...known(channels, channelId), members });
    },
    openDirectMessage(userId) {
      const opened = directMessages.get(userId);
      if (opened) return { channel: opened, alreadyOpen: true };
      const channel = directMessage(userId, seed.bot.user_id);
      directMessages.set(userId, channel);
      channels.set(channel.id, channel);
      return { channel, alreadyOpen: false };
    },
  };
}

function known<Thing>(things: Map<string, Thing>, id: string): Thing {
  const thing = things.get(id);
  if (thing === undefined) throw new Error(`the workspace has no ${id}`);
  return thing;
}

/** Whether a conversation is a direct message: its id starts with D. */
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
