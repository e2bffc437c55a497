/** Characters that control a terminal or its writing direction: control characters, direction marks, invisible ones. */
const steering = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Outside text for a terminal, on one line: nothing in it can control what is shown. */
export function printable(text: string): string {
  return text.replace(steering, '·');
}

/** JSON on one line for a terminal, with the same meaning: nothing in it can control what is shown. */
export function printableJson(json: string): string {
  return json.replace(steering, (sign) =>
    [...Array(sign.length).keys()]
      .map((at) => `\\u${sign.charCodeAt(at).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
