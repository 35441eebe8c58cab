/** What is wrong with how a story lies in its window. Runs in the page. */
export function findMisplaced(): string[] {
  const found: string[] = [];
  const slack = 1;
  const say = (what: string, element: Element) => {
    found.push(`${what}: ${element.id || element.className || element.tagName}`);
  };
  const boxOf = (element: Element) => element.getBoundingClientRect();
  const isSeen = (element: Element) => {
    const { width, height } = boxOf(element);
    return width > 0 && height > 0 && getComputedStyle(element).visibility !== 'hidden';
  };
  const all = (selector: string) => [...document.querySelectorAll(selector)].filter(isSeen);
  const areOver = (one: Element, other: Element) => {
    const [a, b] = [boxOf(one), boxOf(other)];
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    return across > slack && down > slack;
  };
  const expectApart = (elements: readonly Element[]) => {
    for (const [at, one] of elements.entries())
      for (const other of elements.slice(at + 1)) if (areOver(one, other)) say(`lies over ${other.id}`, one);
  };
  const expectInside = (elements: readonly Element[], around: Element) => {
    const box = boxOf(around);
    for (const element of elements) {
      const { left, top, right, bottom } = boxOf(element);
      const isOut =
        left < box.left - slack ||
        top < box.top - slack ||
        right > box.right + slack ||
        bottom > box.bottom + slack;
      if (isOut) say('sticks out', element);
    }
  };

  const { scrollingElement } = document;
  if (scrollingElement && scrollingElement.scrollWidth > scrollingElement.clientWidth)
    found.push('the page is wider than its window');
  for (const call of all('.callgrid, .callgrid-stage'))
    if (call.scrollWidth > call.clientWidth) say('is wider than itself', call);

  const [call] = all('.callgrid');
  const [stage] = all('.callgrid-stage');
  if (!call) return ['there is no call'];
  const buttons = all('.callgrid button, .callgrid [role=button], .callgrid select');
  const isFull = document.querySelector('.callgrid-slot.is-full') !== null;
  expectInside([...buttons, ...all('.callgrid-notice'), ...all('.callgrid-menu')], call);
  if (stage) expectInside(all('.callgrid-tile'), stage);
  // Only what is meant to lie over others does.
  const small = '.is-pair .callgrid-slot:not(.is-large) > *';
  if (!isFull) expectApart(all('.callgrid-slot > *').filter((it) => !it.matches(small)));
  expectApart(all('.callgrid-controls > button, .callgrid-page-turn, .callgrid-page-number'));
  expectApart(all('.callgrid-notice'));
  for (const button of buttons) {
    const isCut =
      button.scrollWidth > button.clientWidth + slack || button.scrollHeight > button.clientHeight + slack;
    if (isCut && (button.textContent ?? '').trim() !== '') say('has its text cut', button);
  }
  for (const text of all('.callgrid-notice, .callgrid-empty, .callgrid-farewell, .callgrid-cover-text'))
    if (text.scrollWidth > text.clientWidth + slack) say('has its text cut', text);
  // A name may be cut, and its tile's microphone and network are seen all the same.
  for (const plate of all('.callgrid-name-plate'))
    expectInside(
      all('.callgrid-name-plate > *').filter((it) => it.parentElement === plate),
      plate,
    );
  return found;
}
