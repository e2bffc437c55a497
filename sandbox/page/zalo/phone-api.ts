import type { Chats, Phone, PressInput, SayInput } from '../../zalo/page-contract.js';

async function read<T>(path: string, signal: AbortSignal): Promise<T> {
  const answer = await fetch(`/sandbox/${path}`, { signal });
  if (!answer.ok) throw new Error(`GET /sandbox/${path} answered ${answer.status}`);
  return (await answer.json()) as T;
}

/** False: the sandbox refused it or did not answer, so nothing was sent. */
async function write(path: string, body: SayInput | PressInput): Promise<boolean> {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  return fetch(`/sandbox/${path}`, init).then(
    ({ ok }) => ok,
    () => false,
  );
}

export const readPhone = (signal: AbortSignal) => read<Phone>('phone', signal);

/** Answers as soon as there is something newer than `after`. */
export const readChats = (who: string, after: number, signal: AbortSignal) =>
  read<Chats>(`chats?${new URLSearchParams({ who, after: String(after) })}`, signal);

export const say = (input: SayInput) => write('say', input);
export const press = (input: PressInput) => write('press', input);
