import { useAddress } from '../workspace/address.js';
import { pageWords } from '../workspace/page-words.js';
import { useWorkspace } from '../workspace/workspace-context.js';

/** The keyboard's first stop: leads to the composer, or to the App Home's content. */
export function SkipLink() {
  const { me } = useWorkspace();
  const { channel } = useAddress();
  const words = pageWords(me);
  const skip = () => {
    const content = document.querySelector<HTMLElement>('main');
    const target = content?.querySelector<HTMLElement>('.composer textarea') ?? content;
    if (target === content) target?.setAttribute('tabindex', '-1');
    target?.focus();
  };
  return (
    <nav className="skip" aria-label={words.toTheContent}>
      <button type="button" className="skip-link" onClick={skip}>
        {channel === 'home' ? words.toTheContent : words.toTheMessageField}
      </button>
    </nav>
  );
}
