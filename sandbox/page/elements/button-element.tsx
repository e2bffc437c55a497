import { asString } from '../blocks/app-data.js';
import { safeHref } from '../text/safe-href.js';
import { plainWords } from '../text/text-object.js';
import type { ElementProps } from './element-props.js';
import { useElement } from './use-element.js';

const looks: Record<string, string> = { primary: 'button button-primary', danger: 'button button-danger' };

export function ButtonElement(props: ElementProps) {
  const { element } = props;
  const { busy, choose } = useElement(props);
  const href = safeHref(asString(element['url']));

  const press = () => {
    if (busy) return;
    if (href !== undefined) window.open(href, '_blank', 'noreferrer');
    void choose(null, {});
  };

  return (
    <button
      type="button"
      className={looks[asString(element['style'])] ?? 'button'}
      aria-label={asString(element['accessibility_label']) || undefined}
      // Not `disabled`: the button would lose the focus while the app answers.
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={press}
    >
      {plainWords(element['text'])}
    </button>
  );
}
