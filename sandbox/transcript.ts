import type { Message, User } from './slack/page-contract.js';
import type { Workspace } from './slack/workspace.js';

/** A channel with its threads and private messages, as text for a terminal. */
export function transcript(workspace: Workspace, channel: string): string {
  const { users, channels, usergroups, bot } = workspace.state();
  const all = users.flatMap(({ id }) => workspace.messages(channel, id));
  const messages = [
    ...new Map(all.map((message) => [`${message.ts}${message.ephemeral_to ?? ''}`, message])).values(),
  ];
  const names = new Map<string, string>([
    [bot.user_id, bot.name],
    ...users.map(({ id, real_name }): [string, string] => [id, real_name]),
    ...channels.map(({ id, name }): [string, string] => [id, `#${name}`]),
    ...usergroups.map(({ id, handle }): [string, string] => [id, `@${handle}`]),
  ]);
  const top = messages.filter(({ thread_ts, ts }) => thread_ts === undefined || thread_ts === ts);
  const lines = top.sort(byTs).flatMap((message) => [
    ...written(message, users, names, ''),
    ...messages
      .filter((reply) => reply.thread_ts === message.ts && reply.ts !== message.ts)
      .sort(byTs)
      .flatMap((reply) => written(reply, users, names, '    ')),
  ]);
  return [names.get(channel) ?? channel, ...lines].join('\n');
}

function byTs(a: Message, b: Message): number {
  return Number(a.ts) - Number(b.ts);
}

function written(
  message: Message,
  users: readonly User[],
  names: ReadonlyMap<string, string>,
  indent: string,
): string[] {
  const reader = users.find(({ id }) => id === message.ephemeral_to);
  const aside = reader === undefined ? '' : ` (only ${reader.real_name} sees this)`;
  const body = readable(message.text, names).split('\n');
  return [
    '',
    `${indent}${names.get(message.user) ?? message.user}${aside}`,
    ...body.map((line) => `${indent}  ${line}`),
  ];
}

/** Replaces Slack's tokens by the text a person sees. */
function readable(text: string, names: ReadonlyMap<string, string>): string {
  return text
    .replace(/<!date\^[^|>]*\|([^>]*)>/gu, '$1')
    .replace(/<(?:@|#|!subteam\^)([A-Z0-9]+)(?:\|[^>]*)?>/gu, (_token, id: string) => names.get(id) ?? id)
    .replace(/<((?:https?|mailto|tel):[^|>]+)(?:\|([^>]*))?>/gu, (_token, url: string, label?: string) =>
      label === undefined || label === url ? url : `${label} (${url})`,
    )
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
