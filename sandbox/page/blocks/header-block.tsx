import type { Block } from '../../slack/page-contract.js';
import { plainWords } from '../text/text-object.js';

export function HeaderBlock({ block }: { block: Block }) {
  return <h3 className="block-header">{plainWords(block['text'])}</h3>;
}
