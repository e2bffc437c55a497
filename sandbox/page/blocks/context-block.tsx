import type { Block } from '../../slack/page-contract.js';
import { InOrder } from '../text/in-order.js';
import { TextObject } from '../text/text-object.js';
import { type AppData, asList } from './app-data.js';
import { Picture } from './picture.js';

export function ContextBlock({ block }: { block: Block }) {
  return (
    <div className="block-context">
      <InOrder parts={asList(block['elements'])} render={contextNode} />
    </div>
  );
}

function contextNode(element: AppData) {
  return (
    <div>{element['type'] === 'image' ? <Picture image={element} /> : <TextObject value={element} />}</div>
  );
}
