/* Shows what a link leads to (its title, which the browser shows without this script): on hovering, on focus, for abbreviations on a tap.
   Escape closes it; the pointer may rest on it. */
(() => {
  const place = document.querySelector("article");
  if (!place) return;
  const tip = document.createElement("div");
  tip.id = "tip";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  let of = null, titles = [], timer = 0;

  const told = (element) => {  /* or the title of the first link to the same place */
    const own = element.title || element.querySelector("[title]")?.title;
    if (own || element.tagName !== "A") return own;
    return [...place.querySelectorAll("a[title]")].find((a) => a.href === element.href)?.title;
  };
  const hide = () => {
    clearTimeout(timer);
    if (!of) return;
    tip.hidden = true;
    of.removeAttribute("aria-describedby");
    titles.forEach(([element, title]) => { element.title = title; });
    of = null;
  };
  const show = (element) => {
    if (of === element) return clearTimeout(timer);
    hide();
    const text = told(element);
    if (!text) return;
    of = element;
    titles = [element, ...element.querySelectorAll("[title]"), element.closest("a")].filter((e) => e?.title).map((e) => [e, e.title]);
    titles.forEach(([e]) => e.removeAttribute("title"));
    const [, where, quote] = element.matches(".cite") && text.match(/^(.*?): (“.*”)$/s) || [];
    tip.replaceChildren(quote || text);
    if (quote) {
      const small = document.createElement("small");
      small.textContent = where;
      tip.append(small);
    }
    place.append(tip);
    tip.hidden = false;
    element.setAttribute("aria-describedby", "tip");
    const line = element.getClientRects()[0], box = tip.getBoundingClientRect(), gap = 6;
    const below = line.bottom + gap + box.height < innerHeight || line.top < box.height + gap;
    tip.style.top = `${below ? line.bottom + gap : line.top - box.height - gap}px`;
    tip.style.left = `${Math.max(8, Math.min(line.left, innerWidth - box.width - 8))}px`;
  };
  const trigger = (event) => {
    const found = event.target.closest?.("a[href], abbr[title]");
    return found && place.contains(found) ? found.closest("a[href]") || found : null;
  };
  const later = (what, wait) => { clearTimeout(timer); timer = setTimeout(what, wait); };

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const element = trigger(event);
    if (element) later(() => show(element), of ? 80 : 250);
    else if (tip.contains(event.target)) clearTimeout(timer);
    else later(hide, 200);
  });
  document.addEventListener("focusin", (event) => {
    const element = trigger(event);
    if (element?.matches(":focus-visible")) show(element);
    else hide();
  });
  document.addEventListener("focusout", hide);
  document.addEventListener("click", (event) => {
    const element = trigger(event);
    if (element?.tagName === "ABBR" && of !== element) show(element);
    else if (!tip.contains(event.target)) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    hide();
    if (location.hash.startsWith("#cite-")) location.hash = location.hash.replace("cite-", "s");
  });
  addEventListener("scroll", hide, { passive: true });

  if (navigator.clipboard) place.querySelectorAll(".cite-card").forEach((card) => {  /* the citation, with the sentence's own address */
    const button = document.createElement("button"), [cited, links] = card.children;
    button.textContent = "Copy";
    button.onclick = async () => {
      await navigator.clipboard.writeText(`${cited.textContent} ${location.href.split("#")[0]}#${card.id.replace("cite-", "s")}`);
      button.textContent = "Copied";
    };
    links.prepend(button);
  });
})();
