import type { AssetKind } from '../core/asset/asset.js';
import { digitsOf } from '../core/asset/asset-id.js';
import { decisionOf, hasCard, isOpen, peopleIn, type Request } from '../core/request/request.js';
import { fold } from '../core/text/normalize.js';
import type { RecordPlace, RequestRecord } from '../flow/ports/request-record.js';
import { letOthersWork } from '../shared/let-others-work.js';
import { openRequests, readRequests, type StoredPorts } from './stored-requests.js';

/** Records read at once: some milliseconds of work. */
const readAtOnce = 50;
/** The most records that one search reads. */
const mostRead = 2_000;

/** Null: any. */
export interface RequestFilter {
  readonly kind: AssetKind | null;
  readonly status: Request['status'] | null;
  /** A chat user id: somebody who asked, approved, or decided otherwise. */
  readonly person: string | null;
  /** A request's number, an asset's id or a part of it, or words of its name. */
  readonly text: string | null;
  /** Asked at or after, and before, these moments; milliseconds since the epoch. */
  readonly from: number | null;
  readonly until: number | null;
}

export interface RequestsFound {
  readonly requests: readonly Request[];
  /** The next page begins here; null: there is none. */
  readonly next: RecordPlace | null;
}

export interface FindPorts extends StoredPorts {
  readonly record: RequestRecord;
}

/**
 * Requests that match the filter, newest first, after `after`: up to `most`, and fewer when none were among as many
 * records as one search reads. Throws if the store does not answer.
 */
export async function findRequests(
  filter: RequestFilter,
  { after, most }: { readonly after: RecordPlace | null; readonly most: number },
  ports: FindPorts,
): Promise<RequestsFound> {
  const fits = testOf(filter);
  if (filter.status !== null && openStatuses.includes(filter.status))
    return amongOpen(fits, { after, most }, ports);
  const found: Request[] = [];
  let place = after;
  for (let read = 0; read < mostRead; read += readAtOnce) {
    if (read > 0) await letOthersWork();
    const places = await ports.record.places({ ...filter, after: place, most: readAtOnce });
    for (const request of await readRequests(
      places.map(({ id }) => id),
      ports,
    )) {
      if (!fits(request)) continue;
      if (found.length === most) return { requests: found, next: placeOf(found.at(-1)) };
      found.push(request);
    }
    place = places.at(-1) ?? place;
    if (places.length === 0) return { requests: found, next: null };
  }
  return { requests: found, next: place };
}

const openStatuses: readonly Request['status'][] = ['looking_up', 'pending', 'approved', 'running'];

/** There are few enough open requests to read all of them. */
async function amongOpen(
  fits: (request: Request) => boolean,
  { after, most }: { readonly after: RecordPlace | null; readonly most: number },
  ports: FindPorts,
): Promise<RequestsFound> {
  const open = (await openRequests(ports)).filter(
    (request) => isOpen(request) && fits(request) && (after === null || isAfter(request, after)),
  );
  open.sort((a, b) => b.askedAt - a.askedAt || (a.id < b.id ? 1 : -1));
  const requests = open.slice(0, most);
  return { requests, next: open.length > most ? placeOf(requests.at(-1)) : null };
}

function isAfter({ askedAt, id }: Request, after: RecordPlace): boolean {
  return askedAt < after.at || (askedAt === after.at && id < after.id);
}

function placeOf(request: Request | undefined): RecordPlace | null {
  return request === undefined ? null : { at: request.askedAt, id: request.id };
}

function testOf({ kind, status, person, text, from, until }: RequestFilter): (request: Request) => boolean {
  const named = text === null ? null : textTest(text);
  return (request) =>
    (kind === null || request.kind === kind) &&
    (status === null || request.status === status) &&
    (from === null || request.askedAt >= from) &&
    (until === null || request.askedAt < until) &&
    (person === null || everybodyIn(request).includes(person)) &&
    (named === null || named(request));
}

/** Everybody who asked, approved or decided, without duplicates. */
export function everybodyIn(request: Request): string[] {
  const decision = decisionOf(request);
  const people = hasCard(request) ? peopleIn(request) : [request.requester];
  return decision === null || decision.by === 'bot' ? people : [...new Set([...people, decision.by])];
}

function textTest(text: string): (request: Request) => boolean {
  const number = text.trim().toUpperCase();
  const digits = digitsOf(text);
  const words = fold(text)
    .split(/\s+/u)
    .filter((word) => word !== '');
  return (request) => {
    if (request.id === number) return true;
    const assets = hasCard(request) ? request.assets : [];
    if (digits !== null && assets.some(({ id }) => id.includes(digits))) return true;
    const texts = [...assets.map(({ name }) => name), ...request.queries].map(fold);
    return texts.some((each) => words.every((word) => each.includes(word)));
  };
}
