import { z } from 'zod';
import type { Channel, User, WorkspaceState } from './page-contract.js';

/** A person of the workspace; `team_id` is set when they belong to another one (Slack Connect). */
export type Person = User & {
  team_id?: string;
  /** A single-channel guest, who is `is_restricted` as well. */
  is_ultra_restricted?: boolean;
  /** Deactivated. */
  deleted?: boolean;
};

/** A workspace's state before anybody has said a word. */
export interface Seed {
  team: WorkspaceState['team'];
  bot: WorkspaceState['bot'];
  users: Person[];
  channels: Channel[];
  usergroups: WorkspaceState['usergroups'];
  commands: WorkspaceState['commands'];
  shortcuts: WorkspaceState['shortcuts'];
}

const people = [
  { id: 'U0LAN00001', name: 'lan', real_name: 'Nguyễn Thị Lan', role: 'ops', locale: 'vi-VN' },
  { id: 'U0MINH0002', name: 'minh', real_name: 'Trần Quốc Minh', role: 'approver', locale: 'en-US' },
  { id: 'U0HOA00003', name: 'hoa', real_name: 'Lê Thanh Hòa', role: 'approver', locale: 'vi-VN' },
  { id: 'U0NGOAI004', name: 'ngoai', real_name: 'Phạm Văn Ngoại', role: 'outsider', locale: 'vi-VN' },
];

const bot = {
  user_id: 'U0ZCABOT01',
  bot_id: 'B0ZCABOT01',
  app_id: 'A0ZCABOT01',
  name: 'zca-unlink',
  messages_read_only: false,
};

/** The demo workspace: one ops person, two approvers, one outsider, and the bot in one of two channels. */
export function defaultSeed(): Seed {
  const everybody = people.map((person) => person.id);
  return {
    team: { id: 'T0ZCADEMO1', name: 'ZCA Demo', domain: 'zca-demo' },
    bot: { ...bot },
    users: people.map((person) => ({ ...person, ...ordinary })),
    channels: [
      { ...channel('C0ZCAOPS01', 'zca-ops', 'Unlink requests'), members: [...everybody, bot.user_id] },
      { ...channel('C0GENERAL1', 'general', 'Everything else'), members: everybody },
    ],
    usergroups: [
      {
        id: 'S0APPROVE1',
        handle: 'zca-approvers',
        name: 'ZCA approvers',
        users: ['U0MINH0002', 'U0HOA00003'],
      },
    ],
    commands: [
      {
        command: '/unlink',
        description: 'Unlink an OA or an app from the ZCA',
        usage_hint: '<oa|app> <id or name> [-- reason], or help, or nothing for a form',
      },
    ],
    shortcuts: [{ callback_id: 'unlink_asset', name: 'Unlink an asset' }],
  };
}

const ordinary = { tz: 'Asia/Ho_Chi_Minh', is_bot: false, is_restricted: false, is_stranger: false };

function channel(id: string, name: string, topic: string) {
  return { id, name, topic, is_ext_shared: false };
}

const userIdSchema = z.string().regex(/^[UW][A-Z0-9]+$/);

const personSchema = z.object({
  id: userIdSchema,
  name: z.string().min(1),
  real_name: z.string(),
  role: z.string(),
  locale: z.string(),
  tz: z.string(),
  is_bot: z.boolean(),
  is_restricted: z.boolean(),
  is_stranger: z.boolean(),
  team_id: z.string().exactOptional(),
  is_ultra_restricted: z.boolean().exactOptional(),
  deleted: z.boolean().exactOptional(),
});

const seedSchema = z.object({
  team: z.object({ id: z.string(), name: z.string(), domain: z.string() }),
  bot: z.object({
    user_id: userIdSchema,
    bot_id: z.string(),
    app_id: z.string(),
    name: z.string(),
    messages_read_only: z.boolean(),
  }),
  users: z.array(personSchema),
  channels: z.array(
    z.object({
      id: z.string().regex(/^[CG][A-Z0-9]+$/),
      name: z.string(),
      topic: z.string(),
      is_ext_shared: z.boolean(),
      is_private: z.boolean().exactOptional(),
      members: z.array(z.string()),
    }),
  ),
  usergroups: z.array(
    z.object({ id: z.string(), handle: z.string(), name: z.string(), users: z.array(z.string()) }),
  ),
  commands: z.array(
    z.object({ command: z.string().startsWith('/'), description: z.string(), usage_hint: z.string() }),
  ),
  shortcuts: z.array(z.object({ callback_id: z.string(), name: z.string() })),
});

/** Completes a person: an ordinary one who uses Slack in English, unless the fields say otherwise. */
export function readPerson(person: Pick<Person, 'id'> & Partial<Person>): Person {
  const { id } = person;
  const usual = { ...ordinary, name: id.toLowerCase(), real_name: id, role: '', locale: 'en-US' };
  const known = personSchema.parse({ ...usual, ...person });
  return { ...known, is_restricted: known.is_restricted || known.is_ultra_restricted === true };
}

/** A private copy of the seed; throws when the seed does not make a workspace. */
export function readSeed(seed: Seed): Seed {
  return seedSchema.parse(seed);
}
