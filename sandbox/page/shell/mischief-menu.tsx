import { useCallback, useEffect, useState } from 'react';
import type { Switch, User } from '../../slack/page-contract.js';
import { readSwitches, turn } from '../wire/sandbox-api.js';
import { pageLanguage, pageWords } from '../workspace/page-words.js';
import { PopupMenu } from './popup-menu.js';

/** Lets a person at the page make the bot's neighbours misbehave. */
export function MischiefMenu({ reader }: { reader: Pick<User, 'locale'> }) {
  const [switches, setSwitches] = useState<Switch[]>([]);
  const language = pageLanguage(reader);
  const { goWrong, allWell } = pageWords(reader);

  const follow = useCallback(
    (answer: Promise<Switch[]>) => void answer.then(setSwitches, () => undefined),
    [],
  );
  useEffect(() => follow(readSwitches()), [follow]);

  if (switches.length === 0) return null;
  const on = switches.filter(({ isOn }) => isOn);
  const items = [
    ...switches.map(({ key, words, isOn }) => ({
      key,
      words: `${isOn ? '✓ ' : ''}${words[language]}`,
      pick: () => follow(turn(key)),
    })),
    { key: '', words: allWell, pick: () => follow(turn(null)) },
  ];
  return (
    <>
      <PopupMenu label={goWrong} items={items} onOpen={() => follow(readSwitches())}>
        <span aria-hidden="true">🌩</span>
      </PopupMenu>
      <span className="visually-hidden" role="status">
        {on.map(({ words }) => words[language]).join('; ')}
      </span>
    </>
  );
}
