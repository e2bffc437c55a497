import type { Account } from '../core/person/accounts.js';
import { type Directory, homeSurface, isHome, type KnownPerson } from '../core/person/directory.js';
import type { AccountLinks, LinkAttempt } from './ports/account-links.js';
import type { ChatPeople } from './ports/chat.js';

interface Deps {
  readonly directory: Directory;
  readonly links: AccountLinks;
}

/**
 * `unconfirmed`: the configuration names the account, and its person has not confirmed it yet. `unreadable`: their own
 * chat does not say whether they are still there.
 */
export type Sender =
  | { readonly type: 'person'; readonly id: string }
  | { readonly type: 'unconfirmed' }
  | { readonly type: 'stranger' }
  | { readonly type: 'unreadable' };

/**
 * The person behind an account. Nobody: whom the configuration does not name, who has not confirmed the account, and
 * whose user in their own chat was deactivated, since Zalo lets them write after they have left the company.
 */
export async function senderOf(
  account: Account,
  { directory, links, people }: Deps & { readonly people: Pick<ChatPeople, 'person'> },
): Promise<Sender> {
  const owner = directory.owner(account);
  if (owner === null) return { type: 'stranger' };
  if (!(await isConfirmed(owner, account, links))) return { type: 'unconfirmed' };
  if (homeSurface(owner.id) === account.surface) return { type: 'person', id: owner.id };
  const facts = await people.person(owner.id).catch(() => null);
  if (facts === null) return { type: 'unreadable' };
  return facts.isGone === true ? { type: 'stranger' } : { type: 'person', id: owner.id };
}

/** Tries a code that somebody typed; an account that the configuration does not name has no code to try. */
export async function confirmAccount(
  account: Account,
  { code, delivery }: { readonly code: string; readonly delivery: string },
  { directory, links }: Deps,
): Promise<LinkAttempt | 'already'> {
  const owner = directory.owner(account);
  if (owner === null) return 'no_code';
  if (await isConfirmed(owner, account, links)) return 'already';
  return links.confirm(account, owner.id, code, delivery);
}

/** A person's accounts that count now: their home, and what they have confirmed. */
export async function confirmedAccounts(person: string, { directory, links }: Deps): Promise<Account[]> {
  const known = directory.person(person);
  if (known === null) return [];
  const confirmed = await Promise.all(known.accounts.map((account) => isConfirmed(known, account, links)));
  return known.accounts.filter((_, at) => confirmed[at]);
}

async function isConfirmed(person: KnownPerson, account: Account, links: AccountLinks): Promise<boolean> {
  return isHome(person, account) || (await links.confirmedTo(account)) === person.id;
}
