import { type Answer, badRequest, invalid, success } from './answer.js';
import type { ZcaConsole } from './console/console.js';
import { Manners } from './console/manners.js';
import { Fault } from './fault.js';
import type { FaultQueue } from './fault-queue.js';
import type { Call } from './gateway.js';
import type { Ledger } from './ledger.js';
import { parseBody } from './read-body.js';

/** Everything under this address belongs to the sandbox, not to the contract; it needs no token. */
export const SWITCHES_PATH = '/sandbox/';

/**
 * The sandbox's switches, for the demo's page and for `curl`:
 *
 * - `GET /sandbox/faults` — the faults still waiting, the next one first
 * - `POST /sandbox/faults` — queues one fault or a list of them (`fault.ts` has every type), for instance
 *   `{ "type": "drop_after", "operation": "unlink", "id": "4318093042839471234", "times": 2 }`
 * - `DELETE /sandbox/faults` — back to good behaviour
 * - `GET /sandbox/ledger` — `{ "calls": […], "removals": […] }`, oldest first
 * - `GET /sandbox/console`, `PUT /sandbox/console` — how the web console behaves (`console/manners.ts`), for instance
 *   `{ "dialog": "none", "moves": "under_pointer" }`; what is left out is good behaviour
 */
export function answerSwitch(call: Call, faults: FaultQueue, ledger: Ledger, console: ZcaConsole): Answer {
  switch (`${call.method} ${call.url.pathname}`) {
    case 'GET /sandbox/faults':
      return success(faults.list());
    case 'POST /sandbox/faults':
      return queueFaults(call.bodyText ?? '', faults);
    case 'DELETE /sandbox/faults':
      faults.clear();
      return success([]);
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
