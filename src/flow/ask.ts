import type { Ask } from '../core/ask.js';
import type { Command } from '../core/command.js';
import type { Note } from '../core/note.js';
import type { Ports } from './ports.js';

/**
 * Step 1, before the chat is told 200: makes the command durable. Answers with what to say at once, or null when
 * the answer will come from the job.
 */
export async function ask(asked: Ask, ports: Pick<Ports, 'jobs' | 'log'>): Promise<Note | null> {
  try {
    await ports.jobs.ask(asked);
    return null;
  } catch (error) {
    ports.log.error('a command could not be queued', { delivery: asked.delivery, error: String(error) });
    return { type: 'not_recorded' };
  }
}

/** What a command is answered with that needs nothing to be looked at; null for every other. */
export function answerOf(command: Command): Note | null {
  return command.type === 'help' || command.type === 'mistake' ? command : null;
}
