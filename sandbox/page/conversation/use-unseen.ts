import { useEffect, useRef } from 'react';

/** True when something newer has arrived while this person reads further up. */
export function useUnseen(items: readonly { readonly at: number }[], atNewest: boolean): boolean {
  const seenAt = useRef(Number.POSITIVE_INFINITY);
  const newest = items.at(-1)?.at ?? 0;
  useEffect(() => {
    if (atNewest) seenAt.current = newest;
  }, [atNewest, newest]);
  return !atNewest && newest > seenAt.current;
}
