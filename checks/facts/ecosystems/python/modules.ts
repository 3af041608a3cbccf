// Modules of Python: which the platform brings, which file a name means, which distribution a module comes from.
import type { ManifestFile, SourceFiles } from '../ecosystem.ts';

/** Top-level modules of the standard library, 3.8 to 3.13, those that were removed meanwhile included, and Python 2's own. */
const standard = new Set(
  `__future__ __main__ _thread _collections_abc _typeshed abc aifc antigravity argparse array ast asynchat asyncio asyncore atexit audioop
  base64 bdb binascii binhex bisect builtins bz2 cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop
  collections colorsys compileall concurrent configparser contextlib contextvars copy copyreg crypt csv ctypes curses
  dataclasses datetime dbm decimal difflib dis distutils doctest email encodings ensurepip enum errno faulthandler
  fcntl filecmp fileinput fnmatch formatter fractions ftplib functools gc genericpath getopt getpass gettext glob
  graphlib grp gzip hashlib heapq hmac html http idlelib imaplib imghdr imp importlib inspect io ipaddress itertools
  json keyword lib2to3 linecache locale logging lzma mailbox mailcap marshal math mimetypes mmap modulefinder msilib
  msvcrt multiprocessing netrc nis nntplib nt ntpath nturl2path numbers opcode operator optparse os ossaudiodev
  parser pathlib pdb pickle pickletools pipes pkgutil platform plistlib poplib posix posixpath pprint profile pstats
  pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter
  runpy sched secrets select selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver spwd
  sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string stringprep struct subprocess sunau symbol
  symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios test textwrap this threading time timeit
  tkinter token tokenize tomllib trace traceback tracemalloc tty turtle turtledemo types typing unicodedata unittest
  urllib uu uuid venv warnings wave weakref webbrowser winreg winsound wsgiref xdrlib xml xmlrpc zipapp zipfile
  zipimport zlib zoneinfo
  __builtin__ BaseHTTPServer CGIHTTPServer ConfigParser Cookie HTMLParser Queue SimpleHTTPServer SimpleXMLRPCServer
  SocketServer StringIO Tkinter UserDict UserList UserString anydbm cPickle cStringIO cookielib copy_reg htmlentitydefs
  httplib md5 mimetools rfc822 robotparser sets urllib2 urlparse xmlrpclib`.split(/\s+/),
);

/** Modules whose distribution is called otherwise, likeliest first. From the distributions' own top-level names. */
const distributions: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    migrate: ['sqlalchemy-migrate'],
    passlib: ['passlib', 'libpass'],
    yaml: ['PyYAML'],
    cv2: [
      'opencv-python',
      'opencv-python-headless',
      'opencv-contrib-python',
      'opencv-contrib-python-headless',
    ],
    PIL: ['Pillow', 'pillow-simd'],
    dotenv: ['python-dotenv'],
    jwt: ['PyJWT'],
    jose: ['python-jose'],
    bs4: ['beautifulsoup4'],
    sklearn: ['scikit-learn'],
    skimage: ['scikit-image'],
    dateutil: ['python-dateutil'],
    psycopg2: ['psycopg2', 'psycopg2-binary'],
    psycopg: ['psycopg', 'psycopg-binary'],
    MySQLdb: ['mysqlclient'],
    'mysql.connector': ['mysql-connector-python', 'mysql-connector'],
    mysql: ['mysql-connector-python', 'mysql-connector'],
    pymysql: ['PyMySQL'],
    rest_framework: ['djangorestframework'],
    rest_framework_simplejwt: ['djangorestframework-simplejwt'],
    corsheaders: ['django-cors-headers'],
    django_filters: ['django-filter'],
    environ: ['django-environ'],
    decouple: ['python-decouple'],
    whitenoise: ['whitenoise'],
    debug_toolbar: ['django-debug-toolbar'],
    django_extensions: ['django-extensions'],
    storages: ['django-storages'],
    allauth: ['django-allauth'],
    crispy_forms: ['django-crispy-forms'],
    import_export: ['django-import-export'],
    drf_yasg: ['drf-yasg'],
    drf_spectacular: ['drf-spectacular'],
    channels_redis: ['channels-redis'],
    graphene_django: ['graphene-django'],
    dj_database_url: ['dj-database-url'],
    telegram: ['python-telegram-bot'],
    telebot: ['pyTelegramBotAPI'],
    discord: ['discord.py', 'py-cord'],
    slack: ['slackclient'],
    socketio: ['python-socketio'],
    engineio: ['python-engineio'],
    magic: ['python-magic', 'python-magic-bin'],
    multipart: ['python-multipart'],
    python_multipart: ['python-multipart'],
    slugify: ['python-slugify'],
    consul: ['python-consul', 'python-consul2', 'py-consul'],
    etcd3: ['etcd3'],
    ldap: ['python-ldap'],
    memcache: ['python-memcached'],
    bson: ['pymongo'],
    gridfs: ['pymongo'],
    pika: ['pika'],
    aio_pika: ['aio-pika'],
    kafka: ['kafka-python', 'kafka-python-ng'],
    confluent_kafka: ['confluent-kafka'],
    nats: ['nats-py'],
    grpc: ['grpcio'],
    grpc_reflection: ['grpcio-reflection'],
    grpc_health: ['grpcio-health-checking'],
    grpc_tools: ['grpcio-tools'],
    markdown: ['Markdown'],
    marshmallow_sqlalchemy: ['marshmallow-sqlalchemy'],
    flask_sqlalchemy: ['Flask-SQLAlchemy'],
    flask_restplus: ['flask-restplus'],
    flask_restx: ['flask-restx'],
    flask_restful: ['Flask-RESTful'],
    flask_mysqldb: ['Flask-MySQLdb'],
    flaskext: ['Flask-MySQL'],
    werkzeug: ['Werkzeug'],
    jinja2: ['Jinja2'],
    markupsafe: ['MarkupSafe'],
    itsdangerous: ['itsdangerous'],
    peewee: ['peewee'],
    playhouse: ['peewee'],
    pony: ['pony'],
    tortoise: ['tortoise-orm'],
    attr: ['attrs'],
    attrs: ['attrs'],
    OpenSSL: ['pyOpenSSL'],
    Crypto: ['pycryptodome', 'pycrypto'],
    Cryptodome: ['pycryptodomex'],
    nacl: ['PyNaCl'],
    git: ['GitPython'],
    github: ['PyGithub'],
    gitlab: ['python-gitlab'],
    docker: ['docker'],
    serial: ['pyserial'],
    usb: ['pyusb'],
    zmq: ['pyzmq'],
    Xlib: ['python-xlib'],
    pkg_resources: ['setuptools'],
    setuptools: ['setuptools'],
    win32api: ['pywin32'],
    win32con: ['pywin32'],
    pythoncom: ['pywin32'],
    wx: ['wxPython'],
    gi: ['PyGObject'],
    cairo: ['pycairo'],
    fitz: ['PyMuPDF'],
    docx: ['python-docx'],
    pptx: ['python-pptx'],
    pypdf: ['pypdf'],
    PyPDF2: ['PyPDF2'],
    Levenshtein: ['python-Levenshtein', 'Levenshtein'],
    faiss: ['faiss-cpu', 'faiss-gpu'],
    tensorflow: ['tensorflow', 'tensorflow-cpu', 'tensorflow-gpu'],
    psutil: ['psutil'],
    uvicorn: ['uvicorn'],
    apscheduler: ['APScheduler'],
    flask: ['Flask'],
    django: ['Django'],
    sqlalchemy: ['SQLAlchemy'],
    pydantic_settings: ['pydantic-settings'],
    email_validator: ['email-validator'],
    prometheus_client: ['prometheus-client'],
    opentelemetry: ['opentelemetry-api', 'opentelemetry-sdk', 'opentelemetry-distro'],
    sentry_sdk: ['sentry-sdk'],
    pythonjsonlogger: ['python-json-logger'],
    azure: ['azure-core'],
    googleapiclient: ['google-api-python-client'],
    'google.protobuf': ['protobuf'],
    'google.auth': ['google-auth'],
    'google.oauth2': ['google-auth'],
    'google.generativeai': ['google-generativeai'],
    'google.genai': ['google-genai'],
    'google.api_core': ['google-api-core'],
    'google.cloud.storage': ['google-cloud-storage'],
    'google.cloud.pubsub_v1': ['google-cloud-pubsub'],
    'google.cloud.firestore': ['google-cloud-firestore'],
    'google.cloud.bigquery': ['google-cloud-bigquery'],
    'google.cloud.logging': ['google-cloud-logging'],
    'google.cloud.secretmanager': ['google-cloud-secret-manager'],
    'google.appengine': ['appengine-python-standard'],
    firebase_admin: ['firebase-admin'],
    flask_mail: ['Flask-Mail', 'Flask-Mailman'],
    flask_jwt_extended: ['Flask-JWT-Extended'],
    flask_session: ['Flask-Session'],
    socks: ['PySocks'],
    ruamel: ['ruamel.yaml'],
    zope: ['zope.interface'],
    lxml: ['lxml'],
    sse_starlette: ['sse-starlette'],
    fakeredis: ['fakeredis'],
    ujson: ['ujson'],
    simplejson: ['simplejson'],
    dns: ['dnspython'],
    nmap: ['python-nmap'],
    whois: ['python-whois'],
    pyodbc: ['pyodbc'],
    ibm_db: ['ibm-db'],
    cx_Oracle: ['cx-Oracle'],
    oracledb: ['oracledb'],
    speech_recognition: ['SpeechRecognition'],
    haystack: ['django-haystack', 'haystack-ai', 'farm-haystack'],
    mptt: ['django-mptt'],
    taggit: ['django-taggit'],
    constance: ['django-constance'],
    compressor: ['django-compressor'],
    django_celery_beat: ['django-celery-beat'],
    django_celery_results: ['django-celery-results'],
    django_redis: ['django-redis'],
    redis_cache: ['django-redis-cache'],
    rosetta: ['django-rosetta'],
    widget_tweaks: ['django-widget-tweaks'],
    bootstrap4: ['django-bootstrap4'],
    bootstrap5: ['django-bootstrap5', 'django-bootstrap-v5'],
    ckeditor: ['django-ckeditor'],
    phonenumber_field: ['django-phonenumber-field'],
    social_django: ['social-auth-app-django'],
    oauth2_provider: ['django-oauth-toolkit'],
    djoser: ['djoser'],
    guardian: ['django-guardian'],
    simple_history: ['django-simple-history'],
    cloudinary_storage: ['django-cloudinary-storage'],
    anymail: ['django-anymail'],
    wagtail: ['wagtail'],
    oauth2client: ['oauth2client'],
    pytz: ['pytz'],
    tzlocal: ['tzlocal'],
    stdnum: ['python-stdnum'],
    pyximport: ['Cython'],
    zeroconf: ['zeroconf'],
    paho: ['paho-mqtt'],
    snowflake: ['snowflake-connector-python'],
    prawcore: ['praw'],
    eventlet: ['eventlet'],
    gevent: ['gevent'],
    geventwebsocket: ['gevent-websocket'],
    MySQL: ['MySQL-python'],
    flask_socketio: ['Flask-SocketIO'],
    rapidjson: ['python-rapidjson'],
    fdb: ['fdb'],
    langchain_community: ['langchain-community'],
    lark: ['lark', 'lark-parser'],
    pypika: ['PyPika'],
    sassutils: ['libsass'],
    sass: ['libsass'],
    thrift: ['thrift'],
    pwiz: ['peewee'],
    psycopg_pool: ['psycopg-pool', 'psycopg'],
    elasticsearch_dsl: ['elasticsearch-dsl', 'elasticsearch'],
    botocore: ['botocore', 'boto3'],
  }),
);

/** A name as registries compare them (PEP 503): lower case, runs of `-_.` as one dash. */
export function normalizeName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

export function isPlatformModule(module: string): boolean {
  return standard.has(module.split('.')[0] ?? module);
}

/**
 * Distributions that may provide a module, likeliest first. A module without a known other name is looked for under its own,
 * with dashes for underscores as names are compared.
 */
export function packagesOf(module: string): readonly string[] {
  if (module.startsWith('.') || module === '') return [];
  const parts = module.split('.');
  for (let count = parts.length; count > 0; count--) {
    const known = distributions.get(
      parts
        .slice(0, count)
        .join('.')
        .replace(/_v\d\w*$/, ''),
    );
    if (known) return known;
  }
  const [root = module, second, third] = parts;
  // Namespaces that many distributions share: named after the module below.
  if (root === 'google' && second === 'cloud' && third)
    return [`google-cloud-${third.replace(/_v\d\w*$/, '')}`];
  if ((root === 'google' || root === 'azure' || root === 'zope' || root === 'backports') && second) {
    return [`${root}-${second}${third ? `-${third}` : ''}`, `${root}-${second}`, `${root}.${second}`];
  }
  const name = root.replaceAll('_', '-');
  return name === root ? [root] : [name, root];
}

const folderOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0));
const within = (folder: string, rest: string): string =>
  folder === '' ? rest : rest === '' ? folder : `${folder}/${rest}`;

/** The module's file, its package's `__init__.py`, or a file of a package without one. */
function fileOf(base: string, files: SourceFiles): string | undefined {
  if (base === '') return files.has('__init__.py') ? '__init__.py' : undefined;
  for (const path of [`${base}.py`, `${base}/__init__.py`, `${base}.pyi`]) if (files.has(path)) return path;
  return undefined;
}

const folders = new WeakMap<readonly string[], Set<string>>();

/** Folders with Python source in them: what a package without `__init__.py` can be. */
function sourceFolders({ paths }: SourceFiles): Set<string> {
  let found = folders.get(paths);
  if (!found) {
    found = new Set();
    for (const path of paths) {
      if (!path.endsWith('.py')) continue;
      for (let folder = folderOf(path); folder !== '' && !found.has(folder); folder = folderOf(folder))
        found.add(folder);
    }
    folders.set(paths, found);
  }
  return found;
}

/**
 * The file that a module name means. Absolute names are looked for from the importing file's folder upwards, as the
 * folder that a program is started in isn't known, and in `src/`. A package without `__init__.py` is its folder.
 */
export function resolveModule(
  module: string,
  from: string,
  files: SourceFiles,
  manifests: readonly { path: string; file: ManifestFile }[],
): string | undefined {
  const dots = /^\.*/.exec(module)?.[0].length ?? 0;
  const rest = module.slice(dots).replaceAll('.', '/');
  if (dots > 0) {
    let folder = folderOf(from);
    for (let step = 1; step < dots; step++) {
      if (folder === '') return undefined;
      folder = folderOf(folder);
    }
    const base = within(folder, rest);
    return fileOf(base, files) ?? (rest !== '' && sourceFolders(files).has(base) ? base : undefined);
  }
  if (rest === '') return undefined;
  const roots: string[] = [];
  for (let folder = folderOf(from); ; folder = folderOf(folder)) {
    roots.push(folder, within(folder, 'src'));
    if (folder === '') break;
  }
  for (const manifest of manifests) {
    const folder = folderOf(manifest.path);
    if (from.startsWith(folder === '' ? '' : `${folder}/`))
      roots.push(within(folder, 'src'), within(folder, 'lib'), within(folder, 'app'));
  }
  for (const root of roots) {
    const found = fileOf(within(root, rest), files);
    // A file doesn't import itself by the name of a library (`flask.py` that imports flask is an accident).
    if (found && found !== from) return found;
  }
  if (isPlatformModule(module)) return undefined;
  for (const root of roots) if (sourceFolders(files).has(within(root, rest))) return within(root, rest);
  return undefined;
}

/** Tests and what only they use, and what other programs generate. */
export function isTestPath(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/^(test_.*|.*_tests?|tests?|conftest|noxfile|fabfile|setup)\.py$/.test(name)) return true;
  if (/(_pb2|_pb2_grpc)\.pyi?$/.test(name)) return true;
  return /(^|\/)(tests?|testing|\.?venv|site-packages|__pycache__|\.tox|\.nox|node_modules)\//.test(path);
}
