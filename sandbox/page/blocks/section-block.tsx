import { useId } from 'react';
import type { Block } from '../../slack/page-contract.js';
import { Element } from '../elements/element.js';
import { InOrder } from '../text/in-order.js';
import { TextObject } from '../text/text-object.js';
import { asData, asList, asString } from './app-data.js';
import { elementKey } from './steady-keys.js';

const keepTheirOwnName = ['button', 'workflow_button', 'overflow', 'image'];

export function SectionBlock({ block }: { block: Block }) {
  const textId = useId();
  const accessory = asData(block['accessory']);
  const fields = asList(block['fields']);
  const labelId = keepTheirOwnName.includes(asString(accessory['type'])) ? undefined : textId;
  return (
    <div className="block-section">
      <div className="block-section-words">
        {block['text'] !== undefined && (
          <div id={textId}>
            <TextObject value={block['text']} />
          </div>
        )}
        {fields.length > 0 && (
          <div className="block-fields">
            <InOrder
              parts={fields}
              render={(field) => (
                <div>
                  <TextObject value={field} />
                </div>
              )}
            />
          </div>
        )}
      </div>
      {accessory['type'] !== undefined && (
        <div className="block-accessory">
          <Element
            key={elementKey(accessory, block)}
            element={accessory}
            blockId={block.block_id ?? ''}
            dispatches
            labelId={labelId}
          />
        </div>
      )}
    </div>
  );
}
