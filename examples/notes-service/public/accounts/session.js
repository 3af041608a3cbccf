// Who is logged in on this page, and the requests that change it.
import { readJson, send } from '../frame/http.js';

let account;
let changed = async () => {};

/** The account that is logged in: `{ id, email, language, createdAt }`, or undefined. */
export function currentAccount() {
  return account;
}

/** Calls `listener()` whenever somebody else is logged in, or nobody any more. */
export function onAccountChange(listener) {
  changed = listener;
}

/** Takes `next` for the account that is logged in from now on. */
export async function setAccount(next) {
  const sameAccount = next?.id === account?.id;
  account = next;
  await changed({ sameAccount });
}

/** Asks the service who is logged in; undefined where nobody is. */
export async function readAccount() {
  try {
    return await readJson('api/account', { open: true });
  } catch (error) {
    if (error.status === 401) return undefined;
    throw error;
  }
}

export async function logIn(credentials) {
  await setAccount(await (await send('POST', 'api/sessions', credentials, { open: true })).json());
}

/** Confirms a registration, which also logs in. */
export async function confirm(registration) {
  const answer = await send('POST', 'api/registrations/confirm', registration, { open: true });
  await setAccount(await answer.json());
}

export async function logOut() {
  try {
    await send('DELETE', 'api/sessions/current', undefined, { open: true });
  } catch (error) {
    // It was over already.
    if (error.status !== 401) throw error;
  }
  await setAccount(undefined);
}
