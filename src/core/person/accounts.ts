/** The chat products, by the names under which they are stored. Slack's own ids stay as they are. */
export const zaloSurfaces = ['zalo', 'zalo-bot'] as const;
/** `zalo`: an Official Account's chat. `zalo-bot`: a bot of the Zalo Bot Platform. */
export type ZaloSurface = (typeof zaloSurfaces)[number];
export type SurfaceName = 'slack' | ZaloSurface;

/** One person's id at one surface. A Zalo account has another id at every OA and bot. */
export interface Account {
  readonly surface: SurfaceName;
  readonly id: string;
}

/** A person with their accounts, as the configuration ties them together; at least one. */
export interface ConfiguredPerson {
  readonly name: string;
  /** Slack user id. */
  readonly slack?: string | undefined;
  /** User id at the Official Account that the bot speaks through. */
  readonly zaloOa?: string | undefined;
  /** User id at the Zalo bot. */
  readonly zaloBot?: string | undefined;
}

/** The channel of whatever somebody does in Zalo, where there are only private chats: the surface's own name. */
export function surfaceOf(channel: string): SurfaceName {
  return zaloSurfaces.find((surface) => surface === channel) ?? 'slack';
}

/** A person's accounts; the first is their home, which names them everywhere else. */
export function accountsOf({ slack, zaloOa, zaloBot }: ConfiguredPerson): readonly Account[] {
  const ids = { slack, zalo: zaloOa, 'zalo-bot': zaloBot };
  return (['slack', ...zaloSurfaces] as const).flatMap((surface) => {
    const id = ids[surface];
    return id === undefined ? [] : [{ surface, id }];
  });
}

/** Writes an account as a person's id; reading it back gives the account. */
export function writtenAccount({ surface, id }: Account): string {
  return surface === 'slack' ? id : `${surface}:${id}`;
}

/** The account that a person's id is made of. */
export function homeOf(person: string): Account {
  const surface = zaloSurfaces.find((each) => person.startsWith(`${each}:`));
  return surface === undefined
    ? { surface: 'slack', id: person }
    : { surface, id: person.slice(surface.length + 1) };
}
