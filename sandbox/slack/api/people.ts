import type { Person } from '../seed.js';
import type { World } from '../world.js';
import { flag, limit, optionalText, text } from './arguments.js';
import { botMethod, type Method } from './method.js';
import { pageOfList } from './page-of-list.js';
import { Refusal } from './refusal.js';

const userInfo = botMethod({ user: text, include_locale: flag }, (args, world) => {
  const user = world.directory.user(args.user);
  if (!user) throw new Refusal('user_not_found');
  return { user: renderUser(user, world, args.include_locale) };
});

const userList = botMethod({ limit, cursor: optionalText, include_locale: flag }, (args, world) => {
  const { page, response_metadata } = pageOfList(world.directory.users(), args);
  return {
    members: page.map((user) => renderUser(user, world, args.include_locale)),
    cache_ts: world.clock.nowSeconds(),
    response_metadata,
  };
});

const usergroupList = botMethod({ include_users: flag }, (args, world) => ({
  usergroups: world.directory.usergroups().map((group) => ({
    id: group.id,
    team_id: world.directory.team.id,
    is_usergroup: true,
    name: group.name,
    handle: group.handle,
    description: '',
    user_count: group.users.length,
    date_delete: 0,
    ...(args.include_users ? { users: group.users } : {}),
  })),
}));

const usergroupUsers = botMethod({ usergroup: text }, (args, world) => {
  const group = world.directory.usergroup(args.usergroup);
  if (!group) throw new Refusal('no_such_subteam');
  return { users: group.users };
});

const botInfo = botMethod({ bot: text }, (args, { directory: { bot } }) => {
  if (args.bot !== bot.bot_id) throw new Refusal('bot_not_found');
  return {
    bot: { id: bot.bot_id, app_id: bot.app_id, user_id: bot.user_id, name: bot.name, deleted: false },
  };
});

/** The methods that read people, bots and groups of people. */
export const peopleMethods: Record<string, Method> = {
  'bots.info': botInfo,
  'users.info': userInfo,
  'users.list': userList,
  'usergroups.list': usergroupList,
  'usergroups.users.list': usergroupUsers,
};

/** All of the sandbox's people live in Việt Nam: UTC+7 without daylight saving time. */
const saigonOffsetSeconds = 7 * 60 * 60;

function renderUser(user: Person, { directory }: World, withLocale: boolean): Record<string, unknown> {
  return {
    id: user.id,
    team_id: user.team_id ?? directory.team.id,
    name: user.name,
    deleted: user.deleted ?? false,
    real_name: user.real_name,
    tz: user.tz,
    tz_label: 'Indochina Time',
    tz_offset: saigonOffsetSeconds,
    profile: { real_name: user.real_name, display_name: user.name, title: user.role },
    is_admin: false,
    is_owner: false,
    is_restricted: user.is_restricted,
    is_ultra_restricted: user.is_ultra_restricted ?? false,
    is_bot: user.is_bot,
    is_app_user: false,
    ...(user.is_stranger ? { is_stranger: true } : {}),
    ...(withLocale ? { locale: user.locale } : {}),
  };
}
