import { openManualTasks } from '../core/request/manual-task.js';
import { policyFor } from '../core/request/policy.js';
import { hasCard, type Request } from '../core/request/request.js';
import { openRequests } from '../queries/stored-requests.js';
import type { AdminPorts } from './admin-ports.js';
import { Layout } from './layout.js';
import { groupNamesOf, namesOf } from './names.js';
import { ColumnHeads, Person, Wanted } from './request-parts.js';
import type { View } from './view.js';

const groups = ['pending', 'approved', 'running', 'looking_up'] as const;
/** The most requests shown of one state; the list of requests has them all. */
const mostShown = 100;

/** Every open request, with those whose turn it is. Rejects if the store does not answer. */
export async function waitingPage(view: View, ports: AdminPorts) {
  const open = (await openRequests(ports)).sort((a, b) => a.askedAt - b.askedAt);
  const { texts } = view;
  const shown = groups.map((status) => open.filter((each) => each.status === status).slice(0, mostShown));
  const turns = shown.flat().flatMap((request) => turnOf(request, ports));
  const names = new Map([
    ...(await namesOf([...turns, ...shown.flat().map(({ requester }) => requester)], ports)),
    ...(await groupNamesOf(turns, ports)),
  ]);
  return (
    <Layout view={view} title={texts.pages.waiting}>
      <p class="lead">{texts.waiting.lead}</p>
      {open.length === 0 ? <p class="empty">{texts.waiting.none}</p> : null}
      {groups.map((status, index) => (
        <Group view={view} status={status} requests={shown[index] ?? []} names={names} ports={ports} />
      ))}
    </Layout>
  );
}

interface GroupProps {
  readonly view: View;
  readonly status: (typeof groups)[number];
  readonly requests: readonly Request[];
  readonly names: ReadonlyMap<string, string>;
  readonly ports: AdminPorts;
}

function Group({ view, status, requests, names, ports }: GroupProps) {
  if (requests.length === 0) return null;
  const { waiting: t } = view.texts;
  return (
    <>
      <h2>
        {t.groups[status]} ({requests.length})
      </h2>
      <table class="cards">
        <ColumnHeads names={t.columns} />
        <tbody>
          {requests.map((request) => (
            <tr>
              <th scope="row" class="nowrap">
                <a href={`/admin/requests/${request.id}`}>{request.id}</a>
              </th>
              <td>
                <Wanted view={view} request={request} />
              </td>
              <td data-label={t.columns.since}>
                {view.times.moment(request.askedAt)},{' '}
                <Person view={view} id={request.requester} names={names} />
              </td>
              <td data-label={t.columns.for}>
                <Turn view={view} request={request} names={names} ports={ports} />
              </td>
              <td class="nowrap" data-label={t.columns.until}>
                {request.status === 'pending' ? view.times.moment(request.expiresAt) : '–'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Turn({
  view,
  request,
  names,
  ports,
}: Omit<GroupProps, 'status' | 'requests'> & { request: Request }) {
  const { waiting: t } = view.texts;
  const people = turnOf(request, ports);
  const listed = people.map((id) => names.get(id) ?? id).join(', ');
  if (request.status === 'approved')
    return <>{request.startsAt === null ? t.bot : t.starts(view.times.moment(request.startsAt))}</>;
  if (request.status === 'running') return <>{listed === '' ? t.zca : listed}</>;
  if (request.status !== 'pending') return <>{t.bot}</>;
  if (request.chosen.length === 0) return <>{t.tick}</>;
  const { approvals } = policyFor(ports.policies, request.kind, request.channel);
  if (people.length === 0) return <>{t.nobodyMay}</>;
  return (
    <>
      {listed} ({t.approvals(request.approvals.length, approvals)})
    </>
  );
}

/** The people and groups whose turn it is; empty if it is the bot's, or the ZCA's. */
function turnOf(request: Request, { policies, operators }: AdminPorts): readonly string[] {
  if (request.status === 'running' && openManualTasks(request).length > 0) {
    const taken = request.handWork?.taken ?? null;
    return taken === null ? operators : [taken.by];
  }
  if (request.status !== 'pending' || !hasCard(request)) return [];
  const given = new Set(request.approvals.map(({ by }) => by));
  return policyFor(policies, request.kind, request.channel).approvers.filter((id) => !given.has(id));
}
