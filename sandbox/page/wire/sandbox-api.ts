import type {
  ActionInput,
  DeliveryReport,
  Message,
  OptionsAnswer,
  OptionsInput,
  PostInput,
  ShortcutInput,
  SubmitInput,
  Switch,
  View,
  WorkspaceState,
} from '../../slack/page-contract.js';

const silentServer = 'The sandbox server does not answer. Is it still running?';

async function read<T>(path: string, query: Record<string, string> = {}): Promise<T> {
  const answer = await fetch(`/sandbox/${path}?${new URLSearchParams(query)}`);
  if (!answer.ok) throw new Error(`GET /sandbox/${path} answered ${answer.status}`);
  return (await answer.json()) as T;
}

function write(path: string, body: unknown): Promise<Response> {
  return fetch(`/sandbox/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** `taken` is false when the sandbox itself refused the input or did not answer: nothing has happened. */
export type Delivery = DeliveryReport & { taken: boolean };

function failed(notice: string): Delivery {
  return { ok: false, status: null, elapsed_ms: 0, notice, taken: false };
}

/** Turns every failure into a report with a notice, so that a caller only has to show it. */
async function deliver(path: string, body: unknown): Promise<Delivery> {
  try {
    const answer = await write(path, body);
    if (answer.ok) return { ...((await answer.json()) as DeliveryReport), taken: true };
    const { error } = (await answer.json()) as { error?: string };
    return failed(error ?? `The sandbox answered ${answer.status}.`);
  } catch {
    return failed(silentServer);
  }
}

export const readState = () => read<WorkspaceState>('state');
export const readMessages = (channel: string, user: string) => read<Message[]>('messages', { channel, user });
export const readViews = (user: string) => read<{ modal: View | null; home: View | null }>('views', { user });

export const readSwitches = () => read<Switch[]>('switches');

/** Turns a switch on; null turns all of them off. */
export async function turn(key: string | null): Promise<Switch[]> {
  const path = key === null ? 'switches' : `switches/${encodeURIComponent(key)}`;
  const answer = await fetch(`/sandbox/${path}`, { method: key === null ? 'DELETE' : 'PUT' });
  return (await answer.json()) as Switch[];
}

export const post = (input: PostInput) => deliver('post', input);
export const act = (input: ActionInput) => deliver('action', input);
export const submit = (input: SubmitInput) => deliver('submit', input);
export const close = (user: string, viewId: string) => deliver('close', { user, view_id: viewId });
export const runShortcut = (input: ShortcutInput) => deliver('shortcut', input);
export const openHome = (user: string) => deliver('home', { user });

/** Slack shows an app that fails to answer like one without options. */
export async function findOptions(input: OptionsInput): Promise<OptionsAnswer> {
  try {
    const answer = await write('options', input);
    return answer.ok ? ((await answer.json()) as OptionsAnswer) : { options: [] };
  } catch {
    return { options: [] };
  }
}
