// Whether the source of a module holds a program, or is made to be depended on.

/** A main function, an entry class of a framework, or a servlet; only words of the text are looked at. */
export function hasProgram(paths: readonly string[], text: (path: string) => string | undefined): boolean {
  return paths.some((path) => {
    if (/(?:^|\/)WEB-INF\/web\.xml$/.test(path)) return true;
    if (!/\.(?:java|kt|scala|groovy)$/.test(path)) return false;
    const content = text(path) ?? '';
    return /\bvoid\s+main\s*\(|\bfun\s+main\s*\(|@(?:SpringBootApplication|QuarkusMain|MicronautApplication|Path|ApplicationPath|WebServlet|RestController|Controller|ServerEndpoint|Incoming|Verticle)\b|\b(?:Server)?StartupEvent\b|\bfun\s+Application\.\w+\s*\(|\bextends\s+(?:HttpServlet|SpringBootServletInitializer|AbstractVerticle|VerticleBase|CoroutineVerticle)\b|\bCoroutineVerticle\(\)|\bobject\s+\w+\s*:\s*App\b|\bextends\s+App\b/.test(
      content,
    );
  });
}
