// The build creates this file, and types are also checked before it exists.
declare module '*/custom-elements.json' {
  const manifest: object;
  export default manifest;
}
