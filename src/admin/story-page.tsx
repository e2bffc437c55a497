import { assetKey } from '../core/asset/asset.js';
import { endOf } from '../core/request/history-index.js';
import { decisionOf, hasCard, listedAssets, type Request } from '../core/request/request.js';
import { printable } from '../core/text/normalize.js';
import type { NumberedEntry } from '../flow/ports/request-record.js';
import { Storyteller } from '../i18n/story/storyteller.js';
import { everybodyIn } from '../queries/find-requests.js';
import { readRequest } from '../queries/stored-requests.js';
import type { AdminPorts } from './admin-ports.js';
import { Layout } from './layout.js';
import { namesOf } from './names.js';
import { Person, StatusBadge } from './request-parts.js';
import { named, Rich } from './rich.js';
import type { View } from './view.js';

type Names = ReadonlyMap<string, string>;

/** The story of one request; null if neither the record nor the audit log has it. Rejects if the store does not answer. */
export async function storyPage(view: View, id: string, ports: AdminPorts) {
  const stored = await readRequest(id, ports);
  const request = typeof stored === 'string' ? null : stored;
  const { entries, isWhole } = await ports.audit.entriesOf(id, request?.askedAt ?? null);
  if (stored === null && entries.length === 0) return null;
  const { texts } = view;
  const people = [
    ...(request === null ? [] : everybodyIn(request)),
    ...entries.map(({ entry }) => entry.actor),
  ];
  const names = await namesOf(people, ports);
  const pictures = entries.flatMap(({ entry }) => pictureIn(entry));
  return (
    <Layout view={view} title={texts.story.title(id)}>
      <p>
        <a href="/admin/requests">{texts.story.back}</a>
      </p>
      {request === null ? (
        <p class="note">{stored === null ? texts.story.recordGone : texts.story.unreadable}</p>
      ) : (
        <>
          <Facts view={view} request={request} names={names} />
          <Assets view={view} request={request} names={names} />
        </>
      )}
      <h2>{texts.story.steps}</h2>
      {isWhole ? null : <p class="note">{texts.story.cut}</p>}
      {entries.length === 0 ? (
        <p class="empty">{texts.story.noSteps}</p>
      ) : (
        <Steps view={view} request={request} entries={entries} names={names} />
      )}
      <Pictures
        view={view}
        request={request}
        id={id}
        pictures={pictures}
        left={await hashesOf(id, pictures, ports)}
      />
    </Layout>
  );
}

interface OfRequest {
  readonly view: View;
  readonly request: Request;
  readonly names: Names;
}

function Facts({ view, request, names }: OfRequest) {
  const { texts, times } = view;
  const decision = decisionOf(request);
  const end = endOf(request);
  const approvals = hasCard(request) ? request.approvals : [];
  const { columns, dryRun } = texts.requests;
  return (
    <dl class="facts">
      <dt>{columns.status}</dt>
      <dd>
        <StatusBadge view={view} status={request.status} />{' '}
        {request.dryRun ? <span class="badge">{dryRun}</span> : null}
      </dd>
      <dt>{columns.requester}</dt>
      <dd>
        <Person view={view} id={request.requester} names={names} />, {times.moment(request.askedAt)}
      </dd>
      <dt>{texts.story.queries}</dt>
      <dd>
        {texts.kind(request.kind)} “{printable(request.queries.join(', '))}”
      </dd>
      {request.reason === null ? null : (
        <>
          <dt>{texts.story.reason}</dt>
          <dd>{printable(request.reason)}</dd>
        </>
      )}
      {approvals.length === 0 ? null : (
        <>
          <dt>{texts.story.approvals}</dt>
          <dd>
            {approvals.map(({ by, at }, index) => (
              <>
                {index === 0 ? null : '; '}
                <Person view={view} id={by} names={names} />, {times.moment(at)}
              </>
            ))}
          </dd>
        </>
      )}
      {decision === null ? null : (
        <>
          <dt>{columns.decidedBy}</dt>
          <dd>
            <Person view={view} id={decision.by} names={names} />, {times.moment(decision.at)}
          </dd>
        </>
      )}
      {request.status === 'joined' ? (
        <>
          <dt>{texts.story.joinedTo}</dt>
          <dd>
            <a href={`/admin/requests/${request.other}`}>{request.other}</a>
          </dd>
        </>
      ) : null}
      {end === null ? null : (
        <>
          <dt>{texts.story.ended}</dt>
          <dd>{times.moment(end)}</dd>
        </>
      )}
    </dl>
  );
}

function Assets({ view, request, names }: OfRequest) {
  if (!hasCard(request)) return null;
  const { texts, messages, times } = view;
  const settled = 'settled' in request ? request.settled : [];
  return (
    <>
      <h2>{texts.story.assets}</h2>
      <table class="cards">
        <thead>
          <tr>
            <th scope="col">{texts.assets.columns.name}</th>
            <th scope="col">{texts.assets.columns.id}</th>
            <th scope="col">{texts.story.outcome}</th>
          </tr>
        </thead>
        <tbody>
          {listedAssets(request).map(({ id, name }) => {
            const outcome = settled.find((each) => each.id === id)?.outcome;
            return (
              <tr>
                <th scope="row">{printable(name)}</th>
                <td class="id">
                  {texts.kind(request.kind)} {id}
                </td>
                <td>
                  {outcome === undefined ? (
                    texts.story.noOutcome
                  ) : (
                    <>
                      <Rich view={view} text={messages.result.outcome(outcome)} names={names} />{' '}
                      <span class="id">{times.moment(outcome.at)}</span>
                    </>
                  )}
                  {outcome !== undefined && 'zalo' in outcome && outcome.zalo !== undefined ? (
                    <p class="hint">
                      <Rich view={view} text={messages.result.zalo(outcome.zalo)} names={names} />
                    </p>
                  ) : null}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}

function Steps({
  view,
  request,
  entries,
  names,
}: {
  readonly view: View;
  readonly request: Request | null;
  readonly entries: readonly NumberedEntry[];
  readonly names: Names;
}) {
  const { texts, messages, times } = view;
  const assets = request !== null && hasCard(request) ? request.assets : [];
  const teller = new Storyteller(messages, new Map(assets.map((asset) => [assetKey(asset), asset.name])));
  return (
    <ol class="story">
      {entries.map(({ sequence, entry }) => (
        <li>
          <time datetime={new Date(entry.at).toISOString()} title={texts.story.entry(sequence)}>
            {times.second(entry.at)}
          </time>
          <span>{named(teller.tell(entry), names)}</span>
        </li>
      ))}
    </ol>
  );
}

const stages = ['row', 'dialog', 'gone'] as const;

function Pictures({
  view,
  request,
  id,
  pictures,
  left,
}: {
  readonly view: View;
  readonly request: Request | null;
  readonly id: string;
  readonly pictures: readonly Picture[];
  readonly left: ReadonlySet<string>;
}) {
  const { texts, messages, times } = view;
  if (pictures.length === 0) return null;
  const assets = request !== null && hasCard(request) ? request.assets : [];
  return (
    <>
      <h2>{texts.story.pictures}</h2>
      <ul class="pictures">
        {pictures.map(({ at, round, sha256, stage, asset }) => {
          const [kind, assetId = ''] = asset.split(':');
          const name = assets.find((each) => each.id === assetId)?.name ?? '';
          const of = { kind: kind === 'app' ? 'app' : 'oa', id: assetId, name, requestId: id } as const;
          const address = `/admin/requests/${id}/pictures/${round}/${sha256}`;
          const shown = messages.result.picture(stage, of);
          return (
            <li>
              <figure>
                {left.has(sha256) ? (
                  <a href={address}>
                    <img src={address} alt={shown} loading="lazy" />
                  </a>
                ) : (
                  <p class="note">
                    {shown} {texts.story.pictureGone}
                  </p>
                )}
                <figcaption>
                  {times.second(at)} · SHA-256 {sha256.slice(0, 16)}…
                </figcaption>
              </figure>
            </li>
          );
        })}
      </ul>
    </>
  );
}

interface Picture {
  readonly at: number;
  readonly round: number;
  readonly sha256: string;
  readonly asset: string;
  readonly stage: (typeof stages)[number];
}

function pictureIn({ at, action, details }: NumberedEntry['entry']): Picture[] {
  const { round, sha256, asset } = details;
  const stage = stages.find((each) => each === details['stage']);
  const isPicture =
    action === 'evidence_kept' &&
    typeof round === 'number' &&
    typeof sha256 === 'string' &&
    /^[0-9a-f]{64}$/u.test(sha256) &&
    typeof asset === 'string' &&
    stage !== undefined;
  return isPicture ? [{ at, round, sha256, asset, stage }] : [];
}

/** The hashes of the pictures that are still kept. */
async function hashesOf(
  requestId: string,
  pictures: readonly Picture[],
  { evidence }: Pick<AdminPorts, 'evidence'>,
): Promise<ReadonlySet<string>> {
  const rounds = [...new Set(pictures.map(({ round }) => round))];
  const kept = await Promise.all(rounds.map((round) => evidence.hashes(requestId, round)));
  return new Set(kept.flatMap((hashes) => [...hashes]));
}
