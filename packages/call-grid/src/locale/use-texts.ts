import { createContext, useContext } from 'react';
import { type Locale, type Texts, texts } from './texts.ts';

export const LocaleContext = createContext<Locale>('en');

/** What to say, in the language of the call. */
export function useTexts(): Texts {
  return texts[useContext(LocaleContext)];
}

/** The locale nearest to a language tag: Chinese in any form, else English. */
export function localeFor(language: string | undefined): Locale {
  return /^zh\b/i.test(language?.replace('_', '-') ?? '') ? 'zh-CN' : 'en';
}
