import type { PrivateMessage } from '../core/messages/private-message.js';
import { accountsToConfirm, type Directory } from '../core/person/directory.js';
import { confirmedAccounts } from './known-sender.js';
import type { AccountLinks } from './ports/account-links.js';
import type { Log } from './ports/log.js';

interface Deps {
  readonly directory: Directory;
  readonly links: AccountLinks;
  readonly log: Log;
}

/** Gives a person the code that they type at their other account. Never throws. */
export async function connectAnswer(user: string, deps: Deps): Promise<PrivateMessage> {
  const known = deps.directory.person(user);
  if (known === null || accountsToConfirm(known).length === 0)
    return { type: 'nothing_to_connect', isDone: false };
  try {
    const confirmed = await confirmedAccounts(user, deps);
    if (confirmed.length === known.accounts.length) return { type: 'nothing_to_connect', isDone: true };
    return { type: 'connect_code', ...(await deps.links.newCode(user)) };
  } catch (error) {
    deps.log.error('connect.no_code', 'could not make a code for linking an account', {
      user,
      error: String(error),
    });
    return { type: 'no_answer' };
  }
}
