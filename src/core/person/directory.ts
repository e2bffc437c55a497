import {
  type Account,
  accountsOf,
  type ConfiguredPerson,
  homeOf,
  type SurfaceName,
  writtenAccount,
} from './accounts.js';

/** A person whose accounts are tied together. All rules compare `id`, so they hold for people, not for accounts. */
export interface KnownPerson {
  /** Their Slack user id, or the first Zalo account if they have none: `zalo:2468…`. */
  readonly id: string;
  readonly name: string;
  readonly accounts: readonly Account[];
}

/** Looks up people by id and by account. Somebody the configuration does not name is a person with a Slack account. */
export class Directory {
  readonly people: readonly KnownPerson[];
  readonly #byId: ReadonlyMap<string, KnownPerson>;
  readonly #byAccount: ReadonlyMap<string, KnownPerson>;

  constructor(configured: readonly ConfiguredPerson[]) {
    this.people = configured.flatMap((person) => {
      const accounts = accountsOf(person);
      return accounts[0] === undefined
        ? []
        : [{ id: writtenAccount(accounts[0]), name: person.name, accounts }];
    });
    this.#byId = new Map(this.people.map((person) => [person.id, person]));
    this.#byAccount = new Map(
      this.people.flatMap((person) => person.accounts.map((account) => [writtenAccount(account), person])),
    );
  }

  person(id: string): KnownPerson | null {
    return this.#byId.get(id) ?? null;
  }

  /** The person the configuration ties to an account, whether or not they have confirmed it. */
  owner(account: Account): KnownPerson | null {
    return this.#byAccount.get(writtenAccount(account)) ?? null;
  }
}

/** The account that names a person needs no confirmation: the configuration names it and nothing else. */
export function isHome(person: KnownPerson, account: Account): boolean {
  return person.id === writtenAccount(account);
}

/** The accounts that a person has to confirm by a code from their home. */
export function accountsToConfirm(person: KnownPerson): readonly Account[] {
  return person.accounts.filter((account) => !isHome(person, account));
}

/** A person's account at a surface; null if the configuration names none. */
export function accountAt(person: KnownPerson, surface: SurfaceName): Account | null {
  return person.accounts.find((account) => account.surface === surface) ?? null;
}

/** The surface whose account a person's id is. */
export function homeSurface(person: string): SurfaceName {
  return homeOf(person).surface;
}
