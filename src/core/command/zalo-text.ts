import { fold } from '../text/normalize.js';
import { type Command, parseCommand } from './command.js';

/** A code lets its person do one of these. */
export const codeChoices = ['approve', 'reject', 'cancel', 'take_back', 'stop', 'retry', 'choose'] as const;
export type CodeChoice = (typeof codeChoices)[number];

/** A text from Zalo, where a press of a button is a text too. */
export type ZaloText =
  /** A code for linking the account. */
  | { readonly type: 'connect'; readonly code: string }
  /** `rest`: digits, a reason or numbers, as typed after the code. */
  | { readonly type: 'press'; readonly choice: CodeChoice; readonly code: string; readonly rest: string }
  | { readonly type: 'command'; readonly command: Command };

/** Folded and without blanks. */
const words = new Map<string, CodeChoice>([
  ['duyet', 'approve'],
  ['xacnhan', 'approve'],
  ['dongy', 'approve'],
  ['approve', 'approve'],
  ['confirm', 'approve'],
  ['tuchoi', 'reject'],
  ['reject', 'reject'],
  ['bo', 'cancel'],
  ['huy', 'cancel'],
  ['cancel', 'cancel'],
  ['rutlai', 'take_back'],
  ['takeback', 'take_back'],
  ['dung', 'stop'],
  ['stop', 'stop'],
  ['thulai', 'retry'],
  ['retry', 'retry'],
  ['chon', 'choose'],
  ['choose', 'choose'],
]);

/** One or two words, then a code of six digits, perhaps in two groups. */
const pressed = /^#?\s*(\p{L}+(?:\s+\p{L}+)?)\s*[:#]?\s*(\d{3})[ .-]?(\d{3})(?!\d)\s*[:,.-]*\s*(.*)$/su;
const connecting = /^#?\s*(\p{L}+(?:\s+\p{L}+)?)\s*:?\s*(\d{4})[ .-]?(\d{4})\s*$/u;

/** Reads what somebody typed or pressed in Zalo: with a code it is theirs alone, otherwise the grammar of `/unlink`. */
export function parseZaloText(text: string): ZaloText {
  // A code and its rest are short; longer texts go to the grammar, which says what is too long.
  if (text.length <= maxPressed) {
    const [, word = '', first = '', second = '', rest = ''] = pressed.exec(text.trim()) ?? [];
    const choice = words.get(key(word));
    if (choice !== undefined) return { type: 'press', choice, code: first + second, rest: rest.trim() };
    const [, verb = '', left = '', right = ''] = connecting.exec(text.trim()) ?? [];
    if (['connect', 'ketnoi'].includes(key(verb))) return { type: 'connect', code: left + right };
  }
  return { type: 'command', command: parseCommand(text) };
}

const maxPressed = 1_000;

function key(word: string): string {
  return fold(word).replaceAll(' ', '');
}

/** The digits typed after a code, four for each asset in order; null if their number is wrong. */
export function typedDigits(rest: string, ids: readonly string[]): { readonly [id: string]: string } | null {
  const groups = rest.match(/\d+/gu) ?? [];
  if (groups.length !== ids.length) return null;
  return Object.fromEntries(ids.map((id, at) => [id, groups[at] ?? '']));
}

/** The ids with the numbers typed, counted from 1 as on the list; null if a number is none of the list's. */
export function chosenIds(rest: string, ids: readonly string[]): readonly string[] | null {
  const numbers = [...new Set((rest.match(/\d+/gu) ?? []).map(Number))];
  const chosen = numbers.map((number) => ids[number - 1]);
  return chosen.length === 0 || chosen.includes(undefined) ? null : (chosen as string[]);
}
