/** The part of the page's script that marks what may be seen in a picture, and says where that is. */
export const PICTURE_SCRIPT = `
const show = (parts) => {
  for (const element of document.querySelectorAll('[data-zca-evidence]')) element.removeAttribute('data-zca-evidence');
  const marked = [];
  const mark = (element) => { if (element) { element.setAttribute('data-zca-evidence', ''); marked.push(element); } };
  const table = seenAll(tables).find((each) => titleOf(each) === parts.table);
  if (table) {
    const rows = seenAll('tr, [role=row]', table);
    for (const row of rows) {
      const cells = cellsOf(row);
      const isHead = cells.length === 0;
      const isEmpty = cells.length === 1;
      if (isHead || isEmpty || idIn(cells[parts.idColumn]?.textContent) === parts.id) mark(row);
    }
    const before = [...document.querySelectorAll(headings)].filter((heading) => clean(heading.textContent) === parts.table);
    mark(before.at(-1));
  }
  for (const field of seenAll('input[type=search], [role=searchbox]')) if (field.value === '' || field.value === parts.id) mark(field);
  for (const tab of seenAll('[role=tab]')) mark(tab);
  for (const dialog of seenAll(dialogs)) mark(dialog);
  const boxes = marked.map((element) => element.getBoundingClientRect()).filter(({ width, height }) => width > 0 && height > 0);
  if (boxes.length === 0) return null;
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  const right = Math.max(...boxes.map((box) => box.right));
  const bottom = Math.max(...boxes.map((box) => box.bottom));
  return { x: left, y: top, width: right - left, height: bottom - top };
};
`;
