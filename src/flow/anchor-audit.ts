import { dateOf } from '../shared/viet-nam-time.js';
import type { Ports } from './ports/ports.js';

/** Has the end of the audit log posted, once a day however often this is run. */
export async function anchorAudit({ anchor, now }: Pick<Ports, 'anchor' | 'now'>): Promise<void> {
  const head = await anchor.head();
  if (head !== null) await anchor.post(`audit-head-${dateOf(now())}`, head);
}
