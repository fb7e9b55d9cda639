"""`python -m cchc_cli` is the same as `cchc`."""

from cchc_cli.cli.main import run

if __name__ == "__main__":
    run()
