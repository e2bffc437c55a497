/** What steers a terminal, or the order in which it writes: controls, marks of direction, and what nobody sees. */
const steering = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Text from outside for a terminal, on one line: nothing in it may steer what is shown. */
export function printable(text: string): string {
  return text.replace(steering, '·');
}

/** JSON on one line for a terminal: it means the same, and nothing in it steers what is shown. */
export function printableJson(json: string): string {
  return json.replace(steering, (sign) =>
    [...Array(sign.length).keys()]
      .map((at) => `\\u${sign.charCodeAt(at).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
