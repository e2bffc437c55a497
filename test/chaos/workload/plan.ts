import type { Kind, ZcaAsset } from '../../../sandbox/zca/zca.js';
import type { Random } from '../random.js';

/**
 * What people will do about one request. Each has people of its own, so that whatever one of them is told privately is
 * about this request and no other.
 */
export interface Plan {
  readonly number: number;
  readonly kind: Kind;
  readonly assets: readonly ZcaAsset[];
  /** What is asked for by words fits one more, which is protected; null: whole ids are asked for. */
  readonly guarded: ZcaAsset | null;
  readonly cast: {
    readonly requester: string;
    readonly approvers: readonly [string, string];
    /** May ask, and may not decide. */
    readonly stranger: string;
    /** Asks for the same. */
    readonly rival: string;
  };
  readonly door: 'command' | 'mention';
  readonly dryRun: boolean;
  readonly decision: 'approve' | 'cancel' | 'reject' | 'race' | 'none';
  /** The same approver presses twice at once. */
  readonly doubleClick: boolean;
  /** Two approvers press at once. */
  readonly bothApprove: boolean;
  readonly strangerPresses: boolean;
  readonly requesterApproves: boolean;
  /** Slack delivers the very same bytes again. */
  readonly commandAgain: boolean;
  readonly pressAgain: boolean;
  readonly rivalAsks: boolean;
  /** For the last asset alone, which the request holds: so the rival joins it; else for the same as the requester. */
  readonly rivalJoins: boolean;
  /** The rival is an approver as well, and presses “confirm” once joined. */
  readonly rivalApproves: boolean;
  /** Who asked unticks the last of several assets before it is decided. */
  readonly unticks: boolean;
  /** The ZCA refuses the list just when it is read for the approval, and Slack takes no card for a while. */
  readonly meetsFullLine: boolean;
  /** The ZCA breaks off every call for the first asset, and is busy when its end is to be read. */
  readonly neverClear: boolean;
  readonly lateClick: boolean;
  readonly stops: boolean;
  readonly retries: boolean;
  /** Before the retry, who confirmed leaves the approvers, and another of them retries. */
  readonly approverLeaves: boolean;
  /** Before the retry, somebody unlinks by hand what did not work. */
  readonly removedByHand: boolean;
  /** Somebody asks anew for what was cancelled. */
  readonly asksAnew: boolean;
  /** Before the first press, in milliseconds: people read first. */
  readonly thinkMs: number;
}

/** One of these with equal chance: most requests are approved. */
const decisions = [
  ...(['approve', 'approve', 'approve', 'approve', 'approve', 'approve'] as const),
  ...(['approve', 'approve', 'race', 'race', 'cancel', 'reject', 'none'] as const),
] as const;

const names = ['Cà phê', 'Bánh mì', 'Nhà thuốc', 'Giao hàng', 'Siêu thị', 'Phở'] as const;

export function planOf(number: number, random: Random): Plan {
  const kind = random.chance(0.6) ? 'oa' : 'app';
  const asksByWords = random.chance(0.1);
  const size = asksByWords || random.chance(0.6) ? 1 : random.whole(2, 5);
  const person = (letter: string) => `U0${letter}${String(number).padStart(6, '0')}`;
  return {
    number,
    kind,
    assets: Array.from({ length: size }, (_, index) => ({
      ...assetOf(kind, number, index, random),
      ...(asksByWords ? { name: wordsOf(number) } : {}),
    })),
    guarded: asksByWords
      ? { ...plainAsset(kind, number, size, random), name: `${wordsOf(number)} ${guardedWords}` }
      : null,
    cast: {
      requester: person('ASK'),
      approvers: [person('YES'), person('TOO')],
      stranger: person('NOT'),
      rival: person('ALSO'),
    },
    door: random.chance(0.75) ? 'command' : 'mention',
    dryRun: random.chance(0.04),
    decision: random.pick(decisions),
    doubleClick: random.chance(0.3),
    bothApprove: random.chance(0.35),
    strangerPresses: random.chance(0.25),
    requesterApproves: random.chance(0.15),
    commandAgain: random.chance(0.3),
    pressAgain: random.chance(0.3),
    rivalAsks: random.chance(0.25),
    rivalJoins: random.chance(0.7),
    rivalApproves: random.chance(0.5),
    unticks: random.chance(0.25),
    meetsFullLine: random.chance(0.08),
    neverClear: random.chance(0.06),
    lateClick: random.chance(0.3),
    stops: random.chance(0.3),
    retries: random.chance(0.6),
    approverLeaves: random.chance(0.6),
    removedByHand: random.chance(0.3),
    asksAnew: random.chance(0.7),
    thinkMs: random.whole(0, 1_500),
  };
}

/** The words by which the bot's configuration protects what stays linked. */
export const guardedWords = 'giữ nguyên';

/** Words that only what belongs to this plan has in its name. */
export function wordsOf(number: number): string {
  const letters = String(number)
    .padStart(5, '0')
    .replaceAll(/\d/gu, (digit) => 'abcdefghij'[Number(digit)] ?? '');
  return `Kho ${letters}`;
}

/** An id nobody else has, and a name. */
function plainAsset(kind: Kind, number: number, index: number, random: Random): ZcaAsset {
  const id = `${random.whole(10, 99)}${String(random.whole(0, 99_999_999)).padStart(8, '0')}${String(number).padStart(5, '0')}${index}`;
  return { kind, id, name: `${random.pick(names)} ${number}.${index}` };
}

/** Now and then the ZCA refuses to unlink it. */
function assetOf(kind: Kind, number: number, index: number, random: Random): ZcaAsset {
  return {
    ...plainAsset(kind, number, index, random),
    ...(random.chance(0.15) ? { refusal: 'Charges of last month are unpaid' } : {}),
  };
}
