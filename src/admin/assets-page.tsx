import { type Asset, type AssetKind, assetKey, assetKinds } from '../core/asset/asset.js';
import { digitsOf } from '../core/asset/asset-id.js';
import { fold, printable } from '../core/text/normalize.js';
import { ZcaError, ZcaNotNow } from '../flow/zca-error.js';
import type { AdminPorts } from './admin-ports.js';
import type { AssetSearch } from './input.js';
import { Layout } from './layout.js';
import { ColumnHeads } from './request-parts.js';
import type { View } from './view.js';

const shownAssets = 50;

/** The linked assets of a kind, with the requests that hold them. Rejects if the store does not answer. */
export async function assetsPage(view: View, search: AssetSearch, ports: AdminPorts) {
  const { texts } = view;
  const linked = await linkedAssets(search.kind, ports);
  return (
    <Layout view={view} title={texts.pages.assets}>
      <SearchForm view={view} search={search} />
      {linked === null ? (
        <p class="note">{texts.assets.unreadable}</p>
      ) : (
        <>
          <p class="lead">{texts.assets.lead(search.kind, linked.length)}</p>
          {await assetTable(view, search, linked, ports)}
        </>
      )}
    </Layout>
  );
}

async function linkedAssets(kind: AssetKind, { linked }: AdminPorts): Promise<readonly Asset[] | null> {
  try {
    return await linked.recent(kind);
  } catch (error) {
    if (error instanceof ZcaError || error instanceof ZcaNotNow) return null;
    throw error;
  }
}

async function assetTable(
  view: View,
  { kind, text, page }: AssetSearch,
  linked: readonly Asset[],
  ports: AdminPorts,
) {
  const { assets: t } = view.texts;
  const found = linked.filter(testOf(text)).sort((a, b) => a.name.localeCompare(b.name, 'vi'));
  const shown = found.slice(page * shownAssets, (page + 1) * shownAssets);
  const holders = shown.length === 0 ? [] : await ports.store.holders(shown.map(assetKey));
  if (shown.length === 0) return <p class="empty">{t.none}</p>;
  const query = new URLSearchParams({ kind, q: text, page: String(page + 1) });
  return (
    <>
      <table class="cards">
        <ColumnHeads names={t.columns} />
        <tbody>
          {shown.map(({ id, name, verified }, at) => {
            const holder = holders[at] ?? null;
            return (
              <tr>
                <th scope="row">{printable(name)}</th>
                <td class="id" data-label={t.columns.id}>
                  <a href={`/admin/requests?q=${id}`}>{id}</a>
                </td>
                <td data-label={t.columns.verified}>
                  {verified === undefined ? '–' : verified ? t.verified : t.notVerified}
                </td>
                <td data-label={t.columns.lock}>
                  {holder === null ? t.free : <a href={`/admin/requests/${holder}`}>{holder}</a>}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {found.length > (page + 1) * shownAssets ? (
        <p class="actions">
          <a class="button" href={`/admin/assets?${query.toString()}`}>
            {t.more}
          </a>
        </p>
      ) : null}
    </>
  );
}

function testOf(text: string): (asset: Asset) => boolean {
  const digits = digitsOf(text);
  const words = fold(text)
    .split(/\s+/u)
    .filter((word) => word !== '');
  return ({ id, name }) => {
    if (digits !== null && id.includes(digits)) return true;
    const folded = fold(name);
    return words.every((word) => folded.includes(word));
  };
}

function SearchForm({ view, search }: { readonly view: View; readonly search: AssetSearch }) {
  const { assets: t, requests, kind: kindName } = view.texts;
  return (
    <form class="filter" method="get" action="/admin/assets">
      <div>
        <label for="kind">{requests.kind}</label>
        <select id="kind" name="kind">
          {assetKinds.map((each) => (
            <option value={each} selected={each === search.kind}>
              {kindName(each)}
            </option>
          ))}
        </select>
      </div>
      <div class="wide">
        <label for="q">{t.search}</label>
        <input id="q" name="q" type="search" maxlength={200} value={search.text} />
      </div>
      <div class="actions">
        <button class="primary" type="submit">
          {requests.filter}
        </button>
      </div>
    </form>
  );
}
