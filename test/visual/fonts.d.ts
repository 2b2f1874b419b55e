// The style sheet of a font has no types.
declare module '@fontsource-variable/inter/wght.css';
