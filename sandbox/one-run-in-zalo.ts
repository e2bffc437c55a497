import type { RunReport } from './one-run.js';
import { onlyLooks } from './only-looks.js';
import type { LocalZalo, Message } from './zalo/zalo.js';

const asker = 'lan';
const approver = 'minh';
const patienceMs = 60_000;

/** The words in front of a code, as the bot's buttons send them. */
const words = { confirm: /^#(?:approve|duyệt) /u, cancel: /^#(?:cancel|hủy) /u } as const;
/** A result begins with one of these. */
const ending = /^(?:✅|⚠️|❌|🧪|✋|⌛|↩️)/u;

/**
 * Writes a command to the OA as the ops person, and presses as two people at their phones would: the approver confirms,
 * or the ops person cancels. `atHand` runs between the confirmation and the result, where people do the unlinking.
 */
export async function runInZalo(
  zalo: LocalZalo,
  text: string,
  press: 'confirm' | 'cancel',
  atHand: () => Promise<void> = async () => {},
): Promise<RunReport> {
  const news = newsOf(zalo);
  zalo.people.say(asker, text);
  const first = await news(asker);
  const acknowledgedMs = acknowledged(zalo);
  const ended = (reason: string, ok = false, resultMs: number | null = null): RunReport => ({
    ok,
    reason,
    acknowledgedMs,
    resultMs,
  });
  if (first === null) return ended(`nothing answered within ${patienceMs / 1000} seconds`);
  if (first.buttons.length === 0)
    return onlyLooks(text) ? ended('answered', true) : ended(`no request: ${first.text.split('\n')[0]}`);
  if (press === 'cancel') {
    const pressedAt = performance.now();
    pressIn(zalo, asker, first, 'cancel');
    if ((await news(asker)) === null) return ended('the press led to no outcome');
    return ended('the request was cancelled; nothing was unlinked', true, performance.now() - pressedAt);
  }
  chooseAll(zalo, first);
  const card = await news(approver, (message) => offers(message, 'confirm') || message.text.includes('🔐'));
  if (card === null) return ended('the approver got no request that they can confirm');
  const pressedAt = performance.now();
  if (offers(card, 'confirm')) pressIn(zalo, approver, card, 'confirm');
  else zalo.people.say(approver, typedApproval(card));
  await atHand();
  const result = await news(asker, (message) => ending.test(message.text));
  const resultMs = performance.now() - pressedAt;
  if (result === null) return ended(`the press led to no outcome within ${patienceMs / 1000} seconds`);
  const [line = ''] = result.text.split('\n');
  return ended(line, line.startsWith('✅'), resultMs);
}

/** Resolves with a person's next message from the OA that fits; null when the time is up. */
function newsOf(zalo: LocalZalo) {
  const seen = new Set([asker, approver].flatMap((who) => zalo.messages(who).map(({ id }) => id)));
  return async (who: string, fits: (message: Message) => boolean = () => true): Promise<Message | null> => {
    const find = () =>
      zalo.messages(who).find((each) => each.from === 'oa' && !seen.has(each.id) && fits(each)) ?? null;
    await zalo.until(() => find() !== null, patienceMs).catch(() => undefined);
    const found = find();
    if (found !== null) seen.add(found.id);
    return found;
  };
}

/** The time from the event of a person to the bot's 200. */
function acknowledged({ office }: LocalZalo): number {
  const last = office.records.findLast(({ request }) => request.body.includes('"user_send_text"'));
  return last?.receipt?.type === 'answered' ? last.receipt.elapsedMs : 0;
}

/** Chooses everything on a list from which nothing is chosen yet, as the person who asked. */
function chooseAll(zalo: LocalZalo, { text }: Message): void {
  const numbers = [...text.matchAll(/^☐ (\d+)\./gmu)].map(([, number]) => number);
  const code = /\b\d{6}\b/u.exec(text.split('\n').slice(-3).join('\n'))?.[0];
  const all = [...text.matchAll(/^[☐☑] (\d+)\./gmu)].map(([, number]) => number);
  if (numbers.length > 0) zalo.people.say(asker, `chọn ${code} ${all.join(' ')}`);
}

/** The code with the last four digits of each chosen id, as an approver reads them in the message. */
function typedApproval({ text }: Message): string {
  const digits = [...text.matchAll(/^(?:☑ )?\d+\. .*(\d{4})$/gmu)].map(([, last]) => last);
  const code = /(?:approve|duyệt) (\d{6})/u.exec(text)?.[1];
  return `duyệt ${code} ${digits.join(' ')}`;
}

function offers(message: Message, press: keyof typeof words): boolean {
  return titleOf(message, press) !== undefined;
}

function titleOf({ buttons }: Message, press: keyof typeof words): string | undefined {
  return buttons.find(({ payload }) => typeof payload === 'string' && words[press].test(payload))?.title;
}

function pressIn(zalo: LocalZalo, who: string, message: Message, press: keyof typeof words): void {
  const title = titleOf(message, press);
  if (title === undefined) throw new Error(`the message has no such button: ${message.text}`);
  zalo.people.press(who, title, message.id);
}
