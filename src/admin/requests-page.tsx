import { assetKinds } from '../core/asset/asset.js';
import { decisionOf, type Request } from '../core/request/request.js';
import type { RecordPlace } from '../flow/ports/request-record.js';
import { everybodyIn, findRequests } from '../queries/find-requests.js';
import type { AdminPorts } from './admin-ports.js';
import { allStatuses, queryOf, type RequestSearch } from './input.js';
import { Layout } from './layout.js';
import { namesOf } from './names.js';
import { ColumnHeads, Person, StatusBadge, Wanted } from './request-parts.js';
import type { View } from './view.js';

const shownRequests = 25;

/** The list of requests that match a search. Rejects if the store does not answer. */
export async function requestsPage(view: View, search: RequestSearch, ports: AdminPorts) {
  const { requests, next } = await findRequests(
    search.filter,
    { after: search.after, most: shownRequests },
    ports,
  );
  const names = await namesOf(requests.flatMap(everybodyIn), ports);
  const { texts } = view;
  return (
    <Layout view={view} title={texts.pages.requests}>
      <p class="lead">{texts.requests.lead}</p>
      <SearchForm view={view} search={search} />
      {requests.length === 0 ? (
        <p class="empty">{next === null ? texts.requests.none : texts.requests.noneSoFar}</p>
      ) : (
        <RequestTable view={view} requests={requests} names={names} />
      )}
      <Paging view={view} search={search} next={next} isFull={requests.length === shownRequests} />
    </Layout>
  );
}

function SearchForm({ view, search }: { readonly view: View; readonly search: RequestSearch }) {
  const { requests: t, kind: kindName, status: statusName } = view.texts;
  const { sent } = search;
  return (
    <form class="filter" method="get" action="/admin/requests">
      <div class="wide">
        <label for="q">{t.search}</label>
        <input id="q" name="q" type="search" maxlength={200} value={sent.q} aria-describedby="q-hint" />
        <p class="hint" id="q-hint">
          {t.searchHint}
        </p>
      </div>
      <div>
        <label for="kind">{t.kind}</label>
        <select id="kind" name="kind">
          <option value="">{t.anyKind}</option>
          {assetKinds.map((each) => (
            <option value={each} selected={each === sent.kind}>
              {kindName(each)}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label for="status">{t.status}</label>
        <select id="status" name="status">
          <option value="">{t.anyStatus}</option>
          {allStatuses.map((each) => (
            <option value={each} selected={each === sent.status}>
              {statusName[each]}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label for="person">{t.person}</label>
        <input id="person" name="person" maxlength={73} value={sent.person} aria-describedby="person-hint" />
        <p class="hint" id="person-hint">
          {t.personHint}
        </p>
      </div>
      <div>
        <label for="since">{t.since}</label>
        <input id="since" name="since" type="date" value={sent.since} />
      </div>
      <div>
        <label for="until">{t.until}</label>
        <input id="until" name="until" type="date" value={sent.until} />
      </div>
      <div class="actions">
        <button class="primary" type="submit">
          {t.filter}
        </button>
        {Object.values(sent).some((value) => value !== '') ? <a href="/admin/requests">{t.clear}</a> : null}
        <a href={`/admin/requests.csv${queryOf(sent)}`}>{t.csv}</a>
      </div>
    </form>
  );
}

function RequestTable({
  view,
  requests,
  names,
}: {
  readonly view: View;
  readonly requests: readonly Request[];
  readonly names: ReadonlyMap<string, string>;
}) {
  const { texts, times } = view;
  const { columns } = texts.requests;
  return (
    <table class="cards">
      <ColumnHeads names={columns} />
      <tbody>
        {requests.map((request) => {
          const decision = decisionOf(request);
          return (
            <tr>
              <th scope="row" class="nowrap">
                <a href={`/admin/requests/${request.id}`}>{request.id}</a>
              </th>
              <td class="nowrap" data-label={columns.asked}>
                <time datetime={new Date(request.askedAt).toISOString()}>
                  {times.moment(request.askedAt)}
                </time>
              </td>
              <td>
                <Wanted view={view} request={request} />
              </td>
              <td data-label={columns.requester}>
                <Person view={view} id={request.requester} names={names} />
              </td>
              <td>
                <StatusBadge view={view} status={request.status} />
              </td>
              <td data-label={columns.decidedBy}>
                {decision === null ? '–' : <Person view={view} id={decision.by} names={names} />}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Paging({
  view,
  search,
  next,
  isFull,
}: {
  readonly view: View;
  readonly search: RequestSearch;
  readonly next: RecordPlace | null;
  readonly isFull: boolean;
}) {
  const { requests: t } = view.texts;
  return (
    <p class="actions">
      {search.after === null ? null : <a href={`/admin/requests${queryOf(search.sent)}`}>{t.first}</a>}
      {next === null ? null : (
        <a class="button" href={`/admin/requests${queryOf(search.sent, next)}`}>
          {isFull ? t.more : t.further}
        </a>
      )}
    </p>
  );
}
