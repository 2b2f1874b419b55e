/** Stands for the subscription of a `<turbo-cable-stream-source>`, because the catalogue loads neither Turbo nor Rails' consumer. */
export class TurboLink {
  readonly subscription: object;
  #disconnectedAt: number | undefined;

  constructor() {
    const subscription = {};
    const link = this.#link();
    const subscriptions = { subscriptions: [subscription], guarantor: { pendingSubscriptions: [] } };
    this.subscription = Object.assign(subscription, { consumer: { connection: link, subscriptions } });
  }

  /** Whether the server is connected. */
  set isOpen(isOpen: boolean) {
    this.#disconnectedAt = isOpen ? undefined : Date.now();
  }

  #link(): object {
    const disconnectedAt = (): number | undefined => this.#disconnectedAt;
    return {
      isOpen: () => disconnectedAt() === undefined,
      reopen: () => (this.isOpen = true),
      monitor: {
        get pingedAt() {
          return Date.now();
        },
        get disconnectedAt() {
          return disconnectedAt();
        },
      },
    };
  }
}
