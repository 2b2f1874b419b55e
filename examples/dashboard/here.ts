const KEPT_AS = 'present-as';

/** Shows how many pages of the shop are open, this one included. Needs AnyCable, which knows who is present. */
export function showWhoIsHere(): void {
  const template = document.querySelector<HTMLTemplateElement>('#here');
  if (!template) return;
  const content = document.importNode(template.content, true);
  content.querySelector('live-presence')?.setAttribute('presence-id', ownId());
  template.replaceWith(content);
}

/** Each tab is somebody, since nobody signs in here. A reload keeps the id. In your application, take the id of the person. */
function ownId(): string {
  const id = crypto.randomUUID();
  try {
    const known = sessionStorage.getItem(KEPT_AS);
    if (known === null) sessionStorage.setItem(KEPT_AS, id);
    return known ?? id;
  } catch {
    // Storage may be blocked. Then each load is somebody.
    return id;
  }
}
