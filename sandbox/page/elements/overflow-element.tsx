import { asList, asOption, asString } from '../blocks/app-data.js';
import { PopupMenu } from '../shell/popup-menu.js';
import { safeHref } from '../text/safe-href.js';
import { plainWords } from '../text/text-object.js';
import type { ElementProps } from './element-props.js';
import { useElement } from './use-element.js';

export function OverflowElement(props: ElementProps) {
  const { choose } = useElement(props);
  const items = asList(props.element['options']).flatMap((data) => {
    const option = asOption(data);
    if (option === null) return [];
    const href = safeHref(asString(data['url']));
    const pick = () => {
      if (href !== undefined) window.open(href, '_blank', 'noreferrer');
      void choose(null, { selected: [option] });
    };
    return [{ key: option.value, words: plainWords(option.text), pick }];
  });
  return (
    <PopupMenu label="More options" items={items}>
      <span aria-hidden="true">⋯</span>
    </PopupMenu>
  );
}
