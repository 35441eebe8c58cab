/** The rules of WeChat that a phone checks. */
export const RULES = {
  'one-pusher': 'a page holds one live-pusher',
  'set-data-undefined': 'setData never carries undefined, at any depth',
  'set-data-size': 'setData carries 1,024 KB at most',
  'set-data-json': 'setData carries JSON',
  'native-binding': 'events of a live element are bound with bindxxx, never bind:xxx or catchxxx',
  'socket-limit': 'a mini program holds 5 sockets',
  'page-limit': 'the page stack holds 10 pages',
  'unloaded-page': 'a live element is not started once its page is unloaded',
  'missing-global': 'the logic layer has no window, no URL, no fetch and no code from strings',
} as const;

export type Rule = keyof typeof RULES;

/** One break of a rule. On a real phone it fails, often without a word. */
export interface Violation {
  rule: Rule;
  message: string;
  /** By the phone's clock. */
  at: number;
}
