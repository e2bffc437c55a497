import { z } from 'zod';
import { type AssetKind, assetKinds } from '../core/asset/asset.js';
import { isRequestId } from '../core/request/request-id.js';
import type { RecordPlace } from '../flow/ports/request-record.js';
import type { RequestFilter } from '../queries/find-requests.js';
import { endOfDay, sinceMoment } from '../shared/viet-nam-time.js';

const statuses = [
  ...['looking_up', 'no_match', 'lookup_failed', 'joined', 'pending', 'cancelled', 'expired', 'approved'],
  ...['running', 'succeeded', 'partial', 'failed'],
] as const;

/** In characters: longer than any name or list of ids that somebody looks for. */
const longestSearch = 200;

/** An empty field of a form is no condition. */
function field<S extends z.ZodType>(form: S) {
  return z
    .union([z.literal('').transform(() => null), form])
    .optional()
    .transform((value) => value ?? null);
}

const day = z.iso.date();

const place = z
  .string()
  .regex(/^\d{1,15}-UR-[0-9A-Z]{4,12}$/u)
  .transform((text): RecordPlace => {
    const at = text.indexOf('-');
    return { at: Number(text.slice(0, at)), id: text.slice(at + 1) };
  })
  .refine(({ id }) => isRequestId(id));

/** The fields of the search for requests, as text; unknown ones are left out. */
const searchFields = z.object({
  q: field(z.string().trim().max(longestSearch)),
  kind: field(z.enum(assetKinds)),
  status: field(z.enum(statuses as unknown as readonly [RequestStatus, ...RequestStatus[]])),
  person: field(
    z
      .string()
      .trim()
      // An id of Slack has capitals alone; one of a Zalo bot has both.
      .transform((id) => (id.includes(':') ? id : id.toUpperCase()))
      .pipe(z.string().regex(/^(?:[UW][A-Z0-9]{2,30}|zalo:\d{1,20}|zalo-bot:[0-9A-Za-z]{1,64})$/u)),
  ),
  since: field(day),
  until: field(day),
  after: field(place),
});

type RequestStatus = NonNullable<RequestFilter['status']>;

export const allStatuses = statuses as unknown as readonly RequestStatus[];

export interface RequestSearch {
  readonly filter: RequestFilter;
  readonly after: RecordPlace | null;
  /** The fields as they were sent, for the form and for links. */
  readonly sent: { readonly [field in 'q' | 'kind' | 'status' | 'person' | 'since' | 'until']: string };
}

/** Reads the search for requests from a query; null if something in it is too long or malformed. */
export function readSearch(query: Record<string, string>, now: number): RequestSearch | null {
  const { data } = searchFields.safeParse(query);
  if (data === undefined) return null;
  const { q, kind, status, person, since, until, after } = data;
  const from = since === null ? null : sinceMoment({ type: 'date', date: since }, now);
  const end = until === null ? null : endOfDay({ type: 'date', date: until }, now);
  return {
    filter: { kind, status, person, text: q === '' ? null : q, from, until: end },
    after,
    sent: {
      ...{ q: q ?? '', kind: kind ?? '', status: status ?? '', person: person ?? '' },
      ...{ since: since ?? '', until: until ?? '' },
    },
  };
}

/** A search as the query of an address, without empty fields. */
export function queryOf(sent: RequestSearch['sent'], after: RecordPlace | null = null): string {
  const filled = Object.entries(sent).filter(([, value]) => value !== '');
  const place: [string, string][] = after === null ? [] : [['after', `${after.at}-${after.id}`]];
  const query = new URLSearchParams([...filled, ...place]).toString();
  return query === '' ? '' : `?${query}`;
}

export interface AssetSearch {
  readonly kind: AssetKind;
  readonly text: string;
  /** From 0. */
  readonly page: number;
}

const assetFields = z.object({
  kind: z.enum(assetKinds).default('oa'),
  q: z.string().trim().max(longestSearch).default(''),
  page: z.coerce.number().int().min(0).max(10_000).default(0),
});

/** Reads the search for assets from a query; null if something in it is too long or malformed. */
export function readAssetSearch(query: Record<string, string>): AssetSearch | null {
  const { data } = assetFields.safeParse(query);
  return data === undefined ? null : { kind: data.kind, text: data.q, page: data.page };
}
