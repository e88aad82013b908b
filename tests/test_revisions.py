"""Revisions: a playbook as git knows it, put into a folder of its own, whatever stands in the repository."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from stagebook.revisions import LARGEST, Repository, RevisionError
from tests.repository import DAY, Repo

if TYPE_CHECKING:
    from pathlib import Path

PLAYBOOK = "company: {name: Acme}\nstages: [talk]\n"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    made = Repo(tmp_path / "repo")
    made.commit({"data/playbook.yaml": PLAYBOOK})
    return made


def files_at(repo: Repo, revision: str = "HEAD", folder: str = "") -> dict[str, bytes]:
    repository = Repository(repo.folder / folder)
    with repository.files_of(repository.commit(revision)) as root:
        found = {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()}
        kept = root
    assert not kept.exists()
    return found


def test_a_commit_has_its_hash_and_its_day(repo: Repo) -> None:
    commit = Repository(repo.folder).commit("main")
    assert (repo.git("rev-parse", "HEAD"), DAY[:10], "main") == (commit.hash, str(commit.day), commit.named)


@pytest.mark.parametrize("named", ["HEAD", "HEAD~0", "main", "v1", "HEAD^{/A change}"])
def test_git_knows_what_it_is_called(repo: Repo, named: str) -> None:
    repo.git("tag", "--annotate", "--message=One", "v1")
    assert repo.git("rev-parse", "HEAD") == Repository(repo.folder).commit(named).hash


@pytest.mark.parametrize(
    "named",
    ["", "-h", "--help", "--output=stolen", "--all", "-x\n", "HEAD\0", "HEAD\nmain", "HEAD:data", "HEAD --", "nothing"],
)
def test_what_is_no_revision_is_refused_and_never_an_option(repo: Repo, named: str) -> None:
    repository = Repository(repo.folder)
    assert not repository.knows(named)
    with pytest.raises(RevisionError, match="there is no revision"):
        repository.commit(named)
    assert not (repo.folder / "stolen").exists()


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("mian", "did you mean `main`?"),
        ("main..HEAD", "is a range; name its two ends"),
        ("0123456", "`git log --all --oneline` lists"),
    ],
)
def test_the_message_says_what_to_do(repo: Repo, named: str, said: str) -> None:
    with pytest.raises(RevisionError) as error:
        Repository(repo.folder).commit(named)
    assert said in str(error.value)


def test_a_repository_without_commits_says_so(tmp_path: Path) -> None:
    with pytest.raises(RevisionError, match="nothing is committed yet"):
        Repository(Repo(tmp_path).folder).commit("HEAD")


def test_a_shallow_clone_says_so(repo: Repo, tmp_path: Path) -> None:
    old = repo.git("rev-parse", "HEAD")
    repo.commit({"data/playbook.yaml": PLAYBOOK + "tools: [crm]\n"})
    repo.git("clone", "--quiet", "--depth=1", f"file://{repo.folder}", str(tmp_path / "shallow"))
    with pytest.raises(RevisionError, match=r"this clone is shallow .* `git fetch --unshallow`"):
        Repository(tmp_path / "shallow").commit(old)


def test_a_folder_outside_of_every_repository_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(RevisionError, match="lies in no git repository"):
        Repository(tmp_path)


def test_without_git_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RevisionError, match="git is not installed"):
        Repository(tmp_path)


def test_a_hook_s_own_repository_does_not_lead_astray(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    (repo.folder / "handbook" / "data").mkdir(parents=True)
    assert "handbook" == Repository(repo.folder / "handbook").prefix


def test_a_revision_without_a_playbook_says_so(repo: Repo) -> None:
    (repo.folder / "handbook").mkdir()
    repository = Repository(repo.folder / "handbook")
    with (
        pytest.raises(RevisionError, match=r"no playbook at “HEAD” \(\w{7}\): it holds no `handbook/data/`"),
        repository.files_of(repository.commit("HEAD")),
    ):
        pass


def test_the_files_are_those_of_the_revision_and_the_work_tree_stays_as_it_is(repo: Repo) -> None:
    repo.commit({"data/stages.yaml": "- demo\n", "source/a.md": "# A\n"})
    repo.write({"data/playbook.yaml": "broken: [", "data/new.yaml": "x"})
    before = repo.state()
    assert {"data/playbook.yaml": PLAYBOOK.encode()} == files_at(repo, "HEAD~1")
    assert {"data/playbook.yaml", "data/stages.yaml", "source/a.md"} == set(files_at(repo))
    assert before == repo.state()


def test_a_playbook_may_lie_in_a_folder_of_the_repository(repo: Repo) -> None:
    repo.commit({"sales/hand book/data/playbook.yaml": PLAYBOOK, "sales/other.yaml": "x"})
    assert {"data/playbook.yaml": PLAYBOOK.encode()} == files_at(repo, "HEAD", "sales/hand book")


def test_of_other_files_those_are_there_that_the_texts_name(repo: Repo) -> None:
    files: dict[str, str | None] = {
        "data/materials.yaml": """
            - {id: a, file: decks/a.pdf}
            - {id: b, file: "decks/b (2) final.pdf"}
            - {id: c, notes: "See [this](../decks/c%20d.pdf) and notes.md."}
            """,
        "decks/a.pdf": "large",
        "decks/b (2) final.pdf": "large",
        "decks/c d.pdf": "large",
        "notes.md": "# Notes\n",
        "decks/unused.pdf": "large",
        "source/pic.png": "large",
    }
    repo.commit(files)
    assert {
        "decks/a.pdf": b"",
        "decks/b (2) final.pdf": b"",
        "decks/c d.pdf": b"",
        "notes.md": b"# Notes\n",
    } == {path: content for path, content in files_at(repo).items() if not path.startswith("data/")}


def test_a_folder_is_there_where_the_texts_name_it(repo: Repo) -> None:
    repo.commit(
        {"data/materials.yaml": "- {id: a, file: decks/old}\n", "decks/old/a.pdf": "large", "more/b.pdf": "large"}
    )
    repository = Repository(repo.folder)
    with repository.files_of(repository.commit("HEAD")) as root:
        assert ["data", "decks", "decks/old"] == sorted(
            file.relative_to(root).as_posix() for file in root.rglob("*") if file.is_dir()
        )


def test_a_file_too_large_to_be_read_keeps_its_size(repo: Repo) -> None:
    repo.commit({"data/stages.yaml": "#" * (LARGEST + 7)})
    content = files_at(repo)["data/stages.yaml"]
    assert LARGEST + 7 == len(content)
    assert not content.strip(b"\0")


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_are_followed_inside_the_repository_and_nowhere_else(repo: Repo) -> None:
    repo.write({"shared/tools.yaml": "- crm\n", "data/real.yaml": "- x\n"})
    data = repo.folder / "data"
    (data / "tools.yaml").symlink_to("../shared/tools.yaml")
    (data / "twice.yaml").symlink_to("tools.yaml")
    (data / "secret.yaml").symlink_to("/etc/passwd")
    (data / "out.yaml").symlink_to("../../outside.yaml")
    (data / "lost.yaml").symlink_to("gone.yaml")
    (data / "loop.yaml").symlink_to("loop.yaml")
    (data / "folder.yaml").symlink_to("../shared")
    repo.commit({})
    found = {path: content for path, content in files_at(repo).items() if path.startswith("data/")}
    assert {
        "data/playbook.yaml": PLAYBOOK.encode(),
        "data/real.yaml": b"- x\n",
        "data/tools.yaml": b"- crm\n",
        "data/twice.yaml": b"- crm\n",
    } == found


def test_a_tree_made_by_hand_does_not_lead_out_of_the_folder(repo: Repo) -> None:
    blob = repo.git("hash-object", "-w", "data/playbook.yaml")

    def tree(*entries: str) -> str:
        text = "".join(f"{entry}\n" for entry in entries)
        done = subprocess.run(
            ["git", "-C", str(repo.folder), "mktree"], input=text, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    inner = tree(f"100644 blob {blob}\tevil.yaml")
    up = tree(f"040000 tree {inner}\t..", f"100644 blob {blob}\tplaybook.yaml")
    top = tree(f"040000 tree {up}\tdata")
    commit = repo.git("commit-tree", "-m", "x", top)
    assert {"data/playbook.yaml"} == set(files_at(repo, commit))


def test_odd_names_of_files_are_no_hindrance(repo: Repo) -> None:
    repo.commit(
        {"data/tools/a b.yaml": "name: A\n", "data/tools/ü\tx.yaml": "name: U\n", 'data/tools/q"q.yaml': "name: Q\n"}
    )
    assert {"data/playbook.yaml", "data/tools/a b.yaml", "data/tools/ü\tx.yaml", 'data/tools/q"q.yaml'} == set(
        files_at(repo)
    )


def test_the_fork_of_two_branches(repo: Repo) -> None:
    fork = repo.git("rev-parse", "HEAD")
    repo.git("checkout", "--quiet", "-b", "work")
    work = repo.commit({"data/tools.yaml": "- crm\n"})
    repo.git("checkout", "--quiet", "main")
    repo.commit({"data/stages.yaml": "- demo\n"})
    repository = Repository(repo.folder)
    assert fork == repository.fork(repository.commit("main"), repository.commit(work)).hash
    repo.git("checkout", "--quiet", "--orphan", "other")
    repo.commit({})
    with pytest.raises(RevisionError, match="“main” and HEAD have no history in common"):
        repository.fork(repository.commit("main"), None)


def test_a_repository_with_missing_files_says_so(repo: Repo) -> None:
    blob = repo.git("rev-parse", "HEAD:data/playbook.yaml")
    file = repo.folder / ".git" / "objects" / blob[:2] / blob[2:]
    file.chmod(0o600)
    file.unlink()
    with pytest.raises(RevisionError, match=r"git can't give data/playbook\.yaml"):
        files_at(repo)
