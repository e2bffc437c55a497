import type { Kind, ZcaAsset } from '../../../sandbox/zca/zca.js';
import type { Random } from '../random.js';

/**
 * People's plan for one request. Each request has people of its own, so that every private answer to them is
 * about this request.
 */
export interface Plan {
  readonly number: number;
  readonly kind: Kind;
  readonly assets: readonly ZcaAsset[];
  /** A protected asset that the typed words match too; null: people ask by whole ids. */
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
  /** Slack repeats the delivery, byte for byte. */
  readonly commandAgain: boolean;
  readonly pressAgain: boolean;
  readonly rivalAsks: boolean;
  /**
   * The rival asks for the last asset alone, which the request holds, and so joins it; else for the same as
   * the requester.
   */
  readonly rivalJoins: boolean;
  /** The rival is also an approver, and presses “confirm” after joining. */
  readonly rivalApproves: boolean;
  /** The first approver leaves the group some time before pressing “confirm”; the second one presses too. */
  readonly approverLeft: boolean;
  /** Somebody renames the first asset in the ZCA while people read the card. */
  readonly renames: boolean;
  /** The requester unticks the last of several assets before the decision. */
  readonly unticks: boolean;
  /**
   * The ZCA refuses to show the assets just when the bot reads them for the approval, and Slack accepts no card
   * for a while.
   */
  readonly meetsFullLine: boolean;
  /** The ZCA breaks off every call for the first asset, and is busy when the bot reads its end. */
  readonly neverClear: boolean;
  /** The ZCA says that it has unlinked the first asset, and has not. */
  readonly pretends: boolean;
  readonly lateClick: boolean;
  readonly stops: boolean;
  readonly retries: boolean;
  /** Before the retry, an approver leaves the group, and another one retries. */
  readonly approverLeaves: boolean;
  /** Before the retry, somebody unlinks the failed assets by hand. */
  readonly removedByHand: boolean;
  /** Somebody asks again for a cancelled request. */
  readonly asksAnew: boolean;
  /** The pause before the first press: people read first. */
  readonly thinkMs: number;
}

/** Chosen with equal chance: most requests are approved. */
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
    approverLeft: random.chance(0.06),
    renames: random.chance(0.08),
    pretends: random.chance(0.1),
  };
}

/** The bot's configuration protects assets with these words. */
export const guardedWords = 'giữ nguyên';

/** Words that only the names of this plan's assets contain. */
export function wordsOf(number: number): string {
  const letters = String(number)
    .padStart(5, '0')
    .replaceAll(/\d/gu, (digit) => 'abcdefghij'[Number(digit)] ?? '');
  return `Kho ${letters}`;
}

/** An asset with a unique id and a name. */
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
