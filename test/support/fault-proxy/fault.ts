import type { FaultProxy } from './fault-proxy.js';

/** What can go wrong between a client and its server. `refuse`, `answer` and `hang` reset what is open, since nobody would notice otherwise. */
export type Fault =
  | { readonly type: 'reset' | 'close' | 'cut' | 'half-open' | 'refuse' | 'stall' | 'hang' }
  | { readonly type: 'delay'; readonly by: number; readonly jitter: number }
  | { readonly type: 'throttle'; readonly bytesPerSecond: number }
  | { readonly type: 'duplicate' | 'drop' | 'corrupt'; readonly share: number }
  | { readonly type: 'answer'; readonly status: number };

/** Does a fault to a proxy; the returned function ends it, where it lasts. */
export function inject(proxy: FaultProxy, fault: Fault): () => void | Promise<void> {
  switch (fault.type) {
    case 'refuse':
      proxy.refuse();
      proxy.reset();
      return () => proxy.accept();
    case 'reset':
      proxy.reset();
      return done;
    case 'close':
      proxy.close();
      return done;
    case 'cut':
      proxy.cutMidFrame();
      return done;
    case 'half-open':
      proxy.halfOpen();
      return done;
    case 'stall':
      proxy.stall();
      return () => proxy.resume();
    case 'delay':
      proxy.delay(fault.by, fault.jitter);
      return () => proxy.delay(0);
    case 'throttle':
      proxy.throttle(fault.bytesPerSecond);
      return () => proxy.throttle(Infinity);
    case 'duplicate':
      proxy.duplicateFrames(fault.share);
      return () => proxy.duplicateFrames(0);
    case 'drop':
      proxy.dropFrames(fault.share);
      return () => proxy.dropFrames(0);
    case 'corrupt':
      proxy.corruptFrames(fault.share);
      return () => proxy.corruptFrames(0);
    case 'answer':
      proxy.answer(fault.status);
      proxy.reset();
      return () => proxy.answer(undefined);
    case 'hang':
      proxy.hang();
      proxy.reset();
      return () => proxy.hang(false);
  }
}

function done(): void {
  // What happens at once needs no end.
}
