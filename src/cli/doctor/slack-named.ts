import { z } from 'zod';
import type { Config } from '../../config/schema.js';
import { homeOf, surfaceOf } from '../../core/person/accounts.js';
import { isGroup } from '../../core/request/permission.js';
import { type Finding, failed, ok, warning } from './finding.js';
import type { CallSlack } from './slack-calls.js';

/** Slack allows some 20 calls a minute of a kind; a policy that names more is checked in part. */
const mostOfAKind = 15;

/** A channel, group or person of the settings, as Slack knows it. */
interface Seen {
  readonly id: string;
  /** False: the workspace has nothing with this id. */
  readonly isKnown: boolean;
  readonly finding: Finding | null;
}

const members = z.object({ users: z.array(z.string()) });
const userInfo = z.object({
  user: z.object({
    deleted: z.boolean().default(false),
    is_bot: z.boolean().default(false),
    is_restricted: z.boolean().default(false),
    is_ultra_restricted: z.boolean().default(false),
    is_stranger: z.boolean().default(false),
  }),
});

/** Looks up every channel, group and person that the settings name. */
export async function checkNamed(config: Config, team: string, call: CallSlack): Promise<readonly Finding[]> {
  const { channels, groups, people } = namedIn(config);
  const seen = await Promise.all([
    ...channels.slice(0, mostOfAKind).map((channel) => channelSeen(channel, call)),
    ...groups.slice(0, mostOfAKind).map((group) => groupSeen(group, call)),
    ...people.slice(0, mostOfAKind).map((person) => personSeen(person, call)),
  ]);
  const noApprovers = config.policy.base.approvers.length === 0 ? [failed('approvers_none')] : [];
  if (seen.length > 0 && seen.every(({ isKnown }) => !isKnown))
    return [...noApprovers, failed('slack_other_workspace', { team, named: seen.map(({ id }) => id) })];
  const known = seen.filter(({ finding }) => finding === null).length;
  return [
    ...noApprovers,
    ...seen.flatMap(({ finding }) => finding ?? []),
    ...(known === 0 ? [] : [ok('people_fine', { people: known })]),
  ];
}

function namedIn({ policy: { base, rules }, ops, zca }: Config) {
  const policies = [base, ...rules.map(({ change }) => change)];
  const operators = zca.driver === 'manual' ? zca.manual.operators : [];
  const ids = [
    ...operators,
    ...policies.flatMap(({ approvers = [], requesters = [] }) => [...approvers, ...requesters]),
  ];
  const channels = [
    ...(ops.channel === null ? [] : [ops.channel]),
    ...rules.flatMap(({ channel }) => channel ?? []),
    ...policies.flatMap(({ channels: each = [] }) => each),
  ];
  const once = (all: readonly string[]) => [...new Set(all)];
  return {
    channels: once(channels.filter((channel) => surfaceOf(channel) === 'slack')),
    groups: once(ids.filter(isGroup)),
    people: once(ids.filter((id) => !isGroup(id) && homeOf(id).surface === 'slack')),
  };
}

async function channelSeen(channel: string, call: CallSlack): Promise<Seen> {
  const answer = await call('conversations.history', { channel, limit: 1 });
  if (answer.ok) return { id: channel, isKnown: true, finding: ok('channel_fine', { channel }) };
  const isKnown = answer.code !== 'channel_not_found';
  return { id: channel, isKnown, finding: failed('channel_closed', { channel, code: answer.code }) };
}

async function groupSeen(group: string, call: CallSlack): Promise<Seen> {
  const answer = await call('usergroups.users.list', { usergroup: group });
  if (!answer.ok) {
    const isKnown = answer.code !== 'no_such_subteam';
    return { id: group, isKnown, finding: failed('group_unreadable', { group, code: answer.code }) };
  }
  const people = members.safeParse(answer.fields).data?.users.length ?? 0;
  const finding = people === 0 ? failed('group_empty', { group }) : ok('group_fine', { group, people });
  return { id: group, isKnown: true, finding };
}

async function personSeen(person: string, call: CallSlack): Promise<Seen> {
  const answer = await call('users.info', { user: person });
  const user = userInfo.safeParse(answer.fields).data?.user;
  if (!answer.ok || user === undefined) {
    const isKnown = !answer.ok && !['user_not_found', 'user_not_visible'].includes(answer.code);
    return { id: person, isKnown, finding: warning('person_unknown', { person }) };
  }
  const hasNoSay = user.deleted || user.is_bot || user.is_stranger;
  return { id: person, isKnown: true, finding: hasNoSay ? warning('person_unknown', { person }) : null };
}
