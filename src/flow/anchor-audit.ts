import { dateOf } from '../shared/viet-nam-time.js';
import type { Ports } from './ports/ports.js';

/** Posts the end of the audit log, once a day however often it runs. */
export async function anchorAudit({ anchor, now }: Pick<Ports, 'anchor' | 'now'>): Promise<void> {
  const head = await anchor.head();
  if (head !== null) await anchor.post(`audit-head-${dateOf(now())}`, head);
}
