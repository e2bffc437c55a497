/** The in-page script that marks the elements a screenshot may show, and returns their area. */
export const PICTURE_SCRIPT = `
const wanted = ({ table, idColumn, id, tabs, search }) => {
  const elements = [];
  let own = null;
  const list = listOf(table);
  if (list) {
    for (const row of [...list.parts.flatMap(rowsIn), ...plainRowsOf(list)]) {
      const isOwn = idIn(cellsOf(row)[idColumn]) === id;
      if (isOwn) own = row;
      if (isHead(row) || partsOf(row).length === 1 || isOwn) elements.push(row);
    }
    const before = [...document.querySelectorAll(headings)].filter((heading) => textOf(heading) === table);
    if (before.length > 0) elements.push(before.at(-1));
  }
  const searched = fields(search).filter((field) => field.value === id);
  elements.push(...fields(search).filter((field) => field.value === ''), ...searched, ...named(tabs), ...seenAll(dialogs));
  return { elements, own, holdsSearch: searched.length > 0 };
};
const markedNow = () => [...document.querySelectorAll('[data-zca-evidence]')];
const showsOnly = (parts) => {
  const { elements } = wanted(parts);
  return markedNow().every((element) => elements.includes(element));
};
const show = (parts) => {
  for (const element of markedNow()) element.removeAttribute('data-zca-evidence');
  const { elements: marked, own, holdsSearch } = wanted(parts);
  for (const element of marked) element.setAttribute('data-zca-evidence', '');
  own?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  const boxes = marked.map((element) => element.getBoundingClientRect()).filter(({ width, height }) => width > 0 && height > 0);
  if (boxes.length === 0) return null;
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  const right = Math.max(...boxes.map((box) => box.right));
  const bottom = Math.max(...boxes.map((box) => box.bottom));
  return { x: left, y: top, width: right - left, height: bottom - top, holdsSearch };
};
`;
