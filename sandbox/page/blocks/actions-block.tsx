import type { Block } from '../../slack/page-contract.js';
import { Element } from '../elements/element.js';
import { asList } from './app-data.js';
import { elementKey } from './steady-keys.js';

export function ActionsBlock({ block }: { block: Block }) {
  return (
    <div className="block-actions">
      {asList(block['elements']).map((element) => (
        <Element
          key={elementKey(element, block)}
          element={element}
          blockId={block.block_id ?? ''}
          dispatches
        />
      ))}
    </div>
  );
}
