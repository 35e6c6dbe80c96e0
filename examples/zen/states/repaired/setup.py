from setuptools import find_packages, setup

setup(
    py_modules=["zen_orchestrator"],
    packages=find_packages(include=["agent_interface*", "token_budget*"]),
    package_data={"agent_interface": ["greeting.txt"]},
    include_package_data=False,
    install_requires=["PyYAML>=6.0", "tabulate>=0.9"],
    entry_points={"console_scripts": ["zen=zen_orchestrator:run"]},
)
