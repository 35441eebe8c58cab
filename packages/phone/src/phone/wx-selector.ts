import selectorParser from 'postcss-selector-parser';

/**
 * Built-in tags have a prefix in the window, and classes inside a component with isolated styles have its scope;
 * a selector of a test means them without either. Gives the selector for the window.
 */
export function wxSelector(selector: string): string {
  return selectorParser((selectors) => {
    selectors.walkTags((tag) => {
      // The `odd` of `:nth-child(odd)` is parsed as a tag.
      const above = tag.parent?.parent;
      if (above?.type === 'pseudo' && above.value.startsWith(':nth-')) return;
      if (/^[a-z]/.test(tag.value) && !tag.value.startsWith('wx-')) tag.value = `wx-${tag.value}`;
    });
    selectors.walkClasses((one) => {
      const { value } = one;
      const scoped = `:is(.${value}, [class$="--${value}"], [class*="--${value} "])`;
      one.replaceWith(selectorParser.tag({ value: scoped }));
    });
  }).processSync(selector);
}
