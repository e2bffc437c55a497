import { optionalText } from './arguments.js';
import { type Method, methodFor } from './method.js';
import { Refusal } from './refusal.js';

const authTest = methodFor('bot', {}, (_args, { directory, origin }) => ({
  url: `${origin()}/`,
  team: directory.team.name,
  user: directory.bot.name,
  team_id: directory.team.id,
  user_id: directory.bot.user_id,
  bot_id: directory.bot.bot_id,
  is_enterprise_install: false,
}));

const apiTest: Method = {
  token: 'none',
  run({ token: _token, ...args }) {
    const error = optionalText.parse(args['error']);
    if (error !== undefined) throw new Refusal(error, { args });
    return { args };
  },
};

/** The methods that identify the caller. */
export const authMethods: Record<string, Method> = { 'auth.test': authTest, 'api.test': apiTest };
