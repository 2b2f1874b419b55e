// The style sheets of fonts have no types.
declare module '@fontsource-variable/inter/wght.css';
declare module '@fontsource-variable/noto-sans-arabic/wght.css';
