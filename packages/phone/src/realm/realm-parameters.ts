/**
 * The DOM names that glass-easel reads as globals. They reach it as parameters of the runtime script,
 * because the mini program in the same realm must not see a DOM.
 */
export const REALM_PARAMETERS = [
  'window',
  'document',
  'Event',
  'MouseEvent',
  'requestAnimationFrame',
  'IntersectionObserver',
  'matchMedia',
  'CSSStyleRule',
  'CSSMediaRule',
  'CSSLayerBlockRule',
  'CSSConditionRule',
] as const;
