// The server renders each page when the site is built. With another adapter, it renders them when they are asked for.
export const prerender = true;
