/** The effect of an error of Zalo's on a message. */
export type ErrorEffect =
  /** It may go through later. */
  | 'retry'
  /** This person cannot be reached by the OA now, whatever the message. */
  | 'give_up_person'
  /** This message is refused; another one to the same person may go through. */
  | 'give_up'
  /** Nobody can be reached until somebody mends it. */
  | 'alert';

/**
 * Zalo's error numbers (facts from public notes of its table "mã lỗi"; none was seen live). A number that is not here is
 * an alert: somebody has to learn what it means.
 */
const effects: ReadonlyMap<number, ErrorEffect> = new Map<number, ErrorEffect>([
  /** Too many calls. */
  [-32, 'retry'],
  /** Sending failed. */
  [-200, 'retry'],
  /** A field is invalid. */
  [-201, 'give_up'],
  /** The OA is disabled; it does not exist. */
  [-204, 'alert'],
  [-205, 'alert'],
  /** The app is not activated. */
  [-209, 'alert'],
  /** Too long. */
  [-210, 'give_up'],
  /** The OA's quota; the person's. */
  [-211, 'alert'],
  [-218, 'give_up_person'],
  /** The app is not registered for this. */
  [-212, 'alert'],
  /** The person does not follow the OA; a refusal of theirs. */
  [-213, 'give_up_person'],
  [-217, 'give_up_person'],
  /** The app was removed or disabled. */
  [-219, 'alert'],
  /** The OA needs verification, must authorise, must upgrade its package. */
  [-221, 'alert'],
  [-223, 'alert'],
  [-224, 'alert'],
  /** Banned, or inactive for 45 days. */
  [-227, 'give_up_person'],
  /** No interaction in 7 days; none that counts. */
  [-230, 'give_up_person'],
  [-232, 'give_up_person'],
  /** The type of message. */
  [-233, 'give_up'],
  /** At night. */
  [-234, 'retry'],
  /** The type of OA. */
  [-235, 'alert'],
  /** The group is disabled. */
  [-237, 'give_up_person'],
  /** The old API is gone. */
  [-240, 'alert'],
  /** A wrong proof of the app's secret. */
  [-242, 'alert'],
  /** The person restricts this type. */
  [-244, 'give_up_person'],
  /** Against the platform's standards. */
  [-248, 'give_up'],
  /** The app is not linked to a ZCA; the ZCA cannot be charged. */
  [-320, 'alert'],
  [-321, 'alert'],
  /** The OA is not in the group. */
  [-403, 'give_up_person'],
]);

/** The effect of one of the OpenAPI's error numbers. */
export function effectOf(code: number): ErrorEffect {
  return effects.get(code) ?? 'alert';
}

/** The effect of one of the Bot Platform's error codes, which follow HTTP. */
export function botEffectOf(code: number): ErrorEffect {
  if (code === 401) return 'alert';
  if (code === 403) return 'give_up_person';
  if (code === 408 || code === 429 || code >= 500) return 'retry';
  // 400 says also that a chat does not exist, in words alone.
  return 'give_up';
}
