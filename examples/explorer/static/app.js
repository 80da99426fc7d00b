'use strict';
// The page asks the library (explore, from explorer.wasm) and shows what it
// answers. Nothing is decided here, nothing is kept, nothing is sent.
(() => {
  const $ = id => document.getElementById(id);
  const SVG = 'http://www.w3.org/2000/svg';

  // h makes an element: attributes, listeners (onclick…), children.
  function h(name, attributes = {}, ...children) {
    const [tag, space] = name.startsWith('svg:') ? [name.slice(4), SVG] : [name, null];
    const e = space ? document.createElementNS(space, tag) : document.createElement(tag);
    for (const [k, v] of Object.entries(attributes)) {
      if (v === undefined || v === null || v === false) continue;
      if (k.startsWith('on')) e.addEventListener(k.slice(2), v);
      else e.setAttribute(k, v === true ? '' : v);
    }
    e.append(...children.flat(Infinity).filter(c => c !== undefined && c !== null && c !== false));
    return e;
  }

  // fill replaces what is in an element.
  function fill(e, ...children) {
    e.replaceChildren(...children.flat(Infinity).filter(c => c !== undefined && c !== null && c !== false));
  }

  // ask puts a question to the library.
  function ask(name, question) {
    const reply = JSON.parse(window.explore(name, JSON.stringify(question)));
    if (reply.error) throw new Error(reply.error);
    return reply.answer;
  }

  const french = new Intl.NumberFormat('fr-FR');
  const fold = s => s.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/œ/g, 'oe').replace(/[’']/g, "'");
  const say = text => { $('said').textContent = ''; requestAnimationFrame(() => { $('said').textContent = text; }); };
  const plural = (n, one, many) => `${french.format(n)} ${n > 1 ? many : one}`;
  const evidenceClass = { 'sourcé': 'sourced', 'déduit': 'inferred', 'choix de la bibliothèque': 'chosen' };
  const mark = evidence => h('span', { class: `mark ${evidenceClass[evidence] || ''}` }, evidence);

  function today() {
    const d = new Date();
    return `${d.getFullYear()}-${String(d.getMonth() + 1).padStart(2, '0')}-${String(d.getDate()).padStart(2, '0')}`;
  }

  let page, day;

  function options(select, list, { none, value } = {}) {
    const entry = c => h('option', { value: c.code }, c.code && c.coded !== false ? `${c.label} (${c.code})` : c.label);
    const children = [];
    if (none) children.push(h('option', { value: '' }, none));
    for (const item of list) {
      children.push(item.group ? h('optgroup', { label: item.group }, item.choices.map(entry)) : entry(item));
    }
    select.replaceChildren(...children);
    if (value !== undefined) select.value = value;
  }
  const roleList = () => page.roles.map(r => ({ code: r.code, label: `${r.code} ${r.label}`, coded: false }));
  const bare = list => list.map(c => ({ ...c, coded: false }));

  // copy puts a text on the clipboard, or shows it where that is not allowed.
  async function copy(text, what) {
    try {
      await navigator.clipboard.writeText(text);
      say(`${what} : copié.`);
      return true;
    } catch {
      $('copy-text').value = text;
      $('copy').showModal();
      $('copy-text').select();
      return false;
    }
  }
  const copyButton = (label, text) => h('button', {
    type: 'button',
    onclick: async e => {
      const b = e.currentTarget;
      if (await copy(text(), label)) {
        b.textContent = 'Copié ✓';
        setTimeout(() => { b.textContent = label; }, 1600);
      }
    },
  }, label);

  function save(text, name, type) {
    const url = URL.createObjectURL(new Blob([text], { type }));
    h('a', { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  }

  // --- the matrix ----------------------------------------------------------

  const few = 3; // columns that are shown with words
  let shown = { columns: [], rows: [] };

  function filters() {
    const f = { profession: $('f-profession').value, role: $('f-role').value, document: $('f-document').value, text: fold($('f-text').value.trim()), show: $('f-show').value };
    // A regulated profession reads by itself: a role would say nothing.
    const regulated = page.professions.some(p => p.code === f.profession);
    $('f-role').disabled = regulated;
    if (regulated) f.role = '';
    return f;
  }

  function updateMatrix() {
    const f = filters();
    let columns = page.columns.map((c, i) => ({ ...c, i }));
    const box = $('person');
    box.hidden = !f.profession && !f.role;
    if (!box.hidden) {
      const person = ask('person', { profession: f.profession, role: f.role, day });
      columns = columns.filter(c => person.keys.includes(c.key));
      fill(box, 
        h('p', {}, h('strong', {}, person.who.label), ' : ', person.text),
        person.reasons.length > 0 && h('ul', {}, person.reasons.map(r => h('li', {}, `${r.text} `, h('code', {}, r.code), ` · ${r.source} · `, mark(r.evidence)))),
      );
    }
    const words = f.text.split(/\s+/).filter(Boolean);
    const rows = page.rows.filter(r => {
      if (f.document && f.document !== `class:${r.class}` && f.document !== `type:${r.code}`) return false;
      if (!words.every(w => r.folded.includes(w))) return false;
      if (f.show === '') return true;
      return (f.show === '1') === columns.some(c => r.cells[c.i] === '1');
    });
    shown = { columns, rows };
    drawGrid();
    $('scroll').scrollTo(0, 0);
    const open = rows.reduce((n, r) => n + columns.filter(c => r.cells[c.i] === '1').length, 0);
    // Nothing to copy or to save without a column.
    $('b-markdown').hidden = $('b-csv').hidden = columns.length === 0;
    $('count').textContent = columns.length === 0 ? 'Aucune case à montrer : aucune colonne ne nomme cette personne.' : `${plural(rows.length, 'type', 'types')} × ${plural(columns.length, 'colonne', 'colonnes')} : ` +
      `${plural(open, 'case ouverte', 'cases ouvertes')} sur ${french.format(rows.length * columns.length)}`;
    $('b-reset').hidden = !Object.values(f).some(Boolean);
  }

  function drawGrid() {
    const { columns, rows } = shown;
    const table = $('grid'), words = columns.length <= few;
    table.classList.toggle('few', words);
    table.hidden = rows.length === 0 || columns.length === 0;
    $('empty').hidden = rows.length > 0 || columns.length === 0;
    $('scroll').hidden = $('grid-help').hidden = columns.length === 0;
    table.tHead.replaceChildren(h('tr', {},
      h('th', { scope: 'col' }, 'Type de document'),
      columns.map(c => h('th', { scope: 'col', class: c.role && 'role', title: `${c.label} (${c.printed})`, 'data-col': c.key }, h('span', {}, c.short)))));
    for (const b of [...table.tBodies]) b.remove();
    let body, last;
    for (const r of rows) {
      if (r.class !== last) {
        last = r.class;
        body = h('tbody', {}, h('tr', {}, h('th', { scope: 'rowgroup', class: 'class', colspan: columns.length + 1 }, h('span', {}, page.labels[r.class]))));
        table.append(body);
      }
      const tr = h('tr', {}, h('th', { scope: 'row' }, r.label, ' ', h('code', {}, r.code)));
      for (const c of columns) {
        const open = r.cells[c.i] === '1', differs = r.differs && r.differs[c.i] === '1';
        const td = document.createElement('td');
        td.className = (open ? 'open' : '') + (differs ? ' differs' : '');
        td.textContent = words ? (open ? '✓ Ouvert' : 'Fermé') : (open ? '✓' : '·');
        td.setAttribute('aria-label', (open ? 'Ouvert' : 'Fermé') + (differs ? ', une autre source diffère ou peut différer' : ''));
        td.dataset.doc = r.code;
        td.dataset.col = c.key;
        td.tabIndex = -1;
        tr.append(td);
      }
      body.append(tr);
    }
    const first = table.querySelector('td');
    if (first) first.tabIndex = 0;
    measure();
  }

  // measure tells the style how high the head of the grid is: the names of the
  // classes stop below it.
  function measure() {
    const high = $('grid').tHead.offsetHeight;
    if (high > 0) $('grid').style.setProperty('--head', `${high}px`);
  }

  // move goes to a cell: one cell of the grid can be reached by Tab, the
  // others by the arrows.
  function focusCell(td) {
    for (const other of $('grid').querySelectorAll('td[tabindex="0"]')) other.tabIndex = -1;
    td.tabIndex = 0;
    td.focus();
  }

  function gridKeys(e) {
    const td = e.target.closest('td');
    if (!td || e.altKey || e.metaKey) return;
    if (e.key === 'Enter' || e.key === ' ') {
      e.preventDefault();
      openCell(td);
      return;
    }
    const rows = [...$('grid').querySelectorAll('tbody tr')].filter(tr => tr.querySelector('td'));
    const y = rows.indexOf(td.parentElement), x = td.cellIndex - 1, width = shown.columns.length;
    const to = {
      ArrowRight: [x + 1, y], ArrowLeft: [x - 1, y], ArrowDown: [x, y + 1], ArrowUp: [x, y - 1],
      PageDown: [x, y + 10], PageUp: [x, y - 10],
      Home: [0, e.ctrlKey ? 0 : y], End: [width - 1, e.ctrlKey ? rows.length - 1 : y],
    }[e.key];
    if (!to || (e.ctrlKey && !['Home', 'End'].includes(e.key))) return;
    e.preventDefault();
    const clamp = (v, n) => Math.max(0, Math.min(n - 1, v));
    focusCell(rows[clamp(to[1], rows.length)].querySelectorAll('td')[clamp(to[0], width)]);
  }

  function reasonItem(r) {
    const kind = { denial: 'Refus', ground: 'Fondement', caveat: 'Réserve' }[r.kind];
    return h('li', { class: r.kind },
      h('p', {}, h('span', { class: 'kind' }, kind, r.count ? ` (${plural(r.count, 'type', 'types')})` : '', ' : '), r.text),
      h('p', { class: 'meta' }, h('code', {}, r.code), ' · ', mark(r.evidence), ` · ${r.source}`));
  }

  function showDecision({ title, sub, decision, before = [], after = [] }) {
    $('decision-verdict').textContent = decision.allowed ? '✓ Ouvert' : '✗ Fermé';
    $('decision-verdict').classList.toggle('open', decision.allowed);
    $('decision-title').textContent = title;
    $('decision-sub').textContent = sub;
    fill($('decision-body'), [
      ...before,
      h('ul', { class: 'reasons' }, decision.reasons.map(reasonItem)),
      h('p', { class: 'sub', id: 'decision-source' }, decision.source),
      ...after,
      h('details', {}, h('summary', {}, "Le texte de la bibliothèque"), h('pre', { tabindex: 0, role: 'region', 'aria-label': 'Explication complète', id: 'decision-text' }, decision.text)),
      h('p', { class: 'actions' }, copyButton('Copier en Markdown', () => decision.markdown)),
    ]);
    const d = $('decision');
    if (!d.open) d.showModal();
    d.scrollTop = 0;
  }

  function openCell(td) {
    focusCell(td);
    td.classList.add('asked');
    explainCell(td.dataset.doc, td.dataset.col, 0);
  }

  function explainCell(doc, col, who) {
    const cell = ask('cell', { document: doc, column: col, who, day });
    const list = cell.column.who;
    const select = h('select', { id: 'decision-who', onchange: e => { explainCell(doc, col, Number(e.target.value)); $('decision-who').focus(); } },
      list.map((p, i) => h('option', { value: i, selected: i === who }, p.label)));
    showDecision({
      title: cell.document.label,
      sub: `${cell.document.code} · ${cell.classLabel} · colonne ${cell.column.short}`,
      decision: cell.decision,
      before: [
        list.length > 1 ? h('p', {}, h('label', {}, 'Pour qui', select)) : h('p', { class: 'sub' }, `Pour : ${list[0].label}`),
      ],
      after: [
        h('dl', { class: 'facts' },
          h('dt', {}, 'Case publiée'), h('dd', { id: 'decision-published' }, cell.published ? 'ouverte' : 'fermée'),
          h('dt', {}, 'Colonne'), h('dd', {}, `${cell.column.label} (codes imprimés : ${cell.column.printed})`),
          h('dt', {}, 'Circonstances'), h('dd', {}, cell.facts)),
        ...cell.differences.map(d => h('p', { class: 'note' }, `Une autre source donne cette case ${d.says} : ${d.source}.${d.note ? ` ${d.note}.` : ''}`)),
        h('p', {}, h('button', { type: 'button', class: 'link', onclick: () => { $('decision').close(); playAs(cell.who); } }, 'Changer les circonstances')),
      ],
    });
    history.replaceState(null, '', `#/matrice/${encodeURIComponent(doc)}/${encodeURIComponent(col)}`);
  }

  function selection() {
    return { day, columns: shown.columns.map(c => c.key), documents: shown.rows.map(r => r.code) };
  }

  function setUpMatrix() {
    page.labels = Object.fromEntries(page.classes.map(c => [c.code, c.label]));
    for (const r of page.rows) r.folded = fold(`${r.label} ${r.code} ${page.labels[r.class]}`);
    options($('f-profession'), [
      { group: 'Professions réglementées', choices: page.professions },
      { group: 'Métiers de professionnels à rôle', choices: page.metiers },
    ], { none: 'toutes' });
    options($('f-role'), roleList(), { none: 'tous' });
    options($('f-document'), [
      { group: 'Classes', choices: page.classes.map(c => ({ code: `class:${c.code}`, label: c.label, coded: false })) },
      ...page.classes.map(c => ({ group: c.label, choices: page.rows.filter(r => r.class === c.code).map(r => ({ code: `type:${r.code}`, label: `${r.label} (${r.code})`, coded: false })) })),
    ], { none: 'tous' });
    $('filters').addEventListener('input', updateMatrix);
    $('filters').addEventListener('submit', e => e.preventDefault());
    $('b-reset').addEventListener('click', () => { $('filters').reset(); updateMatrix(); $('f-profession').focus(); });
    $('b-markdown').replaceWith(Object.assign(copyButton('Copier en Markdown', () => ask('markdown', selection()).text), { id: 'b-markdown' }));
    $('b-csv').addEventListener('click', () => save(ask('csv', selection()).text, `${page.matrix.id}.csv`, 'text/csv;charset=utf-8'));
    const grid = $('grid');
    grid.addEventListener('keydown', gridKeys);
    grid.addEventListener('click', e => { const td = e.target.closest('td'); if (td) openCell(td); });
    const light = e => {
      const col = e.target.closest?.('td')?.dataset.col;
      for (const th of grid.tHead.rows[0]?.cells || []) th.classList.toggle('on', col !== undefined && th.dataset.col === col);
    };
    grid.addEventListener('mouseover', light);
    grid.addEventListener('mouseleave', light);
    grid.addEventListener('focusin', light);
    updateMatrix();
  }

  // --- the sign-in ---------------------------------------------------------

  const form = () => $('signin');
  function signin() {
    const e = form().elements, out = {};
    for (const name of ['profession', 'category', 'function', 'role', 'secondRole', 'structure', 'day', 'action', 'care', 'consent', 'opposition', 'emergency', 'document', 'roleAccess']) out[name] = e[name].value;
    for (const name of ['hiddenShown', 'depositor', 'depositedBefore', 'administrator']) out[name] = e[name].checked;
    if (e.role.disabled) out.role = out.secondRole = '';
    return out;
  }

  function professionChanged() {
    const e = form().elements, role = e.profession.value === '99';
    e.role.disabled = e.secondRole.disabled = !role;
    options(e.function, role ? page.metiers : page.fonctions, { none: 'non précisé' });
  }

  function updateSignin() {
    if (!form().elements.day.value) {
      fill($('opened'), h('p', { class: 'note' }, 'Une date de connexion est nécessaire.'));
      return;
    }
    const s = signin();
    let p;
    try {
      p = ask('signin', s);
    } catch (err) { // a date that is being typed
      fill($('opened'), h('p', { class: 'note' }, err.message));
      return;
    }
    const classes = page.classes.map(c => ({ ...c, rows: p.rows.filter(r => r.class === c.code) }));
    const was = new Set([...$('opened').querySelectorAll('.classes details[open]')].map(d => d.dataset.class));
    const meter = h('i', {});
    meter.style.width = `${100 * p.open / p.rows.length}%`;
    fill($('opened'), 
      h('div', { class: 'card' },
        h('h2', {}, 'Ce qui s’ouvre'),
        h('p', { class: 'big' }, h('b', { id: 'opened-count' }, french.format(p.open)), `types sur ${french.format(p.rows.length)}`),
        h('div', { class: 'meter', 'aria-hidden': 'true' }, meter),
        h('dl', { class: 'facts' },
          h('dt', {}, 'Situation'), h('dd', { id: 'opened-situation' }, p.situation || 'toutes'),
          h('dt', {}, 'Colonnes'), h('dd', { id: 'opened-columns' }, p.columns.join(' + ') || 'aucune'),
          h('dt', {}, 'Circonstances'), h('dd', {}, p.facts || 'aucune affirmée'),
          h('dt', {}, 'Matrice'), h('dd', {}, p.covered ? page.matrix.id : `aucune connue à cette date (${page.matrix.id} ne vaut qu'à partir de sa publication)`)),
        h('p', { class: 'actions' }, copyButton('Copier en Markdown', () => p.markdown))),
      h('div', { class: 'card' },
        h('h2', {}, 'Pourquoi'),
        h('ul', { class: 'reasons', id: 'opened-reasons' }, p.reasons.map(reasonItem))),
      h('div', { class: 'card classes' },
        h('h2', {}, 'Type par type'),
        classes.map(c => h('details', { 'data-class': c.code, open: was.has(c.code) },
          h('summary', {}, c.label, ' ', h('span', {}, `${c.rows.filter(r => r.allowed).length} / ${c.rows.length}`)),
          h('ul', { class: 'types' }, c.rows.map(r => h('li', {}, h('button', {
            type: 'button', 'data-type': r.code, onclick: () => openPlayed(r, c.label),
          }, h('span', { class: r.allowed ? 'yes' : 'no', 'aria-hidden': 'true' }, r.allowed ? '✓' : '✗'),
          h('span', {}, r.label, h('span', { class: 'vh' }, r.allowed ? ', ouvert' : ', fermé'))))))))),
      h('details', { class: 'card', id: 'opened-userinfo', open: $('opened-userinfo')?.open },
        h('summary', {}, 'Le userinfo qui a été lu'),
        p.faults.length > 0 && h('ul', {}, p.faults.map(f => h('li', {}, `${f.text} `, h('code', {}, `${f.path} ${f.code}`)))),
        h('pre', { tabindex: 0, role: 'region', 'aria-label': 'Le userinfo' }, p.userinfo)),
    );
    peek(p);
  }

  // peek says the outcome below a form that hides it, on a small screen.
  function peek(p) {
    const text = `${plural(p.open, 'type ouvert', 'types ouverts')} sur ${p.rows.length}`;
    $('peek').firstElementChild.textContent = text;
    say(text);
  }

  function openPlayed(row, classLabel) {
    showDecision({
      title: row.label, sub: `${row.code} · ${classLabel}`,
      decision: ask('decision', { signin: signin(), type: row.code }),
    });
  }

  // playAs fills the form in with somebody, and shows it.
  function playAs(who) {
    const e = form().elements;
    e.profession.value = who.profession;
    professionChanged();
    e.function.value = who.function || '';
    e.role.value = who.role || '';
    e.secondRole.value = '';
    e.category.value = who.category || '';
    updateSignin();
    location.hash = '#/connexion';
    route();
    e.profession.focus();
  }

  function setUpSignin() {
    const e = form().elements;
    options(e.profession, [
      { code: '99', label: 'Professionnel à rôle' },
      { group: 'Professions réglementées', choices: page.professions },
    ], { none: 'non précisée', value: '99' });
    professionChanged();
    options(e.role, roleList(), { none: 'non précisé', value: 'GENR10' });
    options(e.secondRole, roleList(), { none: 'pas de seconde situation', value: '' });
    options(e.category, page.categories, { none: 'non précisée', value: 'C' });
    options(e.structure, bare(page.structures), { none: 'Aucun en particulier', value: 'tilleuls' });
    for (const [name, list] of Object.entries(page.circumstances)) options(e[name], bare(list), { value: list[0].code });
    e.function.value = '326';
    e.day.value = day;
    $('peek').lastElementChild.addEventListener('click', () => $('opened').scrollIntoView());
    // It says what is out of sight, and covers nothing that is in sight.
    new IntersectionObserver(entries => { $('peek').classList.toggle('seen', entries.at(-1).isIntersecting); }).observe($('opened'));
    form().addEventListener('input', ev => { if (ev.target === e.profession) professionChanged(); updateSignin(); });
    form().addEventListener('submit', ev => ev.preventDefault());
    updateSignin();
  }

  // --- two matrices --------------------------------------------------------

  function setUpCompare() {
    $('b-template').addEventListener('click', () => save(ask('csv', { day, columns: null, documents: null }).text, `${page.matrix.id}.csv`, 'text/csv;charset=utf-8'));
    let chosen = null;
    const choose = file => { if (file) compare(chosen = file); };
    $('file').addEventListener('change', () => choose($('file').files[0]));
    $('blanks').addEventListener('change', () => choose(chosen));
    // A file that was changed since can be chosen again.
    $('file').addEventListener('click', () => { $('file').value = ''; });
    const drop = $('drop');
    for (const kind of ['dragover', 'dragleave', 'drop']) {
      drop.addEventListener(kind, e => {
        e.preventDefault();
        drop.classList.toggle('over', kind === 'dragover');
        if (kind === 'drop' && e.dataTransfer.files[0]) {
          $('file').files = e.dataTransfer.files;
          choose(e.dataTransfer.files[0]);
        }
      });
    }
  }

  async function compare(file) {
    const box = $('compared');
    if (file.size > 4e6) {
      fill(box, h('p', { class: 'alert' }, 'Ce fichier dépasse 4 Mo : ce n’est pas une matrice.'));
      return;
    }
    let c, bytes;
    try {
      bytes = new Uint8Array(await file.arrayBuffer());
    } catch {
      fill(box, h('p', { class: 'alert', id: 'compared-title', role: 'alert' }, 'Ce fichier ne peut plus être lu : il a changé depuis. Choisissez-le de nouveau.'));
      return;
    }
    try {
      // Bytes, not text: the library knows the encodings of spreadsheets.
      let text = '';
      for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
      c = ask('compare', { name: file.name, data: btoa(text), blanks: $('blanks').checked, day });
    } catch (err) {
      fill(box, h('p', { class: 'alert' }, err.message));
      return;
    }
    showCompared(box, c);
  }

  function showCompared(box, c) {
    const severity = { error: 'refusé', warning: 'à regarder', completion: 'réparé', information: 'à savoir' };
    const faults = c.faults.length > 0 && h('details', { class: 'card', id: 'compared-faults', open: !c.read },
      h('summary', {}, `${plural(c.faults.length, 'constat', 'constats')} à la lecture du fichier`),
      h('ul', {}, c.faults.map(f => h('li', {}, h('strong', {}, severity[f.severity] || f.severity), ' : ', f.line ? `ligne ${f.line}, ` : '', `${f.text} `, h('code', {}, f.code)))));
    if (!c.read) {
      fill(box, h('p', { class: 'alert', id: 'compared-title' }, 'Ce fichier est refusé : rien n’est comparé.',
        c.blanks && ' Si ses cases vides veulent dire « fermé », cochez la case ci-dessus.'), faults);
      say('Ce fichier est refusé : rien n’est comparé.');
      return;
    }
    fill(box, [
      h('div', { class: 'card' },
        h('h2', { id: 'compared-title' }, c.same ? `Aucune différence entre ${c.old} et ${c.new}` : `De ${c.old} à ${c.new}`),
        h('ul', { class: 'tiles' }, c.counts.map(t => h('li', {}, h('b', {}, french.format(t.count)), t.label))),
        h('p', { class: 'actions' }, copyButton('Copier en Markdown', () => c.markdown))),
      faults,
      c.cells.length > 0 && h('div', { class: 'card tablebox', tabindex: 0, role: 'region', 'aria-label': 'Cases qui changent' }, h('h2', {}, 'Cases qui changent'),
        h('table', { class: 'list', id: 'compared-cells' },
          h('thead', {}, h('tr', {}, ['Type de document', 'Colonne', 'Devient'].map(t => h('th', { scope: 'col' }, t)))),
          h('tbody', {}, c.cells.map(x => h('tr', {}, h('th', { scope: 'row' }, x.label, ' ', h('code', {}, x.document)), h('td', {}, x.column), h('td', { class: x.gained ? 'gain' : 'loss' }, x.gained ? '✓ ouverte' : '✗ fermée')))))),
      c.lists.map(l => h('div', { class: 'card' }, h('h2', {}, l.label), h('ul', {}, l.items.map(i => h('li', {}, i))))),
    ]);
    say(c.same ? 'Aucune différence' : c.counts.map(t => `${t.label} : ${t.count}`).join(', '));
  }

  // --- life cycles ---------------------------------------------------------

  let machines = null;
  function showMachines(name) {
    machines ||= ask('machines', {});
    const m = machines.find(x => x.name === name) || machines[0];
    $('machine-list').replaceChildren(...machines.map(x => h('button', {
      type: 'button', 'aria-pressed': x === m ? 'true' : 'false', 'data-machine': x.name,
      onclick: () => { history.replaceState(null, '', `#/cycles/${x.name}`); showMachines(x.name); $('machine-list').querySelector('[aria-pressed=true]').focus(); },
    }, x.title)));
    $('machine').replaceChildren(drawMachine(m));
    // A drawing wider than the screen begins where the cycle does.
    const box = document.querySelector('.drawing');
    box.scrollLeft = m.drawing.start.x - box.clientWidth / 2;
  }

  function svgTip(path, size = 8) {
    // The arrow ends where its path ends: the tip points along its last stretch.
    const probe = h('svg:path', { d: path });
    const length = probe.getTotalLength(), end = probe.getPointAtLength(length), before = probe.getPointAtLength(Math.max(0, length - size));
    const angle = Math.atan2(end.y - before.y, end.x - before.x), wide = 0.42;
    const p = a => `${(end.x - size * 1.15 * Math.cos(angle + a)).toFixed(1)} ${(end.y - size * 1.15 * Math.sin(angle + a)).toFixed(1)}`;
    return `M${end.x} ${end.y} L${p(wide)} L${p(-wide)} Z`;
  }

  function drawMachine(m) {
    const d = m.drawing;
    const arrows = d.arrows.map(a => h('svg:g', { class: `arrow ${evidenceClass[a.evidence]}${a.refused ? ' refused' : ''}`, 'data-n': a.n, 'data-from': a.from, 'data-to': a.to },
      h('svg:title', {}, a.label),
      h('svg:path', { class: 'line', d: a.path }),
      h('svg:path', { class: 'tip', d: svgTip(a.path) }),
      h('svg:circle', { cx: a.at.x, cy: a.at.y, r: 10 }),
      h('svg:text', { x: a.at.x, y: a.at.y + 4 }, String(a.n))));
    let picked = null;
    const boxes = d.boxes.map(b => {
      const g = h('svg:g', { class: `box${b.final ? ' final' : ''}`, role: 'button', tabindex: 0, 'aria-pressed': 'false', 'aria-label': `${b.lines.join(' ')}${b.final ? ', état final' : ''} : montrer ce qui en part et y mène`, 'data-state': b.code },
        h('svg:rect', { x: b.x, y: b.y, width: b.w, height: b.h, rx: b.final ? 4 : 12 }),
        // The space keeps the words of two lines apart where they are read aloud.
        b.lines.map((line, i) => [' ', h('svg:text', { x: b.x + b.w / 2, y: b.y + b.h / 2 + 4.5 + (i - (b.lines.length - 1) / 2) * 17 }, line)]));
      const pick = () => {
        picked = picked === b.code ? null : b.code;
        for (const x of boxes) x.setAttribute('aria-pressed', String(x.dataset.state === picked));
        svg.classList.toggle('picked', picked !== null);
        for (const a of arrows) a.classList.toggle('on', picked !== null && (a.dataset.from === picked || a.dataset.to === picked));
        for (const tr of rows) tr.classList.toggle('on', picked !== null && (tr.dataset.from === picked || tr.dataset.to === picked));
        say(picked ? `${rows.filter(r => r.dataset.from === picked).length} passages partent de cet état.` : '');
      };
      g.addEventListener('click', pick);
      g.addEventListener('keydown', e => { if (e.key === 'Enter' || e.key === ' ') { e.preventDefault(); pick(); } });
      return g;
    });
    const svg = h('svg:svg', { viewBox: `0 0 ${d.width} ${d.height}`, width: d.width, height: d.height, role: 'group', 'aria-label': `Dessin du cycle : ${m.title}. Le tableau qui suit dit la même chose.` },
      arrows, h('svg:circle', { class: 'start', cx: d.start.x, cy: d.start.y, r: 8 }), boxes);
    const rows = m.moves.map(v => h('tr', { 'data-move': v.id, 'data-from': v.from, 'data-to': v.to },
      h('td', {}, h('span', { class: 'num' }, String(v.arrow))),
      h('th', { scope: 'row' }, v.on, h('small', { class: 'sub' }, ` par ${v.by.join(', ')}`)),
      h('td', {}, `${v.fromName} → ${v.toName}`),
      h('td', {}, v.if.join(', ') || '–', v.then.length > 0 && h('small', {}, `puis ${v.then.join(', ')}`), v.note && h('small', {}, v.note)),
      h('td', {}, mark(v.evidence), v.refused && h('small', {}, 'écarté par défaut')),
      h('td', {}, h('small', {}, v.source))));
    return h('div', { class: 'stack' },
      h('div', { class: 'card' },
        h('h2', {}, m.title),
        h('p', { class: 'sub' }, `${plural(m.states.length, 'état', 'états')}, ${plural(m.moves.length, 'passage', 'passages')} : ${plural(m.sourced, 'sourcé', 'sourcés')}, ${plural(m.inferred, 'déduit', 'déduits')}, ${plural(m.chosen, 'choisi par la bibliothèque', 'choisis par la bibliothèque')}. Table ${m.name}, version ${m.version}.`),
        h('p', { class: 'legend' },
          h('span', {}, h('i', { class: 'line-key' }), ' sourcé'), h('span', {}, h('i', { class: 'line-key inferred' }), ' déduit'),
          h('span', {}, h('i', { class: 'line-key chosen' }), ' choix de la bibliothèque'), h('span', {}, h('i', { class: 'line-key refused' }), ' écarté par défaut'),
          h('span', {}, 'Une flèche porte la preuve la plus sûre de ses passages ; le tableau dit celle de chacun. Bord épais : état final. Choisir un état montre ce qui en part et y mène.')),
        h('p', { class: 'actions' }, copyButton('Copier le tableau en Markdown', () => m.markdown), copyButton('Copier en Mermaid', () => m.mermaid))),
      h('div', { class: 'card drawing', tabindex: 0, role: 'region', 'aria-label': `Dessin : ${m.title}` }, svg),
      h('div', { class: 'card tablebox', tabindex: 0, role: 'region', 'aria-label': `Passages : ${m.title}` }, h('h2', {}, 'Les passages'),
        h('table', { class: 'list moves' },
          h('thead', {}, h('tr', {}, ['N°', 'Événement', 'De → à', 'Conditions et suites', 'Preuve', 'Source'].map(t => h('th', { scope: 'col' }, t)))),
          h('tbody', {}, rows))),
      m.refusals.length > 0 && h('details', { class: 'card' }, h('summary', {}, `${m.refusals.length} refus voulus`),
        h('ul', {}, m.refusals.map(r => h('li', {}, h('strong', {}, `${r.on.join(', ')}`), ` depuis ${r.from.join(', ')} : ${r.why} `, mark(r.evidence), ` ${r.source}`)))));
  }

  // --- views ---------------------------------------------------------------

  function route() {
    const [view, a, b] = location.hash.replace(/^#\//, '').split('/').map(s => { try { return decodeURIComponent(s); } catch { return ''; } });
    const names = ['matrice', 'connexion', 'comparer', 'cycles'];
    const at = names.includes(view) ? view : 'matrice';
    for (const n of names) $(`view-${n}`).hidden = n !== at;
    let title = '';
    for (const link of document.querySelectorAll('nav a')) {
      const on = link.getAttribute('href') === `#/${at}`;
      if (on) { link.setAttribute('aria-current', 'page'); title = link.textContent; } else link.removeAttribute('aria-current');
    }
    document.title = `${title} · Matrice d'habilitation du DMP`;
    if (at === 'matrice') measure();
    if (at === 'cycles') showMachines(a);
    if (at === 'matrice' && a && b && !$('decision').open) {
      const td = [...$('grid').querySelectorAll('td')].find(x => x.dataset.doc === a && x.dataset.col === b);
      if (td) openCell(td);
    }
  }

  function setUpDialogs() {
    for (const name of ['decision', 'copy']) {
      const d = $(name);
      $(`${name}-close`).addEventListener('click', () => d.close());
      // A click on the backdrop is one on the dialog itself.
      d.addEventListener('click', e => { if (e.target === d) d.close(); });
    }
    $('decision').addEventListener('close', () => {
      $('grid').querySelector('.asked')?.classList.remove('asked');
      if (location.hash.startsWith('#/matrice/')) history.replaceState(null, '', '#/matrice');
    });
  }

  function setUpCaveat() {
    const m = page.matrix;
    $('caveat-short').textContent = `Matrice de la CNAM publiée le ${m.published}. Colonnes des rôles : publiées, sans preuve qu'elles soient appliquées.`;
    $('caveat-confidence').textContent = m.confidence;
    $('caveat-source').textContent = `Version ${m.id}. Source : ${m.source}.`;
    if (m.today) return;
    // A clock before the publication, or a matrix that has ended.
    $('caveat-short').textContent += " Elle ne vaut pas pour la date d'aujourd'hui : la grille montre ce qui est publié, et toute décision est un refus.";
    $('caveat').open = true;
  }

  function fail(text) {
    $('loading').hidden = true;
    $('failure').textContent = text;
    $('failure').hidden = false;
  }

  // program loads the library: the packed file, which every server can serve;
  // the plain one where the browser cannot unpack.
  async function program() {
    const get = async name => {
      const r = await fetch(name);
      if (!r.ok) throw new Error(`${name} : réponse ${r.status}`);
      return r.arrayBuffer();
    };
    if (!window.DecompressionStream) return get('explorer.wasm');
    const packed = await get('explorer.wasm.gz');
    // Some servers declare the packing, and the browser has undone it already.
    if (new Uint8Array(packed, 0, 2)[0] !== 0x1f) return packed;
    return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
  }

  async function start() {
    if (location.protocol === 'file:') {
      fail("Cette page est ouverte comme un fichier : le navigateur ne lui laisse pas charger son programme. Servez le dossier par un serveur web, par exemple « go run ./examples/explorer » ou « python3 -m http.server », puis ouvrez l'adresse http.");
      return;
    }
    if (!window.WebAssembly || !window.Go || !window.HTMLDialogElement) {
      fail('Ce navigateur est trop ancien pour cette page : elle demande WebAssembly et les boîtes de dialogue (2022 ou plus récent).');
      return;
    }
    try {
      const go = new window.Go();
      const ready = new Promise(resolve => { window.explorerReady = resolve; });
      const { instance } = await WebAssembly.instantiate(await program(), go.importObject);
      const ended = go.run(instance).then(() => { throw new Error('le programme s’est arrêté'); });
      await Promise.race([ready, ended]);
      ended.catch(e => fail(`La bibliothèque s'est arrêtée : ${e.message}. Rechargez la page.`));
      day = today();
      page = ask('page', { day });
    } catch (e) {
      fail(`La bibliothèque n'a pas pu être chargée : ${e.message}`);
      return;
    }
    setUpCaveat();
    setUpDialogs();
    setUpMatrix();
    setUpSignin();
    setUpCompare();
    $('loading').hidden = true;
    $('app').hidden = false;
    window.addEventListener('hashchange', route);
    window.addEventListener('resize', measure);
    route();
    document.documentElement.dataset.ready = String(Math.round(performance.now()));
  }

  start();
})();
