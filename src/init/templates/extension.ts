import type { Template } from "../answers.ts";
import { commonFiles } from "./common.ts";
import { docstring } from "./docstring.ts";

/** A package with a module in C. */
export const extension: Template = (facts) => {
  const { module } = facts;
  return new Map([
    ...commonFiles(facts, {
      build: ["setuptools>=77", "setuptools.build_meta"],
      classifiers: ["Intended Audience :: Developers", "Programming Language :: C"],
      tables: [
        [
          "tool.setuptools",
          { "ext-modules": [{ name: `${module}._native`, sources: [`src/${module}/_native.c`] }] },
        ],
        ["tool.setuptools.packages.find", { where: ["src"] }],
        ["tool.setuptools.package-data", { [module]: ["py.typed", "*.pyi"] }],
        ["tool.setuptools.exclude-package-data", { [module]: ["*.c"] }],
        [
          "tool.shipwheel.check.contract",
          { expect: "compiled", required: [`${module}/py.typed`], "top-level": [module] },
        ],
      ],
      usage: `\`\`\`python\nfrom ${module} import add\n\nprint(add(2, 3))\n\`\`\`\n`,
    }),
    [
      `src/${module}/__init__.py`,
      `${docstring(facts.description)}\n\nfrom ${module}._native import add\n\n__all__ = ["add"]\n`,
    ],
    [`src/${module}/py.typed`, ""],
    [`src/${module}/_native.pyi`, "def add(a: int, b: int, /) -> int: ...\n"],
    [
      `src/${module}/_native.c`,
      `#define PY_SSIZE_T_CLEAN\n#include <Python.h>\n\nstatic PyObject *add(PyObject *self, PyObject *args)\n{\n    long a, b;\n    (void)self;\n    if (!PyArg_ParseTuple(args, "ll", &a, &b))\n        return NULL;\n    return PyLong_FromLong(a + b);\n}\n\nstatic PyMethodDef methods[] = {\n    {"add", add, METH_VARARGS, "Add two numbers."},\n    {NULL, NULL, 0, NULL},\n};\n\nstatic struct PyModuleDef definition = {\n    PyModuleDef_HEAD_INIT, "${module}._native", NULL, -1, methods, NULL, NULL, NULL, NULL,\n};\n\nPyMODINIT_FUNC PyInit__native(void)\n{\n    return PyModule_Create(&definition);\n}\n`,
    ],
    [
      `tests/test_${module}.py`,
      `import unittest\n\nfrom ${module} import add\n\n\nclass AddTest(unittest.TestCase):\n    def test_adds(self) -> None:\n        self.assertEqual(add(2, 3), 5)\n\n\nif __name__ == "__main__":\n    unittest.main()\n`,
    ],
    ["MANIFEST.in", "include *.md\nrecursive-include docs *.md\nrecursive-include tests *.py\n"],
  ]);
};
