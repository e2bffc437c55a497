import { z } from 'zod';
import { LIMITS } from '../blocks/limits.js';
import { commonParts } from '../delivery/payload-parts.js';
import type { Option, OptionsInput } from '../page-contract.js';
import { jsonAnswer } from './acknowledgement.js';
import type { Office } from './office.js';
import { placeOf } from './place.js';
import { personOf } from './present.js';

const textObject = z.object({ type: z.string(), text: z.string() });
const options = z
  .array(z.object({ text: textObject, value: z.string(), description: textObject.exactOptional() }))
  .max(LIMITS.selectOptions);
const optionsAnswer = z.union([
  z.object({ options }),
  z.object({ option_groups: z.array(z.object({ options })) }),
]);

/** A person types into an external select: the app is asked what to offer. Empty when it does not answer well. */
export async function askOptions(
  input: OptionsInput,
  { world, post }: Office,
): Promise<{ options: Option[] }> {
  personOf(input.user, world);
  const place = placeOf(input.container, input.user, world);
  const { block_id, action_id, value } = input;
  const receipt = await post.send({
    kind: 'interactive',
    body: {
      type: 'block_suggestion',
      ...commonParts(input.user, world),
      ...place.parts(),
      ...{ action_id, block_id, value },
    },
  });
  const answer = optionsAnswer.safeParse(jsonAnswer(receipt));
  if (receipt.failure !== undefined || !answer.success) return { options: [] };
  const { data } = answer;
  return { options: 'options' in data ? data.options : data.option_groups.flatMap((group) => group.options) };
}
