/** The parser of Dockerfiles, to be loaded late: a bundle can load a package of CommonJS late only through a module. */
export { DockerfileParser } from 'dockerfile-ast';
