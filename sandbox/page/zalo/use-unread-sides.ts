import { useEffect, useState } from 'react';
import type { Chats, Side } from '../../zalo/page-contract.js';

/** The chats with messages since this person last had them open. */
export function useUnreadSides(who: string, open: Side, chats: Chats | null): ReadonlySet<Side> {
  const [seen, setSeen] = useState<Readonly<Record<string, number>>>({});
  const newest = chats?.[open].length ?? 0;
  useEffect(() => setSeen((before) => ({ ...before, [`${who} ${open}`]: newest })), [who, open, newest]);
  const sides: readonly Side[] = ['oa', 'bot'];
  return new Set(
    sides.filter((side) => side !== open && (chats?.[side].length ?? 0) > (seen[`${who} ${side}`] ?? 0)),
  );
}
