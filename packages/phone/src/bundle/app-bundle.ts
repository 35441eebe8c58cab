/** A page's or component's json, its `usingComponents` resolved to paths from the root. */
export interface ComponentConfig {
  usingComponents: Record<string, string>;
  styleIsolation?: string;
  component?: boolean;
  [key: string]: unknown;
}

/** What the logic realm needs to know of a mini program, besides its code and templates. */
export interface AppManifest {
  app: { pages: string[]; tabBar?: { list?: { pagePath: string }[] }; [key: string]: unknown };
  pages: string[];
  components: string[];
  configs: Record<string, ComponentConfig>;
  styles: Record<string, string>;
  scopes: Record<string, string>;
}

/** A mini program compiled for phones, as JSON: shared by all phones that run the same folder. */
export interface AppBundle {
  manifest: AppManifest;
  /** Evaluates to `{ templates, modules }` inside a phone's realm. */
  script: string;
  /** What the script is called in the stacks of its errors. */
  file: string;
  /** Rules of WeChat that the templates break, found while compiling. */
  violations: { rule: string; message: string }[];
  warnings: string[];
}
