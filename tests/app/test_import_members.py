"""Lists of several members are imported by one command, each for its own member."""

import os
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

Call = Any

NUMBERS = {"a": "202010000001.1", "b": "202010000002.6", "c": "202010000003.0"}


@pytest.fixture
def portfolio(call: Call, tmp_path: Path) -> Path:
    """Return a portfolio that knows one member."""
    path = tmp_path / "p.pdesk"
    assert call("new", path).status == 0
    call("import", path, write(tmp_path / "first.csv", "202010000005.X"), "--member", "岚川汽车股份有限公司")
    return path


def write(path: Path, number: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"申请号,标题\nCN{number},电池\n", encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "lists"
    write(made / "岚川2026.csv", NUMBERS["a"])
    write(made / "华夏专利.csv", NUMBERS["b"])
    write(made / "专利清单.csv", NUMBERS["c"])
    return made


def brought(call: Call, portfolio: Path, member: str) -> int:
    return len(call("list", portfolio, "--query", f'member:="{member}"', "--json").document["patents"])


def told(answer: Any) -> dict[str, tuple[str, str]]:
    return {one["file"]: (one["member"], one["by"]) for one in answer.document["members"]}


def test_nothing_is_guessed_unless_asked_for(call: Call, portfolio: Path, folder: Path) -> None:
    answer = call("import", portfolio, folder, "--json")
    assert (answer.document["added"], answer.document["members"]) == (3, [])
    assert "member" not in call("import", portfolio, folder, "--member", "启衡", "--dry-run").out
    assert brought(call, portfolio, "岚川汽车股份有限公司") == 1


def test_known_members_are_found_by_the_names_of_files_and_told(call: Call, portfolio: Path, folder: Path) -> None:
    answer = call("import", portfolio, folder, "--member-by-name", "known", "--dry-run")
    assert "岚川2026.csv: member 岚川汽车股份有限公司 (suggested by the file name “岚川2026”)" in answer.out
    assert "专利清单.csv: no member\n" in answer.out
    answer = call("import", portfolio, folder, "--member-by-name", "known", "--json")
    assert told(answer) == {"岚川2026.csv": ("岚川汽车股份有限公司", "file")}
    assert brought(call, portfolio, "岚川汽车股份有限公司") == 2
    answer = call("import", portfolio, folder, "--member-by-name", "known", "--json")
    assert (answer.document["same"], answer.document["applied"]) == (3, True)


def test_new_members_are_called_as_their_files(call: Call, portfolio: Path, folder: Path) -> None:
    answer = call("import", portfolio, folder, "--member-by-name", "new", "--json")
    assert told(answer) == {"岚川2026.csv": ("岚川汽车股份有限公司", "file"), "华夏专利.csv": ("华夏", "new")}
    assert brought(call, portfolio, "华夏") == 1


def test_each_file_has_the_member_that_is_said_of_it(call: Call, portfolio: Path, folder: Path) -> None:
    some = folder / "专利清单.csv"
    answer = call(
        "import",
        portfolio,
        folder,
        "--member",
        "启衡",
        "--member",
        f"{some}=星桡",
        "--member",
        "华夏专利.csv=",
        "--json",
    )
    assert told(answer) == {
        "岚川2026.csv": ("启衡", "said"), "专利清单.csv": ("星桡", "said"), "华夏专利.csv": ("", "said"),
    }  # fmt: skip


def test_an_archive_has_one_member_and_a_folder_in_it_another(call: Call, portfolio: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for name, number in (("x.csv", NUMBERS["a"]), ("星桡/y.csv", NUMBERS["b"])):
            archive.writestr(name, f"申请号,标题\nCN{number},电池\n")
    path = tmp_path / "all.zip"
    answer = call("import", portfolio, path, "--member", f"{path}=启衡", "--member", "all.zip/星桡=星桡", "--json")
    assert {one[0] for one in told(answer).values()} == {"启衡", "星桡"}


def test_a_workbook_and_a_folder_within_a_folder_are_named_by_their_paths(
    call: Call, portfolio: Path, folder: Path
) -> None:
    write(folder / "北区" / "x.csv", "202010000006.4")
    book = openpyxl.Workbook()
    book.active.append(["申请号", "标题"])
    book.active.append(["CN202010000007.9", "电池"])
    book.save(folder / "y.xlsx")
    options = ("--member", f"{folder / '北区'}=启衡", "--member", f"{folder / 'y.xlsx'}=星桡")
    answer = call("import", portfolio, folder, *options, "--json")
    assert told(answer) == {"北区/x.csv": ("启衡", "said"), "y.xlsx": ("星桡", "said")}


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--member", "other.csv=启衡"), "member_unheard"),
        (("--member", "启衡", "--member", "星桡"), "member_of_all_twice"),
        (("--member", "启衡", "--member", "华夏专利.csv=华夏", "--country", "CN"), "country_of_several"),
        (("--country", "CN"), "country_of_nobody"),
        (("--country", "CN", "--member", "华夏专利.csv="), "country_of_nobody"),
    ],
)
def test_members_that_cannot_be_are_refused(
    call: Call, portfolio: Path, folder: Path, options: tuple[str, ...], code: str
) -> None:
    answer = call("import", portfolio, folder, *options, "--json")
    assert (answer.status, answer.document["refused"]["code"]) == (2, code)
    assert len(call("list", portfolio, "--json").document["patents"]) == 1


def test_only_new_files_of_a_folder_are_read(call: Call, portfolio: Path, folder: Path) -> None:
    for path in folder.iterdir():
        os.utime(path, (1_700_000_000, 1_700_000_000))
    assert call("import", portfolio, folder, "--only-new", "--json").document["added"] == 3
    assert call("import", portfolio, folder, "--only-new", "--json").document["read"] == 0


def test_only_new_looks_into_the_folders_within_and_tells_where_it_stops(
    call: Call, portfolio: Path, tmp_path: Path
) -> None:
    made = tmp_path.joinpath("lists", *"1234")
    made.mkdir(parents=True)
    write(made / "a.csv", NUMBERS["a"])
    os.utime(made / "a.csv", (1_700_000_000, 1_700_000_000))
    answer = call("import", portfolio, tmp_path / "lists", "--only-new", "--dry-run")
    assert "more in" not in answer.err
    (made / "5").mkdir()
    write(made / "5" / "b.csv", NUMBERS["b"])
    answer = call("import", portfolio, tmp_path / "lists", "--only-new", "--json")
    assert answer.document["added"] == 1
    assert "more in" in answer.err


def test_folders_and_archives_of_one_name_have_members_of_their_own(
    call: Call, portfolio: Path, tmp_path: Path
) -> None:
    one, other = tmp_path / "a" / "in", tmp_path / "b" / "in"
    one.mkdir(parents=True)
    write(one / "x.csv", NUMBERS["a"])
    other.mkdir(parents=True)
    write(other / "x.csv", NUMBERS["b"])
    answer = call("import", portfolio, one, other, "--member", f"{one}=甲公司", "--member", f"{other}=乙公司", "--json")
    assert told(answer) == {"a/in/x.csv": ("甲公司", "said"), "b/in/x.csv": ("乙公司", "said")}


def test_a_short_name_that_is_given_tells_the_member_until_it_is_taken_back(
    call: Call, portfolio: Path, tmp_path: Path
) -> None:
    listed = write(tmp_path / "TCX_2026.csv", NUMBERS["a"])

    def member() -> list[str]:
        answer = call("import", portfolio, listed, "--member-by-name", "known", "--dry-run", "--json")
        return [one["member"] for one in answer.document["members"]]

    assert member() == []
    assert call("names", portfolio, "--alias", "岚川汽车股份有限公司", "TCX").status == 0
    assert member() == ["岚川汽车股份有限公司"]
    assert "TCX" in call("names", portfolio, "--aliases", "岚川汽车股份有限公司").out
    assert call("names", portfolio, "--no-alias", "TCX", "TCX").status == 0
    assert member() == []
    assert call("names", portfolio, "--no-alias", "岚川汽车股份有限公司", "TCX").status != 0
