import { useEffect, useState } from 'preact/hooks';
import { type ComponentHooks, createHooks } from './component-hooks.js';
import type { Store } from './store.js';

function useStore<Value>(store: Store<Value>): Value {
  const [, setCount] = useState(0);
  useEffect(() => {
    return store.subscribe(() => setCount((count) => count + 1));
  }, [store]);
  return store.current;
}

const hooks: ComponentHooks = createHooks({ useState, useStore });

export const useChannel: ComponentHooks['useChannel'] = hooks.useChannel;
export const useConnection: ComponentHooks['useConnection'] = hooks.useConnection;
export const useStatus: ComponentHooks['useStatus'] = hooks.useStatus;
