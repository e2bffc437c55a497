import type { Random } from '../chaos/random.js';

/** One way in which a call to a port goes wrong. */
export interface Failure {
  readonly name: string;
  /** The call takes effect all the same; only its answer is missing. */
  readonly isDone: boolean;
  readonly error: () => Error;
  /** Set: a false answer instead of an error. */
  readonly answer?: unknown;
}

/**
 * The fate of a call: nothing, one of its port's failures by its place, or the end of its process
 * before or after it.
 */
export type Interruption = 'none' | 'ends_before' | 'ends_after' | number;

/** Makes calls: one run of a job in one process. */
export interface Caller {
  readonly name: string;
  /** Set once its process has ended: nothing more reaches it. */
  isDead: boolean;
  /** Ends its process. */
  end(): void;
}

interface Call {
  readonly caller: Caller;
  readonly name: string;
  readonly effect: () => unknown;
  readonly failures: readonly Failure[];
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

/** Decides what comes next; every open question goes to it. */
export interface Chooser {
  /** Picks one of this many possible steps. */
  pick(count: number): number;
  /** The fate of the call with this name and number, from 0. */
  interrupt(number: number, failures: readonly Failure[], name: string): Interruption;
  /** The pause before the next step, in milliseconds. */
  pause(): number;
  /** True if another worker also gets a running job. */
  twin(): boolean;
}

/**
 * Nothing waits long: the first possible step is taken, and the call with the given number is
 * interrupted.
 */
export function inOrder(interrupted: number, how: Interruption): Chooser {
  return {
    pick: () => 0,
    interrupt: (number, failures) => {
      if (number !== interrupted) return 'none';
      return typeof how === 'number' && how >= failures.length ? 'none' : how;
    },
    pause: () => 0,
    twin: () => false,
  };
}

export interface Mischief {
  /** The share of interrupted calls, of 1, and their maximum. */
  readonly share: number;
  readonly most: number;
  /** The share of steps, of 1, before which a worker sleeps. */
  readonly sleeps: number;
  readonly twins: number;
  /** The share of interrupted calls to the ZCA, if larger. */
  readonly zcaShare: number;
}

/** Chance decides. */
export function byChance(random: Random, { share, most, sleeps, twins, zcaShare }: Mischief): Chooser {
  let left = most;
  return {
    pick: (count) => (count === 1 ? 0 : random.whole(0, count - 1)),
    interrupt: (_, failures, name) => {
      const often = name.startsWith('zca.') ? Math.max(share, zcaShare) : share;
      if (left === 0 || !random.chance(often)) return 'none';
      left -= 1;
      const kind = random.whole(0, failures.length + 1);
      if (kind < failures.length) return kind;
      return kind === failures.length ? 'ends_before' : 'ends_after';
    },
    pause: () => (sleeps > 0 && random.chance(sleeps) ? random.whole(1, 20_000) : 0),
    twin: () => {
      if (left === 0 || !random.chance(twins)) return false;
      left -= 1;
      return true;
    },
  };
}

/**
 * Holds every call to a port until it is picked. A picked call takes effect at once, undivided;
 * then the program runs until every caller waits at its next call.
 */
export class Scheduler {
  /** The true time, in milliseconds since the epoch. */
  now: number;
  /** Grows with every event: a larger one came later. */
  step = 0;
  /** The number of ways in which each completed call could have failed, by its number. */
  readonly failuresOfCalls: number[] = [];
  readonly #chooser: Chooser;
  readonly #waiting: Call[] = [];
  /** Adds an event to the story, if anybody reads it. */
  readonly tell: (what: () => string) => void;

  readonly #isPrompt: boolean;

  /** `isPrompt`: no call waits to be picked. */
  constructor(
    start: number,
    chooser: Chooser,
    tell: (what: () => string) => void = () => undefined,
    { isPrompt = false } = {},
  ) {
    this.#isPrompt = isPrompt;
    this.now = start;
    this.#chooser = chooser;
    this.tell = tell;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** The answer of a call to a port, once it was picked; never, once its caller is dead. */
  call<T>(caller: Caller, name: string, effect: () => T, failures: readonly Failure[]): Promise<T> {
    if (caller.isDead) return new Promise(() => undefined);
    return new Promise<T>((resolve, reject) => {
      const call: Call = { caller, name, effect, failures, resolve, reject };
      if (this.#isPrompt) this.#carryOut(call);
      else this.#waiting.push(call);
    });
  }

  /** Lets the waiting call at this place take effect. */
  let(place: number): void {
    const [call] = this.#waiting.splice(place, 1);
    if (call !== undefined && !call.caller.isDead) this.#carryOut(call);
  }

  #carryOut(call: Call): void {
    const { caller, name, effect, failures } = call;
    const how = this.#chooser.interrupt(this.failuresOfCalls.length, failures, name);
    this.failuresOfCalls.push(failures.length);
    this.step += 1;
    if (how === 'none') {
      this.#answer(call, effect);
      return;
    }
    if (how === 'ends_before' || how === 'ends_after') {
      this.tell(
        () => `${caller.name}: its process ends ${how === 'ends_before' ? 'before' : 'after'} ${name}`,
      );
      if (how === 'ends_after') attempt(effect);
      caller.end();
      return;
    }
    const failure = failures[how];
    if (failure === undefined) {
      this.#answer(call, effect);
      return;
    }
    this.tell(() => `${caller.name}: ${name} goes wrong: ${failure.name}`);
    try {
      if (failure.isDone) effect();
      if ('answer' in failure) call.resolve(failure.answer as never);
      else call.reject(failure.error());
    } catch (error) {
      call.reject(error as Error);
    }
  }

  /** Forgets the calls of the dead. */
  bury(): void {
    for (let place = this.#waiting.length - 1; place >= 0; place -= 1)
      if (this.#waiting[place]?.caller.isDead) this.#waiting.splice(place, 1);
  }

  #answer(call: Call, effect: () => unknown): void {
    try {
      call.resolve(effect() as never);
    } catch (error) {
      call.reject(error as Error);
    }
  }
}

/** Nobody gets its answer. */
function attempt(effect: () => unknown): void {
  try {
    effect();
  } catch {
    // As if it had been refused.
  }
}
