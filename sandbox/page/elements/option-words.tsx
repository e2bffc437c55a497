import type { Option } from '../../slack/page-contract.js';
import { plainWords, TextObject } from '../text/text-object.js';

/** An option's text with its description in smaller type. */
export function OptionWords({ option }: { option: Option }) {
  const description = plainWords(option.description);
  return (
    <span className="option-words">
      <TextObject value={option.text} />
      {description !== '' && <small>{description}</small>}
    </span>
  );
}
