// The build makes this file; types are checked before there is one, too.
declare module '*/custom-elements.json' {
  const manifest: object;
  export default manifest;
}
