import { type Check, type Fault, flag, isRecord, may, need, objectOf, textOf, wordOf } from './check.js';
import { checkViewBlocks } from './check-blocks.js';
import { limits } from './limits.js';
import { plainText } from './text-objects.js';

const anyValue: Check = () => {};

const common = {
  blocks: need(anyValue),
  callback_id: may(textOf(limits.callbackId)),
  private_metadata: may(textOf(limits.privateMetadata)),
  external_id: may(textOf(limits.callbackId)),
};

const modal = objectOf({
  ...common,
  type: need(wordOf('modal')),
  title: need(plainText(limits.viewTitle)),
  submit: may(plainText(limits.viewButton)),
  close: may(plainText(limits.viewButton)),
  clear_on_close: may(flag),
  notify_on_close: may(flag),
  submit_disabled: may(flag),
});

const home = objectOf({ ...common, type: need(wordOf('home')) });

/** Every fault of a view and its blocks. */
export function checkView(view: unknown): Fault[] {
  const faults: Fault[] = [];
  const shape = isRecord(view) && view['type'] === 'home' ? home : modal;
  shape(view, '/view', (fault) => faults.push(fault));
  if (!isRecord(view)) return faults;
  const blocks = checkViewBlocks(view['blocks'], view['type'] === 'home' ? 'home' : 'modal');
  return [...faults, ...('faults' in blocks ? blocks.faults : []), ...inputsWithoutSubmit(view)];
}

function inputsWithoutSubmit(view: Record<string, unknown>): Fault[] {
  if (view['type'] !== 'modal' || view['submit'] !== undefined || !Array.isArray(view['blocks'])) return [];
  return view['blocks'].flatMap((block, index) =>
    isRecord(block) && block['type'] === 'input'
      ? {
          message: 'must define `submit` to use an `input` block in modals',
          pointer: `/view/blocks/${index}/input`,
        }
      : [],
  );
}
