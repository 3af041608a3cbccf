// Forms: labelled fields that are checked while they are filled in, and that say what is wrong beside the field.
import { element } from './dom.js';
import { reasonOf } from './failure.js';
import { ApiError } from './http.js';
import { t } from './messages.js';

let count = 0;

/**
 * A form. `fields` are made by `field()` and its kin; `submit(values)` gets their values by name, and is not called
 * while one of them is wrong. Where it rejects with an ApiError, the form says why: `words[status]` if given.
 */
export function form({ fields, label, submit, words = {}, danger = false, compact = false }) {
  const failure = element('p', { class: 'form-failure', role: 'alert' });
  const button = element('button', { class: danger ? 'danger' : 'primary', type: 'submit' }, label);
  const made = element(
    'form',
    { class: compact ? 'form compact' : 'form', novalidate: true },
    ...fields.map(({ content }) => content),
    failure,
    button,
  );
  made.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (button.ariaBusy === 'true') return;
    failure.textContent = '';
    const wrong = fields.filter((one) => !one.check());
    if (wrong.length > 0) return wrong[0].input.focus();
    // Not disabled: a disabled button loses the focus.
    button.ariaBusy = 'true';
    try {
      await submit(Object.fromEntries(fields.map(({ input, value }) => [input.name, value()])));
    } catch (error) {
      const refused = fields.find(({ input }) => error.pointers?.includes(`#/${input.name}`));
      if (error instanceof ApiError && error.status === 400 && refused) {
        refused.complain(t('page.form.refused'));
        refused.input.focus();
      } else failure.textContent = words[error.status] ?? reasonOf(error);
    } finally {
      button.ariaBusy = null;
    }
  });
  return made;
}

/** A field of one line. `attributes` are those of the input; `hint` says what is expected before anything is wrong. */
export function field({ label, hint, ...attributes }) {
  count += 1;
  const id = `field-${count}`;
  const input = element('input', { id, ...attributes });
  const complaint = element('p', { class: 'complaint', id: `${id}-complaint` });
  const hintLine = hint && element('p', { class: 'hint', id: `${id}-hint` }, hint);
  input.setAttribute('aria-describedby', hintLine ? `${id}-hint ${id}-complaint` : `${id}-complaint`);

  function complain(words) {
    complaint.textContent = words;
    input.ariaInvalid = words === '' ? null : 'true';
  }
  function check() {
    complain(complaintOf(input));
    return input.ariaInvalid !== 'true';
  }
  // Nobody is told off in the middle of typing; but what was wrong is taken back at once.
  input.addEventListener('change', check);
  input.addEventListener('input', () => input.ariaInvalid === 'true' && check());

  const content = element(
    'div',
    { class: 'field' },
    element('label', { for: id }, label),
    input,
    hintLine,
    complaint,
  );
  return {
    content,
    input,
    check,
    complain,
    value: () => (input.type === 'password' ? input.value : input.value.trim()),
  };
}

/** A field for an address of mail. */
export function emailField({ label = t('page.form.email'), ...attributes } = {}) {
  return field({
    label,
    name: 'email',
    type: 'email',
    autocomplete: 'username',
    required: true,
    maxlength: 254,
    ...attributes,
  });
}

/** A field for a password, with a button that shows it. `fresh` is one that is chosen now. */
export function passwordField({ label, name = 'password', fresh = false, ...attributes }) {
  const made = field({
    label,
    name,
    type: 'password',
    autocomplete: fresh ? 'new-password' : 'current-password',
    hint: fresh ? t('page.form.passwordHint') : undefined,
    required: true,
    minlength: fresh ? 10 : undefined,
    maxlength: 200,
    ...attributes,
  });
  const eye = element(
    'button',
    { class: 'reveal', type: 'button', 'aria-pressed': 'false' },
    t('page.form.reveal'),
  );
  eye.setAttribute('aria-label', t('page.form.revealPassword', { label }));
  eye.addEventListener('click', () => {
    const hidden = made.input.type === 'password';
    made.input.type = hidden ? 'text' : 'password';
    eye.ariaPressed = String(hidden);
  });
  const line = element('div', { class: 'with-button' });
  made.input.replaceWith(line);
  line.append(made.input, eye);
  // Shown or not, it is a password: spaces at its ends count.
  return { ...made, value: () => made.input.value };
}

/** A box to tick. */
export function checkField({ label, name }) {
  const input = element('input', { name, type: 'checkbox' });
  const content = element('label', { class: 'check' }, input, label);
  return { content, input, check: () => true, complain() {}, value: () => input.checked };
}

function complaintOf(input) {
  const { validity, value, minLength } = input;
  if (validity.valueMissing || (input.required && value.trim() === '')) return t('page.form.required');
  if (validity.typeMismatch) return t('page.form.noAddress');
  if (value.length < minLength) return t('page.form.tooShort', { min: minLength });
  return '';
}
