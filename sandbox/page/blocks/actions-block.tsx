import type { Block } from '../../slack/page-contract.js';
import { Element } from '../elements/element.js';
import { asList, asString } from './app-data.js';

export function ActionsBlock({ block }: { block: Block }) {
  return (
    <div className="block-actions">
      {asList(block['elements']).map((element, place) => (
        <Element
          key={asString(element['action_id']) || place}
          element={element}
          blockId={block.block_id ?? ''}
          dispatches
        />
      ))}
    </div>
  );
}
