import type { PostOffice } from './delivery/post-office.js';
import type { Faults } from './faults.js';
import type { TokenBook } from './oauth/token-book.js';
import type { RateLimit } from './open-api/rate-limit.js';
import type { Chats } from './state/chat.js';
import type { Clock } from './state/clock.js';
import type { Person } from './state/people.js';
import type { Windows } from './state/windows.js';

export interface Oa {
  readonly id: string;
  readonly name: string;
}

/** How this Zalo differs from another one that would fit the documents as well. */
export interface Manners {
  /** The shape in which a message may carry buttons; the other one is refused. */
  buttonShape: 'text' | 'template';
  /** False: the app is not linked to a ZCA, so that what costs is refused. */
  isAppLinked: boolean;
  /** False: the ZCA cannot be charged. */
  isSolvent: boolean;
}

/** Everything that the local Zalo knows. */
export interface World {
  readonly app: { readonly id: string; readonly secret: string };
  readonly oas: readonly Oa[];
  readonly bot: { readonly id: string; readonly name: string; readonly token: string };
  readonly people: readonly Person[];
  readonly clock: Clock;
  readonly tokens: TokenBook;
  readonly windows: Windows;
  readonly chats: Chats;
  readonly faults: Faults;
  readonly rateLimit: RateLimit;
  readonly manners: Manners;
  readonly office: PostOffice;
  /** The ZCA that `getoa` shows for an OA; empty: none. */
  readonly linkedZca: (oaId: string) => string;
}
