import type { RequestFilter } from '../queries/find-requests.js';
import type { AdminPorts } from './admin-ports.js';
import { requestsCsv } from './requests-csv.js';
import type { View } from './view.js';

/** Files that a process writes at the same time. */
const most = 2;

const headers = {
  'content-type': 'text/csv; charset=utf-8',
  'content-disposition': 'attachment; filename="unlink-requests.csv"',
};

/** Writes requests as files while they are read from the store, a few files at a time. */
export class Exports {
  readonly #ports: AdminPorts;
  #running = 0;

  constructor(ports: AdminPorts) {
    this.#ports = ports;
  }

  /** True while no further file may begin. */
  get isBusy(): boolean {
    return this.#running >= most;
  }

  /** Begins a file; one that breaks off shows in the browser as failed. */
  answer(view: View, filter: RequestFilter): Response {
    this.#running += 1;
    const texts = requestsCsv(view, filter, this.#ports);
    const encoder = new TextEncoder();
    let isOver = false;
    const over = () => {
      if (!isOver) this.#running -= 1;
      isOver = true;
    };
    const pull = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
      try {
        const { done, value } = await texts.next();
        if (done !== true) return controller.enqueue(encoder.encode(value));
        over();
        controller.close();
      } catch (error) {
        over();
        this.#ports.log.error('admin.failed', 'the admin page could not answer', {
          path: '/admin/requests.csv',
          error: String(error),
        });
        controller.error(error);
      }
    };
    const cancel = async () => {
      over();
      await texts.return(undefined);
    };
    return new Response(new ReadableStream({ pull, cancel }, { highWaterMark: 0 }), { headers });
  }

  /** The answer to HEAD: nobody would read the file, so none begins. */
  headOnly(): Response {
    return new Response(null, { headers });
  }
}
