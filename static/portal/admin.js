"use strict";

/* Searches for related records stay within the partnership of the form. */
(function () {
  const jQuery = window.django && window.django.jQuery;
  if (!jQuery) {
    return;
  }
  function partnership() {
    const own = document.querySelector("[data-partnership]");
    const chosen = document.querySelector("select#id_partnership");
    return own ? own.dataset.partnership : chosen ? chosen.value : "";
  }
  jQuery.ajaxPrefilter(function (options) {
    if (!/\/autocomplete\//.test(options.url) || !partnership()) {
      return;
    }
    const asked = "partnership=" + encodeURIComponent(partnership());
    options.url += (options.url.includes("?") ? "&" : "?") + asked;
  });
})();

/* Searched selects are named by the label of the field that they stand for. */
(function () {
  const jQuery = window.django && window.django.jQuery;
  if (!jQuery) {
    return;
  }
  function name(root) {
    root.querySelectorAll("select.select2-hidden-accessible").forEach(function (select) {
      const label = document.querySelector('label[for="' + select.id + '"]');
      const shown = select.nextElementSibling;
      if (!label || !shown) {
        return;
      }
      const words = label.textContent.trim();
      shown.querySelectorAll(".select2-search__field, [role=textbox]").forEach(function (field) {
        field.setAttribute("aria-label", words);
      });
      const box = shown.querySelector(".select2-selection--single[aria-labelledby]");
      if (box && !box.getAttribute("aria-labelledby").includes(" ")) {
        label.id = label.id || select.id + "_label";
        box.setAttribute("aria-labelledby", label.id + " " + box.getAttribute("aria-labelledby"));
      }
    });
  }
  jQuery(() => name(document));
  document.addEventListener("formset:added", (event) => name(event.target));
})();

/* A narrative text is shown as it will read, while it is written. */
(function () {
  const WAIT = 400;
  const UNREACHABLE =
    "The preview cannot be reached just now. Your text is not affected: you can go on writing and save it.";

  function token() {
    const field = document.querySelector("input[name=csrfmiddlewaretoken]");
    return field ? field.value : "";
  }

  function reportOf(area) {
    // A row that is not saved yet knows its report by a field beside it.
    const beside = area.form.elements[area.name.replace(/text$/, "report")];
    return area.dataset.previewReport || (beside ? beside.value : "");
  }

  function element(tag, name, text) {
    const made = document.createElement(tag);
    made.className = name;
    made.textContent = text;
    return made;
  }

  function panelFor(area) {
    const panel = document.createElement("div");
    panel.className = "preview";
    panel.setAttribute("role", "group");
    panel.setAttribute("aria-label", "Preview");
    const body = document.createElement("div");
    body.className = "preview-body";
    const problems = document.createElement("div");
    problems.className = "preview-problems";
    problems.setAttribute("aria-live", "polite");
    panel.append(element("h4", "preview-title", "Preview"), problems, body);
    const pair = document.createElement("div");
    pair.className = "preview-pair";
    area.before(pair);
    pair.append(area, panel);
    return { body: body, problems: problems };
  }

  function tell(panel, sentences) {
    if (!sentences.length) {
      panel.problems.replaceChildren();
      return;
    }
    const list = document.createElement("ul");
    list.append(...sentences.map((sentence) => element("li", "", sentence)));
    panel.problems.replaceChildren(list);
  }

  function watch(area) {
    const panel = panelFor(area);
    let timer = 0;
    let latest = 0;

    async function show() {
      const turn = ++latest;
      const report = reportOf(area);
      if (!report) {
        tell(panel, ["Choose the report first; its figures are needed for the preview."]);
        return;
      }
      if (!area.value.trim()) {
        tell(panel, []);
        panel.body.replaceChildren(element("p", "quiet", "Nothing written yet."));
        return;
      }
      try {
        const response = await fetch(area.dataset.previewUrl, {
          method: "POST",
          credentials: "same-origin",
          headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
          body: JSON.stringify({ text: area.value, report: report }),
        });
        if (!response.ok || response.redirected) {
          throw new Error(String(response.status));
        }
        const answer = await response.json();
        if (turn === latest) {
          tell(panel, answer.problems);
          panel.body.innerHTML = answer.html;
        }
      } catch {
        if (turn === latest) {
          tell(panel, [UNREACHABLE]);
        }
      }
    }

    area.addEventListener("input", function () {
      window.clearTimeout(timer);
      timer = window.setTimeout(show, WAIT);
    });
    const chosen = document.querySelector("select#id_report");
    if (chosen && window.django && window.django.jQuery) {
      window.django.jQuery(chosen).on("change", show);
    }
    show();
  }

  function watchAll(root) {
    root.querySelectorAll("textarea[data-preview-url]").forEach(function (area) {
      // The hidden row that new ones are copied from stays as it is.
      if (!area.closest(".empty-form") && !area.closest(".preview-pair")) {
        watch(area);
      }
    });
  }

  watchAll(document);
  document.addEventListener("formset:added", (event) => watchAll(event.target));
})();

/* Tables that are wider than the screen can be scrolled with the keyboard too. */
document.querySelectorAll(".table-scroll, #changelist .results").forEach(function (box) {
  if (box.scrollWidth > box.clientWidth) {
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", "Table, scrolls sideways");
  }
});

/* Findings that nobody has counted since the records changed are counted once the page is there. */
(function () {
  const AT_ONCE = 3;
  const token = document.querySelector(".waiting input[name=csrfmiddlewaretoken]");

  function link(part) {
    const made = document.createElement("a");
    made.href = part.url;
    made.textContent = part.label;
    return made;
  }

  async function count(line) {
    const response = await fetch(line.dataset.countUrl, {
      method: "POST",
      credentials: "same-origin",
      headers: { "X-CSRFToken": token.value },
    });
    if (!response.ok || response.redirected) {
      return;
    }
    const found = await response.json();
    line.querySelector(".waiting-number").textContent = found.number;
    line.querySelector(".waiting-words").textContent = found.words;
    line.querySelector(".waiting-parts").replaceChildren(
      ...found.parts.flatMap((part) => [link(part), document.createTextNode(" ")])
    );
    const note = line.querySelector(".waiting-note");
    if (note) {
      note.remove();
    }
  }

  async function countAll() {
    for (const line of [...document.querySelectorAll("[data-count-url]")].slice(0, AT_ONCE)) {
      try {
        await count(line);
      } catch {
        return; // what was known stays on the page
      }
    }
  }
  if (token) {
    countAll();
  }
})();

/* Who else has this record open is told while the page is open, and others are told of us. */
(function () {
  const EVERY = 30000;
  const note = document.querySelector("[data-sign-of-life]");
  const token = document.querySelector("#content form input[name=csrfmiddlewaretoken]");
  if (!note || !token) {
    return;
  }

  function body(values) {
    const sent = new FormData();
    sent.append("csrfmiddlewaretoken", token.value);
    Object.entries(values).forEach((pair) => sent.append(...pair));
    return sent;
  }

  function tell(sentences) {
    const told = [...note.children].map((line) => line.textContent);
    if (told.join("\n") === sentences.join("\n")) {
      return; // nothing is read out twice
    }
    note.replaceChildren(
      ...sentences.map(function (sentence) {
        const line = document.createElement("p");
        line.textContent = sentence;
        return line;
      })
    );
  }

  async function live() {
    if (document.hidden) {
      return;
    }
    try {
      const response = await fetch(note.dataset.signOfLife, {
        method: "POST",
        credentials: "same-origin",
        body: body({}),
      });
      if (response.ok && !response.redirected) {
        tell((await response.json()).others);
      }
    } catch {
      // Away for a moment; the next sign may come through.
    }
  }

  window.setInterval(live, EVERY);
  window.addEventListener("pagehide", function () {
    navigator.sendBeacon(note.dataset.signOfLife, body({ leave: "1" }));
  });
})();

/* What others changed meanwhile is looked at first. */
(function () {
  const heading = document.getElementById("conflict");
  if (heading) {
    heading.focus();
  }
})();

/* Whoever goes on writing in a field keeps what they write. */
(function () {
  function keep(event) {
    const yours = event.target.name && document.getElementById("yours-" + event.target.name);
    if (yours) {
      yours.checked = true;
    }
  }
  if (document.querySelector(".conflict")) {
    document.addEventListener("input", keep);
    if (window.django && window.django.jQuery) {
      window.django.jQuery(document).on("change", "select", keep);
    }
  }
})();

/* A slash leads to the search over everything, from wherever nobody is writing. */
(function () {
  const field = document.getElementById("search-everything-field");
  if (!field) {
    return;
  }
  document.addEventListener("keydown", function (event) {
    const writes = event.target.closest("input, textarea, select, [contenteditable], .select2");
    if (event.key === "/" && !writes && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      field.focus();
      field.select();
    }
  });
})();
