import type { WorkspaceState } from '../../slack/page-contract.js';

export interface Hint {
  /** The text to put into the composer. */
  insert: string;
  title: string;
  description: string;
}

/** Completions for the start of a message: a slash command, or the bot's name. */
export function composerHints(state: WorkspaceState, text: string): Hint[] {
  const commands = state.commands.map(({ command, description, usage_hint }) => ({
    insert: `${command} `,
    title: `${command} ${usage_hint}`.trim(),
    description,
  }));
  const bot = { insert: `@${state.bot.name} `, title: `@${state.bot.name}`, description: 'Mention the app' };
  if (text === '') return [];
  return [...commands, bot].filter(({ insert }) => insert.startsWith(text) && insert.trimEnd() !== text);
}

/** The usage of the command being typed. */
export function usageHint(state: WorkspaceState, text: string): string | null {
  const typed = state.commands.find(({ command }) => text === command || text.startsWith(`${command} `));
  return typed === undefined ? null : `${typed.command} ${typed.usage_hint} — ${typed.description}`;
}
