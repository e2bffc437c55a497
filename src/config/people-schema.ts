import { z } from 'zod';
import { accountsOf, type ConfiguredPerson, homeOf, writtenAccount } from '../core/person/accounts.js';
import { Directory } from '../core/person/directory.js';
import type { Policies } from '../core/request/policy.js';

const person = z
  .strictObject({
    name: z.string().trim().min(1, 'must not be empty').max(80, 'has at most 80 characters'),
    slack: z
      .string()
      .regex(/^[UW][A-Z0-9]{2,30}$/u, 'must be a user id (U…)')
      .exactOptional(),
    /** Digits as text: these ids do not fit a JavaScript number. */
    zaloOa: z
      .string({ error: 'must be an id of digits, in quotes' })
      .regex(/^\d{1,20}$/u, 'must be an id of digits, in quotes')
      .exactOptional(),
    zaloBot: z
      .string({ error: 'must be an id in quotes' })
      .regex(/^[0-9A-Za-z]{1,64}$/u, 'must be an id of letters and digits')
      .exactOptional(),
  })
  .refine((value) => accountsOf(value).length > 0, {
    error: 'has no account; give slack, zaloOa or zaloBot',
    when: ({ value }) => typeof value === 'object',
  });

const list = z.array(person, { error: 'must be a list of people, in a variable as JSON' });

/** The people whose accounts belong together. An account belongs to one person. */
export const peopleSchema = z.preprocess(listIn, list).superRefine((people, context) => {
  const owners = new Map<string, string>();
  for (const [index, each] of people.entries())
    for (const account of accountsOf(each)) {
      const written = writtenAccount(account);
      const owner = owners.get(written);
      if (owner !== undefined)
        context.addIssue({
          code: 'custom',
          path: [index],
          message: `names the ${account.surface} account of ${owner} once more; an account belongs to one person`,
        });
      owners.set(written, each.name);
    }
});

/** Reads the list from a variable; an empty one names nobody. */
function listIn(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (value.trim() === '') return [];
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

interface NamesPeople {
  readonly people: readonly ConfiguredPerson[];
  readonly policy: Policies;
  readonly zca: { readonly driver: string; readonly manual?: { readonly operators: readonly string[] } };
}

/** Reports ids of Zalo people that name nobody, or a person who has another id: they would never match anybody. */
export function reportUnknownPeople(
  { people, policy: { base, rules }, zca }: NamesPeople,
  context: z.RefinementCtx,
): void {
  const directory = new Directory(people);
  const check = (path: PropertyKey[], listed: readonly string[] = []) => {
    for (const id of listed) {
      const message = unknownPerson(id, directory);
      if (message !== null) context.addIssue({ code: 'custom', path, message });
    }
  };
  check(['policy', 'approvers'], base.approvers);
  check(['policy', 'requesters'], base.requesters);
  check(['zca', 'manual', 'operators'], zca.manual?.operators);
  for (const [at, { change }] of rules.entries()) {
    check(['policy', 'rules', at, 'approvers'], change.approvers);
    check(['policy', 'rules', at, 'requesters'], change.requesters);
  }
}

function unknownPerson(id: string, directory: Directory): string | null {
  const home = homeOf(id);
  if (home.surface === 'slack' || directory.person(id) !== null) return null;
  const owner = directory.owner(home);
  return owner === null
    ? `names ${id}, who is not among people`
    : `names ${id}, an account of ${owner.name}: name them by ${owner.id}`;
}
