// The first page proposes the zone of this computer, unless the person has already chosen one.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
for (const select of document.querySelectorAll("select[data-guess-zone]")) {
  const wanted = [...select.options].find(option => option.value === zone);
  if (wanted && !select.closest("form").querySelector("[aria-invalid]")) wanted.selected = true;
}
