import { useEffect, useState } from 'react';
import { type PageSwitch, readSwitches, turn } from '../wire/sandbox-api.js';
import { pageWords } from '../workspace/page-words.js';
import { useWorkspace } from '../workspace/workspace-context.js';
import { PopupMenu } from './popup-menu.js';

/** Lets a person at the page make the local ZCA and the local Slack misbehave. */
export function MischiefMenu() {
  const { me } = useWorkspace();
  const [switches, setSwitches] = useState<PageSwitch[]>([]);
  const language = me.locale.startsWith('vi') ? 'vi' : 'en';
  const { goWrong, allWell } = pageWords(me);

  const follow = (answer: Promise<PageSwitch[]>) => void answer.then(setSwitches, () => undefined);
  useEffect(() => void readSwitches().then(setSwitches, () => undefined), []);

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
