import { useMemo, useState, useSyncExternalStore } from 'react';
import { type ComponentHooks, createHooks } from './component-hooks.js';
import type { Store } from './store.js';

function useStore<Value>(store: Store<Value>): Value {
  // What the server renders is what the first rendering of the page shows.
  const initial = useMemo(() => store.current, [store]);
  const [subscribe, read] = useMemo(() => [(onChange: () => void) => store.subscribe(onChange), () => store.current], [store]);
  return useSyncExternalStore(subscribe, read, () => initial);
}

const hooks: ComponentHooks = createHooks({ useState, useStore });

export const useChannel: ComponentHooks['useChannel'] = hooks.useChannel;
export const useConnection: ComponentHooks['useConnection'] = hooks.useConnection;
export const useStatus: ComponentHooks['useStatus'] = hooks.useStatus;
