/** Longer than this without an answer, in milliseconds, counts as no answer. */
const patienceMs = 1_000;

interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** `GET /healthz`: the process lives. `GET /readyz`: what it needs answers, so it may be given work. */
export function healthRoutes(checks: { readonly [name: string]: () => Promise<unknown> }) {
  return [
    { path: '/healthz', answer: async () => json(200, { status: 'ok' }) },
    { path: '/readyz', answer: async () => readiness(checks) },
  ];
}

async function readiness(checks: { readonly [name: string]: () => Promise<unknown> }): Promise<Answer> {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await answers(check)] as const),
  );
  const ready = results.every(([, ok]) => ok);
  const named = Object.fromEntries(results.map(([name, ok]) => [name, ok ? 'ok' : 'no answer']));
  return json(ready ? 200 : 503, { status: ready ? 'ok' : 'not ready', ...named });
}

async function answers(check: () => Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), patienceMs);
  });
  const answered = check().then(
    () => true,
    () => false,
  );
  return Promise.race([answered, late]).finally(() => clearTimeout(timer));
}

function json(status: number, body: object): Answer {
  return { status, contentType: 'application/json', body: JSON.stringify(body) };
}
