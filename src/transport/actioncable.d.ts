// The package ships no types of its own, and @types/rails__actioncable leaves this file out.
declare module '@rails/actioncable/src/internal.js' {
  const INTERNAL: {
    readonly message_types: Readonly<Record<'welcome' | 'disconnect' | 'ping' | 'confirmation' | 'rejection', string>>;
    readonly disconnect_reasons: Readonly<Record<'unauthorized' | 'invalid_request' | 'server_restart' | 'remote', string>>;
    readonly default_mount_path: string;
    readonly protocols: readonly string[];
  };
  export default INTERNAL;
}
