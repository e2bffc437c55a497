import { type Answer, badRequest, invalid, success } from './answer.js';
import type { Kind } from './asset.js';
import type { ZcaConsole } from './console/console.js';
import { Manners } from './console/manners.js';
import { Fault } from './fault.js';
import type { FaultQueue } from './fault-queue.js';
import type { Call } from './gateway.js';
import type { Ledger } from './ledger.js';
import { AssetAddress } from './read-asset.js';
import { parseBody } from './read-body.js';

/** The parts that the switches control. */
export interface SwitchedParts {
  readonly faults: FaultQueue;
  readonly ledger: Ledger;
  /** Unlinks in the ZCA's own page. Throws when the asset is not linked. */
  readonly remove: (kind: Kind, id: string) => void;
  readonly console: ZcaConsole;
}

/** The base path of the sandbox's own routes. They are not in the contract and need no token. */
export const switchesPath = '/sandbox/';

/**
 * The sandbox's switches, for `curl`; the demo's page has its own (`../zca-mischief.ts`):
 *
 * - `GET /sandbox/faults` — the faults still waiting, the next one first
 * - `POST /sandbox/faults` — queues one fault or a list of them (`fault.ts` has every type), for instance
 *   `{ "type": "drop_after", "operation": "unlink", "id": "4318093042839471234", "times": 2 }`
 * - `DELETE /sandbox/faults` — returns to good behaviour
 * - `POST /sandbox/unlink` — somebody unlinks `{ "kind": "oa", "id": "4318093042839471234" }` in the ZCA's own page
 * - `GET /sandbox/ledger` — `{ "calls": […], "removals": […] }`, oldest first
 * - `GET /sandbox/console`, `PUT /sandbox/console` — the web console's behaviour (`console/manners.ts`), for instance
 *   `{ "dialog": "none", "drawing": { "avatars": true, "rows": "endless" } }`; whatever is left out is good behaviour
 */
export function answerSwitch(call: Call, { faults, ledger, remove, console }: SwitchedParts): Answer {
  switch (`${call.method} ${call.url.pathname}`) {
    case 'GET /sandbox/faults':
      return success(faults.list());
    case 'POST /sandbox/faults':
      return queueFaults(call.bodyText ?? '', faults);
    case 'DELETE /sandbox/faults':
      faults.clear();
      return success([]);
    case 'POST /sandbox/unlink':
      return unlinkInThePage(call.bodyText ?? '', remove);
    case 'GET /sandbox/ledger':
      return success({ calls: ledger.calls, removals: ledger.removals });
    case 'GET /sandbox/console':
      return success(console.manners());
    case 'PUT /sandbox/console':
      return setManners(call.bodyText ?? '', console);
    default:
      return badRequest(`no such switch: ${call.method} ${call.url.pathname}`);
  }
}

function unlinkInThePage(bodyText: string, remove: SwitchedParts['remove']): Answer {
  const address = AssetAddress.safeParse(parseBody(bodyText));
  if (!address.success) return invalid(address.error);
  try {
    remove(address.data.kind, address.data.id);
    return success(address.data);
  } catch (error) {
    return badRequest(error instanceof Error ? error.message : String(error));
  }
}

function queueFaults(bodyText: string, faults: FaultQueue): Answer {
  const body = parseBody(bodyText);
  const orders = Fault.array().safeParse(Array.isArray(body) ? body : [body]);
  if (!orders.success) return invalid(orders.error);
  faults.add(...orders.data);
  return success(faults.list(), 201);
}

function setManners(bodyText: string, console: ZcaConsole): Answer {
  const order = Manners.safeParse(parseBody(bodyText) ?? {});
  if (!order.success) return invalid(order.error);
  console.behave(order.data);
  return success(console.manners());
}
