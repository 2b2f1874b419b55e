import '@rails/actioncable';

// The package ships no types of its own, and @types/rails__actioncable leaves out the two things that cablegram takes from it.
declare module '@rails/actioncable' {
  export const INTERNAL: {
    readonly message_types: Readonly<Record<'welcome' | 'disconnect' | 'ping' | 'confirmation' | 'rejection', string>>;
    readonly disconnect_reasons: Readonly<Record<'unauthorized' | 'invalid_request' | 'server_restart' | 'remote', string>>;
    readonly default_mount_path: string;
    readonly protocols: readonly string[];
  };
  export function createWebSocketURL(url: string): string;
}
