import type { AuditEntry } from './audit-entry.js';
import type { ReadEntry } from './audit-replay.js';

/** The details of an audit entry as words; an absent or unexpected one is empty. Any version may have written it. */
export interface EntryFacts {
  readonly by: string;
  readonly text: (detail: string) => string;
  readonly isSet: (detail: string) => boolean;
  /** Assets by name and id, separated by commas. */
  readonly assets: (detail: string) => string;
  /** People and other ids, separated by commas. */
  readonly list: (detail: string) => string;
}

/** The names of assets by `kind:id`, as earlier entries tell them. */
export type AssetNames = ReadonlyMap<string, string>;

export function entryFacts({ actor, details }: ReadEntry, names: AssetNames, kind: string): EntryFacts {
  const label = (key: string) => {
    const name = names.get(key) ?? names.get(`${kind}:${key}`);
    return name === undefined ? key : `${name} (${key})`;
  };
  return {
    by: actor,
    text: (detail) => textOf(details[detail]),
    isSet: (detail) => details[detail] === true,
    assets: (detail) => textsOf(details[detail]).map(label).join(', '),
    list: (detail) => textsOf(details[detail]).join(', '),
  };
}

/** The names that an approval's entry states for the assets that the approver saw. */
export function namesIn({ details }: ReadEntry): readonly (readonly [string, string])[] {
  return textsOf(details['shown']).flatMap((text) => {
    try {
      const { kind, id, name } = JSON.parse(text);
      return typeof name === 'string' && name !== '' ? [[`${kind}:${id}`, name] as const] : [];
    } catch {
      return [];
    }
  });
}

/** Details that hold what people typed, in any action. */
const typedByPeople: { readonly [A in AuditEntry['action']]?: readonly string[] } = {
  asked: ['reason', 'queries'],
  ask_refused: ['queries'],
  requester_added: ['reason'],
  cancelled: ['why'],
  settled: ['reason'],
};

/** The details of an entry without what people typed. */
export function withoutTexts({ action, details }: Pick<ReadEntry, 'action' | 'details'>): {
  readonly [detail: string]: unknown;
} {
  const typed = new Map(Object.entries(typedByPeople)).get(action) ?? [];
  return Object.fromEntries(Object.entries(details).filter(([detail]) => !typed.includes(detail)));
}

function textOf(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  return Array.isArray(value) ? value.map(textOf).join(', ') : '';
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  return Array.isArray(value) ? value.map(String) : [];
}
