import { useEffect, useRef } from 'react';
import type { TimelineItem } from './timeline.js';

/** Whether something has come below what this person has seen, while they read further up. */
export function useUnseen(items: TimelineItem[], atNewest: boolean): boolean {
  const seenAt = useRef(Number.POSITIVE_INFINITY);
  const newest = items.at(-1)?.at ?? 0;
  useEffect(() => {
    if (atNewest) seenAt.current = newest;
  }, [atNewest, newest]);
  return !atNewest && newest > seenAt.current;
}
