// Draws a form of Trato where this script stands, sends it, and says what came of it. Looks are the page's own.
(() => {
  const facts = {{ facts|safe }};
  const script = document.currentScript;
  const make = (name, attributes, ...inside) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) if (value !== false && value !== "") element.setAttribute(key, value === true ? "" : value);
    element.append(...inside);
    return element;
  };
  const hidden = (name, value) => make("input", { type: "hidden", name, value });
  const problems = new Map();
  const problem = name => {
    const place = make("small", { class: "trato-problem", role: "alert" });
    problems.set(name, place);
    return place;
  };
  const options = question => question.options.map(([code, label]) => make("option", { value: code }, label));
  const ticks = question => question.options.map(([code, label]) => make("label", {}, make("input", { type: "checkbox", name: question.name, value: code }), " ", label));
  const control = question => {
    const given = { name: question.name, required: question.is_required };
    if (question.control === "area") return make("textarea", { ...given, rows: "4" });
    if (question.control === "choice") return make("select", given, make("option", { value: "" }, facts.words.choose), ...options(question));
    return make("input", { ...given, type: question.control, autocomplete: question.complete });
  };
  const row = question => {
    if (question.control === "choices") return make("fieldset", { class: "trato-field" }, make("legend", {}, question.label), ...ticks(question), problem(question.name));
    if (question.control === "check") return make("p", { class: "trato-field" }, make("label", {}, make("input", { type: "checkbox", name: question.name, value: "yes", required: question.is_required }), " ", question.label), problem(question.name));
    const needed = question.is_required ? [" ", make("small", {}, facts.words.needed)] : [];
    return make("p", { class: "trato-field" }, make("label", {}, question.label, ...needed, make("br"), control(question)), problem(question.name));
  };
  const mark = hidden(facts.names.mark, facts.mark);
  const form = make("form", { class: "trato-form", method: "post", action: facts.action, lang: facts.language }, ...facts.questions.map(row));
  if (facts.wording) form.append(make("p", { class: "trato-field" }, make("label", {}, make("input", { type: "checkbox", name: facts.names.agreed, value: "yes", required: facts.isConsentRequired }), " ", facts.wording), problem(facts.names.agreed)), hidden(facts.names.wording, facts.wordingIn));
  const trap = make("p", { hidden: true }, make("label", {}, facts.words.trap, " ", make("input", { name: facts.trap, tabindex: "-1", autocomplete: "off" })));
  form.append(trap, mark, hidden(facts.names.page, location.href), hidden(facts.names.referrer, document.referrer), hidden(facts.names.language, facts.language));
  for (const [name, value] of new URLSearchParams(location.search)) if (name.startsWith("utm_")) form.append(hidden(name, value));
  const send = make("button", { type: "submit" }, facts.words.send);
  form.append(problem(""), make("p", {}, send));
  const show = found => {
    for (const [name, place] of problems) place.textContent = found[name] || "";
    const strange = Object.entries(found).filter(([name]) => !problems.has(name)).map(([, text]) => text);
    if (strange.length) problems.get("").textContent = strange.join(" ");
    const first = Object.keys(found).find(name => form.elements.namedItem(name));
    if (first) [form.elements.namedItem(first)].flat()[0].focus?.();
  };
  const answered = async reply => {
    const answer = await reply.json();
    if (answer.mark) mark.value = answer.mark;
    if (!reply.ok) return show(answer.problems || { "": facts.words.failed });
    if (answer.leads_to) return location.assign(answer.leads_to);
    const thanks = make("p", { class: "trato-thanks", role: "status", tabindex: "-1" }, answer.thanks);
    form.replaceWith(thanks);
    thanks.focus();
  };
  form.addEventListener("submit", async event => {
    event.preventDefault();
    send.disabled = true;
    show({});
    const body = new URLSearchParams(new FormData(form));
    try {
      await answered(await fetch(facts.action, { method: "POST", body, headers: { Accept: "application/json" }, credentials: "omit" }));
    } catch {
      show({ "": facts.words.failed });
    }
    send.disabled = false;
  });
  script.after(form);
})();
