import { fold, printable } from '../core/text/normalize.js';
import { withTimeout } from '../shared/with-timeout.js';
import type { AdminPorts } from './admin-ports.js';

/** A page waits no longer for the names; the rest are shown by id. */
const timeoutMs = 1_000;
/** The most names looked up for a page. */
const mostNames = 60;
const longestName = 60;

/** The names of people by their id; whoever the chat does not name in time is missing. */
export async function namesOf(
  ids: Iterable<string>,
  { personName }: Pick<AdminPorts, 'personName'>,
): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids)]
    .filter((id) => /^(?:[UW][A-Z0-9]+|zalo(?:-bot)?:\w+)$/u.test(id))
    .slice(0, mostNames);
  const found = await Promise.all(
    wanted.map(async (id) => {
      const name = await withTimeout(timeoutMs, personName(id)).catch(() => null);
      const shown = name === null || name === 'late' ? '' : printable(name).slice(0, longestName);
      return shown === '' ? [] : [[id, shown] as const];
    }),
  );
  return distinct(found.flat());
}

const likeId = /^[UWS](?=.*\d)[A-Z0-9]{6,}$/iu;

/** Names are chosen freely: one that another person on the page has, or that reads like an id, comes with its id. */
function distinct(found: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  const folded = found.map(([, name]) => fold(name));
  return new Map(
    found.map(([id, name], at) => {
      const isOthersToo = folded.some((each, other) => other !== at && each === folded[at]);
      return [id, isOthersToo || likeId.test(name) ? `${name} (${id})` : name];
    }),
  );
}

/** The handles of user groups by their id; whichever the chat does not name in time is missing. */
export async function groupNamesOf(
  ids: Iterable<string>,
  { groupName }: Pick<AdminPorts, 'groupName'>,
): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids)].filter((id) => /^S[A-Z0-9]+$/u.test(id)).slice(0, mostNames);
  const found = await Promise.all(
    wanted.map(async (id) => {
      const name = await withTimeout(timeoutMs, groupName(id)).catch(() => null);
      return name === null || name === 'late' ? [] : [[id, `@${printable(name)}`] as const];
    }),
  );
  return new Map(found.flat());
}
