import type { Message } from '../../sandbox/slack/page-contract.js';
import type { Workspace } from '../../sandbox/slack/workspace.js';
import { people, places, type World, type WorldOptions } from './world.js';

const patienceMs = 20_000;

/** A world whose alerts go to #general, which the bot is in. */
export const withOpsChannel: WorldOptions = {
  env: { OPS_CHANNEL: places.general },
  prepare: (workspace: Workspace) => {
    const { bot } = workspace.state();
    workspace.setMembers(places.general, [...Object.values(people), bot.user_id]);
  },
};

/** What those who run the bot were told, oldest first. */
export function alerts({ workspace }: World, words = ''): Message[] {
  return workspace.messages(places.general).filter(({ text }) => text.includes('🚨') && text.includes(words));
}

/** Waits until those who run the bot are told something. */
export function alert(world: World, words: string): Promise<Message> {
  return world.workspace.waitFor(() => alerts(world, words).at(-1), patienceMs);
}
