// Builds elements: what a template language would be for, without innerHTML.

const SVG = 'http://www.w3.org/2000/svg';

/**
 * An element. `attributes` are set as attributes; `true` sets an empty one, `false` and `undefined` none, and
 * functions become listeners (`onclick`). Children are nodes and texts; falsy ones are left out.
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child !== undefined && child !== null && child !== false));
  return made;
}

/** A drawing of 16 × 16, of one path in the colour of the text; screen readers pass over it. */
export function icon(path) {
  const drawing = document.createElementNS(SVG, 'svg');
  drawing.setAttribute('viewBox', '0 0 16 16');
  drawing.setAttribute('class', 'icon');
  drawing.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(SVG, 'path');
  line.setAttribute('d', path);
  drawing.append(line);
  return drawing;
}

/** Text for screen readers only. */
export function unseen(text) {
  return element('span', { class: 'visually-hidden' }, text);
}
