from setuptools import setup

setup(
    version="1.2.1",
    py_modules=["zen_orchestrator"],
    packages=["agent_interface", "token_budget"],
    include_package_data=False,
    install_requires=["tabulate>=0.9"],
    entry_points={"console_scripts": ["zen=zen_orchestrator.run"]},
)
