// Says in the reader's words why a request failed.
import { ApiError } from './http.js';
import { t } from './messages.js';

/** Words for an ApiError; anything else is a bug, and is thrown on. */
export function reasonOf(error) {
  if (!(error instanceof ApiError)) throw error;
  if (error.status === 0) return navigator.onLine ? t('page.failure.unreachable') : t('page.failure.offline');
  if (error.status === 401) return t('page.failure.loggedOut');
  if (error.status === 429) {
    return t('page.failure.tooMany', { minutes: Math.max(1, Math.ceil((error.retryAfter ?? 60) / 60)) });
  }
  if (error.status >= 500) return t('page.failure.unavailable');
  return t('page.failure.refused', { status: error.status });
}
