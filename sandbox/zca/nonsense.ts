import type { Answer } from './answer.js';

/** Ways to spoil a good JSON answer; its status and headers stay the same. */
export type Nonsense = 'truncated_json' | 'wrong_shape' | 'number_id' | 'other_id' | 'empty';

const spoilers: Readonly<Record<Nonsense, (body: string) => string>> = {
  truncated_json: (body) => body.slice(0, Math.floor(body.length * 0.6)),
  wrong_shape: () => JSON.stringify({ error: 0, message: 'Success', data: { result: ['ok'] } }),
  // By text replacement: JavaScript cannot hold such a number, which is the very mistake shown here.
  number_id: (body) => body.replaceAll(/"id":"(\d+)"/g, '"id":$1'),
  other_id: (body) =>
    body.replaceAll(/("id":"\d+)(\d)"/g, (_whole, start, last) => `${start}${9 - Number(last)}"`),
  empty: () => '',
};

/** The same answer with a spoiled body. */
export function spoil(answer: Answer, variant: Nonsense): Answer {
  return { ...answer, body: spoilers[variant](answer.body) };
}
