/** A part of the library that is loaded when it is first needed. */
export interface LazyPart<Part> {
  /** The part, once it is loaded. */
  readonly loaded: Part | undefined;
  /** Loads the part. After a failure the next call tries again. */
  load(): Promise<Part>;
  /** Uses a part that is there already. */
  provide(part: Part): void;
}

/** Creates a part from its dynamic import. Calls during a load share it. */
export function lazyPart<Part>(importPart: () => Promise<Part>): LazyPart<Part> {
  let loaded: Part | undefined;
  let loading: Promise<Part> | undefined;
  async function start(): Promise<Part> {
    try {
      return (loaded = await importPart());
    } finally {
      loading = undefined;
    }
  }
  return {
    get loaded() {
      return loaded;
    },
    load: () => (loaded ? Promise.resolve(loaded) : (loading ??= start())),
    provide: (part) => void (loaded = part),
  };
}
