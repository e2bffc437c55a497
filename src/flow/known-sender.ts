import type { Account } from '../core/person/accounts.js';
import { type Directory, isHome } from '../core/person/directory.js';
import type { AccountLinks, LinkAttempt } from './ports/account-links.js';

interface Deps {
  readonly directory: Directory;
  readonly links: AccountLinks;
}

/** `unconfirmed`: the configuration names the account, and its person has not confirmed it yet. */
export type Sender =
  | { readonly type: 'person'; readonly id: string }
  | { readonly type: 'unconfirmed' }
  | { readonly type: 'stranger' };

/** The person behind an account. Anybody the configuration does not name, or who has not confirmed it, is nobody. */
export async function senderOf(account: Account, { directory, links }: Deps): Promise<Sender> {
  const owner = directory.owner(account);
  if (owner === null) return { type: 'stranger' };
  if (isHome(owner, account) || (await links.confirmedTo(account)) === owner.id)
    return { type: 'person', id: owner.id };
  return { type: 'unconfirmed' };
}

/** Tries a code that somebody typed; an account that the configuration does not name has no code to try. */
export async function confirmAccount(
  account: Account,
  code: string,
  { directory, links }: Deps,
): Promise<LinkAttempt | 'already'> {
  const owner = directory.owner(account);
  if (owner === null) return 'no_code';
  const sender = await senderOf(account, { directory, links });
  return sender.type === 'person' ? 'already' : links.confirm(account, owner.id, code);
}

/** A person's accounts that count now: their home, and what they have confirmed. */
export async function confirmedAccounts(person: string, { directory, links }: Deps): Promise<Account[]> {
  const known = directory.person(person);
  if (known === null) return [];
  const confirmed = await Promise.all(
    known.accounts.map(
      async (account) => isHome(known, account) || (await links.confirmedTo(account)) === person,
    ),
  );
  return known.accounts.filter((_, at) => confirmed[at]);
}
