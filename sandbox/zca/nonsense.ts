import type { Answer } from './answer.js';

/** The ways to spoil a good JSON answer; its status and headers stay as they were. */
export type Nonsense = 'truncated_json' | 'wrong_shape' | 'number_id' | 'other_id' | 'empty';

const spoilers: Readonly<Record<Nonsense, (body: string) => string>> = {
  truncated_json: (body) => body.slice(0, Math.floor(body.length * 0.6)),
  wrong_shape: () => JSON.stringify({ error: 0, message: 'Success', data: { result: ['ok'] } }),
  // Written by hand: JavaScript cannot hold such a number, which is the very mistake shown here.
  number_id: (body) => body.replaceAll(/"id":"(\d+)"/g, '"id":$1'),
  other_id: (body) =>
    body.replaceAll(/("id":"\d+)(\d)"/g, (_whole, start, last) => `${start}${9 - Number(last)}"`),
  empty: () => '',
};

/** The same answer with its body spoiled. */
export function spoil(answer: Answer, variant: Nonsense): Answer {
  return { ...answer, body: spoilers[variant](answer.body) };
}
