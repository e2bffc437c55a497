import type { Option } from '../../slack/page-contract.js';
import { plainWords } from '../text/text-object.js';

interface ChosenOptionsProps {
  chosen: Option[];
  onChange: (chosen: Option[]) => void;
}

/** A multi-select's chosen options, each with a button that removes it. */
export function ChosenOptions({ chosen, onChange }: ChosenOptionsProps) {
  if (chosen.length === 0) return null;
  return (
    <ul className="chips" aria-label="Chosen">
      {chosen.map((option) => (
        <li key={option.value} className="chip">
          {plainWords(option.text)}
          <button
            type="button"
            aria-label={`Remove ${plainWords(option.text)}`}
            onClick={() => onChange(chosen.filter(({ value }) => value !== option.value))}
          >
            <span aria-hidden="true">×</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
