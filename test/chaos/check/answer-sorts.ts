/** A kind of private answer, and its meaning for the press or command it answers. */
export interface AnswerSort {
  readonly says: RegExp;
  /**
   * Actions that came to nothing according to the answer; `ask` is a command. Empty: it denies none, or only
   * tells what the card or the request shows by itself.
   */
  readonly denies: readonly string[];
  /** The answered action must be done at least this long before the answer. */
  readonly ageMs?: number;
}

const anyPress = ['approve', 'cancel', 'reject', 'stop', 'retry', 'choose', 'take_back'];

/** Precedes an answer, and is none itself. */
export const onItsWay = /^🔎 Looking it up…$/u;

/** Every private answer that people of a storm may get. */
const sorts: readonly AnswerSort[] = [
  { says: /^Your press changed nothing: request /u, denies: anyPress },
  { says: /^Request UR-\w+ has expired/u, denies: anyPress },
  { says: /^That cannot be done with request /u, denies: anyPress },
  { says: /^The list changed, so nothing was confirmed/u, denies: ['approve'] },
  { says: /^I could not read the list again: .*Nothing was confirmed/su, denies: ['approve'] },
  { says: /^I couldn’t reach the ZCA .*so nothing was confirmed/su, denies: ['approve'] },
  { says: /^Your press reached me only now/u, denies: ['approve', 'retry'], ageMs: 5 * 60_000 },
  { says: /^This request has just expired/u, denies: ['approve'] },
  { says: /^Nothing is ticked yet/u, denies: ['approve'] },
  { says: /^Nothing on this list can be unlinked any more/u, denies: ['approve'] },
  { says: /^The last four digits do not match/u, denies: ['approve'] },
  { says: /^Your approval already counts/u, denies: ['approve'] },
  { says: /^There is no approval of yours/u, denies: ['take_back'] },
  { says: /^One request can hold at most/u, denies: ['choose'] },
  { says: /^That one is already in the open request/u, denies: ['choose', 'retry'] },
  { says: /^It is too late to stop/u, denies: ['stop'] },
  { says: /^Your Stop was for an earlier run/u, denies: ['stop'] },
  { says: /^There is nothing left to retry/u, denies: ['retry'] },
  { says: /^A retry needs /u, denies: ['retry'] },
  { says: /^You are not an approver/u, denies: anyPress },
  { says: /^You asked for this yourself/u, denies: anyPress },
  { says: /^Guests, people (of|from) other companies and bots decide/u, denies: anyPress },
  { says: /^Nobody can confirm/u, denies: anyPress },
  { says: /^This request no longer exists/u, denies: anyPress },
  { says: /^Slack did not let me open the dialog/u, denies: ['reject'] },
  { says: /^(I could not read who is in|Slack did not tell me who you are)/u, denies: [...anyPress, 'ask'] },
  { says: /^That is more than \d+ presses from you/u, denies: anyPress },
  { says: /^That is more than \d+ questions from you/u, denies: [] },
  { says: /^I couldn’t reach the ZCA .*so nothing was requested/su, denies: ['ask'] },
  { says: onItsWay, denies: [] },
  { says: /[Nn]o request was made/u, denies: ['ask'] },
  { says: /^This cannot be asked for/u, denies: ['ask'] },
  { says: /^No linked (OA|app) matches/u, denies: ['ask'] },
  { says: /^Unlink requests are not taken in this channel/u, denies: ['ask'] },
  { says: /^You are not among those who may ask/u, denies: ['ask'] },
  // It may have been recorded, and even done; the bot says so.
  { says: /^Sorry, I could not make sure that this was recorded/u, denies: [] },
  { says: /^Sorry, something went wrong while I worked on this/u, denies: [] },
  { says: /^Sorry, I could not look that up/u, denies: [] },
  // They joined a request of somebody else.
  { says: /^You have already asked for this/u, denies: [] },
  { says: /^Request UR-\w+ already asks for this one/u, denies: [] },
];

/** Null for a text of no known kind. */
export function sortOf(text: string): AnswerSort | null {
  return sorts.find(({ says }) => says.test(text)) ?? null;
}
