/** What can go wrong between a client and its server. `refuse`, `answer` and `hang` reset what is open, since nobody would notice otherwise. */
export type Fault =
  | { readonly type: 'reset' | 'close' | 'cut' | 'half-open' | 'refuse' | 'stall' | 'hang' }
  | { readonly type: 'delay'; readonly by: number; readonly jitter: number }
  | { readonly type: 'throttle'; readonly bytesPerSecond: number }
  | { readonly type: 'duplicate' | 'drop' | 'corrupt'; readonly share: number }
  | { readonly type: 'answer'; readonly status: number };
