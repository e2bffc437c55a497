import type { Block, SubmitInput } from '../../slack/page-contract.js';
import { asData, asList, asString } from '../blocks/app-data.js';
import type { SurfaceValues } from '../blocks/surface.js';
import { initialState, isEmptyState } from '../elements/element-state.js';

type ViewValues = SubmitInput['state']['values'];

const requiredError = 'Please complete this required field.';

/** All of a view's values, touched or not, in the shape of Slack's `view.state.values`. */
export function collectValues(blocks: Block[], touched: SurfaceValues): ViewValues {
  const values: ViewValues = {};
  for (const block of blocks) {
    const blockId = block.block_id ?? '';
    const elements = [asData(block['element']), asData(block['accessory']), ...asList(block['elements'])];
    for (const element of elements) {
      const actionId = asString(element['action_id']);
      const state = touched[blockId]?.[actionId] ?? initialState(element);
      if (state !== null) values[blockId] = { ...values[blockId], [actionId]: state };
    }
  }
  return values;
}

/** Slack itself holds back a submission while a required field is empty. */
export function missingFields(blocks: Block[], values: ViewValues): Record<string, string> {
  const missing = blocks.filter((block) => {
    if (block.type !== 'input' || block['optional'] === true) return false;
    return Object.values(values[block.block_id ?? ''] ?? {}).some(isEmptyState);
  });
  return Object.fromEntries(missing.map((block) => [block.block_id ?? '', requiredError]));
}
