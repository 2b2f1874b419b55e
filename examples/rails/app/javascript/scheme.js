// The button that chooses light, dark, or the colours of the system, and remembers it.
const SCHEMES = ['system', 'light', 'dark'];

function chosen() {
  return SCHEMES.find((scheme) => scheme === localStorage.getItem('scheme')) ?? 'system';
}

function show() {
  document.documentElement.dataset.scheme = chosen();
  for (const button of document.querySelectorAll('.scheme')) button.title = button.ariaLabel = `Colours: ${chosen()}`;
}

document.addEventListener('click', (event) => {
  if (!event.target.closest?.('.scheme')) return;
  localStorage.setItem('scheme', SCHEMES[(SCHEMES.indexOf(chosen()) + 1) % SCHEMES.length]);
  show();
});
document.addEventListener('turbo:load', show);
document.addEventListener('turbo:morph', show);
show();
