import type { Side } from './zalo/state/chat.js';
import type { LocalZalo } from './zalo/zalo.js';

/** Everybody's chats in Zalo, as text for a terminal. */
export function zaloTranscript(zalo: LocalZalo, people: readonly string[]): string {
  return people
    .flatMap((key) => (['oa', 'bot'] as const).map((side) => chatText(zalo, key, side)))
    .filter((text) => text !== '')
    .join('\n\n');
}

function chatText(zalo: LocalZalo, key: string, side: Side): string {
  const { name } = zalo.people.called(key);
  const other = side === 'oa' ? (zalo.oas[0]?.name ?? '') : 'bot';
  const messages = zalo.messages(key, side);
  if (messages.length === 0) return '';
  const lines = messages.flatMap(({ from, text, buttons }) => [
    '',
    `  ${from === 'person' ? name : other}`,
    ...text.split('\n').map((line) => `    ${line}`),
    ...(buttons.length === 0 ? [] : [`    ${buttons.map(({ title }) => `[${title}]`).join(' ')}`]),
  ]);
  return [`${name} ↔ ${other}`, ...lines].join('\n');
}
