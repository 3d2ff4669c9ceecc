// Filters what was found. The page is whole without it: the form is shown only where this runs.
const form = document.querySelector('.filter');
if (form) {
  const rows = [...document.querySelectorAll('[data-level]')];
  const payloads = [...document.querySelectorAll('details')];
  // What a row is found by: its own text, and the name of the payload that it is of.
  const text = (row) => {
    const name = row.closest('details')?.querySelector('summary').textContent ?? '';
    return `${name} ${row.textContent}`.toLowerCase();
  };
  const texts = new Map(rows.map((row) => [row, text(row)]));
  const filter = () => {
    const words = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const level = form.elements.level.value;
    for (const row of rows) {
      const fits = level === 'all' || row.dataset.level === level;
      row.hidden = !(fits && words.every((word) => texts.get(row).includes(word)));
    }
    for (const payload of payloads) {
      const own = [...payload.querySelectorAll('[data-level]')];
      payload.hidden = own.length > 0 && own.every((row) => row.hidden);
    }
    const shown = rows.filter((row) => !row.hidden).length;
    form.querySelector('output').textContent = `${shown} of ${rows.length} rows`;
  };
  form.addEventListener('input', filter);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.hidden = false;
  filter();
}
