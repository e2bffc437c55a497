import { isDirectMessage } from '../state/directory.js';
import type { World } from '../world.js';
import { Refusal } from './refusal.js';

const chat = ['chat:write'];
const history = ['channels:history', 'groups:history', 'im:history'];
const conversations = ['channels:read', 'groups:read', 'im:read'];
const users = ['users:read'];
const usergroups = ['usergroups:read'];
const files = ['files:write'];

/** The bot scopes of each method, as its page under docs.slack.dev/reference/methods names them. */
const scopesByMethod = new Map<string, readonly string[]>(
  Object.entries({
    'chat.postMessage': chat,
    'chat.update': chat,
    'chat.postEphemeral': chat,
    'chat.delete': chat,
    'conversations.history': history,
    'conversations.replies': history,
    'conversations.info': conversations,
    'conversations.list': conversations,
    'conversations.members': conversations,
    'conversations.open': ['im:write'],
    'bots.info': users,
    'users.info': users,
    'users.list': users,
    'usergroups.list': usergroups,
    'usergroups.users.list': usergroups,
    'files.getUploadURLExternal': files,
    'files.completeUploadExternal': files,
  }),
);

/**
 * The scopes a method may need: none, one, or one for each kind of conversation (public, private, direct). A call then
 * needs only the scope of its own conversation.
 */
export function scopesOf(method: string): readonly string[] {
  return scopesByMethod.get(method) ?? [];
}

/** Tells whether the app has a scope; it has all of them unless the workspace was given a list. */
export function isGranted(scope: string, { scopes }: Pick<World, 'scopes'>): boolean {
  return scopes?.includes(scope) ?? true;
}

/** This call needs one of these scopes; only one is left once its conversation is known. */
export function scopesNeeded(method: string, args: Record<string, unknown>, world: World): readonly string[] {
  const scopes = scopesOf(method);
  if (scopes.length < 2) return scopes;
  const channel = world.directory.channel(String(args['channel']));
  if (!channel) return scopes;
  const kind = isDirectMessage(channel) ? 'im:' : channel.is_private ? 'groups:' : 'channels:';
  return scopes.filter((scope) => scope.startsWith(kind));
}

/** Refuses a call when the app lacks its scope. */
export function refuseScope(method: string, args: Record<string, unknown>, world: World): void {
  const needed = scopesNeeded(method, args, world);
  if (needed.length === 0 || needed.some((scope) => isGranted(scope, world))) return;
  const provided = (world.scopes ?? []).join(',');
  throw new Refusal('missing_scope', { needed: needed.join(','), provided });
}
