import { hasCard, listedAssets, type Request } from '../core/request/request.js';
import { printable } from '../core/text/normalize.js';
import type { View } from './view.js';

const shownAssets = 3;

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

/** The assets, or what was asked for where none is listed. */
export function Wanted({ view, request }: { readonly view: View; readonly request: Request }) {
  const { texts } = view;
  const assets = hasCard(request) ? listedAssets(request) : [];
  const dryRun = request.dryRun ? <span class="badge">{texts.requests.dryRun}</span> : null;
  if (assets.length === 0)
    return (
      <>
        {texts.kind(request.kind)} “{printable(request.queries.join(', ')).slice(0, 120)}” {dryRun}
      </>
    );
  return (
    <>
      <ul>
        {assets.slice(0, shownAssets).map(({ id, name }) => (
          <li>
            {printable(name)}{' '}
            <span class="id">
              {texts.kind(request.kind)} {id}
            </span>
          </li>
        ))}
        {assets.length > shownAssets ? (
          <li>{texts.requests.moreAssets(assets.length - shownAssets)}</li>
        ) : null}
      </ul>
      {dryRun}
    </>
  );
}

/** The head of a table, a column for each name. */
export function ColumnHeads({ names }: { readonly names: Readonly<Record<string, string>> }) {
  return (
    <thead>
      <tr>
        {Object.values(names).map((name) => (
          <th scope="col">{name}</th>
        ))}
      </tr>
    </thead>
  );
}
