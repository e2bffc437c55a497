/** The part of the page's script that marks what may be seen in a picture, and says where that is. */
export const PICTURE_SCRIPT = `
const wanted = (parts) => {
  const elements = [];
  let own = null;
  const table = seenAll(tables).find((each) => titleOf(each) === parts.table);
  if (table) {
    for (const row of seenAll('tr, [role=row]', table)) {
      const cells = cellsOf(row);
      const isHead = cells.length === 0 && row.querySelector('th, [role=columnheader]');
      const isEmpty = cells.length === 1;
      const isOwn = idIn(cells[parts.idColumn]?.textContent) === parts.id;
      if (isOwn) own = row;
      if (isHead || isEmpty || isOwn) elements.push(row);
    }
    const before = [...document.querySelectorAll(headings)].filter((heading) => clean(heading.textContent) === parts.table);
    if (before.length > 0) elements.push(before.at(-1));
  }
  for (const field of seenAll('input[type=search], [role=searchbox]')) if (field.value === '' || field.value === parts.id) elements.push(field);
  elements.push(...seenAll('[role=tab]'), ...seenAll(dialogs));
  return { elements, own };
};
const markedNow = () => [...document.querySelectorAll('[data-zca-evidence]')];
const showsOnly = (parts) => {
  const { elements } = wanted(parts);
  return markedNow().every((element) => elements.includes(element));
};
const show = (parts) => {
  for (const element of markedNow()) element.removeAttribute('data-zca-evidence');
  const { elements: marked, own } = wanted(parts);
  for (const element of marked) element.setAttribute('data-zca-evidence', '');
  own?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  const boxes = marked.map((element) => element.getBoundingClientRect()).filter(({ width, height }) => width > 0 && height > 0);
  if (boxes.length === 0) return null;
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  const right = Math.max(...boxes.map((box) => box.right));
  const bottom = Math.max(...boxes.map((box) => box.bottom));
  return { x: left, y: top, width: right - left, height: bottom - top };
};
`;
