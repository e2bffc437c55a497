import { type Directory, homeSurface } from '../core/person/directory.js';
import type { Messages } from './messages.js';

/**
 * The same texts, in which people who have no Slack account are named: Slack could show only their id. A mention of
 * anybody else stays one.
 */
export function withNames(messages: Messages, directory: Directory): Messages {
  const hasOthers = directory.people.some(({ id }) => homeSurface(id) !== 'slack');
  return hasOthers ? (named(messages, directory) as Messages) : messages;
}

function named(value: unknown, directory: Directory): unknown {
  if (typeof value === 'function')
    return (...args: readonly unknown[]) => named(Reflect.apply(value, undefined, args), directory);
  if (Array.isArray(value)) return value.map((each) => named(each, directory));
  if (!isPlain(value)) return value;
  const { user } = value;
  if (typeof user === 'string') {
    const name = homeSurface(user) === 'slack' ? null : (directory.person(user)?.name ?? null);
    return name === null ? value : { text: name };
  }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, named(each, directory)]));
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
