// What Vite adds to a module, as far as the catalogue uses it.
interface ImportMeta {
  glob<Module>(patterns: readonly string[], options: { readonly eager: true }): Readonly<Record<string, Module>>;
}
