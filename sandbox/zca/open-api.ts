import { type Answer, failure, success } from './answer.js';
import type { AssetRegister } from './asset-register.js';
import type { FaultQueue } from './fault-queue.js';
import type { Call } from './gateway.js';
import type { LedgerBook } from './ledger.js';
import { misbehave } from './misbehave.js';
import { type Pause, type Reply, statusOf } from './reply.js';
import { seedZcaId } from './seed-zca-id.js';

/** The base path of Zalo's own OpenAPI, which answers about an OA for that OA's own token. */
export const openApiPath = '/v2.0/oa/';

/** The answer the OpenAPI gives about an OA in place of the truth. */
export interface OaStory {
  /** The value of the ZCA field while the OA is linked; left out: the ZCA it is linked to. */
  readonly linked?: string;
  /** The value of the ZCA field while the OA is not linked; left out: empty. */
  readonly unlinked?: string;
  /** The spelling of the ZCA field; `none`: the field is missing. Left out: `linked_ZCA`. */
  readonly field?: 'linked_ZCA' | 'linked_zca' | 'none';
}

export interface OpenApiParts {
  /** Each OA's own token, by OA id. */
  readonly tokens: Readonly<Record<string, string>>;
  readonly stories: ReadonlyMap<string, OaStory>;
  readonly register: AssetRegister;
  readonly ledger: LedgerBook;
  readonly faults: FaultQueue;
  readonly now: () => Date;
  readonly pause: Pause;
}

/**
 * `GET /v2.0/oa/getoa`, as Zalo documents it: always HTTP 200, with failures in the envelope. The empty field after an
 * unlink is an assumption: Zalo does not document its value.
 */
export function createOpenApi(parts: OpenApiParts): (call: Call) => Promise<Reply> {
  return async (call) => {
    const id = Object.keys(parts.tokens).find((oa) => parts.tokens[oa] === call.headers['access_token']);
    const target = { operation: 'getoa', kind: 'oa', ...(id !== undefined && { id }) } as const;
    const entry = parts.ledger.received({
      at: parts.now().toISOString(),
      method: call.method,
      path: call.url.pathname + call.url.search,
      ...target,
    });
    const work = () => answerFor(call, id, parts);
    const fault = parts.faults.take(target);
    if (fault !== null) entry.fault = fault.type;
    const reply: Reply =
      fault === null ? { type: 'answer', answer: work() } : await misbehave(fault, work, parts.pause);
    entry.status = statusOf(reply);
    return reply;
  };
}

function answerFor(call: Call, id: string | undefined, { register, stories }: OpenApiParts): Answer {
  if (call.method !== 'GET' || call.url.pathname !== `${openApiPath}getoa`)
    return failure(200, -201, 'Params is invalid');
  if (id === undefined) return failure(200, -216, 'Access token is invalid');
  const asset = register.find('oa', id);
  const { field = 'linked_ZCA', linked, unlinked = '' } = stories.get(id) ?? {};
  const zca = asset === null ? unlinked : (linked ?? asset.zca_id ?? seedZcaId);
  return success({
    oaid: id,
    name: asset?.name ?? '',
    description: '',
    oa_alias: '',
    is_verified: asset?.verified ?? false,
    oa_type: 2,
    cate_name: '',
    num_follower: 10,
    avatar: '',
    cover: '',
    package_name: '',
    ...(field === 'none' ? {} : { [field]: zca }),
  });
}
