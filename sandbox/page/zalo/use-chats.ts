import { useEffect, useState } from 'react';
import type { Chats } from '../../zalo/page-contract.js';
import { keepReading } from './keep-reading.js';
import { readChats } from './phone-api.js';

interface ShownChats {
  readonly chats: Chats | null;
  /** False while the sandbox does not answer. */
  readonly isConnected: boolean;
}

/** Keeps the chats on a person's phone up to date. */
export function useChats(who: string): ShownChats {
  const [shown, setShown] = useState<ShownChats & { who: string }>({ who, chats: null, isConnected: true });
  useEffect(
    () =>
      keepReading<Chats>(
        (before, signal) => readChats(who, before?.version ?? -1, signal),
        (chats) =>
          setShown((last) => ({
            who,
            chats: chats ?? (last.who === who ? last.chats : null),
            isConnected: chats !== null,
          })),
      ),
    [who],
  );
  return shown.who === who ? shown : { chats: null, isConnected: true };
}
