import { normalizeName } from "../../version/names.ts";

/** Projects that nearly everybody installs: the ones whose names are imitated. */
const POPULAR: readonly string[] = (
  "aiobotocore aiofiles aiohttp airflow alembic altair annotated-types ansible anyio argcomplete arrow asgiref astropy attrs " +
  "authlib autoflake azure-core babel bandit bcrypt beautifulsoup4 billiard black bleach bokeh boto3 botocore build cachetools celery certifi " +
  "cffi chardet charset-normalizer click cloudpickle colorama coverage cryptography cython dask dataclasses-json datasets " +
  "decorator defusedxml dill distlib django django-cors-headers djangorestframework docker docutils elasticsearch fabric faker fastapi filelock flake8 " +
  "flask flask-cors fonttools frozenlist fsspec gensim gitpython google-api-core google-auth google-cloud-storage googleapis-common-protos " +
  "graphviz greenlet grpcio gunicorn h11 hatchling httpcore httpx huggingface-hub hypothesis idna imageio importlib-metadata " +
  "importlib-resources iniconfig ipykernel ipython ipywidgets isort itsdangerous jax jedi jinja2 jmespath joblib jsonschema jupyter " +
  "jupyterlab keras keyring kiwisolver kubernetes langchain lightgbm llvmlite loguru lxml mako markdown markdown-it-py markupsafe " +
  "marshmallow matplotlib mkdocs mkdocs-material mock more-itertools msgpack multidict mypy mypy-extensions mysqlclient nbconvert networkx nltk notebook " +
  "numba numpy oauthlib openai opencv-python openpyxl opentelemetry-api orjson packaging pandas paramiko parso pathspec pexpect " +
  "pillow pip pipenv platformdirs plotly pluggy poetry polars pre-commit prometheus-client prompt-toolkit protobuf psutil psycopg2 psycopg2-binary " +
  "pyarrow pyasn1 pycparser pycryptodome pydantic pydantic-core pydantic-settings pygame pygments pyinstaller pyjwt pylint pymongo pymysql pyodbc pyopenssl " +
  "pyparsing pyqt5 pyserial pyspark pytest pytest-asyncio pytest-cov pytest-mock pytest-xdist python-dateutil python-dotenv " +
  "pytorch-lightning pytz pyyaml pyzmq redis regex requests requests-oauthlib requests-toolbelt rich rsa ruamel-yaml ruff s3fs s3transfer scikit-image scikit-learn scipy " +
  "scrapy seaborn selenium sentencepiece sentry-sdk setuptools shapely simplejson six snowflake-connector-python sortedcontainers soupsieve spacy sphinx sphinx-rtd-theme sqlalchemy sqlparse starlette " +
  "statsmodels streamlit sympy tabulate tenacity tensorboard tensorflow termcolor tiktoken tokenizers toml tomli tomlkit torch torchaudio torchvision tornado tox " +
  "tqdm traitlets transformers twine typer types-requests typing-extensions tzdata tzlocal ujson urllib3 uvicorn uvloop virtualenv watchdog wcwidth " +
  "websocket-client websockets werkzeug wheel wrapt xarray xgboost xlrd xlsxwriter xmltodict yarl zipp zope-interface"
).split(" ");
const KNOWN: ReadonlySet<string> = new Set(POPULAR);

/** Keys beside each other on a QWERTY keyboard, and characters that look alike. */
const NEIGHBOURS: Readonly<Record<string, string>> = {
  a: "qwsz",
  b: "vghn",
  c: "xdfv",
  d: "erfcxs",
  e: "34rdsw",
  f: "rtgvcd",
  g: "tyhbvf",
  h: "yujnbg",
  i: "189olkju",
  j: "uikmnh",
  k: "iolmj",
  l: "iopk1",
  m: "njk",
  n: "bhjm",
  o: "90pli",
  p: "0o",
  q: "12wa",
  r: "45tfde",
  s: "wedxza5",
  t: "56ygfr",
  u: "78ijyv",
  v: "cfgbu",
  w: "23esaq",
  x: "zsdc",
  y: "67uhti",
  z: "asx",
  "0": "9op",
  "1": "2qil",
  "2": "1qw3",
  "3": "2we4",
  "4": "3er5",
  "5": "4rt6s",
  "6": "5ty7",
  "7": "6yu8",
  "8": "7ui9",
  "9": "8io0",
};

/**
 * The popular project that a name is probably a slip of: a character twice, left out or swapped with its neighbour, words
 * in another order, a key beside the right one. Null for anything else, also for a popular name itself.
 */
export function popularLookalike(name: string): string | null {
  const own = normalizeName(name);
  if (KNOWN.has(own) || own.length < 4) return null;
  return POPULAR.find((popular) => popular.length > 3 && isSlip(own, popular)) ?? null;
}

function isSlip(own: string, popular: string): boolean {
  if (own.length === popular.length + 1) return isDoubled(own, popular);
  if (own.length === popular.length - 1)
    return Array.from(popular).some((_, at) => without(popular, at) === own);
  if (own.length !== popular.length) return false;
  const differing = Array.from(own).flatMap((character, at) => (character === popular[at] ? [] : [at]));
  const [first = -1, second = -1] = differing;
  if (differing.length === 1) return NEIGHBOURS[popular[first] ?? ""]?.includes(own[first] ?? "") ?? false;
  if (differing.length === 2 && second === first + 1)
    return own[first] === popular[second] && own[second] === popular[first];
  return own.includes("-") && words(own) === words(popular);
}

function isDoubled(own: string, popular: string): boolean {
  return Array.from(own).some((character, at) => character === own[at + 1] && without(own, at) === popular);
}

function without(text: string, at: number): string {
  return text.slice(0, at) + text.slice(at + 1);
}

function words(name: string): string {
  return name.split("-").sort().join("-");
}
