import type { Request } from '../core/request/request.js';
import type { View } from './view.js';

const tones: { readonly [S in Request['status']]: 'good' | 'bad' | 'wait' | 'calm' } = {
  looking_up: 'wait',
  no_match: 'calm',
  lookup_failed: 'bad',
  joined: 'calm',
  pending: 'wait',
  cancelled: 'calm',
  expired: 'calm',
  approved: 'wait',
  running: 'wait',
  succeeded: 'good',
  partial: 'bad',
  failed: 'bad',
};

export function StatusBadge({ view, status }: { readonly view: View; readonly status: Request['status'] }) {
  return <span class={`badge ${tones[status]}`}>{view.texts.status[status]}</span>;
}

/** A person by name, leading to what else they had to do with. */
export function Person({
  view,
  id,
  names,
}: {
  readonly view: View;
  readonly id: string;
  readonly names: ReadonlyMap<string, string>;
}) {
  if (id === 'bot') return <>{view.texts.bot}</>;
  return (
    <a href={`/admin/requests?person=${encodeURIComponent(id)}`} title={id}>
      {names.get(id) ?? id}
    </a>
  );
}
