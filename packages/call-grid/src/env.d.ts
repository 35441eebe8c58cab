/** Taro's builds put the platform's name here; so do Storybook's and vitest's configs. */
declare const process: { readonly env: { readonly TARO_ENV?: string } };
