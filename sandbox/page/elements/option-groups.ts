import type { Option } from '../../slack/page-contract.js';
import { type AppData, asList, asOptions } from '../blocks/app-data.js';
import { plainWords } from '../text/text-object.js';

export interface OptionGroup {
  /** Empty for options without a group. */
  label: string;
  options: Option[];
}

/** A static select's own options. */
export function optionGroupsOf(element: AppData): OptionGroup[] {
  const groups = asList(element['option_groups']).map((group) => ({
    label: plainWords(group['label']),
    options: asOptions(group['options']),
  }));
  return [{ label: '', options: asOptions(element['options']) }, ...groups];
}

/** The options that contain the typed text. */
export function matchingGroups(groups: OptionGroup[], query: string): OptionGroup[] {
  const wanted = comparable(query.trim());
  const matches = (option: Option) => comparable(plainWords(option.text)).includes(wanted);
  return groups
    .map(({ label, options }) => ({ label, options: options.filter(matches) }))
    .filter(({ options }) => options.length > 0);
}

/** Ignores diacritics and case: "ban hang" finds "Bán hàng". */
function comparable(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase();
}
