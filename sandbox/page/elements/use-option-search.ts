import { useCallback, useEffect, useRef, useState } from 'react';
import type { OptionGroup } from './option-groups.js';

export type Find = (query: string) => OptionGroup[] | Promise<OptionGroup[]>;

interface OptionSearch {
  groups: OptionGroup[];
  searching: boolean;
  /** Searches, after a pause if the app answers; only the last search's answer counts. */
  ask: (query: string, pauseMs: number) => void;
}

export function useOptionSearch(find: Find): OptionSearch {
  const [groups, setGroups] = useState<OptionGroup[]>([]);
  const [searching, setSearching] = useState(false);
  const lastQuestion = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const currentFind = useRef(find);
  useEffect(() => {
    currentFind.current = find;
  });

  const ask = useCallback((query: string, pauseMs: number) => {
    clearTimeout(timer.current);
    lastQuestion.current += 1;
    const question = lastQuestion.current;
    const search = async () => {
      const found = await currentFind.current(query);
      if (question !== lastQuestion.current) return;
      setGroups(found);
      setSearching(false);
    };
    setSearching(true);
    timer.current = setTimeout(() => void search(), pauseMs);
  }, []);

  return { groups, searching, ask };
}
