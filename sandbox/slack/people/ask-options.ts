import { z } from 'zod';
import { isFaultless, listOf } from '../blocks/check.js';
import { findElement } from '../blocks/find-element.js';
import { limits } from '../blocks/limits.js';
import { plainOption } from '../blocks/text-objects.js';
import { commonParts } from '../delivery/payload-parts.js';
import type { OptionsAnswer, OptionsInput } from '../page-contract.js';
import { jsonAnswer } from './acknowledgement.js';
import { BadInput } from './bad-input.js';
import type { Office } from './office.js';
import { placeOf } from './place.js';
import { personOf } from './present.js';

const textObject = z.object({ type: z.string(), text: z.string() });
const option = z.object({ text: textObject, value: z.string(), description: textObject.exactOptional() });
/** Options of an external select have the same limits as those of a static one. */
const offered = z.custom<unknown>((value) =>
  isFaultless(listOf(plainOption, limits.selectOptions, 0), value),
);
const options = offered.pipe(z.array(option));
const group = z.object({ label: textObject, options });
const optionsAnswer = z.union([
  z.object({ options }),
  z.object({ option_groups: z.array(group).max(limits.optionGroups) }),
]);

/** A person types into an external select, and the app answers with options. Empty when its answer is no good. */
export async function askOptions(input: OptionsInput, { world, post }: Office): Promise<OptionsAnswer> {
  personOf(input.user, world);
  const place = placeOf(input.container, input.user, world);
  const { block_id, action_id, value } = input;
  const type = String(findElement(place.blocks, block_id, action_id)?.element['type']);
  if (!type.endsWith('external_select')) throw new BadInput(`${action_id} in ${block_id} asks no app`);
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
  if ('options' in data) return data;
  return { ...data, options: data.option_groups.flatMap((each) => each.options) };
}
