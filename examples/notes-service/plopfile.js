// The project's own generators: `npm run generate` lists them, `npm run generate resource` runs one.
import resource from './generators/resource/resource.js';

export default function plopfile(plop) {
  resource(plop);
}
