/** Settings that PHP's frameworks read from files of their own, by the names under which the reader puts them. */
import type { Catalogue } from '../../source/catalogue.ts';

export const configuration: Pick<Catalogue, 'settings'> = {
  settings: [],
};
